"""What a crawl finds to fetch, in which order, and where it ends; over real HTTP on loopback."""

import datetime as dt

from tests.crawler.crawling import (
    ROBOTS,
    JumpingClock,
    article,
    documents,
    later,
    listing,
    outcomes,
    run,
    small_site,
    source_of,
)
from tests.crawler.loopback import page, serving


def test_since_leaves_out_what_is_known_to_be_older(home):
    rss = (
        "<rss version='2.0'><channel>"
        "<item><link>/tin-00001.html</link><pubDate>Thu, 05 Mar 2026 10:00:00 +0700</pubDate></item>"
        "<item><link>/tin-00002.html</link><pubDate>Sun, 01 Mar 2026 10:00:00 +0700</pubDate></item>"
        "</channel></rss>"
    )
    site = small_site(2) | {"/rss.xml": page(rss, content_type="text/xml")}
    with serving(site) as server:
        source = source_of(server, discover={"sections": [], "feeds": ["/rss.xml"]})
        _, ended, _ = run(home, source, since=dt.date(2026, 3, 2))
        assert list(documents(home)) == [server.url("/tin-00001.html")]
    assert ended[0].older == 1


def test_the_newest_pages_are_fetched_first(home):
    rss = (
        "<rss version='2.0'><channel>"
        "<item><link>/tin-00001.html</link><pubDate>Sun, 01 Mar 2026 10:00:00 +0700</pubDate></item>"
        "<item><link>/tin-00002.html</link><pubDate>Thu, 05 Mar 2026 10:00:00 +0700</pubDate></item>"
        "</channel></rss>"
    )
    with serving(small_site(2) | {"/rss.xml": page(rss)}) as server:
        run(home, source_of(server, discover={"sections": [], "feeds": ["/rss.xml"]}))
        assert server.requests[-2:] == ["/tin-00002.html", "/tin-00001.html"]


def test_a_section_is_walked_until_three_pages_bring_nothing_new(home):
    site = small_site(4)
    site["/"] = page(listing(["/tin-00001.html"], '<a href="/p2">Trang sau</a>'))
    site["/p2"] = page(listing(["/tin-00002.html"], '<a href="/p3">Trang sau</a>'))
    for number in range(3, 20):
        site[f"/p{number}"] = page(listing(["/tin-00001.html"], f'<a href="/p{number + 1}">Trang sau</a>'))
    with serving(site) as server:
        run(home, source_of(server))
        pages = [path for path in server.requests if path.startswith("/p")]
    assert pages == ["/p2", "/p3", "/p4", "/p5"]


def test_a_calendar_without_end_ends(home):
    class Endless(dict):
        def get(self, path, default=None):
            if path.startswith("/lich"):
                number = int(path.rpartition("=")[2])
                rest = f'<a href="/lich?thang={number + 1}">Trang sau</a>'
                return page(listing([f"/tin-{number:05}.html"], rest))
            if path.startswith("/tin-"):
                return page(article(f"Tin số {path[5:10]} của huyện"))
            return super().get(path, default)

    with serving({}) as server:
        server.answers = Endless({"/robots.txt": ROBOTS, "/": page('<a href="/lich?thang=1">Trang sau</a>')})
        run(home, source_of(server, discover={"most_section_pages": 8}))
        lists = [path for path in server.requests if path.startswith("/lich")]
    assert len(lists) == 7


def test_a_site_that_answers_every_address_alike_is_stopped(home):
    paths = [f"/tin-{number:05}.html" for number in range(60)]
    site = {"/robots.txt": ROBOTS, "/": page(listing(paths))}
    site |= {
        path: page(article("Trang thông tin điện tử huyện Mường Sại", extra=f"<p>{path}</p>"))
        for path in paths
    }
    with serving(site) as server:
        _, ended, _ = run(home, source_of(server))
        assert ended[0].stopped.startswith("trap:")
        assert len(server.requests) < 40


