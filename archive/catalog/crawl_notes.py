"""The crawl's notes in the catalog: its runs with their sums, and what hosts said of themselves."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from archive.catalog.connection import atomic, open_engine
from archive.catalog.frontier_tables import host, run
from archive.catalog.rows import instant, instant_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One crawl of one source."""

    id: int
    source: str
    started_at: dt.datetime
    finished_at: dt.datetime | None
    summary: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostNotes:
    """What a host said about itself."""

    rests_until: dt.datetime | None = None
    robots_at: dt.datetime | None = None
    robots_status: int = 0
    robots_body: bytes = b""
    good_at: dt.datetime | None = None
    good_body: bytes = b""


class CrawlNotes:
    """Runs and hosts of the crawl."""

    def __init__(self, url: str) -> None:
        """Open the catalog at `url`. Raises: CatalogUnusable."""
        self._engine = open_engine(url)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def atomic(self) -> AbstractContextManager[Connection]:
        """One write transaction for several calls that take its connection."""
        return atomic(self._engine)

    # ---- runs

    def begin_run(self, source: str, now: dt.datetime, resume_within: dt.timedelta) -> Run:
        """The run that a crash or a signal cut, if it is young enough, else a new one."""
        unfinished = (run.c.source == source) & run.c.finished_at.is_(None)
        with self.atomic() as writing:
            row = writing.execute(select(run).where(unfinished).order_by(run.c.id.desc()).limit(1)).first()
            if row is not None and instant(row.started_at) >= now - resume_within:
                return _run(row)
            entered = writing.execute(insert(run).values(source=source, started_at=instant_text(now)))
            key = entered.inserted_primary_key
        assert key is not None, "an INSERT of one row answers its key"
        return Run(id=int(key[0]), source=source, started_at=now, finished_at=None, summary={})

    def end_run(self, one: Run, now: dt.datetime, summary: Mapping[str, Any], *, complete: bool) -> None:
        """Keep a run's sums; an incomplete one is gone on with by the next crawl."""
        values = {
            "summary": json.dumps(summary, ensure_ascii=False),
            "finished_at": instant_text(now) if complete else None,
        }
        with self.atomic() as writing:
            writing.execute(update(run).where(run.c.id == one.id).values(**values))

    def note_run(self, one: Run, summary: Mapping[str, Any], connection: Connection | None = None) -> None:
        """Keep the sums of a run that goes on, so that they can be watched and outlive a crash."""
        if connection is None:
            with self.atomic() as connection:
                self.note_run(one, summary, connection)
                return
        values = {"summary": json.dumps(summary, ensure_ascii=False)}
        connection.execute(update(run).where(run.c.id == one.id).values(**values))

    def runs_since(self, source: str, since: dt.datetime) -> list[Run]:
        """The runs of a source that began after an instant, oldest first."""
        began = (run.c.source == source) & (run.c.started_at >= instant_text(since))
        with self._engine.connect() as connection:
            found = connection.execute(select(run).where(began).order_by(run.c.id)).all()
        return [_run(row) for row in found]

    def last_runs(self) -> list[Run]:
        """The newest run of each source, by source."""
        newest = select(func.max(run.c.id)).group_by(run.c.source)
        with self._engine.connect() as connection:
            found = connection.execute(select(run).where(run.c.id.in_(newest)).order_by(run.c.source)).all()
        return [_run(row) for row in found]

    # ---- hosts

    def host(self, name: str) -> HostNotes:
        """What is noted of a host (scheme://name:port)."""
        with self._engine.connect() as connection:
            row = connection.execute(select(host).where(host.c.host == name)).first()
        if row is None:
            return HostNotes()
        return HostNotes(
            rests_until=instant(row.rests_until) if row.rests_until else None,
            robots_at=instant(row.robots_at) if row.robots_at else None,
            robots_status=row.robots_status or 0,
            robots_body=row.robots_body or b"",
            good_at=instant(row.good_at) if row.good_at else None,
            good_body=row.good_body or b"",
        )

    def note_rest(self, name: str, until: dt.datetime) -> None:
        """A host is not to be asked before `until`, whoever crawls it."""
        self._note_host(name, {"rests_until": instant_text(until)})

    def note_robots(self, name: str, now: dt.datetime, status: int, body: bytes, *, good: bool) -> None:
        """What a host's robots.txt answered, and whether it held rules; status 0 for no answer."""
        values: dict[str, Any] = {
            "robots_at": instant_text(now),
            "robots_status": status,
            "robots_body": body,
        }
        if good:
            values |= {"good_at": instant_text(now), "good_body": body}
        self._note_host(name, values)

    def _note_host(self, name: str, values: Mapping[str, Any]) -> None:
        with self.atomic() as writing:
            if writing.execute(select(host.c.host).where(host.c.host == name)).first() is None:
                writing.execute(insert(host).values(host=name))
            writing.execute(update(host).where(host.c.host == name).values(**values))


def _run(row: Row[Any]) -> Run:
    return Run(
        id=row.id,
        source=row.source,
        started_at=instant(row.started_at),
        finished_at=instant(row.finished_at) if row.finished_at else None,
        summary=json.loads(row.summary) if row.summary else {},
    )
