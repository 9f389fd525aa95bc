"""Bodies named by the body they belong to, by a country, or by a number."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.entities import recognise


def bodies(text: str) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is MentionType.BODY]


@pytest.mark.parametrize(
    "body",
    [
        "Ban giám hiệu Trường THCS Nậm Lành",
        "Hội đồng trường Trường Đại học Tân Thanh",
        "công đoàn Trường THPT dân lập Minh Đức",
        "Đoàn trường THPT Mường Khoa",
        "Cơ quan điều tra Viện Kiểm sát nhân dân tối cao",
        "Văn phòng Viện Kiểm sát nhân dân tỉnh Sơn La",
        "Đảng bộ Viện KSND tỉnh Lai Châu",
        "Ủy ban Tài chính Quốc hội",
        "Trung ương Hội Nông dân Việt Nam",
        "Văn phòng Trung ương Hội Luật gia Việt Nam",
        "Ban Chấp hành Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        "Ủy ban Kiểm tra Trung ương Đoàn",
        "HĐXX TAND huyện Bắc Yên",
        "Cục Quản lý dược - Bộ Y tế",
    ],
)
def test_a_body_and_its_parent_behind_it_are_one_name(body: str) -> None:
    assert bodies(f"Theo {body}, việc này đã xong.") == [body]


@pytest.mark.parametrize(
    "body",
    [
        "Bộ Quốc phòng Lào",
        "Bộ Tư pháp Nhật",
        "chính phủ Anh",
        "Cục Di trú Malaysia",
        "Cục Tình báo Trung ương Mỹ",
        "Bộ Chính trị Đảng Cộng sản Trung Quốc",
        "Tòa án Tối cao Tây Ban Nha",
        "Ban Chỉ đạo Tây Nguyên",
        "Phòng GD-ĐT Mai Sơn",
    ],
)
def test_the_land_or_region_of_a_body_belongs_to_its_name(body: str) -> None:
    assert bodies(f"Tin từ {body} cho biết như vậy.") == [body]


@pytest.mark.parametrize("body", ["Cục Quản lý đường bộ IV", "Phòng Cảnh sát PCCC số 2"])
def test_the_number_of_one_of_several_belongs_to_its_name(body: str) -> None:
    assert bodies(f"Theo {body}, đường đã thông.") == [body]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("phó chủ tịch và các trưởng ban HĐND tỉnh dự", ["HĐND tỉnh"]),
        ("phiên tòa xét xử vụ Công ty Bình Minh Xanh", ["Công ty Bình Minh Xanh"]),
        ("các chiến sĩ công an anh dũng hy sinh", []),
        ("Giám đốc Ngân hàng Nhà nước Chi nhánh tỉnh, thành phố trực thuộc Trung ương", []),
    ],
)
def test_a_word_for_a_kind_of_body_alone_takes_no_parent(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected
