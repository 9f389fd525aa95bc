"""A bounded load on loopback: readers ask a site while a crawl and re-indexing run on the same home.

    python -m bench.load [--seconds 60] [--clients 4] [--json]

A home of its own is made from the sample site. Then for so many seconds clients ask for searches,
facets, documents, feeds and the API, each as fast as it is answered, while another process crawls
the sample again and again and a third re-indexes. Reported: requests, errors (anything but 200 in the end),
median and 99th percentile, what the server opened, and whether its memory grows over time.

Memory: the server's own pages (proc(5), RssAnon; maps of files that others may use too are not
counted), once a second. The first half of the run is left out, in which caches fill and threads
begin. Over the rest goes the line of Theil and Sen: the median slope of all pairs of samples, which
one jump does not bend, with its 95 % interval. Ends with 1 when there was an error, or the whole
interval lies above GROWTH_BOUND: memory that grows by less could not be told from the noise of a
minute, and would take a day for what a cache may hold.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from statistics import fmean, median, quantiles
from urllib.parse import quote

import urllib3

from crawler.samplesite import SampleSite
from crawler.samplesite import serve as serve_sample

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ("tỉnh", "hoi nghi", '"đơn vị hành chính"', "02-NQ/TU", "trồng rừng AND xã", "", "thuỷ lợi~")
GROWTH_BOUND = 1.0
"""Megabytes a minute that the server's own memory may surely grow by."""
_ALIKE = 3  # seconds within which samples of memory say the same
_READY = "http://"


