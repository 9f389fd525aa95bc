"""`baoluu crawl`: bring in what sources published."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import click

from archive.errors import Busy
from archive.home import Home
from archive.model import Source
from archive.session import Session
from archive.terminal import INTERRUPTED, emit_json, say
from crawler.commands.board import Board
from crawler.crawl import CrawlOptions, crawl
from crawler.events import AddressDone, Postponed, SourceEnded
from crawler.journal import Journal
from crawler.manners import manners_of
from crawler.selection import chosen_sources

SOURCE_FAILED = 11
"""Exit code when of at least one source not one address could be read."""
SOURCE_FELL = 13
"""Exit code when a source yields far less than it used to, as when it no longer fits its site."""
POOR_HEALTH = 0.5
_GIVING_WAY = 10  # steps of priority a service is below readers: what it commits can wait, they cannot
_EVERY = re.compile(r"(\d+)\s*([smhd]?)")
_UNITS = {"s": 1, "": 60, "m": 60, "h": 3600, "d": 86400}


class Day(click.ParamType[dt.date]):
    """A day as 2024-03-05 or 5/3/2024."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day, or a usage error."""
        if isinstance(value, dt.date):
            return value
        text = str(value).strip()
        try:
            if match := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text):
                return dt.date(int(match[3]), int(match[2]), int(match[1]))
            return dt.date.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is no day such as 2024-03-05 or 5/3/2024", param, ctx)


