"""The pages' searches, asked of the index as it was last committed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from archive.catalog import Catalog
from archive.days import today
from archive.home import Home
from archive.model import Analysis, Document, Revision, Source
from index.analysis.facets import facets as facets_of
from index.kept import Kept
from index.ports import CURRENT, Edition, SearchEngine
from index.query import understand
from index.query.notes import Notes
from index.query.planner import plan, typed_without_marks
from index.search import Hit, Search, SearchAnswer, SearchParams
from index.store import IndexStore, LiveIndex
from index.text.marking import Marker
from web.described_sources import DescribedSources
from web.open_catalog import OpenCatalog
from web.params import SearchQuery
from web.searching import Span

KEPT = 200
"""Answers with facets that a process keeps of one state; one may take a megabyte."""


class IndexSearcher:
    """web.searching.Searcher over one committed state."""

    def __init__(
        self,
        engine: SearchEngine,
        catalog: Catalog,
        sources: Mapping[str, Source],
        before: IndexSearcher | None = None,
        *,
        edition: Edition = CURRENT,
    ) -> None:
        """Args: before: over the state before this one; edition: of the index."""
        self._engine = engine
        known = before._search if before is not None else None
        self._search: Search = Search(engine, catalog, sources, known, edition=edition)
        self._kept = Kept[SearchAnswer](KEPT)

    @property
    def generation(self) -> str:
        return self._engine.generation

    @property
    def document_count(self) -> int:
        return self._engine.document_count

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
        """The query as index.search takes it."""
        wanted = replace(
            _asked(query),
            offset=offset,
            limit=limit,
            facets=facets,
            facet_limit=facet_limit,
            histogram=histogram,
        )
        if not facets:
            return self._search.search(wanted)
        question = repr(wanted)  # its filters are mappings, which are no keys
        return self._kept.get((today(), question), lambda: self._search.search(wanted))

    def every(self, query: SearchQuery) -> Iterator[tuple[Hit, Revision]]:
        """As index.search lists it."""
        return self._search.every(_asked(query))

    def like(self, document: Document, analysis: Analysis | None, *, limit: int) -> Sequence[Hit]:
        """As index.search compares documents: by key terms and entities together."""
        return self._search.like(document, facets_of(document, analysis), limit=limit)

    def marks(self, query_text: str, text: str) -> Sequence[Span]:
        """Where the words of a query stand in a whole text; without regard to marks if nowhere else."""
        part = understand(query_text, today()).part
        for folded in dict.fromkeys((typed_without_marks(part), True)):
            planned = plan(part, self._search.vocabulary, Notes(), folded=folded)
            spans = Marker(planned, planned.stems).spans(text)
            if spans:
                return spans
        return ()


def _asked(query: SearchQuery) -> SearchParams:
    return SearchParams(
        q=query.text,
        first=query.period.first,
        last=query.period.last,
        date_field="published" if query.date_field == "pub" else query.date_field,
        undated=query.undated or "auto",
        include=query.include,
        exclude=query.exclude,
        place_mode=query.place_mode,
        place_scope=query.place_scope,
        story=query.story,
        sort=query.effective_sort,
        grouped=query.group,
    )


class OpenIndex:
    """Opens the index of a home; called once a request, answers the newest committed state."""

    def __init__(self, home: Home, open_catalog: Callable[[], Catalog] | None = None) -> None:
        self._sources = DescribedSources(home)
        self._open_catalog = open_catalog or OpenCatalog(home)
        self._live = LiveIndex(IndexStore(home.index_folder))
        self._lock = threading.Lock()
        self._searcher: IndexSearcher | None = None
        self._over: tuple[SearchEngine, Catalog] | None = None

    def __call__(self) -> IndexSearcher:
        """Raises: IndexMissing, EngineUnavailable, CatalogUnusable."""
        engine, catalog = over = (self._live.engine(), self._open_catalog())
        with self._lock:
            if self._searcher is None or over != self._over:
                self._searcher = IndexSearcher(
                    engine, catalog, self._sources(), self._searcher, edition=self._live.edition
                )
                self._over = over
            return self._searcher
