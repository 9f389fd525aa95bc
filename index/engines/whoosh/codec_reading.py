"""What Whoosh's readers need of the array codec: terms, matchers, per-document values."""

# ruff: noqa: ARG002 - the signatures are Whoosh's
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.formats import Positions
from whoosh.matching import LeafMatcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.system import pack_uint

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.fields import Field, TextField, ValueField
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.schema import ValuesField, length_column, pack_ordinals
from index.ports import OTHER_DAYS


class TermPostings(NamedTuple):
    """A term of a field, ready to be walked through."""

    field: Field
    term: int


class ArrayMatcher(LeafMatcher):
    """Walks one term's arrays; the only block is the whole list."""

    def __init__(self, postings: TermPostings, format_: Any, term: Any, scorer: Any) -> None:
        self._postings = postings
        self.format = format_
        self.scorer = scorer
        self._term = term
        found = postings.field.postings(postings.term)
        self._docs, self._counts = found.docs, found.counts
        self._at = 0
        self._positions: tuple[Array, Array] | None = None

    def is_active(self) -> bool:
        return self._at < len(self._docs)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> ArrayMatcher:
        other = ArrayMatcher(self._postings, self.format, self._term, self.scorer)
        other._at = self._at
        return other

    def id(self) -> int:
        return int(self._docs[self._at])

    def next(self) -> bool:
        self._at += 1
        return True

    def skip_to(self, id: int) -> bool:
        if id <= self.id():
            return False
        self._at += int(self._docs[self._at :].searchsorted(id))
        return True

    def all_ids(self) -> Iterator[int]:
        return iter(self._docs.tolist())

    def weight(self) -> float:
        return float(self._counts[self._at])

    def score(self) -> float:
        return float(self.scorer.score(self)) if self.scorer else self.weight()

    def value(self) -> bytes:
        if isinstance(self.format, Positions):
            return bytes(self.format.encode(self._positions_here()))
        return b"" if isinstance(self._postings.field, ValueField) else bytes(pack_uint(int(self.weight())))

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._positions_here()
        return self.weight()

    def supports(self, astype: str) -> bool:
        return astype in ("frequency", "weight") or (
            astype == "positions" and isinstance(self._postings.field, TextField)
        )

    def block_max_weight(self) -> float:
        return float(self._counts.max())

    def _positions_here(self) -> list[int]:
        field, term = self._postings
        if self._positions is None:
            assert isinstance(field, TextField), "asked of a field without positions"
            ends = np.cumsum(self._counts, dtype=np.int64)
            self._positions = ends, field.places(term)[1]
        ends, positions = self._positions
        return list(positions[ends[self._at] - self._counts[self._at] : ends[self._at]].tolist())


