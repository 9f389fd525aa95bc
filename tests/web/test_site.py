"""The site as a whole: valid HTML, no dead link, light pages, what machines ask for."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
from bs4 import BeautifulSoup

from tests.web.pages_read import page

STARTS = (
    "/",
    "/tim-kiem",
    "/lich/2024",
    "/ngay/2024-03-15",
    "/do-phu",
    "/nguon/bao-muong-khoa",
    "/huong-dan",
    "/tim-kiem?q=nong+nghiep+ben+vung&group=1",
    "/tim-kiem?date_field=effective&undated=only",
    "/tim-kiem?" + "&".join(f"org=Ban+chỉ+đạo+xây+dựng+nông+thôn+mới+{n}" for n in range(20)),
    "/van-ban/07-NQ/TU",
)
MOST_PAGES = 200
MOST_QUERIES = 4  # of one path


@dataclass(frozen=True)
class Answer:
    """What an address of the site answers; `soup` of our own pages only."""

    status: int
    data: bytes
    soup: BeautifulSoup | None


def crawl(client) -> dict[str, Answer]:
    """Follow every link of the site's own, each path with at most a few queries."""
    found: dict[str, Answer] = {}
    queries: Counter[str] = Counter()
    waiting = deque(STARTS)
    while waiting and len(found) < MOST_PAGES:
        address = waiting.popleft()
        path = urlsplit(address).path
        if address in found or queries[path] >= MOST_QUERIES:
            continue
        queries[path] += 1
        response = client.get(address)
        if response.status_code in {301, 302, 308}:
            waiting.append(response.headers["Location"])
        own = response.mimetype == "text/html" and response.status_code == 200 and not path.endswith("/trang")
        soup = BeautifulSoup(response.data, "lxml") if own else None
        found[address] = Answer(response.status_code, response.data, soup)
        for link in soup.select("a[href], link[href], script[src]") if soup else ():
            target = urljoin(address, link.get("href") or link.get("src"))
            if target.startswith("/"):
                waiting.append(target.partition("#")[0])
    return found


@pytest.fixture(scope="module")
def site(app) -> dict[str, Answer]:
    with app.test_client() as client:
        return crawl(client)


@pytest.fixture(scope="module")
def own_pages(site) -> dict[str, Answer]:
    return {address: answer for address, answer in site.items() if answer.soup}


def test_every_link_leads_somewhere(site):
    assert not {address: answer.status for address, answer in site.items() if answer.status >= 400}
    assert len(site) > 150


def test_every_page_is_valid_html(own_pages):
    seen: Counter[str] = Counter()
    for address, answer in own_pages.items():
        kind = address.split("/")[1].partition("?")[0]
        seen[kind] += 1
        if seen[kind] <= 4:  # of each family of pages
            parser = html5lib.HTMLParser(strict=False)
            parser.parse(answer.data, transport_encoding="utf-8")
            assert not parser.errors, (address, parser.errors[:3])


def test_no_page_weighs_over_100_kb(own_pages):
    assert not {
        address: len(answer.data) for address, answer in own_pages.items() if len(answer.data) > 100_000
    }


def test_every_id_on_a_page_is_there_once(own_pages):
    for address, answer in own_pages.items():
        ids = [tag["id"] for tag in answer.soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), address


def test_every_page_has_one_heading_a_title_and_its_landmarks(own_pages):
    for address, answer in own_pages.items():
        assert len(answer.soup.find_all("h1")) == 1, address
        assert answer.soup.title.get_text().strip(" ·"), address
        for landmark in ("header", "nav", "main", "footer"):
            assert answer.soup.find(landmark), (address, landmark)


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    first = client.get("/do-phu")
    again = client.get("/do-phu", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_browser_can_add_the_search(client):
    root = ElementTree.fromstring(client.get("/opensearch.xml").data)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.find(f"{space}ShortName").text == "Báo Lưu"
    templates = [url.get("template") for url in root.iter(f"{space}Url")]
    assert "http://localhost/tim-kiem?q={searchTerms}" in templates


def test_the_sitemap_names_every_document(client, shelves):
    index = ElementTree.fromstring(client.get("/sitemap.xml").data)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    named = []
    for loc in index.iter(f"{space}loc"):
        part = ElementTree.fromstring(client.get(urlsplit(loc.text).path).data)
        named += [loc.text for loc in part.iter(f"{space}loc")]
    assert sorted(named) == sorted(f"http://localhost/bai/{d.id}" for d, _a in shelves.searchable)


def test_robots_may_read_articles_but_not_walk_the_searches(client):
    text = client.get("/robots.txt").get_data(as_text=True)
    assert "Disallow: /tim-kiem" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


def test_a_spoken_day_becomes_days_in_the_address(client):
    response = client.get("/tim-kiem?q=lu&when=qu%C3%BD+I%2F2024")
    assert response.headers["Location"] == "/tim-kiem?q=lu&from=2024-01-01&to=2024-03-31"
    assert client.get("/tim-kiem?when=hôm+qua").headers["Location"] == "/tim-kiem?on=2026-11-24"
    assert "Không hiểu" in page(client, "/tim-kiem?when=ngày+tận+thế").select_one(".notice").get_text()


def test_the_front_page_offers_search_by_day_presets_and_the_newest(client):
    soup = page(client, "/")
    assert soup.find("legend", string="Tìm kiếm theo ngày")
    assert len(soup.select("input[type=date]")) == 2
    assert "Từ 01/07/2025 (sau sáp nhập)" in [link.get_text() for link in soup.select(".presets a")]
    assert len(soup.select(".shelf")) >= 3
