"""How fast the engine answers, beside others: `python -m bench.search --docs FILE [--json] [--limit N …]`.

FILE holds lines {"id", "title", "text"}. The same corpus goes into the product's engine,
stock Whoosh, SQLite FTS5 and Tantivy (the extra `bench`), all on one thread; the same forty
questions are asked of each, as the whole result page (ten best, exact count, documents a
month, twenty commonest persons) and as the ten best alone; and the counts are compared
before any time is. Each engine is built, and then asked, in a process of its own.

Prints per question and overall our time divided by theirs, the index sizes, the rates and
what memory it took. `--json` prints {"ratios": {"page_vs_tantivy", "top10_vs_tantivy",
"page_vs_stock", "page_vs_fts5", "index_rate_vs_tantivy", "size_vs_tantivy"}, "growth", "raw"}:
medians over the questions, ours divided by theirs, so below 1 is faster or smaller, but for
the rate. Of several limits the ratios are the last one's; "growth" has those of all.

`--limit` past the end of the file goes on with articles made of its sentences; `--million`
is `--limit 1000000 --peers tantivy`; `--peers` leaves some out (stock Whoosh indexes 20,000
in minutes). No article is kept in memory. `--keep` leaves the indexes in a folder, and asks
those that an earlier run with the same corpus left there.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from bench.search_corpus import Corpus, Question
from bench.search_engines import Fts5, Ours, Page, Peer, Tantivy
from bench.search_stock import Stock

PEERS: dict[str, type[Peer]] = {"stock": Stock, "fts5": Fts5, "tantivy": Tantivy}
ENGINES: dict[str, type[Peer]] = {"ours": Ours, **PEERS}
_MILLION = 1_000_000

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What building an index took."""

    documents_a_second: float  # of processor time
    bytes: int
    bytes_a_token: float
    peak_resident_mb: float  # mapped files included


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an engine answered, and the shortest times in milliseconds."""

    pages: list[Page]
    milliseconds: dict[str, dict[str, float]]  # question -> "page", "ten_best"
    private_mb: float | None  # memory that is no file's, after all questions; None where Linux is not
    resident_mb: float  # at its most, mapped files included


def main() -> None:
    options = _options()
    if options.keep is not None:
        measured = _all_limits(options, options.keep)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measured = _all_limits(options, Path(folder))
    print(json.dumps(measured, ensure_ascii=False, indent=1) if options.json else _table(measured))


def _all_limits(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    growth = {}
    for limit in options.limit:
        measured = measure(
            Corpus(options.docs, limit), options.peers, folder / str(limit), seconds=options.seconds
        )
        growth[str(limit)] = {"ratios": measured["ratios"], "medians": measured["medians"]}
    return {**measured, "growth": growth}


def measure(corpus: Corpus, peers: Sequence[str], folder: Path, *, seconds: float) -> dict[str, Any]:
    """Build every engine and ask it everything.

    Args: seconds: a question is asked again until this long, three times at least.
    """
    names = ["ours", *peers]
    asked = corpus.questions()
    built = {name: _apart(_build, name, folder, corpus) for name in names}
    answers = {name: _apart(_ask, name, folder, asked, seconds) for name in names}
    wrong = {
        name: _disagreements(asked, answers["ours"].pages, theirs.pages) for name, theirs in answers.items()
    }
    times = {name: each.milliseconds for name, each in answers.items()}
    return {
        "documents": corpus.count,
        "ratios": _ratios(built, times),
        "medians": {name: _medians(each) for name, each in times.items()},
        "disagreements": {name: lines for name, lines in wrong.items() if lines},
        "raw": {
            "built": {name: asdict(each) for name, each in built.items()},
            "serving": {
                name: {"private_mb": each.private_mb, "resident_mb": each.resident_mb}
                for name, each in answers.items()
            },
            "milliseconds": times,
            "found": [page.total for page in answers["ours"].pages],
        },
    }


def _apart(work: Callable[..., Answer], *arguments: object) -> Answer:
    """What `work` answers in a process that has done nothing else."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=context) as process:
        return process.submit(work, *arguments).result()


