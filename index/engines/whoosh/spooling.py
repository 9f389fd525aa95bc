"""Postings that grow on disk, a range of keys at a time, until a field of them is whole.

The arrays of a field lie interleaved in no order in a segment's file, and each must lie there
in one run; so what comes a range at a time waits in a file an array, without a name in the
folder, and is then copied.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFileWriter
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.dense import DenseTerms
from index.engines.whoosh.inversion import PairPostings, TextPostings

_COPIED = 1 << 20
"""Numbers copied at a time."""


class _Growing:
    """One array on disk, in the parts it came in."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - Spool closes it
        self._parts: list[tuple[np.dtype[np.generic], int]] = []  # dtype, numbers

    def append(self, part: Array) -> None:
        self._parts.append((part.dtype, part.size))
        self._file.write(np.ascontiguousarray(part).data.cast("B") if part.size else b"")

    def add_to(self, file: ArrayFileWriter, name: str) -> None:
        """Write all of it, in the widest of its parts' types."""
        widest = max((dtype for dtype, _ in self._parts), key=lambda dtype: dtype.itemsize)
        file.add_parts(name, widest, self.read())

    def read(self) -> Iterator[Array]:
        self._file.seek(0)
        for dtype, count in self._parts:
            for start in range(0, count, _COPIED):
                held = min(_COPIED, count - start)
                yield np.frombuffer(self._file.read(held * dtype.itemsize), dtype)

    def close(self) -> None:
        self._file.close()


class Spool:
    """Arrays by name; numbers of what came before are added where an array points into another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._growing: dict[str, _Growing] = {}
        self._ends: dict[str, int] = {}  # array of starts -> where its next run begins

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self._growing.values():
            each.close()

    def append(self, name: str, part: Array) -> None:
        if name not in self._growing:
            self._growing[name] = _Growing(self._folder)
        self._growing[name].append(part)

    def append_starts(self, name: str, starts: Array) -> None:
        """A part that says where runs begin and, last, where the last one ends."""
        end = self._ends.get(name, 0)
        self.append(name, (starts[:-1].astype(np.int64) + end).astype(np.uint32))
        self._ends[name] = end + int(starts[-1])

    def read(self, name: str) -> Iterator[Array]:
        """An array that was appended to, in parts."""
        return self._growing[name].read()

    def add_to(self, file: ArrayFileWriter, name: str, written_as: str) -> None:
        """Write an array that was appended to, once."""
        if name in self._ends:
            self.append(name, np.array([self._ends[name]], np.uint32))
        self._growing[name].add_to(file, written_as)


def spool_text(spool: Spool, part: TextPostings, dense: DenseTerms) -> None:
    """Postings of the next range of keys, and its dense terms."""
    for name, values in dense._asdict().items():
        spool.append(name, values)
    for name in ("terms", "docs", "counts", "positions"):
        spool.append(name, getattr(part, name))
    for name in ("starts", "at"):
        spool.append_starts(name, getattr(part, name))


def spool_pairs(spool: Spool, part: PairPostings) -> None:
    """Postings of the next range of first keys, all but `firsts`, which are whole in each part."""
    for name in ("seconds", "docs", "repeated", "counts"):
        spool.append(name, getattr(part, name))
    spool.append_starts("starts", part.starts)
