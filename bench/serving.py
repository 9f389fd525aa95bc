"""How many faceted API searches a second a site holds: `python -m bench.serving HOME --docs FILE`.

Starts `serve --workers N` over HOME (`bench.serving_home` makes one of any size) and asks it over
loopback, so many times a second whether or not it keeps up (an open loop: what waits counts as slow),
for searches of words out of the titles in FILE, with and without days and entities, no two alike.
With `--crawl` the sample site is crawled into the home again and again meanwhile, each run a commit.

Reported as JSON: requests, errors, milliseconds until an answer was whole (median, 99th percentile, most),
and processor milliseconds the site and this program spent a request (proc(5)), for on a machine
that is shared or asked by a program on the same cores wall-clock alone says little.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote, urlsplit

from bench.load import crawled_again, server
from crawler.samplesite import serve as serve_sample

_TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.serving", description=__doc__.partition("\n")[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--rate", type=float, default=200, help="requests a second")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--crawl", action="store_true")
    options = parser.parse_args()
    asked = questions(options.docs, int(options.rate * options.seconds) + 200)
    with (
        serve_sample((0, 0, 0)) as site,
        server(options.home, "--workers", str(options.workers)) as (
            process,
            address,
        ),
    ):
        Asking(address, asked[:200], rate=20, connections=4).run()  # caches filled, as in any site that is up
        stop = threading.Event()
        crawls: Counter[str] = Counter()
        crawling = threading.Thread(target=crawled_again, args=(options.home, site, crawls, stop))
        if options.crawl:
            crawling.start()
        before = _processor(process.pid), time.process_time()
        asking = Asking(address, asked[200:], rate=options.rate, connections=options.connections)
        asking.run()
        spent = _processor(process.pid) - before[0], time.process_time() - before[1]
        stop.set()
        if options.crawl:
            crawling.join()
    told = {"rate": options.rate, "workers": options.workers, **asking.report(), "crawls": dict(crawls)}
    told["site_cpu_ms_a_request"] = round(1000 * spent[0] / len(asking.seconds), 2)
    told["asking_cpu_ms_a_request"] = round(1000 * spent[1] / len(asking.seconds), 2)
    print(json.dumps(told, indent=1))


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


class Asking:
    """Requests begun at a steady rate by as many threads as there are connections."""

    def __init__(self, address: str, asked: Sequence[str], *, rate: float, connections: int) -> None:
        self._host = urlsplit(address).netloc
        self._asked = asked
        self._rate = rate
        self._connections = connections
        self._next = iter(range(len(asked)))
        self.seconds: list[float] = []  # from when a request was due until its answer was whole
        self.errors: Counter[str] = Counter()

    def run(self) -> None:
        """Ask everything; returns when the last answer is there."""
        self._began = time.perf_counter()
        threads = [threading.Thread(target=self._ask) for _ in range(self._connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _ask(self) -> None:
        connection = http.client.HTTPConnection(self._host, timeout=60)
        for at in self._next:
            due = self._began + at / self._rate
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                connection.request("GET", self._asked[at])
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.errors[str(answer.status)] += 1
            except (OSError, http.client.HTTPException) as failed:
                self.errors[type(failed).__name__] += 1
                connection.close()
            self.seconds.append(time.perf_counter() - due)
        connection.close()

    def report(self) -> dict[str, object]:
        """What was seen, in milliseconds."""
        parts = quantiles(self.seconds, n=100)
        return {
            "requests": len(self.seconds),
            "held_a_second": round(len(self.seconds) / (time.perf_counter() - self._began), 1),
            "errors": dict(self.errors),
            "p50_ms": round(1000 * parts[49], 1),
            "p99_ms": round(1000 * parts[98], 1),
            "most_ms": round(1000 * max(self.seconds), 1),
        }


def _processor(pid: int) -> float:
    """Seconds of processor time a process and its children have used so far."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / _TICK  # utime, stime
    return own + sum(_processor(int(child)) for child in children)


if __name__ == "__main__":
    main()
