"""Occurrences of keys turned into postings by sorting numbers: no posting is touched in Python.

Occurrences come in order of document, and within one in order of position; a stable sort
by key then leaves each term's documents and positions in order. Keys are sorted 16 bits at
a time, least significant first, because NumPy sorts 16-bit numbers stably by radix: at 12 ns
a number five times as fast as it compares 64-bit ones (docs/adr/0062-numpy-inversion.md).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

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
    seconds: Array  # unsigned[T] number of the second key, ascending within a first
    starts: Array  # uint32[T + 1] first posting of each term
    docs: Array  # uint16[P]
    repeated: Array  # bool[P] whether it has more than one occurrence, as one in six has
    counts: Array  # unsigned[R] how many those have


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
    repeated = counts > 1
    return PairPostings(
        firsts=one_terms[ones[pairs]].searchsorted(np.arange(vocabulary + 1)).astype(np.uint32),
        seconds=two_terms[twos[pairs]].astype(np.min_scalar_type(vocabulary)),
        starts=first.searchsorted(np.append(pairs, len(docs))).astype(np.uint32),
        docs=docs[first],
        repeated=repeated,
        counts=narrowest(counts[repeated]),
    )


def by_document(docs: Array, *others: Array) -> tuple[Array, ...]:
    """Parallel arrays brought into order of document, and otherwise left in theirs."""
    order = _stable_order(docs)
    return (docs[order], *(other[order] for other in others))


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
