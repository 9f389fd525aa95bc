"""What becomes of one answer: capture first, made durable; then the document; then the catalog."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection

from archive.captures import CaptureStore
from archive.catalog import Catalog
from archive.model import Capture, CaptureKind, CaptureRole, Document, Source
from crawler.baseline import Lack
from crawler.charset import decode
from crawler.entering import enter_document
from crawler.extract import Extraction, extract
from crawler.net import Exchange
from crawler.refusals import refusal_of

ENOUGH_TEXT = 500
"""Characters of a body that was surely found."""
_PAGES = ("text/html", "application/xhtml+xml", "")
_UNREADABLE = ("image/", "video/", "audio/", "font/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A capture that is on disk, and what was read from it."""

    capture: Capture
    extraction: Extraction | None  # None for answers that hold no page
    refusal: str | None = None  # "blocked" or "soft-404", see crawler.refusals

    @property
    def lacks(self) -> tuple[Lack, ...] | None:
        """What the page did not give of a document with day and enough text; None if none was looked for."""
        if self.extraction is None:
            return None
        found = self.extraction.document
        if found is None:
            return (Lack.DOCUMENT,)
        lacks = []
        if found.published is None:
            lacks.append(Lack.DAY)
        if len(found.body) < ENOUGH_TEXT:
            lacks.append(Lack.TEXT)
        return tuple(lacks)

    @property
    def document(self) -> Document | None:
        """The document the page holds."""
        return self.extraction.document if self.extraction else None


def charset_of(content_type: str) -> str | None:
    """The charset parameter of a Content-Type field."""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip():
            return value.strip().strip("\"'").lower()
    return None


class Keeper:
    """Keeps answers of a crawl; one at a time, in the crawl's own thread."""

    def __init__(self, captures: CaptureStore, catalog: Catalog) -> None:
        self._captures = captures
        self._catalog = catalog

    def capture(self, exchange: Exchange, source: Source, *, page: bool) -> Kept:
        """Append the exchange to the captures and read the page it holds.

        A payload that is captured already becomes a revisit and is not read again.
        Args: page: whether a document is looked for in a 200 answer.
        """
        capture = self._captures.append_exchange(
            url=exchange.url,
            source=source.key,
            captured_at=exchange.at,
            request=exchange.request,
            status_line=exchange.status_line,
            headers=exchange.headers,
            body=exchange.body,
            seen=self._catalog.last_capture(exchange.url),
            role=CaptureRole.PAGE if page else CaptureRole.LIST,
        )
        extraction = None
        readable = not exchange.mime.startswith(_UNREADABLE)
        if page and readable and exchange.status == 200 and capture.kind is CaptureKind.RESPONSE:
            charset = charset_of(exchange.header("Content-Type"))
            if exchange.mime in _PAGES:
                refusal = refusal_of(decode(exchange.content, charset).text, exchange.status)
                if refusal is not None:
                    return Kept(capture=capture, extraction=None, refusal=refusal)
            extraction = extract(
                exchange.content,
                url=exchange.url,
                charset=charset,
                captured_at=exchange.at,
                source=source,
            )
        return Kept(capture=capture, extraction=extraction)

    def enter(self, kept: Kept, connection: Connection) -> str | None:
        """Enter a capture and its document in the caller's transaction.

        Answers "new", "changed" or "unchanged" for a document, None where there is none.
        """
        if kept.document is not None:
            return enter_document(self._catalog, kept.document, kept.capture, connection).outcome
        self._catalog.record_capture(kept.capture, connection)
        outcome = kept.extraction.kind.value if kept.extraction else _plain_outcome(kept.capture)
        self._catalog.mark_read(kept.capture, outcome, connection)
        return None

    def note_gone(self, url: str, when: dt.datetime) -> None:
        """Note that the page of a document is gone; its copy stays."""
        self._catalog.note_gone(url, when)


def _plain_outcome(capture: Capture) -> str:
    return "revisit" if capture.kind is CaptureKind.REVISIT else "other"
