"""One source's run in the catalog: begun or gone on with, its sums kept while it goes."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from archive.catalog.crawl_notes import Run
from archive.catalog.frontier import Frontier
from archive.model import Source
from crawler.baseline import PERIOD, Alarm, PastRun, Yield, alarms
from crawler.events import AddressDone, Outcome, SourceEnded, Tally
from crawler.tasks import INTERRUPTED

RESUME_WITHIN = dt.timedelta(days=1)
_KEEP_EVERY = 50  # addresses between two notes of the sums, which a crash leaves standing
_LIMIT = "limit"


class SourceRun:
    """The sums of one source's crawl, from its first address to its end."""

    def __init__(self, source: Source, frontier: Frontier, now: dt.datetime) -> None:
        """Begin, or go on with a run that was cut within the last day."""
        self.tally = Tally()
        self._source = source
        self._frontier = frontier
        self._began = now
        self._run: Run = frontier.begin_run(source.key, now, RESUME_WITHIN)
        self._earlier = Yield.of(self._run.summary)

    @property
    def started_at(self) -> dt.datetime:
        """When the run began, its parts that were cut included."""
        return self._run.started_at

    @property
    def resumed(self) -> bool:
        """Whether an earlier part of it was cut."""
        return self.started_at < self._began

    def count(self, done: AddressDone, connection: Connection | None = None) -> None:
        """Add an address that met its end; now and then the sums are noted in the same transaction."""
        self.tally.count(done)
        if sum(self.tally.outcomes.values()) % _KEEP_EVERY == 0:
            sums = self._sums(done.at, queued=done.queued, stopped="")
            self._frontier.note_run(self._run, sums.as_json(), connection)

    def limit(self, pages: int) -> str:
        """Why a run ends that may visit no more pages."""
        return f"{_LIMIT} of {pages} pages"

    def end(self, now: dt.datetime, *, queued: int, stopped: str) -> SourceEnded:
        """Keep the sums and compare them with the past. One that a person interrupted stays open."""
        ended = self._sums(now, queued=queued, stopped=stopped, alarms=self._alarms(stopped))
        self._frontier.end_run(self._run, now, ended.as_json(), complete=stopped != INTERRUPTED)
        return ended

    def _sums(
        self, now: dt.datetime, *, queued: int, stopped: str, alarms: tuple[Alarm, ...] = ()
    ) -> SourceEnded:
        tally = self.tally
        good = sum(tally.outcomes[name] for name in (Outcome.FETCHED, Outcome.UNCHANGED))
        tried = sum(tally.outcomes.values())
        return SourceEnded(
            source=self._source.key,
            name=self._source.name,
            outcomes=dict(tally.outcomes),
            reasons=dict(tally.reasons),
            changes=dict(tally.changes),
            older=tally.older,
            queued=queued,
            stopped=stopped,
            failed=good == 0 and (tried > 0 or stopped.startswith("host")),
            health=tally.health(),
            brought=self._earlier + tally.brought(),
            alarms=alarms,
            seconds=(now - self._began).total_seconds(),
        )

    def _alarms(self, stopped: str) -> tuple[Alarm, ...]:
        since = self.started_at - PERIOD
        past = [
            PastRun(
                at=run.started_at,
                brought=Yield.of(run.summary),
                bounded=_is_bounded(run.summary.get("stopped", "")),
            )
            for run in self._frontier.runs_since(self._source.key, since)
            if run.id != self._run.id and run.summary
        ]
        present = PastRun(
            at=self.started_at, brought=self._earlier + self.tally.brought(), bounded=_is_bounded(stopped)
        )
        return tuple(alarms([*past, present]))


def _is_bounded(stopped: str) -> bool:
    return stopped.startswith(_LIMIT) or stopped == INTERRUPTED
