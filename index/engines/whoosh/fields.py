"""The fields of a segment, each the arrays of one kind of key: what a key occurs in, and what it is.

All views are read-only and made without copying; numbers of documents are the segment's own,
newest first (see segmentfile.py).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFile
from index.engines.whoosh.arrays import Array, plain_view, ragged, starts_of
from index.engines.whoosh.bitmap import Bitmap
from index.engines.whoosh.docsets import found_in
from index.engines.whoosh.positions import mapped_positions
from index.engines.whoosh.stringtable import REMEMBERED, StringTable

_FEW = 40
"""Sums up to single postings cost less than sums up to all where fewer than a 40th are asked for."""


class Postings:
    """One term's postings: P documents. Of a dense term they are listed when they are asked for."""

    __slots__ = ("_counts", "_docs", "_held", "table")

    def __init__(
        self,
        docs: Array | None = None,
        counts: Array | None = None,
        *,
        table: Array | None = None,
        held: int = 0,
    ) -> None:
        """Either docs and counts or table: unsigned[D] occurrences, and how many documents have some."""
        self._docs = docs
        self._counts = counts
        self._held = held
        self.table = table

    def __len__(self) -> int:
        return self._held if self._docs is None else len(self._docs)

    def alone(self, docs: Array) -> bool:
        """Whether `docs` is this list itself, not one like it."""
        return self._docs is docs

    @property
    def docs(self) -> Array:
        """uint16[P] ascending"""
        if self._docs is None:
            assert self.table is not None
            self._docs = np.flatnonzero(self.table).astype(np.uint16)
        return self._docs

    @property
    def counts(self) -> Array:
        """unsigned[P] occurrences in each"""
        if self._counts is None:
            assert self.table is not None
            self._counts = self.table.take(self.docs)
        return self._counts


NO_POSTINGS = Postings(np.empty(0, np.uint16), np.empty(0, np.uint8))


