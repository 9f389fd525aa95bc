"""The catalog as a long-running reader holds it: one that went away under it is never taken for good."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from archive.catalog import Catalog
from archive.errors import CatalogUnusable
from archive.home import Home

_FileId = tuple[int, int, int]
"""(device, inode, time changed): another file in the same place has another. The time is 0 for a
file that may be written: SQLite sees its changes, but not those of one that it was told nobody changes."""


class OpenCatalog:
    """Opens the catalog of a home; called once or more a request, from any thread."""

    def __init__(self, home: Home) -> None:
        """Opens nothing yet, so that a site can start before its catalog is there."""
        self._home = home
        self._lock = threading.Lock()
        self._catalog: Catalog | None = None
        self._opened: _FileId | None = None

    def __call__(self) -> Catalog:
        """The catalog, opened again where its file was replaced, as after damage by `baoluu rebuild`.

        Raises: CatalogUnusable, also when its file was removed or emptied: SQLite would go on
        answering from the one, and make a fresh catalog of the other.
        """
        with self._lock:
            found = self._file_now()
            if self._catalog is None or found != self._opened:
                before, self._catalog = self._catalog, self._home.catalog()
                self._opened = found or self._file_now()
                if before is not None:
                    before.close()
            return self._catalog

    def _file_now(self) -> _FileId | None:
        """Which file the catalog lies in; None for a database elsewhere, and in a home without anything."""
        file = self._home.catalog_file
        if file is None:
            return None
        try:
            found = file.stat()
        except FileNotFoundError as error:
            if self._catalog is None and not self._holds_something():
                return None
            raise _unusable(file, "is gone") from error
        if not found.st_size:
            raise _unusable(file, "is empty")
        return found.st_dev, found.st_ino, 0 if os.access(file, os.W_OK) else found.st_mtime_ns

    def _holds_something(self) -> bool:
        return self._home.captures_folder.exists() or self._home.index_folder.exists()


def _unusable(file: Path, what: str) -> CatalogUnusable:
    return CatalogUnusable(
        f"the catalog {file} {what}", hint="`baoluu rebuild` makes the catalog again from the captures."
    )
