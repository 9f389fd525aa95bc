"""The reading page and what hangs on it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from archive.model import Published
from tests.web.holdings import HOSTILE_TITLE, page_of
from tests.web.pages_read import page, text_of


@pytest.fixture
def flood(shelves):
    return shelves.document("Lũ quét")


def test_the_provenance_panel_says_where_the_copy_lies(client, shelves, flood):
    revision = shelves.home.catalog().document(flood.id)
    panel = page(client, f"/bai/{flood.id}").find(id="nguon-goc").parent.get_text()
    for told in (
        flood.url,
        revision.capture.payload_digest,
        revision.capture.locator,
        revision.extractor,
        "baoluu-analyse/1",
        "08:30 20/11/2026",
    ):
        assert told in panel


def test_mentions_are_links_to_their_pages(client, flood):
    soup = page(client, f"/bai/{flood.id}")
    link = soup.select_one('.reading a[data-kind="PER"]')
    assert page(client, link["href"]).h1.get_text() == link.get_text()


def test_each_date_says_its_role_and_where_it_was_read(client, flood):
    told = text_of(page(client, f"/bai/{flood.id}").find(id="ngay-thang").parent)
    assert "Đăng 22/04/2015 07:30 theo dữ liệu JSON-LD của trang" in told
    assert "Lưu 20/11/2026" in told


def test_a_guessed_day_is_marked_as_a_guess(client, shelves):
    guessed = next(d for d, _a in shelves.searchable if d.published and not d.published.certain)
    assert "phỏng đoán" in text_of(page(client, f"/bai/{guessed.id}"))


def test_the_words_searched_for_are_counted_and_marked(client, flood):
    soup = page(client, f"/bai/{flood.id}?q=thiet+hai")
    assert [mark["id"] for mark in soup.select("article mark")] == ["h1", "h2"]
    assert "có 2 chỗ trong bài" in text_of(soup.select_one(".hit-bar"))


def test_reference_managers_find_title_author_day_and_paper(client, flood):
    soup = page(client, f"/bai/{flood.id}")
    meta = {tag["name"]: tag["content"] for tag in soup.select('meta[name^="citation_"]')}
    assert meta["citation_title"] == flood.title
    assert meta["citation_author"] == "Hoàng Vi"
    assert meta["citation_publication_date"] == "2015/04/22"
    assert meta["citation_journal_title"] == "Báo Cao Nguyên"


def test_linked_data_of_a_hostile_title_stays_inside_its_element(client, shelves):
    soup = page(client, f"/bai/{shelves.document('<img').id}")
    data = json.loads(soup.find("script", type="application/ld+json").string)
    assert data["headline"] == HOSTILE_TITLE
    assert data["@type"] == "NewsArticle"


def test_a_directive_is_legislation_with_its_number(client, shelves):
    directive = shelves.document("Nghị quyết")
    data = json.loads(page(client, f"/bai/{directive.id}").find("script", type="application/ld+json").string)
    assert (data["@type"], data["legislationIdentifier"]) == ("Legislation", "07-NQ/TU")


@pytest.mark.parametrize(
    ("form", "mime"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_a_citation_is_downloaded_in_each_format(client, flood, form: str, mime: str):
    response = client.get(f"/bai/{flood.id}/trich-dan.{form}")
    assert response.mimetype == mime
    assert "Lũ quét" in response.get_data(as_text=True)


def test_an_id_nobody_has_is_a_404_page(client):
    assert "khong-co" in text_of(page(client, "/bai/khong-co", status=404))


def test_a_corrected_article_shows_its_revisions_and_the_words_that_changed(client, shelves, flood):
    corrected = replace(
        flood,
        body=flood.body.replace("thiệt hại", "ảnh hưởng"),
        published=Published(day=dt.date(2015, 4, 23), basis="meta"),
    )
    with shelves.home.captures() as captures:
        capture = captures.append_exchange(
            url=flood.url,
            source=flood.source,
            captured_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
            request=b"GET / HTTP/1.1\r\n\r\n",
            status_line="HTTP/1.1 200 OK",
            headers=[("Content-Type", "text/html; charset=utf-8")],
            body=page_of(corrected),
        )
    shelves.home.catalog().store(corrected, capture, "baoluu-extract/1")
    soup = page(client, f"/bai/{flood.id}/so-sanh")
    assert [gone.get_text() for gone in soup.select(".reading del")] == ["thiệt hại"]
    assert [come.get_text() for come in soup.select(".reading ins")] == ["ảnh hưởng"]
    assert "22/04/2015" in soup.select_one("table del").get_text()
    assert len(page(client, f"/bai/{flood.id}/phien-ban").select("tbody tr")) == 2
    assert "Đây là bản thứ 1" in text_of(page(client, f"/bai/{flood.id}/v/1"))
