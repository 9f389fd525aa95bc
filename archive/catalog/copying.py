"""Whole catalogs: a copy of one in use, and one put in the place of another (SQLite only).

Both go by SQLite's online backup (sqlite.org/backup.html), which sees one committed state and
lets readers go on: nobody ever sees half of a catalog, and no file is taken from under a
process that has it open.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from archive.catalog.connection import BUSY_SECONDS
from archive.catalog.frontier_tables import FRONTIER_TABLES
from archive.errors import CatalogUnusable

_PAGES = 2000
"""Database pages copied between two reports of progress."""

Progress = Callable[[int, int], None]
"""Called with (pages left, pages in all)."""


def copy_catalog(catalog: Path, target: Path, progress: Progress | None = None) -> None:
    """Write the last committed state of `catalog` to the new file `target`, durably.

    Raises: CatalogUnusable when it cannot be read or written.
    """
    target.unlink(missing_ok=True)
    try:
        with (
            contextlib.closing(_connected(catalog)) as from_,
            contextlib.closing(sqlite3.connect(target)) as to,
        ):
            from_.backup(to, pages=_PAGES, progress=_reported(progress))
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise _unusable(catalog, error) from error
    _sync(target)


def put_in_place(fresh: Path, catalog: Path) -> Path | None:
    """Make `catalog` hold what `fresh` holds, in one transaction; `fresh` is gone afterwards.

    A catalog that SQLite can no longer write is moved aside first; its new name is answered.
    Raises: CatalogUnusable when another process writes the catalog for too long.
    """
    aside = None
    if catalog.exists() and not _sound(catalog):
        aside = _moved_aside(catalog)
    try:
        with contextlib.closing(_connected(fresh)) as from_, contextlib.closing(_connected(catalog)) as to:
            to.execute("PRAGMA synchronous = FULL")
            from_.backup(to)
            to.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise _unusable(catalog, error) from error
    remove_catalog(fresh)
    return aside


def carry_over_crawl(catalog: Path, fresh: Path) -> bool:
    """Copy the crawl's state of a sound `catalog` into the `fresh` one, all of it or nothing.

    It is not in the captures; without it a crawl finds its addresses again. Answers whether
    it could be carried over.
    """
    if not catalog.exists() or not _sound(catalog):
        return False
    try:
        with contextlib.closing(_connected(fresh)) as connection:
            connection.execute("ATTACH DATABASE ? AS old", (str(catalog),))
            with connection:
                for table in FRONTIER_TABLES:
                    connection.execute(f"INSERT INTO main.{table.name} SELECT * FROM old.{table.name}")
    except sqlite3.Error:  # made by another version of the program
        return False
    return True


def remove_catalog(catalog: Path) -> None:
    """Remove a catalog's files, where there are any."""
    for path in _files_of(catalog):
        path.unlink(missing_ok=True)


def _sound(catalog: Path) -> bool:
    try:
        with contextlib.closing(_connected(catalog)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _moved_aside(catalog: Path) -> Path:
    moment = dt.datetime.now(dt.UTC).strftime("%Y%m%d%H%M%S")
    aside = catalog.with_name(f"{catalog.name}.damaged-{moment}")
    # The journal goes first: a journal without its database is harmless, the reverse is not.
    for path in reversed(_files_of(catalog)):
        if path.exists():
            path.rename(path.with_name(path.name.replace(catalog.name, aside.name, 1)))
    return aside


def _files_of(catalog: Path) -> tuple[Path, ...]:
    return tuple(catalog.with_name(catalog.name + ending) for ending in ("", "-shm", "-wal"))


def _connected(catalog: Path) -> sqlite3.Connection:
    return sqlite3.connect(catalog, timeout=BUSY_SECONDS)


def _reported(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, left, total: progress(left, total)


def _sync(path: Path) -> None:
    for each, flags in ((path, os.O_RDWR), (path.parent, os.O_RDONLY)):
        descriptor = os.open(each, flags)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unusable(catalog: Path, error: sqlite3.Error) -> CatalogUnusable:
    return CatalogUnusable(
        f"cannot use the catalog {catalog}: {error}",
        hint="Check the disk and the folder's permissions, wait until other commands have ended, "
        "then run the same command again.",
    )
