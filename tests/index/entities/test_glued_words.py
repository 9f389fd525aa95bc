"""Words written together where a blank is missing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities import recognise
from index.entities.pieces import cut
from index.entities.syllables import seams


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("tỉnhSơn", ["tỉnh", "Sơn"]),
        ("ôngNguyễn", ["ông", "Nguyễn"]),
        ("ThuậnTrầnVăn", ["Thuận", "Trần", "Văn"]),
        ("MobiFone", ["MobiFone"]),
        ("VietNamNet", ["VietNamNet"]),
        ("H'Hen", ["H'Hen"]),
        ("ĐăkLăk", ["ĐăkLăk"]),
    ],
)
def test_glued_syllables_are_parted_and_brand_names_are_not(word: str, parts: list[str]) -> None:
    bounds = [0, *seams(word), len(word)]
    assert [word[a:b] for a, b in pairwise(bounds)] == parts


def test_names_are_found_where_blanks_are_missing() -> None:
    text = "Sáng ngày17/9, tại tỉnhSơn La, ôngNguyễn Văn Ánh dự họp.Ông Lò Văn Hạnh phát biểu."
    assert [mention.text for mention in recognise(text)] == [
        "ngày17/9",
        "tỉnhSơn La",
        "Nguyễn Văn Ánh",
        "Lò Văn Hạnh",
    ]


@given(st.lists(st.sampled_from(["tỉnh", "Sơn", "La", "UBND", "ngày17/9", "Trần", " ", ",", "\n", "é"])))
def test_pieces_follow_one_another_and_cover_every_letter(words: list[str]) -> None:
    text = "".join(words)
    pieces = cut(text)
    ends = [0, *pieces.ends]
    between = [text[end:start] for end, start in zip(ends, [*pieces.starts, len(text)], strict=True)]
    assert all(not gap.strip() for gap in between)
