"""How well documents are ranked: `python -m bench.retrieval --docs FILE --queries FILE --qrels FILE`.

Documents are lines {"id", "title", "text"}, queries lines {"id", "text"}, judgements lines of
four columns (query, ignored, document, relevance), as TREC has them. Every query goes the
product's own way: planned in any-word mode, ranked by index.ranking, answered by the engine.
The sets hold questions and titles, not queries in our syntax, so a KHÔNG or a pair of
quotation marks in them is text.

Variants of the queries (the same without marks, decomposed, in capitals, with the other tone
placement) are measured where they lie beside the file as NAME_nodiac.jsonl, NAME_nfd.jsonl,
NAME_upper.jsonl, NAME_toneswap.jsonl.

Prints {"plain": {"ndcg@10", "recall@100", "mrr@10", "queries", "ms"}, "nodiac": …}; "ms" is
the median time of one query.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from archive.model import Document, DocumentKind
from index.engines import open_factory
from index.ports import EngineFactory, IndexedDocument, SearchEngine, SearchRequest
from index.query import literally
from index.query.notes import Notes
from index.query.planner import plan, typed_without_marks
from index.query.vocabulary import Vocabulary
from index.ranking import scores
from index.readings import Readings

VARIANTS = ("plain", "nodiac", "nfd", "upper", "toneswap")
DEPTH = 100

Judgements = Mapping[str, Mapping[str, int]]  # query -> document -> relevance, above 0


def measure(
    docs: Path, queries: Path, qrels: Path, *, title: bool = True, engine_name: str = "whoosh"
) -> dict[str, dict[str, float]]:
    """The figures of every variant that exists; documents are indexed once, in a folder thrown away."""
    judged = read_judgements(qrels)
    factory = open_factory(engine_name)
    with tempfile.TemporaryDirectory(prefix="baoluu-retrieval-") as folder:
        fill(factory, Path(folder), read_documents(docs, title=title))
        engine = factory.open(Path(folder))
        try:
            return {
                name: measure_queries(engine, read_queries(path), judged)
                for name, path in variants_of(queries).items()
            }
        finally:
            engine.close()


def fill(factory: EngineFactory, folder: Path, documents: Iterable[IndexedDocument]) -> None:
    factory.create(folder)
    with factory.writer(folder) as writer:
        writer.add(documents)


def measure_queries(
    engine: SearchEngine, queries: Iterable[tuple[str, str]], judged: Judgements
) -> dict[str, float]:
    """Means over the judged queries, and the median milliseconds of one."""
    figures: list[tuple[float, float, float]] = []
    times: list[float] = []
    readings = Readings(engine)
    for query, text in queries:
        if query not in judged:
            continue
        started = time.perf_counter()
        ranked = ranked_ids(engine, readings, text)
        times.append(1000 * (time.perf_counter() - started))
        wanted = judged[query]
        figures.append(
            (ndcg(ranked[:10], wanted), recall(ranked, wanted), reciprocal_rank(ranked[:10], wanted))
        )
    gain, found, first = (statistics.fmean(column) for column in zip(*figures, strict=True))
    return {
        "ndcg@10": round(gain, 4),
        "recall@100": round(found, 4),
        "mrr@10": round(first, 4),
        "queries": len(figures),
        "ms": round(statistics.median(times), 2),
    }


def ranked_ids(engine: SearchEngine, readings: Readings, text: str) -> list[str]:
    """The best documents for a query in any-word mode."""
    part = literally(text).part
    planned = plan(part, Vocabulary(engine, {}), Notes(), folded=typed_without_marks(part), mode="any")
    request = SearchRequest(match=planned.match, scores=scores(planned, readings), limit=DEPTH)
    return [hit.id for hit in engine.search(request).hits]


# ---- measures --------------------------------------------------------------------------


def ndcg(ranked: Sequence[str], wanted: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain with the judged relevance as gain (Järvelin, Kekäläinen 2002)."""
    gained = sum(wanted.get(id, 0) / math.log2(place + 2) for place, id in enumerate(ranked))
    best = sorted(wanted.values(), reverse=True)[:10]
    return gained / sum(gain / math.log2(place + 2) for place, gain in enumerate(best))


def recall(ranked: Sequence[str], wanted: Mapping[str, int]) -> float:
    return sum(id in wanted for id in ranked) / len(wanted)


def reciprocal_rank(ranked: Sequence[str], wanted: Mapping[str, int]) -> float:
    return next((1 / (place + 1) for place, id in enumerate(ranked) if id in wanted), 0.0)


# ---- files -----------------------------------------------------------------------------


def variants_of(queries: Path) -> dict[str, Path]:
    """Variant -> its file, for those that lie beside the plain queries."""
    paths = {"plain": queries} | {
        name: queries.with_name(f"{queries.stem}_{name}{queries.suffix}") for name in VARIANTS[1:]
    }
    return {name: path for name, path in paths.items() if path.exists()}


def read_documents(path: Path, *, title: bool = True) -> Iterator[IndexedDocument]:
    """Lines {"id", "title", "text"} as documents without analysis; without `title` the body alone."""
    for line in _lines(path):
        yield IndexedDocument(
            document=Document(
                id=str(line["id"]),
                kind=DocumentKind.ARTICLE,
                url=f"https://measured.example/{line['id']}",
                source="measured",
                title=str(line.get("title", "")) if title else "",
                body=str(line["text"]),
            ),
            revision=0,
            analysis=None,
            facets={},
        )


def read_queries(path: Path) -> list[tuple[str, str]]:
    return [(str(line["id"]), str(line["text"])) for line in _lines(path)]


def read_judgements(path: Path) -> Judgements:
    """TREC qrels; judgements of 0 are left out, and queries with nothing else."""
    judged: dict[str, dict[str, int]] = {}
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.strip():
            query, _, document, relevance = row.split()
            if int(relevance) > 0:
                judged.setdefault(query, {})[document] = int(relevance)
    return judged


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure ranking on judged queries.")
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--qrels", type=Path, required=True)
    parser.add_argument("--no-title", action="store_true", help="index the text alone")
    parser.add_argument("--engine", default="whoosh")
    args = parser.parse_args()
    figures = measure(args.docs, args.queries, args.qrels, title=not args.no_title, engine_name=args.engine)
    json.dump(figures, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
