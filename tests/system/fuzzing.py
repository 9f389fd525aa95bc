"""Fuzzing for a time: Hypothesis makes inputs until the seconds are spent, each call watched.

`BAOLUU_FUZZ_SECONDS` is the time for each target: half a second in a normal run, 20 in `make fuzz`, 600 in
`make torture`. Rounds are seeded by their number, so that a failure comes again; a longer run
goes further along the same way.
"""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

SECONDS = float(os.environ.get("BAOLUU_FUZZ_SECONDS", "0.5"))
SLOWEST = 5.0  # seconds of computing one call may take
_WAITING = 6  # times that, by the clock: a machine with other work takes its time too
MOST_GROWTH = 512 << 20  # bytes the process may grow by over all calls of a target
_ROUND = 200  # inputs

QUIET = settings(
    max_examples=_ROUND,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


class TooSlow(BaseException):
    """A call ran on; no handler of the project's own may take this for damage in its input."""


@contextmanager
def within(limit: float = SLOWEST) -> Iterator[None]:
    """Break off what computes for longer than `limit` seconds, or hangs. Raises: TooSlow."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"ran longer than {limit} s")

    before = {number: signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, limit)
    signal.setitimer(signal.ITIMER_REAL, limit * _WAITING)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def peak() -> int:
    """The most memory this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def fuzz(inputs: st.SearchStrategy[Any], call: Callable[[Any], object]) -> int:
    """Give `call` inputs for SECONDS; returns how many. `call` raises what is wrong with its answer.

    Raises: TooSlow, AssertionError when memory grows beyond MOST_GROWTH, and whatever `call` raises.
    """
    end = time.monotonic() + SECONDS
    before = peak()
    called = 0
    failed = False

    def one(value: Any) -> None:
        nonlocal called, failed
        if called and time.monotonic() > end and not failed:  # a failure is made small after the end too
            return
        called += 1
        try:
            with within():
                call(value)
        except BaseException:
            failed = True
            raise

    number = 0
    while not called or time.monotonic() < end:
        seed(number)(QUIET(given(inputs)(one)))()
        number += 1
    assert called
    assert peak() - before < MOST_GROWTH
    return called


_EDITS = st.lists(
    st.tuples(
        st.sampled_from(("set", "insert", "delete", "double", "cut")),
        st.floats(0, 1),
        st.binary(min_size=1, max_size=8)
        | st.sampled_from((b"\xff\xff\xff\xff", b"\0" * 8, b"-1", b"99999999")),
    ),
    max_size=8,
)


def damaged(originals: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Good files with up to eight places altered, doubled, taken out or the end cut off."""
    return st.builds(_edited, st.sampled_from(originals), _EDITS)


def spliced(originals: Sequence[bytes], words: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Good files with words of their own language put in anywhere."""
    put = st.lists(st.tuples(st.just("insert"), st.floats(0, 1), st.sampled_from(words)), max_size=12)
    return st.builds(_edited, st.sampled_from(originals), put)


def _edited(content: bytes, edits: Sequence[tuple[str, float, bytes]]) -> bytes:
    for edit, place, letters in edits:
        at = int(place * len(content))
        size = len(letters)
        if edit == "set":
            content = content[:at] + letters + content[at + size :]
        elif edit == "insert":
            content = content[:at] + letters + content[at:]
        elif edit == "delete":
            content = content[:at] + content[at + size * 7 :]
        elif edit == "double":
            content = content[:at] + content[at : at + size * 64] + content[at:]
        elif place > 0.5:
            content = content[:at]
    return content
