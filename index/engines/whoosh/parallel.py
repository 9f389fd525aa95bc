"""Segments made by several processes, and joined by them.

Each process reads documents itself, by a function it is given, so nothing but what names them
goes in and nothing but the names of segment files comes out; no process waits for another's
documents. The files belong to nobody until a writer commits them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFileWriter
from index.engines.whoosh.codec import ArraySegment
from index.engines.whoosh.folder import open_segment
from index.engines.whoosh.memory import LEAST_ROOM, resident, room
from index.engines.whoosh.merging import BYTES_AN_OCCURRENCE, CHUNK, merge
from index.engines.whoosh.schema import INDEX_NAME
from index.engines.whoosh.segmentfile import Batch, segment_path
from index.engines.whoosh.tiers import shared_out
from index.ports import PORTION, IndexedDocument
from index.processes import Processes

Read = Callable[[Sequence[Any]], Iterable[IndexedDocument]]
"""From what names documents to the documents; it is pickled, with what it is bound to."""

PROCESS = 120_000_000
"""Bytes a process takes with the program loaded and no document in it, measured."""

_MOST_TAKEN = 6000
"""Documents a process takes on at once: as many as one of two processes has room for by default."""


class Task(NamedTuple):
    """What a process does all day."""

    folder: Path
    read: Read
    memory: int  # bytes the process may take


def processes_within(memory: int, jobs: int) -> int:
    """How many of `jobs` processes fit into `memory` bytes, beside this one."""
    return max(1, min(jobs, (memory - resident()) // (PROCESS + LEAST_ROOM)))


class Workshop:
    """Processes that make segments in a folder, ended with the block."""

    def __init__(self, folder: Path, read: Read, *, jobs: int, memory: int) -> None:
        """Args: memory: bytes all of them may take together."""
        self._jobs = jobs
        task = Task(folder, read, memory // jobs)
        self._processes = Processes(jobs, begin=_begin, arguments=(task,))

    def __enter__(self) -> Workshop:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._processes.__exit__(kind, error, trace)

    def make(self, names: Sequence[Any]) -> Iterator[tuple[int, list[ArraySegment]]]:
        """Segments of the documents that `names` name, each once, as they are written, with how
        many names they come from.

        Raises: Unfinished when a process is ended; what reading and writing raise.
        """
        rounds = math.ceil(len(names) / (self._jobs * _MOST_TAKEN))
        size = max(PORTION, math.ceil(len(names) / max(1, rounds * self._jobs)))
        portions = [names[start : start + size] for start in range(0, len(names), size)]
        for portion, segments in self._processes.as_done(_make, portions):
            yield len(portion), segments

    def join(self, segments: Sequence[ArraySegment]) -> Iterator[tuple[list[ArraySegment], ArraySegment]]:
        """Segments without deletions joined into few: each group, and what takes its place.

        Raises: as above.
        """
        groups = [group for group in shared_out(segments, self._jobs) if len(group) > 1]
        return self._processes.as_done(_join, groups)


# ---- in each process -----------------------------------------------------------------

_task: Task | None = None


def _begin(task: Task) -> None:
    global _task
    _task = task


def _make(names: Sequence[Any]) -> list[ArraySegment]:
    assert _task is not None
    memory = room(_task.memory)
    made = []
    batch = Batch()
    for start in range(0, len(names), PORTION):
        for document in _task.read(names[start : start + PORTION]):
            batch.add(document)
            if batch.full(memory):
                made.append(written(_task.folder, batch.write))
                batch = Batch()
    if len(batch):
        made.append(written(_task.folder, batch.write))
    return made


def _join(segments: Sequence[ArraySegment]) -> ArraySegment:
    assert _task is not None
    none = np.empty(0, np.int64)
    sources = [(open_segment(_task.folder, each.segment_id()), none) for each in segments]
    chunk = min(CHUNK, room(_task.memory) // BYTES_AN_OCCURRENCE)
    return written(_task.folder, lambda file: merge(file, sources, chunk=chunk))


def written(folder: Path, fill: Callable[[ArrayFileWriter], int]) -> ArraySegment:
    """A new segment in `folder`, its file filled and synced; nothing of it is left when that fails."""
    segment = ArraySegment(INDEX_NAME)
    file = ArrayFileWriter(segment_path(folder, segment.segment_id()))
    try:
        segment.set_doc_count(fill(file))
        segment.sha256 = file.sha256
    except BaseException:
        file.discard()
        raise
    return segment
