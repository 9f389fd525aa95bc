"""Searching by any of a document's days, by when it came in, by all places, and by story: a real index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from archive.home import Home
from archive.identity import document_id
from archive.model import Document, DocumentKind, Published
from index.intake import analyse_stale, index_pending
from tests.web.holdings import article
from tests.web.pages_read import page, text_of
from web import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
STORY = (
    "Chiều 5/3, đoàn công tác kiểm tra tiến độ hồ chứa nước Nậm Chan, huyện Mường La và huyện Sốp Cộp. Nhà "
    "thầu cam kết tích nước trước mùa mưa. Người dân hai bên lòng hồ đã nhận đủ tiền và nhận đất mới. "
    "Công trình khởi công từ tháng 9/2021, tưới cho bốn trăm héc ta lúa hai vụ ở vùng thấp."
)


def documents() -> Iterator[tuple[Document, tuple[int, ...]]]:
    """(document, days of November 2026 on which it was captured)."""
    yield article("bao-muong-khoa", "Hồ Nậm Chan sắp tích nước", dt.date(2024, 3, 6), "Kinh tế", STORY), (10,)
    yield article("bao-cao-nguyen", "Kiểm tra hồ Nậm Chan", dt.date(2024, 3, 7), "Tin", STORY), (12, 20)
    only = "Đường vào huyện Mường La sạt lở nhiều đoạn sau mưa, xe tải phải dừng từ sớm."
    yield article("bao-muong-khoa", "Sạt lở ở Mường La", dt.date(2025, 7, 8), "Đời sống", only), (20,)
    url = "https://muongkhoa.example/van-ban/31"
    yield (
        Document(
            id=document_id(url),
            kind=DocumentKind.DIRECTIVE,
            url=url,
            source="cong-muong-khoa",
            title="Quyết định về bến đò ngang",
            body="Quyết định này quy định việc mở bến đò ngang trên địa bàn.",
            published=Published(day=dt.date(2024, 5, 2), basis="label"),
            form={"number": "31/2024/QĐ-UBND", "issued": "2024-04-20", "effective": "2024-06-01"},
        ),
        (21,),
    )


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    home = Home.open(tmp_path_factory.mktemp("days") / "archive")
    catalog = home.catalog()
    with home.captures() as captures:
        for document, days in documents():
            for day in days:
                capture = captures.append_exchange(
                    url=document.url,
                    source=document.source,
                    captured_at=dt.datetime(2026, 11, day, 3, tzinfo=dt.UTC),
                    request=b"GET / HTTP/1.1\r\n\r\n",
                    status_line="HTTP/1.1 200 OK",
                    headers=[("Content-Type", "text/html; charset=utf-8")],
                    body=f"{document.body} {day}".encode(),
                    durable=False,
                )
                catalog.store(document, capture, "baoluu-extract/1")
                catalog.record_capture(capture)
        captures.sync()
    for _step in analyse_stale(catalog, home.sources(), everything=True):
        pass
    for _step in index_pending(home, catalog):
        pass
    catalog.close()
    with create_app(home, today=lambda: dt.date(2026, 11, 25)).test_client() as client:
        yield client


def titles(reader: FlaskClient, address: str) -> list[str]:
    return [link.get_text() for link in page(reader, address).select(".hit h2 a")]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("date_field=issued&on=2024-04", ["Quyết định về bến đò ngang"]),
        ("date_field=effective&on=2024-06-01", ["Quyết định về bến đò ngang"]),
        ("date_field=effective&on=2024-05", []),
        ("date_field=added&from=2026-11-20&sort=added", ["Quyết định về bến đò ngang", "Sạt lở ở Mường La"]),
        ("date_field=crawled&on=2026-11-20&sort=oldest", ["Kiểm tra hồ Nậm Chan", "Sạt lở ở Mường La"]),
        ("date_field=event&on=2021-09-17&sort=oldest", ["Hồ Nậm Chan sắp tích nước", "Kiểm tra hồ Nậm Chan"]),
    ],
)
def test_days_are_those_of_the_field_asked_for(reader, asked: str, found: list[str]):
    assert titles(reader, f"/tim-kiem?{asked}") == found


@pytest.mark.parametrize("field", ["pub", "issued", "effective", "crawled", "added"])
def test_a_bar_counts_the_chosen_day_and_leads_to_what_it_counts(reader, field: str):
    soup = page(reader, f"/tim-kiem?date_field={field}")
    bars = soup.select(".chart svg a")
    assert bars
    for bar in bars:
        assert page(reader, bar["href"]).h1.get_text() == bar["aria-label"].rpartition(": ")[2]


def test_bars_of_a_search_by_mentioned_days_keep_those_days(reader):
    soup = page(reader, "/tim-kiem?date_field=event&on=2021-09-17")
    bars = soup.select(".chart svg a")
    assert [bar["aria-label"] for bar in bars] == ["06/03/2024: 1 bài", "07/03/2024: 1 bài"]
    narrowed = page(reader, bars[1]["href"])
    assert [link.get_text() for link in narrowed.select(".hit h2 a")] == ["Kiểm tra hồ Nậm Chan"]


def test_documents_without_the_chosen_day_are_counted_and_linked(reader):
    soup = page(reader, "/tim-kiem?date_field=issued")
    link = soup.find("a", string="Không có ngày ban hành: 3")
    assert page(reader, link["href"]).h1.get_text() == "3 bài"
    left_out = text_of(page(reader, "/tim-kiem?date_field=issued&from=2024"))
    assert "Ngoài ra có 3 bài không có ngày ban hành" in left_out


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("date_field=issued&on=2024", "ban hành năm 2024"),
        ("date_field=added&from=2026-11-20", "đưa vào kho từ 20/11/2026"),
        ("date_field=crawled&undated=only", "không có ngày lưu gần nhất"),
        ("date_field=effective", "biểu đồ theo ngày có hiệu lực"),
    ],
)
def test_the_chosen_day_is_a_chip_that_removes_it(reader, asked: str, label: str):
    chip = page(reader, f"/tim-kiem?{asked}").select_one(".chips a")
    assert label in chip.get_text()
    assert label not in text_of(page(reader, chip["href"]).main)


def test_every_day_can_be_chosen_in_the_form_and_stays_chosen(reader):
    select = page(reader, "/tim-kiem?date_field=effective").find("select", attrs={"name": "date_field"})
    assert [option["value"] for option in select.select("option")] == [
        "pub",
        "event",
        "issued",
        "effective",
        "crawled",
        "added",
    ]
    assert select.select_one("option[selected]")["value"] == "effective"


@pytest.mark.parametrize(
    ("field", "told"), [("issued", "ban hành 20/04/2024"), ("effective", "có hiệu lực 01/06/2024")]
)
def test_a_search_by_a_directives_days_shows_the_day_it_asked_for(reader, field: str, told: str):
    shown = page(reader, f"/tim-kiem?date_field={field}&on=2024").select_one(".hit .meta")
    assert told in text_of(shown)
    assert "ban hành" not in text_of(page(reader, "/tim-kiem?on=2024-05").select_one(".hit .meta"))


def test_what_was_added_last_comes_first(reader):
    soup = page(reader, "/tim-kiem?sort=added")
    assert [link.get_text() for link in soup.select(".hit h2 a")][:2] == [
        "Quyết định về bến đò ngang",
        "Sạt lở ở Mường La",
    ]
    assert soup.select_one(".order [aria-current]").get_text() == "Mới đưa vào kho"
    assert "đưa vào kho 21/11/2026" in text_of(soup.select_one(".hit .meta"))


def test_the_feed_of_a_search_tells_what_is_new_since_a_day(reader):
    feed = reader.get("/xuat/tim-kiem.atom?date_field=added&from=2026-11-12").data
    root = ElementTree.fromstring(feed)
    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == [
        "Quyết định về bến đò ngang",
        "Sạt lở ở Mường La",
        "Kiểm tra hồ Nậm Chan",
    ]
    newest = next(root.iter(f"{ATOM}entry"))
    assert newest.findtext(f"{ATOM}updated") == root.findtext(f"{ATOM}updated") == "2026-11-21T00:00:00+07:00"
    assert newest.findtext(f"{ATOM}published") == "2024-05-02T00:00:00+07:00"


def test_a_story_is_one_hit_over_all_that_was_found_and_opens(reader):
    soup = page(reader, "/tim-kiem?group=1&sort=oldest")
    assert soup.h1.get_text() == "3 nội dung trong 4 bài"
    assert len(soup.select(".hit")) == 3
    opened = soup.find("a", string="xem cả 2 bài")["href"]
    assert sorted(titles(reader, opened)) == ["Hồ Nậm Chan sắp tích nước", "Kiểm tra hồ Nậm Chan"]
    chip = page(reader, opened).select_one(".chips a")
    assert "cùng nội dung với “Hồ Nậm Chan sắp tích nước”" in chip.get_text()
    assert page(reader, chip["href"]).h1.get_text() == "4 bài"


def test_the_pages_of_a_grouped_search_hold_each_story_once(reader):
    answers = [
        reader.get(f"/api/v1/search?group=1&sort=oldest&limit=2&page={number}").get_json()
        for number in (1, 2)
    ]
    assert [len(answer["hits"]) for answer in answers] == [2, 1]
    assert answers[0]["stories"] == 3
    assert (bool(answers[0]["next"]), answers[1]["next"]) == (True, None)


def test_all_places_or_any_of_them(reader):
    places = "&".join(f"place={quote(name)}" for name in ("huyện Mường La", "huyện Sốp Cộp"))
    either = page(reader, f"/tim-kiem?{places}")
    assert either.h1.get_text() == "3 bài"
    both = page(reader, either.find("a", string="Chỉ lấy bài có đủ mọi nơi")["href"])
    assert both.h1.get_text() == "2 bài"
    chip = both.find("span", string="có đủ mọi nơi đã chọn").parent
    assert page(reader, chip["href"]).h1.get_text() == "3 bài"


@pytest.mark.parametrize(
    "asked", ["date_field=event&on=2021-09-17", "group=1", "story=none", "place_mode=all"]
)
def test_the_api_says_how_it_read_the_new_parameters(reader, asked: str):
    filters = reader.get(f"/api/v1/search?{asked}").get_json()["filters"]
    name, _equals, value = asked.partition("&")[0].partition("=")
    assert filters[name] == (True if value == "1" else value)
