"""Invented articles of an invented Sơn La, as an engine takes them in, and ways to ask for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from archive.model import Analysis, Document, DocumentKind, Published, Source
from index.ports import IndexedDocument, SearchRequest
from index.query import understand
from index.query.notes import Notes
from index.query.planner import Mode, plan, typed_without_marks
from index.query.vocabulary import Vocabulary
from tests.index.fake_engine import FakeEngine

TODAY = dt.date(2026, 11, 25)
SOURCES = {"baosonla": Source(key="baosonla", name="Báo Sơn La", kind="newspaper", home="")}


def article(
    id: str,
    title: str,
    body: str = "",
    *,
    day: str | None = None,
    lead: str = "",
    words: Iterable[str] = (),
    events: Iterable[tuple[str, str]] = (),
    kind: DocumentKind = DocumentKind.ARTICLE,
    **facets: str | tuple[str, ...],
) -> IndexedDocument:
    """One article; `words` are the segmenter's, in the order they stand in the text."""
    document = Document(
        id=id,
        kind=kind,
        url=f"https://bao.example/{id}",
        source="baosonla",
        title=title,
        lead=lead,
        body=body,
        published=Published(day=dt.date.fromisoformat(day), basis="test") if day else None,
    )
    given = {name: (value,) if isinstance(value, str) else value for name, value in facets.items()}
    return IndexedDocument(
        document=document,
        revision=int.from_bytes(id.encode()[:6], "big"),
        analysis=_analysis(document.text, words),
        facets={"kind": (kind.value,), "source": ("baosonla",), **given},
        event_days=tuple((dt.date.fromisoformat(a), dt.date.fromisoformat(b)) for a, b in events),
    )


def _analysis(text: str, words: Iterable[str]) -> Analysis:
    spans = []
    at = 0
    for word in words:
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return Analysis(revision=0, version="test", sentences=(), words=spans, mentions=())


def ask(
    query: str, documents: Iterable[IndexedDocument], *, today: dt.date = TODAY, mode: Mode = "all"
) -> list[str]:
    """Ids of what the query matches, in order."""
    engine = FakeEngine(documents)
    part = understand(query, today).part
    planned = plan(part, Vocabulary(engine, SOURCES), Notes(), folded=typed_without_marks(part), mode=mode)
    return sorted(hit.id for hit in engine.search(SearchRequest(match=planned.match, limit=1000)).hits)
