"""How many requests a second a site holds: what readers of a newspaper library ask, at a steady rate.

    python -m bench.serving HOME --docs FILE [--workers 1 2] [--crawl] [--rate 200] [--seconds 30]

Starts `serve --workers N` over HOME (`bench.serving_home` makes one of any size) and has it asked by a
process of its own (`bench.open_loop`) over loopback, so many times a second whether or not it keeps up. With
`--crawl` each is measured again while a newspaper that goes on publishing (`bench.publishing`) is crawled
into the home, a round and a commit every second or two. The figures of issue 5, on a machine that does
nothing else:

    python -m bench.serving_home /tmp/home100k --docs FILE --limit 100000
    python -m bench.serving /tmp/home100k --docs FILE --workers 1 2 --crawl

Of 100 requests 85 are searches of the API with every facet, 12 documents and 3 feeds. The searches are
words that follow each other in the titles of FILE, one to four, three in ten narrowed by days, a
source or a person; which of `--distinct` of them is asked follows Zipf's law (the n-th most wanted is
asked 1/n as often as the first), as in libraries' own logs. `--distinct 0`: searches only, no two alike.

Prints JSON, a list of one object a run: what `bench.open_loop` tells, how often the index changed meanwhile,
and processor milliseconds the site spent a request (proc(5)), for on a machine that is shared
wall-clock alone says little.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote, urlsplit

import urllib3

from archive.home import Home
from bench.load import ROOT, server
from bench.publishing import KEY, newspaper
from index.analysis import ANALYSER
from index.engines.whoosh.folder import stamp
from index.store import IndexStore

_TICK = os.sysconf("SC_CLK_TCK")
_WARMING = 3000
"""Requests before those that count, so that each process has its caches filled, as in any site that is up."""
_WARMING_RATE = 100  # a second
_LOOKED_AT_EVERY = 0.2  # seconds: the generation of the index
_SHARES = {"search": 85, "document": 12, "feed": 3}
_DOCUMENTS = 300
_PUBLISHED = 5.0  # articles a second
_SOON_ANALYSED = 500  # articles
_FIRST_COMMIT = 120.0  # seconds it may take
_TO_END = 60.0  # seconds a crawl may take to finish what it is at


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.serving", description=__doc__.partition("\n")[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--rate", type=float, default=200, help="requests a second")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, nargs="+", default=[2])
    parser.add_argument("--distinct", type=int, default=400, help="different searches; 0: no two alike")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--crawl", action="store_true", help="measure each again while a crawl commits")
    options = parser.parse_args()
    runs = [
        measured(options, workers, crawling=crawling)
        for workers in options.workers
        for crawling in (False, True)[: 1 + options.crawl]
    ]
    print(json.dumps(runs, indent=1))


def measured(options: argparse.Namespace, workers: int, *, crawling: bool) -> dict[str, object]:
    """One run: what was asked, held and spent."""
    count = int(options.rate * options.seconds)
    with ExitStack() as beside:
        process, address = beside.enter_context(server(options.home, "--workers", str(workers)))
        paths = requests(options.docs, address, _WARMING + count, options.distinct)
        asked(address, paths[:_WARMING], rate=_WARMING_RATE, connections=options.connections)
        if crawling:
            beside.enter_context(_crawled(options.home, options.docs))
        states = beside.enter_context(_index_watched(options.home))
        before = _processor(process.pid)
        told = asked(address, paths[_WARMING:], rate=options.rate, connections=options.connections)
        spent = _processor(process.pid) - before
        changes = len(states) - 1
    return {
        "rate": options.rate,
        "workers": workers,
        "crawling": crawling,
        **told,
        "site_cpu_ms_a_request": round(1000 * spent / count, 2),
        "index_changes": changes,
    }


def asked(address: str, paths: Sequence[str], *, rate: float, connections: int) -> dict[str, object]:
    """What `bench.open_loop` tells of asking for the paths."""
    command = [sys.executable, "-m", "bench.open_loop", urlsplit(address).netloc]
    command += ["--rate", str(rate), "--connections", str(connections)]
    ended = subprocess.run(
        command, input="\n".join(paths), capture_output=True, text=True, cwd=ROOT, check=True
    )
    told: dict[str, object] = json.loads(ended.stdout)
    return told


def requests(docs: Path, address: str, count: int, distinct: int) -> list[str]:
    """Paths to ask for, in order; the same for the same arguments and home."""
    if not distinct:
        return questions(docs, count)
    draw = random.Random(11)
    searches = questions(docs, distinct)
    weights = list(accumulate(1 / place for place in range(1, distinct + 1)))
    documents = _documents(address)
    paths: dict[str, list[str]] = {
        "search": draw.choices(searches, cum_weights=weights, k=count),
        "document": [f"/api/v1/documents/{quote(draw.choice(documents))}" for _ in range(count)],
        "feed": [
            search.replace("/api/v1/search", "/xuat/tim-kiem.atom")
            for search in draw.choices(searches, cum_weights=weights, k=count)
        ],
    }
    kinds = draw.choices(list(_SHARES), list(_SHARES.values()), k=count)
    return [paths[kind][at] for at, kind in enumerate(kinds)]


def questions(docs: Path, count: int) -> list[str]:
    """Addresses of the API's search: words that follow each other in a title; three in ten narrowed."""
    draw = random.Random(7)
    with docs.open(encoding="utf-8") as file:
        titles = [json.loads(line)["title"].split() for _, line in zip(range(20_000), file, strict=False)]
    asked = []
    for _ in range(count):
        words = draw.choice(titles)
        size = draw.choice((1, 2, 2, 3, 4))
        at = draw.randrange(max(1, len(words) - size + 1))
        narrowed = draw.choice(
            ("&from=2018&to=2021", "&source=baobackan", f"&person={_person(draw)}", *[""] * 7)
        )
        asked.append(f"/api/v1/search?q={quote(' '.join(words[at : at + size]))}{narrowed}")
    return asked


