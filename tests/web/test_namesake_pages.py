"""People of one name: each has a page with what is theirs, the others of the name, and why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from archive.home import Home
from index.intake import analyse_stale
from tests.index.registry.conftest import Holdings
from tests.index.registry.test_people_of_one_name import ALL
from tests.web.pages_read import page, text_of
from web import create_app

NAME = "/nhan-vat/Lò Văn Bình"
APART = "/nhan-vat/Lò Văn Bình (sinh 1998)"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    home = Home.open(tmp_path_factory.mktemp("namesakes") / "archive")
    archive = Holdings(home.path / "catalog.db").add(*ALL)
    list(analyse_stale(archive.catalog, {}))
    archive.catalog.close()
    with create_app(home).test_client() as client:
        yield client


def test_a_page_counts_and_lists_only_what_is_about_that_person(reader):
    for address, count in ((NAME, 4), (APART, 2)):
        soup = page(reader, address)
        assert f"{count} bài" in text_of(soup.select_one(".lede"))
        assert len(soup.select(".hit")) == count


def test_each_page_leads_to_the_other(reader):
    link = page(reader, NAME).select_one("#cung-ten ~ ul a")
    assert link.get_text() == "Lò Văn Bình (sinh 1998)"
    back = page(reader, link["href"]).select_one("#cung-ten ~ ul a")
    assert page(reader, back["href"]).h1.get_text() == "Lò Văn Bình"


def test_the_reason_is_said_with_both_places(reader):
    item = page(reader, APART).select_one("#cung-ten ~ ul li")
    assert "năm sinh khác nhau: “SN 1998”" in text_of(item)
    assert "“SN 1970”" in text_of(item)
    for link in item.select("a"):
        assert reader.get(link["href"]).status_code == 200


def test_offices_stand_at_the_person_who_held_them(reader):
    assert page(reader, NAME).select("#chuc-vu")
    assert not page(reader, APART).select("#chuc-vu")


def test_a_mention_in_an_article_leads_to_the_person_it_means(reader):
    soup = page(reader, "/bai/b1")
    links = {link["href"] for link in soup.select("a[href^='/nhan-vat/']")}
    assert any(page(reader, link).h1.get_text() == "Lò Văn Bình (sinh 1998)" for link in links)


def test_a_page_that_is_not_there_is_not_found(reader):
    assert reader.get("/nhan-vat/Lò Văn Bình (sinh 2001)").status_code in (404, 503)
