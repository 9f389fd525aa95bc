"""One document to its `Analysis`, alone or many at once over several processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType

from archive.model import Analysis, Document
from index.analysis.sentences import find_sentences
from index.analysis.words import find_words
from index.entities.composed import compose
from index.entities.recognise import recognise_composed
from index.processes import Processes

ANALYSER = "baoluu-analysis/6"
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


class Analysers:
    """`jobs` processes that analyse, started at the first task and ended with the block; one is this one."""

    def __init__(self, jobs: int = 1) -> None:
        self._processes = Processes(jobs, preloaded="index.analysis.ready") if jobs > 1 else None

    def __enter__(self) -> Analysers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._processes is not None:
            self._processes.__exit__(kind, error, trace)

    def analyse(self, tasks: Sequence[Task]) -> Iterator[Analysis]:
        """Analyses of `tasks` in their order; other processes are at them from now on.

        Raises: Unfinished when a process is ended; what `analyse` raises, which no text should make it do.
        """
        if self._processes is None or len(tasks) <= _CHUNK:
            return map(_analyse_task, tasks)
        return self._processes.in_order(_analyse_task, tasks, together=_CHUNK)


def _analyse_task(task: Task) -> Analysis:
    return analyse(*task)