class TextField:
    """A field with positions."""

    def __init__(self, file: ArrayFile, field: str, vocabulary: StringTable) -> None:
        self._vocabulary = vocabulary
        self.terms = file[f"{field}.terms"]
        self.starts = file[f"{field}.starts"]
        self._starts_at = plain_view(self.starts)
        self._docs = file[f"{field}.docs"]
        self._counts = file[f"{field}.counts"]
        self._found: dict[bytes, int | None] = {}  # what was asked for before
        self.at = file[f"{field}.at"]
        self.positions = mapped_positions(file, f"{field}.positions")
        self.lengths = file[f"{field}.lengths"]  # unsigned[D] keys of each document
        self._dense = self.terms.searchsorted(file[f"{field}.dense"])  # int64[K] terms that are tables
        self._held = file[f"{field}.held"].tolist()
        self._tables = file[f"{field}.tables"].reshape(len(self._dense), len(self.lengths))
        self._rows = dict(zip(self._dense.tolist(), range(len(self._dense)), strict=True))

    def __len__(self) -> int:
        return len(self.terms)

    def find(self, key: bytes) -> int | None:
        """Number of the term that is `key`."""
        try:
            return self._found[key]
        except KeyError:
            number = self._vocabulary.find(key)
        term = len(self.terms) if number is None else int(self.terms.searchsorted(np.uint32(number)))
        found = term if term < len(self.terms) and self.terms[term] == number else None
        if len(self._found) >= REMEMBERED:
            self._found.clear()  # another thread may be asking: nothing is read from here after this
        self._found[key] = found
        return found

    def key(self, term: int) -> bytes:
        return self._vocabulary[int(self.terms[term])]

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """(first, last + 1) of the terms that start with `prefix`."""
        first, last = self._vocabulary.prefixed(prefix)
        low, high = self.terms.searchsorted(np.array([first, last], np.uint32)).tolist()
        return low, high

    def postings(self, term: int) -> Postings:
        row = self._rows.get(term)
        if row is not None:
            return Postings(table=self._tables[row], held=self._held[row])
        inside = slice(self._starts_at[term], self._starts_at[term + 1])
        return Postings(self._docs[inside], self._counts[inside])

    def listed(self, low: int, high: int) -> tuple[Array, Array]:
        """(documents uint16, counts) of the postings of the terms from `low` to before `high`, in order."""
        docs, counts = [], []
        first, last = self._dense.searchsorted([low, high]).tolist()
        for row in range(first, last):
            term = int(self._dense[row])
            inside = slice(self._starts_at[low], self._starts_at[term])
            dense = self.postings(term)
            docs += [self._docs[inside], dense.docs]
            counts += [self._counts[inside], dense.counts]
            low = term + 1
        inside = slice(self._starts_at[low], self._starts_at[high])
        return (
            np.concatenate([*docs, self._docs[inside]]),
            np.concatenate([*counts, self._counts[inside]]),
        )

    def holding(self, low: int, high: int) -> tuple[Array, Array]:
        """What the terms from `low` to before `high` stand in: (uint16 documents of listed terms,
        unsigned[tables, D] of the others)."""
        first, last = self._dense.searchsorted([low, high]).tolist()
        return self._docs[self._starts_at[low] : self._starts_at[high]], self._tables[first:last]

    def frequencies(self, low: int, high: int, live: Array | None) -> Array:
        """int64: documents with each of the terms from `low` to before `high`, of bool[D] `live` ones."""
        counts = _frequencies(self.starts, self._docs, low, high, live)
        first, last = self._dense.searchsorted([low, high]).tolist()
        for row in range(first, last):
            held = self._held[row] if live is None else np.count_nonzero(self._tables[row][live])
            counts[self._dense[row] - low] = held
        return counts

    def places(self, term: int, within: Array | None = None) -> tuple[Array, Array]:
        """(documents uint16, positions uint32), one entry an occurrence, in order.

        Args: within: uint16 documents to look into, ascending; all of them by default.
        """
        postings = self.postings(term)
        first = int(self.at[term])
        if within is None:
            positions = self.positions.between(first, int(self.at[term + 1]))
            return np.repeat(postings.docs, postings.counts), positions.astype(np.uint32)
        if postings.table is not None:
            chosen, counts = within, postings.table
        else:
            chosen, counts = _places_of(within, postings.docs), postings.counts
        ends = _ends_of(counts, chosen)
        docs = within if postings.table is not None else postings.docs[chosen]
        held = counts[chosen]
        inside = ragged(first + ends - held, held)
        return np.repeat(docs, held), self.positions.at(inside).astype(np.uint32)


class PairField:
    """A field of pairs; a key is two keys of the vocabulary with a space between."""

    def __init__(self, file: ArrayFile, field: str, vocabulary: StringTable) -> None:
        self._vocabulary = vocabulary
        self.firsts = file[f"{field}.firsts"]
        self.seconds = file[f"{field}.seconds"]
        self.starts = file[f"{field}.starts"]
        self.docs = file[f"{field}.docs"]
        self._repeated = Bitmap(file, f"{field}.repeated")
        self._counts = file[f"{field}.counts"]
        self.lengths = file[f"{field}.lengths"]

    def __len__(self) -> int:
        return len(self.seconds)

    def find(self, key: bytes) -> int | None:
        first, _, second = key.partition(b" ")
        one, other = self._vocabulary.find(first), self._vocabulary.find(second)
        return None if one is None or other is None else self.find_pair(one, other)

    def find_pair(self, first: int, second: int) -> int | None:
        """Number of the term of two keys, each by its number in the vocabulary."""
        low, high = int(self.firsts[first]), int(self.firsts[first + 1])
        term = low + int(self.seconds[low:high].searchsorted(self.seconds.dtype.type(second)))
        return term if term < high and self.seconds[term] == second else None

    def key(self, term: int) -> bytes:
        first = int(self.firsts.searchsorted(np.uint32(term), "right")) - 1
        return self._vocabulary[first] + b" " + self._vocabulary[int(self.seconds[term])]

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        head, space, tail = prefix.partition(b" ")
        if not space:
            first, last = self._vocabulary.prefixed(head)
            return int(self.firsts[first]), int(self.firsts[last])
        number = self._vocabulary.find(head)
        if number is None:
            return 0, 0
        low, high = int(self.firsts[number]), int(self.firsts[number + 1])
        first, last = self._vocabulary.prefixed(tail)
        inside = self.seconds[low:high]
        first, last = inside.searchsorted(np.array([first, last], inside.dtype)).tolist()
        return low + first, low + last

    def postings(self, term: int) -> Postings:
        first, last = self.starts[term : term + 2].tolist()
        return Postings(self.docs[first:last], self.counts(first, last))

    def holding(self, low: int, high: int) -> tuple[Array, Array]:
        """As of `TextField`; every term is listed."""
        return _holding(self.starts, self.docs, low, high)

    def frequencies(self, low: int, high: int, live: Array | None) -> Array:
        """As of `TextField`."""
        return _frequencies(self.starts, self.docs, low, high, live)

    def counts(self, first: int, last: int) -> Array:
        """Occurrences of the postings from `first` to before `last`."""
        counts = np.ones(last - first, self._counts.dtype)
        repeated, before = self._repeated.between(first, last)
        counts[repeated] = self._counts[before : before + len(repeated)]
        return counts


