"""How fast the engine answers, beside others: `python -m bench.search --docs FILE [--json] [--limit N]`.

FILE holds lines {"id", "title", "text"}. The same corpus goes into the product's engine,
stock Whoosh, SQLite FTS5 and Tantivy (the extra `bench`), all on one thread; the same forty
questions are asked of each, as the whole result page (ten best, exact count, documents a
month, twenty commonest persons) and as the ten best alone; and the counts are compared
before any time is.

Prints per question and overall our time divided by theirs, the index sizes and the rates.
`--json` prints {"ratios": {"page_vs_tantivy", "top10_vs_tantivy", "page_vs_stock",
"page_vs_fts5", "index_rate_vs_tantivy", "size_vs_tantivy"}, "raw": …}: medians over the
questions, ours divided by theirs, so below 1 is faster or smaller, but for the rate.

`--limit` past the end of the file goes on with articles made of its sentences; `--million`
is `--limit 1000000`; `--peers` leaves some out (stock Whoosh indexes 20,000 in minutes).
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.search_corpus import Article, Question, articles, questions, tokenised
from bench.search_engines import Fts5, Ours, Page, Peer, Tantivy
from bench.search_stock import Stock
from index.engines.whoosh.engine import ArrayEngine
from index.ports import PAIR_FIELDS, TEXT_FIELDS

PEERS: dict[str, type[Peer]] = {"stock": Stock, "fts5": Fts5, "tantivy": Tantivy}
_SECONDS = 0.25  # a question is asked again until this long, three times at least
_SAMPLE = 2000


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        measured = measure(options, Path(folder))
    print(json.dumps(measured, ensure_ascii=False, indent=1) if options.json else _table(measured))


def measure(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Build every engine and ask it everything."""
    corpus = [tokenised(each) for each in articles(options.docs, options.limit)]
    built: dict[str, dict[str, float]] = {}
    times: dict[str, dict[str, dict[str, float]]] = {}
    pages: dict[str, list[Page]] = {}
    asked: list[Question] = []
    for engine in (Ours(), *(PEERS[name]() for name in options.peers)):
        path = folder / engine.name
        seconds = engine.build(path, corpus)
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        built[engine.name] = {
            "documents_a_second": len(corpus) / seconds,
            "bytes": size,
            "bytes_a_token": size / _tokens(engine, corpus),
        }
        asked = asked or _questions(engine, corpus)
        pages[engine.name] = [engine.page(question) for question in asked]
        times[engine.name] = {
            question.name + f" #{at}": {
                "page": _best(engine.page, question),
                "ten_best": _best(engine.ten_best, question),
            }
            for at, question in enumerate(asked)
        }
    wrong = {name: _disagreements(asked, pages["ours"], theirs) for name, theirs in pages.items()}
    return {
        "documents": len(corpus),
        "ratios": _ratios(built, times),
        "disagreements": {name: lines for name, lines in wrong.items() if lines},
        "raw": {"built": built, "milliseconds": times, "found": [page.total for page in pages["ours"]]},
        "peak_resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def _questions(engine: Peer, corpus: Sequence[Article]) -> list[Question]:
    assert isinstance(engine, Ours)
    counted = engine.engine.keys("exact", limit=10**9)
    return questions(corpus[:_SAMPLE], sorted(counted, key=lambda pair: (-pair[1], pair[0])))


def _best(ask: Callable[[Question], object], question: Question) -> float:
    """The shortest of several askings, in milliseconds."""
    shortest = float("inf")
    until = time.perf_counter() + _SECONDS
    asked = 0
    while asked < 3 or time.perf_counter() < until:
        started = time.perf_counter()
        ask(question)
        shortest = min(shortest, time.perf_counter() - started)
        asked += 1
    return shortest * 1000


def _tokens(engine: Peer, corpus: Sequence[Article]) -> int:
    """Keys the engine indexed, in all its fields."""
    if isinstance(engine, Ours) and isinstance(engine.engine, ArrayEngine):
        fields = (*TEXT_FIELDS, *PAIR_FIELDS.values())
        return sum(segment.length(field) for segment in engine.engine.segments for field in fields)
    singles = sum(len(article.exact) for article in corpus)
    return (2 if isinstance(engine, Fts5) else 4) * singles


def _ratios(
    built: dict[str, dict[str, float]], times: dict[str, dict[str, dict[str, float]]]
) -> dict[str, float]:
    def median(peer: str, kind: str) -> float:
        return statistics.median(
            times["ours"][name][kind] / theirs[kind] for name, theirs in times[peer].items()
        )

    found = {f"page_vs_{peer}": median(peer, "page") for peer in times if peer != "ours"}
    if "tantivy" in times:
        ours, theirs = built["ours"], built["tantivy"]
        found["top10_vs_tantivy"] = median("tantivy", "ten_best")
        found["index_rate_vs_tantivy"] = ours["documents_a_second"] / theirs["documents_a_second"]
        found["size_vs_tantivy"] = ours["bytes_a_token"] / theirs["bytes_a_token"]
    return found


def _disagreements(asked: Sequence[Question], ours: Sequence[Page], theirs: Sequence[Page]) -> list[str]:
    """Where counts differ. Of persons, those above the last: which of a tie comes last is free."""
    lines = []
    for question, mine, other in zip(asked, ours, theirs, strict=True):
        least = min(mine.persons.values(), default=0)
        persons = [
            {name: count for name, count in page.persons.items() if count > least} for page in (mine, other)
        ]
        if (mine.total, mine.months) != (other.total, other.months) or persons[0] != persons[1]:
            lines.append(f"{question}: {mine.total} found by ours, {other.total} by theirs")
    return lines


def _table(measured: dict[str, Any]) -> str:
    times = measured["raw"]["milliseconds"]
    peers = [name for name in times if name != "ours"]
    lines = [
        f"{measured['documents']:,} documents; milliseconds of ours, then ours / theirs, page and ten best"
    ]
    lines.append(
        f"{'question':<26}{'found':>9}{'page':>9}{'ten':>8}" + "".join(f"{peer:>16}" for peer in peers)
    )
    for (name, mine), found in zip(times["ours"].items(), measured["raw"]["found"], strict=True):
        ratios = [
            f"{mine[kind] / times[peer][name][kind]:8.3f}" for peer in peers for kind in ("page", "ten_best")
        ]
        lines.append(f"{name:<26}{found:>9,}{mine['page']:9.2f}{mine['ten_best']:8.2f}" + "".join(ratios))
    lines += [f"{name:<24}{value:8.3f}" for name, value in measured["ratios"].items()]
    lines += [
        f"{name:<10}{each['documents_a_second']:10.0f} documents/s{each['bytes'] / 1e6:10.1f} MB"
        f"{each['bytes_a_token']:7.2f} bytes/token"
        for name, each in measured["raw"]["built"].items()
    ]
    lines += [
        f"COUNTS DIFFER, {name}: {line}" for name, all_ in measured["disagreements"].items() for line in all_
    ]
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.search", description=__doc__.partition("\n")[0])
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=20_000)
    parser.add_argument("--million", dest="limit", action="store_const", const=1_000_000)
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--work", type=Path, help="where to build; a temporary folder by default")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
