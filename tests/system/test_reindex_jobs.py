"""A batch re-index over several processes, from the catalog to the answers."""

from __future__ import annotations

import json
import random

import pytest

from archive.errors import Unfinished
from archive.home import Home
from crawler.imports import import_paths
from index.intake import CatalogReader, analyse_stale, rebuild
from index.ports import FACETS, Every, SearchRequest, Term
from index.store import IndexStore
from tests.system.inprocess import invoke

DOCUMENTS = 430  # more than two processes read at once


@pytest.fixture(scope="module")
def analysed(tmp_path_factory):
    """A home with documents that are analysed and not yet indexed."""
    folder = tmp_path_factory.mktemp("analysed")
    rng = random.Random(7)
    places = ["xã Chiềng Khoong", "xã Mường Hung", "phường Tô Hiệu", "xã Nậm Mằn"]
    with (folder / "tin.jsonl").open("w", encoding="utf-8") as file:
        for at in range(DOCUMENTS):
            place, other = rng.sample(places, 2)
            text = f"Ông Lò Văn {rng.choice('ABCĐE')} thăm {place}. Đoàn số {at} đi tiếp tới {other}."
            line = {"id": f"tin-{at}", "title": f"Đoàn về {place}", "text": text, "date": "2024-05-17"}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    with pytest.MonkeyPatch.context() as patched:
        # Else what earlier tests left in this process could take the room of the second one.
        patched.setenv("BAOLUU_INDEX_MEMORY", "16000000000")
        home = Home.open(folder / "home")
    for _ in import_paths(home, [folder / "tin.jsonl"]):
        pass
    for _ in analyse_stale(home.catalog(), home.sources(), jobs=2):
        pass
    return home


def answers(home):
    engine = IndexStore(home.index_folder).open()
    asked = [Every(), Term("exact", ("mằn",)), Term("folded", ("hung",))]
    found = [
        engine.search(SearchRequest(match=match, limit=DOCUMENTS, facets=FACETS, histogram=True))
        for match in asked
    ]
    held = dict(engine.revisions())
    engine.close()
    return found, held


def test_an_index_built_by_two_processes_answers_as_one_built_by_one(analysed):
    steps = list(rebuild(analysed, analysed.catalog(), jobs=1))
    assert steps[-1].done == DOCUMENTS
    alone = answers(analysed)
    assert len(alone[1]) == DOCUMENTS
    built = rebuild(analysed, analysed.catalog(), jobs=2, told_fewer=pytest.fail)
    steps = [step for step in built if step.name == "index"]
    assert steps[-1].done == steps[-1].total == DOCUMENTS
    assert answers(analysed) == alone


def test_a_reader_that_fails_in_a_process_leaves_the_index_in_use(analysed, monkeypatch):
    for _ in rebuild(analysed, analysed.catalog(), jobs=2):
        pass
    before = (analysed.index_folder / "CURRENT").read_text()
    monkeypatch.setattr(
        CatalogReader, "__reduce__", lambda self: (CatalogReader, ("sqlite:////nowhere/at.all",))
    )
    with pytest.raises(Exception, match="catalog") as raised:
        list(rebuild(analysed, analysed.catalog(), jobs=2))
    assert not isinstance(raised.value, Unfinished)
    assert (analysed.index_folder / "CURRENT").read_text() == before
    assert len(answers(analysed)[1]) == DOCUMENTS


def test_fewer_processes_than_asked_for_are_told(analysed, monkeypatch):
    monkeypatch.setenv("BAOLUU_INDEX_MEMORY", "1")
    assert "Indexing by 1 of 2 processes" in invoke(analysed.path, "reindex", "--jobs", "2").err
    assert "processes" not in invoke(analysed.path, "reindex", "--jobs", "1").err
