"""The crawl's state in the catalog: what is queued, what became of it, when it is due again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, case, func, insert, select, update

from archive.batching import batched
from archive.catalog.crawl_notes import CrawlNotes, Run
from archive.catalog.frontier_tables import address
from archive.catalog.rows import instant, instant_text

_BATCH = 300
"""Addresses a statement names at most, below SQLite's bound on variables."""
_RANK = 10_000_000
"""Room of one rank in the queue's order; more than there are days."""
_BEHIND = 2 * _RANK
_SETTLED = dt.timedelta(days=2)
"""How long after its day a list may still change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAddress:
    """An address as it was found."""

    url: str
    twin: str  # what addresses of one page share
    source: str
    kind: str
    rank: int
    day: dt.date | None = None
    found_in: str = ""
    root: str = ""  # the first page of a list of several
    page: int = 1  # of a list; depth of a sitemap
    hops: int = 0  # redirects followed to get here


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedAddress:
    """An address whose turn it is."""

    id: int
    url: str
    source: str
    kind: str
    day: dt.date | None
    found_in: str
    root: str
    page: int
    hops: int
    attempts: int
    unchanged: int
    visited_before: bool
    etag: str | None
    modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How a visit ended."""

    outcome: str
    reason: str
    status: int | None
    at: dt.datetime
    next_visit: dt.datetime | None = None
    unchanged: int = 0
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """Where the crawl of one source stands."""

    source: str
    queued: int  # addresses that wait for their visit
    failed: int  # addresses whose last visit failed
    next_visit: dt.datetime | None  # the earliest visit that is due or planned
    run: Run | None  # the newest

    @property
    def minutes_left(self) -> float | None:
        """How long what is queued takes at the pace of the newest run; None where it has none."""
        pace = self.run.summary.get("pages_per_minute") if self.run else None
        return round(self.queued / pace, 1) if pace else None

    def as_json(self) -> dict[str, Any]:
        """The state for `baoluu status --json`."""
        return {
            "source": self.source,
            "queued": self.queued,
            "failed": self.failed,
            "next_visit": self.next_visit.isoformat(timespec="seconds") if self.next_visit else None,
            "started_at": self.run.started_at.isoformat(timespec="seconds") if self.run else None,
            "finished": self.run is not None and self.run.finished_at is not None,
            "minutes_left": self.minutes_left,
            "last_run": dict(self.run.summary) if self.run else {},
        }


