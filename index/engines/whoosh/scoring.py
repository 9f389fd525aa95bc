"""BM25 of all found documents at once, and the best of them.

Every route adds the same float64 numbers in the same order, so a score does not depend on
how an index was cut into segments nor on how many documents were found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.docsets import GALLOP, DocSet, found_in
from index.engines.whoosh.fields import Postings

_BLOCKS = 8
"""Scores are looked through in so many blocks for each one wanted, to find a bound below the best."""

_SORTED = 128
"""So few scores are sorted sooner than looked through for a bound."""

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


def score(found: DocSet, parts: Sequence[Weighted]) -> Array:
    """float64, parallel to `found.docs()`: the sum of the parts."""
    if len(parts) == 1 and found.listed is not None and parts[0].postings.alone(found.listed):
        return _saturated(parts[0].norms.take(found.listed), parts[0].postings.counts, parts[0].factor)
    if found.listed is not None and _selective(found, parts):
        return _score_listed(found.listed, parts, found.documents)
    scores = _score_all(parts, found.documents)
    return scores if found.everything else scores[found.docs()]


def best_scored(found: DocSet, parts: Sequence[Weighted], limit: int, least: float) -> Found:
    """The `limit` found documents that score highest; of equal ones the first, which are the newest.

    Args: least: a score below which none is wanted.
    """
    if found.marked is None or len(found) <= limit:
        docs, scores = found.docs(), score(found, parts)
        at = best(scores, limit, least)
        return Found(docs[at], scores[at])
    scores = _score_all(parts, found.documents)
    if len(parts) > 1 or found.table is None or parts[0].postings.table is not found.table:
        np.putmask(scores, ~found.marked, -np.inf)  # sooner than copying out those found
    at = best(scores, limit, least)
    return Found(at, scores[at])


def _selective(found: DocSet, parts: Sequence[Weighted]) -> bool:
    """Whether looking up the found documents, of which there is a list, beats scoring all there are."""
    held = sum([len(part.postings) if part.postings.table is None else found.documents for part in parts])
    return len(found) * _SELECTIVE * len(parts) < held


def _score_all(parts: Sequence[Weighted], documents: int) -> Array:
    """float64[D]: the sum of the parts in every document."""
    if len(parts) == 1 and parts[0].postings.table is not None:
        return _saturated(parts[0].norms, parts[0].postings.table, parts[0].factor)
    scores = np.zeros(documents)
    for part in parts:
        table, held = part.postings.table, len(part.postings)
        if table is not None:
            scores += _saturated(part.norms, table, part.factor)
        elif held:
            docs = part.postings.docs
            values = _saturated(part.norms.take(docs), part.postings.counts, part.factor)
            if held * _SCATTER < documents:
                scores[docs.astype(np.intp)] += values
            else:
                scores += np.bincount(docs, values, documents)
    return scores


def _score_listed(docs: Array, parts: Sequence[Weighted], documents: int) -> Array:
    """Each part's postings of the found documents only: looked up one by one where they are few,
    else in a table of the part's counts. A count of none adds 0.0, which changes no sum."""
    scores = np.zeros(len(docs))
    places = docs.astype(np.intp)
    for part in parts:
        table = part.postings.table
        if table is not None:
            scores += _saturated(part.norms.take(places), table.take(places), part.factor)
            continue
        holding, counts = part.postings.docs, part.postings.counts
        if len(docs) * GALLOP < len(holding):
            here = np.flatnonzero(found_in(docs, holding))
            chosen = docs[here]
            held = counts[holding.searchsorted(chosen)]
            scores[here] += _saturated(part.norms.take(chosen), held, part.factor)
        else:
            table = np.zeros(documents, counts.dtype)  # [D] occurrences in each document
            table[holding.astype(np.intp)] = counts
            scores += _saturated(part.norms.take(places), table.take(places), part.factor)
    return scores


def _saturated(norms: Array, counts: Array, factor: float) -> Array:
    """float64: factor x count / (count + norm), of parallel arrays."""
    counts = counts.astype(np.float64)
    values = norms + counts
    np.divide(counts, values, out=values)
    values *= factor
    return values


def best(scores: Array, limit: int, least: float = 0.0) -> Array:
    """int64: where the `limit` highest numbers stand, the highest first; of equal ones the first.

    Args: least: a score below which none is wanted.
    """
    if limit <= 0:
        return np.empty(0, np.int64)
    chosen = None
    if least > 0:
        chosen = np.flatnonzero(scores >= least)
        scores = scores[chosen]
    if len(scores) > max(limit, _SORTED):
        inside = np.flatnonzero(scores >= lower_bound(scores, limit))
        chosen = inside if chosen is None else chosen[inside]
        scores = scores[inside]
    order = np.argsort(-scores, kind="stable")[:limit]
    return order if chosen is None else chosen[order]


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
