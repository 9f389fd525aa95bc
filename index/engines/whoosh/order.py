"""The order of the found documents: what each scores, and which come first over all segments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.docsets import DocSet, listed
from index.engines.whoosh.facets import day_of
from index.engines.whoosh.matching import SegmentQuery
from index.engines.whoosh.occurring import Part
from index.engines.whoosh.schema import decode_key
from index.engines.whoosh.scoring import Found, Weighted, best, score
from index.engines.whoosh.stories import Members, best_of_each, copies, story_of
from index.engines.whoosh.weighting import idf
from index.ports import EngineHit, SearchRequest, Term
from index.ranking import BM25

_NEVER = np.iinfo(np.int32).max  # the ordinal of what comes after every day

Norms = Callable[[int, str], Array]
"""Of a segment by its number and a field: `Weighted.norms`."""


class Row(NamedTuple):
    """A hit before it is looked up."""

    score: float
    day: int  # ordinal
    added: int  # ordinal of the day of its first capture, where the order goes by it
    at: int  # number of the segment
    doc: int  # number in the segment


_SORT_KEYS: Mapping[str, Callable[[Row], tuple[float, ...]]] = {
    "relevance": lambda row: (-row.score, -row.day),
    "newest": lambda row: (-row.day,),
    "oldest": lambda row: (row.day or _NEVER,),
    "added": lambda row: (-row.added, -row.day),
}
"""What comes before the id, by which the rest of a tie is broken."""


class Order:
    """The order one request asks for."""

    def __init__(
        self, queries: Sequence[SegmentQuery], request: SearchRequest, documents: int, norms: Norms
    ) -> None:
        """Args: queries: the request on each segment; documents: live ones of the whole index."""
        self._queries = queries
        self._request = request
        self._norms = norms
        self._documents = documents

    def hits(self, found: Sequence[DocSet]) -> list[EngineHit]:
        """The page asked for, of the found documents of each segment."""
        first, last = self._page
        if first >= min(last, sum(map(len, found))):
            return []
        return [self._looked_up(row) for row in self._ranked(found)[first:last]]

    def best_of_stories(self, found: Sequence[DocSet], told: Sequence[Members]) -> list[EngineHit]:
        """The page when only the best of each story is shown; `told` are the found that may share one.

        Equal ones of one story in several segments are told apart once they are ranked.
        """
        first, last = self._page
        if first >= last or not found:
            return []
        keys = [self._keys(at, members.docs) for at, members in enumerate(told)]
        shown: list[tuple[Row, int | None]] = []
        seen: set[int] = set()
        for row in self._ranked(best_of_each(found, told, keys)):
            story = story_of(told[row.at], row.doc)
            if story not in seen:
                shown.append((row, story))
            if story is not None:
                seen.add(story)
        telling = copies(told)
        return [
            self._looked_up(row, 0 if story is None else int(telling[story]) - 1)
            for row, story in shown[first:last]
        ]

    @property
    def _page(self) -> tuple[int, int]:
        return self._request.offset, self._request.offset + self._request.limit

    def _ranked(self, found: Sequence[DocSet]) -> list[Row]:
        """The documents in order; those of the page and before it at least."""
        rows: list[Row] = []  # of the best of each segment
        for at, (query, docs) in enumerate(zip(self._queries, found, strict=True)):
            if not len(docs):
                continue
            chosen = self._best(at, docs)
            days = query.segment.day[chosen.docs].tolist()
            added = days
            if self._request.sort == "added":
                added = query.segment.other_days["added"][chosen.docs].tolist()
            held = zip(chosen.scores.tolist(), days, added, chosen.docs.tolist(), strict=True)
            rows += [Row(value, day, since, at, doc) for value, day, since, doc in held]
        return self._merged(rows)

    def _merged(self, rows: list[Row]) -> list[Row]:
        """The best of every segment in one order; those of one segment are in it already."""
        if len(self._queries) == 1:
            return rows
        key = _SORT_KEYS[self._request.sort]
        rows.sort(key=key)
        merged: list[Row] = []
        for _, equal in groupby(rows, key=key):
            tied = list(equal)
            if len(tied) > 1:
                tied.sort(key=lambda row: decode_key(self._queries[row.at].segment.id_of(row.doc)))
            merged += tied
        return merged

    def _best(self, at: int, docs: DocSet) -> Found:
        """The first documents of one segment, as many as could be on the page or before it."""
        sort, wanted = self._request.sort, self._page[1]
        if sort == "relevance" and self._factors:
            return best(Found(docs.docs(), score(docs, self._weighted(at))), wanted)
        chosen = docs.docs()
        if sort == "oldest":
            day = self._queries[at].segment.day[chosen]
            chosen = chosen[np.argsort(np.where(day, day, _NEVER), kind="stable")]
        elif sort == "added":
            chosen = chosen[np.argsort(-self._queries[at].segment.other_days["added"][chosen], kind="stable")]
        chosen = chosen[:wanted]
        page = np.sort(chosen)
        scores = score(listed(docs.documents, page.astype(np.uint16)), self._weighted(at))
        return Found(chosen, scores[page.searchsorted(chosen)])

    def _keys(self, at: int, docs: Array) -> list[Array]:
        """Arrays parallel to `docs`, of one segment, that put them in order, but for the id."""
        segment = self._queries[at].segment
        day = segment.day[docs]
        match self._request.sort:
            case "relevance":
                return [-score(listed(segment.documents, docs), self._weighted(at)), -day]
            case "newest":
                return [-day]
            case "oldest":
                return [np.where(day, day, _NEVER)]
            case "added":
                return [-segment.other_days["added"][docs], -day]

    # ---- scores ----------------------------------------------------------------------------

    @cached_property
    def _factors(self) -> list[tuple[Part, float]]:
        """Each scored part with weight x idf x (k1 + 1); those nobody holds are left out."""
        factors = []
        for part, weight in ((each.part, each.weight) for each in self._request.scores):
            terms = [part] if isinstance(part, Term) else [Term(part.field, keys) for keys in part.places]
            if not terms or not all(term.keys for term in terms):
                continue
            frequency = min(sum([query.frequency(term) for query in self._queries]) for term in terms)
            if frequency:
                factors.append((part, weight * idf(self._documents, frequency) * (BM25[part.field][0] + 1)))
        return factors

    def _weighted(self, at: int) -> list[Weighted]:
        query = self._queries[at]
        return [
            Weighted(query.occurrences(part), factor, self._norms(at, part.field))
            for part, factor in self._factors
        ]

    def _looked_up(self, row: Row, copies: int = 0) -> EngineHit:
        segment = self._queries[row.at].segment
        return EngineHit(
            id=decode_key(segment.id_of(row.doc)),
            revision=segment.revisions[row.doc],
            score=row.score,
            day=day_of(row.day),
            copies=copies,
        )
