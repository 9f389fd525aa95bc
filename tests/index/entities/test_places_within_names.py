"""Places whose name holds another name: memorials, roads by their ends, towns within words."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.entities import recognise


def places(text: str) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is MentionType.PLACE]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dâng hoa tại Tượng đài Chủ tịch Hồ Chí Minh.", ["Tượng đài Chủ tịch Hồ Chí Minh"]),
        ("tu bổ lăng vua Khải Định", ["lăng vua Khải Định"]),
        ("viếng Đền thờ Quận công Lò Công Thái", ["Đền thờ Quận công Lò Công Thái"]),
        ("thăm Nhà lưu niệm Bác Tôn", ["Nhà lưu niệm Bác Tôn"]),
    ],
)
def test_a_memorial_keeps_the_person_it_remembers_with_the_title(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("theo đường tỉnh 830 Bến Lức - Đức Hòa", ["đường tỉnh 830 Bến Lức - Đức Hòa"]),
        ("cao tốc TP. HCM - Long Thành - Dầu Giây", ["cao tốc TP. HCM - Long Thành - Dầu Giây"]),
        ("trên cao tốc Hà Nội - TP. HCM", ["cao tốc Hà Nội - TP. HCM"]),
        ("tại đường Tô Hiệu - TP. Sơn La", ["đường Tô Hiệu", "TP. Sơn La"]),
        ("tại ngã ba đường Tô Hiệu - Chi Lăng, bắt một người", ["đường Tô Hiệu", "Chi Lăng"]),
        ("thi công trên đường Hà Giang TTO - Một ôtô đâm vào", ["đường Hà Giang"]),
        ("cao tốc Bắc - Nam đoạn đầu", ["cao tốc Bắc - Nam"]),
        ("nạo vét kênh Nậm La - Bó Bun", ["kênh Nậm La - Bó Bun"]),
    ],
)
def test_a_road_is_named_by_its_ends_and_two_that_cross_are_two(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trú tại 39 đường Tô Hiệu của vợ chồng", ["đường Tô Hiệu"]),
        ("qua 3 đường Tô Hiệu, Lê Lợi và Chu Văn Thịnh", ["Tô Hiệu", "Lê Lợi", "Chu Văn Thịnh"]),
    ],
)
def test_a_number_before_one_road_is_that_of_a_house(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CÁC BIỆN PHÁP TƯ PHÁP VÀ PHƯƠNG PHÁP TÍNH THUẾ", []),
        ("khi Mỹ Tâm giao vai cho Mỹ D. ở nhà", []),
        ("sân vận động quốc gia Mỹ Đình", []),
        ("đến TP Đào Viên, Đài Loan", ["TP Đào Viên", "Đài Loan"]),
        ("qua cầu vượt Ngã Ba Huế", ["cầu vượt Ngã Ba Huế"]),
        ("ra sân bay Nội Bài chỉ mất một giờ", ["sân bay Nội Bài"]),
        ("huyện Tân Thành, Bà Rịa - Vũng Tàu", ["huyện Tân Thành", "Bà Rịa - Vũng Tàu"]),
        ("về TP. Phan Rang – Tháp Chàm", ["TP. Phan Rang – Tháp Chàm"]),
    ],
)
def test_a_short_country_or_town_within_another_name_is_no_place(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ở huyện miền núi Mường La", ["huyện miền núi Mường La"]),
        ("học sinh xã biên giới Chiềng Khương", ["xã biên giới Chiềng Khương"]),
        ("các tỉnh miền núi Bắc Bộ", ["Bắc Bộ"]),
        ("cột điện đổ tại Cẩm Bình, Cẩm Giang và Cẩm Thành", ["Cẩm Bình", "Cẩm Giang", "Cẩm Thành"]),
    ],
)
def test_units_are_told_by_where_they_lie_and_communes_by_the_first_of_them(
    text: str, found: list[str]
) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "12 xã của tỉnh Sơn La được công nhận gồm: Chiềng Ban, Mường Bon (huyện Mai Sơn); Tú Nang.",
            ["tỉnh Sơn La", "Chiềng Ban", "Mường Bon", "huyện Mai Sơn", "Tú Nang"],
        ),
        (
            "Các xã về đích là: Chiềng Ban, Mường Bon – huyện Mai Sơn; Tú Nang – huyện Yên Châu.",
            ["Chiềng Ban", "Mường Bon", "huyện Mai Sơn", "Tú Nang", "huyện Yên Châu"],
        ),
        ("ngập ở các xã miền núi như: Tú Nang, Pom Hò, Ba Khe", ["Tú Nang", "Pom Hò", "Ba Khe"]),
        ("những vùng ven biển như Phước Tỉnh, Long Hải", ["Phước Tỉnh", "Long Hải"]),
        ("các xã cử cán bộ gồm: Lò Văn Páo, Vì Thị Mai", []),
        ("người nằm vùng có thể là Oleg Brenner - một viên chức", []),
        ("(phường 7, 8, 9) đã xong", ["phường 7", "8", "9"]),
        ("(xã An Phú Tây, Bình Chánh, Lê Minh Xuân)", ["xã An Phú Tây", "Bình Chánh", "Lê Minh Xuân"]),
    ],
)
def test_a_list_a_clause_announces_holds_places(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sạt lở trên tuyến đường 702 và tuyến quốc lộ 6", ["đường 702", "quốc lộ 6"]),
        ("chia cắt các tuyến đường Tô Hiệu, Lê Lợi", ["Tô Hiệu", "Lê Lợi"]),
        ("thả cá xuống lòng hồ thủy điện Nậm Chiến", ["hồ thủy điện Nậm Chiến"]),
        ("dự án khu nhà ở phường Long Bình", ["phường Long Bình"]),
        ("nét đẹp sông nước Nam Bộ", ["Nam Bộ"]),
        ("thăm chùa Ba Vàng Quảng Nam", ["chùa Ba Vàng Quảng Nam"]),
        ("đi về phía cầu Nậm La 2 nối hai bờ", ["cầu Nậm La 2"]),
        ("tuyến đường sắt đô thị số 1", ["đường sắt đô thị số 1"]),
        ("nhà ở đường số A, tổ B", ["đường số A", "tổ B"]),
        ("Trưởng các ấp; Tổ CNSCĐ;", []),
        ("CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |", []),
    ],
)
def test_the_words_that_name_a_place_are_told_from_those_that_describe_it(
    text: str, found: list[str]
) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("xe chạy hướng từ Nhơn Hải đi Tri Hải", ["Nhơn Hải", "Tri Hải"]),
        ("đi theo hướng Lâm Đồng-Đồng Nai", ["Lâm Đồng", "Đồng Nai"]),
        ("tàu điện ngầm (Hà Nội – Nam Cường)", ["Hà Nội", "Nam Cường"]),
        ("hướng tới giá trị Chân – Thiện – Mỹ", []),
        ("ở tỉnh Bô Ly Khăm Xay, Lào", ["tỉnh Bô Ly Khăm Xay", "Lào"]),
        ("huyện Phong Điền, tỉnh TT-Huế", ["huyện Phong Điền", "tỉnh TT-Huế"]),
    ],
)
def test_both_ends_of_a_way_are_places(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mở lại đường bay Rạch Giá - Phú Quốc", ["Rạch Giá", "Phú Quốc"]),
        ("ở 11 nước Đông Nam Á", ["Đông Nam Á"]),
        ("như sông Mã 7 dự án, sông Chu 4 dự án", ["sông Mã", "sông Chu"]),
        ("ở các xã - Ảnh: HÀ ĐẠI.", []),
    ],
)
def test_a_unit_word_or_number_is_taken_into_a_name_only_where_it_belongs(
    text: str, found: list[str]
) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- Chủ tịch UBND các huyện, thị xã Bảo Lộc.", ["thị xã Bảo Lộc"]),
        ("trả tiền lẻ ở trạm thu phí quốc lộ 6", ["trạm thu phí quốc lộ 6"]),
        ("đi lên đường tránh TP. Vinh", ["đường tránh TP. Vinh"]),
        ("Nơi nhận: P.KT, PHCTC", []),
        ("hợp tác với Mỹ, Nhật và Đức", ["Mỹ", "Nhật", "Đức"]),
        ("thi công tuyến Nậm Bạc - Kinh Mới thuộc xã", ["Nậm Bạc", "Kinh Mới"]),
        ("tính bằng Đồng Việt Nam", []),
    ],
)
def test_a_work_is_named_by_its_road_and_a_town_by_its_own_unit_word(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tuyến Bắc - Nam và tuyến Cần Thơ - TP. HCM", ["Cần Thơ", "TP. HCM"]),
        ("trên đường ĐT 769 và đường NA 2", ["đường ĐT 769", "đường NA 2"]),
        ("ở một huyện biên giới Nghệ An", ["Nghệ An"]),
    ],
)
def test_lines_roads_of_letters_and_units_told_by_their_province(text: str, found: list[str]) -> None:
    assert places(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chợ phiên xã Tân Tiến.", ["xã Tân Tiến"]),
        ("2 bị cáo Lò Văn Nam (quê tỉnh Nam Định) và Vì A (quận 2)", ["tỉnh Nam Định", "quận 2"]),
        ("dừng ở giữa đường Lê Hồng P., xe bất ngờ", ["đường Lê Hồng P"]),
        ("cố vấn an ninh Mỹ H.R. Brenner", ["Mỹ"]),
        ("tiêm 1 mũi Dimedrol; bán ở chợ 5-7 ngàn đồng", []),
        ("phía Đông Bắc tỉnh Hama", ["tỉnh Hama"]),
        ("một tuyến đường Nguyễn Văn Tạo", ["đường Nguyễn Văn Tạo"]),
        ("ba người đàn ông Hà Tĩnh", ["Hà Tĩnh"]),
        ("quán ở địa chỉ 270 Trần Phú nằm sâu", ["Trần Phú"]),
        ("thăm Khu di tích lịch sử Ngã ba Cây Gạo", ["Khu di tích lịch sử Ngã ba Cây Gạo"]),
    ],
)
def test_what_a_word_before_or_behind_says_of_a_place(text: str, found: list[str]) -> None:
    assert places(text) == found
