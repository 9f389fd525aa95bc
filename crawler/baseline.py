"""Whether a source yields far less than it used to: a decision over the sums of its runs. Pure.

Sites change without telling anybody: a list moves, a class is renamed, and a crawl that ends well
brings in nothing, or pages without a day. Each run is compared with the source's own past.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

PERIOD = dt.timedelta(days=35)
"""How far back a source's past counts."""
_STRETCH = 1.0  # days of crawling that are looked at together, so that the hour does not matter
_LEAST_STRETCHES = 5
_EXPECTED = 8.0  # documents that the past lets expect before their absence says anything
_FEW = 0.25  # of them
_RECENT_PAGES = 20  # pages from which the present quality is told
_PAST_PAGES = 60
_FALL = 0.25  # of the share of pages, from the past to the present


class Lack(StrEnum):
    """What a page that was read did not give."""

    DOCUMENT = "document"
    DAY = "day"
    TEXT = "text"


class AlarmKind(StrEnum):
    """What fell."""

    DOCUMENTS_A_DAY = "documents-a-day"
    PAGES_WITH_DOCUMENT = "pages-with-document"
    PAGES_WITH_DAY = "pages-with-day"
    PAGES_WITH_TEXT = "pages-with-text"


_SHARES = {
    Lack.DOCUMENT: AlarmKind.PAGES_WITH_DOCUMENT,
    Lack.DAY: AlarmKind.PAGES_WITH_DAY,
    Lack.TEXT: AlarmKind.PAGES_WITH_TEXT,
}
_WORDS = {
    AlarmKind.PAGES_WITH_DOCUMENT: "gave a document",
    AlarmKind.PAGES_WITH_DAY: "gave a day of publication",
    AlarmKind.PAGES_WITH_TEXT: "gave enough text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A figure of a source that fell far below its own past."""

    kind: AlarmKind
    usual: float  # documents a day, or a share of pages from 0 to 1
    now: float

    @property
    def text(self) -> str:
        """The alarm in a sentence without a full stop."""
        if self.kind is AlarmKind.DOCUMENTS_A_DAY:
            return f"{self.now:.1f} new documents a day, where {self.usual:.1f} are usual"
        return f"{self.now:.0%} of the pages read {_WORDS[self.kind]}, where {self.usual:.0%} are usual"

    def as_json(self) -> dict[str, Any]:
        """The alarm as a run's summary keeps it."""
        return {
            "kind": self.kind.value,
            "usual": round(self.usual, 3),
            "now": round(self.now, 3),
            "text": self.text,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """What a run brought in, all its parts together where it was cut and gone on with."""

    new: int = 0  # documents
    read: int = 0  # pages in which a document was looked for
    lacking: Mapping[str, int] = field(default_factory=dict)  # Lack -> pages

    @classmethod
    def of(cls, summary: Mapping[str, Any]) -> Yield:
        """As the summary of a run keeps it; nothing for summaries of an older version."""
        kept = summary.get("yield") or {}
        return cls(new=kept.get("new", 0), read=kept.get("read", 0), lacking=kept.get("lacking", {}))

    def __add__(self, other: Yield) -> Yield:
        lacking = Counter(self.lacking) + Counter(other.lacking)
        return Yield(new=self.new + other.new, read=self.read + other.read, lacking=dict(lacking))

    def share(self, lack: Lack) -> float:
        """Share of the pages read that gave this; 1 for none read."""
        return 1 - self.lacking.get(lack.value, 0) / self.read if self.read else 1.0

    def as_json(self) -> dict[str, Any]:
        """As the summary of a run keeps it."""
        return {"new": self.new, "read": self.read, "lacking": dict(self.lacking)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """One run of a source, as far as the decision needs it."""

    at: dt.datetime  # when it began
    brought: Yield
    bounded: bool = False  # it ended at a limit or a signal, so it says nothing of what there was


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Runs in a row and the days they cover, each from the run before it."""

    days: float
    new: int
    bounded: bool

    def __add__(self, other: _Stretch) -> _Stretch:
        return _Stretch(self.days + other.days, self.new + other.new, self.bounded or other.bounded)


def alarms(runs: Sequence[PastRun]) -> list[Alarm]:
    """What fell far below the source's own past.

    Args: runs: oldest first; the last one is the present.
    """
    found = [_fewer_documents(runs), *(_worse_pages(runs, lack) for lack in Lack)]
    return [alarm for alarm in found if alarm is not None]


def _fewer_documents(runs: Sequence[PastRun]) -> Alarm | None:
    """Far fewer new documents a day than the median stretch brought.

    The first run brings in the back file and counts for nothing. The present is as long as it
    takes for the past to let expect a handful, so that a quiet Sunday rings no bell.
    """
    past, recent = _stretches(runs)
    while len(past) >= _LEAST_STRETCHES:
        usual = statistics.median(one.new / one.days for one in past if not one.bounded) if past else 0.0
        if usual * recent.days >= _EXPECTED:
            now = recent.new / recent.days
            return (
                Alarm(kind=AlarmKind.DOCUMENTS_A_DAY, usual=usual, now=now)
                if not recent.bounded and now <= _FEW * usual
                else None
            )
        recent += past.pop()
    return None


def _stretches(runs: Sequence[PastRun]) -> tuple[list[_Stretch], _Stretch]:
    """Whole stretches, oldest first, and what is left at the end."""
    past: list[_Stretch] = []
    open_one = _Stretch(0.0, 0, bounded=False)
    for before, run in pairwise(runs):
        days = (run.at - before.at).total_seconds() / 86_400
        open_one += _Stretch(days, run.brought.new, run.bounded or before.bounded)
        if open_one.days >= _STRETCH:
            past.append(open_one)
            open_one = _Stretch(0.0, 0, bounded=False)
    return past, open_one


def _worse_pages(runs: Sequence[PastRun], lack: Lack) -> Alarm | None:
    """A share of the pages read that fell, between the newest score of pages and all before."""
    recent = Yield()
    before = list(runs)
    while before and recent.read < _RECENT_PAGES:
        recent += before.pop().brought
    past = _sum(run.brought for run in before)
    if recent.read < _RECENT_PAGES or past.read < _PAST_PAGES:
        return None
    usual, now = past.share(lack), recent.share(lack)
    return Alarm(kind=_SHARES[lack], usual=usual, now=now) if usual - now >= _FALL else None


def _sum(brought: Iterable[Yield]) -> Yield:
    total = Yield()
    for one in brought:
        total += one
    return total
