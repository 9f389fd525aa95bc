"""Bytes to text, the old Vietnamese layouts included."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.charset import decode
from crawler.legacy import from_tcvn3, from_vni, is_syllable, out_of_legacy, vietnamese_share
from tests.system.fuzzing import within

TEXT = "Ủy ban nhân dân tỉnh họp bàn về phát triển kinh tế, đường sá và trường học vùng cao"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def cp1258(text: str) -> bytes:
    """Windows-1258 as it was typed: base letter with hat or horn, then a combining tone."""
    out = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in TONES)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out += (base + tone).encode("cp1258")
    return out


@pytest.mark.parametrize("stated", [None, "utf-8", "iso-8859-1", "windows-1258", "no-such-charset", ""])
def test_valid_utf_8_is_utf_8_whatever_is_stated(stated):
    assert decode(TEXT.encode(), stated).text == TEXT


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_marks_and_wide_characters_are_recognised(codec):
    assert decode(f"<p>{TEXT}</p>".encode(codec)).text == f"<p>{TEXT}</p>"


@pytest.mark.parametrize("stated", [None, "windows-1258", "iso-8859-1", "utf-8"])
def test_windows_1258_is_read_and_composed(stated):
    decoded = decode(cp1258(f"<p>{TEXT}</p>"), stated)
    assert decoded.text == f"<p>{TEXT}</p>"
    assert decoded.charset == "cp1258"


def test_the_charset_of_the_page_counts_behind_kilobytes_of_script():
    script = "<script>" + "var a = 1;" * 1500 + "</script>"
    page = cp1258(f'{script}<meta charset="windows-1258"><p>{TEXT}</p>')
    assert TEXT in decode(page).text


def test_the_basis_of_the_choice_is_told():
    assert decode(TEXT.encode("utf-8-sig")).basis == "bom"
    assert decode(TEXT.encode()).basis == "bytes"
    assert decode(cp1258(TEXT), "windows-1258").basis == "header"
    assert decode(cp1258(f'<meta charset="windows-1258">{TEXT}')).basis == "meta"


def test_damaged_bytes_are_counted_and_lose_nothing_else():
    decoded = decode(TEXT.encode() + b"\xff\xfe\xfd" + TEXT.encode(), "utf-8")
    assert decoded.faults >= 1
    assert decoded.text.count("Ủy ban") == 2


def test_another_language_stays_what_it_is():
    french = "Le président a déclaré qu'il était très préoccupé par la situation"
    assert decode(french.encode("latin-1"), "iso-8859-1").text == french


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "windows-1258", "utf-16", "x"]))
def test_no_bytes_break_the_reader(content, stated):
    assert isinstance(decode(content, stated).text, str)


TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"
VNI = "UÛy ban nhaân daân tænh hoïp baøn veà ñöôøng leân baûn vuøng cao"


def test_tcvn3_is_recognised_and_converted():
    converted = out_of_legacy(TCVN3)
    assert converted is not None
    assert converted.layout == "tcvn3"
    assert converted.text == "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"
    assert converted.certainty > 0.9


def test_vni_is_recognised_and_converted():
    converted = out_of_legacy(VNI)
    assert converted is not None
    assert converted.layout == "vni"
    assert converted.text == "Ủy ban nhân dân tỉnh họp bàn về đường lên bản vùng cao"


@pytest.mark.parametrize(("text", "layout"), [(TCVN3, "tcvn3"), (VNI, "vni")])
@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_a_page_in_an_old_layout_is_converted_and_says_so(text, layout, codec):
    decoded = decode(f"<html><body><p>{text}</p></body></html>".encode(codec), "iso-8859-1")
    assert decoded.layout == layout
    assert "<html><body><p>" in decoded.text
    assert vietnamese_share(decoded.text)[0] > 0.9


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        unicodedata.normalize("NFD", TEXT),
        "Giàng A Páo, H'Len Niê và Rơ Châm Hlan dự lễ hội ở xã Ia Ơ",
        "Chị Nguyễn Thị Hoà, ở xã Phú Hoà, thuỷ lợi, khoẻ",
        "El Niño và São Paulo, café, Élysée",
        "Sở GD&ĐT, 40°C, §1, ®, ©, ½ diện tích, 5 µm",
        "Übergrößenträger für Straßenbauämter über Köln",
        "",
    ],
)
def test_unicode_text_is_never_converted(text):
    assert out_of_legacy(text) is None


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắếộữỵ ẮĐỆ.,", max_size=120))
def test_no_vietnamese_looking_text_is_taken_for_an_old_layout(text):
    share, words = vietnamese_share(text)
    if words and share > 0.6:
        assert out_of_legacy(text) is None


def test_every_letter_of_the_layouts_converts():
    assert from_tcvn3("µ¶·¸¹ »¼½¾Æ ÇÈÉÊË ®") == "àảãáạ ằẳẵắặ ầẩẫấậ đ"
    assert from_vni("aùaøaûaõaï AÊAÂ ñÑ ôùÔÛ öïÖ") == "áàảãạ ĂÂ đĐ ớỞ ựƯ"


@pytest.mark.parametrize("word", ["nghiêng", "khuỷu", "quý", "giếng", "ươn", "Đắk", "thuở", "uyên", "oăn"])
def test_vietnamese_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hßa", "ViÖt", "nhaân", "café's", "präsident", "tænh", "ñoàn"])
def test_other_words_are_none(word):
    assert not is_syllable(word)


@pytest.mark.parametrize("stated", ["base64", "rot13", "zlib", "idna", "undefined", "utf-8\0x", "utf-16\n"])
def test_what_python_knows_but_is_no_charset_is_not_believed(stated):
    assert decode(cp1258(TEXT), stated).text == TEXT
    assert decode(TEXT.encode(), stated).text == TEXT


@pytest.mark.parametrize(
    "unit", ["-", "–", "\ufffd", "\u0301", "<", "<script ", "<style>", "</", "a-", "\xad"]
)
def test_signs_without_end_are_read_once_each(unit):
    """Read from each place to the end, these 100,000 letters took from half a minute to an hour."""
    content = (f"<p>{TEXT} " + unit * (100_000 // len(unit))).encode()
    with within(10):
        decode(content)
        decode(content + b"\xff", "utf-32")
