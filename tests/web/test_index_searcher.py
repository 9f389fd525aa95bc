"""The pages' searches over a real index: the same answers as the pages expect, always the newest."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import IndexMissing
from archive.home import Home
from index.intake import analyse_stale, index_pending
from index.query.periods import Period
from tests.web.holdings import PEOPLE, fill
from web import create_app
from web.index_searcher import OpenIndex
from web.params import SearchQuery


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home.open(tmp_path_factory.mktemp("indexed") / "archive")
    fill(home)
    bring_up(home)
    return home


def bring_up(home: Home) -> None:
    catalog = home.catalog()
    for _step in analyse_stale(catalog, home.sources(), everything=True):
        pass
    for _step in index_pending(home, catalog):
        pass
    catalog.close()


def test_words_without_marks_find_and_mark_the_words_with_marks(home: Home):
    searcher = OpenIndex(home)()
    answer = searcher.search(SearchQuery(text="lu quet"))
    assert answer.total == 12
    assert searcher.marks("lu quet", "Sau lũ quét") == ((4, 11),)


def test_a_day_in_a_period_and_undated_documents_are_counted_apart(home: Home):
    searcher = OpenIndex(home)()
    day = dt.date(2024, 3, 15)
    assert searcher.search(SearchQuery(period=Period(day, day))).total == 1
    everything = searcher.search(SearchQuery(), histogram=True)
    assert everything.undated == 1
    assert sum(everything.days.values()) + 1 == everything.total == searcher.document_count
    bounded = SearchQuery(period=Period(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
    assert searcher.search(bounded).undated_left_out == 1


def test_a_facet_counts_what_choosing_it_finds(home: Home):
    searcher = OpenIndex(home)()
    values = searcher.search(SearchQuery(), facets=("person", "source"), facet_limit=50).facets
    for facet in ("person", "source"):
        for one in values[facet]:
            query = SearchQuery().including(facet, one.value)
            assert searcher.search(query, limit=0).total == one.count
    assert PEOPLE[0] in [one.value for one in values["person"]]


def test_the_closest_document_tells_of_the_same_and_is_not_the_document_itself(home: Home):
    catalog = home.catalog()
    flood = next(one for one in catalog.latest_revisions() if "Lũ quét" in one.document.title)
    analysis = catalog.analyses([flood.id])[flood.id]
    similar = OpenIndex(home)().like(flood.document, analysis, limit=4)
    assert "Lũ quét" in similar[0].title
    assert flood.document.id not in [hit.id for hit in similar]


def test_copies_stand_under_one_hit_and_stay_counted(home: Home):
    searcher = OpenIndex(home)()
    query = SearchQuery(text='"phát triển nông nghiệp bền vững"')
    answer = searcher.search(query.grouped(True))
    assert answer.total == 2
    assert [len(hit.same_story) for hit in answer.hits] == [1]
    assert len(searcher.search(query).hits) == 2


def test_an_open_site_shows_what_was_committed_after_it_opened(home: Home):
    client = create_app(home).test_client()
    before = client.get("/api/v1/search").get_json()
    catalog = home.catalog()
    held = next(iter(catalog.latest_revisions()))
    added = replace(held.document, id="moi", url="https://baomuongkhoa.example/moi.html", title="Tin vừa về")
    catalog.store(added, held.capture, "baoluu-extract/1")
    bring_up(home)
    after = client.get("/api/v1/search").get_json()
    assert after["total"] == before["total"] + 1
    assert after["generation"] != before["generation"]
    assert "Tin vừa về" in client.get("/bai/moi").get_data(as_text=True)


def test_a_home_without_an_index_says_which_command_makes_one(tmp_path: Path):
    with pytest.raises(IndexMissing) as missing:
        OpenIndex(Home.open(tmp_path / "empty"))()
    assert "reindex" in missing.value.hint


def test_a_merged_province_is_offered_on_the_results_page_in_the_readers_language(home: Home):
    client = create_app(home).test_client()
    page = client.get("/tim-kiem?q=Hà Giang").get_data(as_text=True)
    assert "Từ 01/07/2025, Hà Giang nay thuộc Tuyên Quang." in page
    page = client.get("/tim-kiem?q=Hà Giang&lang=en").get_data(as_text=True)
    assert "Since 2025-07-01, Hà Giang has belonged to Tuyên Quang." in page


def test_a_search_narrowed_to_a_place_leads_to_the_same_with_its_former_units_and_back(home: Home):
    client = create_app(home).test_client()
    page = client.get("/tim-kiem?place=Tuyên Quang&lang=vi").get_data(as_text=True)
    assert "place_scope=merged" in page
    page = client.get("/tim-kiem?place=Tuyên Quang&place_scope=merged&lang=vi").get_data(as_text=True)
    assert "Chỉ tính đúng tên ghi trong bài" in page
