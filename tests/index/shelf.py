"""The search service over a few documents: what its tests ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from archive.model import Capture, CaptureKind, Listed, Revision
from index.ports import IndexedDocument
from index.search import Search, SearchAnswer, SearchParams
from tests.index.fake_engine import FakeEngine
from tests.index.query.corpus import SOURCES, TODAY


class Shelf:
    """Revisions of the documents given, by id."""

    def __init__(self, documents: Sequence[IndexedDocument]) -> None:
        self._revisions = {each.revision: _revision(each) for each in documents}
        self._stories = {each.document.id: each.story for each in documents}

    def revisions(self, revision_ids: Iterable[int]) -> dict[int, Revision]:
        return {id: self._revisions[id] for id in revision_ids if id in self._revisions}

    def listed(self, revision_ids: Iterable[int]) -> dict[int, Listed]:
        return {id: one.listed for id, one in self.revisions(revision_ids).items()}

    def story_of(self, document_id: str) -> str:
        return self._stories.get(document_id) or document_id


def _revision(indexed: IndexedDocument) -> Revision:
    when = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    capture = Capture(
        url=indexed.document.url,
        captured_at=when,
        kind=CaptureKind.RESPONSE,
        status=200,
        mime="text/html",
        payload_digest="sha256:0",
        warc="a.warc.gz",
        offset=0,
        length=1,
        source="baosonla",
    )
    return Revision(
        id=indexed.revision,
        number=1,
        document=indexed.document,
        capture=capture,
        digest="sha256:0",
        extractor="test",
        stored_at=when,
    )


def over(documents: Sequence[IndexedDocument]) -> Search:
    return Search(FakeEngine(documents), Shelf(documents), SOURCES)


def ask(search: Search, q: str = "", **params: object) -> SearchAnswer:
    return search.search(SearchParams(q=q, today=TODAY, **params))
