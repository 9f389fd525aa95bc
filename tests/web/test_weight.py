"""No page weighs over 100 kB, however long the names and the search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from archive.model import Mention, MentionType
from index.search.answer import FacetValue, SearchAnswer
from tests.web.conftest import TODAY, Shelves
from tests.web.fake_searcher import FakeSearcher
from tests.web.pages_read import page
from web import create_app
from web.params import FACETS, SearchQuery

MOST = 100_000
LONG = "Ban Chỉ đạo thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới và giảm nghèo bền vững "
DAYS = {dt.date(2020, 1, 1) + dt.timedelta(days=30 * n): 1 + n % 9 for n in range(72)}


def names(facet: str, count: int) -> list[str]:
    """Values as long as an address may hold, each another."""
    return [f"{(LONG * 3)[:270].strip()} {facet} {n}" for n in range(count)]


class LongNames(FakeSearcher):
    """Every facet has sixty values of long names, every hit a long title and many marks."""

    def search(self, query: SearchQuery, **wanted: Any) -> SearchAnswer:
        answer = super().search(replace(query, text="", include={}, exclude={}), **wanted)
        values = {
            facet: [FacetValue(value=name, count=9, label=name) for name in names(facet, 60)]
            for facet in FACETS
        }
        limit = wanted.get("facet_limit", 10)
        marks = [(n * 6, n * 6 + 5) for n in range(30)]
        return replace(
            answer,
            hits=[replace(hit, title=LONG * 2, snippet=LONG * 4, snippet_marks=marks) for hit in answer.hits],
            facets={facet: values[facet][:limit] for facet in wanted.get("facets", ())},
            facet_sizes=dict.fromkeys(FACETS, 60),
            days=DAYS,
            undated=3,
        )


@pytest.fixture(scope="module")
def reader(shelves: Shelves) -> Iterator[FlaskClient]:
    searcher = LongNames(shelves.searchable)
    with create_app(
        shelves.home, open_searcher=lambda: searcher, today=lambda: TODAY
    ).test_client() as client:
        yield client


def narrowed(conditions: Mapping[str, int], words: str = "") -> str:
    pairs = [("q", words)] * bool(words)
    pairs += [(facet, name) for facet, count in conditions.items() for name in names(facet, count)]
    return f"/tim-kiem?{urlencode(pairs)}"


@pytest.mark.parametrize("words", ["", "hạn hán", (LONG * 9)[:400], "😀 " * 120, "ế" * 400])
@pytest.mark.parametrize(
    "conditions",
    [{}, {"org": 1}, {"org": 1, "person": 1}, {"org": 3, "place": 2}, dict.fromkeys(FACETS, 20)],
    ids=str,
)
def test_no_page_of_results_weighs_over_100_kb(reader, conditions: Mapping[str, int], words: str):
    response = reader.get(narrowed(conditions, words))
    assert response.status_code == 200
    assert len(response.data) < MOST


def short_conditions(count: int) -> Sequence[tuple[str, str]]:
    return [(facet, f"xã {facet[:2]}{n}") for n in range(count) for facet in FACETS]


@pytest.mark.parametrize("count", [1, 4, 10, 20])
def test_nor_does_one_with_very_many_short_conditions(reader, count: int):
    assert len(reader.get(f"/tim-kiem?{urlencode(short_conditions(count))}").data) < MOST


def test_where_there_is_room_a_page_shows_all_it_has(reader, client):
    months = {(day.year, day.month) for day in DAYS}
    assert len(page(reader, "/tim-kiem?person=L%C3%B2").select(".chart svg a")) == len(months)
    assert page(client, "/tim-kiem").select(".facet a.out-link")


def test_fewer_values_are_shown_where_names_are_long_and_the_rest_is_one_click_away(reader):
    soup = page(reader, narrowed({"org": 1}))
    shown = soup.select("#loc-person ~ ul li")
    assert 0 < len(shown) < 8
    assert len(page(reader, soup.select_one("#loc-person a")["href"]).select(".values li")) > 30


def test_a_long_search_is_narrowed_and_widened_by_boxes_that_keep_the_rest(reader):
    soup = page(reader, narrowed({"org": 3}, "hạn hán"))
    form = soup.select_one("form.conditions")
    ticked = [box["value"] for box in form.select("input[type=checkbox][checked]")]
    assert ticked == names("org", 3)
    assert form.select("input[name=person]:not([checked])")
    assert form.select_one("input[type=hidden][name=q]")["value"] == "hạn hán"


def test_conditions_beyond_what_an_address_carries_are_left_out_and_told(reader):
    soup = page(reader, narrowed(dict.fromkeys(FACETS, 20)))
    assert "điều kiện cuối không được dùng" in soup.select_one(".notice").get_text()
    assert "notice" not in {
        name for tag in page(reader, narrowed({"org": 2})).select("p") for name in tag.get("class", ())
    }


def test_the_pages_of_all_values_hold_each_value_once(reader):
    seen, address = [], f"/tim-kiem/org?{urlencode([('person', name) for name in names('person', 3)])}"
    while address:
        response = reader.get(address)
        assert len(response.data) < MOST
        soup = page(reader, address)
        seen += [name.get_text() for name in soup.select(".values .name")]
        onward = soup.select_one(".pager a[rel=next]")
        address = onward["href"] if onward else ""
    assert seen == names("org", 60)


@pytest.mark.parametrize("facet", ["nhan-vat", "to-chuc", "noi"])
def test_no_page_of_an_entity_with_a_long_name_weighs_over_100_kb(reader, facet: str):
    assert len(reader.get(f"/{facet}/{quote(names('org', 1)[0])}").data) < MOST


def test_two_long_texts_compared_come_in_pages_that_tell_every_change(client, shelves):
    catalog = shelves.home.catalog()
    first = shelves.document("Khai giảng")
    capture = catalog.captures_of(first.url)[0]
    for year in (2024, 2025):
        body = "\n\n".join(f"Khoản {n}. {LONG * 3} năm {year}." for n in range(200))
        long = replace(first, id="so-dai", url="https://baomuongkhoa.example/so-dai.html", body=body)
        catalog.store(long, capture, "baoluu-extract/1")
    catalog.close()
    told, address = 0, "/bai/so-dai/so-sanh"
    while address:
        assert len(client.get(address).data) < MOST
        soup = page(client, address)
        told += len(soup.select(".reading ins"))
        onward = soup.select_one(".pager a[rel=next]")
        address = onward["href"] if onward else ""
    assert told == 200


def test_a_text_with_many_long_names_names_as_many_as_fit(shelves, reader):
    document, analysis = shelves.searchable[0]
    body = "\n\n".join(names("org", 60))
    catalog = shelves.home.catalog()
    long = replace(document, id="nhieu-ten", url="https://baomuongkhoa.example/nhieu-ten.html", body=body)
    stored = catalog.store(long, catalog.captures_of(document.url)[0], "baoluu-extract/1")
    mentions = [
        Mention(
            type=MentionType.BODY,
            start=long.text.index(name),
            end=long.text.index(name) + len(name),
            text=name,
            key=name,
            label=name,
            attributes={"founded": True},
        )
        for name in names("org", 60)
    ]
    catalog.save_analyses([replace(analysis, revision=stored.revision, mentions=mentions)])
    catalog.close()
    response = reader.get("/bai/nhieu-ten")
    assert 0 < len(response.data) < MOST
    assert page(reader, "/bai/nhieu-ten").select("[aria-labelledby=nhac-toi] li")
