"""A commit of one article costs what the article costs, however large the index is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from index.engines import open_factory
from index.engines.whoosh.engine import ArrayEngine
from index.ports import SearchRequest, Term
from tests.index.contract.corpus import article, chance_articles

HELD = 2000
SMALL = 60_000  # bytes; one article and the table of contents are some 10 kB, four joined less than 30


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "index"
    factory = open_factory()
    factory.create(folder)
    with factory.writer(folder) as writer:
        writer.add(chance_articles(random.Random(1), HELD))
    return folder


def files(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Each file's inode, time of change in ns, and bytes."""
    held = ((path, path.stat()) for path in folder.iterdir())
    return {path: (status.st_ino, status.st_mtime_ns, status.st_size) for path, status in held}


def test_articles_committed_one_by_one_are_found_at_once_and_the_large_segment_stays_as_it_is(
    large: Path,
) -> None:
    engine = ArrayEngine.opened(large)
    (segment,) = engine.segments
    held = max(files(large).items(), key=lambda each: each[1][2])
    for at in range(8):
        before = files(large)
        with open_factory().writer(large) as writer:
            writer.add([article(f"moi-{at}", "Phiên chợ Nậm Ngặt", "Chợ họp sáng nay.")])
            writer.commit()
            engine = engine.refreshed()
            found = engine.search(SearchRequest(match=Term("exact", ("ngặt",))))
        assert sorted(hit.id for hit in found.hits) == [f"moi-{each}" for each in range(at + 1)]
        fresh = {path: each for path, each in files(large).items() if before.get(path) != each}
        assert sum(size for _, _, size in fresh.values()) < SMALL
        assert files(large)[held[0]] == held[1]
        assert next(each.mapped for each in engine.segments if each.name == segment.name) is segment.mapped
    assert len(engine.segments) <= 5


def test_replacing_and_deleting_in_a_large_segment_rewrites_none_of_it(large: Path) -> None:
    held = max(files(large).items(), key=lambda each: each[1][2])
    ids = list(ArrayEngine.opened(large).revisions())[:3]
    with open_factory().writer(large) as writer:
        assert writer.delete(ids[:2]) == 2
        writer.add([article(ids[2], "Mường Lạn được mùa", "Lúa chín rộ.")])
    assert not set(ids[:2]) & set(ArrayEngine.opened(large).revisions())
    assert files(large)[held[0]] == held[1]
