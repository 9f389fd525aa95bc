"""How a catalog of any age becomes today's: an append-only tuple of steps, counted in the database.

A step that was released is never edited; a change of the tables is a new step at the end.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, select

from archive.catalog import tables
from archive.catalog.attachment_tables import attachment, file_attachments
from archive.catalog.caught_up import caught_up
from archive.catalog.frontier_tables import FRONTIER_TABLES
from archive.catalog.references_tables import NAMESAKE_TABLES, PLACE_TABLES, REGISTRY_TABLES
from archive.catalog.seals import revision_seal, seal_all
from archive.catalog.story_tables import SHELVING_TABLES, STORY_TABLES, retold, shelving
from archive.errors import CatalogUnusable

Step = Callable[[Connection], None]


def _first_tables(connection: Connection) -> None:
    for table in (tables.capture, tables.document, tables.revision, tables.analysis):
        table.create(connection)


def _crawl_state(connection: Connection) -> None:
    for table in FRONTIER_TABLES:
        table.create(connection)


def _registry(connection: Connection) -> None:
    for table in REGISTRY_TABLES:
        table.create(connection)


def _attachments(connection: Connection) -> None:
    attachment.create(connection)
    file_attachments(connection)


def _seals(connection: Connection) -> None:
    revision_seal.create(connection)
    seal_all(connection)


def _namesakes(connection: Connection) -> None:
    for table in NAMESAKE_TABLES:
        table.create(connection, checkfirst=True)


def _stories(connection: Connection) -> None:
    for table in STORY_TABLES:
        table.create(connection)


def _places(connection: Connection) -> None:
    for table in PLACE_TABLES:
        table.create(connection, checkfirst=True)


def _shelving(connection: Connection) -> None:
    for table in SHELVING_TABLES:
        table.drop(connection, checkfirst=True)  # notes of another form: everything is compared once
        table.create(connection)


def _marks(connection: Connection) -> None:
    for table in (shelving, retold, caught_up):
        table.drop(connection, checkfirst=True)
        table.create(connection)


MIGRATIONS: tuple[Step, ...] = (
    _first_tables,
    _crawl_state,
    _registry,
    _attachments,
    _seals,
    _namesakes,
    _stories,
    _places,
    _shelving,
    _marks,
)


def migrate(connection: Connection) -> None:
    """Bring the catalog up to date inside the caller's transaction.

    Raises: CatalogUnusable when a newer program made it.
    """
    tables.schema_version.create(connection, checkfirst=True)
    version = connection.execute(select(tables.schema_version.c.version)).scalar() or 0
    if version > len(MIGRATIONS):
        raise CatalogUnusable(
            f"the catalog has schema {version}, this program knows {len(MIGRATIONS)}",
            hint="Use the newer version of baoluu that made this home.",
        )
    if version == len(MIGRATIONS):
        return
    for step in MIGRATIONS[version:]:
        step(connection)
    connection.execute(delete(tables.schema_version))
    connection.execute(insert(tables.schema_version).values(version=len(MIGRATIONS)))
