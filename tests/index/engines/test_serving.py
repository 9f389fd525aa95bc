"""Readers go on while a writer commits, whatever the moment."""

from __future__ import annotations

import threading
from pathlib import Path

from index.engines import open_factory
from index.ports import Every, Score, SearchRequest, Term
from tests.index.contract.corpus import article

XA = Term("exact", ("xã",))
REQUEST = SearchRequest(match=XA, scores=(Score(XA, 1.0),), facets=("person", "place"), histogram=True)


def test_readers_that_refresh_at_any_moment_see_whole_commits_only(tmp_path: Path) -> None:
    """Every commit adds two documents, so every state has an even number of them, each once a facet."""
    factory = open_factory("whoosh")
    factory.create(tmp_path)
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        engine = factory.open(tmp_path)
        while not done.is_set():
            engine = engine.refreshed()
            found = engine.search(REQUEST)
            people = dict(found.facets["person"])
            if found.total % 2 or sum(people.values()) != found.total or found.undated != found.total:
                wrong.append(found)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for number in range(20):
            with factory.writer(tmp_path) as writer:
                writer.add(
                    article(f"a{number}-{at}", "Xã họp", person=(f"người {number % 7}",)) for at in range(2)
                )
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert factory.open(tmp_path).search(SearchRequest(match=Every())).total == 40


def test_an_engine_serves_its_state_after_the_folder_is_gone(tmp_path: Path) -> None:
    factory = open_factory("whoosh")
    factory.create(tmp_path / "live")
    with factory.writer(tmp_path / "live") as writer:
        writer.add([article("a", "Xã họp")])
    engine = factory.open(tmp_path / "live")
    (tmp_path / "live").rename(tmp_path / "old")
    assert engine.refreshed() is engine
    assert engine.search(REQUEST).total == 1


def test_an_index_swapped_in_is_another_generation_though_its_number_is_the_same(tmp_path: Path) -> None:
    factory = open_factory("whoosh")
    for name, title in (("one", "Xã họp"), ("two", "Bản họp")):
        factory.create(tmp_path / name)
        with factory.writer(tmp_path / name) as writer:
            writer.add([article("a", title)])
    engine = factory.open(tmp_path / "one")
    (tmp_path / "one").rename(tmp_path / "old")
    (tmp_path / "two").rename(tmp_path / "one")
    swapped = engine.refreshed()
    assert swapped.generation != engine.generation
    assert swapped.search(REQUEST).total == 0