@dataclass(slots=True)
class Tally:
    """What the clients saw."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)  # megabytes of the server's own, once a second
    opened: list[tuple[int, int]] = field(default_factory=list)  # (open files, maps), once a second
    rounds: Counter[str] = field(default_factory=Counter)  # crawls and re-indexings that ended
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, kind: str, seconds: float, error: str) -> None:
        """One request that ended."""
        with self.lock:
            self.seconds[kind].append(seconds)
            if error:
                self.errors[f"{kind}: {error}"] += 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the load; answers the exit code."""
    parser = argparse.ArgumentParser(description="A bounded load on loopback.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch, serve_sample((0, 0, 0)) as site:
        home = Path(scratch) / "home"
        keys = _keep_sources(home, site)
        _baoluu(home, "crawl", *keys)
        with server(home) as (process, address):
            tally = _loaded(home, keys, process, address, seconds=given.seconds, clients=given.clients)
    report = _report(tally, given.seconds)
    print(json.dumps(report, ensure_ascii=False, indent=2) if given.json else _told(report))
    return 0 if not tally.errors and growth(tally.memory)[1] <= GROWTH_BOUND else 1


def _loaded(
    home: Path, keys: list[str], server: subprocess.Popen[str], address: str, *, seconds: float, clients: int
) -> Tally:
    tally = Tally()
    stop = threading.Event()
    documents = _document_ids(address)
    work: list[Callable[[], None]] = [
        *(lambda seed=seed: _ask(address, documents, tally, stop, seed) for seed in range(clients)),
        lambda: _again(home, ("crawl", *keys), "crawls", tally, stop),
        lambda: _again(home, ("reindex",), "reindexes", tally, stop),
        lambda: _watch(server, tally, stop),
    ]
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    return tally


def _ask(address: str, documents: list[str], tally: Tally, stop: threading.Event, seed: int) -> None:
    draw = random.Random(seed)
    pool = urllib3.PoolManager(retries=urllib3.Retry(3, connect=0, read=0), timeout=30)
    kinds: dict[str, Callable[[], str]] = {
        "search": lambda: f"/tim-kiem?q={quote(draw.choice(QUESTIONS))}",
        "facets": lambda: f"/tim-kiem/person?q={quote(draw.choice(QUESTIONS))}",
        "document": lambda: f"/bai/{quote(draw.choice(documents))}",
        "feed": lambda: f"/xuat/tim-kiem.atom?q={quote(draw.choice(QUESTIONS))}",
        "api": lambda: f"/api/v1/search?q={quote(draw.choice(QUESTIONS))}",
    }
    while not stop.is_set():
        kind = draw.choice(list(kinds))
        began = time.perf_counter()
        try:
            answer = pool.request("GET", address + kinds[kind]())
            error = "" if answer.status == 200 else f"status {answer.status}"
        except urllib3.exceptions.HTTPError as failed:
            error = type(failed).__name__
        tally.count(kind, time.perf_counter() - began, error)


def _again(home: Path, command: Sequence[str], name: str, tally: Tally, stop: threading.Event) -> None:
    while not stop.is_set():
        ended = _baoluu(home, *command, check=False)
        with tally.lock:
            tally.rounds[name] += 1
            if ended.returncode:
                tally.errors[f"{name}: exit code {ended.returncode}: {ended.stderr[-200:]}"] += 1


def crawled_again(home: Path, site: SampleSite, rounds: Counter[str], stop: threading.Event) -> None:
    """Crawl the sample site into a home again and again; `rounds` counts runs by their exit code."""
    keys = _keep_sources(home, site)
    while not stop.is_set():
        rounds[f"exit code {_baoluu(home, 'crawl', *keys, check=False).returncode}"] += 1


def _keep_sources(home: Path, site: SampleSite) -> list[str]:
    (home / "sources").mkdir(parents=True, exist_ok=True)
    for name, text in site.source_files().items():
        (home / "sources" / name).write_text(text, encoding="utf-8")
    return [source.key for source in site.sources()]


def _watch(server: subprocess.Popen[str], tally: Tally, stop: threading.Event) -> None:
    while not stop.wait(1):
        process = Path(f"/proc/{server.pid}")
        tally.memory.append(_own_mb(process))
        maps = (process / "maps").read_bytes().count(b"\n")
        tally.opened.append((len(list((process / "fd").iterdir())), maps))


def _own_mb(process: Path) -> float:
    """Megabytes of memory that are a process's own and resident (proc(5), RssAnon)."""
    for line in (process / "status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _document_ids(address: str) -> list[str]:
    answer = urllib3.request("GET", f"{address}/api/v1/search?q=", timeout=60)
    return [hit["id"] for hit in answer.json()["hits"]]


@contextmanager
def server(home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "baoluu", "--home", str(home), "serve", "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stderr is not None
            line = next(line for line in server.stderr if _READY in line)
            threading.Thread(target=server.stderr.read, daemon=True).start()
            yield server, _READY + line.partition(_READY)[2].split()[0]
        finally:
            server.terminate()


def _baoluu(home: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "baoluu", "--home", str(home), "--wait", "60", *arguments]
    return subprocess.run(command, check=check, capture_output=True, text=True, cwd=ROOT)


def _report(tally: Tally, seconds: float) -> dict[str, object]:
    every = [one for times in tally.seconds.values() for one in times]
    return {
        "seconds": seconds,
        "requests": len(every),
        "errors": dict(tally.errors),
        "p50_ms": _percentile(every, 50),
        "p99_ms": _percentile(every, 99),
        "kinds": {
            kind: {"requests": len(times), "p50_ms": _percentile(times, 50), "p99_ms": _percentile(times, 99)}
            for kind, times in sorted(tally.seconds.items())
        },
        "crawls": tally.rounds["crawls"],
        "reindexes": tally.rounds["reindexes"],
        "memory_mb": round(tally.memory[-1], 1) if tally.memory else 0.0,
        "memory_growth_mb_a_minute": dict(zip(("median", "low", "high"), growth(tally.memory), strict=True)),
        "open_files": [opened[0] for opened in _ends(tally.opened)],
        "maps": [opened[1] for opened in _ends(tally.opened)],
    }


def growth(memory: Sequence[float]) -> tuple[float, float, float]:
    """(median, low end, high end) of the slope of the second half, in what it is given in, a minute.

    Args: memory: a value a second.
    Source: Sen 1968, Estimates of the Regression Coefficient Based on Kendall's Tau. Values that
    follow each other are alike, so means of _ALIKE seconds stand for them.
    """
    rest = memory[len(memory) // 2 :]
    means = [fmean(rest[at : at + _ALIKE]) for at in range(0, len(rest) - _ALIKE + 1, _ALIKE)]
    slopes = sorted(
        60 / _ALIKE * (late - early) / (then - now)
        for (now, early), (then, late) in combinations(enumerate(means), 2)
    )
    if not slopes:
        return 0.0, 0.0, 0.0
    count = len(means)
    beside = 1.96 * math.sqrt(count * (count - 1) * (2 * count + 5) / 18)  # of all pairs, in ranks
    low = max(0, math.floor((len(slopes) - beside) / 2))
    high = min(len(slopes) - 1, math.ceil((len(slopes) + beside) / 2))
    return round(median(slopes), 2), round(slopes[low], 2), round(slopes[high], 2)


def _ends(opened: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """At the middle and at the end of the run."""
    return [opened[len(opened) // 2], opened[-1]] if opened else []


def _percentile(seconds: Sequence[float], percent: int) -> float:
    if len(seconds) < 2:
        return round(1000 * sum(seconds), 1)
    return round(1000 * quantiles(seconds, n=100)[percent - 1], 1)


def _told(report: dict[str, object]) -> str:
    return "\n".join(f"{name:18} {value}" for name, value in report.items())


if __name__ == "__main__":
    raise SystemExit(main())
