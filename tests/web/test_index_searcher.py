"""The pages' searches over a real index: the same answers as the pages expect, always the newest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from archive.errors import IndexMissing
from archive.home import Home
from index.intake import analyse_stale, index_pending
from index.query.periods import Period
from tests.web.holdings import PEOPLE, article, fill
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


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A reader of one article about a former province and one about what it became."""
    home = Home.open(tmp_path_factory.mktemp("merged") / "archive")
    rain = "Đêm qua, tại tỉnh Hà Giang, nước suối dâng nhanh."
    flood = "Sáng nay, tại tỉnh Tuyên Quang, nước sông lên báo động hai."
    fill(
        home,
        [
            article("bao-muong-khoa", "Mưa lớn trong đêm", dt.date(2024, 6, 10), "Thời sự", rain),
            article("bao-muong-khoa", "Lũ về", dt.date(2026, 7, 1), "Thời sự", flood),
        ],
    )
    bring_up(home)
    with create_app(home).test_client() as client:
        yield client


def told(client: FlaskClient, page: str, sentence: str) -> tuple[str, str]:
    """The link in the paragraph of the results page at `page` that says `sentence`: its text and address."""
    soup = BeautifulSoup(client.get(page).data, "lxml")
    (paragraph,) = (one for one in soup.select("p.understood") if sentence in one.get_text())
    link = paragraph.select_one("a")
    assert link is not None
    return link.get_text(), str(link["href"])


def heading(client: FlaskClient, page: str) -> str:
    found = BeautifulSoup(client.get(page).data, "lxml").h1
    assert found is not None
    return found.get_text()


@pytest.mark.parametrize("asked", ["q=Hà Giang", "place=Hà Giang"])
@pytest.mark.parametrize(
    ("lang", "sentence", "count"),
    [
        ("vi", "Từ 01/07/2025, Hà Giang nay thuộc Tuyên Quang.", "1 bài"),
        ("en", "Since 2025-07-01, Hà Giang has belonged to Tuyên Quang.", "1 article"),
    ],
)
def test_the_offer_of_what_a_province_became_leads_to_as_many_articles_as_it_says(
    merged: FlaskClient, asked: str, lang: str, sentence: str, count: str
):
    text, address = told(merged, f"/tim-kiem?{asked}&lang={lang}", sentence)
    assert text == heading(merged, address) == count


def test_a_search_narrowed_to_a_place_leads_to_the_same_with_its_former_units_and_back(merged: FlaskClient):
    asof = "/tim-kiem?place=Tuyên Quang&lang=vi"
    assert heading(merged, asof) == "1 bài"
    _, address = told(merged, asof, "Tính cả các đơn vị cũ đã nhập vào")
    assert heading(merged, address) == "2 bài"
    chips = BeautifulSoup(merged.get(address).data, "lxml").select(".chips a")
    (back,) = (str(chip["href"]) for chip in chips if "tính cả các đơn vị cũ" in chip.get_text())
    assert heading(merged, back) == "1 bài"


def test_a_place_that_took_in_no_other_is_not_offered_with_its_former_units(merged: FlaskClient):
    page = merged.get("/tim-kiem?place=Hà Giang&lang=vi").get_data(as_text=True)
    assert "Tính cả các đơn vị cũ" not in page


def test_the_offers_for_a_name_of_many_communes_are_folded_and_say_how_many_are_not_listed(
    merged: FlaskClient,
):
    soup = BeautifulSoup(merged.get('/tim-kiem?q=nơi:"xã Tân Lập"&lang=vi').data, "lxml")
    folded = soup.select_one("details.understood")
    assert folded is not None
    assert len(folded.select("p")) == 21
    assert "nơi trùng tên; thêm tên huyện hoặc tỉnh để chọn." in folded.select("p")[-1].get_text()
