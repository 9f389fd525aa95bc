"""Fields of work that no list holds, short forms of bodies, and what firms are named by."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.entities import recognise


def bodies(text: str) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is MentionType.BODY]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo Trung tâm Ca nhạc nhẹ, đêm diễn đã hoãn", ["Trung tâm Ca nhạc nhẹ"]),
        (
            "mời Trung tâm giám định thương tật tỉnh Hà Nam vào cuộc",
            ["Trung tâm giám định thương tật tỉnh Hà Nam"],
        ),
        ("giám đốc Trung tâm bảo tồn sếu (Sở NN&PTNT)", ["Trung tâm bảo tồn sếu", "Sở NN&PTNT"]),
        ("Chi cục Thú y và chăn nuôi tỉnh Nam Định báo cáo", ["Chi cục Thú y và chăn nuôi tỉnh Nam Định"]),
        ("Ban Đổi mới Doanh nghiệp của Bộ họp", ["Ban Đổi mới Doanh nghiệp"]),
        (
            "Ban chỉ đạo Đổi mới và Phát triển doanh nghiệp, tỉnh Long An",
            ["Ban chỉ đạo Đổi mới và Phát triển doanh nghiệp"],
        ),
        (
            "Phòng Cảnh sát điều tra tội phạm về kinh tế và tham nhũng Công an tỉnh Bình Phước",
            ["Phòng Cảnh sát điều tra tội phạm về kinh tế và tham nhũng Công an tỉnh Bình Phước"],
        ),
        (
            "Đội Cảnh sát ĐTTP về Hình sự, Kinh tế, Ma túy Công an huyện Mai Sơn",
            ["Đội Cảnh sát ĐTTP về Hình sự, Kinh tế, Ma túy Công an huyện Mai Sơn"],
        ),
        ("Theo Cục CSGT và Phòng CSGT Công an tỉnh", ["Cục CSGT", "Phòng CSGT Công an tỉnh"]),
        ("Chủ tịch Hội Kiến trúc sư tỉnh Quảng Nam nêu", ["Hội Kiến trúc sư tỉnh Quảng Nam"]),
        ("Cảng vụ Hàng hải Quy Nhơn cấp phép", ["Cảng vụ Hàng hải Quy Nhơn"]),
        ("Khoa cấp cứu Bệnh viện Bình An tiếp nhận", ["Khoa cấp cứu Bệnh viện Bình An"]),
        ("Bộ Tư lệnh Cảnh sát biển, Viện KSND tối cao", ["Bộ Tư lệnh Cảnh sát biển", "Viện KSND tối cao"]),
        ("trưởng Phòng nghiệp vụ dược Sở Y tế tỉnh nói", ["Phòng nghiệp vụ dược Sở Y tế tỉnh"]),
        ("chuyển lên Viện bỏng Quốc gia", ["Viện bỏng Quốc gia"]),
        ("chờ kết luận của thanh tra tỉnh", ["thanh tra tỉnh"]),
        ("Bí thư Thị ủy Thị xã Cửa Lò", ["Thị ủy Thị xã Cửa Lò"]),
    ],
)
def test_a_field_no_list_holds_is_read_to_its_end(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cục Thú y cử cán bộ xuống xã", ["Cục Thú y"]),
        ("Chi cục Hải quan cửa khẩu và chính quyền xã Nậm Lạnh", ["Chi cục Hải quan cửa khẩu"]),
        ("Trung tâm Y tế chiều nay tiếp nhận năm ca", ["Trung tâm Y tế"]),
        ("Học viện Quân y mở rộng đào tạo", ["Học viện Quân y"]),
        ("Phòng Tư pháp của huyện góp ý", ["Phòng Tư pháp"]),
        ("Giám đốc Công ty Cây trồng thành phố báo cáo", ["Công ty Cây trồng thành phố"]),
        ("Trên cơ sở Điều 57, các bên thỏa thuận", []),
        ("lãnh đạo UBND 4 tỉnh thống nhất", []),
        ("có sở GD-ĐT và tỉnh đoàn địa phương dự", ["sở GD-ĐT"]),
        ("tại phiên tòa phúc thẩm chiều nay", []),
        ("ngành khoa học giáo dục", []),
    ],
)
def test_what_is_said_of_a_body_does_not_belong_to_its_name(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


def test_a_list_that_ends_in_all_of_a_kind_leaves_the_government_one() -> None:
    assert bodies("Các Bộ, cơ quan thuộc Chính phủ, ủy ban nhân dân các tỉnh có trách nhiệm") == ["Chính phủ"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Công ty TNHH BOT Bình Minh - Chợ Gạo thu phí",
            ["Công ty TNHH BOT Bình Minh - Chợ Gạo"],
        ),
        (
            "Công ty TNHH Thương mại - Đầu tư và Phát triển An Lộc Phú nộp thuế",
            ["Công ty TNHH Thương mại - Đầu tư và Phát triển An Lộc Phú"],
        ),
        ("Công ty TNHH Ba Vàng Quảng Nam làm chủ đầu tư", ["Công ty TNHH Ba Vàng Quảng Nam"]),
        ("vốn của Golden Star Holdings và An Lộc Group", ["Golden Star Holdings", "An Lộc Group"]),
        ("Theo Mekong Times, dự án chậm", ["Mekong Times"]),
        (
            "Công ty CP Đầu tư Quốc lộ 9 Đông Hà - Lao Bảo vay",
            ["Công ty CP Đầu tư Quốc lộ 9 Đông Hà - Lao Bảo"],
        ),
        ("Công ty CP Hóa dầu và Xơ sợi Dầu khí lỗ", ["Công ty CP Hóa dầu và Xơ sợi Dầu khí"]),
        ("cơ sở giết mổ Hưng Lộc tạm dừng", ["cơ sở giết mổ Hưng Lộc"]),
        ("nói với phóng viên Tuổi Trẻ những điều mắt thấy", ["Tuổi Trẻ"]),
    ],
)
def test_firms_are_found_by_how_they_are_named(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


def test_a_coined_short_form_in_brackets_is_known_when_it_comes_again() -> None:
    text = "Tổng công ty Vận tải thủy Hòa Phong (Vitaso) lỗ. Cổ đông của Vitaso họp."
    assert bodies(text) == ["Tổng công ty Vận tải thủy Hòa Phong", "Vitaso", "Vitaso"]


def test_a_part_of_the_name_in_brackets_is_known_when_it_comes_again() -> None:
    text = "Công ty Cổ phần Địa ốc Hưng Lộc (Địa ốc Hưng Lộc) bán nền. Dân kiện Địa ốc Hưng Lộc."
    assert bodies(text)[1:] == ["Địa ốc Hưng Lộc", "Địa ốc Hưng Lộc"]


def test_a_code_of_the_ministrys_police_may_be_written_with_a_blank() -> None:
    text = "Cục Cảnh sát hình sự - Bộ Công an (C 45) thụ lý"
    assert bodies(text) == ["Cục Cảnh sát hình sự - Bộ Công an", "C 45"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trưởng phòng Khảo thí và quản lý chất lượng, Sở GD-ĐT",
            ["phòng Khảo thí và quản lý chất lượng", "Sở GD-ĐT"],
        ),
        (
            "Trưởng phòng Xây dựng chính quyền và công tác thanh niên",
            ["phòng Xây dựng chính quyền và công tác thanh niên"],
        ),
        (
            "Đội trưởng Cảnh sát hình sự Công an huyện Mai Sơn",
            ["Cảnh sát hình sự Công an huyện Mai Sơn"],
        ),
        ("Lực lượng cảnh sát hình sự vào cuộc", []),
        ("do Cơ quan Phát triển Pháp tài trợ", ["Cơ quan Phát triển Pháp"]),
        ("học sinh trường THCS & THPT Tô Hiệu", ["trường THCS & THPT Tô Hiệu"]),
        (
            "Công ty TNHH MTV xổ số kiến thiết và dịch vụ tổng hợp Sơn La",
            ["Công ty TNHH MTV xổ số kiến thiết và dịch vụ tổng hợp Sơn La"],
        ),
        ("tàu của Bộ Tư lệnh Vùng 2 Cảnh sát biển", ["Bộ Tư lệnh Vùng 2 Cảnh sát biển"]),
        (
            "Viện Nghiên cứu Kinh tế và Phát triển Du lịch tổ chức Hội thảo khoa học",
            ["Viện Nghiên cứu Kinh tế và Phát triển Du lịch"],
        ),
    ],
)
def test_offices_of_provincial_bodies_are_read_to_their_end(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected
