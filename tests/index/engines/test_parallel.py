"""Segments made by several processes answer as those of one, and a process that fails is said to."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from archive.errors import CatalogUnusable, Unfinished
from index.engines import open_factory
from index.engines.whoosh.codec import ArraySegment
from index.engines.whoosh.inversion import MOST_DOCUMENTS
from index.engines.whoosh.tiers import FAN, mergeable, shared_out
from index.ports import FACETS, Every, IndexedDocument, Score, SearchEngine, SearchRequest, Term
from tests.index.contract.corpus import article, chance_article

PLENTY = 16_000_000_000
"""Bytes; what earlier tests left in this process must not take the room of the others."""
COUNT = 700


def documents(names: Sequence[int]) -> Iterator[IndexedDocument]:
    for name in names:
        yield chance_article(random.Random(name), name)


def documents_then_a_full_disk(names: Sequence[int]) -> Iterator[IndexedDocument]:
    yield from documents(names)
    if COUNT // 2 in names:
        raise OSError(28, "No space left on device")


def documents_then_a_broken_catalog(names: Sequence[int]) -> Iterator[IndexedDocument]:
    yield from documents(names)
    if COUNT // 2 in names:
        raise CatalogUnusable("the catalog is damaged", hint="restore it from a backup")


def documents_then_a_kill(names: Sequence[int]) -> Iterator[IndexedDocument]:
    yield from documents(names)
    if COUNT // 2 in names:
        os.kill(os.getpid(), signal.SIGKILL)


class DocumentsNeverDone:
    """Reads on and on; tells in a file which process does."""

    def __init__(self, told: Path) -> None:
        self.told = told

    def __call__(self, names: Sequence[int]) -> Iterator[IndexedDocument]:
        with self.told.open("a") as file:
            file.write(f"{os.getpid()}\n")
        time.sleep(300)
        yield from documents(names)


def build_without_end(folder: Path, told: Path) -> None:
    with open_factory().writer(folder, memory=PLENTY) as writer:
        for _ in writer.add_from(DocumentsNeverDone(told), range(COUNT), jobs=2):
            pass


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(true: Callable[[], bool], seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def built(folder: Path, jobs: int) -> SearchEngine:
    factory = open_factory()
    factory.create(folder)
    with factory.writer(folder, memory=PLENTY) as writer:
        done = list(writer.add_from(documents, range(COUNT), jobs=jobs))
    assert done == sorted(done) and done[-1] == COUNT
    return factory.open(folder)


def test_several_processes_make_an_index_that_answers_as_one_process_does(tmp_path: Path) -> None:
    alone, together = built(tmp_path / "alone", 1), built(tmp_path / "together", 2)
    assert len(list((tmp_path / "together").glob("*.arrays"))) == 2
    words = [key for key, _ in alone.keys("exact")]
    assert together.keys("exact") == alone.keys("exact")
    assert together.revisions() == alone.revisions()
    for word in words[:10]:
        for match in (Term("exact", (word,)), Every()):
            request = SearchRequest(
                match=match,
                scores=(Score(Term("exact", (word,)), 1.0), Score(Term("title", (word,)), 0.5)),
                limit=50,
                facets=FACETS,
                histogram=True,
                collapse=True,
            )
            assert together.search(request) == alone.search(request)
    alone.close()
    together.close()


@pytest.mark.parametrize(
    ("read", "error"),
    [
        (documents_then_a_full_disk, OSError),
        (documents_then_a_broken_catalog, CatalogUnusable),
        (documents_then_a_kill, Unfinished),
    ],
)
def test_what_goes_wrong_in_one_process_is_raised_and_leaves_the_index_as_it_was(
    tmp_path: Path, read: object, error: type[Exception]
) -> None:
    factory = open_factory()
    factory.create(tmp_path)
    with factory.writer(tmp_path, memory=PLENTY) as writer:
        writer.add([article("a", "Xã họp")])
    before = {path.name for path in tmp_path.glob("*.arrays")}
    with pytest.raises(error) as raised, factory.writer(tmp_path, memory=PLENTY) as writer:
        for _ in writer.add_from(read, range(COUNT), jobs=2):  # type: ignore[arg-type]
            pass
    if isinstance(raised.value, CatalogUnusable):
        assert raised.value.hint == "restore it from a backup"
    assert {path.name for path in tmp_path.glob("*.arrays")} == before
    engine = factory.open(tmp_path)
    assert dict(engine.revisions()).keys() == {"a"}
    engine.close()


def test_documents_from_several_processes_take_the_place_of_stored_ones(tmp_path: Path) -> None:
    factory = open_factory()
    factory.create(tmp_path)
    old = next(documents([3]))
    with factory.writer(tmp_path, memory=PLENTY) as writer:
        writer.add([article(old.document.id, "Bản cũ", revision=99), article("khác", "Xã họp")])
    with factory.writer(tmp_path, memory=PLENTY) as writer:
        for _ in writer.add_from(documents, range(COUNT), jobs=2):
            pass
    engine = factory.open(tmp_path)
    assert engine.document_count == COUNT + 1
    assert engine.revisions()[old.document.id] == old.revision
    engine.close()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up as Linux lists them")
def test_processes_end_with_the_one_they_work_for_however_it_ends(tmp_path: Path) -> None:
    folder, told = tmp_path / "index", tmp_path / "told"
    open_factory().create(folder)
    parent = multiprocessing.get_context("spawn").Process(target=build_without_end, args=(folder, told))
    parent.start()
    assert wait_until(lambda: told.exists() and len(told.read_text().split()) == 2)
    workers = [int(pid) for pid in told.read_text().split()]
    assert all(map(running, workers))
    parent.kill()
    parent.join()
    assert wait_until(lambda: not any(map(running, workers)))


def test_too_little_memory_for_two_processes_is_work_for_one(tmp_path: Path) -> None:
    factory = open_factory()
    factory.create(tmp_path)
    with factory.writer(tmp_path, memory=1) as writer:
        first = next(iter(writer.add_from(documents, range(COUNT), jobs=2)))
    assert first == 200  # a portion, as one process takes it


@pytest.mark.parametrize(
    ("sizes", "jobs", "groups"),
    [
        ([4000] * 5, 2, 2),
        ([4000] * 5, 8, 3),
        ([4000] * 250, 2, 17),
        ([MOST_DOCUMENTS] * 2, 2, 2),
        ([100], 2, 1),
        ([], 2, 0),
    ],
)
def test_segments_are_shared_out_evenly_into_groups_that_fit(
    sizes: list[int], jobs: int, groups: int
) -> None:
    shared = shared_out([ArraySegment("test", size) for size in sizes], jobs)
    held = [sum(each.doc_count() for each in group) for group in shared]
    assert len(shared) == groups
    assert sum(held) == sum(sizes)
    assert all(total <= MOST_DOCUMENTS for total in held)
    assert max(held, default=0) - min(held, default=0) <= max(sizes, default=0)


@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_what_was_shared_out_and_joined_is_not_joined_again(jobs: int) -> None:
    for count in (FAN, 20, 60, 250):
        shared = shared_out([ArraySegment("test", 4000) for _ in range(count)], jobs)
        joined = [ArraySegment("test", sum(each.doc_count() for each in group)) for group in shared]
        assert mergeable(joined) == []
