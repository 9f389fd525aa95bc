"""An engine of every kind, empty or over the contract's articles, and brute force over the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.engines import ENGINES, open_factory
from index.ports import (
    EngineFactory,
    IndexedDocument,
    SearchEngine,
)
from tests.index.contract.asked import ARTICLES
from tests.index.contract.corpus import article
from tests.index.contract.oracle import Oracle

Build = Callable[[list[IndexedDocument]], SearchEngine]


@pytest.fixture(params=sorted(ENGINES))
def factory(request: pytest.FixtureRequest) -> EngineFactory:
    return open_factory(request.param)


@pytest.fixture
def build(factory: EngineFactory, tmp_path: Path) -> Iterator[Build]:
    opened: list[SearchEngine] = []

    def make(documents: list[IndexedDocument]) -> SearchEngine:
        folder = tmp_path / f"index-{len(opened)}"
        factory.create(folder)
        with factory.writer(folder) as writer:
            writer.add(documents)
        opened.append(factory.open(folder))
        return opened[-1]

    yield make
    for engine in opened:
        engine.close()


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchEngine]:
    """`ARTICLES` in three commits, so that most engines hold several segments, with deletions."""
    factory = open_factory(request.param)
    folder = tmp_path_factory.mktemp(request.param) / "index"
    factory.create(folder)
    with factory.writer(folder) as writer:
        writer.add([article("a3", "Bản cũ của cà phê", "xã xã xã", revision=0), ARTICLES[0]])
        writer.add([article("b1", "Xã họp, sẽ bị xóa", "xã họp")])
    with factory.writer(folder) as writer:
        writer.add(ARTICLES[1:4])
        writer.commit()
        writer.add(ARTICLES[4:])
        writer.delete(["b1"])
    engine = factory.open(folder)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle(ARTICLES)
