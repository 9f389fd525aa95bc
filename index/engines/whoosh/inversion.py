"""Occurrences of keys turned into postings by sorting packed numbers: no posting is touched in Python.

An occurrence is packed into one uint64 whose order is the order wanted, most significant first:

    text    key 24 bits | document 16 bits | position 24 bits
    pair    first key 24 bits | second key 24 bits | document 16 bits

so one in-place sort brings equal keys together, each with its documents and positions in
order. A segment therefore holds at most 65,536 documents and 2^24 keys, and a document at
most 2^24 positions a field.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from index.engines.whoosh.arrayfile import Array, narrowest

MOST_DOCUMENTS = 1 << 16
MOST_KEYS = 1 << 24
MOST_POSITIONS = 1 << 24

_DOCUMENT = np.uint64(16)  # bits
_KEY = np.uint64(24)
_POSITION = np.uint64(24)
_DOCUMENT_MASK = np.uint64(MOST_DOCUMENTS - 1)
_KEY_MASK = np.uint64(MOST_KEYS - 1)


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
    counts: Array  # unsigned[P]


def invert_text(keys: Array, docs: Array, positions: Array) -> TextPostings:
    """Postings of occurrences given in any order.

    Args: three parallel arrays: key number, document number, position.
    """
    packed = keys.astype(np.uint64)
    packed <<= _DOCUMENT
    packed |= docs
    packed <<= _POSITION
    packed |= positions.astype(np.uint64, copy=False)
    packed.sort()
    positions = narrowest(packed & np.uint64(MOST_POSITIONS - 1))
    packed >>= _POSITION
    first = _changes(packed)  # occurrence at which each posting begins
    postings = packed[first]
    del packed
    terms, starts, docs, counts = _grouped(postings, first, keys.size)
    return TextPostings(
        terms=terms.astype(np.uint32),
        starts=starts,
        docs=docs,
        counts=counts,
        at=np.append(first, keys.size)[starts].astype(np.uint32),
        positions=positions,
    )


def invert_pairs(firsts: Array, seconds: Array, docs: Array, vocabulary: int) -> PairPostings:
    """Postings of pairs given in any order; `vocabulary` is the number of keys there are."""
    packed = firsts.astype(np.uint64)
    packed <<= _KEY
    packed |= seconds
    packed <<= _DOCUMENT
    packed |= docs
    packed.sort()
    first = _changes(packed)
    postings = packed[first]
    del packed
    terms, starts, docs, counts = _grouped(postings, first, firsts.size)
    by_first = np.searchsorted(terms >> _KEY, np.arange(vocabulary + 1, dtype=np.uint64))
    return PairPostings(
        firsts=by_first.astype(np.uint32),
        seconds=(terms & _KEY_MASK).astype(np.uint32),
        starts=starts,
        docs=docs,
        counts=counts,
    )


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
    return PairPostings(
        firsts=sum([part.firsts for part in parts], np.zeros(1, np.uint32)),
        seconds=_joined([part.seconds for part in parts], np.uint32),
        starts=_shifted([part.starts for part in parts]),
        docs=_joined([part.docs for part in parts], np.uint16),
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


def _grouped(postings: Array, first: Array, occurrences: int) -> tuple[Array, Array, Array, Array]:
    """(terms, starts, docs, counts) of sorted postings, each packed as term and document."""
    terms = postings >> _DOCUMENT
    begins = _changes(terms)
    return (
        terms[begins],
        np.append(begins, postings.size).astype(np.uint32),
        (postings & _DOCUMENT_MASK).astype(np.uint16),
        narrowest(np.diff(first, append=occurrences)),
    )


def _changes(ordered: Array) -> Array:
    """int64: where a value differs from the one before, the first included."""
    if not ordered.size:
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
