"""When a page is visited again: pure rules over what earlier visits found."""

from __future__ import annotations

import datetime as dt

from crawler.events import Outcome
from crawler.robots import UNREACHABLE

_HOUR = dt.timedelta(hours=1)
_LADDER = (_HOUR, dt.timedelta(days=1), dt.timedelta(days=7), dt.timedelta(days=30))
_SAMPLE = dt.timedelta(days=365)
_GONE = dt.timedelta(days=30)
_UNREACHED = dt.timedelta(days=1)
_FORBIDDEN = dt.timedelta(days=30)


def visit_after(
    outcome: Outcome,
    status: int | None,
    reason: str,
    now: dt.datetime,
    *,
    unchanged: int,
    changed: bool,
    chance: float,
) -> dt.datetime | None:
    """When a page is visited next, after a visit that ended so; None for never.

    Args: as of `next_visit`; status: None when there was no answer.
    """
    if status in (404, 410):
        return next_visit_of_gone(now)
    if outcome in (Outcome.FETCHED, Outcome.UNCHANGED):
        return next_visit(now, unchanged=unchanged, changed=changed, chance=chance)
    if outcome is Outcome.FAILED and status is None:
        return now + _UNREACHED
    if outcome is Outcome.SKIPPED and reason == UNREACHABLE:
        return now + _HOUR
    if outcome is Outcome.SKIPPED and reason.startswith("robots"):
        return now + _FORBIDDEN  # rules change
    return None


def next_visit(now: dt.datetime, *, unchanged: int, changed: bool, chance: float) -> dt.datetime:
    """The instant of an article's next visit: after 1 hour, 1, 7, 30 days, then about yearly.

    A change found takes the page back to the daily step, because edits come in groups.
    Args: unchanged: visits in a row, this one included, that found the page as it was (0 at
        the first visit); chance: a random number in [0, 1), spreads the yearly sample.
    """
    step = 1 if changed else unchanged
    if step < len(_LADDER):
        return now + _LADDER[step]
    return now + _SAMPLE * (0.5 + chance)


def next_visit_of_gone(now: dt.datetime) -> dt.datetime:
    """A page answered 404 or 410: it is looked for again, for some come back."""
    return now + _GONE
