"""Several segments made into one, array by array: keys renumbered, documents renumbered, sorted again.

Deleted documents are left behind. A range of keys of one field at a time is in memory, with the
vocabulary and what is held of each document beside its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFileWriter
from index.engines.whoosh.arrays import Array, ragged, starts_of
from index.engines.whoosh.bitmap import write_bits
from index.engines.whoosh.dense import DenseTerms, parted
from index.engines.whoosh.fields import PairField, TextField
from index.engines.whoosh.inversion import (
    MOST_KEYS,
    PairPostings,
    TextPostings,
    by_document,
    invert_pairs,
    invert_text,
)
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.positions import write_positions
from index.engines.whoosh.schema import VALUE_FIELDS
from index.engines.whoosh.segmentfile import (
    FORMAT,
    Columns,
    if_any,
    write_columns,
    write_lengths,
    write_values,
)
from index.engines.whoosh.spooling import Spool, spool_pairs, spool_text
from index.engines.whoosh.stringtable import StringTable, write_strings
from index.ports import OTHER_DAYS, PAIR_FIELDS, TEXT_FIELDS

CHUNK = 4_000_000
"""Occurrences sorted at a time; keys are in order already, so ranges of them can be merged apart."""

BYTES_AN_OCCURRENCE = 80
"""What sorting takes at its peak, measured (docs/adr/0065-writing-in-bounded-memory.md)."""


class Merged:
    """A segment on its way into the merged one."""

    def __init__(self, segment: MappedSegment, deleted: Array) -> None:
        self.segment = segment
        self.live = np.ones(segment.documents, bool)
        self.live[deleted] = False
        self.renumber = np.empty(0, np.int32)  # int32[D]: number in the merged segment, -1 for the deleted


def merge(
    file: ArrayFileWriter, sources: Sequence[tuple[MappedSegment, Array]], *, chunk: int = CHUNK
) -> int:
    """Write the live documents of `sources`, each (segment, deleted documents); answers how many.

    Args: chunk: occurrences sorted at a time.
    """
    merged = [Merged(segment, deleted) for segment, deleted in sources]
    origin, documents = _renumber(merged)
    strings, keys = merge_strings([each.segment.vocabulary for each in merged])
    assert len(strings) < MOST_KEYS
    write_strings(file, "vocabulary", strings)
    for field in TEXT_FIELDS:
        _merge_text(file, field, merged, keys, documents, chunk)
        _merge_lengths(file, field, merged, origin)
    for field in PAIR_FIELDS.values():
        _merge_pairs(file, field, merged, keys, len(strings), chunk)
        _merge_lengths(file, field, merged, origin)
    _merge_columns(file, merged, origin)
    for field in VALUE_FIELDS:
        _merge_values(file, field, merged, origin)
    stacked = np.concatenate([each.renumber[each.segment.stacked_docs] for each in merged])
    file.add("stacked.docs", np.sort(stacked[stacked >= 0]).astype(np.uint16))
    file.finish({"format": FORMAT, "documents": documents})
    return documents


def merge_strings(tables: Sequence[StringTable]) -> tuple[list[bytes], list[Array]]:
    """(the distinct strings of all, sorted; for each table uint32: its entries' numbers among them)."""
    held = [list(table) for table in tables]
    strings = sorted(set().union(*held))
    number = {string: at for at, string in enumerate(strings)}
    return strings, [np.fromiter(map(number.__getitem__, each), np.uint32, len(each)) for each in held]


def _renumber(merged: Sequence[Merged]) -> tuple[Array, int]:
    """Number the live documents by newest, then id. Answers (int64[all] in their order: where each
    lies when the sources stand one after another, how many live)."""
    day = np.concatenate([each.segment.day for each in merged])
    ids = _fixed_width([id for each in merged for id in _ids(each.segment)])
    live = np.flatnonzero(np.concatenate([each.live for each in merged]))
    origin = live[np.lexsort((ids[live], -day[live]))]
    renumber = np.full(len(day), -1, np.int32)
    renumber[origin] = np.arange(len(origin))
    start = 0
    for each in merged:
        each.renumber = renumber[start : start + each.segment.documents]
        start += each.segment.documents
    return origin, len(origin)


def _ids(segment: MappedSegment) -> list[bytes]:
    """By document."""
    values = list(segment.values["id"].values)
    return [values[ordinal] for ordinal in segment.values["id"].ordinals.tolist()]


def _fixed_width(strings: list[bytes]) -> Array:
    return np.array(strings, np.bytes_)


def _merge_text(
    file: ArrayFileWriter,
    field: str,
    merged: Sequence[Merged],
    keys: Sequence[Array],
    documents: int,
    chunk: int,
) -> None:
    sources = [(each, each.segment.text[field]) for each in merged]
    terms = [numbers[text.terms] for (_, text), numbers in zip(sources, keys, strict=True)]
    with Spool(file.folder) as spool:
        for low, high in _key_ranges(terms, [np.diff(text.at) for _, text in sources], chunk):
            every = zip(sources, terms, strict=True)
            pieces = (_text_between(low, high, *source, numbers) for source, numbers in every)
            spool_text(spool, *parted(_inverted_text(pieces), documents))
            _release(merged)
        for name in (*TextPostings._fields, *DenseTerms._fields):
            if name == "positions":
                write_positions(file, f"{field}.{name}", lambda: spool.read("positions"), documents)
            else:
                spool.add_to(file, name, f"{field}.{name}")


def _text_between(
    low: int, high: int, each: Merged, text: TextField, numbers: Array
) -> tuple[Array, Array, Array]:
    """(documents uint16, keys uint32, positions unsigned) of the live occurrences of the keys whose
    number is from `low` to before `high`."""
    first, last = numbers.searchsorted([low, high])
    docs = each.renumber[np.repeat(*text.listed(first, last))]
    kept = docs >= 0
    key = np.repeat(numbers[first:last], np.diff(text.at[first : last + 1]))
    positions = text.positions.between(int(text.at[first]), int(text.at[last]))
    return docs[kept].astype(np.uint16), key[kept], positions[kept]


def _inverted_text(pieces: Iterable[tuple[Array, Array, Array]]) -> TextPostings:
    docs, key, positions = by_document(*_stacked_up(pieces))
    return invert_text(key, docs, positions)


def _merge_pairs(
    file: ArrayFileWriter,
    field: str,
    merged: Sequence[Merged],
    keys: Sequence[Array],
    vocabulary: int,
    chunk: int,
) -> None:
    sources = [(each, each.segment.pairs[field], numbers) for each, numbers in zip(merged, keys, strict=True)]
    held = [np.diff(pairs.starts[pairs.firsts]) for _, pairs, _ in sources]  # postings by first key
    firsts = np.zeros(vocabulary + 1, np.uint32)
    with Spool(file.folder) as spool:
        for low, high in _key_ranges(list(keys), held, chunk):
            pieces = (_pairs_between(low, high, *source) for source in sources)
            part = _inverted_pairs(pieces, vocabulary)
            firsts += part.firsts
            spool_pairs(spool, part)
            del part  # before the next range is read
            _release(merged)
        file.add(f"{field}.firsts", firsts)
        for name in ("seconds", "starts", "docs", "counts"):
            spool.add_to(file, name, f"{field}.{name}")
        write_bits(file, f"{field}.repeated", spool.read("repeated"))


def _pairs_between(
    low: int, high: int, each: Merged, pairs: PairField, numbers: Array
) -> tuple[Array, Array, Array]:
    """(documents uint16, first keys uint32, second keys uint32) of the live occurrences of the pairs
    whose first key has a number from `low` to before `high`."""
    first, last = numbers.searchsorted([low, high])
    terms = slice(int(pairs.firsts[first]), int(pairs.firsts[last]))
    inside = slice(int(pairs.starts[terms.start]), int(pairs.starts[terms.stop]))
    ones = np.repeat(numbers[first:last], np.diff(pairs.firsts[first : last + 1]))
    counts = pairs.counts(inside.start, inside.stop)
    postings = pairs.starts[terms.start : terms.stop + 1] - pairs.starts[terms.start]
    occurrences = np.diff(starts_of(counts)[postings])
    docs = each.renumber[np.repeat(pairs.docs[inside], counts)]
    kept = docs >= 0
    return (
        docs[kept].astype(np.uint16),
        np.repeat(ones, occurrences)[kept],
        np.repeat(numbers[pairs.seconds[terms]], occurrences)[kept],
    )


def _inverted_pairs(pieces: Iterable[tuple[Array, Array, Array]], vocabulary: int) -> PairPostings:
    docs, ones, twos = by_document(*_stacked_up(pieces))
    return invert_pairs(ones, twos, docs, vocabulary)


def _release(merged: Sequence[Merged]) -> None:
    """Mapped pages count as this process's memory until they are let go."""
    for each in merged:
        each.segment.file.release()


def _key_ranges(terms: Sequence[Array], sizes: Sequence[Array], chunk: int) -> list[tuple[int, int]]:
    """Ranges [low, high) of key numbers, each with about `chunk` occurrences.

    Args: for each source its terms' key numbers, ascending, and the occurrences of each.
    """
    every = max((int(each[-1]) + 1 for each in terms if len(each)), default=0)
    held = np.zeros(every, np.int64)
    for numbers, size in zip(terms, sizes, strict=True):
        held[numbers] += size
    edges = np.flatnonzero(np.diff(np.cumsum(held) // chunk)) + 1
    return list(pairwise([0, *edges.tolist(), every]))


def _stacked_up(pieces: Iterable[tuple[Array, Array, Array]]) -> Iterator[Array]:
    """Each of three arrays in one, the pieces of one let go before the next is made."""
    columns = [list(column) for column in zip(*pieces, strict=True)]
    while columns:
        yield np.concatenate(columns.pop(0))


def _merge_lengths(file: ArrayFileWriter, field: str, merged: Sequence[Merged], origin: Array) -> None:
    lengths = [each.segment.measured[field].lengths for each in merged]
    write_lengths(file, field, np.concatenate(lengths)[origin])


def _merge_columns(file: ArrayFileWriter, merged: Sequence[Merged], origin: Array) -> None:
    docs = np.concatenate([each.renumber[each.segment.event_docs] for each in merged])
    order = np.argsort(docs, kind="stable")
    order = order[docs[order] >= 0]
    write_columns(
        file,
        Columns(
            revision=np.concatenate([each.segment.revision for each in merged])[origin],
            day=np.concatenate([each.segment.day for each in merged])[origin],
            event_first=np.concatenate([each.segment.event_first for each in merged])[order],
            event_last=np.concatenate([each.segment.event_last for each in merged])[order],
            event_docs=docs[order].astype(np.uint16),
            **{
                name: if_any(np.concatenate([each.segment.other_days[name] for each in merged])[origin])
                for name in OTHER_DAYS
            },
        ),
    )


def _merge_values(file: ArrayFileWriter, field: str, merged: Sequence[Merged], origin: Array) -> None:
    fields = [each.segment.values[field] for each in merged]
    strings, numbers = merge_strings([each.values for each in fields])
    ordinals = np.concatenate(
        [translation[each.ordinals] for translation, each in zip(numbers, fields, strict=True)]
    )
    held = np.concatenate([np.diff(each.held) for each in fields]).astype(np.int64)
    starts = np.cumsum(held) - held
    ranks = ordinals[ragged(starts[origin], held[origin])]
    used = np.unique(ranks)  # values of deleted documents only are dropped
    write_values(
        file,
        field,
        [strings[number] for number in used.tolist()],
        np.searchsorted(used, ranks).astype(np.uint32),
        held[origin],
    )
