"""Exact counts of facet values and days over the found documents of all segments.

Each segment has its own dictionary of values. `FacetNumbers` gives every value one number
for the whole index, by appending only: numbers stay true when segments come and go, so the
engine of the next commit goes on using them.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array, ragged
from index.engines.whoosh.docsets import DocSet, without
from index.engines.whoosh.fields import ValueField
from index.engines.whoosh.mapped import MappedSegment, month_starts
from index.engines.whoosh.schema import NO_DAY, decode_key
from index.engines.whoosh.scoring import lower_bound
from index.ports import DateField

_DAYS = dt.date.max.toordinal()

_FEW = 8
"""Below an 8th of the values there are, sorting what was found beats a counter a value."""


class FacetNumbers:
    """The numbers of one facet's values; safe from many threads."""

    def __init__(self, facet: str) -> None:
        self._facet = facet
        self._numbers: dict[bytes, int] = {}
        self._values: list[bytes] = []
        self._ordinals: dict[str, Array] = {}  # segment -> unsigned[E] `ValueField.ordinals` as numbers
        self._totals: dict[tuple[str, int], Array] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._values)

    def value(self, number: int) -> bytes:
        return self._values[number]

    def ordinals(self, name: str, segment: MappedSegment) -> Array:
        """The segment's values by document, as numbers of the whole index; kept."""
        kept = self._ordinals.get(name)
        if kept is not None:
            return kept
        field = segment.values[self._facet]
        with self._lock:
            translation = np.fromiter(map(self._number, field.values), np.int64, len(field.values))
            identical = bool((translation == np.arange(len(translation))).all())
            kept = field.ordinals if identical else translation.astype(np.uint32)[field.ordinals]
            self._ordinals[name] = kept
        return kept

    def keep_only(self, names: set[str]) -> None:
        """Forget the arrays of segments that are no more."""
        with self._lock:
            self._ordinals = {name: kept for name, kept in self._ordinals.items() if name in names}
            self._totals = {key: kept for key, kept in self._totals.items() if key[0] in names}

    def totals(self, name: str, segment: MappedSegment, live: DocSet) -> Array:
        """int64[values]: how many live documents of a segment hold each value; kept."""
        key = (name, len(live))
        kept = self._totals.get(key)
        if kept is None:
            ordinals = self.ordinals(name, segment)
            chosen = ordinals if live.everything else _entries(segment.values[self._facet], ordinals, live)
            kept = self._totals[key] = np.bincount(chosen)
        return kept

    def _number(self, value: bytes) -> int:
        if value not in self._numbers:
            self._numbers[value] = len(self._values)
            self._values.append(value)
        return self._numbers[value]


class SegmentDocs(NamedTuple):
    """The documents to count in one segment."""

    name: str
    segment: MappedSegment
    live: DocSet
    docs: DocSet


class Counts(NamedTuple):
    """How many documents hold each value of a facet, of those values that any holds."""

    numbers: Array  # unsigned, ascending: the values
    documents: Array  # parallel


def count_values(
    facet: str, numbers: FacetNumbers, found: Sequence[SegmentDocs], limit: int, beside: Counts | None = None
) -> tuple[list[tuple[str, int]], int]:
    """(the `limit` commonest values with their counts, then by value; how many values there are).

    Args: beside: of documents that are not among the found and are counted too.
    """
    counts = counted(facet, numbers, found, beside)
    return _commonest(numbers, counts.numbers, counts.documents, limit), len(counts.numbers)


def counted(
    facet: str,
    numbers: FacetNumbers,
    found: Sequence[SegmentDocs],
    beside: Counts | None = None,
    gone: Sequence[SegmentDocs] = (),
) -> Counts:
    """Of the found documents. Args: beside: counted already; gone: among those, to be counted no more."""
    added: list[Array] = []
    removed: list[Array] = []
    wholes: list[Array] = []
    for name, segment, live, docs in found:
        field, ordinals = segment.values[facet], numbers.ordinals(name, segment)
        if not len(ordinals) or not len(docs):
            continue
        if 2 * len(docs) > len(live):
            wholes.append(numbers.totals(name, segment, live))
            others = without(live, docs)
            if len(others):
                removed.append(_entries(field, ordinals, others))
        else:
            added.append(_entries(field, ordinals, docs))
    removed += [
        _entries(segment.values[facet], numbers.ordinals(name, segment), docs)
        for name, segment, _, docs in gone
    ]
    if beside is not None and not (added or removed or wholes):
        return beside
    return _added_up(added, removed, wholes, beside, len(numbers))


def _entries(field: ValueField, ordinals: Array, docs: DocSet) -> Array:
    """The values of the documents, one entry a document and value."""
    if docs.span is not None:
        return ordinals[int(field.held[docs.span[0]]) : int(field.held[docs.span[1]])]
    if field.one_each:
        return ordinals[docs.marked] if docs.marked is not None else ordinals.take(docs.docs())
    chosen = docs.docs()
    starts = field.held.take(chosen).astype(np.int64)
    return ordinals.take(ragged(starts, field.held.take(chosen.astype(np.int64) + 1) - starts))


