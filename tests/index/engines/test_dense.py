"""Terms kept as tables hold what their lists held, and only where a table is the shorter."""

from __future__ import annotations

import random

import numpy as np
import pytest

from index.engines.whoosh.arrayfile import ArrayFileWriter
from index.engines.whoosh.dense import parted
from index.engines.whoosh.inversion import TextPostings, invert_text
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.occurring import any_of
from index.engines.whoosh.segmentfile import Batch
from tests.index.contract.corpus import article

DOCUMENTS = 90


def inverted() -> TextPostings:
    """Key k stands k times, up to three, in every document whose number it divides."""
    found = [
        (doc, key, position)
        for doc in range(DOCUMENTS)
        for key in range(1, 30)
        if doc % key == 0
        for position in range(min(key, 3))
    ]
    docs, keys, positions = np.array(found).T
    return invert_text(keys.astype(np.uint32), docs.astype(np.uint16), positions)


def test_tables_and_lists_together_are_what_was_parted() -> None:
    postings = inverted()
    listed, dense = parted(postings, DOCUMENTS)
    tables = dict(zip(dense.dense.tolist(), dense.tables.reshape(-1, DOCUMENTS), strict=True))
    for term, key in enumerate(postings.terms.tolist()):
        was, now = (slice(*each.starts[term : term + 2].tolist()) for each in (postings, listed))
        docs, counts = listed.docs[now], listed.counts[now]
        if key in tables:
            assert not len(docs)
            docs = np.flatnonzero(tables[key])
            counts = tables[key][docs]
        assert docs.tolist() == postings.docs[was].tolist()
        assert counts.tolist() == postings.counts[was].tolist()
    assert dense.held.tolist() == [np.count_nonzero(table) for table in tables.values()]


def test_a_term_in_more_than_a_third_of_the_documents_is_a_table() -> None:
    _, dense = parted(inverted(), DOCUMENTS)
    assert dense.dense.tolist() == [1, 2]


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> MappedSegment:
    """ "xã" in all of 90 documents, "họp" in half of them, "lũ" in a tenth."""
    rng = random.Random(4)
    batch = Batch()
    for at in range(DOCUMENTS):
        words = ["xã"] * rng.randrange(1, 4) + ["họp"] * (at % 2) + ["lũ"] * (at % 10 == 0)
        batch.add(article(f"a{at:02}", " ".join(rng.sample(words, len(words)))))
    path = tmp_path_factory.mktemp("dense") / "segment"
    batch.write(ArrayFileWriter(path))
    return MappedSegment(path)


def test_a_field_answers_alike_for_tables_and_lists(segment: MappedSegment) -> None:
    field = segment.text["exact"]
    terms = {key: segment.find("exact", key) for key in ("xã", "họp", "lũ")}
    held = {key: len(field.postings(term)) for key, term in terms.items() if term is not None}
    assert held == {"xã": 90, "họp": 45, "lũ": 9}
    assert [field.postings(term).table is None for term in terms.values() if term is not None] == [
        False,
        False,
        True,
    ]
    alive = np.arange(DOCUMENTS) < 15
    every = field.frequencies(0, len(field), None).tolist()
    assert every == [len(field.postings(term)) for term in range(len(field))]
    assert field.frequencies(0, len(field), alive).tolist() == [
        int((field.postings(term).docs < 15).sum()) for term in range(len(field))
    ]
    docs, counts = field.listed(0, len(field))
    assert docs.tolist() == [doc for term in range(len(field)) for doc in field.postings(term).docs.tolist()]
    assert counts.sum() == field.lengths.sum()


def test_positions_are_those_within_the_documents_asked_for(segment: MappedSegment) -> None:
    field = segment.text["exact"]
    few = ([first, first + 3] for first in range(DOCUMENTS - 3))
    for within in ([], [0], [DOCUMENTS - 1], *few, [0, 3, 10, 11, 30], range(DOCUMENTS)):
        some = np.array(within, np.uint16)
        for term in range(len(field)):
            docs, positions = field.places(term)
            inside = np.isin(docs, some)
            found = field.places(term, some)
            assert found[0].tolist() == docs[inside].tolist()
            assert found[1].tolist() == positions[inside].tolist()


def test_alternatives_are_added_up_whether_tables_or_lists(segment: MappedSegment) -> None:
    together = any_of(segment, "exact", ("họp", "lũ", "xã"))
    assert together.counts.tolist() == segment.text["exact"].lengths.tolist()
    listed = any_of(segment, "exact", ("lũ", "biển"))
    assert listed.table is None
    assert len(listed) == 9
