"""How fast documents are analysed: `python -m bench.analysis --docs FILE [--limit N] [--jobs N] [--json]`.

FILE is JSON lines of {"id", "title", "text"}. The whole analysis (sentences, words, entities) is
timed against `underthesea.ner`, sentence by sentence, on the same texts in the same run; then its
stages one by one, and `underthesea.word_tokenize` on the same sentences, which our segmenter took
the place of: "before" is the analysis with it. All in processor time, since machines are shared.
With --jobs the same documents are analysed again over that many processes, by the clock.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from archive.model import Document, DocumentKind
from index.analysis import Analysers, analyse
from index.analysis.sentences import find_sentences
from index.analysis.words import find_words
from index.entities.composed import compose
from index.entities.recognise import recognise_composed

_PEER_LIMIT = 40
"""Documents given to underthesea.ner, which takes a tenth of a second or more for each."""


def measure(docs: Path, *, limit: int, jobs: int = 1) -> dict[str, Any]:
    """Documents per second of the analysis and of underthesea.ner; seconds per 100 kB of the slowest."""
    documents = _documents(docs, limit)
    for document in documents[:2]:
        analyse(document, 0)  # the models are loaded once, before the clock starts
    began = time.process_time()
    slowest = 0.0
    for document in documents:
        before = time.process_time()
        analyse(document, 0)
        size = max(len(document.text.encode("utf-8", "replace")), 10_000)
        slowest = max(slowest, (time.process_time() - before) / size * 100_000)
    ours = len(documents) / (time.process_time() - began)
    figures: dict[str, Any] = {
        "documents": len(documents),
        "documents_per_second": round(ours, 1),
        "slowest_seconds_per_100kB": round(slowest, 2),
    }
    theirs = _underthesea(documents[:_PEER_LIMIT])
    few = _rate(documents[:_PEER_LIMIT])
    figures["underthesea_ner_documents_per_second"] = round(theirs, 2)
    figures["times_underthesea_ner"] = round(few / theirs, 2)
    stages = _stages(documents)
    figures |= {f"milliseconds_{name}": round(each, 2) for name, each in stages.items()}
    word_tokenize = stages["underthesea_word_tokenize"]
    before_ms = 1000 / ours - stages["words"] + word_tokenize
    figures["before_documents_per_second"] = round(1000 / before_ms, 1)
    if jobs > 1:
        figures |= _parallel(documents, jobs)
    return figures


def _rate(documents: Sequence[Document]) -> float:
    began = time.process_time()
    for document in documents:
        analyse(document, 0)
    return len(documents) / (time.process_time() - began)


def _stages(documents: Sequence[Document]) -> dict[str, float]:
    """Milliseconds a document of each stage of the analysis, and of the one that was replaced."""
    from underthesea import word_tokenize

    spent: dict[str, float] = {}

    def timed(name: str, stage: Callable[[], Any]) -> Any:
        began = time.process_time()
        made = stage()
        spent[name] = spent.get(name, 0.0) + time.process_time() - began
        return made

    word_tokenize("Hà Nội")
    for at, document in enumerate(documents):
        text = document.text
        composed = timed("composing", partial(compose, text))
        sentences = timed("sentences", partial(find_sentences, composed.text))
        timed("words", partial(find_words, composed.text, sentences))
        timed("entities", partial(recognise_composed, composed, text, day=None, province=""))
        if at < _PEER_LIMIT:
            cut = [composed.text[start:end] for start, end in sentences]
            timed("underthesea_word_tokenize", partial(_for_each, word_tokenize, cut))
    peers = min(len(documents), _PEER_LIMIT)
    return {
        name: 1000 * seconds / (peers if name.startswith("underthesea") else len(documents))
        for name, seconds in spent.items()
    }


def _for_each(work: Callable[[str], object], texts: Sequence[str]) -> None:
    for text in texts:
        work(text)


def _underthesea(documents: Sequence[Document]) -> float:
    """Documents per second of underthesea.ner over the sentences of each line."""
    from underthesea import ner, sent_tokenize

    ner("Hà Nội")
    began = time.process_time()
    for document in documents:
        for line in document.text.split("\n"):
            for sentence in sent_tokenize(line):
                ner(sentence)
    return len(documents) / (time.process_time() - began)


def _parallel(documents: Sequence[Document], jobs: int) -> dict[str, Any]:
    """Documents per second over `jobs` processes once they are up, how long that took, and the same
    over one process, by the clock."""
    tasks = [(document, 0, "") for document in documents]
    began = time.perf_counter()
    with Analysers(1) as analysers:
        alone = len(list(analysers.analyse(tasks))) / (time.perf_counter() - began)
    began = time.perf_counter()
    first, count = began, 0
    with Analysers(jobs) as analysers:
        for count, _ in enumerate(analysers.analyse(tasks)):
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
