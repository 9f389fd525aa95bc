"""An index folder: making one, opening what was committed last, naming that state, committing the next."""

from __future__ import annotations

import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from whoosh import index as whoosh_index
from whoosh.index import TOC, FileIndex

from archive.errors import Busy, IndexMissing
from index.engines.whoosh.arrayfile import ArrayFileDamaged
from index.engines.whoosh.checking import check_contents, remove_leftovers, write_sum
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.schema import INDEX_NAME, build_schema
from index.engines.whoosh.segmentfile import segment_path

_MAKE_ONE = "make one with: baoluu reindex"

_TRIES = 20

Kind = TypeVar("Kind")
Opened = TypeVar("Opened")


def create_index(folder: Path) -> None:
    """Lay an empty index into `folder`. Raises: IndexMissing if there is one already."""
    folder.mkdir(parents=True, exist_ok=True)
    if whoosh_index.exists_in(str(folder), INDEX_NAME):
        raise IndexMissing(
            f"there is an index in {folder} already", hint="nothing was changed; use it as it is"
        )
    whoosh_index.create_in(str(folder), build_schema(), INDEX_NAME)


def open_index(folder: Path) -> FileIndex:
    """The index in `folder`, on its last commit; never writes.

    Raises: IndexMissing; FileNotFoundError when a commit clears that state away meanwhile.
    """
    current = stamp(folder)
    if current is None:
        raise IndexMissing(f"there is no index in {folder}", hint=_MAKE_ONE)
    check_contents(folder / current[0])
    try:  # with the fields of today: what an earlier version did not write has the values of absence
        return whoosh_index.open_dir(str(folder), INDEX_NAME, schema=build_schema())
    except whoosh_index.EmptyIndexError as error:  # cleared away by a commit since `stamp` saw it
        raise FileNotFoundError(f"{folder / current[0]} is gone") from error
    except whoosh_index.IndexVersionError as error:
        raise IndexMissing(f"the index in {folder} is of another version: {error}", hint=_MAKE_ONE) from error


def fields_lacking(folder: Path) -> frozenset[str]:
    """Fields of today's schema that the version which wrote the index did not know.

    Raises: as `open_index`.
    """
    written = whoosh_index.FileIndex(open_index(folder).storage, indexname=INDEX_NAME).schema
    return frozenset(build_schema().names()) - frozenset(written.names())


def settled(open_once: Callable[[], Opened]) -> Opened:
    """What `open_once` opens, tried again while commits clear away what it was just opening."""
    for _ in range(_TRIES - 1):
        try:
            return open_once()
        except FileNotFoundError:
            continue
    return open_once()


def open_locked(folder: Path) -> tuple[FileIndex, Any]:
    """The index and its lock, held: one writer at a time. Raises: IndexMissing, Busy."""
    index = settled(lambda: open_index(folder))
    lock = index.lock("BAOLUU_WRITER")
    if not lock.acquire():
        raise Busy("another process writes the index", hint="wait until it is done, then try again")
    return index, lock


class LockedWriter(ABC):
    """Holds an index's lock from opening to leaving the block; what is not committed then is let go."""

    def __init__(self, folder: Path) -> None:
        self._index, self._lock = open_locked(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.commit()
            else:
                self._roll_back()
        finally:
            self._lock.release()

    @abstractmethod
    def commit(self) -> None:
        """Make what was added visible and durable."""

    @abstractmethod
    def _roll_back(self) -> None:
        """Begin again from the committed state."""


def read_contents(folder: Path) -> TOC:
    """The table of contents of the last commit. Raises: IndexMissing."""
    return open_index(folder)._read_toc()  # the one way to the segments without opening them all


def generation_of(contents: TOC) -> str:
    """Names a committed state: its number and a digest of its segments, so that an index
    built beside and swapped in never passes for the old one."""
    digest = hashlib.sha256()
    for segment in contents.segments:
        digest.update(f"{segment.segment_id()} {sorted(segment.deleted_docs())};".encode())
    return f"{contents.generation}-{digest.hexdigest()[:12]}"


def segments_of(contents: TOC, kind: type[Kind], folder: Path) -> list[Kind]:
    """The segments, all of one codec. Raises: IndexMissing if another engine wrote some."""
    if all(isinstance(segment, kind) for segment in contents.segments):
        return list(contents.segments)
    raise IndexMissing(f"the index in {folder} was written by another engine", hint=_MAKE_ONE)


def stamp(folder: Path) -> tuple[str, int, int] | None:
    """Cheap name of the last commit's table of contents: file name, inode, time changed in ns.
    None where there is no index, as in the instant when another is swapped in."""
    if not folder.is_dir():
        return None
    pattern = TOC._pattern(INDEX_NAME)
    try:
        with os.scandir(folder) as entries:
            found = [(int(match[1]), entry) for entry in entries if (match := pattern.match(entry.name))]
        if not found:
            return None
        latest = max(found, key=lambda pair: pair[0])[1]
        status = latest.stat()
    except FileNotFoundError:  # a commit cleared it away just now: there is a later one
        return stamp(folder)
    return latest.name, status.st_ino, status.st_mtime_ns


def open_segment(folder: Path, segment_id: str) -> MappedSegment:
    """A segment's file, mapped. Raises: FileNotFoundError; IndexMissing if it cannot be read."""
    try:
        return MappedSegment(segment_path(folder, segment_id))
    except ArrayFileDamaged as error:
        raise IndexMissing(f"the index cannot be read: {error}", hint=_MAKE_ONE) from error


def commit_segments(index: FileIndex, segments: Sequence[Any]) -> None:
    """Make `segments` the index's next state, durably, and remove the files no state needs.

    The segments' own files are synced already. Whoosh writes the table of contents beside
    and renames it; the folder is synced after it.
    """
    contents = index._read_toc()
    following = TOC(contents.schema, list(segments), contents.generation + 1)
    following.write(index.storage, index.indexname)
    folder = Path(index.storage.folder)
    name = TOC._filename(index.indexname, following.generation)
    _sync(folder / name)
    write_sum(folder / name)
    _sync(folder)
    whoosh_index.clean_files(index.storage, index.indexname, following.generation, following.segments)
    remove_leftovers(folder, name)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
