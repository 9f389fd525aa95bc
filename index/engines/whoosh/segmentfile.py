"""A segment written from a batch of documents: number them, invert each field, lay the arrays down.

Documents of a segment are numbered by newest day, then id, undated last: the order in which
ties break. So the first documents found are the newest, a range of days is a range of
numbers, and no tie needs a comparison of ids within a segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFileWriter
from index.engines.whoosh.arrays import Array, narrowest, starts_of
from index.engines.whoosh.bitmap import write_bits
from index.engines.whoosh.dense import DenseTerms, parted
from index.engines.whoosh.gathering import Occurrences, Pairs, TextBatch
from index.engines.whoosh.inversion import (
    MOST_DOCUMENTS,
    MOST_KEYS,
    PairPostings,
    TextPostings,
    invert_pairs,
    invert_text,
)
from index.engines.whoosh.positions import write_positions
from index.engines.whoosh.schema import NO_DAY, STORY, VALUE_FIELDS, ordinal_of, story_of
from index.engines.whoosh.stringtable import ranks_of, write_strings
from index.ports import OTHER_DAYS, IndexedDocument

FORMAT = 5
"""Raised with every change of what arrays a segment holds; an index of another is made again."""

BYTES_A_ROW = 6_000
"""Memory a document's row takes, with some fifty values and days, and again as arrays."""


class Row(NamedTuple):
    """What a segment keeps of a document beside its text."""

    id: str
    revision: int
    day: int  # ordinal, NO_DAY without
    values: Mapping[str, tuple[str, ...]]  # facet -> values, and the story
    events: Sequence[tuple[int, int]]  # (first, last) ordinals
    other_days: Sequence[int]  # ordinals in the order of OTHER_DAYS, NO_DAY without


class Columns(NamedTuple):
    """Per-document arrays of D documents, in the segment's order."""

    revision: Array  # int64[D]
    day: Array  # int32[D] ordinals, descending, NO_DAY last
    event_first: Array  # int32[E] ordinals, E days mentioned, documents ascending
    event_last: Array  # int32[E]
    event_docs: Array  # uint16[E]
    issued: Array  # int32[D] ordinals, NO_DAY without; of length 0 where no document has one
    effective: Array
    crawled: Array
    added: Array


class Batch:
    """Documents on their way into one segment, the last of equal ids alone."""

    def __init__(self) -> None:
        self.text = TextBatch()
        self._rows: list[Row] = []
        self._live: dict[str, int] = {}  # id -> number in the batch

    def __len__(self) -> int:
        return len(self._live)

    def add(self, indexed: IndexedDocument) -> None:
        self.text.add(indexed)
        document = indexed.document
        self._live[document.id] = len(self._rows)
        self._rows.append(
            Row(
                id=document.id,
                revision=indexed.revision,
                day=document.published.day.toordinal() if document.published else NO_DAY,
                values={**indexed.facets, STORY: story_of(indexed)},
                events=[(first.toordinal(), last.toordinal()) for first, last in indexed.event_days],
                other_days=[ordinal_of(indexed.other_days.get(name)) for name in OTHER_DAYS],
            )
        )

    def full(self, memory: int) -> bool:
        """Whether it is time to write, by the bytes that takes or by the segment's own bounds."""
        return (
            self.text.bytes_to_invert + BYTES_A_ROW * len(self._rows) >= memory
            or len(self._rows) >= MOST_DOCUMENTS
            or len(self.text.keys) >= MOST_KEYS // 2
        )

    def discard(self, id: str) -> bool:
        """Take a document back out; answers whether it was there."""
        return self._live.pop(id, None) is not None

    def ids(self) -> Iterable[str]:
        return self._live.keys()

    def write(self, file: ArrayFileWriter) -> int:
        """Write the segment; answers how many documents it holds."""
        return write_segment(file, self._rows, list(self._live.values()), self.text)


class GatheredText(Protocol):
    """The text of numbered documents, as `TextBatch` hands it over."""

    @property
    def stacked_documents(self) -> Sequence[int]: ...

    def vocabulary(self) -> list[str]: ...

    def text_fields(self, renumber: Array, ranks: Array) -> Iterator[tuple[str, Occurrences]]: ...

    def pair_fields(self, renumber: Array, ranks: Array) -> Iterator[tuple[str, Pairs]]: ...