def test_sitemaps_that_name_each_other_end(home):
    index = "<sitemapindex>{}</sitemapindex>"
    entry = "<sitemap><loc>{}</loc></sitemap>"
    with serving({"/robots.txt": ROBOTS, "/tin-00001.html": page(article("Tin một của huyện"))}) as server:
        one, two = server.url("/s1.xml"), server.url("/s2.xml")
        server.answers["/s1.xml"] = page(index.format(entry.format(one) + entry.format(two)))
        server.answers["/s2.xml"] = page(
            f"<urlset><url><loc>{server.url('/tin-00001.html')}</loc></url></urlset>"
        )
        run(home, source_of(server, discover={"sections": [], "sitemaps": ["/s1.xml"]}))
        assert (server.count("/s1.xml"), server.count("/s2.xml")) == (1, 1)
        assert len(documents(home)) == 1


def test_sitemaps_named_in_robots_txt_are_read(home):
    site = small_site(1) | {"/": page("không có gì")}
    with serving(site) as server:
        server.answers["/robots.txt"] = page(f"Sitemap: {server.url('/s.xml')}\n")
        urls = f"<urlset><url><loc>{server.url('/tin-00001.html')}</loc></url></urlset>"
        server.answers["/s.xml"] = page(urls)
        run(home, source_of(server))
        assert len(documents(home)) == 1


def test_a_list_that_is_broken_is_named_and_the_others_go_on(home):
    with serving(small_site(1) | {"/rss.xml": page("<html>404</html>")}) as server:
        done, ended, _ = run(home, source_of(server, discover={"feeds": ["/rss.xml"]}))
        assert outcomes(done, server)["/rss.xml"] == "failed unreadable-feed"
    assert ended[0].changes == {"new": 1}


def test_spellings_of_one_address_are_fetched_once(home):
    site = small_site(1)
    links = ["/tin-00001.html", "/tin-00001.html#box_comment", "/tin-00001.html?utm_source=x&fbclid=1"]
    site["/"] = page(listing(links))
    with serving(site) as server:
        run(home, source_of(server))
        assert [path for path in server.requests if path.startswith("/tin")] == ["/tin-00001.html"]


def test_a_feed_that_the_front_page_names_is_read(home):
    rss = "<rss version='2.0'><channel><item><link>/tin-00001.html</link></item></channel></rss>"
    site = small_site(1) | {
        "/": page('<head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head>'),
        "/rss.xml": page(rss),
    }
    with serving(site) as server:
        run(home, source_of(server))
        assert list(documents(home)) == [server.url("/tin-00001.html")]


def test_a_source_that_names_only_its_front_page_is_walked_by_its_sections(home):
    site = small_site(2) | {
        "/": page(listing(["/thoi-su", "/kinh-te/", "/tag/rung", "/tin-00001.html"])),
        "/thoi-su": page(listing(["/tin-00002.html"])),
        "/kinh-te/": page(listing([])),
    }
    with serving(site) as server:
        run(home, source_of(server))
        assert len(documents(home)) == 2
        assert (server.count("/kinh-te/"), server.count("/tag/rung")) == (1, 0)


def test_after_a_limit_the_next_run_looks_at_the_lists_again(home):
    with serving(small_site(3)) as server:
        clock = JumpingClock()
        run(home, source_of(server), clock=clock, limit=1)
        clock.at += dt.timedelta(minutes=1)
        run(home, source_of(server), clock=clock, limit=1)
        assert server.count("/") == 2


def test_what_appears_on_a_list_is_fetched_by_the_next_run(home):
    site = small_site(2)
    site["/"] = [page(listing(["/tin-00001.html"])), page(listing(["/tin-00002.html", "/tin-00001.html"]))]
    with serving(site) as server:
        run(home, source_of(server))
        done, _, _ = run(home, source_of(server), clock=later(minutes=30))
        assert outcomes(done, server) == {"/": "fetched", "/tin-00002.html": "fetched"}


def test_an_article_under_two_slugs_is_fetched_once_where_the_source_tells_its_id(home):
    site = small_site(0) | {
        "/": page(listing(["/mua-lu-d12345.html", "/mua-lu-lon-d12345.html", "/khac-d12346.html"])),
        "/mua-lu-d12345.html": page(article("Mưa lũ ở Mường Sại")),
        "/khac-d12346.html": page(article("Tin khác ở Mường Sại")),
    }
    with serving(site) as server:
        run(home, source_of(server, discover={"article_id": r"-d(\d+)\.html$"}))
        assert [path for path in server.requests if "-d" in path] == [
            "/mua-lu-d12345.html",
            "/khac-d12346.html",
        ]
