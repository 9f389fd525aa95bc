"""Whoosh as it comes, behind the ports: its default codec, its matchers, its Searcher."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.engines.whoosh.folder import (
    LockedWriter,
    create_index,
    fields_lacking,
    generation_of,
    open_index,
    read_contents,
    settled,
)
from index.engines.whoosh.queries import prefixed, to_scored_query
from index.engines.whoosh.schema import (
    NO_DAY,
    STORY,
    encode_key,
    length_column,
    ordinal_of,
    pack_intervals,
    story_of,
)
from index.engines.whoosh.weighting import Bm25, live_frequency
from index.ports import (
    FACETS,
    MEMORY,
    OTHER_DAYS,
    PORTION,
    And,
    Edition,
    EngineHit,
    IndexedDocument,
    SearchEngine,
    SearchRequest,
    SearchResult,
)
from index.text.streams import streams

_MOST_HELD = 2000
"""Documents held between two commits of many."""


class StockEngine:
    """One committed state of a Whoosh index; a lock keeps threads apart, for Whoosh's readers seek."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        index = open_index(folder)
        self._generation = generation_of(index._read_toc())
        self._searcher = index.searcher(weighting=Bm25())
        self._reader = self._searcher.reader()
        self._lock = threading.Lock()

    @property
    def generation(self) -> str:
        return self._generation

    @property
    def document_count(self) -> int:
        return int(self._reader.doc_count())

    def search(self, request: SearchRequest) -> SearchResult:
        with self._lock:
            return self._search(request)

    def document_frequency(self, field: str, key: str) -> int:
        with self._lock:
            return live_frequency(self._searcher, field, [encode_key(key)])

    def keys(self, field: str, prefix: str = "", limit: int = 1000) -> Sequence[tuple[str, int]]:
        with self._lock:
            return prefixed(self._reader, field, prefix)[:limit] if self.document_count else []

    @property
    def parts(self) -> Sequence[str]:
        """The state as a whole: its parts are Whoosh's own business."""
        return [self._generation]

    def keys_in(self, part: str, field: str) -> Sequence[str]:
        with self._lock:
            held = part == self._generation and self.document_count
            return [key for key, _ in prefixed(self._reader, field, "")] if held else []

    def revisions(self) -> Mapping[str, int]:
        with self._lock:
            if not self.document_count:
                return {}
            ids, revisions = self._column("id"), self._column("revision")
            return {ids[doc][0]: revisions[doc] for doc in self._reader.all_doc_ids()}

    def refreshed(self) -> SearchEngine:
        if generation_of(settled(lambda: read_contents(self._folder))) == self._generation:
            return self
        return settled(lambda: StockEngine(self._folder))

    def close(self) -> None:
        with self._lock:
            self._searcher.close()

    def _search(self, request: SearchRequest) -> SearchResult:
        if not self.document_count:
            empty = dict.fromkeys(request.facets, ())
            return SearchResult(
                total=0,
                hits=(),
                facets=empty,
                facet_sizes=dict.fromkeys(request.facets, 0),
                days={},
                undated=0,
                stories=0,
                counted=dict.fromkeys(request.counted, 0),
            )
        found = self._found(request)
        facets: dict[str, Sequence[tuple[str, int]]] = {}
        sizes: dict[str, int] = {}
        for facet in request.facets:
            sideways = self._found(request, skip_include=facet) if facet in request.include else found
            values = self._column(facet)
            counts = Counter(value for doc in sideways for value in values[doc])
            ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            facets[facet], sizes[facet] = ranked[: request.facet_limit], len(ranked)
        days = self._column("day" if request.histogram_of == "published" else request.histogram_of)
        histogram = Counter(days[doc] for doc in found) if request.histogram else Counter()
        undated = histogram.pop(NO_DAY, 0)
        by_day = {dt.date.fromordinal(day): histogram[day] for day in sorted(histogram)}
        return SearchResult(
            total=len(found),
            hits=self._hits(found, request),
            facets=facets,
            facet_sizes=sizes,
            days=by_month(by_day) if request.histogram == "month" else by_day,
            undated=undated,
            stories=len(self._stories(found)),
            counted={
                name: len(self._found(replace(request, match=And((request.match, node)))))
                for name, node in request.counted.items()
            },
        )

    def _stories(self, found: Iterable[int]) -> Counter[str]:
        """How many of the documents tell each story."""
        stories, ids = self._column(STORY), self._column("id")
        return Counter((stories[doc] or ids[doc])[0] for doc in found)

    def _found(self, request: SearchRequest, skip_include: str | None = None) -> dict[int, float]:
        """Document number -> score."""
        asked = to_scored_query(request, self._reader, skip_include)
        return {doc: score for score, doc in self._searcher.search(asked, limit=None).top_n}

    def _hits(self, found: Mapping[int, float], request: SearchRequest) -> list[EngineHit]:
        days, ids, revisions = self._column("day"), self._column("id"), self._column("revision")
        added, stories = self._column("added"), self._column(STORY)

        def order(doc: int) -> tuple[float, float, str]:
            first = {"relevance": -found[doc], "added": -added[doc]}.get(request.sort, 0.0)
            day = days[doc] or float("inf") if request.sort == "oldest" else -days[doc]
            return (first, day, ids[doc][0])

        ranked = sorted(found, key=order)
        copies: dict[int, int] = {}
        if request.collapse:
            telling = self._stories(found)
            best: dict[str, int] = {}
            for doc in ranked:
                best.setdefault((stories[doc] or ids[doc])[0], doc)
            copies = {doc: telling[story] - 1 for story, doc in best.items()}
            ranked = list(best.values())
        page = ranked[request.offset : request.offset + request.limit]
        return [
            EngineHit(
                id=ids[doc][0],
                revision=revisions[doc],
                score=found[doc],
                day=dt.date.fromordinal(days[doc]) if days[doc] else None,
                copies=copies.get(doc, 0),
                added=dt.date.fromordinal(added[doc]) if request.sort == "added" and added[doc] else None,
            )
            for doc in page
        ]

    def _column(self, name: str) -> Any:
        return self._reader.column_reader(name)


