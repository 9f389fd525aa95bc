"""What a node of the ports finds in one segment, as a set of documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import numpy as np

from index.allowance import check_allowance
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.docsets import DENSE, DocSet, every, listed, nothing, spanned, union, without
from index.engines.whoosh.fields import Postings
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.occurring import Part, documents_of, occurrences
from index.engines.whoosh.schema import NO_DAY, STORY, encode_key
from index.engines.whoosh.stringtable import REMEMBERED
from index.ports import (
    And,
    Days,
    Every,
    InStory,
    Keyword,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Undated,
)

Commonest = Callable[[Prefix], Sequence[str] | None]
"""The keys a prefix stands for, the same in every segment; None for all that start so."""


class SegmentQuery:
    """One request's work on one segment; what a part occurs in is found once."""

    def __init__(
        self, segment: MappedSegment, live: DocSet, commonest: Commonest, frequencies: dict[Part, int] | None
    ) -> None:
        """Args: frequencies: of parts counted before with these live documents, to be added to."""
        self.segment = segment
        self.live = live
        self._commonest = commonest
        self._frequencies = frequencies
        self._occurrences: dict[Part, Postings] = {}

    def occurrences(self, part: Part) -> Postings:
        """Documents with `part` and how often, deleted ones too."""
        found = self._occurrences.get(part)
        if found is None:
            check_allowance()
            found = self._occurrences[part] = occurrences(self.segment, part)
        return found

    def frequency(self, part: Part) -> int:
        """Live documents with `part`."""
        kept = self._frequencies
        if kept is not None and (counted := kept.get(part)) is not None:
            return counted
        found = self.occurrences(part)
        if self.live.everything:
            counted = len(found)
        else:
            held = found.docs if found.table is None else np.flatnonzero(found.table)
            counted = int(np.count_nonzero(self.live.mask()[held]))
        if kept is not None:
            if len(kept) >= REMEMBERED:
                kept.clear()  # other threads may ask: nothing is read from here after this
            kept[part] = counted
        return counted

    def find(self, node: Node) -> DocSet:
        """Documents that `node` matches, deleted ones too."""
        segment, documents = self.segment, self.segment.documents
        match node:
            case Term() | Phrase() | Near():
                return documents_of(segment, self.occurrences(node))
            case And(parts):
                return self._every(parts)
            case Or(parts):
                return union(documents, [self.find(part) for part in parts])
            case Not(part):
                return without(spanned(documents, 0, documents), self.find(part))
            case Keyword(facet, value):
                return listed(documents, segment.postings(facet, value).docs)
            case InStory(story):
                return self._telling(story)
            case Days("published", first, last):
                return spanned(documents, *segment.days(_ordinal(first), _ordinal(last)))
            case Days("event"):
                return self._events(node)
            case Days(name, first, last):
                return self._between(segment.other_days[name], _ordinal(first), _ordinal(last))
            case Undated("published"):
                return spanned(documents, segment.dated, documents)
            case Undated("event"):
                return without(spanned(documents, 0, documents), self._events(Days("event", None, None)))
            case Undated(name):
                return DocSet(documents, marked=segment.other_days[name] == NO_DAY)
            case Prefix():
                return self._prefixed(node)
            case Every():
                return spanned(documents, 0, documents)
            case Nothing():
                return nothing(documents)

    def any_value(self, facet: str, values: Sequence[str]) -> DocSet:
        """Documents with any of a facet's values."""
        return union(self.segment.documents, [self.find(Keyword(facet, value)) for value in values])

    def _telling(self, story: str) -> DocSet:
        """Documents that name the story, and the one it is named after unless that names another."""
        segment, documents = self.segment, self.segment.documents
        naming = listed(documents, segment.postings(STORY, story).docs)
        first = segment.document(story)
        if first is None or segment.values[STORY].of(first):
            return naming
        return union(documents, [naming, spanned(documents, first, first + 1)])

    def _every(self, parts: Sequence[Node]) -> DocSet:
        """Positive parts first, smallest first, so that a `Not` only ever narrows."""
        if len(parts) == 1:
            return self.find(parts[0])
        wanted = [self.find(part) for part in parts if not isinstance(part, Not)]
        found = every(self.segment.documents, wanted)
        for part in parts:
            if isinstance(part, Not):
                found = without(found, self.find(part.part))
        return found

    def _prefixed(self, prefix: Prefix) -> DocSet:
        """Terms of one prefix lie side by side, and so do their postings."""
        check_allowance()
        segment, documents = self.segment, self.segment.documents
        keys = self._commonest(prefix)
        if keys is not None:
            found = [segment.postings(prefix.field, key) for key in keys]
            return union(documents, [documents_of(segment, postings) for postings in found])
        field = segment.fields[prefix.field]
        docs, tables = field.holding(*field.prefixed(encode_key(prefix.prefix)))
        if not len(tables) and len(docs) * DENSE < documents:
            return listed(documents, np.unique(docs))
        marks = np.zeros(documents, bool)
        marks[docs.astype(np.intp)] = True
        for table in tables:
            marks |= table != 0
        return DocSet(documents, marked=marks)

    def _between(self, days: Array, first: int | None, last: int | None) -> DocSet:
        """Documents whose day lies between two ordinals."""
        inside = days >= max(first or 1, 1)  # which NO_DAY is not
        if last is not None:
            inside &= days <= last
        return DocSet(self.segment.documents, marked=inside)

    def _events(self, days: Days) -> DocSet:
        segment = self.segment
        first, last = _ordinal(days.first), _ordinal(days.last)
        inside = np.ones(len(segment.event_docs), bool)
        if first is not None:
            inside &= segment.event_last >= first
        if last is not None:
            inside &= segment.event_first <= last
        if days.longest_event is not None:
            inside &= segment.event_last - segment.event_first < days.longest_event
        return listed(segment.documents, np.unique(segment.event_docs[inside]))


def _ordinal(day: dt.date | None) -> int | None:
    return None if day is None else day.toordinal()
