"""The order of the found documents: what each scores, and which come first over all segments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import repeat

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.docsets import DocSet, listed
from index.engines.whoosh.facets import day_of
from index.engines.whoosh.matching import SegmentQuery
from index.engines.whoosh.occurring import Part
from index.engines.whoosh.schema import decode_key
from index.engines.whoosh.scoring import Found, Weighted, best, best_scored, score
from index.engines.whoosh.stories import Members, best_of_each, copies, story_of
from index.engines.whoosh.weighting import idf
from index.ports import EngineHit, SearchRequest, Term
from index.ranking import BM25

_NEVER = np.iinfo(np.int32).max  # the ordinal of what comes after every day

Norms = Callable[[int, str], Array]
"""Of a segment by its number and a field: `Weighted.norms`."""


Row = tuple[float, int, int, int, int]
"""A hit before it is looked up: score, ordinals of the day it was published and, where the order goes
by it, first captured, number of its segment, document there."""

_SORT_KEYS: Mapping[str, Callable[[Row], tuple[float, ...]]] = {
    "relevance": lambda row: (-row[0], -row[1]),
    "newest": lambda row: (-row[1],),
    "oldest": lambda row: (row[1] or _NEVER,),
    "added": lambda row: (-row[2], -row[1]),
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
        return self._looked_up(self._ranked(found)[first:last])

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
            story = story_of(told[row[3]], row[4])
            if story not in seen:
                shown.append((row, story))
            if story is not None:
                seen.add(story)
        page, telling = shown[first:last], copies(told)
        more = [0 if story is None else int(telling[story]) - 1 for _, story in page]
        return self._looked_up([row for row, _ in page], more)

    @property
    def _page(self) -> tuple[int, int]:
        return self._request.offset, self._request.offset + self._request.limit

    def _ranked(self, found: Sequence[DocSet]) -> list[Row]:
        """The documents in order; those of the page and before it at least."""
        rows: list[Row] = []  # of the best of each segment
        wanted = self._page[1]
        least, highest = 0.0, list[float]()  # the scores so far of as many as are wanted
        for at, (query, docs) in enumerate(zip(self._queries, found, strict=True)):
            if not len(docs):
                continue
            chosen = self._best(at, docs, least)
            scores = chosen.scores.tolist()
            days = query.segment.day[chosen.docs].tolist()
            added = days
            if self._request.sort == "added":
                added = query.segment.other_days["added"][chosen.docs].tolist()
            rows += zip(scores, days, added, repeat(at), chosen.docs.tolist())
            if self._only_scores_count and len(found) > 1:
                highest = sorted(highest + scores, reverse=True)[:wanted]
                least = highest[-1] if len(highest) == wanted else 0.0
        return self._merged(rows)

    @property
    def _only_scores_count(self) -> bool:
        """Whether what scores less than as many others as are wanted is not on the page."""
        return self._request.sort == "relevance" and not self._request.collapse

    def _merged(self, rows: list[Row]) -> list[Row]:
        """The best of every segment in one order; those of one segment are in it already."""
        if len(self._queries) == 1:
            return rows
        key = _SORT_KEYS[self._request.sort]
        rows.sort(key=key)
        keys = list(map(key, rows))
        start = 0
        for end in range(1, len(rows) + 1):
            if end == len(rows) or keys[end] != keys[start]:
                if end - start > 1:
                    rows[start:end] = sorted(rows[start:end], key=self._id)
                start = end
        return rows

    def _id(self, row: Row) -> str:
        return decode_key(self._queries[row[3]].segment.id_of(row[4]))

    def _best(self, at: int, docs: DocSet, least: float) -> Found:
        """The first documents of one segment, as many as could be on the page or before it.

        Args: least: the score below which none can.
        """
        sort, wanted = self._request.sort, self._page[1]
        if sort == "relevance" and self._factors:
            return best_scored(docs, self._weighted(at), wanted, least)
        chosen, segment = docs.docs(), self._queries[at].segment
        if sort == "oldest":
            day = segment.day[chosen]
            chosen = chosen[best(-np.where(day, day, _NEVER), wanted)]
        elif sort == "added":
            chosen = chosen[best(segment.other_days["added"][chosen], wanted)]
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

    def _looked_up(self, page: Sequence[Row], copies: Iterable[int] = repeat(0)) -> list[EngineHit]:
        """The hits of a page and how many copies each has."""
        segments = [query.segment for query in self._queries]
        by_added = self._request.sort == "added"
        return [
            EngineHit(
                id=decode_key(segments[at].id_of(doc)),
                revision=segments[at].revisions[doc],
                score=value,
                day=day_of(day),
                copies=more,
                added=day_of(added) if by_added else None,
            )
            for (value, day, added, at, doc), more in zip(page, copies)  # noqa: B905 - 0 without end
        ]
