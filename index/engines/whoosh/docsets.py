"""Sets of a segment's documents, in whichever of three shapes costs least.

    span      first, last + 1          a range of days, everything
    listed    uint16[m], ascending     what few documents hold
    marked    bool[D]                  what many hold

Intersections begin with the smallest; a short list looks its documents up in a long one by
binary search, so that the long one is never read through.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from index.engines.whoosh.arrays import Array

DENSE = 16
"""A list longer than a 16th of the segment's documents is worth a mark a document."""

LISTABLE = 4
"""What is left of two marked sets is worth listing when it is less than a 4th of the documents."""

GALLOP = 12
"""Looking up one document in a sorted list costs about as much as reading 12 of its entries."""


class DocSet:
    """Documents of a segment of `documents`; exactly one of span, listed and marked is given."""

    __slots__ = ("_count", "documents", "listed", "marked", "span", "table")

    def __init__(
        self,
        documents: int,
        *,
        span: tuple[int, int] | None = None,
        listed: Array | None = None,
        marked: Array | None = None,
        table: Array | None = None,
        count: int = -1,
    ) -> None:
        """Args: table: what `marked` says is not 0 in; count: how many there are, if that is known."""
        self.documents = documents
        self.span = span
        self.listed = listed
        self.marked = marked
        self.table = table
        self._count = count

    def __len__(self) -> int:
        if self._count < 0:
            if self.span is not None:
                self._count = self.span[1] - self.span[0]
            elif self.listed is not None:
                self._count = len(self.listed)
            else:
                self._count = int(np.count_nonzero(self.mask()))
        return self._count

    @property
    def everything(self) -> bool:
        return self.span == (0, self.documents)

    def docs(self) -> Array:
        """uint16 or int64, ascending."""
        if self.listed is not None:
            return self.listed
        if self.span is not None:
            return np.arange(*self.span)
        return np.flatnonzero(self.marked)  # type: ignore[arg-type]

    def mask(self) -> Array:
        """bool[D]; not to be written to."""
        if self.marked is not None:
            return self.marked
        marks = np.zeros(self.documents, bool)
        if self.span is not None:
            marks[slice(*self.span)] = True
        else:
            marks[self.listed.astype(np.intp)] = True  # type: ignore[union-attr]
        return marks


def listed(documents: int, docs: Array) -> DocSet:
    """Of documents in ascending order."""
    return DocSet(documents, listed=docs)


def spanned(documents: int, first: int, last: int) -> DocSet:
    """Of the documents from `first` to before `last`."""
    return DocSet(documents, span=(first, max(first, last)))


def nothing(documents: int) -> DocSet:
    return DocSet(documents, span=(0, 0))


def both(one: DocSet, two: DocSet) -> DocSet:
    """Documents of both sets."""
    if one.everything:
        return two
    if two.everything:
        return one
    if len(one) > len(two):
        one, two = two, one
    if not len(one):
        return nothing(one.documents)
    if one.span is not None or two.span is not None:
        return _within(one, two) if two.span is not None else _within(two, one)
    if one.listed is None:
        marks = one.mask() & two.mask()
        held = int(np.count_nonzero(marks))
        if held * LISTABLE < one.documents:
            return listed(one.documents, np.flatnonzero(marks).astype(np.uint16))
        return DocSet(one.documents, marked=marks, count=held)
    if two.listed is not None and len(one) * GALLOP < len(two):
        return listed(one.documents, one.listed[found_in(one.listed, two.listed)])
    return listed(one.documents, one.listed[two.mask().take(one.listed)])


def _within(some: DocSet, span: DocSet) -> DocSet:
    """The documents of `some` that lie in a span."""
    first, last = span.span or (0, 0)
    if some.span is not None:
        return spanned(some.documents, max(first, some.span[0]), min(last, some.span[1]))
    if some.listed is not None:
        low = some.listed.searchsorted(np.uint16(first)) if first < some.documents else len(some)
        high = some.listed.searchsorted(np.uint16(last)) if last < some.documents else len(some)
        return listed(some.documents, some.listed[low:high])
    inside = some.marked[first:last]  # type: ignore[index]
    if (last - first) * LISTABLE < some.documents:
        return listed(some.documents, (np.flatnonzero(inside) + first).astype(np.uint16))
    marks = np.zeros(some.documents, bool)
    marks[first:last] = inside
    return DocSet(some.documents, marked=marks)


def every(documents: int, sets: Sequence[DocSet]) -> DocSet:
    """Documents of all the sets, the smallest first."""
    return reduce(both, sorted(sets, key=len), spanned(documents, 0, documents))


def union(documents: int, sets: Sequence[DocSet]) -> DocSet:
    """Documents of any of the sets."""
    sets = [each for each in sets if len(each)]
    if not sets:
        return nothing(documents)
    if len(sets) == 1 or any(each.everything for each in sets):
        return max(sets, key=len)
    if sum(map(len, sets)) * DENSE < documents:
        return listed(documents, np.unique(np.concatenate([each.docs().astype(np.uint16) for each in sets])))
    marks = np.zeros(documents, bool)
    for each in sets:
        if each.marked is not None:
            marks |= each.marked
        elif each.span is not None:
            marks[slice(*each.span)] = True
        else:
            marks[each.listed.astype(np.intp)] = True  # type: ignore[union-attr]
    return DocSet(documents, marked=marks)


def without(one: DocSet, two: DocSet) -> DocSet:
    """Documents of the first set that are not in the second."""
    if not len(two) or not len(one):
        return one
    if one.listed is not None:
        if two.listed is not None and len(one) * GALLOP < len(two):
            return listed(one.documents, one.listed[~found_in(one.listed, two.listed)])
        return listed(one.documents, one.listed[~two.mask().take(one.listed)])
    marks = one.mask().copy()
    if two.listed is not None:
        marks[two.listed.astype(np.intp)] = False
    elif two.span is not None:
        marks[slice(*two.span)] = False
    else:
        marks &= ~two.mask()
    return DocSet(one.documents, marked=marks)


def found_in(few: Array, many: Array) -> Array:
    """bool[few]: which of `few` are in `many`; both ascending, cost few x log(many)."""
    if not len(many):
        return np.zeros(len(few), bool)
    at = many.searchsorted(few)
    at[at == len(many)] = 0
    return np.asarray(many[at] == few)
