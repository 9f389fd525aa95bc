"""The WARC files, the manifest, the catalog and the sources of a home as of one instant.

The catalog is copied first, by SQLite's online backup, the WARC files after it, up to the last
record that was whole when the copying began: whatever the copied catalog speaks of is there.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.captures.manifest import MANIFEST, NotedRange, note_range, read_manifest
from archive.captures.recovery import end_of_last_member, read_tail_mark
from archive.catalog.copying import copy_catalog
from archive.errors import HomeUnusable, InputUnusable
from archive.home import Home

_CHUNK = 4 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A part of a file that was copied."""

    file: str
    size: int  # bytes
    total: int  # bytes in all, of what is copied


def copy_captures(home: Home, folder: Path, *, was_cut: bool = False) -> Iterator[Copied]:
    """Bring `folder` up to the home's WARC files and manifest.

    A file that is there already from an earlier copy is gone on with: WARC files only grow.

    Args: was_cut: that copy was, perhaps by a power failure: of the file it was at, only what is
        alike at home counts as copied.
    Raises: HomeUnusable when it cannot be written.
    """
    ends = durable_ends(home.captures_folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        present = {file: _size(folder / file) for file in ends}
        if was_cut and any(present.values()):
            # Each file is durable before the next one is begun.
            newest = max(file for file, size in present.items() if size)
            present[newest] = _alike(home.captures_folder / newest, folder / newest)
        total = sum(max(0, end - present[file]) for file, end in ends.items())
        for file, end in ends.items():
            for size in _append(home.captures_folder / file, folder / file, present[file], end):
                yield Copied(file=file, size=size, total=total)
        _copy_manifest(home.captures_folder, folder, ends)
    except OSError as error:
        raise _unwritable(folder, error) from error


def copy_sources(home: Home, folder: Path) -> None:
    """Copy the archivist's own sources. Raises: HomeUnusable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(home.sources_folder.glob("*.toml")):
            shutil.copyfile(path, folder / path.name)
    except OSError as error:
        raise _unwritable(folder, error) from error


def copy_home_catalog(home: Home, target: Path) -> None:
    """Copy the catalog as it was last committed.

    Raises: InputUnusable where the catalog lies in a database server; CatalogUnusable.
    """
    if home.catalog_file is None:
        raise InputUnusable(
            "the catalog lies in the database BAOLUU_DATABASE names",
            hint="Back that up with its own tools (pg_dump); the captures alone rebuild it, too.",
        )
    home.catalog().close()  # made or brought up to date where needed
    copy_catalog(home.catalog_file, target)


def durable_ends(folder: Path) -> dict[str, int]:
    """WARC file -> byte after its last durable record."""
    files = sorted(folder.glob("*.warc.gz"))
    # Only the newest file grows; the catalog never speaks of what lies after its mark.
    ends = {path.name: path.stat().st_size for path in files[:-1]}
    for path in files[-1:]:
        ends[path.name] = read_tail_mark(path) or end_of_last_member(path, 0)
    return ends


def prepare_folder(folder: Path, marker: str) -> None:
    """Make `folder`, or see that it is empty or one of ours that can be gone on with.

    Raises: InputUnusable, HomeUnusable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / marker).is_file():
            raise InputUnusable(
                f"{folder} is not empty", hint="Name a folder that is empty or not there yet."
            )
    except OSError as error:
        raise _unwritable(folder, error) from error


def write_json(path: Path, value: object) -> None:
    """Write a small file durably. Raises: HomeUnusable."""
    try:
        with path.open("w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(path, error) from error


def _append(source: Path, target: Path, start: int, end: int) -> Iterator[int]:
    if start >= end:
        return
    with source.open("rb") as from_, target.open("r+b" if start else "wb") as to:
        from_.seek(start)
        to.seek(start)
        to.truncate()
        left = end - start
        while left > 0 and (chunk := from_.read(min(left, _CHUNK))):
            to.write(chunk)
            left -= len(chunk)
            yield len(chunk)
        to.flush()
        os.fsync(to.fileno())


def _alike(one: Path, other: Path) -> int:
    """How many bytes two files begin with alike, in whole chunks."""
    alike = 0
    with one.open("rb") as first, other.open("rb") as second:
        while (chunk := first.read(_CHUNK)) and chunk == second.read(len(chunk)):
            alike += len(chunk)
    return alike


def _copy_manifest(source: Path, target: Path, ends: dict[str, int]) -> None:
    """The ranges that lie inside what was copied, as they were noted."""
    known = {(one.file, one.start) for one in read_manifest(target) if isinstance(one, NotedRange)}
    for one in read_manifest(source):
        if not isinstance(one, NotedRange) or (one.file, one.start) in known:
            continue
        if one.end <= ends.get(one.file, 0):
            note_range(target, one.file, one.start, one.end, one.sha256, noted_at=one.noted_at)
    (target / MANIFEST).touch()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _unwritable(folder: Path, error: OSError) -> HomeUnusable:
    return HomeUnusable(
        f"cannot write {folder}: {error.strerror or error}",
        hint="Choose a folder you may write, on a disk with room; a copy that was cut is gone on with.",
    )
