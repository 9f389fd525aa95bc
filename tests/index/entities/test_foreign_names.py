"""Foreigners: told by their calling, country or office; lands in short beside each other."""

from __future__ import annotations

import pytest

from archive.model import MentionType
from index.entities import recognise


def named(text: str, kind: MentionType = MentionType.PERSON) -> list[str]:
    return [mention.text for mention in recognise(text) if mention.type is kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bộ trưởng Quốc phòng Mỹ Mark Brenner phát biểu", ["Mark Brenner"]),
        ("lãnh đạo Triều Tiên Kim Jae-chun tới Singapore", ["Kim Jae-chun"]),
        ("Đại sứ Trung Quốc ở Mỹ Thôi Thiên Bảo nói", ["Thôi Thiên Bảo"]),
        ("theo điều phối viên Francis Bolentino của đội", ["Francis Bolentino"]),
        ("cảnh sát trưởng địa phương Lyndon Menzo cho biết", ["Lyndon Menzo"]),
        ("Ivan Konovalin, Giám đốc một trung tâm, nói", ["Ivan Konovalin"]),
        ("Tổng thống Hàn Quốc Moon Jin - ho họp", ["Moon Jin - ho"]),
        ("Ngoại trưởng Italy Angelo Alfani về nước", ["Angelo Alfani"]),
        ("tàu ngầm Virginia Block III và quân đội Syria Tự do", []),
        ("Theo Reuters Daily, chủ tịch nước này từ chức", []),
        ("Ông Cam Quang Páo-Chủ nhiệm hợp tác xã", ["Cam Quang Páo"]),
    ],
)
def test_a_foreigner_is_told_by_what_stands_around_the_name(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("chiến tranh thương mại Mỹ - Trung", ["Mỹ", "Trung"]),
        ("nối lại đối thoại Mỹ - Triều", ["Mỹ", "Triều"]),
        ("cặp đôi Thái - Trung - Tú", []),
    ],
)
def test_lands_in_short_stand_in_pairs(text: str, found: list[str]) -> None:
    assert named(text, MentionType.PLACE) == found
