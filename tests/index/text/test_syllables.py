"""What letters without marks may stand for."""

from __future__ import annotations

import pytest

from index.text.keys import exact_key, folded_key, pieces
from index.text.syllables import spellings

SYLLABLES = pieces(
    "đường dưỡng nghiêng quyết quốc quả quý giữa giếng giá gì khuỷu thuở khuya xoèn hoặc tuần luật lừa "
    "rượu bưởi chuối khoáy ngoáy loắt yếu uyển ướt ông êm ăn ấy ý Kpă Chư Păh Đắk Lắk Krông"
)


@pytest.mark.parametrize("syllable", SYLLABLES)
def test_a_syllable_is_among_the_spellings_of_its_letters(syllable):
    assert exact_key(syllable) in spellings(folded_key(syllable))


@pytest.mark.parametrize("letters", ["duong", "giua", "quyen", "ia", "hdnd", "2024", "www", "aeiou", ""])
def test_every_spelling_has_these_letters_and_is_a_key(letters):
    for spelling in spellings(letters):
        assert folded_key(spelling) == letters
        assert exact_key(spelling) == spelling


def test_the_letters_themselves_come_first():
    assert spellings("lan")[0] == "lan"


def test_an_abbreviation_is_spelt_with_đ():
    assert "hđnd" in spellings("hdnd")
    assert spellings("tphcm") == ("tphcm",)
