"""The product's engine: a Whoosh index read as arrays, every question one pass over each segment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.codec import ArraySegment
from index.engines.whoosh.docsets import DocSet, both, every, spanned, without
from index.engines.whoosh.facets import (
    FacetNumbers,
    SegmentDocs,
    count_days,
    count_values,
    new_numbers,
)
from index.engines.whoosh.folder import (
    generation_of,
    open_segment,
    read_contents,
    segments_of,
    settled,
    stamp,
)
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.matching import Commonest, SegmentQuery
from index.engines.whoosh.memory import keep_freed_memory
from index.engines.whoosh.occurring import Part
from index.engines.whoosh.order import Order
from index.engines.whoosh.schema import decode_key, encode_key
from index.engines.whoosh.scoring import norms
from index.engines.whoosh.stories import (
    Members,
    StoryNumbers,
    count_stories,
    found_members,
)
from index.engines.whoosh.tallies import LARGE, Tallies
from index.ports import FACETS, Prefix, SearchRequest, SearchResult, Term
from index.ranking import BM25


class LiveSegment:
    """A mapped segment at one commit: which of its documents are live."""

    def __init__(
        self, name: str, mapped: MappedSegment, deleted: Array, before: LiveSegment | None = None
    ) -> None:
        """Args: before: the segment at an earlier commit; its counts hold while no more is deleted."""
        self.name = name
        self.mapped = mapped
        self._deleted = deleted
        same = before is not None and np.array_equal(before._deleted, deleted)
        self._frequencies: dict[Part, int] = before._frequencies if before is not None and same else {}
        marks = np.ones(mapped.documents, bool)
        marks[deleted] = False
        everything = not len(deleted)
        self.live = (
            spanned(mapped.documents, 0, mapped.documents)
            if everything
            else DocSet(mapped.documents, marked=marks)
        )

    def query(self, commonest: Commonest) -> SegmentQuery:
        """One request's work on it."""
        # Where most is found, what a part occurs in is wanted anyway, and counts come with it.
        kept = self._frequencies if self.mapped.documents < LARGE else None
        return SegmentQuery(self.mapped, self.live, commonest, kept)

    def length(self, field: str) -> int:
        """Keys of `field` in the live documents."""
        lengths = self.mapped.fields[field].lengths  # type: ignore[union-attr]
        return int(lengths.sum() if self.live.everything else lengths[self.live.mask()].sum())


