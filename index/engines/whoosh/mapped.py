"""A segment's arrays as they lie in the memory map, found by field and key.

All views are read-only and made without copying; a thread needs no lock. Numbers of
documents are the segment's own, newest first (see segmentfile.py).
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFile, ArrayFileDamaged
from index.engines.whoosh.arrays import Array, changes, ragged
from index.engines.whoosh.bitmap import Bitmap
from index.engines.whoosh.schema import NO_DAY, VALUE_FIELDS, encode_key
from index.engines.whoosh.segmentfile import FORMAT
from index.engines.whoosh.stringtable import REMEMBERED, StringTable
from index.ports import OTHER_DAYS, PAIR_FIELDS, TEXT_FIELDS

PAIRS = frozenset(PAIR_FIELDS.values())


_EPOCH = 719_163
"""date(1970, 1, 1).toordinal(), where NumPy's days begin."""


class Postings(NamedTuple):
    """One term's postings: P documents."""

    docs: Array  # uint16[P] ascending
    counts: Array  # unsigned[P] occurrences in each


NO_POSTINGS = Postings(np.empty(0, np.uint16), np.empty(0, np.uint8))


class TextField:
    """A field with positions."""

    def __init__(self, file: ArrayFile, field: str, vocabulary: StringTable) -> None:
        self._vocabulary = vocabulary
        self.terms = file[f"{field}.terms"]
        self.starts = file[f"{field}.starts"]
        self._starts_at = memoryview(self.starts)  # type: ignore[arg-type]  # one number out of it is an int
        self.docs = file[f"{field}.docs"]
        self.counts = file[f"{field}.counts"]
        self._found: dict[bytes, int | None] = {}  # what was asked for before
        self.at = file[f"{field}.at"]
        self.positions = file[f"{field}.positions"]
        self.lengths = file[f"{field}.lengths"]  # unsigned[D] keys of each document

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
        inside = slice(self._starts_at[term], self._starts_at[term + 1])
        return Postings(self.docs[inside], self.counts[inside])

    def places(self, term: int, chosen: Array | None = None) -> tuple[Array, Array]:
        """(documents uint16, positions uint32), one entry an occurrence, in order.

        Args: chosen: which of the term's postings, ascending; all of them by default.
        """
        docs, counts = self.postings(term)
        first = int(self.at[term])
        if chosen is None:
            positions = self.positions[first : int(self.at[term + 1])]
            return np.repeat(docs, counts), positions.astype(np.uint32)
        ends = np.cumsum(counts, dtype=np.int64)[chosen]
        docs, counts = docs[chosen], counts[chosen]
        return np.repeat(docs, counts), self.positions[first + ragged(ends - counts, counts)].astype(
            np.uint32
        )


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
        numbers = self._vocabulary.find(first), self._vocabulary.find(second)
        return None if numbers[0] is None or numbers[1] is None else self.find_pair(*numbers)  # type: ignore[arg-type]

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

    def of(self, doc: int) -> list[bytes]:
        """The values of one document."""
        inside = self.ordinals[int(self.held[doc]) : int(self.held[doc + 1])]
        return [self.values[int(ordinal)] for ordinal in inside]

    @cached_property
    def one_each(self) -> bool:
        """Whether every document holds exactly one value, so `ordinals` is indexed by document."""
        return len(self.ordinals) == len(self.held) - 1 and bool((np.diff(self.held) == 1).all())


Field = TextField | PairField | ValueField


class MappedSegment:
    """One segment file, opened. Raises: ArrayFileDamaged, also for a file of another format."""

    def __init__(self, path: Path) -> None:
        file = ArrayFile(path)
        if file.meta.get("format") != FORMAT:
            raise ArrayFileDamaged(f"{path} is of format {file.meta.get('format')}, not {FORMAT}")
        self.file = file
        self.documents: int = file.meta["documents"]
        self.vocabulary = StringTable(file, "vocabulary")
        self.text = {field: TextField(file, field, self.vocabulary) for field in TEXT_FIELDS}
        self.pairs = {field: PairField(file, field, self.vocabulary) for field in PAIR_FIELDS.values()}
        self.values = {field: ValueField(file, field) for field in VALUE_FIELDS}
        self.fields: dict[str, Field] = {**self.text, **self.pairs, **self.values}
        self.day = file["column.day"]  # int32[D] descending, NO_DAY last
        self.other_days: dict[str, Array] = {name: self._days_of(file, name) for name in OTHER_DAYS}
        self.revision = file["column.revision"]  # int64[D]
        self.revisions = memoryview(self.revision)  # type: ignore[arg-type]  # one number out of it is an int
        self._id_ranks = memoryview(self.values["id"].ordinals)  # type: ignore[arg-type]
        self.event_first = file["column.event_first"]
        self.event_last = file["column.event_last"]
        self.event_docs = file["column.event_docs"]
        self.stacked_docs = file["stacked.docs"]  # uint16, where several keys share a position

    def _days_of(self, file: ArrayFile, name: str) -> Array:
        """int32[D] ordinals, NO_DAY without."""
        days = file[f"column.{name}"]
        return days if len(days) else np.full(self.documents, NO_DAY, np.int32)

    def find(self, field: str, key: str) -> int | None:
        """Number of the term that is `key` in `field`."""
        return self.fields[field].find(encode_key(key)) if field in self.fields else None

    def postings(self, field: str, key: str) -> Postings:
        term = self.find(field, key)
        return NO_POSTINGS if term is None else self.fields[field].postings(term)

    def id_of(self, doc: int) -> bytes:
        """The id of a document, of which each holds one."""
        return self.values["id"].values[self._id_ranks[doc]]

    def document(self, id: str) -> int | None:
        """Number of the document called `id`, deleted or not."""
        docs = self.postings("id", id).docs
        return int(docs[0]) if len(docs) else None

    def days(self, first: int | None, last: int | None) -> tuple[int, int]:
        """(first, last + 1) of the documents published between two ordinals, both inclusive."""
        low = 0 if last is None else int(self._days_before.searchsorted(np.int32(-last)))
        high = int(self._days_before.searchsorted(np.int32(-max(first or 1, 1)), "right"))
        return low, max(low, high)

    @cached_property
    def by_day(self) -> tuple[Array, Array]:
        """(int32 the distinct days' ordinals, descending, NO_DAY last; int64 first document of each)."""
        return _runs(self.day)

    @cached_property
    def by_month(self) -> tuple[Array, Array]:
        """The same of months, each under the ordinal of its first day."""
        days, starts = self.by_day
        months, runs = _runs(np.where(days == NO_DAY, NO_DAY, month_starts(days)))
        return months, starts[runs]

    @cached_property
    def dated(self) -> int:
        """How many documents have a day; the undated come after them."""
        return int(self._days_before.searchsorted(np.int32(NO_DAY)))

    @cached_property
    def _days_before(self) -> Array:
        """int32[D] the ordinals negated, so that they ascend as binary search wants it."""
        return -self.day


def month_starts(days: Array) -> Array:
    """int64: the ordinals of the first days of the months in which the ordinals `days` lie."""
    dates = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    return dates.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + _EPOCH


def _runs(values: Array) -> tuple[Array, Array]:
    """(the values, each run of equal ones once; int64 where each run begins)."""
    starts = changes(values)
    return values[starts], starts
