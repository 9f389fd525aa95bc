"""A bit for each of many things in a row, and how many are set before any of them.

The count before every 512th bit is kept, so counting up to one reads 64 bytes at most; this is
the rank directory of succinct data structures (Jacobson 1989), at 6 % of the bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFile, ArrayFileWriter
from index.engines.whoosh.arrays import Array, starts_of

BLOCK = 512  # bits


class Bitmap:
    """The bits as they lie in a file."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._bits = file[f"{name}.bits"]
        self._before = file[f"{name}.before"]

    def between(self, first: int, last: int) -> tuple[Array, int]:
        """(int64: those set from `first` to before `last`, counted from `first`; how many are before)."""
        block = first // BLOCK
        bits = np.unpackbits(
            self._bits[block * BLOCK // 8 : (last + 7) // 8], bitorder="little", count=last - block * BLOCK
        ).view(bool)
        start = first - block * BLOCK
        before = int(self._before[block]) + int(np.count_nonzero(bits[:start]))
        return np.flatnonzero(bits[start:]), before


def write_bits(file: ArrayFileWriter, name: str, parts: Iterable[Array]) -> None:
    """Write bool[N], which comes in parts, so that `Bitmap` reads it.

    `name.bits` uint8[N / 8], the lowest bit first; `name.before` uint32[N / 512 + 1].
    """
    held: list[Array] = []  # of each block: how many are set
    file.add_parts(f"{name}.bits", np.dtype(np.uint8), _packed(parts, held))
    file.add(f"{name}.before", starts_of(np.concatenate([np.empty(0, np.int64), *held])).astype(np.uint32))


def _packed(parts: Iterable[Array], held: list[Array]) -> Iterator[Array]:
    """uint8: the bits in whole blocks, each of which is counted, then the rest."""
    rest = np.empty(0, bool)
    for part in parts:
        marks = np.concatenate((rest, part))
        whole = len(marks) // BLOCK * BLOCK
        held.append(marks[:whole].reshape(-1, BLOCK).sum(axis=1))
        yield np.packbits(marks[:whole], bitorder="little")
        rest = marks[whole:]
    yield np.packbits(rest, bitorder="little")
