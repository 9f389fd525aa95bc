"""BM25 of all found documents at once, and the best of them.

Every route adds the same float64 numbers in the same order, so a score does not depend on
how an index was cut into segments nor on how many documents were found.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.docsets import GALLOP, DocSet, found_in
from index.engines.whoosh.mapped import Postings

_BLOCKS = 8
"""Scores are looked through in so many blocks for each one wanted, to find a bound below the best."""

_LEAST_BLOCK = 8  # scores; smaller blocks gain nothing over looking at all

_SCATTER = 5
"""Adding at listed places costs about five times as much a place as a whole pass does."""


_SELECTIVE = 2
"""Picking a part's postings of the found documents out pays where they are fewer than half of them."""


class Weighted(NamedTuple):
    """A part on one segment, ready to be added up."""

    postings: Postings
    factor: float  # weight x idf x (k1 + 1)
    norms: Array  # float32[D] what the frequency is saturated by: k1 x (1 - b + b x length / average)


class Found(NamedTuple):
    """Found documents and their scores, parallel, documents ascending."""

    docs: Array
    scores: Array  # float64


def norms(lengths: Array, average: float, k1: float, b: float) -> Array:
    """float32[D] for `Weighted`, from the unsigned[D] lengths of a field."""
    slope = k1 * b / average if average else 0.0
    return (lengths * slope + k1 * (1 - b)).astype(np.float32)


def score(found: DocSet, parts: list[Weighted]) -> Array:
    """float64, parallel to `found.docs()`: the sum of the parts."""
    if len(parts) == 1 and parts[0].postings.docs is found.listed:  # the query is this part alone
        return _saturated(parts[0], found.listed, parts[0].postings.counts)
    parts = [part for part in parts if len(part.postings.docs)]
    if found.listed is not None:
        held = sum([len(part.postings.docs) for part in parts])
        if len(found) * _SELECTIVE * len(parts) < held or all(
            part.postings.docs is found.listed for part in parts
        ):
            return _score_listed(found.listed, parts, found.documents)
    scores = np.zeros(found.documents)
    for part in parts:
        docs, counts = part.postings
        values = _saturated(part, docs, counts)
        if len(docs) * _SCATTER < found.documents:
            scores[docs.astype(np.intp)] += values
        else:
            scores += np.bincount(docs, values, found.documents)
    return scores if found.everything else scores[found.docs()]


def _score_listed(docs: Array, parts: list[Weighted], documents: int) -> Array:
    """Each part's postings of the found documents only: looked up one by one where they are few,
    else by a table of the part's counts. A count of none adds 0.0, which changes no sum."""
    scores = np.zeros(len(docs))
    places = docs.astype(np.intp)
    for part in parts:
        holding, counts = part.postings
        if holding is docs:  # the query is this part alone
            scores += _saturated(part, places, counts)
        elif len(docs) * GALLOP < len(holding):
            here = np.flatnonzero(found_in(docs, holding))
            chosen = docs[here]
            scores[here] += _saturated(part, chosen, counts[holding.searchsorted(chosen)])
        else:
            table = np.zeros(documents, counts.dtype)  # [D] occurrences in each document
            table[holding.astype(np.intp)] = counts
            scores += _saturated(part, places, table.take(places))
    return scores


def _saturated(part: Weighted, docs: Array, counts: Array) -> Array:
    """float64: factor x count / (count + norm)."""
    counts = counts.astype(np.float64)
    values = part.norms.take(docs) + counts
    np.divide(counts, values, out=values)
    values *= part.factor
    return values


def best(found: Found, limit: int, least: float = 0.0) -> Found:
    """The `limit` highest scores; of equal ones the first documents, which are the newest.

    Args: least: a score below which none is wanted.
    """
    docs, scores = found
    if least > 0:
        chosen = np.flatnonzero(scores >= least)
        docs, scores = docs[chosen], scores[chosen]
    if limit <= 0:
        return Found(docs[:0], scores[:0])
    if len(docs) > limit:
        bound = lower_bound(scores, limit)
        chosen = np.flatnonzero(scores >= bound)
        docs, scores = docs[chosen], scores[chosen]
    order = np.argsort(-scores, kind="stable")[:limit]
    return Found(docs[order], scores[order])


def lower_bound(values: Array, limit: int) -> float:
    """A number that at least `limit` of the values reach, and few more: no sorting of them all.

    The maxima of blocks are values too, so the `limit`-th highest maximum is such a number.
    """
    size = len(values) // (_BLOCKS * limit)
    if size < _LEAST_BLOCK:
        return float(np.partition(values, len(values) - limit)[len(values) - limit])
    blocks = len(values) // size
    maxima = values[: blocks * size].reshape(blocks, size).max(axis=1)
    return float(np.partition(maxima, blocks - limit)[blocks - limit])
