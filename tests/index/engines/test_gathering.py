"""Gathered numbers say exactly what index.text.streams says."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines.whoosh.arrayfile import ArrayFileWriter
from index.engines.whoosh.fields import TextField
from index.engines.whoosh.gathering import TextBatch
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.segmentfile import Batch
from index.ports import IndexedDocument
from index.text.streams import streams
from tests.index.contract.corpus import article, chance_article

pieces = st.sampled_from(
    [
        "Xã",
        "xã",
        "hòa",
        "hoà",
        "H'Len",
        "Cư M’gar",
        "QL14",
        "02-NQ/TU",
        "…",
        "",
        "đường",
        "Ð",
        "1.234",
        "a\u0301",
        "ủy\u200b",
    ]
)
texts = st.lists(pieces, max_size=8).map(" ".join)


def postings_of(batch: TextBatch) -> dict[str, Counter[tuple[object, ...]]]:
    keys = batch.vocabulary()
    backwards = np.arange(batch.documents)[::-1]
    found = {}
    for field, each in batch.text_fields(backwards, np.arange(len(keys))):
        rows = list(zip(*(part.tolist() for part in each), strict=True))
        assert rows == sorted(rows, key=lambda row: (row[0], row[2]))
        found[field] = Counter((keys[key], backwards[doc], at) for doc, key, at in rows)
    for field, pairs in batch.pair_fields(backwards, np.arange(len(keys))):
        rows = list(zip(*(part.tolist() for part in pairs), strict=True))
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)
        found[field] = Counter((f"{keys[one]} {keys[two]}", backwards[doc]) for doc, one, two in rows)
    return found


def expected(documents: list[IndexedDocument]) -> dict[str, Counter[tuple[object, ...]]]:
    found: dict[str, Counter[tuple[object, ...]]] = {}
    for doc, indexed in enumerate(documents):
        for field, stream in streams(indexed).items():
            held = found.setdefault(field, Counter())
            if field.endswith("_pair"):
                held.update((key, doc) for key in stream.keys)
            else:
                held.update((key, doc, at) for key, at in zip(stream.keys, stream.positions, strict=True))
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts, st.booleans()), min_size=1, max_size=4))
def test_a_batch_gathers_what_the_streams_say(written: list[tuple[str, str, str, bool]]) -> None:
    documents = [
        article(f"a{at}", title or "x", body, lead=lead, words=words)
        for at, (title, lead, body, words) in enumerate(written)
    ]
    batch = TextBatch()
    for each in documents:
        batch.add(each)
    assert postings_of(batch) == expected(documents)


@pytest.mark.parametrize("seed", range(3))
def test_a_segment_file_holds_what_was_gathered(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    documents = [chance_article(rng, number) for number in range(40)]
    batch = Batch()
    for each in documents:
        batch.add(each)
    batch.write(ArrayFileWriter(tmp_path / "segment.arrays"))
    segment = MappedSegment(tmp_path / "segment.arrays")
    by_id = {each.document.id: streams(each) for each in documents}
    for doc in range(segment.documents):
        id = segment.values["id"].of(doc)[0].decode()
        for field, stream in by_id[id].items():
            assert segment.fields[field].lengths[doc] == len(stream.keys)  # type: ignore[union-attr]
    for name, field in segment.text.items():
        assert isinstance(field, TextField)
        held = Counter()
        for term in range(len(field)):
            docs, positions = field.places(term)
            key = field.key(term).decode()
            held.update(
                (segment.values["id"].of(doc)[0].decode(), key, at)
                for doc, at in zip(docs.tolist(), positions.tolist(), strict=True)
            )
        assert held == Counter(
            (id, key, at)
            for id, each in by_id.items()
            for key, at in zip(each[name].keys, each[name].positions, strict=True)
        )
