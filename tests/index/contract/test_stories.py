"""Stories told by several documents: counted once, shown once, wherever their documents lie."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest

from index.engines.whoosh import stories
from index.ports import EngineFactory, Every, Score, SearchRequest, SearchResult, Term
from tests.index.contract.asked import EIGHTEENTH, HOP, SEVENTEENTH, XA
from tests.index.contract.conftest import Build
from tests.index.contract.corpus import article, chance_articles
from tests.index.contract.oracle import Oracle, agree

EVERY_STORY = SearchRequest(match=Every(), scores=(Score(XA, 1.0),), collapse=True, limit=100)


def shown(found: SearchResult) -> list[tuple[str, int]]:
    return [(hit.id, hit.copies) for hit in found.hits]


def test_a_story_in_several_commits_is_one(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    for each in (
        article("c", "Xã họp", day=EIGHTEENTH, story="a"),
        article("a", "Xã họp", day=SEVENTEENTH),
        article("b", "Lũ quét", day=SEVENTEENTH),
        article("d", "Xã họp xã", day=None, story="a"),
    ):
        with factory.writer(tmp_path) as writer:
            writer.add([each])
    engine = factory.open(tmp_path)
    found = engine.search(EVERY_STORY)
    assert (found.total, found.stories) == (4, 2)
    assert shown(found) == [("d", 2), ("b", 0)]
    engine.close()


def test_copies_are_those_found(build: Build) -> None:
    told = [article(id, title, story="a") for id, title in (("a", "Xã"), ("b", "Xã họp"), ("c", "Lũ"))]
    found = build(told).search(replace(EVERY_STORY, match=XA))
    assert (found.total, found.stories) == (2, 1)
    assert [hit.copies for hit in found.hits] == [1]


def test_without_collapse_stories_are_counted_and_every_document_shown(build: Build) -> None:
    found = build([article("a", "Xã"), article("b", "Xã", story="a")]).search(SearchRequest(match=Every()))
    assert found.stories == 1
    assert shown(found) == [("a", 0), ("b", 0)]


def test_a_story_may_be_named_after_a_document_that_is_not_there(build: Build) -> None:
    found = build([article("b", "Xã", story="a"), article("c", "Xã", story="a")]).search(EVERY_STORY)
    assert shown(found) == [("b", 1)]


def test_of_equal_ones_in_several_commits_the_first_id_is_shown(
    factory: EngineFactory, tmp_path: Path
) -> None:
    factory.create(tmp_path)
    for ids in ("cx", "ab", "dy"):
        with factory.writer(tmp_path) as writer:
            writer.add(
                [article(id, "Xã họp", day=SEVENTEENTH, story="tin" if id < "e" else id) for id in ids]
            )
    engine = factory.open(tmp_path)
    assert shown(engine.search(EVERY_STORY)) == [("a", 3), ("x", 0), ("y", 0)]
    for sort in ("newest", "oldest", "added"):
        assert shown(engine.search(replace(EVERY_STORY, sort=sort))) == [("a", 3), ("x", 0), ("y", 0)]  # type: ignore[arg-type]
    engine.close()


def test_a_story_whose_first_document_is_deleted_goes_on(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Xã"), article("b", "Xã", story="a"), article("c", "Xã", story="a")])
    with factory.writer(tmp_path) as writer:
        writer.delete(["a"])
    engine = factory.open(tmp_path)
    assert shown(engine.search(EVERY_STORY)) == [("b", 1)]
    engine.close()


def test_a_later_commit_may_give_an_old_document_its_first_copy(
    factory: EngineFactory, tmp_path: Path
) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article(f"a{at:02}", "Xã", day=SEVENTEENTH) for at in range(60)])
    before = factory.open(tmp_path)
    assert before.search(EVERY_STORY).stories == 60
    with factory.writer(tmp_path) as writer:
        writer.add([article("b", "Xã xã", story="a07")])
    after = before.refreshed()
    found = after.search(EVERY_STORY)
    assert (found.total, found.stories) == (61, 60)
    assert ("b", 1) in shown(found)
    assert ("a07", 0) not in shown(found)
    assert before.search(EVERY_STORY).stories == 60
    after.close()
    before.close()


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "added"])
def test_paging_through_stories_leaves_no_gap_and_repeats_none(
    factory: EngineFactory, tmp_path: Path, sort: str
) -> None:
    documents = chance_articles(random.Random(17), 80)
    factory.create(tmp_path)
    for start in range(0, 80, 20):
        with factory.writer(tmp_path) as writer:
            writer.add(documents[start : start + 20])
    engine, oracle = factory.open(tmp_path), Oracle(documents)
    asked = replace(EVERY_STORY, scores=(Score(HOP, 1.0), Score(Term("title", ("xã",)), 2.0)), sort=sort)  # type: ignore[arg-type]
    whole = oracle.search(asked)
    assert len(whole.hits) == whole.stories < 80
    for offset in range(0, whole.stories + 7, 7):
        page = replace(asked, offset=offset, limit=7)
        agree(engine.search(page), oracle.search(page))
    engine.close()


@pytest.mark.parametrize("look_up", [0, 10**6], ids=["ids looked up", "ids read through"])
def test_the_first_of_a_story_is_found_either_way(
    factory: EngineFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look_up: int
) -> None:
    monkeypatch.setattr(stories, "_LOOK_UP", look_up)
    documents = chance_articles(random.Random(3), 45)
    factory.create(tmp_path)
    for start in (0, 15, 30):
        with factory.writer(tmp_path) as writer:
            writer.add(documents[start : start + 15])
    engine = factory.open(tmp_path)
    agree(engine.search(EVERY_STORY), Oracle(documents).search(EVERY_STORY))
    engine.close()


def test_stories_are_counted_under_the_filters(build: Build) -> None:
    day = dt.date(2021, 3, 1)
    documents = [
        article("a", "Xã", day=day, section=("kinh tế",)),
        article("b", "Xã", day=day, section=("thời sự",), story="a"),
        article("c", "Xã", day=day, section=("thời sự",), story="a"),
        article("d", "Xã", day=day, section=("thời sự",)),
    ]
    request = replace(EVERY_STORY, include={"section": ("thời sự",)}, facets=("section",), histogram=True)
    found = build(documents).search(request)
    agree(found, Oracle(documents).search(request))
    assert (found.total, found.stories) == (3, 2)
    assert dict(found.facets["section"]) == {"thời sự": 3, "kinh tế": 1}
