"""How a catalog in SQLite is opened: readers beside one writer (WAL), and what its errors mean.

SQLite in WAL mode: sqlite.org/wal.html; on a medium that cannot be written: sqlite.org/uri.html.
"""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event

from archive.errors import Busy, CatalogUnusable

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


def engine_of(url: URL, wait: int) -> Engine:
    """An engine whose writers wait their turn, `wait` seconds at most, and whose readers wait for nobody."""
    engine = create_engine(url)
    file = Path(url.database or "")
    if _only_readable(file):
        # Where nobody has it open (there is no journal), SQLite may do without the lock files it
        # cannot make; where somebody has, theirs are used.
        alone = "" if file.with_name(f"{file.name}-wal").exists() else "&immutable=1"
        engine = create_engine(f"sqlite:///file:{quote(str(file))}?mode=ro{alone}&uri=true")
    else:
        event.listen(engine, "connect", partial(_prepare, wait))
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _explain)
    return engine


def _only_readable(file: Path) -> bool:
    """Whether neither the file nor its folder can be written, by this user or on this medium."""
    return file.is_file() and not os.access(file, os.W_OK) and not os.access(file.parent, os.W_OK)


def _prepare(wait: int, connection: sqlite3.Connection, _record: Any) -> None:
    # Transactions are begun by _begin; the driver's own implicit BEGIN would take the write lock
    # too late, after reading, where waiting for it can only fail.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {wait * 1000}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
    except UnicodeDecodeError as error:  # of the schema, quoted in SQLite's own message
        raise _damaged(error) from error
    finally:
        cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("baoluu_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _explain(context: ExceptionContext) -> None:
    """What a person can mend becomes an error that says how."""
    name = getattr(context.original_exception, "sqlite_errorname", "")
    for start, (what, hint) in _MENDABLE.items():
        if name.startswith(start):
            kind = Busy if start == "SQLITE_BUSY" else CatalogUnusable
            raise kind(f"{what}: {context.original_exception}", hint=hint) from context.original_exception
    if _no_text(context.original_exception):
        raise _damaged(context.original_exception) from context.original_exception


def _no_text(error: BaseException) -> bool:
    """Whether text that rotted is no UTF-8 any more, of a row or, as the second, of the schema."""
    return str(error).startswith("Could not decode to UTF-8") or isinstance(error, UnicodeDecodeError)


def _damaged(error: BaseException) -> CatalogUnusable:
    what, hint = _MENDABLE["SQLITE_CORRUPT"]
    return CatalogUnusable(f"{what}: {error}", hint=hint)
