"""Politeness: when a host may be asked again."""

import datetime as dt

import pytest

from crawler.pace import HostPace, backoff_seconds, rest_seconds, retry_after_seconds

NOON = dt.datetime(2026, 3, 7, 12, tzinfo=dt.UTC)


@pytest.fixture
def pace() -> HostPace:
    return HostPace(chance=lambda: 0.5)


def test_a_host_waits_its_delay_from_the_end_of_the_last_answer(pace):
    pace.finished("a.vn", "203.0.113.1", now=100.0, delay=5.0)
    assert pace.ready_at("a.vn") == 105.0


def test_hosts_on_one_address_share_the_delay(pace):
    pace.finished("b.vn", "203.0.113.1", now=0.0, delay=5.0)
    pace.finished("a.vn", "203.0.113.1", now=100.0, delay=5.0)
    assert pace.ready_at("b.vn") == 105.0


def test_other_hosts_do_not_wait(pace):
    pace.finished("a.vn", "203.0.113.1", now=100.0, delay=5.0)
    assert pace.ready_at("b.vn") == 0.0


@pytest.mark.parametrize(("chance", "ready"), [(0.0, 104.0), (0.999, 106.0)])
def test_the_delay_varies_by_a_fifth(chance, ready):
    pace = HostPace(chance=lambda: chance)
    pace.finished("a.vn", "", now=100.0, delay=5.0)
    assert pace.ready_at("a.vn") == pytest.approx(ready, abs=0.01)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sat, 07 Mar 2026 12:10:00 GMT", 600.0),
        ("Sat, 07 Mar 2026 11:00:00 GMT", 0.0),
        ("316800", 86400.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value, seconds):
    assert retry_after_seconds(value, NOON) == seconds


def test_the_pause_doubles_with_each_failure_up_to_an_hour():
    assert [backoff_seconds(n, 0.5) for n in (1, 2, 3, 20)] == [30, 60, 120, 3600]


def test_a_host_that_fails_again_and_again_rests(pace):
    for _ in range(2):
        pace.failed("a.vn", now=0.0)
    assert pace.rests_until("a.vn") == 0.0
    pace.failed("a.vn", now=0.0)
    assert pace.rests_until("a.vn") == 600.0
    assert rest_seconds(4, 0.5) == 1200.0


def test_an_answer_makes_a_host_well_again(pace):
    for _ in range(2):
        pace.failed("a.vn", now=0.0)
    pace.answered("a.vn")
    assert pace.failed("a.vn", now=0.0) == 1