class Frontier(CrawlNotes):
    """Every address the crawl knows; every write may join the caller's transaction."""

    # ---- addresses

    def add(self, found: Iterable[NewAddress], now: dt.datetime, connection: Connection | None = None) -> int:
        """Queue the addresses that are new, and whose page no known address has; answers how many."""
        added = 0
        with self._writing(connection) as writing:
            for batch in batched(found, _BATCH):
                urls, twins = [one.url for one in batch], [one.twin for one in batch]
                known = writing.execute(
                    select(address.c.url, address.c.twin).where(
                        address.c.url.in_(urls) | address.c.twin.in_(twins)
                    )
                ).all()
                taken = {row.url for row in known} | {row.twin for row in known}
                fresh = []
                for one in batch:
                    if one.url not in taken and one.twin not in taken:
                        taken |= {one.url, one.twin}
                        fresh.append(_new_values(one, now))
                if fresh:
                    writing.execute(insert(address), fresh)
                added += len(fresh)
        return added

    def follow(self, one: NewAddress, now: dt.datetime, connection: Connection | None = None) -> bool:
        """Queue a redirect's target, even beside a twin; False when exactly it is known already."""
        with self._writing(connection) as writing:
            if writing.execute(select(address.c.id).where(address.c.url == one.url)).first():
                return False
            writing.execute(insert(address).values(**_new_values(one, now)))
            return True

    def reopen(
        self, found: Iterable[NewAddress], before: dt.datetime, connection: Connection | None = None
    ) -> int:
        """Queue pages that list others again unless they were visited since `before`.

        One that states its day (a sitemap's last change, an archive-by-day page's day) and was
        visited well after it has nothing new to say.
        """
        queued = 0
        with self._writing(connection) as writing:
            for one in found:
                row = writing.execute(select(address).where(address.c.url == one.url)).first()
                if row is None:
                    writing.execute(insert(address).values(**_new_values(one, before)))
                    queued += 1
                elif row.state == "done" and _worth_another_look(one, row.visited_at or "", before):
                    again = {"state": "queued", "not_before": None, "attempts": 0, "kind": one.kind}
                    values = {"priority": _priority(one.rank, one.day), **again}
                    writing.execute(update(address).where(address.c.id == row.id).values(**values))
                    queued += 1
        return queued

    def queue_due(self, source: str, now: dt.datetime, connection: Connection | None = None) -> int:
        """Queue the pages of a source whose next visit is due; answers how many."""
        due = (
            (address.c.source == source)
            & (address.c.state == "done")
            & (address.c.next_visit <= instant_text(now))
        )
        with self._writing(connection) as writing:
            changed = writing.execute(
                update(address).where(due).values(state="queued", not_before=None, attempts=0)
            )
            return changed.rowcount

    def next(self, source: str, now: dt.datetime, resting: Sequence[str] = ()) -> QueuedAddress | None:
        """The address whose turn it is: lists before pages, newest page first.

        Args: resting: starts of addresses (scheme://host) that are not to be asked now.
        """
        ready = (
            (address.c.source == source)
            & (address.c.state == "queued")
            & (address.c.not_before.is_(None) | (address.c.not_before <= instant_text(now)))
        )
        for start in resting:
            ready = ready & ~address.c.url.startswith(f"{start}/", autoescape=True)
        order = (address.c.priority, address.c.id)
        with self._engine.connect() as connection:
            row = connection.execute(select(address).where(ready).order_by(*order).limit(1)).first()
        return _queued(row) if row is not None else None

    def next_ready_at(self, source: str, now: dt.datetime) -> dt.datetime | None:
        """When the earliest of the addresses that are postponed beyond `now` may be asked again."""
        waiting = (
            (address.c.source == source)
            & (address.c.state == "queued")
            & (address.c.not_before > instant_text(now))
        )
        with self._engine.connect() as connection:
            text = connection.execute(select(func.min(address.c.not_before)).where(waiting)).scalar()
        return instant(text) if text else None

    def finish(self, one: QueuedAddress, visit: Visit, connection: Connection | None = None) -> None:
        """Note how the visit of a queued address ended."""
        with self._writing(connection) as writing:
            writing.execute(
                update(address)
                .where(address.c.id == one.id)
                .values(
                    state="done",
                    not_before=None,
                    outcome=visit.outcome,
                    reason=visit.reason[:64],
                    status=visit.status,
                    visited_at=instant_text(visit.at),
                    next_visit=instant_text(visit.next_visit) if visit.next_visit else None,
                    unchanged=visit.unchanged,
                    etag=visit.etag,
                    modified=visit.modified,
                )
            )

    def postpone(self, one: QueuedAddress, until: dt.datetime, reason: str) -> None:
        """Leave an address queued, behind the others of its rank, and count the attempt."""
        later = {
            "not_before": instant_text(until),
            "attempts": one.attempts + 1,
            "priority": address.c.priority + _BEHIND,
            "reason": reason[:64],
        }
        with self.atomic() as writing:
            writing.execute(update(address).where(address.c.id == one.id).values(**later))

    def redirects_to(self, url: str, most: int) -> list[str]:
        """The addresses that redirected to `url`, nearest first, at most `most`."""
        chain: list[str] = []
        with self._engine.connect() as connection:
            while len(chain) < most:
                row = connection.execute(
                    select(address.c.found_in, address.c.hops).where(address.c.url == url)
                ).first()
                if row is None or row.hops == 0 or not row.found_in:
                    break
                url = row.found_in
                chain.append(url)
        return chain

    def known(self, url: str) -> bool:
        """Whether exactly this address was ever queued."""
        with self._engine.connect() as connection:
            return connection.execute(select(address.c.id).where(address.c.url == url)).first() is not None

    def queued(self, source: str) -> int:
        """How many addresses of a source wait for their visit."""
        waiting = (address.c.source == source) & (address.c.state == "queued")
        with self._engine.connect() as connection:
            return int(
                connection.execute(select(func.count()).select_from(address).where(waiting)).scalar() or 0
            )

    def outcomes(self, source: str) -> dict[tuple[str, str], int]:
        """(outcome, reason) of the last visit -> addresses of a source."""
        query = (
            select(address.c.outcome, address.c.reason, func.count().label("addresses"))
            .where((address.c.source == source) & (address.c.state == "done"))
            .group_by(address.c.outcome, address.c.reason)
        )
        with self._engine.connect() as connection:
            return {(row.outcome, row.reason or ""): row.addresses for row in connection.execute(query)}

    def overview(self) -> list[SourceState]:
        """Where the crawl of each source stands, by source."""
        waiting = address.c.state == "queued"
        query = (
            select(
                address.c.source,
                func.sum(case((waiting, 1), else_=0)).label("queued"),
                func.sum(case((~waiting & (address.c.outcome == "failed"), 1), else_=0)).label("failed"),
                func.min(address.c.next_visit).label("next_visit"),
            )
            .group_by(address.c.source)
            .order_by(address.c.source)
        )
        runs = {one.source: one for one in self.last_runs()}
        with self._engine.connect() as connection:
            found = connection.execute(query).all()
        return [
            SourceState(
                source=row.source,
                queued=row.queued,
                failed=row.failed,
                next_visit=instant(row.next_visit) if row.next_visit else None,
                run=runs.get(row.source),
            )
            for row in found
        ]

    # ---- inside

    @contextmanager
    def _writing(self, connection: Connection | None) -> Iterator[Connection]:
        if connection is not None:
            yield connection
            return
        with self.atomic() as own:
            yield own


def _worth_another_look(one: NewAddress, visited_at: str, before: dt.datetime) -> bool:
    settled = one.day is not None and visited_at[:10] > (one.day + _SETTLED).isoformat()
    return visited_at < instant_text(before) and not settled


def _priority(rank: int, day: dt.date | None) -> int:
    """What the queue is ordered by: the rank, within it the newest day, the undated last."""
    return rank * _RANK + _RANK - 1 - (day.toordinal() if day else 0)


def _new_values(one: NewAddress, now: dt.datetime) -> dict[str, Any]:
    return {
        "url": one.url,
        "twin": one.twin,
        "source": one.source,
        "kind": one.kind,
        "priority": _priority(one.rank, one.day),
        "day": one.day.isoformat() if one.day else None,
        "found_in": one.found_in,
        "found_at": instant_text(now),
        "root": one.root,
        "page": one.page,
        "hops": one.hops,
        "state": "queued",
        "attempts": 0,
        "unchanged": 0,
    }


def _queued(row: Row[Any]) -> QueuedAddress:
    return QueuedAddress(
        id=row.id,
        url=row.url,
        source=row.source,
        kind=row.kind,
        day=dt.date.fromisoformat(row.day) if row.day else None,
        found_in=row.found_in,
        root=row.root,
        page=row.page,
        hops=row.hops,
        attempts=row.attempts,
        unchanged=row.unchanged,
        visited_before=row.visited_at is not None,
        etag=row.etag,
        modified=row.modified,
    )
