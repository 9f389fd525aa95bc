"""Rot in an index folder: every file a commit names against the digest taken when it was written.

A segment's SHA-256 is kept in the table of contents, the table's own in a file beside it:

    _baoluu_7.toc            what Whoosh wrote
    _baoluu_7.toc.sha256     64 hex digits

The table is checked whenever it is read; segments are checked when somebody asks, since that
reads all of them. A crash between the two files leaves a table without a digest, which is
taken as it is: it was written a moment before.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.errors import IndexMissing

_SUM = ".sha256"
_CHUNK = 1 << 20


def write_sum(contents: Path) -> None:
    """Keep the digest of a table of contents that was just written, durably."""
    path = contents.with_name(contents.name + _SUM)
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="ascii") as file:
        file.write(file_digest(contents))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)  # at once, for readers check the table while this goes on


def check_contents(contents: Path) -> None:
    """Raises: IndexMissing when the table of contents is not what was written; FileNotFoundError."""
    found = file_digest(contents)
    try:
        written = contents.with_name(contents.name + _SUM).read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return
    if written != found:
        raise IndexMissing(
            f"the index is damaged: {contents.name} is not what was written",
            hint="make it again: baoluu reindex",
        )


def damaged_segments(digests: Iterable[tuple[Path, str]]) -> Iterator[tuple[str, str]]:
    """(file name, what is wrong) of the segment files that are not what was written.

    Args: digests: (file, its SHA-256 when it was written, "" where none was kept).
    """
    for path, written in digests:
        try:
            found = file_digest(path)
        except OSError as error:
            yield path.name, f"cannot be read: {error.strerror or error}"
            continue
        if written and found != written:
            yield path.name, "not what was written"


def remove_leftovers(folder: Path, contents: str) -> None:
    """Remove what earlier commits, or commits that were cut, left beside the table `contents`."""
    kept = {contents, contents + _SUM}
    for path in folder.glob("_*.toc.*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def file_digest(path: Path) -> str:
    """SHA-256 of a file in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
