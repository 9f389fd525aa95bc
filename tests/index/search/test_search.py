"""The search service: what a person gets for what they ask."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search import Search, SearchAnswer, SearchParams
from tests.index.fake_engine import FakeEngine
from tests.index.query.corpus import SOURCES, article
from tests.index.shelf import Shelf, ask, over

DOCUMENTS = [
    article(
        "lu", "Lũ quét ở bản Phiêng", "Sáng 5/8, lũ quét cuốn trôi 3 nhà. UBND xã đã đến.", day="2021-08-05",
        person="Lò Thị Mai", place="Mường La",
    ),
    article("han", "Hạn hán kéo dài", "Dân bản Phiêng thiếu nước.", day="2021-04-01", place="Sốp Cộp"),
    article("hop", "Ủy ban nhân dân tỉnh họp", "Bàn việc chống lũ.", day="2021-08-06", person="Giàng A Páo"),
    article("xua", "Chuyện lũ năm xưa", "Người già kể."),
    article("nghi", "Nghị quyết về tam nông", "Tỉnh ủy ban hành nghị quyết.", day="2022-01-01"),
]  # fmt: skip


@pytest.fixture(scope="module")
def search() -> Search:
    return over(DOCUMENTS)


def ids(answer: SearchAnswer) -> list[str]:
    return [hit.id for hit in answer.hits]


def codes(answer: SearchAnswer) -> list[str]:
    return [note.code for note in answer.understood.notes]


def test_a_hit_says_what_it_is_and_shows_why(search):
    (hit,) = ask(search, "lũ quét").hits
    assert (hit.id, hit.day, hit.source, hit.source_name) == (
        "lu",
        dt.date(2021, 8, 5),
        "baosonla",
        "Báo Sơn La",
    )
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["Lũ quét"]
    assert [hit.snippet[start:end] for start, end in hit.snippet_marks] == ["lũ quét"]


def test_an_empty_query_shows_everything_newest_first_undated_last(search):
    assert ids(ask(search)) == ["nghi", "hop", "lu", "han", "xua"]


def test_sorting_by_day(search):
    assert ids(ask(search, "lũ", sort="oldest")) == ["lu", "hop", "xua"]
    assert ids(ask(search, "lũ", sort="newest")) == ["hop", "lu", "xua"]


def test_one_day_as_both_ends_finds_that_day(search):
    day = dt.date(2021, 8, 5)
    assert ids(ask(search, first=day, last=day)) == ["lu"]


def test_days_leave_undated_documents_out_and_say_how_many(search):
    answer = ask(search, "lũ", first=dt.date(2021, 1, 1))
    assert ids(answer) == ["hop", "lu"] or ids(answer) == ["lu", "hop"]
    assert answer.undated_left_out == 1
    assert "xua" in ids(ask(search, "lũ", first=dt.date(2021, 1, 1), undated="include"))
    assert ids(ask(search, "lũ", undated="only")) == ["xua"]
    assert "xua" not in ids(ask(search, "lũ", undated="exclude"))


def test_days_given_the_wrong_way_round_are_put_right(search):
    answer = ask(search, first=dt.date(2021, 8, 31), last=dt.date(2021, 8, 1))
    assert sorted(ids(answer)) == ["hop", "lu"]


def test_the_widest_range_and_the_undated_are_everything(search):
    everything = ask(search)
    widest = ask(search, first=dt.date.min, last=dt.date.max)
    assert widest.total + widest.undated_left_out == everything.total
    assert sum(everything.days.values()) + everything.undated == everything.total


def test_facets_count_what_a_click_shows(search):
    answer = ask(search, "lũ")
    for facet, values in answer.facets.items():
        for value in values:
            assert ask(search, "lũ", include={facet: (value.value,)}).total == value.count


def test_a_source_is_called_by_its_name(search):
    (value,) = ask(search).facets["source"]
    assert (value.value, value.label, value.count) == ("baosonla", "Báo Sơn La", 5)


def test_included_and_excluded_values(search):
    assert ids(ask(search, "lũ", include={"person": ("Lò Thị Mai",)})) == ["lu"]
    assert sorted(ids(ask(search, "lũ", exclude={"person": ("Lò Thị Mai",)}))) == ["hop", "xua"]


def test_paging_goes_on_where_the_page_before_ended(search):
    pages = [ids(ask(search, limit=2, offset=offset)) for offset in (0, 2, 4, 6)]
    assert pages == [["nghi", "hop"], ["lu", "han"], ["xua"], []]


def test_half_accented_words_are_found_without_marks_and_the_person_is_told(search):
    answer = ask(search, "nghi quyêt")
    assert ids(answer) == ["nghi"]
    assert "marks_ignored" in codes(answer)
    assert [suggestion.text for suggestion in answer.suggestions] == ["nghị quyết"]


def test_a_slip_of_the_hand_brings_a_suggestion_that_finds_something(search):
    documents = [article(f"x{n}", "Nghị quyết mới", f"Nghị quyết số {n}") for n in range(5)]
    slips = Search(FakeEngine(documents), Shelf(documents), SOURCES)
    (suggestion,) = ask(slips, "ghị quyết").suggestions
    assert (suggestion.text, suggestion.total) == ("nghị quyết", 5)


def test_when_nothing_holds_all_the_words_the_best_are_offered_apart(search):
    answer = ask(search, "lũ quét thiên thạch")
    assert (answer.total, answer.hits) == (0, ())
    assert answer.partial is not None
    assert answer.partial.hits[0].id == "lu"
    assert "only_partial" in codes(answer)


def test_a_phrase_nobody_wrote_offers_its_words_apart(search):
    answer = ask(search, '"quét lũ"')
    assert answer.total == 0
    assert answer.partial is not None
    assert answer.partial.hits[0].id == "lu"


@pytest.mark.parametrize("run", ["Từ:đầu đến cuối", "tuyến Hà Nội -Hải Phòng"])
def test_a_run_that_looks_like_our_syntax_is_found_as_text(run):
    documents = [article("a", f"{run} vừa thông xe")]
    answer = ask(Search(FakeEngine(documents), Shelf(documents), SOURCES), run)
    assert [hit.id for hit in answer.hits] == ["a"]
    assert "as_written" in {note.code for note in answer.understood.notes}


def test_a_day_on_which_nothing_appeared_offers_nothing_else(search):
    answer = ask(search, "ngày:4/8/2021")
    assert (answer.total, answer.partial) == (0, None)


def test_when_a_filter_leaves_nothing_the_answer_says_what_there_is_without_it(search):
    answer = ask(search, "hạn hán", include={"person": ("Giàng A Páo",)}, first=dt.date(2021, 1, 1))
    assert (answer.total, dict(answer.relaxed)) == (0, {"person": 1})


def test_today_is_handed_in(search):
    answer = search.search(SearchParams(q="hôm nay", today=dt.date(2021, 8, 6)))
    assert ids(answer) == ["hop"]


def test_what_an_abbreviation_stands_for_is_found_below_and_marked(search):
    answer = ask(search, "UBND")
    assert ids(answer) == ["lu", "hop"]
    assert [answer.hits[1].title[start:end] for start, end in answer.hits[1].title_marks] == [
        "Ủy ban nhân dân"
    ]


def test_exact_marks_take_words_without_marks_at_their_word(search):
    assert ask(search, "lu quet").total == 1
    assert ask(search, "lu quet", exact_marks=True).total == 0


def test_the_same_search_answers_the_same_in_the_same_order(search):
    assert ask(search, "lũ bản").as_json() == ask(search, "lũ bản").as_json()


def test_names_of_filters_are_forgiving(search):
    assert search.named("person", "lo thi mai") == ("Lò Thị Mai",)
    assert search.named("source", "Báo Sơn La") == ("baosonla",)
    assert search.named("directive", "2-nq/tu") == ("02-NQ/TU",)
    assert search.named("person", "Nobody") == ()


def test_a_name_in_small_letters_goes_on_as_far_as_the_index_knows_it(search):
    documents = [
        article("a", "Giá lúa", section="Kinh tế"),
        article("b", "Kinh tế lên", section="Kinh doanh"),
    ]
    economy = Search(FakeEngine(documents), Shelf(documents), SOURCES)
    answer = ask(economy, "mục:Kinh tế giá")
    assert ids(answer) == ["a"]
    assert answer.understood.as_json()["tree"]["parts"][0] == {
        "type": "facet",
        "field": "section",
        "text": "Kinh tế",
    }
    assert ids(ask(economy, "-mục:kinh tế")) == ["b"]


def test_the_json_is_the_documented_shape(search):
    shown = json.loads(json.dumps(ask(search, "lũ quét").as_json(), ensure_ascii=False))
    assert {
        "understood",
        "total",
        "hits",
        "facets",
        "histogram",
        "undated",
        "suggestions",
        "partial",
        "generation",
    } <= set(shown)
    assert {"id", "url", "title", "day", "source", "score", "snippet"} <= set(shown["hits"][0])
    assert shown["hits"][0]["day"] == "2021-08-05"
    assert shown["histogram"] == [{"day": "2021-08-05", "count": 1}]
    assert {"value", "count", "label"} <= set(shown["facets"]["person"][0])


SIGNS = [
    *'()[]{}":*~-^/&|!<>=+.,;…“”',
    " ",
    "OR",
    "NOT",
    "KHÔNG",
    "ngày:",
    "từ:",
    "người:",
    "lũ",
    "quét",
    "02",
    "NQ",
    "2021",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=25).map("".join))
def test_no_query_is_an_error(query):
    search = Search(FakeEngine(DOCUMENTS), Shelf(DOCUMENTS), SOURCES)
    json.dumps(ask(search, query).as_json(), ensure_ascii=False).encode()