def write_segment(file: ArrayFileWriter, rows: Sequence[Row], live: Sequence[int], text: GatheredText) -> int:
    """Write the `live` ones of numbered documents as a segment; answers how many."""
    kept = sorted(live, key=lambda at: (-rows[at].day, rows[at].id))
    renumber = np.full(len(rows), -1, np.int64)  # number in the batch -> in the segment
    renumber[kept] = np.arange(len(kept))
    _write_fields(file, renumber, text)
    ordered = [rows[at] for at in kept]
    write_columns(file, _columns(ordered))
    for field in VALUE_FIELDS:
        values = [(row.id,) if field == "id" else row.values.get(field, ()) for row in ordered]
        strings, ranks = ranks_of([value for each in values for value in each])
        held = np.fromiter(map(len, values), np.uint32, len(values))
        write_values(file, field, strings, ranks, held)
    stacked = np.sort(renumber[np.array(text.stacked_documents, np.int64)])
    file.add("stacked.docs", stacked[stacked >= 0].astype(np.uint16))
    file.finish({"format": FORMAT, "documents": len(kept)})
    return len(kept)


def _write_fields(file: ArrayFileWriter, renumber: Array, text: GatheredText) -> None:
    documents = int(renumber.max(initial=-1)) + 1
    strings, ranks = ranks_of(text.vocabulary())
    write_strings(file, "vocabulary", strings)
    for field, found in text.text_fields(renumber, ranks):
        write_lengths(file, field, np.bincount(found.docs, minlength=documents))
        write_text(
            file,
            field,
            *parted(invert_text(found.keys, found.docs, found.positions), documents),
            documents=documents,
        )
    for field, pairs in text.pair_fields(renumber, ranks):
        write_lengths(file, field, np.bincount(pairs.docs, minlength=documents))
        write_pairs(file, field, invert_pairs(pairs.firsts, pairs.seconds, pairs.docs, len(strings)))


def write_text(
    file: ArrayFileWriter, field: str, postings: TextPostings, dense: DenseTerms, documents: int
) -> None:
    """One field with positions, as `field.terms`, `field.starts` …, `field.tables`."""
    for name, values in {**postings._asdict(), **dense._asdict()}.items():
        if name == "positions":
            write_positions(file, f"{field}.{name}", lambda: [postings.positions], documents)
        else:
            file.add(f"{field}.{name}", values)


def write_pairs(file: ArrayFileWriter, field: str, postings: PairPostings) -> None:
    """One field of pairs, as `field.firsts`, `field.seconds` …, a bit for each of `repeated`."""
    for name, values in postings._asdict().items():
        if name == "repeated":
            write_bits(file, f"{field}.{name}", [values])
        else:
            file.add(f"{field}.{name}", values)


def write_lengths(file: ArrayFileWriter, field: str, lengths: Array) -> None:
    """`field.lengths`: unsigned[D], keys of the field in each document."""
    file.add(f"{field}.lengths", narrowest(lengths))


def write_columns(file: ArrayFileWriter, columns: Columns) -> None:
    """The per-document arrays, as `column.day` …"""
    for name, values in columns._asdict().items():
        file.add(f"column.{name}", values)


def write_values(file: ArrayFileWriter, field: str, strings: list[bytes], ranks: Array, held: Array) -> None:
    """One field of whole values, V distinct ones, E held by D documents.

    Args: strings: sorted; ranks: uint32[E] in order of document; held: uint32[D] values of each.

    Writes `field.values.*` (the table), `field.ordinals` unsigned[E] values by document with
    `field.held` uint32[D + 1] where each document's begin, and the other way round
    `field.docs` uint16[E] documents by value with `field.starts` uint32[V + 1].
    """
    docs = np.repeat(np.arange(held.size, dtype=np.uint16), held)
    by_value = np.argsort(ranks, kind="stable")
    write_strings(file, f"{field}.values", strings)
    file.add(f"{field}.ordinals", narrowest(ranks))
    file.add(f"{field}.held", starts_of(held).astype(np.uint32))
    file.add(f"{field}.docs", docs[by_value])
    by_rank = np.bincount(ranks, minlength=len(strings))
    file.add(f"{field}.starts", starts_of(by_rank).astype(np.uint32))


def _columns(rows: Sequence[Row]) -> Columns:
    events = [(first, last, doc) for doc, row in enumerate(rows) for first, last in row.events]
    first, last, docs = np.array(events, np.int32).reshape(-1, 3).T
    others = np.array([row.other_days for row in rows], np.int32).reshape(-1, len(OTHER_DAYS)).T
    return Columns(
        revision=np.array([row.revision for row in rows], np.int64),
        day=np.array([row.day for row in rows], np.int32),
        event_first=first,
        event_last=last,
        event_docs=docs.astype(np.uint16),
        **{name: if_any(days) for name, days in zip(OTHER_DAYS, others, strict=True)},
    )


def if_any(days: Array) -> Array:
    """A column of `OTHER_DAYS` as it is written."""
    return days if days.any() else days[:0]


def segment_path(folder: Path, segment_id: str) -> Path:
    """The one file of a segment."""
    return folder / f"{segment_id}.arrays"
