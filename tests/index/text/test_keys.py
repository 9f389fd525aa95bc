"""What counts as the same piece of text, and what does not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.keys import (
    LONGEST_KEY,
    exact_key,
    folded_key,
    forms_of,
    has_marks,
    parts_of_name,
    pieces,
    variants,
)

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắấềểễệíìĩốồớờởợúùũụứừựýỳỹỵÁẮẤĐỆỮÝƠƯ"
syllables = st.text(alphabet=VIETNAMESE, min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tòa", "toà"),
        ("Thủy", "Thuỷ"),
        ("khỏe", "khoẻ"),
        ("lũy", "luỹ"),
        ("xòe", "xoè"),
        ("giá", "gía"),
        ("của", "cuả"),
        ("qúy", "quý"),
        ("mừơi", "mười"),
        ("Ðồng", "Đồng"),
        ("Ɖồng", "Đồng"),
        ("ðường", "đường"),
        ("đƣờng", "đường"),
        ("trƢờng", "trường"),
        ("хã", "xã"),  # Cyrillic х
        ("phườ\u00adng", "phường"),
        ("\ufeffthôn".lstrip("\ufeff"), "thôn"),
        ("bu\u200bôn", "buôn"),
        ("tâ\u0301m", "tấm"),
        ("ta\u0301\u0302m", "tấm"),  # the marks in the wrong order
        ("Ｔｈôn", "thôn"),
        ("H'Linh", "H’Linh"),
        ("H'Linh", "HLinh"),
        ("R'Măng", "RMăng"),
        ("ﬁ", "fi"),
    ],
)
def test_spellings_of_one_syllable_share_their_keys(one, other):
    assert exact_key(one) == exact_key(other)
    assert folded_key(one) == folded_key(other)


@pytest.mark.parametrize(
    "syllable", ["quý", "quả", "quỷ", "hoàn", "khuỷu", "toán", "gì", "giếng", "rượu", "café"]
)
def test_a_tone_already_in_its_place_stays_there(syllable):
    assert exact_key(syllable) == syllable


@pytest.mark.parametrize(
    ("one", "other"),
    [("ma", "má"), ("má", "mà"), ("dương", "đương"), ("thúi", "thúy"), ("lan", "lân"), ("tua", "tủa")],
)
def test_different_syllables_have_different_exact_keys(one, other):
    assert exact_key(one) != exact_key(other)


@given(syllables)
def test_keys_are_blind_to_unicode_form_and_case(syllable):
    decomposed = unicodedata.normalize("NFD", syllable)
    for other in (decomposed, syllable.upper(), decomposed.upper(), syllable.capitalize()):
        assert exact_key(other) == exact_key(syllable)
        assert folded_key(other) == folded_key(syllable)


@given(syllables)
def test_keys_are_their_own_keys(syllable):
    assert exact_key(exact_key(syllable)) == exact_key(syllable)
    assert folded_key(folded_key(syllable)) == folded_key(syllable)
    assert folded_key(exact_key(syllable)) == folded_key(syllable)


@given(st.text(alphabet=VIETNAMESE + "12345'’.-/ \u200b", max_size=60))
def test_typing_without_marks_gives_the_folded_keys(text):
    composed = unicodedata.normalize("NFC", text)
    bare = "".join(c for c in unicodedata.normalize("NFD", composed) if not unicodedata.combining(c))
    assert folded_key(bare.replace("đ", "d").replace("Đ", "D")) == folded_key(composed)


@given(st.text(max_size=80))
def test_any_text_at_all_has_keys_without_spaces(text):
    for exact, folded in forms_of(text):
        assert exact
        assert folded
        assert not any(char.isspace() for char in exact + folded)


@given(st.text(max_size=80))
def test_the_quick_way_and_the_pieces_agree(text):
    assert [forms.exact for forms in forms_of(text)] == [exact_key(piece) for piece in pieces(text)]


def test_letters_and_digits_are_separate_pieces_whatever_stands_between():
    assert pieces("QL14, QL.14, PM2.5, 5G+, 01/8/2024, 7h30") == (
        ["QL", "14", "QL", "14", "PM", "2", "5", "5", "G", "01", "8", "2024", "7", "h", "30"]
    )


def test_an_apostrophe_joins_only_what_can_be_a_name():
    assert pieces("Krông K'Mar, H’Drai, 'Bh'noong'") == ["Krông", "K'Mar", "H’Drai", "Bh'noong"]
    assert pieces("hỏi'vì sao'") == ["hỏi'vì", "sao"]
    assert pieces("trưởng'thôn'") == ["trưởng", "thôn"]


def test_a_name_with_an_apostrophe_knows_its_parts():
    assert parts_of_name("K'Mar") == ["K", "Mar"]
    assert parts_of_name("Krông") == []


def test_a_single_letter_is_a_piece():
    assert exact_key("xã Ia O, y tế, ô tô") == "xã ia o y tế ô tô"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lý", "lí"),
        ("kỹ", "kĩ"),
        ("Mỹ", "Mĩ"),
        ("quý", "quí"),
        ("hy", "hi"),
        ("sĩ", "sỹ"),
        ("quỳnh", "quình"),
    ],
)
def test_i_and_y_are_variants_of_each_other_where_usage_wavers(one, other):
    assert variants(exact_key(one)) == (exact_key(other),)
    assert variants(exact_key(other)) == (exact_key(one),)


@pytest.mark.parametrize("syllable", ["tai", "tay", "thúy", "thúi", "y", "đi", "chi", "tin", "2024"])
def test_i_and_y_elsewhere_have_no_variants(syllable):
    assert variants(exact_key(syllable)) == ()


def test_only_vietnamese_marks_count_as_marks():
    assert has_marks("Đ")
    assert has_marks("xa lộ")
    assert not has_marks("Gia Lai 2024")
    assert not has_marks("Ｇｉａ Lai's")


def test_a_run_of_letters_of_any_length_has_a_short_key():
    long = "ấ" * 100_000
    assert exact_key(long) == "ấ" * LONGEST_KEY
    assert exact_key(unicodedata.normalize("NFD", long)) == exact_key(long)