class ArrayEngine:
    """One committed state. After opening, only caches of equal values are written, so no thread waits."""

    def __init__(self, folder: Path, before: ArrayEngine | None = None) -> None:
        keep_freed_memory()
        self._folder = folder
        self._stamp = stamp(folder)
        contents = read_contents(folder)
        self._generation = generation_of(contents)
        known = {segment.name: segment for segment in before.segments} if before else {}
        self.segments: list[LiveSegment] = [
            LiveSegment(
                name,
                known[name].mapped if name in known else open_segment(folder, name),
                each.deleted_array(),
                known.get(name),
            )
            for each in segments_of(contents, ArraySegment, folder)
            for name in (each.segment_id(),)
        ]
        self._numbers: Mapping[str, FacetNumbers] = before._numbers if before else new_numbers(FACETS)
        self._tallies: Tallies = before._tallies if before else Tallies(self._numbers)
        names = {segment.name for segment in self.segments}
        self._tallies.keep_only(names)
        for numbers in self._numbers.values():
            numbers.keep_only(names)
        self._stories: StoryNumbers = before._stories if before else StoryNumbers()
        self._averages: dict[str, float] = {}
        self._norms: dict[tuple[str, str], Array] = {}
        self._documents = sum(len(segment.live) for segment in self.segments)

    @classmethod
    def opened(cls, folder: Path, before: ArrayEngine | None = None) -> ArrayEngine:
        """An engine on the last commit, however often a writer commits meanwhile. Raises: IndexMissing."""
        return settled(lambda: cls(folder, before))

    @property
    def generation(self) -> str:
        return self._generation

    @property
    def document_count(self) -> int:
        return self._documents

    def search(self, request: SearchRequest) -> SearchResult:
        queries = [each.query(self._commonest) for each in self.segments]
        found, sideways = self._found(queries, request)
        told = found_members(found, self._members)
        order = Order(queries, request, self._documents, self._norms_of)
        hits = order.best_of_stories(found, told) if request.collapse else order.hits(found)
        facets, sizes = self._facets(request, found, sideways)
        days: Mapping[dt.date, int] = {}
        undated = 0
        if request.histogram:
            days, undated = count_days(
                self._beside(found), request.histogram_of, months=request.histogram == "month"
            )
        return SearchResult(
            total=sum(map(len, found)),
            hits=hits,
            facets=facets,
            facet_sizes=sizes,
            days=days,
            undated=undated,
            stories=count_stories(found, told),
            counted={
                name: sum(
                    len(both(docs, query.find(node))) for docs, query in zip(found, queries, strict=True)
                )
                for name, node in request.counted.items()
            },
        )

    def document_frequency(self, field: str, key: str) -> int:
        return sum(each.query(self._commonest).frequency(Term(field, (key,))) for each in self.segments)

    def keys(self, field: str, prefix: str = "", limit: int = 1000) -> Sequence[tuple[str, int]]:
        counted = sorted(self._frequencies(field, prefix, limit).items())
        return [(decode_key(key), count) for key, count in counted[:limit]]

    @property
    def parts(self) -> Sequence[str]:
        return [segment.name for segment in self.segments]

    def keys_in(self, part: str, field: str) -> Sequence[str]:
        terms = next(each.mapped.fields[field] for each in self.segments if each.name == part)
        low, high = terms.prefixed(b"")
        return [decode_key(terms.key(term)) for term in range(low, high)]

    def revisions(self) -> Mapping[str, int]:
        held: dict[str, int] = {}
        for each in self.segments:
            ids = [decode_key(id) for id in each.mapped.values["id"].values]
            by_doc = each.mapped.values["id"].ordinals[each.live.docs()].tolist()
            revisions = each.mapped.revision[each.live.docs()].tolist()
            held.update(zip((ids[ordinal] for ordinal in by_doc), revisions, strict=True))
        return held

    def refreshed(self) -> ArrayEngine:
        if stamp(self._folder) in (self._stamp, None):
            return self
        return ArrayEngine.opened(self._folder, before=self)

    def close(self) -> None:
        """Nothing to do: a map closes with the last array that looks into it, and a search in another
        thread may still be looking."""

    @cached_property
    def _members(self) -> list[Members]:
        """The documents of each segment that may share their story."""
        return self._stories.members([(each.name, each.mapped) for each in self.segments])

    # ---- finding -----------------------------------------------------------------------

    def _found(
        self, queries: Sequence[SegmentQuery], request: SearchRequest
    ) -> tuple[list[DocSet], dict[str, list[DocSet]]]:
        """(found documents by segment; for each facet that is filtered, what the other filters leave)."""
        found = []
        sideways: dict[str, list[DocSet]] = {
            facet: [] for facet in request.facets if facet in request.include
        }
        for query in queries:
            base = both(query.find(request.match), query.live)
            for facet, values in request.exclude.items():
                base = without(base, query.any_value(facet, values))
            kept = {facet: query.any_value(facet, values) for facet, values in request.include.items()}
            found.append(every(query.segment.documents, [base, *kept.values()]) if kept else base)
            for facet, sets in sideways.items():
                others = [docs for name, docs in kept.items() if name != facet]
                sets.append(every(query.segment.documents, [base, *others]))
        return found, sideways

    def _facets(
        self, request: SearchRequest, found: Sequence[DocSet], sideways: Mapping[str, Sequence[DocSet]]
    ) -> tuple[dict[str, Sequence[tuple[str, int]]], dict[str, int]]:
        """(the commonest values, how many there are), by facet."""
        facets: dict[str, Sequence[tuple[str, int]]] = {}
        sizes: dict[str, int] = {}
        beside = self._beside(found)
        large = [each for each in beside if each.segment.documents >= LARGE]
        small = [each for each in beside if each.segment.documents < LARGE]
        shared = [facet for facet in request.facets if facet not in sideways]
        tallied = self._tallies.counts(_question(request), shared, large)
        for facet in request.facets:
            docs, counts = (
                (self._beside(sideways[facet]), None) if facet in sideways else (small, tallied[facet])
            )
            facets[facet], sizes[facet] = count_values(
                facet, self._numbers[facet], docs, request.facet_limit, counts
            )
        return facets, sizes

    def _beside(self, docs: Sequence[DocSet]) -> list[SegmentDocs]:
        return [
            SegmentDocs(each.name, each.mapped, each.live, found)
            for each, found in zip(self.segments, docs, strict=True)
        ]

    def _commonest(self, prefix: Prefix) -> list[str] | None:
        """The keys a prefix stands for; None when there are no more than its limit, so all of them."""
        ranges = [
            each.mapped.fields[prefix.field].prefixed(encode_key(prefix.prefix)) for each in self.segments
        ]
        if sum(last - first for first, last in ranges) <= prefix.limit:
            return None
        counted = self._frequencies(prefix.field, prefix.prefix)
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return [decode_key(key) for key, _ in ranked[: prefix.limit]]

    def _frequencies(self, field: str, prefix: str, first: int | None = None) -> dict[bytes, int]:
        """Live document frequency of the keys that start with `prefix`.

        Of the `first` ones in key order at least, where that is given: none of them has more
        than so many before it in any segment.
        """
        counted: dict[bytes, int] = {}
        for each in self.segments:
            terms = each.mapped.fields[field]
            low, high = terms.prefixed(encode_key(prefix))
            counts = terms.frequencies(low, high, None if each.live.everything else each.live.mask())
            held = np.flatnonzero(counts)[:first]
            for term, count in zip((held + low).tolist(), counts[held].tolist(), strict=True):
                key = terms.key(term)
                counted[key] = counted.get(key, 0) + count
        return counted

    # ---- what scores rest on ----------------------------------------------------------------

    def _norms_of(self, at: int, field: str) -> Array:
        segment = self.segments[at]
        key = (segment.name, field)
        kept = self._norms.get(key)
        if kept is None:
            lengths = segment.mapped.fields[field].lengths  # type: ignore[union-attr]
            kept = self._norms[key] = norms(lengths, self._average(field), *BM25[field])
        return kept

    def _average(self, field: str) -> float:
        """Mean number of keys of `field` over live documents of the whole index."""
        if field not in self._averages:
            total = sum(segment.length(field) for segment in self.segments)
            self._averages[field] = total / max(self._documents, 1)
        return self._averages[field]


def _question(request: SearchRequest) -> tuple[object, ...]:
    """What decides which documents are found."""
    chosen = [
        tuple((facet, tuple(values)) for facet, values in sorted(filters.items()))
        for filters in (request.include, request.exclude)
    ]
    return request.match, *chosen
