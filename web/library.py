"""What the pages read: the index on its last committed state, the catalog, the captures.

Nothing here writes. Pages ask the library, never the home folder.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from archive.captures import CapturedPage, read_capture
from archive.catalog import Catalog
from archive.catalog.crawl_gaps import CrawlGaps
from archive.catalog.frontier import Frontier
from archive.errors import CatalogUnusable
from archive.home import Home
from archive.model import Analysis, Capture, MentionType, Revision, Source
from index.analysis.facets import facet_value, founded
from index.registry import Registry
from index.search.answer import Hit, SearchAnswer
from web.crawl_state import CrawlState, crawl_state
from web.failures import NotHeld
from web.params import SearchQuery
from web.phrases import gettext as _
from web.searching import Searcher

T = TypeVar("T")

LIBRARY = "baoluu.library"
"""The key of an app's library in `Flask.extensions`."""

_SOURCES_SECONDS = 30.0
_CRAWL_SECONDS = 30.0
_KEPT_ANSWERS = 64  # small answers a generation: the home page's lists, the coverage table


class Library:
    """The reading room's shelves; safe to share among threads."""

    def __init__(
        self, home: Home, open_searcher: Callable[[], Searcher], open_catalog: Callable[[], Catalog]
    ) -> None:
        self._home = home
        self._open_searcher = open_searcher
        self._open_catalog = open_catalog
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], Any] = {}
        self._sources: Mapping[str, Source] = home.sources()
        self._sources_read_at = time.monotonic()
        self._crawl: CrawlState | None = None
        self._crawl_read_at = 0.0

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources as described now; a description added while serving is seen soon."""
        if time.monotonic() - self._sources_read_at > _SOURCES_SECONDS:
            self._sources = self._home.sources()
            self._sources_read_at = time.monotonic()
        return self._sources

    @property
    def catalog(self) -> Catalog:
        """Raises: CatalogUnusable, also when it went away while the site was up."""
        return self._open_catalog()

    @property
    def crawl(self) -> CrawlState:
        """How the crawl stands, at most half a minute old. Raises: CatalogUnusable."""
        if self._crawl is None or time.monotonic() - self._crawl_read_at > _CRAWL_SECONDS:
            self._open_catalog()  # the others below would make a fresh one where it is gone
            frontier, gaps = Frontier(self._home.catalog_url), CrawlGaps(self._home.catalog_url)
            try:
                self._crawl = crawl_state(frontier.overview(), gaps.missed_days())
            finally:
                frontier.close()
                gaps.close()
            self._crawl_read_at = time.monotonic()
        return self._crawl

    @property
    def registry(self) -> Registry:
        """Directives, entities and offices, as the last analysis left them."""
        return Registry(self.catalog)

    def searcher(self) -> Searcher:
        """The index as last committed. Raises: IndexMissing while there is none."""
        return self._open_searcher()

    def ready(self) -> SearchAnswer:
        """What a search of everything answers, as a try says.

        Raises: IndexMissing, EngineUnavailable, CatalogUnusable.
        """
        found = self.searcher().search(SearchQuery(), limit=1)
        if found.total and not found.hits:
            raise CatalogUnusable(
                "the catalog does not hold what the index finds",
                hint="`baoluu rebuild` makes the catalog again from the captures.",
            )
        self.catalog.document("")  # asked even where there is nothing to find
        return found

    def kept(self, name: str, make: Callable[[Searcher], T]) -> T:
        """An answer made once a generation of the index, not once a request."""
        searcher = self.searcher()
        key = (searcher.generation, name)
        if key not in self._kept:
            answer = make(searcher)
            with self._lock:
                if len(self._kept) >= _KEPT_ANSWERS:
                    self._kept.clear()
                self._kept[key] = answer
            return answer
        held: T = self._kept[key]
        return held

    def latest(self, document_id: str) -> Revision:
        """The document as last captured. Raises: NotHeld."""
        revision = self.catalog.document(document_id)
        if revision is None:
            raise self._not_held(document_id)
        return revision

    def history(self, document_id: str) -> Sequence[Revision]:
        """Every revision, the first one first. Raises: NotHeld."""
        revisions = self.catalog.history(document_id)
        if not revisions:
            raise self._not_held(document_id)
        return sorted(revisions, key=lambda revision: revision.number)

    def revision(self, document_id: str, number: int) -> Revision:
        """One revision by its number within the document. Raises: NotHeld."""
        for revision in self.history(document_id):
            if revision.number == number:
                return revision
        raise NotHeld(
            _("Bài này không có bản thứ %(number)s.", number=number),
            hint=_("Mở bài để xem các bản đang lưu."),
        )

    def analysis(self, revision: Revision) -> Analysis | None:
        """What the analyser made of a revision; None while it has not come to it."""
        return self.catalog.analyses([revision.id]).get(revision.id)

    def directives_of(self, hits: Sequence[Hit]) -> Mapping[str, tuple[str, ...]]:
        """Document id -> keys of the directives it names, in the order it first names them."""
        analyses = self.catalog.analyses([hit.revision for hit in hits])
        named: dict[str, tuple[str, ...]] = {}
        for hit in hits:
            analysis = analyses.get(hit.revision)
            mentions = analysis.mentions if analysis is not None else ()
            keys = [
                facet_value(mention)
                for mention in mentions
                if mention.type is MentionType.DIRECTIVE and founded(mention)
            ]
            named[hit.id] = tuple(dict.fromkeys(keys))
        return named

    def captures(self, url: str) -> Sequence[Capture]:
        """Every capture of an address, the newest first."""
        return sorted(self.catalog.captures_of(url), key=lambda capture: capture.captured_at, reverse=True)

    def page_as_captured(self, capture: Capture) -> CapturedPage:
        """The exact payload. Raises: CaptureDamaged."""
        return read_capture(self._home.captures_folder, capture.warc, capture.offset)

    def source_name(self, key: str) -> str:
        """A source's name for people; its key when its description is gone."""
        source = self.sources.get(key)
        return source.name if source is not None else key

    def _not_held(self, document_id: str) -> NotHeld:
        return NotHeld(
            _("Kho không có bài nào mang mã %(id)s.", id=document_id[:80]),
            hint=_("Thử tìm bài theo từ trong tên bài, hoặc theo ngày đăng."),
        )
