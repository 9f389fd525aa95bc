"""Pages of persons, places, bodies and sources over the search."""

from __future__ import annotations

from urllib.parse import quote

from tests.web.holdings import BODIES, PEOPLE
from tests.web.pages_read import page, text_of


def test_a_person_page_counts_its_articles_and_links_to_them(client):
    soup = page(client, f"/nhan-vat/{quote(PEOPLE[0])}")
    link = soup.select_one(".lede a")
    assert page(client, link["href"]).h1.get_text() == link.get_text()


def test_each_article_shows_the_sentence_that_names_the_person(client):
    soup = page(client, f"/nhan-vat/{quote(PEOPLE[0])}")
    excerpts = soup.select(".hit .excerpt")
    assert excerpts
    assert all(PEOPLE[0] in [mark.get_text() for mark in one.select("mark")] for one in excerpts)


def test_co_mentions_leave_out_the_person_itself(client):
    soup = page(client, f"/nhan-vat/{quote(PEOPLE[0])}")
    assert PEOPLE[0] not in [name.get_text() for name in soup.select("aside .name")]
    assert "Nơi chốn cùng được nhắc" in text_of(soup)


def test_a_name_with_an_apostrophe_has_its_page(client):
    assert page(client, f"/nhan-vat/{quote(PEOPLE[1])}").h1.get_text() == "H'Len Niê"


def test_a_body_page_opens(client):
    assert page(client, f"/to-chuc/{quote(BODIES[1])}").h1.get_text() == BODIES[1]


def test_a_name_nobody_mentions_is_a_404_that_says_what_to_try(client):
    assert "như từ thường" in text_of(page(client, "/noi/Khong%20Co", status=404))


def test_a_source_page_tells_its_months_and_its_front_page(client):
    soup = page(client, "/nguon/bao-muong-khoa")
    assert soup.find("a", href="https://baomuongkhoa.example/")
    rows = soup.select("table tbody tr")
    assert any(row.th and row.th.get_text() == "2024" for row in rows)


def test_coverage_adds_up_by_source(client, shelves):
    for row in page(client, "/do-phu").select_one("table").select("tbody tr"):
        cells = [int(cell.get_text().replace("–", "0")) for cell in row.select("td")]
        assert sum(cells[:-1]) == cells[-1]
