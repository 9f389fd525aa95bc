"""Opening the database, and the one idiom for writing: `atomic()`."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, select
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from archive.catalog import tables
from archive.catalog.migrations import MIGRATIONS, migrate
from archive.errors import Busy, CatalogUnusable

BUSY_SECONDS = 30
"""How long a writer waits for another's transaction to end."""


_MENDABLE = {
    "SQLITE_FULL": ("the catalog cannot grow", "Free disk space, then run the same command again."),
    "SQLITE_READONLY": ("the catalog cannot be written", "Mend the permissions of the home folder."),
    "SQLITE_CANTOPEN": ("the catalog cannot be opened", "Mend the permissions of the home folder."),
    "SQLITE_IOERR": ("the catalog's disk fails", "Free disk space and check the disk, then run it again."),
    "SQLITE_BUSY": ("another process writes the catalog for too long", "Wait until it ends."),
    "SQLITE_CORRUPT": ("the catalog is damaged", "`baoluu rebuild` makes it again from the captures."),
    "SQLITE_NOTADB": ("the catalog is damaged", "`baoluu rebuild` makes it again from the captures."),
}
"""SQLite's name of an error -> what it means here, what mends it."""


def open_engine(url: str) -> Engine:
    """Connect and migrate. Raises: CatalogUnusable."""
    try:
        engine = create_engine(url)
    except (SQLAlchemyError, ImportError, ValueError) as error:
        raise CatalogUnusable(f"not a database address: {url}", hint="Check BAOLUU_DATABASE.") from error
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database or "")
        if _only_readable(file):
            # Where nobody has it open (there is no journal), SQLite may do without the lock files it
            # cannot make; where somebody has, theirs are used.
            alone = "" if file.with_name(f"{file.name}-wal").exists() else "&immutable=1"
            engine = create_engine(f"sqlite:///file:{quote(str(file))}?mode=ro{alone}&uri=true")
        else:
            event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "handle_error", _explain_sqlite)
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


def _only_readable(file: Path) -> bool:
    """Whether neither the file nor its folder can be written, by this user or on this medium."""
    return file.is_file() and not os.access(file, os.W_OK) and not os.access(file.parent, os.W_OK)


def _explain_sqlite(context: ExceptionContext) -> None:
    """What a person can mend becomes an error that says how."""
    name = getattr(context.original_exception, "sqlite_errorname", "")
    for start, (what, hint) in _MENDABLE.items():
        if name.startswith(start):
            kind = Busy if start == "SQLITE_BUSY" else CatalogUnusable
            raise kind(f"{what}: {context.original_exception}", hint=hint) from context.original_exception


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
