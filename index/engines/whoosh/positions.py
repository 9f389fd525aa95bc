"""Where the terms of a field stand in documents: a third of an index, and read only for phrases and nearness.

    plain     name          unsigned[N]     the positions of N occurrences, in the narrowest type
    packed    name.low      uint8[N]        the lowest eight bits of each
              name.high     uint8[N / 2]    the four above, two in a byte, the earlier in its lower half
              name.far      uint32[X]       occurrences whose four bits are all set, ascending, …
              name.far_at   unsigned[X]     … for they stand at 3,840 or after: where

Twelve bits hold nearly all: a body begins at some 2,000, after title and lead with their gaps. Why
so, and why in large segments only, is measured in docs/adr/0064-common-terms-as-tables.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFile, ArrayFileWriter
from index.engines.whoosh.arrays import Array

PACKED_FROM = 1 << 15
"""Documents from which on a segment's positions are packed. Finding a phrase costs some 10 µs more a
word and segment, and an index of fewer documents is small, while one of many consists of larger segments."""

_LOW = 8  # bits
_ALL_SET = 15  # of the four above
_FAR = _ALL_SET << _LOW  # the first position that does not fit

_BLOCK = 1 << 20
"""Positions packed at a time, an even number."""


class Positions(Protocol):
    """The N positions of a field, term by term, then document by document."""

    def between(self, first: int, last: int) -> Array:
        """unsigned: those of the occurrences from `first` to before `last`."""
        ...

    def at(self, occurrences: Array) -> Array:
        """unsigned: those of some occurrences, int64."""
        ...


class PlainPositions:
    """One number each, as it lies in the file."""

    def __init__(self, values: Array) -> None:
        """Args: values: unsigned[N]."""
        self._values = values

    def between(self, first: int, last: int) -> Array:
        return self._values[first:last]

    def at(self, occurrences: Array) -> Array:
        return self._values[occurrences]


class PackedPositions:
    """Twelve bits each; those that do not fit are looked up."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._low = file[f"{name}.low"]
        self._high = file[f"{name}.high"]
        self._far = file[f"{name}.far"]
        self._far_at = file[f"{name}.far_at"]

    def between(self, first: int, last: int) -> Array:
        both = self._high[first // 2 : (last + 1) // 2]
        halves = np.empty((len(both), 2), np.uint16)
        np.bitwise_and(both, _ALL_SET, out=halves[:, 0])
        np.right_shift(both, 4, out=halves[:, 1])
        found: Array = halves.ravel()[first % 2 :][: last - first]
        found <<= _LOW
        found |= self._low[first:last]
        start, stop = self._far.searchsorted(np.array([first, last], np.uint32))
        if start < stop:
            found = found.astype(np.uint32)
            found[self._far[start:stop] - np.uint32(first)] = self._far_at[start:stop]
        return found

    def at(self, occurrences: Array) -> Array:
        high = self._high.take(occurrences >> 1)
        high >>= ((occurrences & 1) << 2).astype(np.uint8)
        high &= _ALL_SET
        found = high.astype(np.uint32)
        found <<= _LOW
        found |= self._low.take(occurrences)
        if len(self._far):
            beyond = np.flatnonzero(high == _ALL_SET)
            far = self._far.searchsorted(occurrences[beyond].astype(np.uint32))
            found[beyond] = self._far_at[far]
        return found


def mapped_positions(file: ArrayFile, name: str) -> Positions:
    """The positions `name` of a segment, however they were written."""
    if f"{name}.low" in file:
        return PackedPositions(file, name)
    return PlainPositions(file[name])


class _Measured(NamedTuple):
    """What decides how positions are written."""

    dtype: np.dtype[np.generic]  # the widest that came
    plain: int  # bytes
    packed: int


def write_positions(
    file: ArrayFileWriter, name: str, parts: Callable[[], Iterable[Array]], documents: int
) -> None:
    """Write the positions of a field of a segment of `documents` documents, packed where that pays.

    Args: parts: unsigned[N] in order, in parts; called for each pass over them.
    """
    measured = _measure(parts())
    if documents < PACKED_FROM or measured.plain <= measured.packed:
        file.add_parts(name, measured.dtype, parts())
        return
    file.add_parts(f"{name}.low", np.dtype(np.uint8), _lows(parts()))
    file.add_parts(f"{name}.high", np.dtype(np.uint8), _highs(parts()))
    file.add_parts(f"{name}.far", np.dtype(np.uint32), (far for far, _ in _beyond(parts())))
    file.add_parts(f"{name}.far_at", measured.dtype, (at for _, at in _beyond(parts())))


def _measure(parts: Iterable[Array]) -> _Measured:
    every = far = 0
    dtype: np.dtype[np.generic] = np.dtype(np.uint8)
    for block in _blocks(parts):
        every += len(block)
        far += int(np.count_nonzero(block >= _FAR))
        dtype = max(dtype, block.dtype, key=lambda each: each.itemsize)
    index = np.dtype(np.uint32).itemsize
    packed = every + (every + 1) // 2 + far * (index + dtype.itemsize)
    return _Measured(dtype, every * dtype.itemsize, packed)


def _blocks(parts: Iterable[Array]) -> Iterator[Array]:
    for part in parts:
        for start in range(0, len(part), _BLOCK):
            yield part[start : start + _BLOCK]


def _lows(parts: Iterable[Array]) -> Iterator[Array]:
    """uint8[N] in blocks."""
    for block in _blocks(parts):
        yield (block & 0xFF).astype(np.uint8)


def _highs(parts: Iterable[Array]) -> Iterator[Array]:
    """uint8[N / 2] in blocks; of an odd N the last stands alone in its byte."""
    rest = np.empty(0, np.uint8)
    for block in _blocks(parts):
        high = np.concatenate((rest, np.minimum(block >> _LOW, _ALL_SET).astype(np.uint8)))
        even = len(high) // 2 * 2
        yield high[:even:2] | high[1:even:2] << 4
        rest = high[even:]
    yield rest


def _beyond(parts: Iterable[Array]) -> Iterator[tuple[Array, Array]]:
    """(uint32 numbers of the occurrences that do not fit, unsigned their positions), in blocks."""
    before = 0
    for block in _blocks(parts):
        far = np.flatnonzero(block >= _FAR)
        yield (far + before).astype(np.uint32), block[far]
        before += len(block)
