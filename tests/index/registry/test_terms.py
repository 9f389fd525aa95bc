"""Party terms: the day decides, and where it allows two, both stay."""

from __future__ import annotations

import datetime as dt

import pytest

from index.registry.terms import central_term, span_of, terms_on


@pytest.mark.parametrize(
    ("day", "level", "terms"),
    [
        ("2016-10-15", "province", ("2015-2020",)),
        ("2021-03-12", "province", ("2020-2025",)),
        ("2026-03-20", "province", ("2025-2030",)),
        ("2020-10-10", "province", ("2015-2020", "2020-2025")),
        ("2012-01-16", "central", ("2011-2016",)),
        ("2017-10-25", "central", ("2016-2021",)),
        ("2022-06-16", "central", ("2021-2026",)),
        ("2021-01-28", "central", ("2016-2021", "2021-2026")),
        ("2021-07-01", "commune", ("2020-2025",)),
    ],
)
def test_a_day_falls_in_a_term_or_between_two(day, level, terms):
    assert terms_on(dt.date.fromisoformat(day), level) == terms


def test_a_province_formed_of_several_has_a_committee_of_its_own_before_its_congress():
    assert terms_on(dt.date(2025, 7, 20), "province", merged=True) == ("2025",)
    assert terms_on(dt.date(2025, 7, 20), "province") == ("2020-2025",)


def test_a_term_spans_from_the_earliest_congress_to_the_latest_of_the_next():
    assert span_of("2015-2020", "province") == (dt.date(2015, 8, 15), dt.date(2020, 11, 5))


def test_a_national_congress_names_its_term():
    assert central_term("XIII") == "2021-2026"
