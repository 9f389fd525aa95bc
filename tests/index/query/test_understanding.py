"""How a query is read: syntax where a person means it, words everywhere else."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.query import understand

TODAY = dt.date(2026, 11, 25)


def tree(query: str) -> dict:
    return understand(query, TODAY).as_json()["tree"]


def notes(query: str) -> list[str]:
    return [note["code"] for note in understand(query, TODAY).as_json()["notes"]]


def words(text: str) -> dict:
    return {"type": "words", "text": text}


@pytest.mark.parametrize(
    "query",
    [
        "km12:30",
        "07:15",
        "http://bao.example/tin?id=3",
        "Tiêu đề: sáp nhập xã",
        "nói:đúng",
        "ghi chú:x",
        "-5%",
        "+84",
        "PM2.5",
        "5G+",
    ],
)
def test_what_is_not_our_own_field_or_sign_is_text(query):
    assert tree(query)["type"] == "words"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ('người:"Lò Thị Mai"', "person"), ('nguoi:"Lò Thị Mai"', "person"), ('person:"Lò Thị Mai"', "person"),
        ('NGƯỜI:"Lò Thị Mai"', "person"), ('tổchức:"Lò Thị Mai"', "org"), ('to-chuc:"Lò Thị Mai"', "org"),
        ('nơi:"Lò Thị Mai"', "place"), ('mục:"Lò Thị Mai"', "section"), ('nguồn:"Lò Thị Mai"', "source"),
        ('văn_bản:"Lò Thị Mai"', "directive"),
    ],
)  # fmt: skip
def test_a_field_is_known_in_vietnamese_without_marks_and_in_english(query, field):
    assert tree(query) == {"type": "facet", "field": field, "text": "Lò Thị Mai"}


def test_a_field_is_known_in_any_unicode_form():
    assert tree(unicodedata.normalize("NFD", 'người:"Lò Thị"')) == {
        "type": "facet",
        "field": "person",
        "text": "Lò Thị",
    }


def test_a_name_without_quotation_marks_goes_on_over_capitals():
    assert tree("người:Lò Thị Mai họp") == {
        "type": "all",
        "parts": [{"type": "facet", "field": "person", "text": "Lò Thị Mai"}, words("họp")],
    }


def test_words_bind_tighter_than_or():
    assert tree("lũ quét HOẶC sạt lở") == {"type": "any", "parts": [words("lũ quét"), words("sạt lở")]}
    assert tree("lũ quét OR sạt lở") == tree("lũ quét HOẶC sạt lở")


def test_groups_nest():
    assert tree("(lũ OR hạn) bản") == {
        "type": "all",
        "parts": [{"type": "any", "parts": [words("lũ"), words("hạn")]}, words("bản")],
    }


@pytest.mark.parametrize("query", ["xã -huyện", "xã NOT huyện", "xã KHÔNG huyện"])
def test_three_ways_to_leave_out(query):
    assert tree(query) == {"type": "all", "parts": [words("xã"), {"type": "not", "part": words("huyện")}]}


def test_small_letters_are_never_operators():
    assert tree("có hay không và hoặc or and not") == words("có hay không và hoặc or and not")


def test_in_a_query_all_in_capitals_khong_is_a_word_and_the_person_is_told():
    assert tree("CÁN BỘ KHÔNG VI PHẠM") == words("CÁN BỘ KHÔNG VI PHẠM")
    assert notes("CÁN BỘ KHÔNG VI PHẠM") == ["operator_as_word"]


def test_phrase_near_and_prefix():
    assert tree('"sáp nhập xã"') == {"type": "phrase", "text": "sáp nhập xã"}
    assert tree("“sáp nhập xã”") == {"type": "phrase", "text": "sáp nhập xã"}
    assert tree('"sáp nhập xã"~5') == {"type": "near", "text": "sáp nhập xã", "distance": 5}
    assert tree("khuyến*") == {"type": "prefix", "text": "khuyến"}


def test_an_asterisk_elsewhere_is_explained():
    assert tree("kh*n") == words("kh*n")
    assert notes("kh*n") == ["asterisk_inside"]


def test_a_title_can_be_asked_for_a_group():
    assert tree("tiêuđề:(sáp nhập)") == {"type": "zone", "field": "title", "part": words("sáp nhập")}


def test_the_word_field_asks_for_a_word_but_for_days_when_a_date_follows():
    assert tree("từ:đất") == {"type": "word", "text": "đất"}
    assert tree('word:"đất nước"') == {"type": "word", "text": "đất nước"}
    assert tree("từ:1/3/2024")["first"] == "2024-03-01"


@pytest.mark.parametrize(
    "query",
    [
        "07-NQ/TU",
        "7-NQ/TU",
        '"07 – NQ / TU"',
        "07NQ/TU",
        "Số:07-NQ/TU",
        "số 07-NQ/TU",
        '"Số:07-NQ/TU"',
        "07-nq/tu",
        "(07-NQ/TU)",
    ],
)
def test_a_directive_number_is_one_thing_however_it_is_typed(query):
    assert tree(query)["type"] == "directive"
    assert tree(query)["value"] == "07-NQ/TU"


def test_a_number_is_found_among_words():
    assert [part["type"] for part in tree("nghị quyết 07-NQ/TU về tam nông")["parts"]] == [
        "words",
        "directive",
        "words",
    ]


def test_the_digits_of_a_number_are_no_date():
    assert tree("07/2021/NQ-HĐND") == {
        "type": "directive",
        "text": "07/2021/NQ-HĐND",
        "value": "07/2021/NQ-HĐND",
    }


@pytest.mark.parametrize(
    "query",
    [
        "ngày:05/03/2024",
        "ngày:5/3/2024",
        "ngay:05-03-2024",
        "date:2024-03-05",
        'ngày:"5 tháng 3 năm 2024"',
        "ngày:[2024-03-05 TO 2024-03-05]",
    ],
)
def test_the_day_field_takes_a_date_in_any_form(query):
    assert (tree(query)["first"], tree(query)["last"]) == ("2024-03-05", "2024-03-05")


def test_a_relative_day_among_words_is_offered_both_ways():
    assert tree("hôm nay") == {"type": "date", "text": "hôm nay", "first": "2026-11-25", "last": "2026-11-25"}


def test_ends_of_two_fields_are_put_right():
    assert tree("từ:2021 đến:2019")["first"] == "2019-01-01"
    assert tree("từ:2021 đến:2019")["last"] == "2021-12-31"
    assert notes("từ:2021 đến:2019") == ["swapped"]


def test_a_day_that_does_not_exist_is_searched_as_words_and_said_so():
    assert tree("ngày:31/2/2024") == words("ngày:31/2/2024")
    assert notes("ngày:31/2/2024") == ["no_such_date"]


def test_brackets_that_do_not_match_are_ignored():
    assert tree("(xã") == tree("xã)") == tree('"xã') == words("xã")


@pytest.mark.parametrize("query", ["", "   ", "…", "-", "()", '""', "*", "?*?", "\x00", "\ud800"])
def test_a_query_without_words_asks_for_everything(query):
    assert tree(query) == {"type": "everything"}


@pytest.mark.parametrize("query", ["AND", "OR OR", "NOT"])
def test_operators_alone_are_words(query):
    assert tree(query) == words(query)


def test_a_very_long_query_is_cut_at_a_word_and_the_person_is_told():
    understood = understand("khuyến nông " * 1000, TODAY)
    assert len(understood.text) <= 2000
    assert understood.text.split()[-1] in {"khuyến", "nông"}
    assert understood.notes[0].code == "too_long"


def test_deep_brackets_are_read_without_the_innermost():
    assert "too_deep" in notes("(" * 500 + "xã" + ")" * 500)


def test_the_sentence_tells_it_in_both_languages():
    sentences = understand('"sáp nhập xã" -huyện ngày:3/2024', TODAY).as_json()["sentence"]
    assert sentences["vi"] == (
        "Tìm: đúng cụm từ “sáp nhập xã”; trừ bài có từ “huyện”; ngày đăng: từ 01/03/2024 đến 31/03/2024."
    )
    assert sentences["en"] == (
        "Looking for: exactly the phrase “sáp nhập xã”; but not the word “huyện”; "
        "published from 2024-03-01 to 2024-03-31."
    )


SIGNS = [*"()[]{}\":*~-^/&|!<>=+.,;…“”«»\\'", " ", "\n", "\x00", "\ud83d", "\u0301", "\u200b", "..", "~10"]
PIECES = ["02", "NQ", "TU", "xã", "Đắk", "a", "OR", "NOT", "KHÔNG", "HOẶC", "31/2/2024", "2021", "hôm nay"]
FIELDS = ["ngày:", "từ:", "đến:", "người:", "tiêuđề:", "nhắcngày:", "vănbản:"]
syntax = st.lists(st.sampled_from([*SIGNS, *PIECES, *FIELDS]), max_size=40).map("".join)


@settings(max_examples=1000, deadline=None)
@given(st.one_of(syntax, st.text(max_size=80)))
def test_no_query_raises_and_each_is_told_in_json(query):
    understood = understand(query, TODAY)
    json.dumps(understood.as_json(), ensure_ascii=False).encode("utf-8")
