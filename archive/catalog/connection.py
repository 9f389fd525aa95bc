"""Opening the database, and the one idiom for writing: `atomic()`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from archive.catalog import tables
from archive.catalog.migrations import MIGRATIONS, migrate
from archive.errors import CatalogUnusable

BUSY_SECONDS = 30
"""How long a writer waits for another's transaction to end."""


def open_engine(url: str) -> Engine:
    """Connect and migrate. Raises: CatalogUnusable."""
    try:
        engine = create_engine(url)
    except (SQLAlchemyError, ImportError, ValueError) as error:
        raise CatalogUnusable(f"not a database address: {url}", hint="Check BAOLUU_DATABASE.") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        # Only an old catalog is written to: a reader of one up to date waits for nobody.
        if not _current(engine):
            with atomic(engine) as connection:
                migrate(connection)
    except DatabaseError as error:
        raise CatalogUnusable(
            f"cannot use the catalog {engine.url.render_as_string()}: {error.orig}",
            hint="Check the disk and the folder's permissions; "
            "`baoluu rebuild` makes the catalog again from the captures.",
        ) from error
    return engine


@contextmanager
def atomic(engine: Engine) -> Iterator[Connection]:
    """One write transaction: all of it or nothing; waits its turn."""
    with engine.connect().execution_options(baoluu_write=True) as connection, connection.begin():
        yield connection


def _current(engine: Engine) -> bool:
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, tables.schema_version.name):
            return False
        return connection.execute(select(tables.schema_version.c.version)).scalar() == len(MIGRATIONS)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # Transactions are begun by _begin_sqlite; the driver's own implicit BEGIN would take the
    # write lock too late, after reading, where waiting for it can only fail.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("baoluu_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
