"""Words written together where a blank is missing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities import recognise
from index.entities.pieces import cut
from index.entities.syllables import seam_of_word, seams


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBNDtỉnh Sơn La yêu cầu", ["UBNDtỉnh Sơn La"]),
        ("Hội đồng nhândân huyện Mai Sơn họp", ["Hội đồng nhândân huyện Mai Sơn"]),
        ("Ủyban nhân dân xã Chiềng Ban cấp", ["Ủyban nhân dân xã Chiềng Ban"]),
    ],
)
def test_a_body_written_with_a_blank_too_few_is_found(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in recognise(text)] == expected


@pytest.mark.parametrize(
    ("word", "seam"), [("nhândân", 4), ("UBNDtỉnh", 4), ("nghiêng", 0), ("Đắklắk", 0), ("online", 0)]
)
def test_only_words_of_the_dictionary_are_parted_within_small_letters(word: str, seam: int) -> None:
    assert seam_of_word(word, word.lower()) == seam


@given(st.lists(st.sampled_from(["tỉnh", "Sơn", "La", "UBND", "ngày17/9", "Trần", " ", ",", "\n", "é"])))
def test_pieces_follow_one_another_and_cover_every_letter(words: list[str]) -> None:
    text = "".join(words)
    pieces = cut(text)
    ends = [0, *pieces.ends]
    between = [text[end:start] for end, start in zip(ends, [*pieces.starts, len(text)], strict=True)]
    assert all(not gap.strip() for gap in between)
