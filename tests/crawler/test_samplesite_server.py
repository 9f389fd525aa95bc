"""The sample sites over HTTP: every page answers, lists are complete, validators work."""

from __future__ import annotations

import datetime as dt
import gzip
import re
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from urllib.parse import urljoin

import lxml.html
import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring

from archive.errors import Busy
from archive.identity import canonical_url
from archive.model import DocumentKind
from crawler.samplesite import ANY_PORTS, SampleDocument, SampleSite, serve
from crawler.samplesite.dates import DateForm

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with serve(ports=ANY_PORTS) as serving:
        yield serving


def get(url: str, **headers: str) -> tuple[int, Message, str]:
    """Status, headers and text of a page; a status that urllib calls an error included."""
    request = urllib.request.Request(url, headers={name.replace("_", "-"): v for name, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read().decode()


def page_text(url: str) -> str:
    """What a reader of the page sees, NFC, blanks folded."""
    root = lxml.html.fromstring(get(url)[2])
    for hidden in root.iter("script", "style"):
        hidden.text = ""
    return unicodedata.normalize("NFC", " ".join(root.text_content().split()))


def locations(url: str) -> list[str]:
    root = fromstring(get(url)[2])
    return [loc.text for loc in root.iter(f"{SITEMAP}loc")]


def one_of(site: SampleSite, form: DateForm) -> SampleDocument:
    return next(document for document in site.documents if document.form is form)


def test_every_document_answers_and_shows_its_text(site: SampleSite) -> None:
    for document in site.documents:
        text = page_text(document.url)
        missing = [block for block in (document.title, document.lead, *document.body) if block not in text]
        assert missing == [], document.url


def test_the_sitemaps_of_each_site_list_every_document(site: SampleSite) -> None:
    listed = [
        canonical_url(page)
        for home in site.homes
        for sitemap in locations(f"{home}sitemap.xml")
        for page in locations(sitemap)
    ]
    assert sorted(listed) == sorted(site.urls)


def test_sitemaps_state_when_each_page_changed(site: SampleSite) -> None:
    sitemap = locations(f"{site.homes[0]}sitemap.xml")[0]
    root = fromstring(get(sitemap)[2])
    stated = [dt.datetime.fromisoformat(mark.text) for mark in root.iter(f"{SITEMAP}lastmod")]
    assert stated
    assert all(when.utcoffset() == dt.timedelta(hours=7) for when in stated)


@pytest.mark.parametrize(("place", "path"), [(0, "rss.xml"), (1, "feed"), (2, "rss/van-ban.xml")])
def test_feeds_lead_to_documents(site: SampleSite, place: int, path: str) -> None:
    links = [link.text for link in fromstring(get(site.homes[place] + path)[2]).iter("link")][1:]
    assert links
    assert {canonical_url(link) for link in links} <= set(site.urls)


def test_sections_with_their_pages_list_every_document(site: SampleSite) -> None:
    found = set()
    for source in site.sources():
        for section in source.settings["discover"]["sections"]:
            first = urljoin(source.home, section)
            number = 1
            while True:
                page = source.settings["discover"]["section_pages"].format(section=first, page=number)
                status, _, html = get(page)
                if status == 404:
                    break
                found |= {canonical_url(link) for link in _links(html, page)}
                number += 1
    assert set(site.urls) <= found


def test_the_archive_by_day_lists_what_was_published_that_day_and_nothing_else(site: SampleSite) -> None:
    homes = {source.key: source for source in site.sources()}
    for document in site.documents[::9]:
        source = homes[document.source]
        pattern = source.settings["discover"]["archive_by_day"]
        page = urljoin(source.home, document.day.strftime(pattern))
        shown = BeautifulSoup(get(page)[2], "lxml").select("main a, #trai a, .giua a")
        linked = {canonical_url(urljoin(page, str(link["href"]))) for link in shown}
        same_day = {d.url for d in site.documents if (d.source, d.day) == (document.source, document.day)}
        assert linked & set(site.urls) == same_day


def test_a_day_without_news_says_so_instead_of_failing(site: SampleSite) -> None:
    assert get(f"{site.homes[0]}theo-ngay/2015-01-01")[0] == 200


def test_a_page_that_is_not_there_is_404(site: SampleSite) -> None:
    assert [get(f"{home}khong-co-trang-nay")[0] for home in site.homes] == [404, 404, 404]


def test_an_unchanged_page_is_answered_with_304_by_tag_and_by_date(site: SampleSite) -> None:
    for url in site.urls[::20]:
        _, headers, _ = get(url)
        assert get(url, If_None_Match=headers["ETag"])[0] == 304
        assert get(url, If_Modified_Since=headers["Last-Modified"])[0] == 304
        assert get(url, If_None_Match='"another"')[0] == 200


def test_robots_txt_forbids_the_second_copies_and_names_the_sitemap(site: SampleSite) -> None:
    for home, copies in zip(site.homes, ("/in/", "/in-bai/", "/tep/"), strict=True):
        robots = get(f"{home}robots.txt")[2]
        assert f"Disallow: {copies}" in robots
        assert f"Sitemap: {home}sitemap.xml" in robots


def test_article_pages_link_to_a_copy_that_robots_txt_forbids(site: SampleSite) -> None:
    """Or the rule would not matter."""
    for document in site.documents[::15]:
        html = get(document.url)[2]
        copy = re.search(r'href="(/(?:in|in-bai|tep)/[^"]+)"', html)
        assert copy
        assert get(urljoin(document.url, copy[1]))[0] == 200


def test_short_links_redirect_to_the_article(site: SampleSite) -> None:
    document = next(found for found in site.documents if found.form is DateForm.BARRED)
    short = re.search(r'href="(/r/\d+)"', get(document.url)[2])
    assert short
    with urllib.request.urlopen(urljoin(document.url, short[1]), timeout=5) as answer:
        assert canonical_url(answer.url) == document.url


def test_pages_are_compressed_for_clients_that_take_it(site: SampleSite) -> None:
    request = urllib.request.Request(site.urls[0], headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.read()).decode() == get(site.urls[0])[2]


def test_pages_carry_what_real_pages_put_around_the_text(site: SampleSite) -> None:
    for home in site.homes:
        assert "Tìm kiếm theo ngày" in page_text(home)
        assert "Giấy phép" in page_text(home)


def test_one_article_is_typed_in_nfd(site: SampleSite) -> None:
    decomposed = [
        document
        for document in site.documents
        if document.kind is DocumentKind.ARTICLE
        and unicodedata.normalize("NFD", document.body[0]) in _plain(get(document.url)[2])
    ]
    assert decomposed


def test_pages_that_show_no_day_to_readers_state_it_elsewhere(site: SampleSite) -> None:
    json_ld = one_of(site, DateForm.JSON_LD)
    assert f'"datePublished": "{json_ld.day.isoformat()}T' in get(json_ld.url)[2]
    meta = one_of(site, DateForm.META)
    assert f'property="article:published_time" content="{meta.day.isoformat()}T' in get(meta.url)[2]
    url = one_of(site, DateForm.URL)
    assert f"{url.day:%Y%m%d}" in url.url
    assert "datePublished" not in get(url.url)[2]


def test_a_directive_carries_its_header_block(site: SampleSite) -> None:
    plan = next(document for document in site.documents if document.number == "112/KH-UBND")
    text = page_text(plan.url)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Số: 112/KH-UBND" in text
    assert "Sơn La, ngày 05 tháng 3 năm 2024" in text
    assert "Nơi nhận:" in text


def test_a_party_directive_carries_the_party_header(site: SampleSite) -> None:
    resolution = next(document for document in site.documents if document.number == "07-NQ/TU")
    text = page_text(resolution.url)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "Sơn La, ngày 12 tháng 3 năm 2021" in text
    assert "CỘNG HÒA XÃ HỘI" not in text


def test_a_corrected_article_is_served_anew_under_its_address() -> None:
    with serve(ports=ANY_PORTS) as site:
        before = {document.url: document for document in site.documents}
        tags = {url: get(url)[1]["ETag"] for url in before}
        site.correct()
        changed = [document for document in site.documents if document.text != before[document.url].text]
        assert len(changed) >= 1
        for document in changed:
            assert document.updated is not None
            status, headers, html = get(document.url, If_None_Match=tags[document.url])
            assert status == 200
            assert headers["ETag"] != tags[document.url]
            assert f"{document.updated:%H:%M}" in html
            assert document.body[-1] in page_text(document.url)


def test_sitemaps_say_that_a_corrected_article_changed_just_now() -> None:
    with serve(ports=ANY_PORTS) as site:
        started = dt.datetime.now(dt.UTC).replace(microsecond=0)
        site.correct()
        changed = next(document for document in site.documents if document.updated)
        sitemap = urljoin(changed.url, f"/sitemap-{changed.day.year}.xml")
        stated = {
            entry.find(f"{SITEMAP}loc").text: dt.datetime.fromisoformat(entry.find(f"{SITEMAP}lastmod").text)
            for entry in fromstring(get(sitemap)[2])
        }
        assert stated[changed.url] >= started
        assert sum(when >= started for when in stated.values()) == 1


def test_correcting_leaves_the_other_articles_as_they_were() -> None:
    with serve(ports=ANY_PORTS) as site:
        tags = {url: get(url)[1]["ETag"] for url in site.urls}
        site.correct()
        same = [document.url for document in site.documents if document.updated is None]
        assert len(same) >= len(tags) - 2
        assert [url for url in same if get(url, If_None_Match=tags[url])[0] != 304] == []


def test_each_source_describes_the_site_it_is_served_from(site: SampleSite) -> None:
    assert [source.home for source in site.sources()] == site.homes
    assert all(source.settings["crawl"]["allow_private"] for source in site.sources())
    for document in site.documents:
        source = next(source for source in site.sources() if source.key == document.source)
        patterns = source.settings["discover"]["link_include"]
        assert any(re.search(pattern, document.url) for pattern in patterns)


def test_what_was_asked_for_is_remembered() -> None:
    with serve(ports=ANY_PORTS) as site:
        get(f"{site.homes[1]}robots.txt")
        assert site.requests == [f"{site.homes[1]}robots.txt"]


def test_addresses_are_the_same_on_the_same_ports() -> None:
    with serve(ports=ANY_PORTS) as site:
        ports = [int(home.rstrip("/").rsplit(":", 1)[1]) for home in site.homes]
        first = site.urls
    with serve(ports=ports) as again:
        assert again.urls == first


def test_a_port_in_use_is_said_with_a_hint(site: SampleSite) -> None:
    taken = int(site.homes[0].rstrip("/").rsplit(":", 1)[1])
    with pytest.raises(Busy) as refused, serve(ports=(taken, 0, 0)):
        pass
    assert str(taken) in str(refused.value)
    assert refused.value.hint


def _links(html: str, base: str) -> set[str]:
    return {urljoin(base, anchor.get("href", "")) for anchor in lxml.html.fromstring(html).iter("a")}


def _plain(html: str) -> str:
    return " ".join(lxml.html.fromstring(html).text_content().split())
