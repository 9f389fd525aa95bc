"""Directives, persons and places as the registry knows them: pages, lists and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from archive.home import Home
from tests.web.directives_held import CITED, HELD, fill
from tests.web.pages_read import page, text_of
from web import create_app


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    home = Home.open(tmp_path_factory.mktemp("registry") / "archive")
    fill(home)
    with create_app(home).test_client() as client:
        yield client


def test_a_number_lists_every_directive_it_may_mean_and_guesses_none(reader):
    soup = page(reader, "/van-ban/07-NQ/TU")
    rows = [text_of(row) for row in soup.select("tbody tr")]
    assert len(rows) == 2
    assert any("Tỉnh ủy Sơn La" in row and "2020-2025" in row and "12/03/2021" in row for row in rows)
    assert any("Tỉnh ủy Đắk Lắk" in row and "không có" in row for row in rows)
    assert "Chuyện một nghị quyết" in [link.get_text() for link in soup.select(".cited a")]


def test_a_day_names_the_directives_issued_on_it_held_or_only_cited(reader):
    held = page(reader, "/ngay/2021-03-12").find(id="van-ban-ngay").parent
    assert [link.get_text() for link in held.select("li a")] == [
        "Nghị quyết số 07-NQ/TU về phát triển cây ăn quả"
    ]
    cited = page(reader, "/ngay/2021-05-20").find(id="van-ban-ngay").parent
    assert cited.select_one("li a")["href"] == f"/van-ban/{CITED}"
    assert "chỉ biết qua bài nhắc tới: 1 bài" in text_of(cited)


def test_another_way_to_write_a_number_leads_to_its_page(reader):
    assert reader.get("/van-ban/7-nq/tu").headers["Location"] == "/van-ban/07-NQ/TU"


def test_a_held_directive_shows_its_text_and_who_cites_it(reader):
    soup = page(reader, f"/van-ban/{HELD}")
    assert "Trồng cây ăn quả" in text_of(soup.select_one(".reading"))
    assert [link.get_text() for link in soup.select("#nhac-toi ~ .cited a")] == ["Đưa nghị quyết về bản"]
    assert "Lò Văn Tâm" in text_of(soup.select_one(".facts"))


def test_a_bar_of_a_directives_timeline_lists_as_many_documents_as_it_counts(reader):
    soup = page(reader, f"/van-ban/{HELD}")
    bars = soup.select(".chart svg a")
    assert [bar["aria-label"] for bar in bars] == ["04/2021: 1 bài"]
    chosen = page(reader, bars[0]["href"])
    assert "tháng 04/2021: 1 bài" in text_of(chosen.select_one(".chips"))
    assert len(chosen.select(".cited li")) == 1
    assert chosen.select_one(".chart a.chosen")


def test_a_directives_timeline_narrows_to_nothing_where_nothing_was_published(reader):
    soup = page(reader, f"/van-ban/{HELD}?on=2020")
    assert not soup.select(".cited li")
    assert page(reader, soup.select_one(".chips a")["href"]).select(".cited li")


def test_the_api_lists_who_cites_a_directive_between_two_days(reader):
    asked = reader.get(f"/api/v1/directives/{HELD}?from=2021-04-02&to=2021-04-02").get_json()
    assert asked["directive"]["cited_by_total"] == len(asked["directive"]["cited_by"]) == 1
    later = reader.get(f"/api/v1/directives/{HELD}?from=2021-04-03").get_json()
    assert later["directive"]["cited_by_total"] == 0


def test_a_directive_known_by_citation_only_has_its_page(reader):
    soup = page(reader, f"/van-ban/{CITED}")
    assert "Kho không có toàn văn" in text_of(soup)
    assert "Cà phê đặc sản có hướng đi" in text_of(soup)


def test_what_replaces_a_directive_is_named_on_both_pages(reader):
    listed = reader.get("/api/v1/directives?prefix=31").get_json()["items"][0]
    newer = page(reader, f"/van-ban/{quote(listed['key'], safe='/~')}")
    replaced = newer.find("a", string="12/2018/QĐ-UBND")
    assert replaced.find_parent("section").h3.get_text() == "Thay thế"
    older = page(reader, replaced["href"])
    assert older.find("a", string="31/2023/QĐ-UBND").find_parent("section").h3.get_text() == "Bị thay thế bởi"


def test_an_evidence_link_marks_the_reference_in_its_article(reader):
    soup = page(reader, f"/van-ban/{CITED}")
    article = page(reader, soup.select_one(".cited a")["href"])
    assert "07-NQ/TU" in " ".join(mark.get_text() for mark in article.select("mark"))


def test_the_list_of_directives_narrows_by_number_and_type(reader):
    assert len(page(reader, "/van-ban/?prefix=07-nq").select("tbody tr")) == 3
    types = {text_of(one).split()[0] for one in page(reader, "/van-ban/").select(".years a")[1:]}
    assert {"nghị", "quyết"} <= types
    assert len(page(reader, f"/van-ban/?type={quote('quyết định')}").select("tbody tr")) == 2


def test_an_unknown_number_is_a_404_that_says_how_to_write_one(reader):
    assert "02-NQ/TU" in text_of(page(reader, "/van-ban/99-NQ/TU", status=404))


def test_a_person_page_lists_offices_by_period_with_their_evidence(reader):
    soup = page(reader, f"/nhan-vat/{quote('Tòng Thị Hoa')}")
    rows = [text_of(row) for row in soup.select("#chuc-vu ~ .scroll tbody tr")]
    assert len(rows) == 2
    assert "Phó Chủ tịch UBND tỉnh Sơn La 06/05/2021" in rows[0]
    assert "Thăm đồng bào vùng lũ" in rows[1]


def test_a_former_unit_names_what_it_became(reader):
    soup = page(reader, f"/noi/{quote('huyện Mai Sơn')}")
    assert "đến 30/06/2025" in text_of(soup.select_one(".units"))
    assert soup.select(".units a")


def test_the_list_of_persons_filters_without_marks_and_leads_to_their_pages(reader):
    entry = page(reader, "/nhan-vat/?prefix=tong+thi").select_one(".values li a")
    assert text_of(entry) == "Tòng Thị Hoa , 2 bài"
    assert page(reader, entry["href"]).h1.get_text() == "Tòng Thị Hoa"


@pytest.mark.parametrize(
    ("address", "schema"),
    [
        ("/api/v1/directives", "DirectiveList"),
        ("/api/v1/directives/07-NQ/TU", "DirectiveAnswer"),
        (f"/api/v1/directives/{HELD}", "DirectiveAnswer"),
        ("/api/v1/entities/person?order=count", "EntityList"),
        (f"/api/v1/entities/person/{quote('Tòng Thị Hoa')}", "Entity"),
        (f"/api/v1/entities/place/{quote('huyện Mai Sơn')}", "Entity"),
    ],
)
def test_json_has_the_shape_openapi_says(reader, address: str, schema: str):
    described = reader.get("/api/v1/openapi.json").get_json()
    wanted = {"$ref": f"#/components/schemas/{schema}", "components": described["components"]}
    Draft202012Validator(wanted).validate(reader.get(address).get_json())


@pytest.mark.parametrize(
    "address",
    ["/api/v1/directives/99-NQ/TU", "/api/v1/entities/person/Khong+Ai", "/api/v1/entities/color"],
)
def test_json_of_what_is_not_there_is_a_problem(reader, address: str):
    response = reader.get(address)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


@pytest.mark.parametrize("address", ["/nhan-vat/Tòng Thị Hoa", "/noi/huyện Mai Sơn"])
def test_nothing_stands_beside_an_entity_more_often_than_it_is_named(reader, address: str):
    soup = page(reader, quote(address))
    counts = [int(one.get_text().split()[0]) for one in soup.select("aside .facet .number")]
    assert counts
    assert max(counts) <= 2


@pytest.mark.parametrize(
    ("title", "wanted"),
    [("Đưa nghị quyết về bản", f"/van-ban/{HELD}"), ("Chuyện một nghị quyết", "/van-ban/07-NQ/TU")],
)
def test_a_reference_leads_to_its_directive_or_to_what_it_may_mean(reader, title: str, wanted: str):
    hit = page(reader, f"/tim-kiem?q={quote(title)}").select_one(".hit h2 a")
    unmarked = hit["href"].partition("?")[0]
    links = page(reader, unmarked).select(".reading a[data-kind=DOC]")
    assert [link["href"] for link in links] == [wanted]
