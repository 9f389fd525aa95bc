"""A segment as it lies in the memory map: its fields by name, its documents by day and id.

All views are read-only and made without copying; a thread needs no lock. Numbers of
documents are the segment's own, newest first (see segmentfile.py).
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFile
from index.engines.whoosh.arrays import Array, changes, plain_view
from index.engines.whoosh.earlier import supply_missing
from index.engines.whoosh.fields import NO_POSTINGS, Field, PairField, Postings, TextField, ValueField
from index.engines.whoosh.schema import NO_DAY, VALUE_FIELDS, encode_key
from index.engines.whoosh.stringtable import StringTable
from index.ports import OTHER_DAYS, PAIR_FIELDS, TEXT_FIELDS

_EPOCH = 719_163
"""date(1970, 1, 1).toordinal(), where NumPy's days begin."""


class MappedSegment:
    """One segment file, opened. Raises: ArrayFileDamaged, also for a file of a format that is not read."""

    def __init__(self, path: Path) -> None:
        file = ArrayFile(path)
        supply_missing(file)
        self.file = file
        self.format: int = file.meta["format"]
        self.documents: int = file.meta["documents"]
        self.vocabulary = StringTable(file, "vocabulary")
        self.text = {field: TextField(file, field, self.vocabulary) for field in TEXT_FIELDS}
        self.pairs = {field: PairField(file, field, self.vocabulary) for field in PAIR_FIELDS.values()}
        self.values = {field: ValueField(file, field) for field in VALUE_FIELDS}
        self.measured: dict[str, TextField | PairField] = {**self.text, **self.pairs}  # have lengths
        self.fields: dict[str, Field] = {**self.measured, **self.values}
        self.day = file["column.day"]  # int32[D] descending, NO_DAY last
        self.other_days: dict[str, Array] = {name: self._days_of(file, name) for name in OTHER_DAYS}
        self.revision = file["column.revision"]  # int64[D]
        self.revisions = plain_view(self.revision)
        self._id_ranks = plain_view(self.values["id"].ordinals)
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
