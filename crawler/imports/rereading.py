"""Captures read again, from the WARC files alone: what a crash left unread, or all of them.

Each is read as it was when it came in, by the role its record names, and in the order of the
files, which is the order they came in; so the same captures give the same catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from archive.captures import CapturedPage, RecordFault, captures_in, iterate, read_capture
from archive.catalog import Catalog
from archive.errors import CaptureDamaged
from archive.home import Home
from archive.identity import canonical_url
from archive.model import Capture, CaptureKind, CaptureRole, Document, Source
from crawler.entering import enter_document
from crawler.extract import extract
from crawler.imports.pieces import Piece
from crawler.imports.reading import read_piece, with_own_id
from crawler.imports.texts import Unusable

_GONE = (404, 410)
_UNTOLD = "other"  # outcome of captures in which no document is looked for
_DAMAGED = "damaged"


class Rereader:
    """Enters captures in a catalog with the documents they hold."""

    def __init__(self, catalog: Catalog, sources: Mapping[str, Source]) -> None:
        self._catalog = catalog
        self._sources = sources

    def read(self, page: CapturedPage) -> str:
        """Enter one capture; answers what reading it gave, as the catalog keeps it."""
        capture = page.capture
        imported = page.role is CaptureRole.IMPORT
        if capture.kind is CaptureKind.REVISIT:
            return self._enter(capture, "revisit")
        if capture.status in _GONE and not imported:
            outcome = self._enter(capture, _UNTOLD)
            self._catalog.note_gone(capture.url, capture.captured_at)
            return outcome
        if capture.status != 200 or page.role is CaptureRole.LIST:
            return self._enter(capture, _UNTOLD)
        return self._read_import(page) if imported else self._read_page(page)

    def _read_page(self, page: CapturedPage) -> str:
        extraction = extract(
            page.body,
            url=page.url,
            charset=page.charset,
            captured_at=page.capture.captured_at,
            source=self._sources.get(page.capture.source),
        )
        if extraction.document is None:
            return self._enter(page.capture, extraction.kind.value)
        self._store(extraction.document, page.capture)
        return extraction.kind.value

    def _read_import(self, page: CapturedPage) -> str:
        capture = page.capture
        of_exchange = capture.kind is CaptureKind.RESPONSE
        piece = Piece(
            place="",
            url=canonical_url(page.url) if of_exchange else page.url,
            content=page.body,
            mime=capture.mime or "text/html",
            charset=page.charset,
        )
        try:
            document = read_piece(
                piece,
                source=self._sources.get(capture.source),
                key=capture.source,
                fixed=True,
                at=capture.captured_at,
            )
        except Unusable:
            return self._enter(capture, _UNTOLD)
        known = self._catalog.document(document.id)
        document = with_own_id(document, known.document.url if known else None)
        self._store(document, capture)
        return document.kind.value

    def _store(self, document: Document, capture: Capture) -> None:
        with self._catalog.atomic() as connection:
            enter_document(self._catalog, document, capture, connection)

    def _enter(self, capture: Capture, outcome: str) -> str:
        with self._catalog.atomic() as connection:
            self._catalog.record_capture(capture, connection)
            self._catalog.mark_read(capture, outcome, connection)
        return outcome


def reread_all(folder: Path, reader: Rereader) -> Iterator[CapturedPage | RecordFault]:
    """Read every capture of a folder; each is yielded once it is in the catalog, faults in their place."""
    yield from _read_each(captures_in(folder), reader)


def read_left_behind(home: Home, catalog: Catalog) -> int:
    """Read what is durable in the WARC files and was never read: what a crash left to do.

    For whoever holds the home's captures; answers how many there were. A capture is entered
    right after it is durable, so what the catalog lacks of a file lies at its end; looking
    costs one record a file when nothing is missing.
    """
    reader = Rereader(catalog, home.sources())
    folder = home.captures_folder
    read = 0
    for path in sorted(folder.glob("*.warc.gz")):
        found = _read_each(iterate(path, catalog.end_of(path.name)), reader)
        read += sum(isinstance(page, CapturedPage) for page in found)
    for capture in list(catalog.unread_captures()):
        try:
            reader.read(read_capture(folder, capture.warc, capture.offset))
        except CaptureDamaged:
            catalog.mark_read(capture, _DAMAGED)
        read += 1
    return read


def _read_each(
    found: Iterable[CapturedPage | RecordFault], reader: Rereader
) -> Iterator[CapturedPage | RecordFault]:
    for page in found:
        if isinstance(page, CapturedPage):
            reader.read(page)
        yield page
