"""What is done to flat arrays everywhere: types as narrow as can be, runs of equal or following numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def plain_view(array: Array) -> memoryview:
    """The same numbers; one out of it is an `int`, and had sooner than one out of an array."""
    return memoryview(array)  # type: ignore[arg-type]  # typed as a buffer from Python 3.12 on


def narrowest(array: Array) -> Array:
    """The same non-negative numbers in the smallest of uint8, uint16, uint32 and uint64 that holds all."""
    largest = int(array.max()) if array.size else 0
    for dtype in (np.uint8, np.uint16, np.uint32):
        if largest <= np.iinfo(dtype).max:
            return array.astype(dtype, copy=False)
    return array.astype(np.uint64, copy=False)


def ragged(starts: Array, lengths: Array) -> Array:
    """int64: the numbers of the runs that begin at `starts` and are `lengths` long, one after another."""
    ends = np.cumsum(lengths, dtype=np.int64)
    total = int(ends[-1]) if ends.size else 0
    return np.arange(total) + np.repeat(starts - (ends - lengths), lengths)


def starts_of(lengths: Array) -> Array:
    """int64: where runs of these lengths begin, and where the last ends."""
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))


def changes(values: Array) -> Array:
    """int64: where a value differs from the one before, the first included."""
    new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return np.flatnonzero(new)
