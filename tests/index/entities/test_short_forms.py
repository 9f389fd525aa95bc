"""Short forms given in brackets, and names that stand before the text explains them."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.entities import recognise


def found(text: str, kind: MentionType) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is kind]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Công ty CP Lọc hóa dầu Bình Minh (BMR) báo lỗ, kế toán BMR vắng mặt",
            ["Công ty CP Lọc hóa dầu Bình Minh", "BMR", "BMR"],
        ),
        ("BMR lỗ. Công ty Bình Minh (BMR) báo cáo", ["Công ty Bình Minh", "BMR"]),
        ("Sở Y tế (TP) họp tại TP", ["Sở Y tế"]),
        ("giám đốc Lumitel và chủ tịch VINATRANS", ["Lumitel", "VINATRANS"]),
        ("chủ tịch HĐQT, giám đốc TP", []),
    ],
)
def test_a_short_form_is_the_body_it_was_given_to(text: str, bodies: list[str]) -> None:
    assert found(text, MentionType.BODY) == bodies


def test_a_place_is_known_before_its_unit_word_is_told() -> None:
    text = "Chúng tôi lên Tà Mung giữa mùa mây. UBND xã Tà Mung đón khách ở xã Tà Mung."
    assert found(text, MentionType.PLACE) == ["Tà Mung", "xã Tà Mung"]


def test_letters_alone_are_a_person_where_a_small_word_leads_to_them() -> None:
    assert found("là chú ruột của H.T. T.E. Mục A.1 của B.2", MentionType.PERSON) == ["H.T. T.E"]
