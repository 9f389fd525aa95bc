"""What every engine's writer must do, and what its readers see meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import Busy, IndexMissing
from index.ports import (
    FACETS,
    EngineFactory,
    Every,
    Score,
    SearchRequest,
    Term,
)
from tests.index.contract.asked import ARTICLES, EIGHTEENTH, HOP, SEVENTEENTH, XA
from tests.index.contract.conftest import Build
from tests.index.contract.corpus import article
from tests.index.contract.oracle import agree, ids


def test_ties_break_by_newest_then_id_across_commits(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    days = {"d": SEVENTEENTH, "c": EIGHTEENTH, "b": None, "a": SEVENTEENTH, "e": None}
    for id, day in days.items():
        with factory.writer(tmp_path) as writer:
            writer.add([article(id, "Xã họp", day=day)])
    engine = factory.open(tmp_path)
    assert ids(engine, Every(), scores=(Score(XA, 1.0),)) == ["c", "a", "d", "b", "e"]
    assert ids(engine, Every(), sort="newest") == ["c", "a", "d", "b", "e"]
    assert ids(engine, Every(), sort="oldest") == ["a", "d", "c", "b", "e"]
    engine.close()


def test_ranks_do_not_depend_on_how_the_index_was_written(factory: EngineFactory, tmp_path: Path) -> None:
    for name, batches in {"once": [ARTICLES], "singly": [[each] for each in ARTICLES]}.items():
        factory.create(tmp_path / name)
        for batch in batches:
            with factory.writer(tmp_path / name) as writer:
                writer.add(batch)
    engines = [factory.open(tmp_path / name) for name in ("once", "singly")]
    request = SearchRequest(match=Every(), scores=(Score(XA, 1.0), Score(HOP, 0.3)))
    once, singly = (engine.search(request) for engine in engines)
    assert [(hit.id, hit.score) for hit in once.hits] == [(hit.id, hit.score) for hit in singly.hits]
    for engine in engines:
        engine.close()


def test_the_last_of_equal_ids_in_one_batch_wins(build: Build) -> None:
    engine = build([article("a", "Bản nháp", revision=1), article("a", "Bản in", revision=2)])
    assert dict(engine.revisions()) == {"a": 2}
    assert ids(engine, Term("exact", ("nháp",))) == []
    assert ids(engine, Term("exact", ("in",))) == ["a"]


def test_a_document_added_again_replaces_the_committed_one(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    for revision, title in ((1, "Bản nháp"), (2, "Bản in")):
        with factory.writer(tmp_path) as writer:
            assert writer.add([article("a", title, revision=revision)]) == 1
    engine = factory.open(tmp_path)
    assert dict(engine.revisions()) == {"a": 2}
    assert ids(engine, Term("exact", ("nháp",))) == []
    engine.close()


def test_deleting_answers_how_many_there_were(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Một"), article("b", "Hai")])
        writer.commit()
        writer.add([article("c", "Ba")])
        assert writer.delete(["a", "c", "x"]) == 2
        assert writer.delete(["a"]) == 0
    engine = factory.open(tmp_path)
    assert dict(engine.revisions()) == {"b": 1}
    engine.close()


def test_a_document_deleted_and_added_again_is_there(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Một")])
        writer.commit()
        writer.delete(["a"])
        writer.add([article("a", "Hai", revision=2)])
    engine = factory.open(tmp_path)
    assert ids(engine, Term("exact", ("hai",))) == ["a"]
    assert ids(engine, Term("exact", ("một",))) == []
    engine.close()


def test_an_exception_in_the_block_leaves_the_last_commit(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with pytest.raises(RuntimeError), factory.writer(tmp_path) as writer:
        writer.add([article("a", "Giữ lại")])
        writer.commit()
        writer.add([article("b", "Bỏ đi")])
        writer.delete(["a"])
        raise RuntimeError
    engine = factory.open(tmp_path)
    assert dict(engine.revisions()) == {"a": 1}
    engine.close()
    with factory.writer(tmp_path) as writer:
        writer.add([article("c", "Viết tiếp")])


def test_a_second_writer_is_told_that_the_index_is_busy(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Một")])
        writer.commit()
        with pytest.raises(Busy) as busy:
            factory.writer(tmp_path)
        assert busy.value.hint
    with factory.writer(tmp_path):
        pass


def test_a_reader_goes_on_reading_its_state_while_a_writer_commits(
    factory: EngineFactory, tmp_path: Path
) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add(ARTICLES)
    engine = factory.open(tmp_path)
    request = SearchRequest(match=XA, scores=(Score(XA, 1.0),), facets=FACETS)
    before = engine.search(request)
    with factory.writer(tmp_path) as writer:
        writer.add([article("z1", "Xã mới"), article("a1", "Đổi hết")])
        agree(engine.search(request), before)
    agree(engine.search(request), before)
    engine.close()


def test_refreshed_is_the_same_engine_until_something_is_committed(
    factory: EngineFactory, tmp_path: Path
) -> None:
    factory.create(tmp_path)
    first = factory.open(tmp_path)
    assert first.refreshed() is first
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Xã họp")])
        assert first.refreshed() is first
    second = first.refreshed()
    assert second is not first
    assert second.generation != first.generation
    assert ids(second, XA) == ["a"]
    assert second.refreshed() is second
    first.close()
    assert ids(second, XA) == ["a"]
    second.close()


def test_a_commit_of_nothing_changes_nothing(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    engine = factory.open(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([])
        writer.commit()
    assert engine.refreshed() is engine
    engine.close()


def test_opening_makes_nothing(factory: EngineFactory, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(IndexMissing) as missing:
            factory.open(folder)
        assert "baoluu reindex" in missing.value.hint
        with pytest.raises(IndexMissing):
            factory.writer(folder)
    assert list(tmp_path.iterdir()) == []


def test_creating_over_an_index_is_refused_and_keeps_it(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Một")])
    with pytest.raises(IndexMissing):
        factory.create(tmp_path)
    engine = factory.open(tmp_path)
    assert engine.document_count == 1
    engine.close()