def _build(name: str, folder: Path, corpus: Corpus) -> Built:
    path, note = folder / name, folder / f"{name}.json"
    made_of = {"docs": corpus.path.name, "bytes": corpus.path.stat().st_size, "count": corpus.count}
    if note.exists():
        kept = json.loads(note.read_text(encoding="utf-8"))
        if kept["made_of"] == made_of:
            return Built(**kept["built"])
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(path, ignore_errors=True)
    engine = ENGINES[name]()
    seconds = engine.build(path, corpus)
    peak = _peak_mb()
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    built = Built(
        documents_a_second=corpus.count / seconds,
        bytes=size,
        bytes_a_token=size / engine.keys(corpus),
        peak_resident_mb=peak,
    )
    note.write_text(json.dumps({"made_of": made_of, "built": asdict(built)}), encoding="utf-8")
    return built


def _ask(name: str, folder: Path, asked: Sequence[Question], seconds: float) -> Asked:
    engine = ENGINES[name]()
    engine.open(folder / name)
    pages = [engine.page(question) for question in asked]
    times = {
        f"{question.name} #{at}": {
            "page": _best(engine.page, question, seconds),
            "ten_best": _best(engine.ten_best, question, seconds),
        }
        for at, question in enumerate(asked)
    }
    return Asked(pages=pages, milliseconds=times, private_mb=_private_mb(), resident_mb=_peak_mb())


def _best(ask: Callable[[Question], object], question: Question, seconds: float) -> float:
    """The shortest of several askings, in milliseconds."""
    shortest = float("inf")
    until = time.perf_counter() + seconds
    asked = 0
    while asked < 3 or time.perf_counter() < until:
        started = time.perf_counter()
        ask(question)
        shortest = min(shortest, time.perf_counter() - started)
        asked += 1
    return shortest * 1000


def _peak_mb() -> float:
    """The most that was resident; by getrusage(2) it would include what started this process."""
    return _status_mb("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _private_mb() -> float | None:
    """Resident memory of this process that is no file's, which the page cache could not give back."""
    return _status_mb("RssAnon")


def _status_mb(name: str) -> float | None:
    """A line of proc_pid_status(5); None where Linux is not."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
    return int(lines[name].split()[0]) * 1024 / 1e6


def _medians(times: dict[str, dict[str, float]]) -> dict[str, float]:
    """Milliseconds."""
    return {kind: statistics.median(each[kind] for each in times.values()) for kind in ("page", "ten_best")}


def _ratios(built: dict[str, Built], times: dict[str, dict[str, dict[str, float]]]) -> dict[str, float]:
    def median(peer: str, kind: str) -> float:
        return statistics.median(
            times["ours"][name][kind] / theirs[kind] for name, theirs in times[peer].items()
        )

    found = {f"page_vs_{peer}": median(peer, "page") for peer in times if peer != "ours"}
    if "tantivy" in times:
        ours, theirs = built["ours"], built["tantivy"]
        found["top10_vs_tantivy"] = median("tantivy", "ten_best")
        found["index_rate_vs_tantivy"] = ours.documents_a_second / theirs.documents_a_second
        found["size_vs_tantivy"] = ours.bytes_a_token / theirs.bytes_a_token
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
        f"{each['bytes_a_token']:7.2f} bytes/token{each['peak_resident_mb']:8.0f} MB peak"
        for name, each in measured["raw"]["built"].items()
    ]
    lines += [
        f"{name:<10} asked: {each['private_mb'] or 0:8.0f} MB beside mapped files"
        for name, each in measured["raw"]["serving"].items()
    ]
    lines += [
        f"{int(limit):>9,} documents: "
        + ", ".join(f"{name} {each['page']:.2f} ms a page" for name, each in grown["medians"].items())
        for limit, grown in measured["growth"].items()
    ]
    lines += [
        f"COUNTS DIFFER, {name}: {line}" for name, all_ in measured["disagreements"].items() for line in all_
    ]
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.search", description=__doc__.partition("\n")[0])
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--limit", type=int, nargs="+", default=[20_000], help="documents; several in turn")
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--peers", nargs="*", choices=list(PEERS))
    parser.add_argument("--keep", type=Path, help="where to build, and leave, the indexes")
    parser.add_argument("--seconds", type=float, default=0.25, help="how long a question is asked again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.million:
        options.limit = [_MILLION]
    if options.peers is None:
        options.peers = ["tantivy"] if options.million else list(PEERS)
    return options


if __name__ == "__main__":
    main()
