"""An index of a handful of documents in memory: every word must occur, marks do not matter."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from archive.catalog import Catalog
from archive.model import Analysis, Document, MentionType, Revision
from index.query import understand
from index.search.answer import FacetValue, Hit, SearchAnswer
from index.text.keys import folded_key
from index.text.tokens import tokenize
from web.params import FACETS, SearchQuery
from web.periods import ANY_DAY, iso_day

FACET_OF = {
    MentionType.PERSON: "person",
    MentionType.BODY: "org",
    MentionType.PLACE: "place",
    MentionType.DIRECTIVE: "directive",
}


class FakeSearcher:
    """Implements web.searching.Searcher over (document, analysis) pairs."""

    def __init__(
        self,
        documents: Sequence[tuple[Document, Analysis]],
        generation: str = "g1",
        catalog: Catalog | None = None,
    ) -> None:
        self.generation = generation
        self.asked: list[SearchQuery] = []
        self._documents = list(documents)
        self._catalog = catalog

    @property
    def document_count(self) -> int:
        return len(self._documents)

    def search(
        self,
        query: SearchQuery,
        *,
        offset: int = 0,
        limit: int = 10,
        facets: tuple[str, ...] = (),
        facet_limit: int = 10,
        histogram: bool | Literal["month"] = False,
    ) -> SearchAnswer:
        self.asked.append(query)
        found = [pair for pair in self._documents if self._matches(pair, query)]
        oldest = query.effective_sort == "oldest"
        dated = sorted((p for p in found if p[0].published), key=lambda p: p[0].id)
        dated.sort(key=lambda p: p[0].published.day, reverse=not oldest)  # type: ignore[union-attr]
        ordered = dated + sorted((p for p in found if not p[0].published), key=lambda p: p[0].id)
        counted = {}
        sizes = {}
        for facet in facets:
            aside = replace(query, include={k: v for k, v in query.include.items() if k != facet})
            counts: Counter[str] = Counter()
            for pair in self._documents:
                if self._matches(pair, aside):
                    counts.update(set(_values(pair, facet)))
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            sizes[facet] = len(ranked)
            counted[facet] = [
                FacetValue(value=value, count=count, label=value) for value, count in ranked[:facet_limit]
            ]
        stories: dict[str, list[tuple[Document, Analysis]]] = {}  # documents of one title are one
        for pair in ordered:
            stories.setdefault(pair[0].title, []).append(pair)
        shown = [told[0] for told in stories.values()] if query.group else ordered
        published = [day for p in found if (day := _day_of(p[0], query))]
        days = Counter(sorted(day.replace(day=1) if histogram == "month" else day for day in published))
        return SearchAnswer(
            understood=understand(query.text, dt.date(2026, 11, 25)),
            total=len(found),
            hits=[
                self._told(self._hit(pair, query.text), stories[pair[0].title], query)
                for pair in shown[offset : offset + limit]
            ],
            stories=len(stories),
            facets=counted,
            facet_sizes=sizes,
            days=dict(days) if histogram else {},
            days_by="month" if histogram == "month" else "day",
            undated=len(found) - sum(days.values()) if histogram else 0,
            undated_left_out=self._left_out(query),
            suggestions=(),
            partial=None,
            relaxed={} if found else self._relaxed(query),
            generation=self.generation,
            offset=offset,
            limit=limit,
        )

    def _told(self, hit: Hit, story: Sequence[tuple[Document, Analysis]], query: SearchQuery) -> Hit:
        if not query.group:
            return hit
        copies = tuple(self._hit(pair, "") for pair in story if pair[0].id != hit.id)
        return replace(hit, copies=len(copies), same_story=copies)

    def _left_out(self, query: SearchQuery) -> int:
        if query.period == ANY_DAY or query.effective_undated != "exclude":
            return 0
        return sum(self._matches(pair, query.with_undated("only")) for pair in self._documents)

    def _relaxed(self, query: SearchQuery) -> dict[str, int]:
        others = {facet: replace(query, include={**query.include, facet: ()}) for facet in query.include}
        if query.period != ANY_DAY:
            others["days"] = query.within(ANY_DAY)
        return {
            name: sum(self._matches(pair, other) for pair in self._documents)
            for name, other in others.items()
        }

    def every(self, query: SearchQuery) -> Iterator[tuple[Hit, Revision]]:
        assert self._catalog is not None
        hits = self.search(query, limit=len(self._documents)).hits
        revisions = self._catalog.revisions([hit.revision for hit in hits])
        return iter([(hit, revisions[hit.revision]) for hit in hits])

    def like(self, document: Document, analysis: Analysis | None, *, limit: int) -> list[Hit]:
        wanted = set(folded_key(document.title).split())
        ranked = sorted(
            (pair for pair in self._documents if pair[0].id != document.id),
            key=lambda pair: (-len(wanted & set(folded_key(pair[0].title).split())), pair[0].id),
        )
        return [self._hit(pair, "") for pair in ranked[:limit]]

    def marks(self, query_text: str, text: str) -> tuple[tuple[int, int], ...]:
        wanted = set(folded_key(query_text).split())
        tokens = tokenize(text)
        return tuple(
            (start, end)
            for start, end, key in zip(tokens.starts, tokens.ends, tokens.folded, strict=True)
            if key in wanted
        )

    def _hit(self, pair: tuple[Document, Analysis], words: str) -> Hit:
        document, analysis = pair
        published = document.published
        text = document.body[:200]
        return Hit(
            id=document.id,
            revision=analysis.revision,
            title=document.title,
            title_marks=self.marks(words, document.title),
            url=document.url,
            source=document.source,
            source_name=document.source,
            kind=document.kind.value,
            section=document.section,
            day=published.day if published else None,
            day_certain=published.certain if published else True,
            score=1.0,
            snippet=text,
            snippet_marks=self.marks(words, text),
        )

    def _matches(self, pair: tuple[Document, Analysis], query: SearchQuery) -> bool:
        document = pair[0]
        keys = set(folded_key(document.text).split())
        if not set(folded_key(query.text).split()) <= keys:
            return False
        if not _day_fits(_day_of(document, query), query):
            return False
        for facet in FACETS:
            values = set(_values(pair, facet))
            wanted, unwanted = query.include.get(facet, ()), query.exclude.get(facet, ())
            if (wanted and not values & set(wanted)) or values & set(unwanted):
                return False
        return True


def _day_of(document: Document, query: SearchQuery) -> dt.date | None:
    """The day asked for: of issue where it is that, else of publication."""
    if query.date_field == "issued":
        return iso_day(document.form.get("issued"))
    return document.published.day if document.published else None


def _day_fits(day: dt.date | None, query: SearchQuery) -> bool:
    if query.effective_undated == "only":
        return day is None
    if day is None:
        return query.effective_undated == "include"
    first, last = query.period.first, query.period.last
    return (first is None or first <= day) and (last is None or day <= last)


def _values(pair: tuple[Document, Analysis], facet: str) -> list[str]:
    document, analysis = pair
    if facet == "source":
        return [document.source]
    if facet == "kind":
        return [document.kind.value]
    if facet == "section":
        return [document.section] if document.section else []
    return [
        mention.key if facet == "directive" else mention.label
        for mention in analysis.mentions
        if FACET_OF.get(mention.type) == facet
    ]
