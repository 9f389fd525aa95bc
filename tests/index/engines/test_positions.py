"""Positions packed into twelve bits are those that were written, however far from the beginning they are."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engines import open_factory
from index.engines.whoosh import positions
from index.engines.whoosh.arrayfile import ArrayFile, ArrayFileWriter
from index.engines.whoosh.arrays import narrowest
from index.engines.whoosh.positions import PACKED_FROM, PackedPositions, mapped_positions, write_positions
from index.ports import IndexedDocument
from tests.index.contract.corpus import SYLLABLES, article, chance_articles, chance_request
from tests.index.contract.oracle import Oracle, agree

FIRST_FAR = 3840
"""The first position that twelve bits, of which four set mark an exception, do not hold."""

numbers = st.one_of(
    st.integers(0, 300), st.integers(0, 5000), st.sampled_from([FIRST_FAR - 1, FIRST_FAR, 65_535, 70_000])
)
parts_of_positions = st.lists(st.lists(numbers, max_size=40), max_size=4)


def written(path: Path, parts: Sequence[Iterable[int]], documents: int = PACKED_FROM) -> ArrayFile:
    """A file with the positions "at" of a segment of so many documents, each part in its narrowest type."""
    arrays = [narrowest(np.array(part, np.int64)) for part in parts]
    file = ArrayFileWriter(path)
    write_positions(file, "at", lambda: arrays, documents)
    file.finish({})
    return ArrayFile(path)


@settings(max_examples=200, deadline=None)
@given(parts_of_positions, st.data())
def test_any_of_them_and_any_range_is_what_was_written(parts: list[list[int]], data: st.DataObject) -> None:
    near = [*range(400)] * 6  # enough that fit for packing to pay, however many do not
    with tempfile.TemporaryDirectory() as folder:
        packed = mapped_positions(written(Path(folder) / "some", [*parts, near, [0, *near]]), "at")
    assert isinstance(packed, PackedPositions)
    every = [*(number for part in parts for number in part), *near, 0, *near]
    edge = st.integers(0, len(every))
    first, last = sorted((data.draw(edge), data.draw(edge)))
    assert packed.between(first, last).tolist() == every[first:last]
    chosen = sorted(data.draw(st.sets(st.integers(0, len(every) - 1), max_size=30)))
    assert packed.at(np.array(chosen, np.int64)).tolist() == [every[at] for at in chosen]
    assert packed.at(np.arange(len(every))).tolist() == every


@pytest.mark.parametrize(
    ("parts", "documents", "packed"),
    [
        ([[1000] * 100], PACKED_FROM, True),
        ([[1000] * 100], PACKED_FROM - 1, False),
        ([[255] * 100], PACKED_FROM, False),
        ([[1000] * 92, [5000] * 8], PACKED_FROM, True),
        ([[1000] * 91, [5000] * 9], PACKED_FROM, False),
        ([[1000] * 60, [70_000] * 25], PACKED_FROM, True),
        ([[]], PACKED_FROM, False),
    ],
    ids=["large", "small", "narrow", "few far", "many far", "four bytes otherwise", "none"],
)
def test_positions_are_packed_where_the_segment_is_large_and_bytes_are_saved(
    tmp_path: Path, parts: list[list[int]], documents: int, packed: bool
) -> None:
    file = written(tmp_path / "some", parts, documents)
    assert ("at.low" in file) == packed
    every = [number for part in parts for number in part]
    assert sum(file.sizes().values()) <= narrowest(np.array(every, np.int64)).nbytes
    assert mapped_positions(file, "at").between(0, len(every)).tolist() == every


def with_long_ones(rng: random.Random, count: int) -> list[IndexedDocument]:
    """Articles by chance, but two of twenty long: the end of one lies on both sides of position 4,096."""
    documents = chance_articles(rng, count)
    for at in range(0, count, 20):
        for long, filled in ((at, 2040), (at + 1, 1600)):
            body = [*rng.choices(SYLLABLES, k=30), *["dài"] * filled, *rng.choices(SYLLABLES, k=40)]
            documents[long] = article(f"dài-{long}", "Xã họp", " ".join(body), lead="bàn", revision=long)
    return documents


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "packed_from",
    [(0, 0, 0, 0), (PACKED_FROM, 0, PACKED_FROM, 0), (0, PACKED_FROM, 0, PACKED_FROM)],
    ids=["packed", "packed from both", "plain from both"],
)
def test_segments_with_packed_positions_and_their_merge_answer_as_brute_force_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed_from: tuple[int, ...], seed: int
) -> None:
    """Four commits, packed from so many documents on; with the last all segments are merged."""
    rng = random.Random(seed)
    documents = with_long_ones(rng, 80)
    gone = {each.document.id for each in rng.sample(documents[2:20] + documents[22:40], 4)}
    factory = open_factory("whoosh")
    factory.create(tmp_path)
    for at, documents_of_one in enumerate(packed_from):
        monkeypatch.setattr(positions, "PACKED_FROM", documents_of_one)
        with factory.writer(tmp_path) as writer:
            writer.add(documents[20 * at : 20 * (at + 1)])
            writer.delete(gone if at == 2 else ())
        plain = ["exact.positions" in ArrayFile(path) for path in tmp_path.glob("*.arrays")]
        if at == 2:
            assert sorted(plain) == sorted(map(bool, packed_from[:3]))
            ask(tmp_path, documents[:60], gone, rng)
    assert plain == [bool(packed_from[-1])]
    ask(tmp_path, documents, gone, rng)


def ask(folder: Path, documents: list[IndexedDocument], gone: set[str], rng: random.Random) -> None:
    oracle = Oracle(each for each in documents if each.document.id not in gone)
    engine = open_factory("whoosh").open(folder)
    for _ in range(40):
        request = chance_request(rng, documents)
        agree(engine.search(request), oracle.search(request))
    engine.close()
