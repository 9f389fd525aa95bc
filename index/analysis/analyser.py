"""One document to its `Analysis`, alone or many at once over several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor

from archive.model import Analysis, Document
from index.analysis.sentences import find_sentences
from index.analysis.words import find_words
from index.entities.composed import compose
from index.entities.recognise import recognise_composed

ANALYSER = "baoluu-analysis/3"
"""Name and version, stored with every analysis; raise it and what is stored becomes stale."""

Task = tuple[Document, int, str]
"""(document, revision, province of its source)."""

_CHUNK = 8
"""Documents handed to a process at once."""


def analyse(document: Document, revision: int, province: str = "") -> Analysis:
    """Sentences, words and mentions of `document`; offsets point into `document.text`.

    Args:
        revision: `Revision.id` of the document.
        province: the source's province, which completes local bodies and places.
    """
    composed = compose(document.text)
    sentences = find_sentences(composed.text)
    words = find_words(composed.text, sentences)
    day = document.published.day if document.published is not None else None
    mentions = recognise_composed(composed, document.text, day=day, province=province)
    return Analysis(
        revision=revision,
        version=ANALYSER,
        sentences=tuple(composed.original(start, end) for start, end in sentences),
        words=tuple(composed.original(start, end) for start, end in words),
        mentions=tuple(mentions),
    )


def analyse_many(tasks: Iterable[Task], *, jobs: int = 1) -> Iterator[Analysis]:
    """Analyses of `tasks` in their order, over `jobs` processes.

    Raises: what `analyse` raises, which no text should make it do.
    """
    listed = list(tasks)
    if jobs <= 1 or len(listed) <= _CHUNK:
        for document, revision, province in listed:
            yield analyse(document, revision, province)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["index.analysis.ready"])
    with ProcessPoolExecutor(max_workers=jobs, mp_context=context) as pool:
        yield from pool.map(_analyse_task, listed, chunksize=_CHUNK)


def _analyse_task(task: Task) -> Analysis:
    return analyse(*task)
