"""An index folder: making one, opening what was committed last, naming that state."""

from __future__ import annotations

import hashlib
from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.index import FileIndex

from archive.errors import IndexMissing
from index.engines.whoosh.schema import INDEX_NAME, build_schema

_MAKE_ONE = "make one with: baoluu reindex"


def create_index(folder: Path) -> None:
    """Lay an empty index into `folder`. Raises: IndexMissing if there is one already."""
    folder.mkdir(parents=True, exist_ok=True)
    if whoosh_index.exists_in(str(folder), INDEX_NAME):
        raise IndexMissing(
            f"there is an index in {folder} already", hint="nothing was changed; use it as it is"
        )
    whoosh_index.create_in(str(folder), build_schema(), INDEX_NAME)


def open_index(folder: Path) -> FileIndex:
    """The index in `folder`, on its last commit; never writes. Raises: IndexMissing."""
    if not folder.is_dir() or not whoosh_index.exists_in(str(folder), INDEX_NAME):
        raise IndexMissing(f"there is no index in {folder}", hint=_MAKE_ONE)
    try:
        return whoosh_index.open_dir(str(folder), INDEX_NAME)
    except whoosh_index.IndexVersionError as error:
        raise IndexMissing(f"the index in {folder} is of another version: {error}", hint=_MAKE_ONE) from error


def generation_of(index: FileIndex) -> str:
    """Names the committed state: its number and a digest of its segments, so that an index
    built beside and swapped in never passes for the old one."""
    contents = index._read_toc()  # the index's only way to its segments without opening them
    digest = hashlib.sha256()
    for segment in contents.segments:
        digest.update(f"{segment.segment_id()} {sorted(segment.deleted_docs())};".encode())
    return f"{contents.generation}-{digest.hexdigest()[:12]}"
