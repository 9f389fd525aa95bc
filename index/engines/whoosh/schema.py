"""The fields of `index.ports` as a Whoosh schema, whatever codec writes them.

Text fields take a `Stream` (parallel keys and positions), never text: analysis happened in
index.text. What is read per document (day, lengths, facet values) lies in columns.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from whoosh import columns, formats
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.system import pack_uint

from index.ports import FACETS, OTHER_DAYS, PAIR_FIELDS, TEXT_FIELDS, IndexedDocument

INDEX_NAME = "baoluu"
SCORED_FIELDS = (*TEXT_FIELDS, *PAIR_FIELDS.values())
"""Every field with keys of text: those with positions, then the pairs."""

STORY = "story"
"""The story of a document that is named after another; documents without are the first of their own."""

VALUE_FIELDS = ("id", *FACETS, STORY)
"""Fields whose values are whole strings: a table of values, and both directions."""

NO_DAY = 0  # date.toordinal() starts at 1
_INTERVAL = struct.Struct("<ii")


def encode_key(key: str) -> bytes:
    """A key as it is stored; lone surrogates, which a query may hold, find nothing and raise nothing."""
    return key.encode("utf-8", "surrogatepass")


def decode_key(stored: bytes) -> str:
    """A stored key as the ports speak of it."""
    return stored.decode("utf-8", "surrogatepass")


class Stream(Protocol):
    """Keys of one field of one document with their positions, parallel, positions ascending."""

    @property
    def keys(self) -> Sequence[str]: ...

    @property
    def positions(self) -> Sequence[int]: ...


class KeysField(FieldType):
    """A text field whose value is a `Stream`; `positional` fields store where each key stands."""

    def __init__(self, positional: bool) -> None:
        self.format = formats.Positions() if positional else formats.Frequency()
        self.positional = positional
        self.scorable = True
        self.stored = self.unique = False

    def index(self, value: Stream, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(key in UTF-8, frequency, weight, encoded posting) of each distinct key."""
        if not self.positional:
            for key, count in Counter(value.keys).items():
                yield encode_key(key), count, float(count), pack_uint(count)
            return
        places: dict[str, list[int]] = {}
        for key, position in zip(value.keys, value.positions, strict=True):
            places.setdefault(key, []).append(position)
        for key, at in places.items():
            yield encode_key(key), len(at), float(len(at)), self.format.encode(at)


class ValuesField(FieldType):
    """A facet: each value a term without score, and all of a document's values in a column."""

    SEPARATOR = b"\x1f"

    def __init__(self, unique: bool = False) -> None:
        self.format = formats.Existence()
        self.scorable = self.stored = False
        self.unique = unique
        self.column_type = columns.VarBytesColumn()

    def index(self, value: Iterable[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for each in (value,) if isinstance(value, str) else value:
            yield encode_key(each), 1, 1.0, b""

    def to_column_value(self, value: Iterable[str]) -> bytes:
        return self.SEPARATOR.join(
            encode_key(each) for each in ((value,) if isinstance(value, str) else value)
        )

    def from_column_value(self, value: bytes) -> tuple[str, ...]:
        return tuple(decode_key(part) for part in value.split(self.SEPARATOR)) if value else ()


def length_column(field: str) -> str:
    """The column with a document's number of keys in `field`; exact, unlike Whoosh's one-byte lengths."""
    return f"{field}_length"


def build_schema() -> Schema:
    """The one schema of every Báo Lưu index."""
    fields: dict[str, Any] = {
        "id": ValuesField(unique=True),
        "revision": COLUMN(columns.NumericColumn("q")),
        "day": COLUMN(columns.NumericColumn("i", default=NO_DAY)),
        "event": COLUMN(columns.VarBytesColumn()),
        **{day: COLUMN(columns.NumericColumn("i", default=NO_DAY)) for day in OTHER_DAYS},
    }
    for field in SCORED_FIELDS:
        fields[field] = KeysField(positional=field in TEXT_FIELDS)
        fields[length_column(field)] = COLUMN(columns.NumericColumn("i"))
    for facet in (*FACETS, STORY):
        fields[facet] = ValuesField()
    return Schema(**fields)


def story_of(indexed: IndexedDocument) -> tuple[str, ...]:
    """Value of the field `STORY`."""
    own = indexed.story in ("", indexed.document.id)
    return () if own else (indexed.story,)


def ordinal_of(day: dt.date | None) -> int:
    """A day as the columns hold it."""
    return NO_DAY if day is None else day.toordinal()


def pack_intervals(intervals: Iterable[tuple[dt.date, dt.date]]) -> bytes:
    """Value of the column `event`: the (first, last) days, packed."""
    return pack_ordinals((first.toordinal(), last.toordinal()) for first, last in intervals)


def pack_ordinals(intervals: Iterable[tuple[int, int]]) -> bytes:
    """Little-endian int32 pairs."""
    return b"".join(_INTERVAL.pack(first, last) for first, last in intervals)


def unpack_intervals(packed: bytes) -> list[tuple[int, int]]:
    """(first, last) ordinals as `pack_intervals` wrote them."""
    return list(_INTERVAL.iter_unpack(packed))
