"""What sitemaps, feeds and list pages name."""

import datetime as dt
import gzip

import pytest

from archive.errors import SourceInvalid
from archive.model import Source
from crawler.discover import SeedKind, plan_of, read_feed, read_links, read_sitemap
from crawler.discover.feeds import feed_day
from crawler.discover.found import Unreadable

BASE = "https://bao.example.vn"
URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://bao.example.vn/tin-1.html</loc><lastmod>2024-03-04T23:30:00Z</lastmod></url>
<url><loc> https://bao.example.vn/tin-2.html </loc>
  <n:news><n:publication_date>2024-03-01</n:publication_date><n:title>Lũ quét</n:title></n:news></url>
<url><lastmod>2024-03-01</lastmod></url>
</urlset>"""


def source(**discover: object) -> Source:
    return Source(
        key="bao",
        name="Báo Thử",
        kind="newspaper",
        home=f"{BASE}/",
        hosts=("bao.example.vn",),
        settings={"discover": discover},
    )


def test_a_sitemap_names_pages_with_their_day_in_vietnam():
    pages = read_sitemap(URLSET.encode(), f"{BASE}/sitemap.xml").pages
    assert [(page.url, page.day) for page in pages] == [
        (f"{BASE}/tin-1.html", dt.date(2024, 3, 5)),
        (f"{BASE}/tin-2.html", dt.date(2024, 3, 1)),
    ]
    assert pages[1].title == "Lũ quét"


def test_the_pictures_of_a_sitemap_entry_are_not_its_page():
    entry = (
        f"<url><i:image><i:loc>{BASE}/a.jpg</i:loc><i:title>Ảnh</i:title></i:image><loc>{BASE}/tin-1.html</loc>"
        "<n:news><n:publication_date>2024-03-01</n:publication_date><n:title>Lũ quét</n:title></n:news>"
        f"<v:video><v:publication_date>2019-01-01</v:publication_date><v:title>Phim</v:title></v:video>"
        f"<i:image><i:loc>{BASE}/b.jpg</i:loc></i:image></url>"
    )
    names = "xmlns:i='urn:image' xmlns:n='urn:news' xmlns:v='urn:video'"
    (page,) = read_sitemap(f"<urlset {names}>{entry}</urlset>".encode(), f"{BASE}/sitemap.xml").pages
    assert (page.url, page.day, page.title) == (f"{BASE}/tin-1.html", dt.date(2024, 3, 1), "Lũ quét")


def test_a_gzipped_sitemap_is_read():
    assert len(read_sitemap(gzip.compress(URLSET.encode()), f"{BASE}/sitemap.xml.gz").pages) == 2


def test_an_index_names_further_sitemaps():
    index = f"<sitemapindex><sitemap><loc>{BASE}/s1.xml</loc></sitemap></sitemapindex>"
    found = read_sitemap(index.encode(), f"{BASE}/sitemap.xml")
    assert [child.url for child in found.children] == [f"{BASE}/s1.xml"]
    assert not found.pages


def test_a_plain_list_of_addresses_is_a_sitemap_too():
    text = f"\ufeff{BASE}/tin-1.html\n{BASE}/tin-2.html\n"
    assert len(read_sitemap(text.encode(), f"{BASE}/sitemap.txt").pages) == 2


def test_a_sitemap_that_declares_utf_16_over_utf_8_is_read():
    text = URLSET.replace("UTF-8", "utf-16")
    assert len(read_sitemap(text.encode(), f"{BASE}/sitemap.xml").pages) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>404</body></html>",
        b"",
        b"<urlset><url>",
        b"khong co gi",
        b"\x1f\x8bdamaged",
        b'<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
    ],
)
def test_what_is_no_sitemap_is_refused(content):
    with pytest.raises(Unreadable):
        read_sitemap(content, f"{BASE}/sitemap.xml")


FEED = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0"><channel><title>Báo Thử</title>
<item><title>Đường &amp;lt;mới&amp;gt; lên bản</title><link>/tin-1.html?utm_source=rss</link>
<pubDate>Mon, 04 Mar 2024 23:30:00 GMT</pubDate></item>
<item><title>Tin 2</title><guid>https://bao.example.vn/tin-2.html</guid></item>
</channel></rss>"""


def test_a_feed_names_its_entries():
    found = read_feed(FEED.format(encoding="utf-8").encode(), f"{BASE}/rss.xml")
    assert [entry.url for entry in found] == [f"{BASE}/tin-1.html", f"{BASE}/tin-2.html"]
    assert found[0].day == dt.date(2024, 3, 5)