class StockWriter(LockedWriter):
    """Collects documents by id and hands them to Whoosh's own writer at each commit."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._start_over()

    def add(self, documents: Iterable[IndexedDocument]) -> int:
        came = 0
        for document in documents:
            self._added[document.document.id] = document
            came += 1
        return came

    def processes(self, jobs: int) -> int:
        """Whoosh's own processes would pickle every document."""
        del jobs
        return 1

    def add_from(
        self,
        read: Callable[[Sequence[Any]], Iterable[IndexedDocument]],
        names: Sequence[Any],
        *,
        jobs: int = 1,
    ) -> Iterator[int]:
        del jobs
        for start in range(0, len(names), PORTION):
            portion = names[start : start + PORTION]
            self.add(read(portion))
            if len(self._added) >= _MOST_HELD:
                self.commit()
            yield start + len(portion)

    def delete(self, ids: Iterable[str]) -> int:
        gone = 0
        with self._index.reader() as reader:
            for id in ids:
                committed = id not in self._deleted and _holds(reader, id)
                gone += self._added.pop(id, None) is not None or committed
                self._deleted.add(id)
        return gone

    def commit(self) -> None:
        if not self._added and not self._deleted:
            return
        writer = self._index.writer()
        try:
            for id in self._deleted | self._added.keys():
                writer.delete_by_term("id", id)
            for document in self._added.values():
                writer.add_document(**_fields(document))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._start_over()

    def _start_over(self) -> None:
        self._added: dict[str, IndexedDocument] = {}
        self._deleted: set[str] = set()

    def _roll_back(self) -> None:
        self._start_over()


class StockFactory:
    """Registered as "whoosh-stock"."""

    def create(self, folder: Path) -> None:
        create_index(folder)

    def open(self, folder: Path) -> StockEngine:
        return settled(lambda: StockEngine(folder))

    def edition(self, folder: Path) -> Edition:
        lacks = settled(lambda: fields_lacking(folder))
        return Edition(current=not lacks, lacks=lacks)

    def writer(self, folder: Path, *, memory: int = MEMORY) -> StockWriter:
        del memory  # Whoosh has its own limit
        return StockWriter(folder)

    def damage(self, folder: Path) -> Iterator[tuple[str, str]]:
        """Whoosh keeps no digests of its own files, so nothing can be told."""
        read_contents(folder)
        yield from ()


FACTORY = StockFactory()


def by_month(days: Mapping[dt.date, int]) -> dict[dt.date, int]:
    """Counts by day added up under the first day of each month."""
    months: Counter[dt.date] = Counter()
    for day, count in days.items():
        months[day.replace(day=1)] += count
    return dict(months)


def _holds(reader: Any, id: str) -> bool:
    return ("id", encode_key(id)) in reader and reader.postings("id", id).is_active()


def _fields(indexed: IndexedDocument) -> dict[str, Any]:
    document = indexed.document
    fields: dict[str, Any] = {
        "id": document.id,
        "revision": indexed.revision,
        "day": document.published.day.toordinal() if document.published else NO_DAY,
        "event": pack_intervals(indexed.event_days),
        **{facet: indexed.facets.get(facet, ()) for facet in FACETS},
        **{name: ordinal_of(indexed.other_days.get(name)) for name in OTHER_DAYS},
        STORY: story_of(indexed),
    }
    for field, stream in streams(indexed).items():
        fields[field] = stream
        fields[length_column(field)] = len(stream.keys)
    return fields