class ValueField:
    """A facet, or the ids: whole values by document, and documents by value."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self.values = StringTable(file, f"{field}.values")
        self.starts = file[f"{field}.starts"]
        self.docs = file[f"{field}.docs"]
        self.ordinals = file[f"{field}.ordinals"]
        self.held = file[f"{field}.held"]

    def __len__(self) -> int:
        return len(self.values)

    def find(self, key: bytes) -> int | None:
        return self.values.find(key)

    def key(self, term: int) -> bytes:
        return self.values[term]

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        return self.values.prefixed(prefix)

    def postings(self, term: int) -> Postings:
        docs = self.docs[int(self.starts[term]) : int(self.starts[term + 1])]
        return Postings(docs, np.ones(len(docs), np.uint8))

    def holding(self, low: int, high: int) -> tuple[Array, Array]:
        """As of `TextField`; every value is listed."""
        return _holding(self.starts, self.docs, low, high)

    def frequencies(self, low: int, high: int, live: Array | None) -> Array:
        """As of `TextField`."""
        return _frequencies(self.starts, self.docs, low, high, live)

    def of(self, doc: int) -> list[bytes]:
        """The values of one document."""
        inside = self.ordinals[int(self.held[doc]) : int(self.held[doc + 1])]
        return [self.values[int(ordinal)] for ordinal in inside]

    @cached_property
    def one_each(self) -> bool:
        """Whether every document holds exactly one value, so `ordinals` is indexed by document."""
        return len(self.ordinals) == len(self.held) - 1 and bool((np.diff(self.held) == 1).all())


Field = TextField | PairField | ValueField


def _holding(starts: Array, docs: Array, low: int, high: int) -> tuple[Array, Array]:
    return docs[int(starts[low]) : int(starts[high])], np.empty((0, 0), np.uint8)


def _frequencies(starts: Array, docs: Array, low: int, high: int, live: Array | None) -> Array:
    edges = starts[low : high + 1].astype(np.int64)
    if live is None or low >= high:
        return np.diff(edges)
    return np.diff(starts_of(live[docs[edges[0] : edges[-1]]])[edges - edges[0]])


def _ends_of(counts: Array, chosen: Array) -> Array:
    """int64: the occurrences up to the end of each of the `chosen` postings, whose numbers ascend."""
    if not 0 < len(chosen) * _FEW < len(counts):
        return np.cumsum(counts, dtype=np.int64)[chosen]
    starts = np.zeros(len(chosen), np.int64)
    starts[1:] = chosen[:-1]
    starts[1:] += 1
    return np.cumsum(np.add.reduceat(counts[: int(chosen[-1]) + 1], starts, dtype=np.int64))


def _places_of(wanted: Array, docs: Array) -> Array:
    """int64: where those of `wanted` that are in `docs` stand in it; both ascending."""
    if len(wanted) > len(docs):
        return np.flatnonzero(found_in(docs, wanted))
    return docs.searchsorted(wanted[found_in(wanted, docs)])
