"""Passages outlast commits, and what is shown is what a process that kept nothing shows."""

from __future__ import annotations

import pytest

from index.search import Search
from index.search import passages as passages_module
from tests.index.fake_engine import FakeEngine
from tests.index.query.corpus import SOURCES, article
from tests.index.shelf import Shelf, ask, over

BEFORE = [
    article("cau", "Khánh thành cầu Nậm Pàn", "Sáng 2/9, cầu Nậm Pàn thông xe. Dân bản vui mừng."),
    article("lu", "Lũ về trên sông Nậm Pàn", "Nước lên nhanh. UBND xã sơ tán dân ở hạ lưu Nậm Pàn."),
]
AFTER = [
    article("cau", "Khánh thành cầu Nậm Pàn", "Tỉnh cho biết cầu Nậm Pàn dài 120 m. Xe tải được qua."),
    BEFORE[1],
    article("moi", "Chợ phiên Nậm Pàn", "Chợ họp lại bên cầu Nậm Pàn sau lũ."),
]
QUERIES = ("cầu Nậm Pàn", "nam pan", '"thông xe"', "cầu*", "lũ UBND", "ủy ban nhân dân")


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """The texts that snippets were made of."""
    texts: list[str] = []
    made = passages_module.snippet
    monkeypatch.setattr(
        passages_module, "snippet", lambda text, marker: texts.append(text) or made(text, marker)
    )
    return texts


def following(before: Search) -> Search:
    return Search(FakeEngine(AFTER), Shelf(AFTER), SOURCES, before)


def test_after_a_commit_only_what_is_new_or_changed_is_read(read: list[str]):
    before = over(BEFORE)
    ask(before, "nậm pàn")
    assert len(read) == 2
    after = following(before)
    read.clear()
    ask(after, "nậm pàn")
    assert sorted(read) == sorted(each.document.body for each in (AFTER[0], AFTER[2]))


@pytest.mark.parametrize("query", QUERIES)
def test_what_was_kept_is_shown_as_it_would_be_made_anew(query: str):
    before = over(BEFORE)
    for asked in QUERIES:
        ask(before, asked)
    assert ask(following(before), query).hits == ask(over(AFTER), query).hits


def test_a_passage_is_of_the_query_that_asks():
    search = over(BEFORE)
    of_the_bridge = ask(search, "thông xe").hits[0]
    of_the_people = ask(search, "vui mừng").hits[0]
    assert of_the_bridge.id == of_the_people.id
    assert of_the_bridge.snippet_marks != of_the_people.snippet_marks