class ArrayTermsReader(base.TermsReader):
    """The terms of every field, in the order of their bytes."""

    def __init__(self, codec: Any, path: Path) -> None:
        self._codec = codec
        self._segment = MappedSegment(path)
        self._fields = dict(sorted(self._segment.fields.items()))

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self._fields and self._fields[field].find(text) is not None

    def indexed_field_names(self) -> list[str]:
        return [name for name, field in self._fields.items() if len(field)]

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        return ArrayCursor(self._fields[fieldname], fieldobj, self._info)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in self._fields:
            yield from ((name, text) for text in self._texts(name, 0))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for name in self._fields:
            if name >= fieldname:
                first = self._fields[name].prefixed(prefix)[0] if name == fieldname else 0
                yield from ((name, text) for text in self._texts(name, first))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        postings = self._term(fieldname, text)
        return self._info(postings.field, postings.term)

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        field, term = self._term(fieldname, text)
        return len(field.postings(term))

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        try:
            postings = self._term(fieldname, text)
        except KeyError as missing:
            raise TermNotFound(f"No term {fieldname}:{text!r}") from missing
        found: ArrayMatcher = self._codec.postings_reader(
            postings, None, format_, term=(fieldname, text), scorer=scorer
        )
        return found

    def _term(self, fieldname: str, text: bytes) -> TermPostings:
        field = self._fields[fieldname]
        term = field.find(text)
        if term is None:
            raise KeyError((fieldname, text))  # what Whoosh's readers look for
        return TermPostings(field, term)

    def _texts(self, name: str, first: int) -> Iterator[bytes]:
        field = self._fields[name]
        return (field.key(term) for term in range(first, len(field)))

    @staticmethod
    def _info(field: Field, term: int) -> TermInfo:
        found = field.postings(term)
        docs, counts = found.docs, found.counts
        lengths = np.ones(1) if isinstance(field, ValueField) else field.lengths[docs]
        return TermInfo(
            weight=float(counts.sum()),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(counts.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )


class ArrayCursor(base.FieldCursor):
    """Steps through one field's terms."""

    def __init__(self, field: Field, fieldobj: Any, info: Callable[[Field, int], TermInfo]) -> None:
        self._field = field
        self._fieldobj = fieldobj
        self._info = info
        self._term = 0

    def is_valid(self) -> bool:
        return self._term < len(self._field)

    def first(self) -> Any:
        self._term = 0
        return self.text()

    def find(self, string: str | bytes) -> Any:
        text = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._term = self._field.prefixed(text)[0]
        return self.text()

    def next(self) -> Any:
        self._term += 1
        return self.text()

    def text(self) -> Any:
        return self._fieldobj.from_bytes(self._field.key(self._term)) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        return self._info(self._field, self._term) if self.is_valid() else None


class ArrayColumnReader(ColumnReader):
    """Per-document values looked up by a function."""

    def __init__(self, documents: int, value: Callable[[int], Any]) -> None:
        self._doccount = documents
        self._value = value

    def __getitem__(self, docnum: int) -> Any:
        if not 0 <= docnum < self._doccount:
            raise IndexError(docnum)
        return self._value(docnum)


class ArrayPerDocReader(base.PerDocumentReader):
    """Columns and lengths; the catalog stores documents, so the index stores none."""

    def __init__(self, path: Path, segment: Any) -> None:
        self._mapped = MappedSegment(path)
        self._segment = segment

    def doc_count(self) -> int:
        return self.doc_count_all() - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        return self._mapped.documents

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._segment.deleted_docs())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {}

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in self.list_columns()

    def list_columns(self) -> list[str]:
        scored = [*self._mapped.text, *self._mapped.pairs]
        return ["day", "revision", "event", *OTHER_DAYS, *self._mapped.values, *map(length_column, scored)]

    def column_reader(self, fieldname: str, column: Any) -> ArrayColumnReader:
        return ArrayColumnReader(self._mapped.documents, self._column(fieldname))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        field = self._mapped.fields.get(fieldname)
        return default if field is None or isinstance(field, ValueField) else int(field.lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max(initial=0))

    def _lengths(self, fieldname: str) -> Array:
        field = self._mapped.fields[fieldname]
        return np.empty(0, np.uint8) if isinstance(field, ValueField) else field.lengths

    def _column(self, name: str) -> Callable[[int], Any]:
        mapped = self._mapped
        if name in mapped.values:
            field = mapped.values[name]
            return lambda doc: ValuesField.SEPARATOR.join(field.of(doc))
        if name == "event":
            return self._events
        numbers = {"day": mapped.day, "revision": mapped.revision, **mapped.other_days}
        if name in numbers:
            values = numbers[name]
            return lambda doc: int(values[doc])
        lengths = self._lengths(name.removesuffix(length_column("")))
        return lambda doc: int(lengths[doc])

    def _events(self, doc: int) -> bytes:
        low, high = self._mapped.event_docs.searchsorted([doc, doc + 1])
        pairs = zip(
            self._mapped.event_first[low:high].tolist(),
            self._mapped.event_last[low:high].tolist(),
            strict=True,
        )
        return pack_ordinals(pairs)
