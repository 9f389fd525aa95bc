"""What machines make of the site: our own crawler, a feed reader, a browser that adds the search."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections import Counter
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.home import Home
from archive.model import Source
from crawler.crawl import crawl
from crawler.events import AddressDone, Outcome
from tests.crawler.crawling import JumpingClock
from web.server import listen, port_of, serve

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
FEEDS = ("q=muong", "q=khong+co+bai+nao", "date_field=added&from=2026-11-01", "group=1&sort=oldest", "q=vui")


def test_our_own_crawler_finds_no_dead_link(app: Flask, tmp_path):
    listening = listen("127.0.0.1", 0)
    threading.Thread(target=serve, args=(app, listening), daemon=True).start()
    home = f"http://127.0.0.1:{port_of(listening)}/"
    source = Source(
        key="doc-lai",
        name="Đọc lại",
        kind="newspaper",
        home=home,
        hosts=(urlsplit(home).hostname or "",),
        settings={
            "crawl": {"delay": 0.0, "allow_private": True},
            "discover": {
                "sitemaps": ["/sitemap.xml"],
                "link_include": ["/(bai|nhan-vat|noi|to-chuc|van-ban|ngay|nguon)/."],
                "sections": ["/", "/do-phu", "/lich/2024", "/ngay/2024-03-15", "/nhan-vat/", "/van-ban/"],
            },
            "extract": {},
        },
    )
    events = crawl(Home.open(tmp_path / "archive"), [source], clock=JumpingClock())
    ended = [event for event in events if isinstance(event, AddressDone)]
    outcomes = Counter(event.outcome for event in ended)
    assert not [event.url for event in ended if event.outcome is Outcome.FAILED]
    assert outcomes[Outcome.FETCHED] > 50
    assert not [event.url for event in ended if "/tim-kiem" in event.url and event.outcome is Outcome.FETCHED]


@pytest.mark.parametrize("search", FEEDS)
def test_a_feed_reader_finds_no_fault_in_a_feed(client: FlaskClient, search: str):
    feed = feedparser.parse(client.get(f"/xuat/tim-kiem.atom?{search}").data)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    assert all(entry.title and entry.link.startswith("http://localhost/bai/") for entry in feed.entries)


@pytest.mark.parametrize("search", FEEDS)
def test_a_feed_has_what_atom_demands(client: FlaskClient, search: str):
    """RFC 4287, 4.1.1 and 4.1.2: each of these once; dates of RFC 3339 with an offset."""
    root = ElementTree.fromstring(client.get(f"/xuat/tim-kiem.atom?{search}").data)
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
    assert root.find(f"{ATOM}author") is not None
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]


def test_the_opensearch_description_keeps_to_its_specification(client: FlaskClient):
    """OpenSearch 1.1, draft 6: lengths, one Url of each type, templates that answer."""
    root = ElementTree.fromstring(client.get("/opensearch.xml").data)
    assert root.tag == f"{SEARCH}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{SEARCH}ShortName") or "") <= 16
    assert 0 < len(root.findtext(f"{SEARCH}Description") or "") <= 1024
    urls = {url.get("type"): url.get("template") or "" for url in root.iter(f"{SEARCH}Url")}
    assert set(urls) == {"text/html", "application/json", "application/atom+xml"}
    for mime, template in urls.items():
        assert re.findall(r"\{(\w+)\??\}", template) == ["searchTerms"]
        response = client.get(template.removeprefix("http://localhost").replace("{searchTerms}", "muong"))
        assert (response.status_code, response.mimetype) == (200, mime)


def test_every_page_names_the_description_so_that_a_browser_offers_it(client: FlaskClient):
    page = client.get("/").get_data(as_text=True)
    assert re.search(
        r'<link rel="search" type="application/opensearchdescription\+xml"[^>]*href="/opensearch.xml"', page
    )
