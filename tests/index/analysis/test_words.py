"""Words: underthesea's own segmentation, with offsets into the text as written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea import word_tokenize

from index.analysis.sentences import find_sentences
from index.analysis.words import find_words

SENTENCES = [
    "Ban Thường vụ Tỉnh ủy Sơn La tổ chức hội nghị sơ kết một năm thực hiện nghị quyết.",
    "Anh Sồng A Dếnh, trưởng bản, cho biết nước lên lúc 2 giờ sáng, bà con chỉ kịp chạy lên đồi.",
    "Mỗi năm, HTX bán ra thị trường Hà Nội, Hải Phòng hơn 300 tấn xoài với giá 12.500 đồng/kg.",
    "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 của Chính phủ quy định chi tiết một số điều.",
    "Hoà bình.",
    "Học sinh",
    "1000000000000",
]


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in find_words(text, find_sentences(text))]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_cuts_are_those_underthesea_makes(sentence: str) -> None:
    assert [len(word.split()) for word in words(sentence)] == [
        len(word.split()) for word in word_tokenize(sentence)
    ]


def test_every_visible_character_is_in_one_word() -> None:
    text = "\n\n".join(SENTENCES) + " «ngoặc» … 50% 老挝 ລາວ"
    covered = [
        position for start, end in find_words(text, find_sentences(text)) for position in range(start, end)
    ]
    assert len(covered) == len(set(covered))
    assert all(text[position].isspace() or position in set(covered) for position in range(len(text)))


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="aăâđêôơư ÀếNghị.,;\n\"'()0123456789-/\u0301\x00老ລ", max_size=120))
def test_words_come_in_order_and_hold_no_edge_blank(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    end = 0
    for start, last in find_words(text, find_sentences(text)):
        assert end <= start < last
        assert not text[start].isspace()
        end = last


def test_a_sentence_without_a_full_stop_is_cut_at_blanks() -> None:
    text = "bà con nông dân thu hoạch ngô " * 2000
    assert len(find_sentences(text)) == 1
    assert set(words(text)) >= {"bà con", "nông dân", "thu hoạch"}


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "PGS. Hoàng Minh Tú và KTS. Lê Nam dự họp. Hội nghị kết thúc lúc 17 giờ."
    assert [text[start:end] for start, end in find_sentences(text)] == [
        "PGS. Hoàng Minh Tú và KTS. Lê Nam dự họp.",
        "Hội nghị kết thúc lúc 17 giờ.",
    ]
