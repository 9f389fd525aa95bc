"""Given names that stand alone, full names met again, letters left of a name."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.entities import recognise


def persons(text: str) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is MentionType.PERSON]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nếu cứ để Toàn học tại đây thì khó.", ["Toàn"]),
        ("Công an chưa bắt được Mạnh. Việc Mạnh đâm anh Sùng là rõ.", ["Mạnh", "Mạnh", "Sùng"]),
        ("Không ai nghe tiếng Lợi kêu trong xe.", ["Lợi"]),
        ("Lên bảng làm toán, Đăng không làm được.", ["Đăng"]),
        ("Hôm nay, Luật này có hiệu lực; cho Luật này thi hành.", []),
        ("với Khoa này và của Trường là", []),
    ],
)
def test_a_given_name_alone_is_told_by_the_words_around_it(text: str, names: list[str]) -> None:
    assert persons(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Bắt bị cáo Tồng Cu Mua. Ma túy của Tồng Cu Mua giấu ở nhà.",
            ["Tồng Cu Mua", "Tồng Cu Mua"],
        ),
        ("Bà Mo Huanying đến.\nMo Huanying ở lại.", ["Mo Huanying", "Mo Huanying"]),
        ('Mùa A Mua bị xử về tội "Mua bán trái phép". Mua nhận tội.', ["Mùa A Mua", "Mua"]),
    ],
)
def test_a_full_name_met_once_is_a_person_everywhere(text: str, names: list[str]) -> None:
    assert persons(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vợ ông đi cùng Ch. nên bị đánh.", ["Ch"]),
        ("Đến cổng, nó dừng lại cho T. đi nhờ.", ["T"]),
        ("xử phạt hành chính P. T.S., 26 tuổi", ["P. T.S"]),
        ("nhà thuộc của P. 7, quận 3", []),
    ],
)
def test_letters_left_of_a_name_are_a_person(text: str, names: list[str]) -> None:
    assert persons(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("đối với Thạch Páo (sinh năm 1987) và đồng bọn", ["Thạch Páo"]),
        ("Tòa tuyên phạt Thạch Páo 4 năm tù giam", ["Thạch Páo"]),
        ("Chương và Cương (trái sang phải) tại tòa", ["Chương", "Cương"]),
        ("Riêng Võ Văn Páo, sinh năm 2003, được tha", ["Võ Văn Páo"]),
        ("chủ quán Gió Lộng. Quán Gió Lộng đóng cửa", []),
    ],
)
def test_a_name_of_any_people_is_told_by_age_picture_or_what_is_done_to_it(
    text: str, names: list[str]
) -> None:
    assert persons(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bà kể với chị L. T. Ph. (SN 1993)", ["L. T. Ph"]),
        ("gọi cho ông ĐTL (64 tuổi)", ["ĐTL"]),
        ("Đại biểu Danh còn cho rằng cần sửa.", ["Danh"]),
        ("Họp xong lúc 10 giờ.\nX.T", ["X.T"]),
        ("Họp xong lúc 10 giờ.\nTHÀNH CÔNG\n", ["THÀNH CÔNG"]),
        ("Họp xong lúc 10 giờ.\nP.V", []),
        ("Hoàng Phương - Thanh Tuấn - Phương Sơn\nMưa to.", ["Hoàng Phương", "Thanh Tuấn", "Phương Sơn"]),
    ],
)
def test_letters_a_lone_name_in_office_and_bylines_are_persons(text: str, names: list[str]) -> None:
    assert persons(text) == names
