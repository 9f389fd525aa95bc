"""What a person reads of a crawl that goes on."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.commands import board
from crawler.commands.board import Board, time_left
from crawler.events import AddressDone, Outcome, Postponed, SourceStarted

NOON = dt.datetime(2026, 3, 7, 5, tzinfo=dt.UTC)


class Monotonic:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = 1000.0

    def monotonic(self) -> float:
        return self.at


def done(outcome: Outcome, queued: int, *, change: str | None = None, reason: str = "") -> AddressDone:
    return AddressDone(
        source="bao-thu",
        url="https://bao.example.vn/1",
        kind="page",
        outcome=outcome,
        reason=reason,
        at=NOON,
        change=change,
        queued=queued,
    )


def test_a_line_tells_what_is_queued_done_new_failed_and_why_how_fast_and_how_long(monkeypatch, capsys):
    clock = Monotonic()
    monkeypatch.setattr(board, "time", clock)
    with Board() as shown:
        shown.show(SourceStarted(source="bao-thu", name="Báo Thử", queued=62, resumed=False))
        shown.show(done(Outcome.FETCHED, 61, change="new"))
        shown.show(
            Postponed(
                source="bao-thu", url="https://bao.example.vn/2", reason="http-503", at=NOON, until=NOON
            )
        )
        shown.show(done(Outcome.FAILED, 60, reason="timeout"))
        clock.at += 60
        shown.show(done(Outcome.UNCHANGED, 60))
    said = capsys.readouterr().err
    assert "queued 60 fetched 1 unchanged 1 new 1 failed 1 (timeout) · 3/min · 20 min left" in said


@pytest.mark.parametrize(
    ("queued", "per_minute", "words"),
    [(3, 12, "under 1 min"), (480, 12, "40 min"), (5040, 12, "7 h"), (100_000, 7, "10 days")],
)
def test_the_time_left_is_told_as_people_tell_it(queued, per_minute, words):
    assert time_left(queued, per_minute) == words
