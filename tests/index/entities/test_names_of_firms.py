"""Firms and societies: trades in small letters, own names that are words for places, roads and zones."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.entities import recognise


def bodies(text: str) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is MentionType.BODY]


@pytest.mark.parametrize(
    "firm",
    [
        "Công ty TNHH khai thác đá Hòn Mây",
        "công ty CP đầu tư và kinh doanh tổng hợp Minh Thảo",
        "Công ty TNHH một thành viên ô tô Tân Phong",
        "công ty CP dịch vụ đòi nợ Hưng Lợi",
        "Công ty bóng đèn phích nước Bình Quang",
        "Công ty kim loại màu Nghệ Tĩnh",
        "HTX mây tre An Phú",
        "Hiệp hội cá tra Việt Nam",
        "Hiệp hội taxi Hải Phòng",
        "Hãng bảo mật UpShield",
        "Bệnh viện hữu nghị Việt - Tiệp",
        "Bảo tàng cổ vật cung đình Huế",
        "Công ty TNHH MTV Quản lý và Phát triển nhà Hà Nội",
        "Công ty Thoát nước và xử lý nước thải Đà Nẵng",
        "Công ty cổ phần xây dựng tổng hợp huyện Mai Sơn",
        "Viện Chiến lược và Khoa học Công an",
    ],
)
def test_a_trade_in_small_letters_is_read_up_to_the_name(firm: str) -> None:
    assert bodies(f"Theo đại diện {firm}, việc này đã xong.") == [firm]


@pytest.mark.parametrize(
    "firm",
    [
        "công ty Cổ phần Đầu tư địa ốc Sông Hồng",
        "Công ty Xuất nhập khẩu và Đầu tư Chợ Lớn",
        "Công ty CP Dịch vụ Đất Vàng Miền Bắc",
        "công ty CP Đầu tư KCN Hòa Bình Xanh",
        "nông trường Sông Đốc",
        "Trường THCS Phan Đình Giót",
        "Công ty TNHH BOT quốc lộ 12 Yên Lạc - Yên Bình",
    ],
)
def test_a_word_for_a_place_in_capitals_is_part_of_a_firms_own_name(firm: str) -> None:
    assert bodies(f"Dự án do {firm} làm chủ đầu tư.") == [firm]


@pytest.mark.parametrize(
    "text",
    [
        "Trường hợp bé Lan cần theo dõi",
        "các ngân hàng, công ty tiện ích Hàn Quốc lên kế hoạch",
        "họ nói công ty thấy hồ Bàu Sen quá bẩn",
        "Đội tuyển bóng chuyền nữ Việt Nam thắng trận đầu",
        "em thi đậu ĐH khối B năm ngoái",
        "cơ quan, công ty và tỉnh Nghệ An đều đồng ý",
    ],
)
def test_what_is_said_of_a_body_is_not_its_trade(text: str) -> None:
    assert bodies(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tập đoàn Minh Long trao quà đồng bào tỉnh Nghệ An", ["Tập đoàn Minh Long"]),
        ("chi phí từ Công ty HPK sang Ban đền bù", ["Công ty HPK"]),
        ("Giám đốc Trung tâm đào tạo quốc tế ABC và Trưởng phòng đào tạo", ["Trung tâm đào tạo quốc tế ABC"]),
    ],
)
def test_a_firm_that_has_its_name_ends_with_it(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected
