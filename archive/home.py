"""The home folder: everything one archive keeps, and where.

HOME/captures/   WARC files, the only precious thing
HOME/catalog.db  the catalog (unless BAOLUU_DATABASE names another)
HOME/index/      the search index, one folder a generation
HOME/sources/    the archivist's own sources
"""

from __future__ import annotations

import os
from pathlib import Path

from archive.captures import CaptureStore
from archive.catalog import Catalog
from archive.errors import HomeUnusable
from archive.model import Source
from archive.settings import Settings, read_settings
from archive.sources import load_sources


class Home:
    """A home folder that is there and can be read."""

    def __init__(self, path: Path, settings: Settings, *, wait: float = 0) -> None:
        """Args: wait: seconds a writer waits for another one, before it is told Busy."""
        self.path = path
        self.settings = settings
        self.wait = wait

    @classmethod
    def open(cls, path: Path, *, create: bool = True, wait: float = 0) -> Home:
        """Raises: HomeUnusable when the folder is missing (and not to be created) or unusable."""
        path = path.expanduser().absolute()
        if not path.exists() and not create:
            raise HomeUnusable(
                f"there is no archive in {path}",
                hint="Name the folder with --home or BAOLUU_HOME, or begin one with "
                "`baoluu crawl` or `baoluu import`.",
            )
        settings = read_settings()
        if "?" in str(path) and not settings.database:
            raise HomeUnusable(
                f"cannot use {path} as home: SQLAlchemy takes what follows “?” for options, not for a name",
                hint="Choose a folder without “?” in its path.",
            )
        try:
            if create and not path.exists():
                path.mkdir(parents=True, exist_ok=True)
            if not path.is_dir():
                raise NotADirectoryError(20, "it is not a folder")
            if create and not os.access(path, os.W_OK | os.X_OK):
                raise PermissionError(13, "it is not writable")
        except OSError as error:
            raise HomeUnusable(
                f"cannot use {path} as home: {error.strerror or error}",
                hint="Choose a folder you may write with --home or BAOLUU_HOME.",
            ) from error
        return cls(path, settings, wait=wait)

    @property
    def captures_folder(self) -> Path:
        """Where the WARC files lie."""
        return self.path / "captures"

    @property
    def index_folder(self) -> Path:
        """Where the generations of the index lie."""
        return self.path / "index"

    @property
    def sources_folder(self) -> Path:
        """Where the archivist's own sources lie."""
        return self.path / "sources"

    @property
    def catalog_file(self) -> Path | None:
        """The catalog's file; None where BAOLUU_DATABASE names a database elsewhere."""
        return None if self.settings.database else self.path / "catalog.db"

    @property
    def catalog_url(self) -> str:
        """The catalog's SQLAlchemy address."""
        return self.settings.database or f"sqlite:///{self.path / 'catalog.db'}"

    def sources(self) -> dict[str, Source]:
        """Every source known here, by key. Raises: SourceInvalid."""
        return load_sources(self.sources_folder)

    def catalog(self) -> Catalog:
        """Open the catalog, made or brought up to date where needed. Raises: CatalogUnusable."""
        return Catalog(self.catalog_url)

    def captures(self) -> CaptureStore:
        """Open the captures for writing. Raises: Busy, HomeUnusable."""
        return CaptureStore(self.captures_folder, rotate_bytes=self.settings.warc_bytes, wait=self.wait)
