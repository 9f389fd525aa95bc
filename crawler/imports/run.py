"""Keep the pieces of files: read, capture in batches, then tell the catalog."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from archive.captures import CaptureStore
from archive.captures.records import sha256_digest
from archive.catalog import Catalog
from archive.errors import InputUnusable
from archive.home import Home
from archive.identity import content_digest
from archive.model import Capture, CaptureRole, Document, Source
from crawler.addresses import bare_host
from crawler.entering import enter_document
from crawler.imports.files import ImportFile, find_files
from crawler.imports.pieces import Fault, Piece, captured_at, cut
from crawler.imports.reading import DEFAULT_SOURCE, read_piece, with_own_id
from crawler.imports.rereading import read_left_behind
from crawler.imports.texts import Unusable

_BATCH_PIECES = 200
_BATCH_BYTES = 32 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What one import is asked to do."""

    source: str | None = None  # key for everything; None chooses by the page's host
    known_hosts_only: bool = False  # of WARC files, only pages of a known source's hosts
    dry_run: bool = False  # read and tell, keep nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A piece that is in the archive now (or would be, in a dry run)."""

    file: str
    place: str
    outcome: str  # "new", "changed" or "unchanged"
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A piece that is not in the archive, and why."""

    file: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Ready:
    """A piece with its document, waiting for its batch."""

    file: str
    piece: Piece
    document: Document


def import_paths(
    home: Home, paths: Iterable[Path], options: ImportOptions | None = None
) -> Iterator[Imported | LeftOut]:
    """Bring files in; one event for each piece: what is left out at once, the rest batch by batch.

    Importing a file again changes nothing. A file that cannot be read is left out with its
    reason and the rest goes on.
    Raises: InputUnusable for an unknown source; Busy, HomeUnusable.
    """
    options = options or ImportOptions()
    sources = home.sources()
    if options.source is not None and options.source not in sources:
        raise InputUnusable(
            f"no source is called {options.source!r}",
            hint="`baoluu source list` names them; `baoluu source add` makes one.",
        )
    reader = _Reader(sources, options)
    with ExitStack() as stack:
        catalog: Catalog | None = None
        keeper: _BatchKeeper | None = None
        if not options.dry_run:
            captures = stack.enter_context(home.captures())
            catalog = home.catalog()
            read_left_behind(home, catalog)
            keeper = _BatchKeeper(captures, catalog)
        elif (home.path / "catalog.db").exists() or home.settings.database:
            catalog = home.catalog()
        if catalog is not None:
            stack.callback(catalog.close)
        batch: list[_Ready] = []
        waiting = 0
        for file in find_files(paths):
            for piece in cut(file, largest=home.settings.page_bytes, wanted=reader.wanted):
                ready = reader.read(file, piece)
                if isinstance(ready, LeftOut):
                    yield ready
                    continue
                batch.append(ready)
                waiting += len(ready.piece.content)
                if len(batch) >= _BATCH_PIECES or waiting >= _BATCH_BYTES:
                    yield from _kept(batch, keeper, catalog)
                    batch, waiting = [], 0
        yield from _kept(batch, keeper, catalog)


def _kept(batch: list[_Ready], keeper: _BatchKeeper | None, catalog: Catalog | None) -> Iterator[Imported]:
    if keeper is not None:
        yield from keeper.keep(batch)
        return
    for one in batch:
        known = catalog.document(one.document.id) if catalog is not None else None
        outcome = "new"
        if known is not None:
            outcome = "unchanged" if known.digest == content_digest(one.document) else "changed"
        yield Imported(file=one.file, place=one.piece.place, outcome=outcome, document=one.document)


class _Reader:
    """Pieces to documents."""

    def __init__(self, sources: Mapping[str, Source], options: ImportOptions) -> None:
        self._sources = sources
        self._options = options
        self._by_host = {
            bare_host(f"//{host}"): source
            for source in sources.values()
            for host in (*source.hosts, urlsplit(source.home).netloc)
            if host
        }

    def wanted(self, url: str) -> bool:
        """Whether a WARC record of this address is looked at."""
        return not self._options.known_hosts_only or self._of_host(url) is not None

    def read(self, file: ImportFile, piece: Piece | Fault) -> _Ready | LeftOut:
        """The document in a piece, or why there is none."""
        if isinstance(piece, Fault):
            return LeftOut(file=file.name, place=piece.place, reason=piece.reason)
        try:
            document = self._document(piece)
        except Unusable as unusable:
            return LeftOut(file=file.name, place=piece.place, reason=str(unusable))
        return _Ready(file.name, replace(piece, url=piece.url or document.url), document)

    def _document(self, piece: Piece) -> Document:
        source = self._source(piece)
        return read_piece(
            piece,
            source=source,
            key=source.key if source else DEFAULT_SOURCE,
            fixed=self._options.source is not None,
            at=captured_at(piece, dt.datetime.now(dt.UTC)),
        )

    def _source(self, piece: Piece) -> Source | None:
        if self._options.source is not None:
            return self._sources[self._options.source]
        named = piece.captured.capture.source if piece.captured else ""
        return self._sources.get(named) or self._of_host(piece.url) or self._sources.get(DEFAULT_SOURCE)

    def _of_host(self, url: str) -> Source | None:
        return self._by_host.get(bare_host(url))


class _BatchKeeper:
    """Captures of a batch first, made durable at once; then the catalog, in one transaction."""

    def __init__(self, captures: CaptureStore, catalog: Catalog) -> None:
        self._captures = captures
        self._catalog = catalog

    def keep(self, batch: list[_Ready]) -> list[Imported]:
        """Keep the batch and say what became of each."""
        now = dt.datetime.now(dt.UTC)
        done: list[Imported] = []
        captured: list[tuple[_Ready, Document, Capture]] = []
        taken: dict[str, str] = {}  # ids of this batch, which the catalog does not have yet
        for one in batch:
            known = self._catalog.document(one.document.id)
            holder = known.document.url if known else taken.get(one.document.id)
            document = with_own_id(one.document, holder)
            taken[document.id] = document.url
            capture = self._known_capture(one.piece) if holder is not None else None
            if capture and known and capture.locator != known.capture.locator:
                # It came in before and the document has moved on since: nothing new is said.
                done.append(_imported(one, document, "unchanged"))
                continue
            captured.append((one, document, capture or self._capture(one, now)))
        self._captures.sync()
        with self._catalog.atomic() as connection:
            for one, document, capture in captured:
                stored = enter_document(self._catalog, document, capture, connection)
                done.append(_imported(one, document, stored.outcome))
        return done

    def _known_capture(self, piece: Piece) -> Capture | None:
        """The capture that holds the piece already."""
        captured = piece.captured
        digest = sha256_digest(captured.payload if captured else piece.content)
        for known in self._catalog.captures_of(captured.url if captured else piece.url):
            same_time = captured is None or known.captured_at == captured.capture.captured_at
            if known.payload_digest == digest and same_time:
                return known
        return None

    def _capture(self, one: _Ready, now: dt.datetime) -> Capture:
        captured = one.piece.captured
        if captured is None:
            return self._captures.append_resource(
                url=one.piece.url,
                source=one.document.source,
                captured_at=now,
                mime=one.piece.content_type,
                body=one.piece.content,
                filename=one.file,
                durable=False,
            )
        return self._captures.append_exchange(
            url=captured.url,
            source=one.document.source,
            captured_at=captured.capture.captured_at,
            request=b"",
            status_line=f"HTTP/1.1 {captured.capture.status} OK",
            headers=captured.headers,
            body=captured.payload,
            role=CaptureRole.IMPORT,
            durable=False,
        )


def _imported(one: _Ready, document: Document, outcome: str) -> Imported:
    return Imported(file=one.file, place=one.piece.place, outcome=outcome, document=document)