def _added_up(
    added: list[Array], removed: list[Array], wholes: list[Array], beside: Counts | None, values: int
) -> Counts:
    """From entries, whole segments' totals and what is counted already."""
    if beside is None and not wholes and sum(map(len, added)) * _FEW < values:
        if not added:
            return Counts(np.empty(0, np.int64), np.empty(0, np.int64))
        return Counts(*np.unique(np.concatenate(added), return_counts=True))
    counts = np.zeros(values, np.int64)
    if beside is not None:
        counts[beside.numbers] = beside.documents
    for whole in wholes:
        counts[: len(whole)] += whole
    for entries in added:
        part = np.bincount(entries)
        counts[: len(part)] += part
    for entries in removed:
        part = np.bincount(entries)
        counts[: len(part)] -= part
    chosen = np.flatnonzero(counts)
    return Counts(chosen, counts[chosen])


def _commonest(numbers: FacetNumbers, chosen: Array, counts: Array, limit: int) -> list[tuple[str, int]]:
    if limit <= 0:
        return []
    if len(chosen) > limit:
        inside = np.flatnonzero(counts >= lower_bound(counts, limit))
        if len(inside) > limit:  # `lower_bound` let a few too many through
            least = np.partition(counts[inside], len(inside) - limit)[len(inside) - limit]
            inside = inside[counts[inside] >= least]
        chosen, counts = chosen[inside], counts[inside]
    counted = [
        (-count, numbers.value(number))
        for number, count in zip(chosen.tolist(), counts.tolist(), strict=True)
    ]
    return [(decode_key(value), -count) for count, value in sorted(counted)[:limit]]


def count_days(
    found: Sequence[SegmentDocs], date_field: DateField, *, months: bool
) -> tuple[dict[dt.date, int], int]:
    """(documents by day or month of one of their single days, ascending; documents without one)."""
    counted = []
    for _, segment, _, docs in found:
        if not len(docs):
            continue
        if date_field == "published":
            ordinals, starts = segment.by_month if months else segment.by_day
            counted.append((ordinals, _by_run(starts, docs)))
        else:
            ordinals, counts = _by_value(segment.other_days[date_field], docs)
            if months:
                ordinals = np.where(ordinals == NO_DAY, NO_DAY, month_starts(ordinals))
            counted.append((ordinals, counts))
    if not counted:
        return {}, 0
    ordinals = np.concatenate([each for each, _ in counted])
    counts = np.concatenate([each for _, each in counted])
    undated = int(counts[ordinals == NO_DAY].sum())
    dated = (ordinals != NO_DAY) & (counts > 0)
    if not dated.any():
        return {}, undated
    ordinals, counts = ordinals[dated], counts[dated]
    first = int(ordinals.min())
    by_day = np.bincount(ordinals - first, counts).astype(np.int64)
    held = np.flatnonzero(by_day)
    days = map(_DATES.__getitem__, (held + first).tolist())
    return dict(zip(days, by_day[held].tolist(), strict=True)), undated


def _by_run(starts: Array, docs: DocSet) -> Array:
    """int64, parallel to `starts`: how many of the documents lie in each run of the segment's."""
    if docs.span is not None:
        return np.diff(np.clip(np.append(starts, docs.documents), *docs.span))
    if docs.listed is not None:
        return np.diff(docs.listed.searchsorted(starts.astype(np.uint16)), append=len(docs))
    return np.add.reduceat(docs.mask(), starts, dtype=np.int64)


def _by_value(days: Array, docs: DocSet) -> tuple[Array, Array]:
    """(the distinct days of the documents, and NO_DAY; int64 how many have each)."""
    held = days[docs.marked] if docs.marked is not None else days.take(docs.docs())
    dated = held[held != NO_DAY]
    first = int(dated.min(initial=_DAYS))
    counts = np.bincount(dated - first)
    present = np.flatnonzero(counts)
    return np.append(present + first, NO_DAY), np.append(counts[present], len(held) - len(dated))


class _Dates(dict[int, dt.date]):
    """Ordinal -> date, made once."""

    def __missing__(self, ordinal: int) -> dt.date:
        day = self[ordinal] = dt.date.fromordinal(ordinal)
        return day


_DATES = _Dates()


def day_of(ordinal: int) -> dt.date | None:
    """The date of an ordinal, None for `NO_DAY`."""
    return None if ordinal == NO_DAY else _DATES[ordinal]


def new_numbers(facets: Sequence[str]) -> Mapping[str, FacetNumbers]:
    """Fresh numbers for each facet."""
    return {facet: FacetNumbers(facet) for facet in facets}
