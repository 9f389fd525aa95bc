"""The board a person watches during a crawl: a line for each source."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from archive.terminal import say
from crawler.events import AddressDone, Event, Outcome, Postponed, SourceEnded, SourceStarted

_SAY_EVERY = 30.0  # seconds between two lines where standard error is no terminal


class _Line:
    """The sums of one source so far."""

    def __init__(self, name: str, queued: int, task: TaskID | None) -> None:
        self.name = name
        self.queued = queued
        self.task = task
        self.done = 0
        self.began = time.monotonic()
        self.said = self.began
        self.counts = {"fetched": 0, "unchanged": 0, "new": 0, "changed": 0, "skipped": 0, "failed": 0}
        self.last_failure = ""

    def text(self) -> str:
        """The sums in words."""
        rate = 60 * self.done / max(time.monotonic() - self.began, 0.5)
        sums = " ".join(f"{name} {number}" for name, number in self.counts.items() if number)
        failure = f" ({self.last_failure})" if self.last_failure else ""
        left = f" · {time_left(self.queued, rate)} left" if self.queued and self.done else ""
        return f"queued {self.queued} {sums}{failure} · {rate:.0f}/min{left}"


def time_left(queued: int, per_minute: float) -> str:
    """How long the addresses that wait take at this rate: "40 min", "7 h", "12 days"."""
    minutes = queued / per_minute if per_minute > 0 else 0.0
    if minutes < 1:
        return "under 1 min"
    if minutes < 90:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h" if minutes < 48 * 60 else f"{minutes / 1440:.0f} days"


class Board:
    """Shows events as they come; draws on a terminal, says a line now and then elsewhere."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}
        console = Console(stderr=True)
        self._progress: Progress | None = None
        if console.is_terminal:
            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(bar_width=20),
                TextColumn("{task.fields[sums]}"),
                console=console,
                transient=True,
            )

    def __enter__(self) -> Self:
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def show(self, event: Event) -> None:
        """Bring the board up to date."""
        if isinstance(event, SourceStarted):
            self._start(event)
        elif isinstance(event, AddressDone):
            self._count(event)
        elif isinstance(event, Postponed):
            self._lines[event.source].last_failure = event.reason
        elif isinstance(event, SourceEnded):
            self._end(event)

    def _start(self, event: SourceStarted) -> None:
        task = None
        if self._progress is not None:
            task = self._progress.add_task(event.name, total=max(1, event.queued), sums="")
        else:
            verb = "going on" if event.resumed else "begins"
            say(f"{event.source}: {verb}, {event.queued} addresses queued")
        self._lines[event.source] = _Line(event.name, event.queued, task)

    def _count(self, event: AddressDone) -> None:
        line = self._lines[event.source]
        line.done += 1
        line.queued = event.queued
        if event.outcome.value in line.counts:
            line.counts[event.outcome.value] += 1
        if event.change in line.counts and event.change != Outcome.UNCHANGED:
            line.counts[event.change] += 1
        if event.outcome is Outcome.FAILED:
            line.last_failure = event.reason
        now = time.monotonic()
        if self._progress is not None and line.task is not None:
            total = line.done + line.queued
            self._progress.update(line.task, completed=line.done, total=max(1, total), sums=line.text())
        elif now - line.said > _SAY_EVERY:
            line.said = now
            say(f"{event.source}: {line.text()}")

    def _end(self, event: SourceEnded) -> None:
        line = self._lines[event.source]
        if self._progress is not None and line.task is not None:
            self._progress.update(line.task, completed=1, total=1, sums=f"{line.text()} · done")
        else:
            say(f"{event.source}: {line.text()} · done")
