"""Coverage by month and the crawl's health, over a crawl that left something undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from archive.catalog.frontier import Frontier, NewAddress, Visit
from archive.home import Home
from crawler.baseline import Alarm, AlarmKind
from tests.web.fake_searcher import FakeSearcher
from tests.web.holdings import fill
from tests.web.pages_read import page, text_of
from web import create_app
from web.alarms import alarm_sentence

SOURCE = "bao-muong-khoa"
NOW = dt.datetime(2026, 11, 24, 18, 30, tzinfo=dt.UTC)
FAILED, WAITING, REFUSED = dt.date(2024, 5, 9), dt.date(2024, 6, 2), dt.date(2024, 7, 3)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    home = Home.open(tmp_path_factory.mktemp("covered") / "archive")
    searcher = FakeSearcher(fill(home))
    frontier = Frontier(home.catalog_url)
    run = frontier.begin_run(SOURCE, NOW, dt.timedelta(days=1))
    for day, outcome in ((FAILED, "failed"), (REFUSED, "skipped"), (WAITING, "")):
        url = f"https://baomuongkhoa.example/{day}.html"
        frontier.add([NewAddress(url=url, twin=url, source=SOURCE, kind="page", rank=5, day=day)], NOW)
        waiting = frontier.next(SOURCE, NOW)
        assert waiting is not None
        if outcome:
            frontier.finish(waiting, Visit(outcome=outcome, reason="status 500", status=500, at=NOW))
    summary = {
        "addresses": 2,
        "documents": {"new": 41},
        "health": 0.5,
        "failed_altogether": False,
        "alarms": [
            Alarm(kind=AlarmKind.DOCUMENTS_A_DAY, usual=12.04, now=0.5).as_json(),
            Alarm(kind=AlarmKind.PAGES_WITH_DAY, usual=0.98, now=0.42).as_json(),
        ],
    }
    frontier.end_run(run, NOW, summary, complete=True)
    frontier.close()
    with create_app(home, open_searcher=lambda: searcher).test_client() as client:
        yield client


def test_a_source_has_its_documents_of_each_month_and_links_to_them(reader):
    row = page(reader, "/do-phu?year=2024").select_one("#theo-thang ~ .scroll tbody tr")
    for link in row.select("td a"):
        assert page(reader, link["href"]).h1.get_text() == f"{link.get_text()} bài"
    assert row.select("td a")


def test_only_months_the_crawl_left_something_of_are_hatched(reader):
    rows = page(reader, "/do-phu?year=2024").select("#theo-thang ~ .scroll tbody tr")
    hatched = {
        (row.th.get_text(), month)
        for row in rows
        for month, cell in enumerate(row.select("td"), 1)
        if "missed" in cell["class"]
    }
    assert hatched == {("Báo Mường Khoa", FAILED.month), ("Báo Mường Khoa", WAITING.month)}


def test_the_calendar_hatches_the_days_and_says_how_many_pages(reader):
    soup = page(reader, "/lich/2024")
    assert len(soup.select("td .missed")) == 2
    assert "2 trang trong năm" in text_of(soup)
    assert not page(reader, "/lich/nguon/bao-cao-nguyen/2024").select("td .missed")


def test_the_health_of_the_last_crawl_stands_below(reader):
    row = page(reader, "/do-phu").select_one("#thu-thap ~ .scroll tbody tr")
    assert text_of(row) == "Báo Mường Khoa 25/11/2026 01:30 xong 2 41 1 1 50 %"


def test_an_alarm_of_the_crawl_is_told_in_words_of_a_reader(reader):
    told = text_of(page(reader, "/do-phu").select_one("[aria-labelledby=bat-thuong]"))
    assert "lần thu thập 25/11/2026 01:30" in told
    assert "chỉ thêm 0,5 bài mới, trước nay thường là 12" in told
    assert "Chỉ 42 % số trang cho biết ngày đăng, trước nay thường là 98 %" in told
    assert "chưa chắc là báo không đăng" in told


def test_only_the_source_that_rang_says_so_on_its_page(reader):
    assert "42 %" in text_of(page(reader, f"/nguon/{SOURCE}").select_one("main .notice"))
    assert page(reader, "/nguon/bao-cao-nguyen").select_one("main .notice") is None


@pytest.mark.parametrize("kind", AlarmKind)
def test_every_alarm_a_crawl_may_ring_has_a_sentence_in_both_languages(reader, kind: AlarmKind):
    app = reader.application
    alarm = Alarm(kind=kind, usual=0.9, now=0.1)
    for language in ("vi", "en"):
        with app.test_request_context(f"/?lang={language}"):
            told = alarm_sentence(alarm.as_json())
        assert "0" in told
        assert told != alarm.text


def test_an_alarm_of_a_later_version_is_told_in_the_words_of_the_crawl(reader):
    with reader.application.test_request_context("/"):
        told = alarm_sentence({"kind": "pages-with-picture", "usual": 1, "now": 0, "text": "no pictures"})
    assert told == "no pictures"


def test_a_source_page_names_its_days_with_pages_missing(reader):
    assert "02/06/2024, 09/05/2024" in text_of(page(reader, f"/nguon/{SOURCE}"))


def test_the_api_tells_months_crawl_and_missed_days(reader):
    listed = {one["key"]: one for one in reader.get("/api/v1/sources").get_json()["sources"]}
    told = listed[SOURCE]
    assert told["missed_days"] == {FAILED.isoformat(): 1, WAITING.isoformat(): 1}
    assert told["crawl"]["failed"] == 1
    assert sum(told["months"].values()) + told["undated"] == told["documents"]


@pytest.mark.parametrize("year", ["0", "99999", "x", "1500"])
def test_an_impossible_year_is_refused(reader, year: str):
    assert reader.get(f"/do-phu?year={year}").status_code in {400, 404}


def test_the_chart_of_a_search_hatches_what_the_crawl_left_out(reader):
    soup = page(reader, "/tim-kiem?on=2024&by=month")
    titles = [one.get_text() for one in soup.select('svg rect[fill="url(#hatch)"] title')]
    assert titles == ["05/2024: 1 trang chưa lấy được", "06/2024: 1 trang chưa lấy được"]
    other = page(reader, "/tim-kiem?on=2024&by=month&source=bao-cao-nguyen")
    assert not other.select("svg pattern")
