"""The array codec: Whoosh reads and writes segments of flat arrays through its own extension points.

Whoosh's Searcher, readers and writers work on such an index as on any other, posting by
posting; the product's engine reads the same files whole (engine.py).
"""

# ruff: noqa: ARG002 - the signatures are Whoosh's
from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.codec_reading import ArrayMatcher, ArrayPerDocReader, ArrayTermsReader, TermPostings
from index.engines.whoosh.codec_writing import ArrayFieldWriter, ArrayPerDocWriter
from index.engines.whoosh.segmentfile import segment_path


class ArraySegment(base.Segment):
    """One file of arrays and the numbers of its deleted documents; Whoosh pickles it into its contents."""

    sha256 = ""  # of the file, in hex, as it was written; unknown of files older than this digest

    def __init__(self, indexname: str, documents: int = 0) -> None:
        super().__init__(indexname)
        self._documents = documents
        self._deleted: set[int] = set()

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def should_assemble(self) -> bool:
        return False  # a single file already

    def set_doc_count(self, doccount: int) -> None:
        self._documents = doccount

    def doc_count_all(self) -> int:
        return self._documents

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._deleted)

    def deleted_array(self) -> Array:
        """int64, ascending."""
        return np.array(sorted(self._deleted), np.int64)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def copied(self) -> ArraySegment:
        """The same segment, whose deletions go their own way."""
        other = copy.copy(self)
        other._deleted = set(self._deleted)
        return other

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted


class ArrayCodec(base.Codec):
    """Whoosh's way to everything in this package's files."""

    length_stats = False  # lengths lie in the arrays; Whoosh need not look them up a posting

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> ArrayPerDocWriter:
        return ArrayPerDocWriter(_path(storage, segment))

    def field_writer(self, storage: Any, segment: ArraySegment) -> ArrayFieldWriter:
        return ArrayFieldWriter(_path(storage, segment))

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """Term vectors are the only use Whoosh makes of this, and no field has any."""
        raise NotImplementedError("the array codec stores no term vectors")

    def postings_reader(
        self, dbfile: TermPostings, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ArrayMatcher:
        return ArrayMatcher(dbfile, format_, term, scorer)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTermsReader:
        return ArrayTermsReader(self, _path(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayPerDocReader:
        return ArrayPerDocReader(_path(storage, segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        return ArraySegment(indexname)


def _path(storage: Any, segment: ArraySegment) -> Path:
    return segment_path(Path(storage.folder), segment.segment_id())
