"""Occurrences of keys turned into postings by sorting numbers: no posting is touched in Python.

Occurrences come in order of document, and within one in order of position; a stable sort
by key then leaves each term's documents and positions in order. Keys are sorted 16 bits at
a time, least significant first, because NumPy sorts 16-bit numbers stably by radix: at 12 ns
a number five times as fast as it compares 64-bit ones (docs/adr/0062-numpy-inversion.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from index.engines.whoosh.arrays import Array, narrowest, starts_of

MOST_DOCUMENTS = 1 << 16
"""Documents of a segment: their numbers are uint16."""

MOST_KEYS = 1 << 24
"""Keys of a batch; what a writer's memory allows, far above what a language has."""

_DIGIT = 16  # bits


class TextPostings(NamedTuple):
    """One field's postings with positions: T terms, P postings, N occurrences."""

    terms: Array  # uint32[T] number of the key in the vocabulary, ascending
    starts: Array  # uint32[T + 1] first posting of each term
    docs: Array  # uint16[P] ascending within a term
    counts: Array  # unsigned[P] occurrences
    at: Array  # uint32[T + 1] first position of each term
    positions: Array  # unsigned[N] ascending within a posting


class PairPostings(NamedTuple):
    """One pair field's postings, without positions; terms ascend by (first, second)."""

    firsts: Array  # uint32[V + 1] first term whose first key is this one, V keys in the vocabulary
    seconds: Array  # uint32[T] number of the second key, ascending within a first
    starts: Array  # uint32[T + 1] first posting of each term
    docs: Array  # uint16[P]
    repeated: Array  # uint32[R] the postings with more than one occurrence, one in six, ascending
    counts: Array  # unsigned[R] how many they have


def invert_text(keys: Array, docs: Array, positions: Array) -> TextPostings:
    """Postings of N occurrences in order of document, then position.

    Args: parallel arrays: unsigned[N] key number, uint16[N] document, unsigned[N] position.
    """
    terms, ranks = _ranked(keys)
    order = _stable_order(ranks)
    per_term = np.bincount(ranks, minlength=len(terms))
    docs = docs[order]
    first = _changes(docs, per_term)
    return TextPostings(
        terms=terms.astype(np.uint32),
        starts=first.searchsorted(starts_of(per_term)).astype(np.uint32),
        docs=docs[first],
        counts=narrowest(np.diff(first, append=len(docs))),
        at=starts_of(per_term).astype(np.uint32),
        positions=narrowest(positions)[order],
    )


def invert_pairs(firsts: Array, seconds: Array, docs: Array, vocabulary: int) -> PairPostings:
    """Postings of N pairs in order of document; `vocabulary` is the number of keys there are.

    Args: parallel arrays: unsigned[N] first key number, unsigned[N] second, uint16[N] document.
    """
    one_terms, ones = _ranked(firsts)
    two_terms, twos = _ranked(seconds)
    order = _stable_order(ones, _stable_order(twos))
    docs, ones, twos = docs[order], ones[order], twos[order]
    del order
    new_pair = np.concatenate(([True], (ones[1:] != ones[:-1]) | (twos[1:] != twos[:-1])))[: len(docs)]
    pairs = np.flatnonzero(new_pair)  # occurrence at which each term begins
    first = _changes(docs, np.diff(pairs, append=len(docs)))
    counts = np.diff(first, append=len(docs))
    repeated = np.flatnonzero(counts > 1)
    return PairPostings(
        firsts=one_terms[ones[pairs]].searchsorted(np.arange(vocabulary + 1)).astype(np.uint32),
        seconds=two_terms[twos[pairs]].astype(np.uint32),
        starts=first.searchsorted(np.append(pairs, len(docs))).astype(np.uint32),
        docs=docs[first],
        repeated=repeated.astype(np.uint32),
        counts=narrowest(counts[repeated]),
    )


def by_document(docs: Array, *others: Array) -> tuple[Array, ...]:
    """Parallel arrays brought into order of document, and otherwise left in theirs."""
    order = _stable_order(docs)
    return (docs[order], *(other[order] for other in others))


def join_text(parts: Sequence[TextPostings]) -> TextPostings:
    """Postings of ranges of keys, one range above the other, as one."""
    return TextPostings(
        terms=_joined([part.terms for part in parts], np.uint32),
        starts=_shifted([part.starts for part in parts]),
        docs=_joined([part.docs for part in parts], np.uint16),
        counts=_joined([part.counts for part in parts], np.uint8),
        at=_shifted([part.at for part in parts]),
        positions=_joined([part.positions for part in parts], np.uint8),
    )


def join_pairs(parts: Sequence[PairPostings]) -> PairPostings:
    """Postings of ranges of first keys, one range above the other, as one."""
    before = starts_of(np.array([len(part.docs) for part in parts], np.int64))
    repeated = [part.repeated + start for part, start in zip(parts, before[:-1], strict=True)]
    return PairPostings(
        firsts=sum([part.firsts for part in parts], np.zeros(1, np.uint32)),
        seconds=_joined([part.seconds for part in parts], np.uint32),
        starts=_shifted([part.starts for part in parts]),
        docs=_joined([part.docs for part in parts], np.uint16),
        repeated=_joined(repeated, np.uint32).astype(np.uint32),
        counts=_joined([part.counts for part in parts], np.uint8),
    )


def _joined(arrays: Sequence[Array], least: DTypeLike) -> Array:
    """One after another, in the widest of their types, at least `least`."""
    return np.concatenate([np.empty(0, least), *arrays])


def _shifted(starts: Sequence[Array]) -> Array:
    """uint32: where runs begin when the parts stand one after another, and where the last ends."""
    ends = np.cumsum([0, *(part[-1] for part in starts)], dtype=np.int64)
    shifted = [part[:-1] + end for part, end in zip(starts, ends[:-1], strict=True)]
    return np.concatenate([*shifted, ends[-1:]]).astype(np.uint32)


def _ranked(keys: Array) -> tuple[Array, Array]:
    """(the distinct key numbers, ascending; unsigned[N] rank of each key among them, 16 bits if they do)."""
    used = np.flatnonzero(np.bincount(keys))
    rank = np.zeros(
        int(used[-1]) + 1 if used.size else 0, np.uint16 if len(used) <= 1 << _DIGIT else np.uint32
    )
    rank[used] = np.arange(len(used))
    return used, rank[keys]


def _stable_order(values: Array, order: Array | None = None) -> Array:
    """int64[N]: the order that sorts `values`, equal ones as they stand in `order`."""
    for shift in range(0, 8 * values.itemsize, _DIGIT):
        digit = (values >> shift).astype(np.uint16) if values.itemsize > 2 else values.astype(np.uint16)
        if order is None:
            order = np.argsort(digit, kind="stable")
        else:
            order = order[np.argsort(digit[order], kind="stable")]
    assert order is not None
    return order


def _changes(docs: Array, per_term: Array) -> Array:
    """int64: occurrences at which a posting begins, where the document or the term is another."""
    new = np.empty(len(docs), bool)
    np.not_equal(docs[1:], docs[:-1], out=new[1:])
    new[starts_of(per_term)[:-1]] = True
    return np.flatnonzero(new)
