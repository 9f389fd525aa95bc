"""`baoluu demo`: the whole product on a bundled sample site, each step by its own command.

The sample sites are served on loopback, crawled over real HTTP, archived, analysed, indexed,
and searched at http://127.0.0.1:8899, in a home folder of the demo's own.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import urllib3

from archive.errors import BaoluuError
from archive.home import Home
from archive.session import Session
from archive.terminal import say
from crawler.samplesite import SampleSite, serve
from crawler.samplesite.truth import SampleDocument

PORT = 8899
_READY_SECONDS = 60
_PHRASE = "sắp xếp đơn vị hành chính"
_PHRASE_UNMARKED = "sap xep don vi hanh chinh"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked of the demo's site, and the documents that must be among the answers."""

    asked: str
    parameters: dict[str, str]
    expected: frozenset[str]  # document ids
    exactly: bool = False  # nothing else may be found


@click.command()
@click.option("--check", is_flag=True, help="Ask the site a fixed set of questions and end.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Where to serve it."
)
@click.option(
    "--home",
    "own_home",
    type=click.Path(path_type=Path),
    default=Path("demo-data"),
    show_default=True,
    help="The demo's own home folder; a second run reuses what is there.",
)
@click.pass_context
def demo(ctx: click.Context, check: bool, port: int, own_home: Path) -> None:
    """Show the whole product on a bundled sample: two papers and a portal, no network needed.

    Crawls the sample over HTTP on this machine, archives, extracts, analyses and indexes it,
    and serves the search page until Ctrl-C. With --check it asks that page its questions
    instead, prints what was found, and ends with 0 when all was right, 1 when not.
    """
    session: Session = ctx.obj
    home = Home.open(own_home)
    with serve() as site:
        _keep_sources(home, site)
        keys = [source.key for source in site.sources()]
        say(f"Sample site: {', '.join(site.homes)} ({len(site.documents)} documents)")
        _run(home, "crawl", *keys, "--no-index")
        documents = site.documents
    session.index_new(home)
    if check:
        ctx.exit(_check(home, port, documents))
    _run(home, "serve", "--port", str(port))


def _keep_sources(home: Home, site: SampleSite) -> None:
    """Put the sample's sources among the home's own, so that every later command knows them."""
    home.sources_folder.mkdir(exist_ok=True)
    for name, text in site.source_files().items():
        (home.sources_folder / name).write_text(text, encoding="utf-8")


def _run(home: Home, *arguments: str) -> None:
    """Run one of our own commands as a person would. Raises: DemoStopped when it fails."""
    say(f"\n$ baoluu --home {home.path} {' '.join(arguments)}")
    done = subprocess.run(_command(home, arguments), check=False)
    if done.returncode not in (0, -2, 130):
        raise DemoStopped(arguments[0], done.returncode)


def _command(home: Home, arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "baoluu", "--home", str(home.path), *arguments]


class DemoStopped(BaoluuError):
    """A step of the demo failed; its own message stands above."""

    def __init__(self, step: str, code: int) -> None:
        super().__init__(f"the step `{step}` ended with exit code {code}", hint="see its message above")


def _check(home: Home, port: int, documents: Sequence[SampleDocument]) -> int:
    """Ask every question over HTTP; 0 when every answer is right."""
    with _served(home, port) as base:
        wrong = [question for question in _questions(documents) if not _answered(base, question)]
    say("Every question was answered." if not wrong else f"{len(wrong)} questions were not answered.")
    return 1 if wrong else 0


def _questions(documents: Sequence[SampleDocument]) -> Iterator[Question]:
    holding = frozenset(one.id for one in documents if _PHRASE in one.text.lower())
    yield Question(f"the phrase “{_PHRASE}”", {"q": f'"{_PHRASE}"'}, holding)
    yield Question(f"the phrase typed “{_PHRASE_UNMARKED}”", {"q": f'"{_PHRASE_UNMARKED}"'}, holding)
    day = max((one.day for one in documents), key=[one.day for one in documents].count)
    on_day = frozenset(one.id for one in documents if one.day == day)
    yield Question(f"the day {day:%d/%m/%Y}", {"on": day.isoformat()}, on_day, exactly=True)
    person = _most_named(documents, "persons")
    named = frozenset(one.id for one in documents if person in one.persons)
    yield Question(f"the person {person}", {"person": person}, named)
    number = _most_named(documents, "directives")
    citing = frozenset(one.id for one in documents if number in one.directives)
    yield Question(f"the directive {number}", {"directive": number}, citing)


def _most_named(documents: Sequence[SampleDocument], field: str) -> str:
    names: list[str] = [name for one in documents for name in getattr(one, field)]
    return max(sorted(set(names)), key=names.count)


def _answered(base: str, question: Question) -> bool:
    """Print what was found for one question; whether it is what the sample holds."""
    answer = _ask(base, {**question.parameters, "limit": "100"})
    found = {hit["id"] for hit in answer["hits"]}
    right = bool(question.expected) and question.expected <= found
    if question.exactly:
        right = right and found == question.expected
    click.echo(f"{'ok ' if right else 'BAD'} {question.asked}: {answer['total']} found")
    for hit in answer["hits"][:3]:
        click.echo(f"      {hit['day'] or '?':<10}  {hit['title']}")
    if not right:
        click.echo(f"      expected {len(question.expected)}, missing {sorted(question.expected - found)}")
    return right


def _ask(base: str, parameters: dict[str, str]) -> Any:
    answer = urllib3.request("GET", f"{base}/api/v1/search", fields=parameters, timeout=30, retries=False)
    return json.loads(answer.data) if answer.status == 200 else {"total": 0, "hits": []}


@contextlib.contextmanager
def _served(home: Home, port: int) -> Iterator[str]:
    """The site, served by its own command while the block runs. Raises: DemoStopped."""
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(_command(home, ("serve", "--port", str(port))))
    try:
        deadline = time.monotonic() + _READY_SECONDS
        while not _is_ready(base):
            if server.poll() is not None or time.monotonic() > deadline:
                raise DemoStopped("serve", server.poll() or 1)
            time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=30)


def _is_ready(base: str) -> bool:
    try:
        return urllib3.request("GET", f"{base}/readyz", timeout=5, retries=False).status == 200
    except urllib3.exceptions.HTTPError:
        return False
