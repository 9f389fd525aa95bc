"""What a crawl says while it runs. The core yields these; commands draw, log and sum them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from crawler.baseline import Alarm, Lack, Yield

LEAST_READ = 5
"""Pages a source's health is told from at least."""


class Outcome(StrEnum):
    """How a visit ends; every address ends in exactly one."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"  # 304, the same payload, or the same document in another payload
    REDIRECTED = "redirected"
    SKIPPED = "skipped"  # never asked for; the reason says why
    FAILED = "failed"  # asked for in vain; the reason says why


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStarted:
    """The crawl of a source begins or goes on."""

    source: str
    name: str
    queued: int  # addresses that wait, seeds included
    resumed: bool  # an earlier run was cut and is gone on with


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressDone:
    """One address met its end for this run."""

    source: str
    url: str
    kind: str
    outcome: Outcome
    reason: str = ""
    status: int | None = None
    bytes: int = 0  # of the body as sent
    seconds: float = 0.0
    at: dt.datetime
    document: str | None = None  # its id, when the page is one
    change: str | None = None  # "new", "changed" or "unchanged"
    title: str = ""
    lacks: tuple[Lack, ...] | None = None  # of a page read for a document: what was not found
    queued: int = 0  # addresses of the source that still wait

    def as_json(self) -> dict[str, Any]:
        """A log line: one JSON object per address."""
        return {
            "at": self.at.isoformat(timespec="milliseconds"),
            "source": self.source,
            "url": self.url,
            "kind": self.kind,
            "outcome": self.outcome.value,
            "reason": self.reason,
            "status": self.status,
            "bytes": self.bytes,
            "seconds": round(self.seconds, 3),
            "document": self.document,
            "change": self.change,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """An address was asked in vain and will be asked again; it has not met its end."""

    source: str
    url: str
    reason: str
    until: dt.datetime
    status: int | None = None
    at: dt.datetime

    def as_json(self) -> dict[str, Any]:
        """A log line: the fetch that was in vain, and when it is tried again."""
        return {
            "at": self.at.isoformat(timespec="milliseconds"),
            "source": self.source,
            "url": self.url,
            "outcome": "postponed",
            "reason": self.reason,
            "status": self.status,
            "until": self.until.isoformat(timespec="milliseconds"),
        }


@dataclass(slots=True)
class Tally:
    """Running sums of one source."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)  # "skipped robots", "failed timeout" …
    changes: Counter[str] = field(default_factory=Counter)  # new, changed, unchanged documents
    pages: int = 0  # pages and attachments visited, lists not counted
    older: int = 0  # addresses found that are older than --since
    read: int = 0  # pages that were read for a document
    whole: int = 0  # of them, those that gave a document with day and enough text
    lacking: Counter[str] = field(default_factory=Counter)  # Lack -> pages

    def health(self) -> float | None:
        """Share of the pages read that gave a whole document; None for too few to tell."""
        return self.whole / self.read if self.read >= LEAST_READ else None

    def brought(self) -> Yield:
        """What the source's past is compared with."""
        return Yield(new=self.changes["new"], read=self.read, lacking=dict(self.lacking))

    def count(self, done: AddressDone) -> None:
        """Add one address."""
        self.outcomes[done.outcome.value] += 1
        if done.outcome in (Outcome.SKIPPED, Outcome.FAILED):
            self.reasons[f"{done.outcome.value} {done.reason}"] += 1
        if done.change:
            self.changes[done.change] += 1
        if done.lacks is not None:
            self.read += 1
            self.whole += not done.lacks
            self.lacking.update(one.value for one in done.lacks)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEnded:
    """The crawl of a source is over for now."""

    source: str
    name: str
    outcomes: Mapping[str, int]
    reasons: Mapping[str, int]
    changes: Mapping[str, int]
    older: int
    queued: int  # addresses left for the next run
    stopped: str  # why it ended before the queue was empty; "" when it was
    failed: bool  # not one address could be read
    health: float | None  # share of the pages read that gave a document with day and enough text
    brought: Yield  # by the whole run, where it was cut and gone on with
    alarms: tuple[Alarm, ...] = ()  # what fell far below the source's own past
    seconds: float

    @property
    def addresses(self) -> int:
        """Addresses that met their end; the sum of all outcomes."""
        return sum(self.outcomes.values())

    def as_json(self) -> dict[str, Any]:
        """The run's summary, as `--json` prints it and the catalog keeps it."""
        minutes = self.seconds / 60
        return {
            "source": self.source,
            "addresses": self.addresses,
            **{outcome.value: self.outcomes.get(outcome.value, 0) for outcome in Outcome},
            "reasons": dict(self.reasons),
            "documents": {name: self.changes.get(name, 0) for name in ("new", "changed", "unchanged")},
            "older_than_since": self.older,
            "queued": self.queued,
            "stopped": self.stopped,
            "failed_altogether": self.failed,
            "health": round(self.health, 3) if self.health is not None else None,
            "yield": self.brought.as_json(),
            "alarms": [alarm.as_json() for alarm in self.alarms],
            "seconds": round(self.seconds, 1),
            "pages_per_minute": round(self.addresses / minutes, 1) if minutes > 0 else None,
        }


Event = SourceStarted | AddressDone | Postponed | SourceEnded
