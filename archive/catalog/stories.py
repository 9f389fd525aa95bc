"""Which documents tell one story.

A story is named after its first document. Who is alike is decided by the caller; here it is
kept, and looked up by sketches: small whole numbers of which alike texts share several.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from archive.catalog.catalog import Catalog
from archive.catalog.caught_up import Stage, not_caught_up
from archive.catalog.statements import in_batches
from archive.catalog.story_tables import compared, retold, sketch
from archive.catalog.tables import document, revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A document as it was compared."""

    row: int
    document: str
    revision: int
    story: str  # id of the story's first document


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
_RETOLD = insert(retold).from_select(
    ["document"], select(compared.c.document).where(compared.c.story == bindparam("of_story"))
)
_RENAME = update(compared).where(compared.c.story == bindparam("of_story"))


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
            .where(not_caught_up(Stage.COMPARED, comparison))
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
        connection.execute(insert(retold), [{"document": one} for one in revisions])
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
                connection.execute(_RETOLD, {"of_story": other})
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

    # ---- inside

    def _taken_out(self, documents: Sequence[str], connection: Connection) -> list[str]:
        """Remove what is kept of documents; answers who told a story with them, each alone now."""
        left: set[str] = set()
        for batch in in_batches(documents):
            gone = self._told(compared.c.document, batch, connection)
            left.update(
                one.document
                for one in self._told(compared.c.story, sorted({one.story for one in gone}), connection)
            )
            rows = [one.row for one in gone]
            connection.execute(delete(sketch).where(sketch.c.compared.in_(rows)))
            connection.execute(delete(compared).where(compared.c.id.in_(rows)))
        remain = sorted(left - set(documents))
        for batch in in_batches(remain):
            connection.execute(insert(retold), [{"document": one} for one in batch])
            alone = update(compared).where(compared.c.document.in_(batch))
            connection.execute(alone.values(story=compared.c.document))
        return remain

    def _told(self, column: Any, values: Sequence[str], connection: Connection) -> list[Compared]:
        """Rows by a column, in order of their documents."""
        found = []
        for batch in in_batches(values):
            query = select(compared).where(column.in_(batch)).order_by(compared.c.document)
            found += [
                Compared(row=row.id, document=row.document, revision=row.revision, story=row.story)
                for row in connection.execute(query)
            ]
        return found
