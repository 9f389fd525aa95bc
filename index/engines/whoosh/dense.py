"""Terms that stand in so many documents that a count a document is shorter than a list of them.

A listed posting takes three bytes, a document's number and a count; a table takes one for each
document of the segment. The few hundred commonest syllables, half of all postings, are so kept,
and asked for as tables they are read in order, which is faster too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array, starts_of
from index.engines.whoosh.inversion import TextPostings

_LISTED = 3  # bytes of a listed posting


class DenseTerms(NamedTuple):
    """The K terms of a field that are kept as tables, in a segment of D documents."""

    dense: Array  # uint32[K] number of the key in the vocabulary, ascending
    held: Array  # uint32[K] documents with it
    tables: Array  # unsigned[K * D] occurrences in each document, term by term


def parted(postings: TextPostings, documents: int) -> tuple[TextPostings, DenseTerms]:
    """(the postings, with none listed of the dense terms; the dense terms)."""
    held: Array = np.diff(postings.starts.astype(np.int64))
    dense = held * _LISTED > documents
    terms = np.flatnonzero(dense)
    tables = np.zeros((len(terms), documents), postings.counts.dtype)
    for table, first, last in zip(tables, postings.starts[terms], postings.starts[terms + 1], strict=True):
        table[postings.docs[first:last].astype(np.intp)] = postings.counts[first:last]
    kept = np.repeat(~dense, held)
    listed = postings._replace(
        starts=starts_of(np.where(dense, 0, held)).astype(np.uint32),
        docs=postings.docs[kept],
        counts=postings.counts[kept],
    )
    return listed, DenseTerms(
        dense=postings.terms[terms], held=held[terms].astype(np.uint32), tables=tables.ravel()
    )
