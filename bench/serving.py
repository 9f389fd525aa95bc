"""How many requests a second a site holds: what readers of a newspaper library ask, at a steady rate.

    python -m bench.serving HOME --docs FILE [--workers 1 2] [--crawl] [--rate 200] [--seconds 30]

Starts `serve --workers N` over HOME (`bench.serving_home` makes one of any size) and has it asked by a
process of its own (`bench.open_loop`) over loopback, so many times a second whether or not it keeps up. With
`--crawl` each is measured again while the sample site is crawled into the home over and over. The
figures of issue 5, on a machine that does nothing else:

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
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote, urlsplit

import urllib3

from archive.home import Home
from bench.load import ROOT, server
from crawler.samplesite import SampleSite
from crawler.samplesite import serve as serve_sample
from index.engines.whoosh.folder import stamp
from index.store import IndexStore

_TICK = os.sysconf("SC_CLK_TCK")
_WARMING = 200  # requests before those that count: caches are filled, as in any site that is up
_LOOKED_AT_EVERY = 0.2  # seconds: the generation of the index
_SHARES = {"search": 85, "document": 12, "feed": 3}
_DOCUMENTS = 300


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
    with (
        serve_sample((0, 0, 0)) as site,
        server(options.home, "--workers", str(workers)) as (process, address),
    ):
        paths = requests(options.docs, address, _WARMING + count, options.distinct)
        asked(address, paths[:_WARMING], rate=20, connections=4)
        stop = threading.Event()
        crawls: Counter[str] = Counter()
        states: set[object] = set()
        beside = [threading.Thread(target=_watch_index, args=(options.home, states, stop))]
        if crawling:
            beside.append(threading.Thread(target=_crawl_again, args=(options.home, site, crawls, stop)))
        for thread in beside:
            thread.start()
        before = _processor(process.pid)
        told = asked(address, paths[_WARMING:], rate=options.rate, connections=options.connections)
        spent = _processor(process.pid) - before
        stop.set()
        for thread in beside:
            thread.join()
    return {
        "rate": options.rate,
        "workers": workers,
        "crawling": crawling,
        **told,
        "site_cpu_ms_a_request": round(1000 * spent / count, 2),
        "crawls": dict(crawls),
        "index_changes": len(states) - 1,
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


def _crawl_again(home: Path, site: SampleSite, rounds: Counter[str], stop: threading.Event) -> None:
    """Crawl the sample site into a home until told to stop; `rounds` counts runs by how they ended."""
    (home / "sources").mkdir(exist_ok=True)
    for name, text in site.source_files().items():
        (home / "sources" / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "baoluu", "--home", str(home), "--wait", "60", "crawl"]
    command += [source.key for source in site.sources()]
    while not stop.is_set():
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
        ) as crawl:
            while crawl.poll() is None and not stop.wait(_LOOKED_AT_EVERY):
                pass
            stopped = crawl.poll() is None
            if stopped:
                crawl.terminate()
        rounds["stopped at the end" if stopped else f"exit code {crawl.returncode}"] += 1


def _watch_index(home: Path, states: set[object], stop: threading.Event) -> None:
    """Collect the committed states of the index."""
    store = IndexStore(Home.open(home, create=False).index_folder)
    while True:
        states.add(stamp(store.folder / store.generation().name))
        if stop.wait(_LOOKED_AT_EVERY):
            return


def _processor(pid: int) -> float:
    """Seconds of processor time a process and its children have used so far."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / _TICK  # utime, stime
    return own + sum(_processor(int(child)) for child in children)


if __name__ == "__main__":
    main()
