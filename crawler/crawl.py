"""The crawl: several sources side by side, one request a host at a time.

Requests run in threads; everything else (captures, extraction, catalog) happens in the
caller's thread, in the order answers come in. The caller sees every event as it happens.
"""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from archive.catalog.frontier import Frontier
from archive.errors import SourceInvalid
from archive.home import Home
from archive.model import Source
from crawler.events import AddressDone, Event
from crawler.imports.rereading import read_left_behind
from crawler.keeping import Keeper
from crawler.manners import Manners
from crawler.net import Exchange, Fetcher, FetchFailed
from crawler.pace import HostPace
from crawler.sourcecrawl import SourceCrawl
from crawler.tasks import INTERRUPTED, Finished, Task, Wait

MOST_AT_ONCE = 16
"""Sources asked side by side, each at its own pace."""
_LOOK_AGAIN = 1.0  # seconds after which the loop looks for a signal

Answer = Exchange | FetchFailed


class Clock(Protocol):
    """Time as the crawl sees it. Contract: tests/crawler/test_crawl_hosts.py"""

    def now(self) -> dt.datetime:
        """The instant, aware, UTC."""
        ...

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Let time pass, or less of it once `stop` is set."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        """The instant, aware, UTC."""
        return dt.datetime.now(dt.UTC)

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Let time pass, or less of it once `stop` is set."""
        stop.wait(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """What one crawl is asked to do."""

    limit: int | None = None  # pages a source
    since: dt.date | None = None  # nothing known to be older
    contact: str = ""  # how site owners reach whoever crawls
    stop: threading.Event = field(default_factory=threading.Event)  # set: finish the page in hand


def crawl(
    home: Home,
    sources: Sequence[Source],
    options: CrawlOptions | None = None,
    *,
    clock: Clock | None = None,
    chance: Callable[[], float] = random.random,
) -> Iterator[Event]:
    """Bring in what `sources` published; run again it goes on where it was cut.

    Raises: Busy when another process writes captures of this home; HomeUnusable;
    SourceInvalid before anything is asked.
    """
    options = options or CrawlOptions()
    clock = clock or SystemClock()
    with home.captures() as captures:
        catalog = home.catalog()
        frontier = Frontier(home.catalog_url)
        try:
            read_left_behind(home, catalog)
            keeper = Keeper(captures, catalog)
            pace = HostPace(chance=chance)
            jobs = [
                SourceCrawl(
                    source,
                    frontier=frontier,
                    keeper=keeper,
                    pace=pace,
                    chance=chance,
                    limit=options.limit,
                    since=options.since,
                    contact=options.contact,
                )
                for source in sources
            ]
            for job in jobs:
                if not job.plan.seeds and not job.plan.archive_by_day:
                    raise SourceInvalid(
                        f"source {job.source.key} has no address to crawl",
                        hint="Sources without `home` are only imported; name others.",
                    )
            yield from _Loop(jobs, clock, options.stop).run()
        finally:
            frontier.close()
            catalog.close()


class _Loop:
    """Asks for what is due, hands answers back, until every source is finished."""

    def __init__(self, jobs: Sequence[SourceCrawl], clock: Clock, stop: threading.Event) -> None:
        self._waiting = list(jobs)
        self._clock = clock
        self._stop = stop
        self._asked: dict[Future[Answer], tuple[SourceCrawl, Task]] = {}

    def run(self) -> Iterator[Event]:
        """Every event of the crawl."""
        for job in self._waiting:
            yield job.begin(self._clock.now())
        with ThreadPoolExecutor(max_workers=min(MOST_AT_ONCE, max(1, len(self._waiting)))) as pool:
            while self._waiting or self._asked:
                pause = yield from self._ask(pool)
                if self._asked:
                    done, _ = wait(self._asked, timeout=min(pause, _LOOK_AGAIN), return_when=FIRST_COMPLETED)
                    for future in done:
                        job, task = self._asked.pop(future)
                        self._waiting.append(job)
                        yield from job.receive(task, future.result(), self._clock.now())
                elif self._waiting:
                    self._clock.wait(pause, self._stop)

    def _ask(self, pool: ThreadPoolExecutor) -> Generator[Event, None, float]:
        """Send every request that is due; answers the seconds until another one is."""
        pause = _LOOK_AGAIN
        for job in list(self._waiting):
            now = self._clock.now()
            due = Finished(INTERRUPTED) if self._stop.is_set() else job.next_task(now)
            while isinstance(due, AddressDone):
                yield due
                now = self._clock.now()
                due = Finished(INTERRUPTED) if self._stop.is_set() else job.next_task(now)
            if isinstance(due, Finished):
                self._waiting.remove(job)
                yield job.end(now, due.stopped)
            elif isinstance(due, Wait):
                pause = min(pause, max(0.0, (due.until - now).total_seconds()))
            elif urlsplit(due.url).netloc not in self._hosts_asked():
                self._waiting.remove(job)
                self._asked[pool.submit(_fetch, job.manners, due)] = (job, due)
        return pause

    def _hosts_asked(self) -> set[str]:
        return {urlsplit(task.url).netloc for _, task in self._asked.values()}


def _fetch(manners: Manners, task: Task) -> Answer:
    fetcher = Fetcher(agent=manners.agent, contact=manners.contact, limits=manners.limits, tls=manners.tls)
    try:
        return fetcher.get(task.url, manners.reach, task.conditions)
    except FetchFailed as failed:
        return failed
