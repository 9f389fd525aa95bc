"""BM25 as a Whoosh weighting model, on exact lengths and over live documents only.

Whoosh's own BM25F rounds field lengths to a byte and counts deleted documents; ranks would
then depend on how an index happened to be merged.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), with the
always-positive idf ln(1 + (N - df + .5) / (df + .5)).
"""
# ruff: noqa: ARG002 - the signatures are Whoosh's

from __future__ import annotations

import math
from typing import Any

from whoosh.scoring import BaseScorer, WeightingModel, WeightScorer

from index.engines.whoosh.schema import SCORED_FIELDS, length_column
from index.ranking import BM25


def idf(documents: int, frequency: int) -> float:
    """Weight of something found in `frequency` of `documents` live documents."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class Bm25Scorer(BaseScorer):
    """Scores one part: `weight` x idf x saturated frequency."""

    def __init__(self, searcher: Any, field: str, weight: float, frequency: int) -> None:
        top = searcher.get_parent()
        self._k1, b = BM25[field]
        self._factor = weight * idf(top.reader().doc_count(), frequency) * (self._k1 + 1)
        self._lengths = searcher.reader().column_reader(length_column(field))
        average = average_length(top, field)
        self._base = self._k1 * (1 - b)
        self._slope = self._k1 * b / average if average else 0.0

    def score(self, matcher: Any) -> float:
        count = matcher.weight()
        length = self._lengths[matcher.id()]
        return float(self._factor * count / (count + self._base + self._slope * length))

    def max_quality(self) -> float:
        """The score a frequency without end would near."""
        return float(self._factor)

    def block_quality(self, matcher: Any) -> float:
        return float(self._factor)


class Bm25(WeightingModel):
    """What plain Whoosh term queries are weighted with."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:
        if fieldname not in SCORED_FIELDS:
            return WeightScorer(1.0)
        return Bm25Scorer(searcher, fieldname, 1.0, live_frequency(searcher.get_parent(), fieldname, [text]))


def average_length(searcher: Any, field: str) -> float:
    """Mean number of keys of `field` over live documents, kept on the searcher."""
    known: dict[str, float] = searcher.__dict__.setdefault("_baoluu_averages", {})
    if field not in known:
        reader = searcher.reader()
        lengths = reader.column_reader(length_column(field)) if reader.doc_count() else ()
        known[field] = sum(lengths[doc] for doc in reader.all_doc_ids()) / max(reader.doc_count(), 1)
    return known[field]


def live_frequency(searcher: Any, field: str, keys: list[bytes]) -> int:
    """Live documents of the whole index with any of `keys` in `field`."""
    reader = searcher.reader()
    found: set[int] = set()
    for key in keys:
        if (field, key) in reader:
            found.update(reader.postings(field, key).all_ids())
    return len(found)
