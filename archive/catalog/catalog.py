"""What can be asked of the catalog, and the few ways to write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, CursorResult, delete, func, insert, select, update

from archive.catalog import rows, statements, tables
from archive.catalog.caught_up import Reach, Stage, fall_back, note_reached, reach
from archive.catalog.connection import atomic, open_engine
from archive.catalog.frontier_tables import FRONTIER_TABLES
from archive.catalog.inspection import damage
from archive.catalog.packing import pack, unpack
from archive.catalog.seals import seal_again, seal_revision
from archive.catalog.story_tables import compared
from archive.catalog.tables import analysis, capture, document, revision
from archive.identity import content_digest
from archive.model import Analysis, Capture, Document, Listed, Revision

Outcome = Literal["new", "changed", "unchanged"]
_BATCH = 500  # rows read at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What became of a document that was handed in."""

    revision: int
    outcome: Outcome


class Catalog:
    """An open catalog; safe to ask from many threads and processes."""

    def __init__(self, url: str) -> None:
        """Open the database at `url` (SQLAlchemy's form). Raises: CatalogUnusable."""
        self._engine = open_engine(url)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def atomic(self) -> AbstractContextManager[Connection]:
        """One write transaction for several calls that take its connection."""
        return atomic(self._engine)

    def reading(self) -> AbstractContextManager[Connection]:
        """One connection for several questions to the tables beside the documents."""
        return self._engine.connect()

    def make_empty(self) -> None:
        """Delete all that can be read again from captures; what the crawl has before it stays."""
        kept = {tables.schema_version, *FRONTIER_TABLES}
        with self.atomic() as connection:
            for table in reversed(tables.metadata.sorted_tables):
                if table not in kept:
                    connection.execute(delete(table))

    # ---- captures

    def record_capture(self, one: Capture, connection: Connection | None = None) -> int:
        """Enter a capture that is durable in its WARC file; entering it again changes nothing."""
        if connection is None:
            with self.atomic() as connection:
                return self.record_capture(one, connection)
        known = connection.execute(statements.capture_id(one.warc, one.offset)).scalar()
        if known is not None:
            return int(known)
        entered = connection.execute(statements.ENTER_CAPTURE, rows.capture_values(one))
        return _new_row(entered)

    def mark_read(self, one: Capture, outcome: str, connection: Connection | None = None) -> None:
        """Note what reading a capture gave, so that it is not read again."""
        if connection is None:
            with self.atomic() as connection:
                self.mark_read(one, outcome, connection)
                return
        where = (capture.c.warc == one.warc) & (capture.c.offset == one.offset)
        connection.execute(update(capture).where(where).values(outcome=outcome))

    def unread_captures(self) -> Iterator[Capture]:
        """Captures that were entered and never read, oldest first: what a crash left to do."""
        yield from self._paged(statements.unread_captures, rows.capture_from)

    def all_captures(self) -> Iterator[Capture]:
        """Every capture, in the order they were entered."""
        yield from self._paged(statements.captures_after, rows.capture_from)

    def warc_files(self) -> list[str]:
        """Names of the WARC files that captures lie in."""
        with self._engine.connect() as connection:
            return list(
                connection.execute(select(capture.c.warc).distinct().order_by(capture.c.warc)).scalars()
            )

    def captures_in(self, warc: str) -> Iterator[Capture]:
        """Every capture of one WARC file, in the order they lie there."""
        offset = -1
        while True:
            with self._engine.connect() as connection:
                page = connection.execute(statements.captures_in(warc, offset).limit(_BATCH)).all()
            if not page:
                return
            for row in page:
                yield rows.capture_from(row)
            offset = page[-1].offset

    def captures_of(self, url: str) -> list[Capture]:
        """Every capture of exactly this address, newest first."""
        with self._engine.connect() as connection:
            return [rows.capture_from(row) for row in connection.execute(statements.captures_of(url))]

    def last_capture(self, url: str) -> Capture | None:
        """The newest capture of this address that holds a page itself: no failure and no revisit."""
        with self._engine.connect() as connection:
            row = connection.execute(statements.captures_of(url, with_payload=True).limit(1)).first()
        return rows.capture_from(row) if row is not None else None

    def capture_of_payload(self, digest: str) -> Capture | None:
        """The first capture that holds the payload itself, for resolving a revisit."""
        with self._engine.connect() as connection:
            row = connection.execute(statements.capture_of_payload(digest)).first()
        return rows.capture_from(row) if row is not None else None

    def knows(self, one: Capture) -> bool:
        """Whether a capture of that place was entered."""
        with self._engine.connect() as connection:
            return connection.execute(statements.capture_id(one.warc, one.offset)).first() is not None

    def end_of(self, warc: str) -> int:
        """Byte offset after the last capture known of this file; 0 when none is."""
        with self._engine.connect() as connection:
            end = connection.execute(
                select(func.max(capture.c.offset + capture.c.length)).where(capture.c.warc == warc)
            ).scalar()
        return int(end or 0)

    # ---- documents and their revisions

    def store(
        self, one: Document, captured: Capture, extractor: str, connection: Connection | None = None
    ) -> Stored:
        """Enter what was read from a capture; a changed content becomes the next revision.

        The capture is entered too, and marked as read. An unchanged content keeps its revision,
        with whatever this extractor reads better beside the content (basis, form, structure).
        """
        if connection is None:
            with self.atomic() as connection:
                return self.store(one, captured, extractor, connection)
        capture_id = self.record_capture(captured, connection)
        connection.execute(statements.MARK_CAPTURE, {"of_capture": capture_id, "outcome": one.kind.value})
        digest = content_digest(one)
        latest = connection.execute(statements.latest_of(), {"of_document": one.id}).first()
        values = rows.revision_values(one)
        if latest is not None and latest.digest == digest:
            if latest.facts != values["facts"]:
                refreshed = {"facts": values["facts"], "extractor": extractor}
                connection.execute(update(revision).where(revision.c.id == latest.id).values(**refreshed))
                seal_again(connection, int(latest.id))
            self._still_there(one, connection)
            return Stored(revision=int(latest.id), outcome="unchanged")
        if latest is None:
            connection.execute(
                statements.ENTER_DOCUMENT, {"id": one.id, "url": one.url, "source": one.source}
            )
        number = 1 if latest is None else latest.number + 1
        place = {
            "document": one.id,
            "number": number,
            "capture": capture_id,
            "digest": digest,
            "extractor": extractor,
            "stored_at": rows.instant_text(dt.datetime.now(dt.UTC)),
        }
        columns = {**place, **values}
        revision_id = _new_row(connection.execute(statements.ENTER_REVISION, columns))
        seal_revision(connection, revision_id, columns)
        current = {"latest": revision_id, "url": one.url, "source": one.source, "gone_since": None}
        connection.execute(statements.MOVE_DOCUMENT, {"of_document": one.id, **current})
        return Stored(revision=revision_id, outcome="new" if latest is None else "changed")

    def note_gone(self, url: str, when: dt.datetime) -> bool:
        """Note that the page of a document answers 404 or 410; its copy stays."""
        with self.atomic() as connection:
            gone = (document.c.url == url) & document.c.gone_since.is_(None)
            changed = connection.execute(
                update(document).where(gone).values(gone_since=rows.instant_text(when))
            )
            return changed.rowcount > 0

    def gone_since(self, document_id: str) -> dt.datetime | None:
        """When the page was first found missing after it had been there."""
        with self._engine.connect() as connection:
            text = connection.execute(
                select(document.c.gone_since).where(document.c.id == document_id)
            ).scalar()
        return rows.instant(text) if text else None

    def document(self, document_id: str) -> Revision | None:
        """The latest revision of a document."""
        return self._one(statements.latest_revisions().where(document.c.id == document_id))

    def documents(self, document_ids: Iterable[str]) -> list[Revision]:
        """The latest revisions of these documents in the order they are named, those that are there."""
        wanted = list(document_ids)
        found: dict[str, Revision] = {}
        with self._engine.connect() as connection:
            for batch in statements.in_batches(wanted):
                for row in connection.execute(statements.latest_revisions().where(document.c.id.in_(batch))):
                    one = rows.revision_from(row)
                    found[one.document.id] = one
        return [found[one] for one in wanted if one in found]

    def document_at(self, url: str) -> Revision | None:
        """The latest revision of the document at this canonical address; of several, the first by id."""
        at = statements.latest_revisions().where(document.c.url == url)
        return self._one(at.order_by(document.c.id).limit(1))

    def revision(self, revision_id: int) -> Revision | None:
        """A revision by its row."""
        return self._one(statements.revisions().where(revision.c.id == revision_id))

    def revisions(self, revision_ids: Iterable[int]) -> dict[int, Revision]:
        """The revisions of these rows; those that are not there are left out."""
        found: dict[int, Revision] = {}
        with self._engine.connect() as connection:
            for batch in statements.in_batches(revision_ids):
                for row in connection.execute(statements.revisions().where(revision.c.id.in_(batch))):
                    one = rows.revision_from(row)
                    found[one.id] = one
        return found

    def listed(self, revision_ids: Iterable[int]) -> dict[int, Listed]:
        """What a list shows of the revisions of these rows, for a third of what reading them whole takes."""
        found: dict[int, Listed] = {}
        with self._engine.connect() as connection:
            for batch in statements.in_batches(revision_ids):
                for row in connection.execute(statements.LISTED, {"of_revisions": batch}):
                    found[row.id] = rows.listed_from(row)
        return found

    def history(self, document_id: str) -> list[Revision]:
        """Every revision of a document, newest first."""
        query = statements.revisions().where(revision.c.document == document_id)
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(revision.c.number.desc()))
            return [rows.revision_from(row) for row in found]

    def latest_revisions(self, after: int = 0) -> Iterator[Revision]:
        """The latest revision of every document in order of its row, those after row `after`."""
        while True:
            query = statements.latest_revisions().where(revision.c.id > after)
            with self._engine.connect() as connection:
                page = connection.execute(query.order_by(revision.c.id).limit(_BATCH)).all()
            if not page:
                return
            for row in page:
                yield rows.revision_from(row)
            after = page[-1].id

    def latest_by_document(self) -> dict[str, int]:
        """Document id -> latest revision, for comparing with an index."""
        query = select(document.c.id, document.c.latest).where(document.c.latest.is_not(None))
        with self._engine.connect() as connection:
            return {row.id: row.latest for row in connection.execute(query)}

    def story_of(self, document_id: str) -> str:
        """Name of the story a document tells: the id of its first document, its own where it is alone."""
        query = select(compared.c.story).where(compared.c.document == document_id)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or document_id

    # ---- analyses

    def save_analyses(self, analyses: Iterable[Analysis]) -> int:
        """Keep analyses, each in place of the one its revision had; answers how many."""
        given = {one.revision: one for one in analyses}
        values = [
            {"revision": one.revision, "version": one.version, "packed": pack(one)} for one in given.values()
        ]
        if values:
            with self.atomic() as connection:
                for batch in statements.in_batches(given):
                    connection.execute(statements.drop_analyses(batch))
                connection.execute(insert(analysis), values)
                fall_back([Stage.ANALYSED, Stage.REGISTERED], min(given), connection)
        return len(values)

    def analyses(self, revision_ids: Iterable[int]) -> dict[int, Analysis]:
        """The stored analyses of these revisions, whatever their version."""
        found: dict[int, Analysis] = {}
        with self._engine.connect() as connection:
            for batch in statements.in_batches(revision_ids):
                for row in connection.execute(select(analysis).where(analysis.c.revision.in_(batch))):
                    found[row.revision] = unpack(row.packed, row.revision, row.version)
        return found

    def stale_revisions(self, version: str) -> list[int]:
        """Latest revisions without an analysis of this version, in order."""
        with self._engine.connect() as connection:
            return list(connection.execute(statements.stale_revisions(version)).scalars())

    # ---- how far the stages have come

    def reach(self, stage: Stage, version: str) -> Reach:
        """What a stage may note when it has done what is left; to be asked for before that is."""
        with self._engine.connect() as connection:
            return reach(stage, version, connection)

    def note_reached(self, reached: Reach) -> None:
        """Note that a stage has done all there was when its reach was asked for."""
        if reached.noted != (reached.version, reached.up_to):
            with self.atomic() as connection:
                note_reached(reached, connection)

    # ---- figures

    def counts(self) -> Mapping[str, int]:
        """documents, revisions, captures, analyses, unread captures."""
        with self._engine.connect() as connection:
            return {
                "documents": _count(connection, document),
                "revisions": _count(connection, revision),
                "captures": _count(connection, capture),
                "analyses": _count(connection, analysis),
                "unread": int(connection.execute(statements.unread_count()).scalar() or 0),
            }

    def counts_by_source(self) -> Sequence[tuple[str, int, str | None, str | None]]:
        """(source, documents, first day, last day) of each source that has documents."""
        with self._engine.connect() as connection:
            found = connection.execute(statements.counts_by_source()).all()
        return [(row.source, row.documents, row.first, row.last) for row in found]

    def last_captured_at(self) -> dt.datetime | None:
        """When the newest capture was made."""
        with self._engine.connect() as connection:
            text = connection.execute(select(func.max(capture.c.captured_at))).scalar()
        return rows.instant(text) if text else None

    def damage(self) -> Iterator[tuple[str, str]]:
        """(where, what) the database finds wrong with itself, and rows that are not what was entered."""
        return damage(self._engine)

    # ---- inside

    def _still_there(self, one: Document, connection: Connection) -> None:
        back = (document.c.id == one.id) & document.c.gone_since.is_not(None)
        connection.execute(update(document).where(back).values(gone_since=None))

    def _one(self, query: Any) -> Revision | None:
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return rows.revision_from(row) if row is not None else None

    def _paged(self, query_after: Any, make: Any) -> Iterator[Any]:
        after = 0
        while True:
            with self._engine.connect() as connection:
                page = connection.execute(query_after(after).limit(_BATCH)).all()
            if not page:
                return
            for row in page:
                yield make(row)
            after = page[-1].id


def _new_row(entered: CursorResult[Any]) -> int:
    key = entered.inserted_primary_key
    assert key is not None, "an INSERT of one row answers its key"
    return int(key[0])


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)