def test_a_feed_that_declares_utf_16_over_utf_8_is_read():
    found = read_feed(FEED.format(encoding="utf-16").encode(), f"{BASE}/rss.xml")
    assert found[0].title.startswith("Đường")


def test_a_feed_in_real_utf_16_is_read():
    found = read_feed(FEED.format(encoding="utf-16").encode("utf-16"), f"{BASE}/rss.xml")
    assert len(found) == 2


def test_an_atom_feed_is_read():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Tin</title>'
        '<link href="/tin-1.html"/><updated>2024-03-05T00:10:00+07:00</updated></entry></feed>'
    )
    found = read_feed(atom.encode(), f"{BASE}/atom.xml")
    assert (found[0].url, found[0].day) == (f"{BASE}/tin-1.html", dt.date(2024, 3, 5))


@pytest.mark.parametrize("content", [b"", b"<html><body>x</body></html>", b"{}", b"\x00\x01"])
def test_what_is_no_feed_is_refused(content):
    with pytest.raises(Unreadable):
        read_feed(content, f"{BASE}/rss.xml")


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("Sat, 05 Sep 26 17:09:00 +0700", dt.date(2026, 9, 5)),
        ("Sat, 05 Sep 2026 23:30:00 GMT", dt.date(2026, 9, 6)),
        ("Sat, 05 Sep 2026 23:30:00 GMT+7", dt.date(2026, 9, 5)),
        ("Sat, 05 Sep 2026 00:10:00 GMT+07:00", dt.date(2026, 9, 5)),
        ("9/5/2026 1:30:00 PM", dt.date(2026, 9, 5)),
        ("9/5/2026 12:30:00 AM", dt.date(2026, 9, 5)),
        ("2026-09-05T08:52:11.000 +07:00", dt.date(2026, 9, 5)),
        ("2026-09-05 23:30:00", dt.date(2026, 9, 5)),
        ("05/09/2026 06:30", dt.date(2026, 9, 5)),
        ("5/9/2026 6:30:00 CH", dt.date(2026, 9, 5)),
        ("Thứ Bảy, 05/09/2026 06:30 GMT+7", dt.date(2026, 9, 5)),
        ("0001-01-01T00:00:00+14:00", None),
        ("Sat, 31 Feb 2026 10:00:00 GMT", None),
        ("", None),
        ("hôm qua", None),
    ],
)
def test_broken_feed_dates_are_days_in_vietnam(stated, day):
    assert feed_day(stated) == day


SECTION = "\n".join(
    (
        '<html><head><base href="/thoi-su/">',
        '<link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>',
        '<a href="tin-1.html"><img src=a.jpg></a><a href="tin-1.html">Mưa lũ trên diện rộng</a>',
        "<a onclick=\"xem('/van-ban/nd-12.aspx')\">Nghị định</a><a data-url='/tin-2.html'>Tin hai</a>",
        "<a href=\"javascript:__doPostBack('/tin-3.html','')\">Ba</a><a href='#'>Lên đầu trang</a>",
        '<a href="?trang=2" title="Trang sau">2</a></body></html>',
    )
)


def test_a_section_page_leads_to_its_stories_also_where_links_are_hidden():
    links = read_links(SECTION, f"{BASE}/x").links
    assert [link.url for link in links] == [
        f"{BASE}/thoi-su/tin-1.html",
        f"{BASE}/van-ban/nd-12.aspx",
        f"{BASE}/tin-2.html",
        f"{BASE}/tin-3.html",
        f"{BASE}/thoi-su/?trang=2",
    ]
    assert links[0].title == "Mưa lũ trên diện rộng"


def test_a_section_page_names_its_next_page_and_its_feeds():
    found = read_links(SECTION, f"{BASE}/x")
    assert found.next_page == f"{BASE}/thoi-su/?trang=2"
    assert found.feeds == (f"{BASE}/rss.xml",)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="next" href="/p2">',
        '<a rel="nofollow next" href="/p2">2</a>',
        '<a href="/p2">Tiếp theo</a>',
        '<a href="/p2">»</a>',
        '<a href="/p2" aria-label="Trang sau"></a>',
    ],
)
def test_the_next_page_is_known_by_relation_or_by_word(link):
    assert read_links(f"<body>{link}</body>", f"{BASE}/p1").next_page == f"{BASE}/p2"


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"<", b"<a href=>x</a>"])
def test_a_broken_page_leads_nowhere(content):
    assert not read_links(content, f"{BASE}/x").links


