"""What is shown of a text, and which parts of it are marked."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.keys import forms_of
from index.text.marking import Marker
from index.text.sieve import Sieve
from index.text.snippets import LENGTH, Snippet, snippet
from index.text.tokens import tokenize
from tests.index.text.queries import Typed


def shown(text: str, words: str, *phrases: str, length: int = LENGTH) -> Snippet:
    return snippet(text, Marker(Typed(words, phrases)), length=length)


def marked(found: Snippet) -> list[str]:
    return [found.text[start:end] for start, end in found.marks]


REPORT = (
    "Chiều 12/3, thị xã Suối Vàng họp giao ban. Chủ tịch Lường Thị Hạnh cho biết đã giải ngân 62% vốn.\n\n"
    "Dự án kè suối Nậm Tên chậm vì thiếu đá. Nhà thầu xin lùi đến tháng 9. Kè dài 1,2 km.\n\n"
    "Về vốn sự nghiệp, các xã mới tiêu được một nửa."
)


def test_a_repeated_phrase_is_marked_each_time_and_its_words_elsewhere_are_not():
    found = shown("huyện ủy và ban cán sự huyện ủy, ủy viên", "huyện ủy")
    assert found.marks == ((0, 8), (23, 31))


def test_the_sentence_that_answers_the_query_is_shown():
    assert shown(REPORT, "nhà thầu lùi", length=40).text == "Nhà thầu xin lùi đến tháng 9."


def test_two_sentences_are_shown_when_the_second_adds_a_word():
    found = shown(REPORT, "kè Nậm Tên sự nghiệp", length=110)
    assert (
        found.text
        == "Dự án kè suối Nậm Tên chậm vì thiếu đá. … Về vốn sự nghiệp, các xã mới tiêu được một nửa."
    )
    assert marked(found) == ["kè", "Nậm Tên", "sự nghiệp"]


def test_marks_keep_the_spelling_of_the_text():
    assert marked(shown("UBND xã HOÀ BÌNH và thôn Hòa Bình", "hòa bình")) == ["HOÀ BÌNH", "Hòa Bình"]
    assert marked(shown("Bến phà Cô Tiên mở lại", "ben pha co tien")) == ["Bến phà Cô Tiên"]


def test_other_spellings_of_a_word_are_marked():
    assert marked(shown("Đội kĩ thuật sửa máy", "kỹ thuật")) == ["kĩ thuật"]


def test_a_part_of_a_name_with_an_apostrophe_marks_the_name():
    assert marked(shown("Nghệ nhân Y'Thim dệt vải", "nghệ nhân Thim")) == ["Nghệ nhân Y'Thim"]


def test_a_phrase_is_marked_whole_and_its_words_alone_are_not():
    text = "Hội đồng trường họp. Hội đồng nhân dân xã họp."
    assert marked(shown(text, "hội đồng nhân dân", "hội đồng nhân dân")) == ["Hội đồng nhân dân"]


def test_the_words_of_a_phrase_are_marked_where_the_text_does_not_hold_it():
    text = "Quyết định về giá nước của tỉnh"
    assert marked(shown(text, "giá nước sạch", "giá nước sạch")) == ["giá nước"]


def test_words_inside_a_bracket_or_quotation_mark_are_marked_without_it():
    assert marked(shown('Ông nói: "bến xe" (bến xe cũ)', "bến xe")) == ["bến xe", "bến xe"]


def test_a_stem_marks_the_words_that_begin_so():
    found = snippet("Trạm thủy lợi và thuyền", Marker(Typed(""), stems=["thuy"]))
    assert marked(found) == ["thủy", "thuyền"]
    found = snippet("Trạm thủy lợi và thuyền", Marker(Typed("lợi"), stems=["thuyề"]))
    assert marked(found) == ["lợi", "thuyền"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…"])
def test_an_empty_text_gives_a_snippet_without_marks(text):
    assert shown(text, "vốn").marks == ()
    assert shown(text, "").text == text.strip()


def test_without_a_hit_the_beginning_is_shown():
    found = shown(REPORT, "tàu điện", length=40)
    assert REPORT.startswith(found.text.removesuffix(" …"))
    assert found.marks == ()


def test_a_sentence_that_is_too_long_is_cut_around_its_marks():
    text = "một hai ba bốn năm sáu bảy tám chín mười " * 60 + "cầu treo Nà Sản " + "và nhiều nữa " * 60
    found = shown(text, "cầu treo Nà Sản")
    assert marked(found) == ["cầu treo Nà Sản"]
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert len(found.text) <= LENGTH + 4


def test_an_abbreviation_or_a_numbered_article_does_not_end_a_sentence():
    text = "Điều 2. Giao ThS. Kpă Lan và TP. Sông Ngân lo kinh phí. Hết."
    assert shown(text, "kinh phí", length=57).text == text[:-5]


def test_markup_in_a_text_is_handed_on_as_text():
    found = shown("<b>Mưa</b> & gió", "mưa")
    assert found.text == "<b>Mưa</b> & gió"
    assert marked(found) == ["Mưa"]


def spent(text: str) -> float:
    """Processor seconds for a snippet of it, at best."""
    best = 9.0
    for _ in range(3):
        started = time.process_time()
        shown(text, "ngân sách xã biên giới")
        best = min(best, time.process_time() - started)
    return best


LINE = "Khoản này quy định việc lập, giao dự toán và quyết toán ngân sách của địa phương các cấp; "


@pytest.mark.parametrize(
    "piece", [LINE, LINE + "\n", "ngân sách" * 10], ids=["one line", "lines", "no blank"]
)
def test_a_long_text_takes_no_more_than_its_length(piece: str):
    assert spent(piece * 22_000) < 100 * spent(piece * 1_100)


words = st.text(alphabet="aáoàhH' .\n\u0301-đ1", max_size=40)


@given(text=words, query=words, length=st.integers(1, 40))
def test_marks_lie_in_the_snippet_in_order_and_hold_a_word_of_the_query(text, query, length):
    found = shown(text, query, length=length)
    at = 0
    for start, end in found.marks:
        assert at <= start < end <= len(found.text)
        at = end
        assert forms_of(found.text[start:end])


@given(text=words, query=words)
def test_the_marks_of_a_whole_text_are_pieces_of_it(text, query):
    for start, end in Marker(Typed(query)).spans(text):
        assert text[start:end].strip() == text[start:end] != ""


@given(texts=st.lists(words, min_size=1, max_size=4), query=words)
def test_a_snippet_is_the_same_whichever_texts_the_query_was_held_against_before(texts, query):
    marker = Marker(Typed(query))
    for text in texts:
        assert snippet(text, marker) == snippet(text, Marker(Typed(query)))


@given(text=words, query=words)
def test_a_word_that_is_marked_is_never_passed_over(text, query):
    marker = Marker(Typed(query))
    reading = marker.read(text)
    for mark in marker.marks(reading):
        words = {word for answer in mark.answers for word in answer.split()}
        assert words <= marker.answers(reading)


any_text = st.one_of(words, st.text(alphabet="hHaĂắdĐÐ1²½ⅣªﬁИас'’\u0301\u200b_. ", max_size=40), st.text())


@given(text=any_text, query=any_text, stem=st.sampled_from(["", "a", "h", "ho"]))
def test_the_words_of_a_query_are_found_wherever_the_index_holds_them(text, query, stem):
    wanted, tokens = tokenize(query), tokenize(text)
    keys = {*wanted.exact, *wanted.folded}
    found = Sieve(keys, [stem] if stem else []).tokens(text)
    kept = list(zip(found.starts, found.ends, found.exact, found.folded, strict=True))
    every = list(zip(tokens.starts, tokens.ends, tokens.exact, tokens.folded, strict=True))
    assert [piece for piece in kept if piece[2]] == [piece for piece in every if piece in kept]
    for piece in every:
        if keys & {*piece[2:]} or (stem and piece[2].startswith(stem)):
            assert piece in kept
    numbers = {piece: number for number, piece in enumerate(every)}
    for one, two in pairwise(kept):
        if one[2] and two[2]:
            assert numbers[two] == numbers[one] + 1  # what is left out between leaves a gap