class Interval(click.ParamType[int]):
    """A time such as 90s, 30m, 6h, 1d; minutes without a unit. In seconds."""

    name = "interval"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Seconds, or a usage error."""
        match = _EVERY.fullmatch(str(value).strip().lower())
        if match is None or int(match[1]) == 0:
            self.fail(f"{value!r} is no time such as 90s, 30m or 6h", param, ctx)
        return int(match[1]) * _UNITS[match[2]]


@click.command("crawl")
@click.argument("sources", nargs=-1, metavar="[SOURCE…]")
@click.option("--all", "every_source", is_flag=True, help="Every source that has a site, built-in ones too.")
@click.option("--limit", type=click.IntRange(min=1), help="Pages to visit of each source in this run.")
@click.option("--since", type=Day(), help="Leave out what is known to be older than this day.")
@click.option("--every", type=Interval(), help="Go on as a service: a round, a pause (30m, 6h), a round …")
@click.option(
    "--contact",
    default="",
    envvar="BAOLUU_CONTACT",
    help="Your e-mail address or a page about the crawl; it goes with every request (or BAOLUU_CONTACT).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("--no-index", is_flag=True, help="Do not analyse and index what came in.")
@click.pass_obj
def crawl_command(
    session: Session,
    sources: tuple[str, ...],
    every_source: bool,
    limit: int | None,
    since: dt.date | None,
    every: int | None,
    contact: str,
    as_json: bool,
    no_index: bool,
) -> None:
    """Bring in what sources published since the last time.

    Without SOURCE: your own sources and those crawled before. Cut short (Ctrl-C, a crash, a
    power cut), the same command goes on where it was. Each address and its outcome is a line
    in HOME/logs/crawl.jsonl. A signal that comes while what came in is indexed ends that at once, and
    after SIGTERM nothing is indexed any more: the next crawl does it. As a service (--every) it takes
    what other programs leave of the processor, so that readers of the same machine do not wait for it.

    Exit codes: 0 done; 11 not one address of some source could be read; 13 a source yields far
    less than it used to; 10 another crawl is at work in this home; 130 interrupted.
    """
    home = session.home(create=True)
    chosen = chosen_sources(home, sources, every_source=every_source)
    if not contact and any(not manners_of(source).says_contact for source in chosen):
        say("Nobody can reach you: give --contact (or BAOLUU_CONTACT), it goes with every request.")
    if every is not None:
        os.nice(_GIVING_WAY)
    ended: list[SourceEnded] = []
    with _Signals.heeded() as signals:
        stop = signals.stop
        while True:
            options = CrawlOptions(limit=limit, since=since, contact=contact, stop=stop)
            try:
                ended = _round(home, chosen, options)
                if not no_index:
                    _index(session, home, signals)
                _tell(ended, as_json=as_json)
            except Busy as busy:
                if not ended:
                    raise  # nothing was ever crawled: somebody else does it
                say(f"This round is left out: {busy}")
            if every is None or stop.is_set():
                break
            say(f"Next round in {every} s; Ctrl-C ends.")
            if stop.wait(every):
                break
    if stop.is_set() and every is None:
        raise SystemExit(INTERRUPTED)
    if any(one.failed for one in ended):
        raise SystemExit(SOURCE_FAILED)
    if any(one.alarms for one in ended):
        raise SystemExit(SOURCE_FELL)


def _round(home: Home, chosen: list[Source], options: CrawlOptions) -> list[SourceEnded]:
    ended = []
    with Board() as board, Journal(home.path / "logs") as journal:
        for event in crawl(home, chosen, options):
            board.show(event)
            if isinstance(event, AddressDone | Postponed):
                journal.write(event.as_json())
            elif isinstance(event, SourceEnded):
                ended.append(event)
    return ended


def _tell(ended: list[SourceEnded], *, as_json: bool) -> None:
    if as_json:
        emit_json({"sources": [one.as_json() for one in ended]})
        return
    for one in ended:
        counts = ", ".join(f"{number} {name}" for name, number in sorted(one.outcomes.items()))
        changes = ", ".join(f"{number} {name}" for name, number in sorted(one.changes.items())) or "none"
        click.echo(f"{one.source}: {one.addresses} addresses ({counts or 'none'}); documents: {changes}")
        for reason, number in sorted(one.reasons.items()):
            click.echo(f"  {number} × {reason}")
        if one.older:
            click.echo(f"  {one.older} older than --since, not queued")
        if one.queued:
            click.echo(f"  {one.queued} left in the queue for the next run")
        if one.stopped:
            click.echo(f"  stopped: {one.stopped}")
        if one.health is not None and one.health < POOR_HEALTH:
            share = f"{one.health:.0%} of the pages gave title, day and text"
            click.echo(f"  only {share}; see `baoluu source check {one.source}`")
        for alarm in one.alarms:
            click.echo(f"  ALARM: {alarm.text}; see `baoluu source check {one.source}`")
        if one.failed:
            click.echo("  FAILED: not one address could be read")


def _index(session: Session, home: Home, signals: _Signals) -> None:
    """Index what came in, unless there is no time for it."""
    if not signals.terminated:
        with suppress(KeyboardInterrupt), signals.interrupting():
            session.index_new(home)
            return
    say("Not all that came in is indexed; the next crawl does it.")


class _Signals:
    """What SIGINT and SIGTERM ask for. While sources are crawled the page in hand is finished first."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.terminated = False  # by SIGTERM: whoever sends it does not wait for long
        self._interrupting = False

    @classmethod
    @contextmanager
    def heeded(cls) -> Iterator[_Signals]:
        """Both signals, within the block and the main thread."""
        signals = cls()
        if threading.current_thread() is not threading.main_thread():
            yield signals
            return
        before = {number: signal.signal(number, signals._came) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield signals
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def interrupting(self) -> Iterator[None]:
        """Within the block a signal raises KeyboardInterrupt, and the crawl is stopped."""
        self._interrupting = True
        try:
            yield
        finally:
            self._interrupting = False

    def _came(self, number: int, _frame: FrameType | None) -> None:
        self.terminated |= number == signal.SIGTERM
        asked_twice = self.stop.is_set()
        self.stop.set()
        if asked_twice or self._interrupting:
            raise KeyboardInterrupt
        say("Finishing the page in hand …")
