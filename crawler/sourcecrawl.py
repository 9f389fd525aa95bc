"""The crawl of one source: which address next, and what an answer means. No sockets, no sleep."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from sqlalchemy import Connection

from archive.catalog.frontier import Frontier, NewAddress, QueuedAddress, Visit
from archive.days import vietnam_day
from archive.model import CaptureKind, Source
from crawler.addresses import address_pattern, resolve_link, trap
from crawler.answers import ASKS_FOR_PATIENCE, REDIRECTS, RETRIED, judge
from crawler.discover import Found, SeedKind, plan_of
from crawler.events import AddressDone, Event, Outcome, Postponed, SourceEnded, SourceStarted
from crawler.hosts import HostWatch
from crawler.keeping import Keeper, Kept
from crawler.lists import PAGE, PAGE_KINDS, ListReader
from crawler.manners import AGENT_TOKEN, manners_of
from crawler.net import Exchange, FetchFailed
from crawler.pace import HostPace, backoff_seconds, retry_after_seconds
from crawler.revisits import visit_after
from crawler.robots import LONGEST_DELAY, RobotsState
from crawler.robotsbook import MOST_REDIRECTS, RobotsBook, host_of
from crawler.runs import SourceRun
from crawler.tasks import Finished, Task, Wait

_EMPTY_LISTS = 3  # list pages in a row that brought nothing new end a list
_LISTS_OF_ONE_FORM = 50  # sections whose addresses differ only in a number, as some portals have
_ATTEMPTS = 3
_SAME_TITLE = 25  # new addresses under one title: the site answers every address alike
_MOST_REFUSED = 3  # pages that a site answers with a wall or "not here", under status 200 …
_REFUSED_SHARE = 0.2  # … and the share of all pages, above which it is left alone
PATIENCE = 300.0
"""Seconds a run waits for a host before it leaves the rest to the next run."""


class SourceCrawl:
    """Decides for one source; the loop in crawler.crawl asks and answers."""

    def __init__(
        self,
        source: Source,
        *,
        frontier: Frontier,
        keeper: Keeper,
        pace: HostPace,
        chance: Callable[[], float],
        limit: int | None,
        since: dt.date | None,
        contact: str = "",
    ) -> None:
        """Raises: SourceInvalid."""
        self.source = source
        self.manners = manners_of(source, contact)
        self.plan = plan_of(source)
        self.lists = ListReader(self.plan, source.key, since)
        self._frontier = frontier
        self._keeper = keeper
        self._pace = pace
        self._hosts = HostWatch(frontier, pace)
        self._chance = chance
        bounds = [bound for bound in (limit, self.manners.max_pages) if bound]
        self._page_bound = min(bounds) if bounds else None
        self._since = since
        self._robots = RobotsBook(frontier, AGENT_TOKEN, page_means_none=self.manners.robots_page_means_none)
        self._robots_task: Task | None = None
        self._run: SourceRun | None = None
        self._queued = 0
        self._refused = 0
        self._stopped = ""
        self._patterns: Counter[str] = Counter()
        self._titles: defaultdict[str, set[str]] = defaultdict(set)
        self._empty_lists: Counter[str] = Counter()
        self._robots_sitemaps_of: set[str] = set()

    # ---- the run

    def begin(self, now: dt.datetime) -> SourceStarted:
        """Queue the seeds and what is due, or go on with a run that was cut."""
        self._run = SourceRun(self.source, self._frontier, now)
        seeds = [*self.plan.seeds, *self.plan.day_seeds(self._since, vietnam_day(now))]
        self._frontier.reopen((self.lists.seed(seed) for seed in seeds), self.run.started_at)
        self._frontier.queue_due(self.source.key, now)
        self._queued = self._frontier.queued(self.source.key)
        return SourceStarted(
            source=self.source.key,
            name=self.source.name,
            queued=self._queued,
            resumed=self.run.resumed,
        )

    @property
    def run(self) -> SourceRun:
        """The run that `begin` began."""
        assert self._run is not None, "begin comes first"
        return self._run

    def end(self, now: dt.datetime, stopped: str) -> SourceEnded:
        """Keep the sums. A run that a person interrupted is gone on with next time."""
        return self.run.end(now, queued=self._frontier.queued(self.source.key), stopped=stopped)

    def next_task(self, now: dt.datetime) -> Task | Wait | Finished | AddressDone:
        """What is due: a request, a pause, the end, or an address that needs no request."""
        if self._robots_task is not None:
            return self._paced(self._robots_task, now)
        if self._stopped:
            return Finished(self._stopped)
        if self._page_bound is not None and self.run.tally.pages >= self._page_bound:
            return Finished(self.run.limit(self._page_bound))
        item = self._due(now)
        if item is None:
            return self._nothing_due(now)
        host = host_of(item.url)
        rules = self._robots.rules(host, now)
        if rules is None:
            self._robots_task = Task(url=f"{host}/robots.txt", item=None, robots_host=host)
            return self._paced(self._robots_task, now)
        self._read_robots_sitemaps(host, rules.sitemaps)
        skip = trap(item.url, vietnam_day(now), further=item.page > 1) or self._endless(item)
        if skip is None and not rules.allows(item.url):
            skip = rules.refusal
            if rules.state is RobotsState.UNREACHABLE:
                self._hosts.unreachable.append(host)  # its other addresses stay queued for the next run
        if skip is not None:
            return self._done(item, now, Outcome.SKIPPED, reason=skip)
        return self._paced(Task(url=item.url, item=item, conditions=self._conditions(item)), now)

    def receive(self, task: Task, answer: Exchange | FetchFailed, now: dt.datetime) -> list[Event]:
        """What an answer, or the want of one, means for the source."""
        host = urlsplit(task.url).netloc
        if task.item is None:
            self._receive_robots(task, answer, now)
        address = answer.address if isinstance(answer, Exchange) else ""
        self._pace.finished(host, address, now.timestamp(), self._delay(host_of(task.url), now))
        if task.item is None:
            return []
        if isinstance(answer, FetchFailed):
            return [self._failed(task.item, answer.reason, None, now, retry=answer.retry, wait=None)]
        if answer.status in RETRIED:
            wait = retry_after_seconds(answer.header("Retry-After"), now)
            reason = f"http-{answer.status}"
            return [self._failed(task.item, reason, answer.status, now, retry=True, wait=wait)]
        self._pace.answered(host)
        return [self._keep(task.item, answer, now)]

    # ---- one answer

    def _keep(self, item: QueuedAddress, answer: Exchange, now: dt.datetime) -> AddressDone:
        kept = self._keeper.capture(answer, self.source, page=item.kind in PAGE_KINDS)
        judged = judge(
            item,
            answer,
            kept,
            plan=self.plan,
            lists=self.lists,
            came_by=lambda: self._frontier.redirects_to(item.url, MOST_REDIRECTS + 1),
        )
        self.run.tally.older += judged.older
        self._patterns[address_pattern(item.url)] += 1
        self._watch(item, kept)
        if judged.gone:
            self._keeper.note_gone(answer.url, answer.at)
        with self._frontier.atomic() as connection:
            change = self._keeper.enter(kept, connection)
            outcome = judged.outcome
            if outcome is Outcome.FETCHED and item.visited_before:
                revisit = kept.capture.kind is CaptureKind.REVISIT
                outcome = Outcome.UNCHANGED if revisit or change == "unchanged" else outcome
            if judged.target is not None:
                self._queued += self._frontier.follow(judged.target, now, connection)
            fresh = self._frontier.add(judged.pages, now, connection)
            self._walk_on(item, fresh, judged.further, connection)
            return self._done(
                item,
                now,
                outcome,
                answer=answer,
                reason=judged.reason,
                kept=kept,
                change=change,
                connection=connection,
            )

    def _failed(
        self,
        item: QueuedAddress,
        reason: str,
        status: int | None,
        now: dt.datetime,
        *,
        retry: bool,
        wait: float | None,
    ) -> Event:
        if not retry:
            return self._done(item, now, Outcome.FAILED, reason=reason, status=status)
        host = urlsplit(item.url).netloc
        pause = wait if wait is not None else backoff_seconds(item.attempts + 1, self._chance())
        if status is None or status in ASKS_FOR_PATIENCE:
            # The whole host waits, not only the address that was refused.
            self._pace.failed(host, now.timestamp())
            self._pace.rest(host, now.timestamp(), pause)
        elif item.attempts == 0:
            self._pace.failed(host, now.timestamp())  # several broken pages are a broken host
        rests_until = max(self._pace.rests_until(host), now.timestamp() + pause)
        until = dt.datetime.fromtimestamp(rests_until, dt.UTC)
        self._hosts.note_rest(host_of(item.url), now)
        if item.attempts + 1 < _ATTEMPTS:
            self._frontier.postpone(item, until, reason)
            return Postponed(
                source=self.source.key, url=item.url, reason=reason, status=status, at=now, until=until
            )
        return self._done(item, now, Outcome.FAILED, reason=reason, status=status)

    def _done(
        self,
        item: QueuedAddress,
        now: dt.datetime,
        outcome: Outcome,
        *,
        reason: str = "",
        answer: Exchange | None = None,
        status: int | None = None,
        kept: Kept | None = None,
        change: str | None = None,
        connection: Connection | None = None,
    ) -> AddressDone:
        status = answer.status if answer else status
        document = kept.document if kept else None
        unchanged = item.unchanged + 1 if outcome is Outcome.UNCHANGED else 0
        visit = Visit(
            outcome=outcome.value,
            reason=reason,
            status=status,
            at=now,
            next_visit=visit_after(
                outcome,
                status,
                reason,
                now,
                unchanged=unchanged,
                changed=change == "changed",
                chance=self._chance(),
            )
            if item.kind in PAGE_KINDS
            else None,  # lists are visited by every run
            unchanged=unchanged,
            etag=(answer.header("ETag") or item.etag) if answer else item.etag,
            modified=(answer.header("Last-Modified") or item.modified) if answer else item.modified,
        )
        self._frontier.finish(item, visit, connection)
        self._queued -= 1
        done = AddressDone(
            source=self.source.key,
            url=item.url,
            kind=item.kind,
            outcome=outcome,
            reason=reason,
            status=status,
            bytes=len(answer.body) if answer else 0,
            seconds=answer.seconds if answer else 0.0,
            at=now,
            document=document.id if document else None,
            change=change,
            title=document.title if document else "",
            lacks=kept.lacks if kept and item.kind == PAGE else None,
            queued=self._queued,
        )
        if item.kind in PAGE_KINDS and outcome is not Outcome.SKIPPED:
            self.run.tally.pages += 1
        self.run.count(done, connection)
        return done

    def _walk_on(
        self, item: QueuedAddress, fresh: int, further: Sequence[NewAddress], connection: Connection
    ) -> None:
        """Walk a list on until three pages in a row bring nothing new; page numbers drift."""
        self._queued += fresh
        root = item.root or item.url
        self._empty_lists[root] = 0 if fresh else self._empty_lists[root] + 1
        if item.kind == SeedKind.SITEMAP or self._empty_lists[root] < _EMPTY_LISTS:
            self._queued += self._frontier.reopen(further, self.run.started_at, connection)

    # ---- robots.txt

    def _receive_robots(self, task: Task, answer: Exchange | FetchFailed, now: dt.datetime) -> None:
        self._robots_task = None
        if isinstance(answer, FetchFailed):
            self._robots.enter(task.robots_host, now, answer.reason)
        elif answer.status not in REDIRECTS:
            self._robots.enter(task.robots_host, now, answer)
        else:
            target = resolve_link(answer.url, answer.header("Location"))
            if target is not None and task.hops < MOST_REDIRECTS:
                self._robots_task = replace(task, url=target, hops=task.hops + 1)
            else:
                self._robots.enter(task.robots_host, now, "too many redirects")

    def _read_robots_sitemaps(self, host: str, sitemaps: Sequence[str]) -> None:
        if host in self._robots_sitemaps_of or not self.plan.robots_sitemaps:
            return
        self._robots_sitemaps_of.add(host)
        found = [Found(url) for url in sitemaps if self.plan.covers(url)]
        named = self.lists.sitemaps(found, host, depth=1)
        self._queued += self._frontier.reopen(named, self.run.started_at)

    def _delay(self, host: str, now: dt.datetime) -> float:
        rules = self._robots.rules(host, now)
        stated = rules.delay if rules is not None and rules.delay is not None else 0.0
        return max(self.manners.delay, min(stated, LONGEST_DELAY))

    # ---- pauses and bounds

    def _due(self, now: dt.datetime) -> QueuedAddress | None:
        """The next address of a host that may be asked now."""
        while True:
            item = self._frontier.next(self.source.key, now, self._hosts.set_aside(now))
            if item is None or not self._hosts.rests(host_of(item.url), now):
                return item

    def _nothing_due(self, now: dt.datetime) -> Wait | Finished:
        waits = (self._hosts.first_back(), self._frontier.next_ready_at(self.source.key, now))
        until = min((one for one in waits if one is not None), default=None)
        if until is not None:
            return self._patient(Wait(until), now)
        unreachable = ", ".join(self._hosts.unreachable)
        return Finished(f"robots.txt unreachable: {unreachable}" if unreachable else "")

    def _paced(self, task: Task, now: dt.datetime) -> Task | Wait | Finished:
        ready = self._pace.ready_at(urlsplit(task.url).netloc)
        if ready <= now.timestamp():
            return task
        return self._patient(Wait(dt.datetime.fromtimestamp(ready, dt.UTC)), now)

    def _patient(self, wait: Wait, now: dt.datetime) -> Wait | Finished:
        if (wait.until - now).total_seconds() > PATIENCE:
            return Finished(f"host rests until {wait.until.isoformat(timespec='minutes')}")
        return wait

    def _endless(self, item: QueuedAddress) -> str | None:
        """More list pages of one form than a list has: a counter without end."""
        if item.kind not in (SeedKind.SECTION, SeedKind.SITEMAP) or item.page == 1:
            return None
        bound = self.plan.most_section_pages * _LISTS_OF_ONE_FORM
        return "trap-endless-list" if self._patterns[address_pattern(item.url)] >= bound else None

    def _watch(self, item: QueuedAddress, kept: Kept) -> None:
        """Stop the source when its site answers every address alike, or refuses us."""
        if kept.refusal is not None:
            self._refused += 1
            if self._refused > max(_MOST_REFUSED, _REFUSED_SHARE * self.run.tally.pages):
                self._stopped = f"the site refuses us: {self._refused} pages {kept.refusal}"
        if kept.document is None or item.visited_before:
            return
        addresses = self._titles[kept.document.title]
        addresses.add(item.url)
        if len(addresses) > _SAME_TITLE:
            self._stopped = f"trap: {len(addresses)} new addresses are titled {kept.document.title!r}"

    def _conditions(self, item: QueuedAddress) -> dict[str, str]:
        if item.kind == SeedKind.FEED and not self.manners.conditional_feeds:
            return {}
        if item.kind not in (*PAGE_KINDS, SeedKind.FEED):
            return {}
        stated = {"If-None-Match": item.etag, "If-Modified-Since": item.modified}
        return {name: value for name, value in stated.items() if value}
