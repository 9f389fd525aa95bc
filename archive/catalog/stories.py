"""Which documents tell one story, and what the index was last told of each beside its text.

A story is named after its first document. Who is alike is decided by the caller; here it is
kept, and looked up by sketches: small whole numbers of which alike texts share several.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from archive.catalog.catalog import Catalog
from archive.catalog.rows import instant
from archive.catalog.story_tables import compared, shelved, sketch
from archive.catalog.tables import capture, document, revision
from archive.days import vietnam_day
from archive.model import CaptureKind

_BATCH = 500  # values a statement names at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A document as it was compared."""

    row: int
    document: str
    revision: int
    story: str  # id of the story's first document


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """What an index holds of a document beside its text."""

    revision: int
    story: str
    crawled: dt.date  # in Vietnam, of the latest capture


_MINE = sketch.alias("mine")
_SHARING = (
    select(sketch.c.compared)
    .join_from(_MINE, sketch, and_(sketch.c.value == _MINE.c.value, sketch.c.compared != _MINE.c.compared))
    .where(_MINE.c.compared == bindparam("of_row"))
    .group_by(sketch.c.compared)
    .having(func.count() >= bindparam("shared"))
    .subquery()
)
_ALIKE = (
    select(compared.c.id, compared.c.document, compared.c.revision, compared.c.story)
    .join_from(_SHARING, compared, compared.c.id == _SHARING.c.compared)
    .order_by(compared.c.document)
)
_FIRST = (
    select(compared.c.document)
    .join(revision, revision.c.id == compared.c.revision)
    .where(compared.c.document.in_(bindparam("of_documents", expanding=True)))
    .order_by(revision.c.day.is_(None), revision.c.day, compared.c.document)
    .limit(1)
)
_STORY_IN = select(compared.c.story).where(compared.c.id == bindparam("of_row"))
_RENAME = update(compared).where(compared.c.story == bindparam("of_story"))
_OF_A_PAGE = or_(capture.c.kind == CaptureKind.REVISIT.value, capture.c.status.between(200, 299))


