"""Merged segments are what writing the same documents at once would have made."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from archive.errors import IndexMissing
from index.engines import open_factory
from index.engines.whoosh import memory, merging
from index.engines.whoosh.arrayfile import ArrayFile, ArrayFileDamaged, ArrayFileWriter
from index.engines.whoosh.codec import ArraySegment
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.segmentfile import FORMAT, Batch
from index.engines.whoosh.tiers import FAN, mergeable
from index.engines.whoosh.writer import ArrayWriter
from index.ports import IndexedDocument
from tests.index.contract.corpus import article, chance_articles


def written(path: Path, documents: list[IndexedDocument]) -> MappedSegment:
    batch = Batch()
    for each in documents:
        batch.add(each)
    batch.write(ArrayFileWriter(path))
    return MappedSegment(path)


def sized(documents: int, deleted: int = 0) -> ArraySegment:
    segment = ArraySegment("test", documents)
    for doc in range(deleted):
        segment.delete_document(doc)
    return segment


def writer_of_batches(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ArrayWriter:
    """A writer that makes a segment of every other document."""
    monkeypatch.setattr(memory, "LEAST_ROOM", 10_000)
    return ArrayWriter(folder, memory=0)


@pytest.mark.usefixtures("plain_and_packed")
@pytest.mark.parametrize("chunk", [50, 4_000_000])
@pytest.mark.parametrize("seed", range(3))
def test_merging_makes_the_arrays_that_writing_at_once_makes(tmp_path: Path, seed: int, chunk: int) -> None:
    rng = random.Random(seed)
    documents = chance_articles(rng, 60)
    documents += [article(f"h{at}", "Người H'Mông ở Cư M'gar", "H'Len họp. " * at) for at in range(4)]
    parts = [documents[start::3] for start in range(3)]
    segments = [written(tmp_path / f"part{at}", part) for at, part in enumerate(parts)]
    gone = {each.document.id for each in rng.sample(documents, 15)}
    sources = []
    for segment in segments:
        deleted = [doc for id in gone if (doc := segment.document(id)) is not None]
        sources.append((segment, merging.np.array(sorted(deleted), int)))
    file = ArrayFileWriter(tmp_path / "merged")
    assert merging.merge(file, sources, chunk=chunk) == len(documents) - len(gone)
    merged = MappedSegment(tmp_path / "merged")
    at_once = written(tmp_path / "once", [each for each in documents if each.document.id not in gone])
    for name, size in at_once.file.sizes().items():
        if not name.startswith("vocabulary") and not name.endswith((".terms", ".firsts", ".seconds")):
            assert merged.file[name].tolist() == at_once.file[name].tolist(), name
            assert merged.file.sizes()[name] <= 2 * size
    for field in at_once.fields:
        one, two = merged.fields[field], at_once.fields[field]
        assert [one.key(term) for term in range(len(one))] == [two.key(term) for term in range(len(two))]


def test_small_segments_are_joined_and_large_ones_left() -> None:
    small = [sized(3) for _ in range(FAN)]
    large = sized(60_000)
    assert mergeable([large, *small[:-1]]) == []
    assert set(mergeable([large, *small])) == set(small)
    assert mergeable([sized(60_000) for _ in range(FAN)]) == []


def test_as_many_segments_are_joined_as_fit_into_one() -> None:
    chosen = mergeable([sized(20_000) for _ in range(FAN)])
    assert len(chosen) == 3


def test_a_segment_mostly_deleted_is_rewritten() -> None:
    hollow = sized(10, deleted=6)
    assert mergeable([sized(10, deleted=5), hollow]) == [hollow]


def test_many_commits_leave_few_segments_and_files(tmp_path: Path) -> None:
    factory = open_factory("whoosh")
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        for at in range(50):
            writer.add([article(f"a{at:02}", "Xã họp")])
            writer.commit()
    assert len(list(tmp_path.glob("*.arrays"))) <= 2 * FAN
    engine = factory.open(tmp_path)
    assert engine.document_count == 50
    engine.close()


def test_a_batch_past_its_bound_becomes_several_segments_of_one_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factory = open_factory("whoosh")
    factory.create(tmp_path)
    documents = [article(f"a{at}", "Xã họp bàn") for at in range(10)]
    with writer_of_batches(tmp_path, monkeypatch) as writer:
        writer.add([*documents, article("a0", "Đổi tên", revision=2)])
    engine = factory.open(tmp_path)
    assert engine.document_count == 10
    assert engine.revisions()["a0"] == 2
    engine.close()


def test_a_rolled_back_batch_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    factory = open_factory("whoosh")
    factory.create(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(RuntimeError), writer_of_batches(tmp_path, monkeypatch) as writer:
        writer.add([article("a", "Xã họp")])
        raise RuntimeError
    left = sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith("_BAOLUU_WRITER"))
    assert [name for name in left if "LOCK" not in name] == [name for name in before if "LOCK" not in name]


def test_a_file_cut_short_is_told_from_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "cut"
    written(path, [article("a", "Xã họp")])
    whole = path.read_bytes()
    for size in (0, 5, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        with pytest.raises(ArrayFileDamaged):
            ArrayFile(path)


def test_an_index_with_a_cut_or_foreign_segment_says_how_to_make_another(tmp_path: Path) -> None:
    factory = open_factory("whoosh")
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Xã họp")])
    (path,) = tmp_path.glob("*.arrays")
    whole = path.read_bytes()
    for broken in (whole[:-1], whole.replace(b'"format": %d' % FORMAT, b'"format": 9')):
        path.write_bytes(broken)
        with pytest.raises(IndexMissing) as missing:
            factory.open(tmp_path)
        assert "baoluu reindex" in missing.value.hint


def test_an_index_of_another_engine_is_refused_with_the_command_that_makes_one(tmp_path: Path) -> None:
    stock, arrays = open_factory("whoosh-stock"), open_factory("whoosh")
    stock.create(tmp_path)
    with stock.writer(tmp_path) as writer:
        writer.add([article("a", "Xã họp")])
    for use in (arrays.open, arrays.writer):
        with pytest.raises(IndexMissing) as missing:
            use(tmp_path)
        assert "reindex" in missing.value.hint
    with stock.writer(tmp_path):
        pass
