"""The crawl's state in the catalog."""

import datetime as dt

import pytest

from archive.catalog.frontier import Frontier, NewAddress, Visit

NOON = dt.datetime(2026, 3, 7, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def frontier(tmp_path):
    one = Frontier(f"sqlite:///{tmp_path / 'catalog.db'}")
    yield one
    one.close()


def found(path: str, *, rank: int = 10, day: dt.date | None = None, twin: str | None = None) -> NewAddress:
    url = f"https://bao.vn{path}"
    return NewAddress(url=url, twin=twin or url, source="bao", kind="page", rank=rank, day=day)


def ended(outcome: str = "fetched", **more: object) -> Visit:
    return Visit(outcome=outcome, reason="", status=200, at=NOON, **more)


def test_an_address_is_queued_once_and_its_twins_never(frontier):
    assert frontier.add([found("/a"), found("/a"), found("/b", twin="https://bao.vn/a")], NOON) == 1
    assert frontier.queued("bao") == 1


def test_lists_come_first_then_the_newest_page_then_the_undated(frontier):
    days = {"/cu": dt.date(2026, 3, 1), "/moi": dt.date(2026, 3, 5), "/khong-ngay": None}
    frontier.add([found(path, day=day) for path, day in days.items()], NOON)
    frontier.add([found("/muc", rank=2)], NOON)
    order = []
    while (item := frontier.next("bao", NOON)) is not None:
        order.append(item.url.removeprefix("https://bao.vn"))
        frontier.finish(item, ended())
    assert order == ["/muc", "/moi", "/cu", "/khong-ngay"]


def test_a_postponed_address_waits_and_counts_its_attempts(frontier):
    frontier.add([found("/a")], NOON)
    frontier.postpone(frontier.next("bao", NOON), NOON + HOUR, "timeout")
    assert frontier.next("bao", NOON) is None
    assert frontier.next_ready_at("bao", NOON) == NOON + HOUR
    assert frontier.next("bao", NOON + HOUR).attempts == 1


def test_a_visited_page_is_queued_again_when_it_is_due(frontier):
    frontier.add([found("/a")], NOON)
    frontier.finish(frontier.next("bao", NOON), ended(next_visit=NOON + HOUR, etag='"1"'))
    assert frontier.queue_due("bao", NOON) == 0
    assert frontier.queue_due("bao", NOON + HOUR) == 1
    again = frontier.next("bao", NOON + HOUR)
    assert again.visited_before
    assert again.etag == '"1"'


def test_lists_are_reopened_once_a_run(frontier):
    assert frontier.reopen([found("/muc")], NOON) == 1
    frontier.finish(frontier.next("bao", NOON), ended())
    assert frontier.reopen([found("/muc")], NOON) == 0
    assert frontier.reopen([found("/muc")], NOON + HOUR) == 1


def test_a_transaction_that_fails_leaves_no_trace(frontier):
    frontier.add([found("/a")], NOON)
    item = frontier.next("bao", NOON)
    with pytest.raises(RuntimeError), frontier.atomic() as connection:
        frontier.add([found("/b")], NOON, connection)
        frontier.finish(item, ended(), connection)
        raise RuntimeError("cut here")
    assert frontier.queued("bao") == 1
    assert not frontier.known("https://bao.vn/b")


def test_a_run_that_was_cut_is_gone_on_with_while_it_is_young(frontier):
    day = dt.timedelta(days=1)
    first = frontier.begin_run("bao", NOON, day)
    assert frontier.begin_run("bao", NOON + HOUR, day) == first
    assert frontier.begin_run("bao", NOON + 2 * day, day).id != first.id


def test_a_finished_run_keeps_its_sums(frontier):
    run = frontier.begin_run("bao", NOON, HOUR)
    frontier.end_run(run, NOON + HOUR, {"fetched": 3}, complete=True)
    assert frontier.last_runs()[0].summary == {"fetched": 3}
    assert frontier.begin_run("bao", NOON + HOUR, HOUR).id != run.id


def test_the_overview_tells_what_waits_and_what_failed(frontier):
    frontier.add([found("/a"), found("/b"), found("/c")], NOON)
    frontier.finish(frontier.next("bao", NOON), ended("failed", next_visit=NOON + HOUR))
    frontier.finish(frontier.next("bao", NOON), ended())
    state = frontier.overview()[0]
    assert (state.queued, state.failed, state.next_visit) == (1, 1, NOON + HOUR)
    assert frontier.outcomes("bao") == {("failed", ""): 1, ("fetched", ""): 1}


def test_the_overview_tells_how_long_what_waits_will_take(frontier):
    frontier.add([found("/a"), found("/b"), found("/c")], NOON)
    assert frontier.overview()[0].minutes_left is None
    frontier.note_run(frontier.begin_run("bao", NOON, HOUR), {"pages_per_minute": 2.0})
    assert frontier.overview()[0].minutes_left == 1.5


def test_a_host_keeps_what_it_said(frontier):
    frontier.note_rest("https://bao.vn", NOON + HOUR)
    frontier.note_robots("https://bao.vn", NOON, 200, b"User-agent: *", good=True)
    frontier.note_robots("https://bao.vn", NOON + HOUR, 503, b"", good=False)
    notes = frontier.host("https://bao.vn")
    assert notes.rests_until == NOON + HOUR
    assert (notes.robots_status, notes.good_body, notes.good_at) == (503, b"User-agent: *", NOON)


def test_many_addresses_are_queued_at_once(frontier):
    many = [found(f"/tin-{number % 900}") for number in range(1000)]
    assert frontier.add(many, NOON) == 900
    assert frontier.add(many, NOON) == 0


def test_a_list_whose_day_is_long_past_is_not_opened_again(frontier):
    old, recent = found("/ngay-1", day=dt.date(2026, 3, 1)), found("/ngay-7", day=dt.date(2026, 3, 7))
    frontier.reopen([old, recent], NOON)
    while (item := frontier.next("bao", NOON)) is not None:
        frontier.finish(item, ended())
    assert frontier.reopen([old, recent], NOON + HOUR) == 1
