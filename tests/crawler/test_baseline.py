"""A source that yields far less than it used to rings a bell; one that goes on as ever does not."""

from __future__ import annotations

import datetime as dt
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from archive.catalog.frontier import Frontier
from crawler.baseline import AlarmKind, PastRun, Yield, alarms
from crawler.crawl import crawl
from tests.crawler.crawling import JumpingClock, article, listing, run, small_site, source_of
from tests.crawler.loopback import page, serving

START = dt.datetime(2026, 3, 1, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def runs(
    new: list[int], *, every: dt.timedelta = dt.timedelta(days=1), bounded: frozenset[int] = frozenset()
) -> list[PastRun]:
    return [
        PastRun(at=START + at * every, brought=Yield(new=number), bounded=at in bounded)
        for at, number in enumerate(new)
    ]


def kinds(found: list[PastRun]) -> list[AlarmKind]:
    return [alarm.kind for alarm in alarms(found)]


def pages(read: int, **lacking: int) -> PastRun:
    return PastRun(at=START, brought=Yield(read=read, lacking=lacking))


def test_a_source_that_falls_silent_rings():
    (alarm,) = alarms(runs([900, 20, 22, 19, 21, 20, 0]))
    assert (alarm.kind, alarm.usual, alarm.now) == (AlarmKind.DOCUMENTS_A_DAY, 20, 0)
    assert alarm.text == "0.0 new documents a day, where 20.0 are usual"


def test_the_back_file_of_the_first_run_is_no_measure():
    assert kinds(runs([5000, 20, 22, 19, 21, 20, 18])) == []


def test_a_weekend_at_half_the_usual_rings_no_bell():
    assert kinds(runs([900, 20, 22, 19, 21, 20, 9, 8])) == []


def test_a_source_of_one_article_a_week_is_given_weeks():
    weekly = [40, *([1, 0, 0, 0, 0, 0, 0] * 3), 0, 0, 0, 0, 0, 0, 0, 0]
    assert kinds(runs(weekly)) == []


def test_a_source_of_two_articles_a_day_is_given_some_days():
    assert kinds(runs([200, *[2] * 10, 0, 0])) == []
    assert kinds(runs([200, *[2] * 10, 0, 0, 0, 0])) == [AlarmKind.DOCUMENTS_A_DAY]


def test_runs_every_hour_count_together_so_that_a_night_rings_no_bell():
    day = [0] * 7 + [2] * 12 + [0] * 5
    assert kinds(runs([500, *day * 7, *[0] * 7], every=HOUR)) == []


def test_a_silent_day_of_hourly_runs_rings():
    day = [0] * 7 + [2] * 12 + [0] * 5
    assert kinds(runs([500, *day * 7, *[0] * 24], every=HOUR)) == [AlarmKind.DOCUMENTS_A_DAY]


def test_what_came_in_after_a_pause_of_the_crawl_is_spread_over_the_pause():
    past = runs([900, 20, 22, 19, 21, 20])
    assert kinds([*past, PastRun(at=past[-1].at + dt.timedelta(days=10), brought=Yield(new=190))]) == []


def test_a_run_that_ended_at_its_limit_says_nothing_of_the_source():
    assert kinds(runs([900, 20, 22, 19, 21, 20, 1], bounded=frozenset({6}))) == []


def test_without_a_past_there_is_no_measure():
    assert kinds(runs([900, 20, 20, 0])) == []


def test_pages_without_a_day_ring_where_they_used_to_have_one():
    (alarm,) = alarms([pages(60, day=2), pages(40), pages(25, day=24)])
    assert alarm.kind is AlarmKind.PAGES_WITH_DAY
    assert alarm.text == "4% of the pages read gave a day of publication, where 98% are usual"


def test_pages_whose_text_is_no_longer_found_ring():
    assert kinds([pages(100, text=10), pages(30, text=29)]) == [AlarmKind.PAGES_WITH_TEXT]


def test_pages_that_give_no_document_any_more_ring():
    assert kinds([pages(100), pages(30, document=20)]) == [AlarmKind.PAGES_WITH_DOCUMENT]


def test_a_source_that_never_showed_days_rings_no_bell_for_them():
    assert kinds([pages(100, day=95), pages(30, day=30)]) == []


def test_a_handful_of_pages_rings_no_bell():
    assert kinds([pages(100), pages(5, day=5)]) == []


@given(st.lists(st.integers(10, 30), min_size=6, max_size=40))
def test_a_source_that_goes_on_about_as_ever_never_rings(new: list[int]):
    assert kinds(runs([1000, *new])) == []


@given(st.integers(0, 200), st.integers(1, 200), st.integers(0, 200))
def test_the_yields_of_the_parts_of_a_run_add_up(new: int, read: int, lacking: int):
    one = Yield(new=new, read=read, lacking={"day": lacking})
    assert Yield.of({"yield": (one + one).as_json()}) == Yield(
        new=2 * new, read=2 * read, lacking={"day": 2 * lacking} if lacking else {}
    )


def test_a_crawl_says_that_a_source_fell_silent_and_the_catalog_keeps_it(home):
    with serving(small_site(3)) as server:
        source = source_of(server)
        run(home, source)
        clock = JumpingClock()
        for number in range(7):
            clock.at += dt.timedelta(days=1)
            fresh = [f"/tin-{100 * (number + 1) + at:05}.html" for at in range(9)] if number < 6 else []
            server.answers["/"] = page(listing(fresh))
            server.answers |= {path: page(article(f"Mường Sại, tin ở {path}")) for path in fresh}
            _, ended, _ = run(home, source, clock=clock)
            assert bool(ended[0].alarms) == (number == 6)
        frontier = Frontier(home.catalog_url)
        (state,) = frontier.overview()
        frontier.close()
        assert state.as_json()["last_run"]["alarms"][0]["kind"] == "documents-a-day"


def test_a_run_that_was_cut_counts_with_what_it_brought_before(home):
    with serving(small_site(60)) as server:
        source = source_of(server)
        dying = crawl(home, [source], clock=JumpingClock(), chance=lambda: 0.5)
        assert len(list(islice(dying, 56))) == 56
        dying.close()
        _, ended, _ = run(home, source)
        # The sums are noted every 50 addresses: what a crash leaves standing.
        assert ended[0].brought.new >= 54
        assert ended[0].addresses < 20
