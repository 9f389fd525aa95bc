"""What the command line carries from the front door into every command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.home import Home

IndexNew = Callable[[Home], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One run of `baoluu`.

    `index_new` analyses and indexes whatever the catalog has and the index has not, `index_all`
    builds the index anew; baoluu.py hands them in, since the rooms that bring documents may not
    know the one that indexes them.
    """

    home_path: Path
    index_new: IndexNew
    index_all: IndexNew
    wait: float = 0  # seconds to wait for another writer

    def home(self, *, create: bool = False) -> Home:
        """The home folder. Raises: HomeUnusable."""
        return Home.open(self.home_path, create=create, wait=self.wait)
