"""Sorted distinct strings as two arrays: their UTF-8 bytes in one run, and where each begins and ends.

Bytes order and code point order of UTF-8 are one, so a table sorted by `str` is sorted by bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFile, ArrayFileWriter
from index.engines.whoosh.arrays import Array, plain_view, starts_of

REMEMBERED = 10_000
"""Look-ups a table remembers: people ask with few syllables, and a search in the map is 20 jumps."""


_LOOKED_UP = 16
"""A table of so many times as many entries is looked up in rather than gone through."""


class StringTable:
    """A table as it lies in a file; an entry's number is its rank."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._bytes = plain_view(file[f"{name}.bytes"])
        self._edges = file[f"{name}.edges"]  # uint32[entries + 1], bytes
        self._edges_at = plain_view(self._edges)
        self._length = len(self._edges) - 1
        self._found: dict[bytes, int | None] = {}  # what was asked for before

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, rank: int) -> bytes:
        edges = self._edges_at
        return bytes(self._bytes[edges[rank] : edges[rank + 1]])

    def __iter__(self) -> Iterator[bytes]:
        whole = bytes(self._bytes)
        return (whole[start:end] for start, end in pairwise(self._edges.tolist()))

    def rank(self, string: bytes) -> int:
        """How many entries are smaller; where `string` stands if it is there."""
        low, high = 0, self._length
        while low < high:
            middle = (low + high) // 2
            if self[middle] < string:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, string: bytes) -> int | None:
        """The number of `string`, None where it is not in the table."""
        try:
            return self._found[string]
        except KeyError:
            at = self.rank(string)
        found = at if at < self._length and self[at] == string else None
        if len(self._found) >= REMEMBERED:
            self._found.clear()  # another thread may be asking: nothing is read from here after this
        self._found[string] = found
        return found

    def shared(self, strings: Set[bytes]) -> Set[bytes]:
        """Those of `strings` that are in the table; of many, by going through it once."""
        if _LOOKED_UP * len(strings) >= self._length:
            return strings & set(self)
        ranks = ((string, self.rank(string)) for string in strings)
        return {string for string, at in ranks if at < self._length and self[at] == string}

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """(first, last + 1) of the entries that start with `prefix`."""
        return self.rank(prefix), self.rank(prefix + b"\xff")


def write_strings(file: ArrayFileWriter, name: str, strings: Sequence[bytes]) -> None:
    """Write sorted distinct strings so that `StringTable` reads them."""
    lengths = np.fromiter(map(len, strings), np.uint32, len(strings))
    file.add(f"{name}.bytes", np.frombuffer(b"".join(strings), np.uint8))
    file.add(f"{name}.edges", starts_of(lengths).astype(np.uint32))


def ranks_of(strings: Sequence[str]) -> tuple[list[bytes], Array]:
    """(the distinct strings sorted, uint32[strings] rank of each)."""
    order = sorted(set(strings))
    rank = {string: at for at, string in enumerate(order)}
    return (
        [string.encode("utf-8", "surrogatepass") for string in order],
        np.fromiter((rank[string] for string in strings), np.uint32, len(strings)),
    )
