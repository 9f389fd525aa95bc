"""Terms, phrases and nearness occur as often as brute force counts, also where keys share a position."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines.whoosh import positions
from index.engines.whoosh.arrayfile import ArrayFileWriter
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.occurring import Part, occurrences
from index.engines.whoosh.segmentfile import Batch
from index.ports import IndexedDocument, Near, Phrase, Term
from tests.index.contract.corpus import article
from tests.index.contract.oracle import Oracle

WRITTEN = ["xã", "họp", "bàn", "H'Mông", "Cư", "M'gar", "mông", "h"]
KEYS = ["xã", "họp", "bàn", "hmông", "h", "mông", "m", "gar", "mgar", "cư", "biển"]

places = st.lists(
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True).map(tuple), min_size=1, max_size=4
).map(tuple)
parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(Phrase, st.just("exact"), places),
    st.builds(Near, st.just("exact"), places, st.integers(1, 6)),
    st.builds(Phrase, st.just("title"), places),
    st.builds(Phrase, st.just("lead"), places),
    st.sampled_from(KEYS).map(lambda key: Term("exact", (key,))),
)
articles = st.lists(
    st.tuples(*[st.lists(st.sampled_from(WRITTEN), max_size=10).map(" ".join)] * 3), min_size=1, max_size=5
).map(
    lambda written: [
        article(f"a{at}", title or "x", body, lead=lead) for at, (title, lead, body) in enumerate(written)
    ]
)


def written_segment(documents: list[IndexedDocument], packed_from: int = 0) -> MappedSegment:
    batch = Batch()
    for each in documents:
        batch.add(each)
    with tempfile.TemporaryDirectory() as folder, patch.object(positions, "PACKED_FROM", packed_from):
        batch.write(ArrayFileWriter(Path(folder) / "segment"))
        return MappedSegment(Path(folder) / "segment")


@pytest.mark.parametrize("packed_from", [positions.PACKED_FROM, 0], ids=["plain", "packed"])
@settings(max_examples=100, deadline=None)
@given(articles, st.lists(parts, min_size=1, max_size=8))
def test_parts_occur_as_often_as_brute_force_counts(
    packed_from: int, documents: list[IndexedDocument], asked: list[Part]
) -> None:
    segment = written_segment(documents, packed_from)
    oracle = Oracle(documents)
    for part in asked:
        found = occurrences(segment, part)
        counts = dict(zip(found.docs.tolist(), found.counts.tolist(), strict=True))
        expected = {
            segment.document(id): count
            for id, posted in oracle._documents.items()
            if (count := oracle._occurrences(posted, part))
        }
        assert counts == expected, part


def test_many_places_that_share_keys_take_a_position_each() -> None:
    """Nine places; three of them can only be filled by the two positions of "xã" and "họp"."""
    syllables = ("một", "hai", "ba", "bốn", "năm", "sáu")
    rivals = (("xã", "họp"), ("xã", "họp", "biển"), ("xã", "họp", "núi"))
    others = tuple(("xã", syllable, "bảy", "tám") for syllable in syllables)
    near = Near("exact", (*rivals, *others), 20)
    crowded = article("a0", "x", "xã họp một hai ba bốn năm sáu bảy tám chín")
    roomy = article("a1", "x", "xã họp núi một hai ba bốn năm sáu bảy tám chín")
    segment = written_segment([crowded, roomy])

    found = occurrences(segment, near)

    assert [segment.document("a1")] == found.docs.tolist()
