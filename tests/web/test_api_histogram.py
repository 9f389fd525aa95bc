"""The histogram of the API: by month unless days are asked for or the period is short."""

from __future__ import annotations

import pytest

from tests.web.test_api import get


@pytest.mark.parametrize(
    ("asked", "by"),
    [
        ("q=", "month"),
        ("q=&by=day", "day"),
        ("q=&by=week", "day"),
        ("q=&on=2024&by=year", "month"),
        ("q=&on=2024", "day"),
        ("q=&from=2023&to=2024", "month"),
        ("q=&from=2024", "month"),
    ],
)
def test_days_are_counted_where_they_are_asked_for_or_few(client, asked, by):
    answer = get(client, f"/api/v1/search?{asked}")
    assert answer["histogram_by"] == by
    assert all(one["day"].endswith("-01") for one in answer["histogram"]) or by == "day"


@pytest.mark.parametrize("by", ["day", "month"])
def test_a_histogram_and_the_undated_are_all_that_was_found(client, by):
    answer = get(client, f"/api/v1/search?q=&by={by}")
    days = [one["day"] for one in answer["histogram"]]
    assert days == sorted(set(days))
    assert sum(one["count"] for one in answer["histogram"]) + answer["undated"] == answer["total"] > 0


def test_the_way_on_counts_as_was_asked(client):
    assert "by=day" in get(client, "/api/v1/search?q=&by=day&limit=2")["next"]
