"""What narrows a search beside its query: any day of a document, all of several places, and less of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from index.ports import OTHER_DAYS, IndexedDocument
from index.search import Search, SearchAnswer
from tests.index.query.corpus import article
from tests.index.shelf import ask, over

MARCH = dt.date(2024, 3, 1)
APRIL = dt.date(2024, 4, 1)


def on(id: str, **days: str) -> IndexedDocument:
    indexed = article(id, "Họp xã", day=days.pop("published", None))
    return replace(indexed, other_days={name: dt.date.fromisoformat(day) for name, day in days.items()})


DATED = [
    on("a", published="2024-03-05", issued="2024-03-01", effective="2024-04-01", added="2024-05-01"),
    on("b", published="2024-03-06", issued="2024-04-02", added="2024-05-03", crawled="2024-06-01"),
    on("c", added="2024-05-02"),
]
PLACED = [
    article("ca-hai", "Họp", day="2024-03-01", place=("Hà Giang", "Tuyên Quang")),
    article("cu", "Họp", day="2024-03-02", place="Hà Giang"),
    article("moi", "Họp", day="2024-03-03", place=("Tuyên Quang", "Yên Bái")),
    article("khac", "Họp", day="2024-03-04", place="Yên Bái"),
]


@pytest.fixture(scope="module")
def dated() -> Search:
    return over(DATED)


@pytest.fixture(scope="module")
def placed() -> Search:
    return over(PLACED)


def found(answer: SearchAnswer) -> set[str]:
    return {hit.id for hit in answer.hits}


def counts(answer: SearchAnswer) -> dict[str, int]:
    return {each.value: each.count for each in answer.facets["place"]}


def test_the_days_asked_for_are_of_the_field_asked_for(dated):
    assert found(ask(dated, first=MARCH, last=MARCH, date_field="issued")) == {"a"}
    assert found(ask(dated, first=APRIL, last=APRIL, date_field="effective")) == {"a"}
    assert found(ask(dated, first=dt.date(2024, 5, 2), date_field="added")) == {"b", "c"}


@pytest.mark.parametrize(
    ("field", "without"), [("issued", 1), ("effective", 2), ("crawled", 2), ("added", 0)]
)
def test_documents_without_the_day_asked_for_are_left_out_and_counted(dated, field, without):
    answer = ask(dated, first=dt.date(2000, 1, 1), date_field=field)
    assert (answer.total, answer.undated_left_out) == (3 - without, without)
    assert ask(dated, undated="only", date_field=field).total == without
    assert ask(dated, first=dt.date(2000, 1, 1), undated="include", date_field=field).total == 3


@pytest.mark.parametrize("field", OTHER_DAYS)
def test_the_histogram_counts_by_the_day_asked_for(dated, field):
    answer = ask(dated, date_field=field)
    days = [each.other_days[field] for each in DATED if field in each.other_days]
    assert dict(answer.days) == {day: days.count(day) for day in days}
    assert answer.undated == 3 - len(days)


def test_for_days_a_text_mentions_the_histogram_stays_by_publication(dated):
    answer = ask(dated, date_field="event")
    assert (list(answer.days), answer.undated) == ([dt.date(2024, 3, 5), dt.date(2024, 3, 6)], 1)


def test_what_was_added_last_comes_first(dated):
    assert [hit.id for hit in ask(dated, sort="added").hits] == ["b", "c", "a"]


def test_any_of_several_places_is_enough_unless_all_are_asked_for(placed):
    places = {"place": ("Hà Giang", "Tuyên Quang")}
    assert found(ask(placed, include=places)) == {"ca-hai", "cu", "moi"}
    assert found(ask(placed, include=places, place_mode="all")) == {"ca-hai"}


def test_where_all_places_are_asked_for_a_place_counts_what_it_leaves(placed):
    answer = ask(placed, include={"place": ("Tuyên Quang",)}, place_mode="all")
    assert counts(answer) == {"Tuyên Quang": 2, "Hà Giang": 1, "Yên Bái": 1}
    for value, count in counts(answer).items():
        both = {"place": tuple({"Tuyên Quang", value})}
        assert ask(placed, include=both, place_mode="all").total == count


def test_all_places_are_asked_for_with_the_units_they_were_made_of(placed):
    places = {"place": ("Tuyên Quang", "Yên Bái")}
    assert found(ask(placed, include=places, place_mode="all", place_scope="merged")) == {"moi"}
    one = {"place": ("Tuyên Quang",)}
    assert found(ask(placed, include=one, place_mode="all", place_scope="merged")) == {"ca-hai", "cu", "moi"}


@pytest.mark.parametrize("mode", ["any", "all"])
def test_a_merged_place_counts_each_document_of_its_former_units_once(placed, mode):
    answer = ask(placed, place_scope="merged", place_mode=mode)
    assert counts(answer) == {"Tuyên Quang": 3, "Hà Giang": 2, "Yên Bái": 2}
    assert [each.value for each in answer.facets["place"]] == ["Tuyên Quang", "Hà Giang", "Yên Bái"]
    for value, count in counts(answer).items():
        click = ask(placed, include={"place": (value,)}, place_scope="merged", place_mode=mode)
        assert click.total == count


def test_a_merged_place_counts_under_the_other_filters(placed):
    answer = ask(placed, place_scope="merged", last=dt.date(2024, 3, 2), exclude={"place": ("Yên Bái",)})
    assert counts(answer) == {"Tuyên Quang": 2, "Hà Giang": 2}


def test_what_each_filter_removes_is_said_where_nothing_is_found(dated, placed):
    answer = ask(dated, first=APRIL, date_field="issued", include={"source": ("khac",)})
    assert answer.relaxed == {"source": 1}
    answer = ask(dated, undated="only", date_field="added")
    assert answer.relaxed == {"days": 3}
    answer = ask(placed, include={"place": ("Hà Giang", "Yên Bái")}, place_mode="all")
    assert answer.relaxed == {"place": 4}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("nhắcngày:17/9/2021", {"day", "month"}),
        ("nhắcngày:18/9/2021", {"month"}),
        ("nhắcngày:2021", {"day", "month", "year"}),
        ("nhắcngày:2021..", {"day", "month", "year", "years"}),
    ],
)
def test_an_interval_counts_when_it_is_no_longer_than_a_month_or_what_is_asked(q, expected):
    mentions = {
        "day": ("2021-09-17", "2021-09-17"),
        "month": ("2021-09-01", "2021-09-30"),
        "year": ("2021-01-01", "2021-12-31"),
        "years": ("2020-01-01", "2022-12-31"),
    }
    search = over([article(id, "Họp", events=[days]) for id, days in mentions.items()])
    assert found(ask(search, q)) == expected
