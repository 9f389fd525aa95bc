"""How fast documents are analysed: `python -m bench.analysis --docs FILE [--limit N] [--jobs N] [--json]`.

FILE is JSON lines of {"id", "title", "text"}. The whole analysis (sentences, words, entities) is
timed against `underthesea.ner`, sentence by sentence, on the same texts in the same run. With
--jobs the same documents are analysed again over that many processes.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from archive.model import Document, DocumentKind
from index.analysis import analyse, analyse_many

_PEER_LIMIT = 40
"""Documents given to underthesea.ner, which takes a tenth of a second or more for each."""


def measure(docs: Path, *, limit: int, jobs: int = 1) -> dict[str, Any]:
    """Documents per second of the analysis and of underthesea.ner; seconds per 100 kB of the slowest."""
    documents = _documents(docs, limit)
    for document in documents[:2]:
        analyse(document, 0)  # the models are loaded once, before the clock starts
    began = time.perf_counter()
    slowest = 0.0
    for document in documents:
        before = time.perf_counter()
        analyse(document, 0)
        size = max(len(document.text.encode("utf-8", "replace")), 10_000)
        slowest = max(slowest, (time.perf_counter() - before) / size * 100_000)
    ours = len(documents) / (time.perf_counter() - began)
    figures: dict[str, Any] = {
        "documents": len(documents),
        "documents_per_second": round(ours, 1),
        "slowest_seconds_per_100kB": round(slowest, 2),
    }
    theirs = _underthesea(documents[:_PEER_LIMIT])
    few = _rate(documents[:_PEER_LIMIT])
    figures["underthesea_ner_documents_per_second"] = round(theirs, 2)
    figures["times_underthesea_ner"] = round(few / theirs, 2)
    if jobs > 1:
        figures |= _parallel(documents, jobs, ours)
    return figures


def _rate(documents: Sequence[Document]) -> float:
    began = time.perf_counter()
    for document in documents:
        analyse(document, 0)
    return len(documents) / (time.perf_counter() - began)


def _underthesea(documents: Sequence[Document]) -> float:
    """Documents per second of underthesea.ner over the sentences of each line."""
    from underthesea import ner, sent_tokenize

    ner("Hà Nội")
    began = time.perf_counter()
    for document in documents:
        for line in document.text.split("\n"):
            for sentence in sent_tokenize(line):
                ner(sentence)
    return len(documents) / (time.perf_counter() - began)


def _parallel(documents: Sequence[Document], jobs: int, alone: float) -> dict[str, Any]:
    """Documents per second over `jobs` processes once they are up, and how long that took."""
    began = time.perf_counter()
    first, count = began, 0
    for count, _ in enumerate(analyse_many([(document, 0, "") for document in documents], jobs=jobs)):
        if count == 0:
            first = time.perf_counter()
    rate = count / max(time.perf_counter() - first, 1e-9)
    return {
        "jobs": jobs,
        "parallel_documents_per_second": round(rate, 1),
        "speedup": round(rate / alone, 2),
        "start_seconds": round(first - began, 2),
    }


def _documents(docs: Path, limit: int) -> list[Document]:
    found: list[Document] = []
    with docs.open(encoding="utf-8") as lines:
        for line in lines:
            if len(found) >= limit:
                break
            record = json.loads(line)
            found.append(
                Document(
                    id=str(record["id"]),
                    kind=DocumentKind.ARTICLE,
                    url="",
                    source="bench",
                    title=record.get("title", ""),
                    body=record.get("text", ""),
                )
            )
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    figures = measure(chosen.docs, limit=chosen.limit, jobs=chosen.jobs)
    if chosen.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name:42} {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
