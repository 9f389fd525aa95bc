"""Facet counts that outlast a commit: what was counted in large segments, kept for whoever asks the same.

A commit adds a small segment and deletes a few documents of the others. So what a question finds in a
large segment is what it found before, or nearly: the counts are kept with the documents they
are of, and whoever asks again counts only the difference. Nothing rests on the question meaning the
same as before, for what it finds is looked at; it only names where to look.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import narrowest
from index.engines.whoosh.docsets import DocSet, without
from index.engines.whoosh.facets import Counts, FacetNumbers, SegmentDocs, counted

LARGE = 4096
"""Documents of a segment from which its counts are kept: smaller ones come and go with commits."""

WORTH_KEEPING = 2000
"""Found documents; fewer are counted as fast as they are looked up."""

_NEARLY = 8
"""Documents found now or before but not both are counted alone where they are fewer than an 8th."""

_MOST_BYTES = 64 << 20


class Tally(NamedTuple):
    """What was found, and its counts."""

    docs: Mapping[str, DocSet]  # by segment
    counts: Mapping[str, Counts]  # by facet

    @property
    def bytes(self) -> int:
        arrays = [array for docs in self.docs.values() for array in (docs.listed, docs.marked)]
        arrays += [array for counts in self.counts.values() for array in counts]
        return sum([array.nbytes for array in arrays if array is not None])


class Tallies:
    """The tallies asked for last, so many bytes at most; safe to share among threads."""

    def __init__(self, numbers: Mapping[str, FacetNumbers], most_bytes: int = _MOST_BYTES) -> None:
        self._numbers = numbers
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Tally] = OrderedDict()  # the one asked for last is last
        self._lock = threading.Lock()

    def counts(
        self, question: Hashable, facets: Sequence[str], found: Sequence[SegmentDocs]
    ) -> Mapping[str, Counts]:
        """The counts of the found documents, for each facet at least. Args: question: what finds them."""
        if sum([len(each.docs) for each in found]) < WORTH_KEEPING:
            return {facet: counted(facet, self._numbers[facet], found) for facet in facets}
        with self._lock:
            before = self._kept.get(question)
            if before is not None:
                self._kept.move_to_end(question)
        change = _change(before, found) if before is not None else None
        if before is None or change is None:
            before, change = Tally({}, {}), (found, ())
        came, went = change
        if not came and not went and before.counts.keys() >= set(facets):
            return before.counts
        counts = dict(before.counts) if not came and not went else {}
        for facet in facets:
            numbers, beside = self._numbers[facet], before.counts.get(facet)
            fresh = (
                counted(facet, numbers, found)
                if beside is None
                else counted(facet, numbers, came, beside, went)
            )
            counts[facet] = Counts(*map(narrowest, fresh))
        self._keep(question, Tally({each.name: each.docs for each in found}, counts))
        return counts

    def keep_only(self, names: set[str]) -> None:
        """Forget what was found in segments that are no more."""
        with self._lock:
            for question in [each for each, tally in self._kept.items() if not names >= tally.docs.keys()]:
                self._bytes -= self._kept.pop(question).bytes

    def _keep(self, question: Hashable, tally: Tally) -> None:
        with self._lock:
            before = self._kept.pop(question, None)
            self._bytes += tally.bytes - (before.bytes if before is not None else 0)
            self._kept[question] = tally
            while self._bytes > self._most_bytes:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= oldest.bytes


def _change(
    before: Tally, found: Sequence[SegmentDocs]
) -> tuple[Sequence[SegmentDocs], Sequence[SegmentDocs]] | None:
    """(found now but not before, found before but not now), empty where nothing changed; None where
    counting everything is as well."""
    if before.docs.keys() != {each.name for each in found}:
        return None
    came, went = [], []
    for each in found:
        known = before.docs[each.name]
        if not _equal(known, each.docs):
            came.append(each._replace(docs=without(each.docs, known)))
            went.append(each._replace(docs=without(known, each.docs)))
    came, went = ([each for each in side if len(each.docs)] for side in (came, went))
    changed, all_found = (sum([len(each.docs) for each in docs]) for docs in ((*came, *went), found))
    return (came, went) if changed * _NEARLY < all_found else None


def _equal(one: DocSet, two: DocSet) -> bool:
    """Whether two sets hold the same in the same shape."""
    if one.listed is not None and two.listed is not None:
        return np.array_equal(one.listed, two.listed)
    if one.marked is not None and two.marked is not None:
        return np.array_equal(one.marked, two.marked)
    return one.span is not None and one.span == two.span
