"""The crawl's log: one JSON object a line, for programs that watch it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from archive.errors import HomeUnusable

_ROTATE_BYTES = 64 << 20


class Journal:
    """Appends to `crawl.jsonl` in a folder; a full file is renamed once and a new one begun."""

    def __init__(self, folder: Path) -> None:
        """Raises: HomeUnusable when the folder cannot be written."""
        path = folder / "crawl.jsonl"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > _ROTATE_BYTES:
                path.replace(folder / "crawl.1.jsonl")
            self._file: TextIO = path.open("a", encoding="utf-8")
        except OSError as error:
            raise HomeUnusable(
                f"cannot write the log {path}: {error.strerror or error}",
                hint="Free disk space or mend the folder's permissions.",
            ) from error

    def write(self, line: Mapping[str, Any]) -> None:
        """Append one line; it is with the operating system when this returns."""
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
