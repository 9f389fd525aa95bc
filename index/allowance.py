"""How long one search may keep a processor busy, asked in the middle of the work however deep it lies.

Counted is the time the thread itself works: a search is not cut because others are busy.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_until: ContextVar[float | None] = ContextVar("until", default=None)  # of time.thread_time(), seconds


class TimeSpent(Exception):
    """The allowance is spent. Whoever gave it catches this; no person sees it."""


@contextmanager
def allowance(seconds: float | None) -> Iterator[None]:
    """Let the block work for so long, or for what an outer block has left; None sets no bound."""
    outer = _until.get()
    until = outer
    if seconds is not None:
        until = time.thread_time() + seconds
        until = until if outer is None else min(until, outer)
    token = _until.set(until)
    try:
        yield
    finally:
        _until.reset(token)


def check_allowance() -> None:
    """Raises: TimeSpent."""
    until = _until.get()
    if until is not None and time.thread_time() >= until:
        raise TimeSpent
