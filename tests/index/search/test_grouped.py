"""Of each story only the best hit, when that is asked for: counted, paged, opened."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from index.ports import IndexedDocument
from index.search import Hit, Search, SearchParams
from tests.index.query.corpus import article
from tests.index.shelf import ask, over

TEXT = "Chiều nay đoàn kiểm tra của tỉnh làm việc tại cảng cá Vàm Rạch về chống khai thác hải sản trái phép."
DOCUMENTS = [
    article("own", "Siết quản lý tàu cá ở cảng Vàm Rạch", TEXT, day="2023-05-02"),
    replace(article("reprint", "Kiểm tra cảng cá Vàm Rạch", TEXT, day="2023-05-03"), story="own"),
    replace(article("late", "Tàu cá", TEXT, day="2023-05-09"), story="own"),
    article("other", "Cảng cá Vàm Rạch nạo vét luồng", "Luồng vào cảng cá bồi lắng, tàu phải chờ nước lên."),
]
SORTS = ("relevance", "newest", "oldest", "added")


@pytest.fixture(scope="module")
def search() -> Search:
    return over(DOCUMENTS)


def by_id(hits: list[Hit]) -> dict[str, Hit]:
    return {hit.id: hit for hit in hits}


def test_a_story_told_three_times_is_one_hit_and_every_document_counts(search):
    answer = ask(search, "cảng cá Vàm Rạch", grouped=True)
    assert (answer.total, answer.stories, len(answer.hits)) == (4, 2, 2)
    assert sorted(hit.copies for hit in answer.hits) == [0, 2]


def test_the_copies_of_a_hit_are_named_the_oldest_first(search):
    hits = by_id(ask(search, "cảng cá Vàm Rạch", grouped=True, sort="newest").hits)
    assert [other.id for other in hits["late"].same_story] == ["own", "reprint"]
    assert hits["other"].same_story == ()


def test_only_copies_that_were_found_are_counted_and_named(search):
    hits = by_id(ask(search, "tiêuđề:(Vàm Rạch)", grouped=True).hits)
    story = hits.get("own") or hits["reprint"]
    assert story.copies == len(story.same_story) == 1


def test_every_hit_stands_alone_unless_grouping_is_asked_for(search):
    answer = ask(search, "cảng cá Vàm Rạch")
    assert (answer.total, answer.stories, len(answer.hits)) == (4, 2, 4)
    assert not any(hit.copies or hit.same_story for hit in answer.hits)


def test_the_json_says_stories_and_copies(search):
    told = ask(search, "cảng cá Vàm Rạch", grouped=True).as_json()
    assert told["stories"] == 2
    assert sorted((hit["copies"], len(hit["same_story"])) for hit in told["hits"]) == [(0, 0), (2, 2)]


@pytest.mark.parametrize("member", ["own", "reprint", "late"])
def test_a_story_is_opened_by_any_of_its_documents(search, member):
    answer = ask(search, story=member, sort="oldest")
    assert [hit.id for hit in answer.hits] == ["own", "reprint", "late"]


def test_a_document_that_stands_alone_is_a_story_of_one(search):
    assert [hit.id for hit in ask(search, story="other").hits] == ["other"]


def test_a_story_nobody_tells_finds_nothing_and_what_is_found_without_it_is_said(search):
    answer = ask(search, "cảng cá", story="không có")
    assert (answer.total, answer.relaxed) == (0, {"story": 4})


def test_documents_like_another_come_as_hits_without_marks(search):
    hits = search.like(DOCUMENTS[0].document, {})
    assert {hit.id for hit in hits} == {"reprint", "late", "other"}
    assert not any(hit.snippet_marks or hit.title_marks for hit in hits)


def by_chance(count: int) -> list[IndexedDocument]:
    """Articles of a few days, two of three telling one of a few stories."""
    draw = random.Random(7)
    names = [f"d{at:03}" for at in range(count)]
    return [
        replace(
            article(name, "Họp xã", "họp xã " * draw.randint(1, 4), day=f"2023-05-{draw.randint(1, 4):02}"),
            story="" if draw.random() < 0.4 else names[draw.randrange(12)],
        )
        for name in names
    ]


@pytest.mark.parametrize("sort", SORTS)
def test_walking_all_pages_shows_every_story_once(sort):
    search = over(by_chance(70))
    asked = SearchParams(q="họp xã", grouped=True, sort=sort, limit=9)
    first = search.search(asked)
    hits = [
        hit
        for offset in range(0, first.stories + 9, 9)
        for hit in search.search(replace(asked, offset=offset)).hits
    ]
    assert len({hit.id for hit in hits}) == len(hits) == first.stories < first.total == 70
    assert sum(1 + hit.copies for hit in hits) == first.total