class Stories:
    """The stories of a catalog. What writes takes the connection of the caller's transaction."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    # ---- who is alike

    def uncompared(self, comparison: str) -> list[int]:
        """Latest revisions that were not compared as they stand by this version, in order."""
        query = (
            select(document.c.latest)
            .outerjoin(compared, compared.c.document == document.c.id)
            .where(document.c.latest.is_not(None))
            .where(
                or_(
                    compared.c.id.is_(None),
                    compared.c.revision != document.c.latest,
                    compared.c.comparison != comparison,
                )
            )
            .order_by(document.c.latest)
        )
        with self._catalog.reading() as connection:
            return list(connection.execute(query).scalars())

    def enter(
        self,
        revisions: Mapping[str, int],
        sketches: Mapping[str, Sequence[int]],
        comparison: str,
        connection: Connection,
    ) -> list[Compared]:
        """Enter documents, each alone; answers all that are to be joined to what is alike.

        Those are the documents entered and whoever told a story with one of them as it was before.

        Args: revisions: document -> the revision that is compared; sketches: document -> sketch,
            none for a text too short to be compared.
        """
        left = self._taken_out(list(revisions), connection)
        connection.execute(
            insert(compared),
            [
                {"document": one, "revision": row, "comparison": comparison, "story": one}
                for one, row in revisions.items()
            ],
        )
        entered = self._told(compared.c.document, list(revisions), connection)
        values = [
            {"value": value, "compared": one.row}
            for one in entered
            for value in sketches.get(one.document, ())
        ]
        if values:
            connection.execute(insert(sketch), values)
        return [*entered, *self._told(compared.c.document, left, connection)]

    def story_in(self, one: int, connection: Connection) -> str:
        """The story of the document compared in this row, as it stands in the transaction."""
        return str(connection.execute(_STORY_IN, {"of_row": one}).scalar_one())

    def alike(self, one: Compared, shared: int, connection: Connection) -> list[Compared]:
        """The documents that have at least so many values of their sketches in common, by id."""
        found = connection.execute(_ALIKE, {"of_row": one.row, "shared": shared})
        return [
            Compared(row=row.id, document=row.document, revision=row.revision, story=row.story)
            for row in found
        ]

    def join(self, stories: tuple[str, str], connection: Connection) -> str:
        """Make two stories one; answers its name, the first by day of publication, then by id."""
        first = connection.execute(_FIRST, {"of_documents": list(stories)}).scalar_one()
        for other in stories:
            if other != first:
                connection.execute(_RENAME.values(story=first), {"of_story": other})
        return str(first)

    def documents_of(self, story: str) -> list[str]:
        """The documents that tell a story, the first one first."""
        query = (
            select(compared.c.document)
            .join(revision, revision.c.id == compared.c.revision)
            .where(compared.c.story == story)
            .order_by(revision.c.day.is_(None), revision.c.day, compared.c.document)
        )
        with self._catalog.reading() as connection:
            return list(connection.execute(query).scalars())

    # ---- what the index holds

    def to_shelve(self) -> dict[str, Shelved]:
        """What an index should hold: every document with its latest revision, story and last capture."""
        query = (
            select(document.c.id, document.c.latest, compared.c.story)
            .outerjoin(compared, compared.c.document == document.c.id)
            .where(document.c.latest.is_not(None))
        )
        with self._catalog.reading() as connection:
            captured = _captured(connection, None)
            return {
                row.id: Shelved(
                    revision=row.latest, story=row.story or row.id, crawled=vietnam_day(captured[row.id][1])
                )
                for row in connection.execute(query)
            }

    def shelved(self, revisions: Mapping[str, int]) -> dict[str, Shelved | None]:
        """What an index holds, as it was noted; None where it was not.

        Args: revisions: document -> revision, as the index itself says.
        """
        with self._catalog.reading() as connection:
            noted = {row.document: row for row in connection.execute(select(shelved))}
        return {
            one: Shelved(
                revision=row, story=noted[one].story, crawled=dt.date.fromisoformat(noted[one].crawled)
            )
            if one in noted
            else None
            for one, row in revisions.items()
        }

    def note_shelved(self, held: Mapping[str, Shelved]) -> None:
        """Note what was put into the index, in place of what it held."""
        with self._catalog.atomic() as connection:
            for batch in _batches(held):
                connection.execute(delete(shelved).where(shelved.c.document.in_(batch)))
                values = [
                    {"document": one, "story": held[one].story, "crawled": held[one].crawled.isoformat()}
                    for one in batch
                ]
                connection.execute(insert(shelved), values)

    def capture_days(self, documents: Iterable[str]) -> dict[str, tuple[dt.date, dt.date]]:
        """Document -> days in Vietnam of its first and its latest capture."""
        found: dict[str, tuple[dt.date, dt.date]] = {}
        with self._catalog.reading() as connection:
            for batch in _batches(documents):
                for one, (first, last) in _captured(connection, batch).items():
                    found[one] = (vietnam_day(first), vietnam_day(last))
        return found

    # ---- inside

    def _taken_out(self, documents: Sequence[str], connection: Connection) -> list[str]:
        """Remove what is kept of documents; answers who told a story with them, each alone now."""
        left: set[str] = set()
        for batch in _batches(documents):
            gone = self._told(compared.c.document, batch, connection)
            left.update(
                one.document
                for one in self._told(compared.c.story, sorted({one.story for one in gone}), connection)
            )
            rows = [one.row for one in gone]
            connection.execute(delete(sketch).where(sketch.c.compared.in_(rows)))
            connection.execute(delete(compared).where(compared.c.id.in_(rows)))
        remain = sorted(left - set(documents))
        for batch in _batches(remain):
            alone = update(compared).where(compared.c.document.in_(batch))
            connection.execute(alone.values(story=compared.c.document))
        return remain

    def _told(self, column: Any, values: Sequence[str], connection: Connection) -> list[Compared]:
        """Rows by a column, in order of their documents."""
        found = []
        for batch in _batches(values):
            query = select(compared).where(column.in_(batch)).order_by(compared.c.document)
            found += [
                Compared(row=row.id, document=row.document, revision=row.revision, story=row.story)
                for row in connection.execute(query)
            ]
        return found


def _captured(
    connection: Connection, documents: Sequence[str] | None
) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    """Document -> instants of its first and its latest capture; of all documents for None.

    A capture is a document's when its address is one a revision was captured at, or its own.
    """
    of_revision = capture.alias("of_revision")
    by_revision = (
        select(revision.c.document, func.min(capture.c.captured_at), func.max(capture.c.captured_at))
        .join_from(revision, of_revision, of_revision.c.id == revision.c.capture)
        .join(capture, capture.c.url == of_revision.c.url)
        .where(or_(_OF_A_PAGE, capture.c.id == of_revision.c.id))
        .group_by(revision.c.document)
    )
    by_address = (
        select(document.c.id, func.min(capture.c.captured_at), func.max(capture.c.captured_at))
        .join_from(document, capture, capture.c.url == document.c.url)
        .where(_OF_A_PAGE)
        .group_by(document.c.id)
    )
    if documents is not None:
        by_revision = by_revision.where(revision.c.document.in_(documents))
        by_address = by_address.where(document.c.id.in_(documents))
    found: dict[str, tuple[str, str]] = {}
    for one, first, last in (*connection.execute(by_revision), *connection.execute(by_address)):
        before = found.get(one, (first, last))
        found[one] = (min(first, before[0]), max(last, before[1]))
    return {one: (instant(first), instant(last)) for one, (first, last) in found.items()}


def _batches(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while batch := list(islice(rest, _BATCH)):
        yield batch