def _person(draw: random.Random) -> str:
    return quote(f"nhân vật {int(300 * draw.random())}")


def _documents(address: str) -> list[str]:
    """Ids of the newest documents."""
    found: list[str] = []
    path: str | None = "/api/v1/search?q=&limit=100"
    while path and len(found) < _DOCUMENTS:
        answer = urllib3.request("GET", address + path, timeout=60).json()
        found += [hit["id"] for hit in answer["hits"]]
        path = answer["next"]
    return found


@contextmanager
def _crawled(home: Path, docs: Path) -> Iterator[None]:
    """A crawl at work beside the block, which begins when it has committed once.

    Raises: RuntimeError when it does not come to that, or does not end when it is told to.
    """
    with closing(Home.open(home, create=False).catalog()) as catalog:
        stale = len(catalog.stale_revisions(ANALYSER))
        if stale > _SOON_ANALYSED:
            raise RuntimeError(f"{stale} articles would be analysed first: make the home anew")
    with newspaper(docs, a_second=_PUBLISHED) as paper:
        (home / "sources").mkdir(exist_ok=True)
        description = home / "sources" / f"{KEY}.toml"
        description.write_text(paper.source_file, encoding="utf-8")
        command = [sys.executable, "-m", "baoluu", "--home", str(home), "crawl", KEY, "--every", "1s"]
        first = _state(home)
        until = time.monotonic() + _FIRST_COMMIT
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT
        ) as crawl:
            said = threading.Thread(target=lambda: words.append(crawl.stderr.read() if crawl.stderr else ""))
            words: list[str] = []
            said.start()
            try:
                while _state(home) == first:
                    if crawl.poll() is not None or time.monotonic() > until:
                        raise RuntimeError("the crawl commits nothing")
                    time.sleep(_LOOKED_AT_EVERY)
                yield
            finally:
                crawl.terminate()
                try:
                    crawl.wait(_TO_END)
                except subprocess.TimeoutExpired:
                    crawl.kill()
                    raise RuntimeError("the crawl did not end when it was told to") from None
                finally:
                    said.join()
                    description.unlink()
        if crawl.returncode:
            raise RuntimeError(f"the crawl ended with {crawl.returncode}: {''.join(words)[-2000:]}")


@contextmanager
def _index_watched(home: Path) -> Iterator[set[object]]:
    """The committed states of the index that are seen while the block runs."""
    states: set[object] = {_state(home)}
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(_LOOKED_AT_EVERY):
            states.add(_state(home))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield states
    finally:
        stop.set()
        thread.join()


def _state(home: Path) -> object:
    store = IndexStore(Home.open(home, create=False).index_folder)
    return stamp(store.folder / store.generation().name)


def _processor(pid: int) -> float:
    """Seconds of processor time a process and its children have used so far."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / _TICK  # utime, stime
    return own + sum(_processor(int(child)) for child in children)


if __name__ == "__main__":
    main()
