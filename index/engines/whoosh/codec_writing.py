"""What Whoosh's own writer needs of the array codec: documents and postings handed over one at a time.

Both writers of a segment meet in a `Gathering`: Whoosh hands documents to one, postings to
the other, and the file is written when the second closes. The product writes batches
(writer.py) and never comes here; it is for Whoosh's own tools.
"""

# ruff: noqa: ARG002 - the signatures are Whoosh's
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.formats import Positions
from whoosh.system import unpack_uint

from index.engines.whoosh.arrayfile import ArrayFileWriter
from index.engines.whoosh.arrays import Array
from index.engines.whoosh.gathering import Occurrences, Pairs
from index.engines.whoosh.schema import (
    NO_DAY,
    SCORED_FIELDS,
    STORY,
    ValuesField,
    decode_key,
    unpack_intervals,
)
from index.engines.whoosh.segmentfile import Row, write_segment
from index.ports import FACETS, OTHER_DAYS, PAIR_FIELDS, TEXT_FIELDS


class Gathering:
    """The text Whoosh hands over, as `segmentfile.write_segment` wants it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._keys: dict[str, int] = {}
        self._text: dict[str, list[tuple[int, int, int]]] = {field: [] for field in TEXT_FIELDS}
        self._pairs: dict[str, list[tuple[int, int, int]]] = {field: [] for field in PAIR_FIELDS.values()}

    def post(self, field: str, text: bytes, doc: int, positions: list[int]) -> None:
        """One posting of a field with positions."""
        key = self._number(decode_key(text))
        self._text[field].extend([(key, doc, position) for position in positions])

    def post_pair(self, field: str, text: bytes, doc: int, count: int) -> None:
        """One posting of a field of pairs."""
        first, _, second = decode_key(text).partition(" ")
        self._pairs[field].extend([(self._number(first), self._number(second), doc)] * count)

    def _number(self, key: str) -> int:
        return self._keys.setdefault(key, len(self._keys))

    @property
    def stacked_documents(self) -> list[int]:
        """Documents where two keys share a position."""
        stacked: set[int] = set()
        for posted in self._text.values():
            places = np.array(posted, np.int64).reshape(-1, 3)
            held, counts = np.unique(places[:, 1] << 32 | places[:, 2], return_counts=True)
            stacked.update((held[counts > 1] >> 32).tolist())
        return sorted(stacked)

    def vocabulary(self) -> list[str]:
        return list(self._keys)

    def text_fields(self, renumber: Array, ranks: Array) -> Iterator[tuple[str, Occurrences]]:
        for field, posted in self._text.items():
            keys, docs, positions = np.array(posted, np.int64).reshape(-1, 3).T
            docs = renumber[docs]
            order = np.lexsort((positions, docs))
            order = order[docs[order] >= 0]
            yield field, Occurrences(docs[order].astype(np.uint16), ranks[keys[order]], positions[order])

    def pair_fields(self, renumber: Array, ranks: Array) -> Iterator[tuple[str, Pairs]]:
        for field, posted in self._pairs.items():
            firsts, seconds, docs = np.array(posted, np.int64).reshape(-1, 3).T
            docs = renumber[docs]
            order = np.argsort(docs, kind="stable")
            order = order[docs[order] >= 0]
            yield field, Pairs(docs[order].astype(np.uint16), ranks[firsts[order]], ranks[seconds[order]])


_GATHERINGS: dict[Path, Gathering] = {}
"""Segment file on its way -> what its two writers have in common."""


class ArrayPerDocWriter(base.PerDocumentWriter):
    """Takes each document's columns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._gathering = _GATHERINGS.setdefault(path, Gathering())
        self._values: dict[str, Any] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        self._values = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        """Lengths are counted from the postings, and nothing is stored."""

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        self._values[fieldname] = value

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Any) -> None:
        raise NotImplementedError("the array codec stores no term vectors")

    def finish_doc(self) -> None:
        values = self._values
        facets = {name: values.get(name, b"").split(ValuesField.SEPARATOR) for name in (*FACETS, STORY)}
        self._gathering.rows.append(
            Row(
                id=decode_key(values["id"]),
                revision=values.get("revision", 0),
                day=values.get("day", NO_DAY),
                values={
                    facet: tuple(decode_key(value) for value in held if value)
                    for facet, held in facets.items()
                },
                events=unpack_intervals(values.get("event", b"")),
                other_days=[values.get(name, NO_DAY) for name in OTHER_DAYS],
            )
        )

    def cancel_doc(self) -> None:
        self._values = {}

    def close(self) -> None:
        self.is_closed = True


class ArrayFieldWriter(base.FieldWriter):
    """Takes the postings in order and writes the file when closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._gathering = _GATHERINGS.setdefault(path, Gathering())
        self._field = ""
        self._format: Any = None
        self._text = b""
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        self._field = fieldname
        self._format = fieldobj.format

    def start_term(self, text: bytes) -> None:
        self._text = text

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        if self._field not in SCORED_FIELDS:
            return
        if isinstance(self._format, Positions):
            self._gathering.post(self._field, self._text, docnum, self._format.decode_positions(vbytes))
        else:
            self._gathering.post_pair(self._field, self._text, docnum, unpack_uint(vbytes)[0])

    def finish_term(self) -> None:
        """Postings are grouped when the file is written."""

    def close(self) -> None:
        self.is_closed = True
        gathering = _GATHERINGS.pop(self._path)
        if not gathering.rows:
            return
        file = ArrayFileWriter(self._path)
        write_segment(file, gathering.rows, range(len(gathering.rows)), gathering)