def test_a_source_without_lists_begins_at_its_front_page():
    seeds = plan_of(source()).seeds
    assert [(seed.kind, seed.url) for seed in seeds] == [(SeedKind.SECTION, f"{BASE}/")]


def test_archive_by_day_pages_run_from_today_back_to_the_day_asked_for():
    plan = plan_of(source(archive_by_day="/luu-tru?ngay=%d/%m/%Y"))
    seeds = list(plan.day_seeds(dt.date(2024, 2, 28), dt.date(2024, 3, 1)))
    assert [seed.day.day for seed in seeds] == [1, 29, 28]
    assert seeds[0].url == f"{BASE}/luu-tru?ngay=01%2F03%2F2024"


@pytest.mark.parametrize(
    ("pattern", "section", "expected"),
    [
        ("{section}?trang={page}", "/thoi-su", f"{BASE}/thoi-su?trang=2"),
        ("{section}/trang-{page}", "/thoi-su/", f"{BASE}/thoi-su/trang-2"),
        ("{stem}-p{page}{ending}", "/thoi-su.html", f"{BASE}/thoi-su-p2.html"),
        ("/danh-sach?p={page}", "/thoi-su", f"{BASE}/danh-sach?p=2"),
    ],
)
def test_a_source_says_how_the_pages_of_a_section_are_addressed(pattern, section, expected):
    plan = plan_of(source(sections=[section], section_pages=pattern))
    assert plan.section_page(plan.seeds[0].url, 2) == expected


def test_link_filters_choose_the_articles():
    plan = plan_of(source(link_include=[r"-d\d+\.html$"], link_exclude=["/in/"]))
    assert plan.wants(f"{BASE}/a-d123.html")
    assert plan.wants("https://www.bao.example.vn/a-d123.html")
    assert not plan.wants(f"{BASE}/in/a-d123.html")
    assert not plan.wants(f"{BASE}/a.html")
    assert not plan.wants("https://khac.example.vn/a-d123.html")


def test_without_filters_the_form_of_the_address_chooses():
    plan = plan_of(source())
    assert plan.wants(f"{BASE}/thoi-su/mua-lu-lam-sat-lo-duong.html")
    assert not plan.wants(f"{BASE}/thoi-su")
    assert not plan.wants(f"{BASE}/02-NQ-TU.pdf")


@pytest.mark.parametrize(
    "settings",
    [
        {"link_include": ["("]},
        {"feeds": ["javascript:x"]},
        {"section_pages": "{section}/trang-{so}"},
        {"section_pages": "{section}/trang-{page"},
        {"section_pages": "{section}/trang-2"},
        {"archive_by_day": "/luu-tru?ngay=01-03-2024"},
        {"article_id": r"-\d+\.html$"},
    ],
)
def test_a_setting_that_cannot_be_used_is_named(settings):
    with pytest.raises(SourceInvalid, match=next(iter(settings))):
        plan_of(source(**settings))


def test_links_that_a_script_makes_out_of_attributes_are_read_as_the_source_says():
    rules = [
        {"attribute": "doccate", "address": "/congbao.nsf/SoCongBao?OpenForm&cate={value}", "list": True},
        {"attribute": "data-id", "address": "/van-ban/{value}.aspx"},
    ]
    plan = plan_of(source(link_attributes=rules))
    tree = "<a><span doccate='2026%2FNo.%7B47%7D'>Số 47</span></a><li data-id='nd-12'>Nghị định 12</li>"
    found = read_links(tree, f"{BASE}/congbao.nsf/DanhMucVB", plan.attributes)
    assert found.lists == (f"{BASE}/congbao.nsf/SoCongBao?OpenForm&cate=2026%2FNo.%7B47%7D",)
    assert [link.url for link in found.links] == [f"{BASE}/van-ban/nd-12.aspx"]


def test_a_rule_for_attributes_without_a_place_for_the_value_is_refused():
    with pytest.raises(SourceInvalid, match="link_attributes"):
        plan_of(source(link_attributes=[{"attribute": "id", "address": "/x"}]))


def test_the_word_next_under_a_story_is_no_next_page():
    story = '<a href="/mua-lu-lam-sat-lo-duong-len-ban-51234.html">Tiếp</a>'
    assert read_links(story, f"{BASE}/p1").next_page is None
    numbered = '<a href="/tin-trong-huyen-va-tinh-ta-trang-2.html">Tiếp</a>'
    assert read_links(numbered, f"{BASE}/p1").next_page is not None
