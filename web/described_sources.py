"""The sources as a long-running reader holds them: read again when one of the home's own files changes."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from archive.home import Home
from archive.model import Source


class DescribedSources:
    """Every source known in a home; called once a commit, from any thread."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._read: tuple[object, Mapping[str, Source]] | None = None

    def __call__(self) -> Mapping[str, Source]:
        """The same mapping as before while no file changed. Raises: SourceInvalid."""
        with self._lock:
            files = self._files()
            if self._read is None or self._read[0] != files:
                self._read = files, self._home.sources()
            return self._read[1]

    def _files(self) -> list[tuple[str, int, int, int]]:
        """(name, inode, size, nanoseconds when it was changed) of the home's own descriptions."""
        found = [(path.name, path.stat()) for path in sorted(self._home.sources_folder.glob("*.toml"))]
        return [(name, stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in found]
