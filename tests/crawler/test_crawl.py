"""The crawl of whole sources, over real HTTP on loopback."""

import datetime as dt
import threading

import pytest

from archive.captures import captures_in
from archive.catalog.frontier import Frontier
from archive.errors import Busy, SourceInvalid
from archive.home import Home
from archive.model import CaptureKind, Source
from crawler.crawl import CrawlOptions, crawl
from crawler.events import AddressDone, Outcome, Postponed
from tests.crawler.crawling import (
    ROBOTS,
    JumpingClock,
    article,
    listing,
    outcomes,
    run,
    small_site,
    source_of,
)
from tests.crawler.loopback import page, serving

GONE = page("đã gỡ", status="410 Gone")


@pytest.fixture
def home(tmp_path) -> Home:
    return Home.open(tmp_path / "home")


def documents(home: Home) -> dict[str, object]:
    catalog = home.catalog()
    try:
        return {revision.document.url: revision for revision in catalog.latest_revisions()}
    finally:
        catalog.close()


def later(minutes: int = 120) -> JumpingClock:
    """A clock for a second run."""
    return JumpingClock(JumpingClock().at + dt.timedelta(minutes=minutes))


def due_again(home: Home) -> None:
    """Let every page be due for its next visit."""
    frontier = Frontier(home.catalog_url)
    with frontier.atomic() as connection:
        connection.exec_driver_sql(
            "UPDATE crawl_address SET next_visit = '2020-01-01T00:00:00.000000Z' WHERE kind = 'page'"
        )
    frontier.close()


def test_a_crawl_brings_in_what_the_lists_name(home):
    with serving(small_site(3)) as server:
        done, ended, _ = run(home, source_of(server))
        assert set(documents(home)) == {server.url(f"/tin-0000{n}.html") for n in (1, 2, 3)}
        assert ended[0].changes == {"new": 3}
        assert outcomes(done, server)["/tin-00001.html"] == "fetched"


def test_robots_txt_is_asked_for_first_and_kept_for_a_day(home):
    with serving(small_site(1)) as server:
        clock = JumpingClock()
        run(home, source_of(server), clock=clock)
        assert server.requests[0] == "/robots.txt"
        run(home, source_of(server), clock=clock)
        assert server.count("/robots.txt") == 1
        clock.at += dt.timedelta(days=1)
        run(home, source_of(server), clock=clock)
        assert server.count("/robots.txt") == 2


def test_what_robots_txt_forbids_is_skipped_with_its_reason_and_never_asked(home):
    site = small_site(1) | {"/": page(listing(["/cam/tin-12345.html", "/tin-00001.html"]))}
    with serving(site) as server:
        done, ended, _ = run(home, source_of(server))
        assert outcomes(done, server)["/cam/tin-12345.html"] == "skipped robots"
        assert "/cam/tin-12345.html" not in server.requests
        assert ended[0].reasons == {"skipped robots": 1}


@pytest.mark.parametrize(
    "robots", [page(status="503 Service Unavailable"), page("<html>Trang chủ</html>"), b""]
)
def test_a_host_whose_rules_nobody_knows_is_not_asked_for_pages(home, robots):
    with serving(small_site(1) | {"/robots.txt": robots}) as server:
        done, ended, _ = run(home, source_of(server))
        assert outcomes(done, server) == {"/": "skipped robots-unreachable"}
        assert ended[0].failed
        assert set(server.requests) == {"/robots.txt"}


def test_a_redirect_of_robots_txt_is_followed(home):
    site = small_site(1) | {
        "/robots.txt": page(status="301 Moved", headers={"Location": "/r.txt"}),
        "/r.txt": page("User-agent: *\nDisallow: /tin\n"),
    }
    with serving(site) as server:
        done, _, _ = run(home, source_of(server))
    assert outcomes(done, server)["/tin-00001.html"] == "skipped robots"


def test_every_address_ends_in_exactly_one_outcome_and_the_sums_agree(home):
    site = small_site(2) | {
        "/": page(listing(["/tin-00001.html", "/tin-00002.html", "/cam/a-12345.html", "/hong-12345.html"])),
        "/hong-12345.html": page(status="403 Forbidden"),
    }
    with serving(site) as server:
        done, ended, _ = run(home, source_of(server))
    assert len({event.url for event in done}) == len(done)
    assert sum(ended[0].outcomes.values()) == len(done) == ended[0].addresses
    assert ended[0].outcomes == {"fetched": 3, "skipped": 1, "failed": 1}
    assert ended[0].queued == 0


def test_run_again_nothing_is_fetched_twice_but_the_lists(home):
    with serving(small_site(3)) as server:
        run(home, source_of(server))
        before = len(server.requests)
        _, ended, _ = run(home, source_of(server), clock=later(minutes=30))
        assert server.requests[before:] == ["/"]
        assert ended[0].changes == {}


def test_a_page_that_is_due_is_asked_for_conditionally_and_304_is_a_revisit(home):
    site = small_site(1)
    first = site["/tin-00001.html"]
    site["/tin-00001.html"] = [first, page(status="304 Not Modified")]
    with serving(site) as server:
        run(home, source_of(server))
        due_again(home)
        done, _, _ = run(home, source_of(server), clock=later())
        assert outcomes(done, server)["/tin-00001.html"] == "unchanged"
        assert b'If-None-Match: "1"' in server.heads[-1]
        kinds = [one.capture.kind for one in captures_in(home.captures_folder) if one.url.endswith("1.html")]
    assert kinds == [CaptureKind.RESPONSE, CaptureKind.REVISIT]


def test_the_same_payload_again_is_a_revisit(home):
    site = small_site(1)
    site["/tin-00001.html"] = page(article("Mường Sại trồng rừng"))
    with serving(site) as server:
        run(home, source_of(server))
        due_again(home)
        done, _, _ = run(home, source_of(server), clock=later())
    assert outcomes(done, server)["/tin-00001.html"] == "unchanged"


def test_a_changed_article_becomes_the_next_revision(home):
    site = small_site(1)
    site["/tin-00001.html"] = [
        page(article("Mường Sại trồng rừng vụ xuân")),
        page(article("Mường Sại trồng rừng vụ xuân (đính chính)")),
    ]
    with serving(site) as server:
        run(home, source_of(server))
        due_again(home)
        _, ended, _ = run(home, source_of(server), clock=later())
        assert ended[0].changes == {"changed": 1}
        revision = documents(home)[server.url("/tin-00001.html")]
    assert revision.number == 2
    assert "đính chính" in revision.document.title


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_page_that_is_gone_is_noted_and_its_copy_stays(home, status):
    site = small_site(1)
    site["/tin-00001.html"] = [page(article("Mường Sại trồng rừng")), page("", status=status)]
    with serving(site) as server:
        run(home, source_of(server))
        due_again(home)
        done, _, _ = run(home, source_of(server), clock=later())
        assert outcomes(done, server)["/tin-00001.html"] == f"failed http-{status[:3]}"
        revision = documents(home)[server.url("/tin-00001.html")]
        catalog = home.catalog()
        assert catalog.gone_since(revision.document.id) is not None
        catalog.close()


def test_an_article_is_due_again_after_an_hour(home):
    clock = JumpingClock()
    with serving(small_site(1)) as server:
        run(home, source_of(server), clock=clock)
        clock.at += dt.timedelta(minutes=59)
        run(home, source_of(server), clock=clock)
        assert server.count("/tin-00001.html") == 1
        clock.at += dt.timedelta(minutes=2)
        run(home, source_of(server), clock=clock)
        assert server.count("/tin-00001.html") == 2


def test_a_redirect_ends_one_address_and_begins_another(home):
    site = small_site(1) | {
        "/": page(listing(["/cu-12345.html"])),
        "/cu-12345.html": page(status="301 Moved", headers={"Location": "/tin-00001.html"}),
    }
    with serving(site) as server:
        done, _, _ = run(home, source_of(server))
    assert outcomes(done, server)["/cu-12345.html"] == "redirected"
    assert outcomes(done, server)["/tin-00001.html"] == "fetched"


def test_a_redirect_loop_ends(home):
    site = small_site(0) | {
        "/": page(listing(["/a-12345.html"])),
        "/a-12345.html": page(status="302 Found", headers={"Location": "/b-12345.html"}),
        "/b-12345.html": page(status="302 Found", headers={"Location": "/a-12345.html"}),
    }
    with serving(site) as server:
        done, _, _ = run(home, source_of(server))
    assert outcomes(done, server)["/b-12345.html"] == "failed redirect-loop"
    assert server.count("/a-12345.html") == 1


def test_redirects_are_bounded(home):
    site = small_site(0) | {"/": page(listing(["/r-10000.html"]))}
    for number in range(20):
        target = {"Location": f"/r-{10001 + number}.html"}
        site[f"/r-{10000 + number}.html"] = page(status="302 Found", headers=target)
    with serving(site) as server:
        done, _, _ = run(home, source_of(server))
    assert "failed too-many-redirects" in outcomes(done, server).values()
    assert len([path for path in server.requests if path.startswith("/r-")]) == 6


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://127.0.0.1:1/x", "file:///etc/passwd"]
)
def test_a_redirect_to_a_private_address_goes_nowhere(home, target):
    site = small_site(0) | {
        "/": page(listing(["/a-12345.html"])),
        "/a-12345.html": page(status="302 Found", headers={"Location": target}),
    }
    with serving(site) as server:
        done, _, _ = run(home, source_of(server))
    assert outcomes(done, server)["/a-12345.html"] in ("redirected out-of-scope", "failed redirect-nowhere")
    assert len(done) == 2


def test_a_source_that_does_not_open_loopback_reaches_nothing_there(home):
    with serving(small_site(1)) as server:
        _, ended, _ = run(home, source_of(server, crawl={"allow_private": False}))
        assert ended[0].failed
        assert server.requests == []


def test_429_makes_the_whole_host_wait_as_long_as_it_asks(home):
    site = small_site(2)
    site["/tin-00001.html"] = [
        page(status="429 Too Many Requests", headers={"Retry-After": "90"}),
        page(article("Mường Sại trồng rừng")),
    ]
    clock = JumpingClock()
    with serving(site) as server:
        done, _, events = run(home, source_of(server), clock=clock)
        assert clock.waited >= 90
        assert outcomes(done, server)["/tin-00001.html"] == "fetched"
    assert [event.reason for event in events if isinstance(event, Postponed)] == ["http-429"]


def test_a_host_that_asks_for_hours_is_left_to_the_next_run_and_not_asked_before(home):
    site = small_site(2)
    site["/tin-00001.html"] = [
        page(status="503 Unavailable", headers={"Retry-After": "7200"}),
        page(article("Mường Sại trồng rừng")),
    ]
    clock = JumpingClock()
    with serving(site) as server:
        _, ended, _ = run(home, source_of(server), clock=clock)
        assert ended[0].stopped.startswith("host rests until")
        assert ended[0].queued == 2
        before = len(server.requests)
        run(home, source_of(server), clock=clock)
        assert len(server.requests) == before
        clock.at += dt.timedelta(hours=2)
        _, ended, _ = run(home, source_of(server), clock=clock)
    assert ended[0].queued == 0
    assert ended[0].changes == {"new": 2}


def test_a_server_error_is_tried_three_times_with_growing_pauses(home):
    clock = JumpingClock()
    with serving(small_site(1) | {"/tin-00001.html": page(status="500 Error")}) as server:
        done, _, _ = run(home, source_of(server), clock=clock)
        assert server.count("/tin-00001.html") == 3
    assert outcomes(done, server)["/tin-00001.html"] == "failed http-500"
    assert clock.waited >= 30 + 60


def test_the_delay_is_kept_between_two_requests_to_a_host(home):
    clock = JumpingClock()
    with serving(small_site(3)) as server:
        run(home, source_of(server, crawl={"delay": 5.0}), clock=clock)
        assert clock.waited >= 5.0 * (len(server.requests) - 1)


def test_a_crawl_delay_in_robots_txt_is_kept(home):
    clock = JumpingClock()
    robots = page("User-agent: *\nCrawl-delay: 20\n")
    with serving(small_site(2) | {"/robots.txt": robots}) as server:
        run(home, source_of(server), clock=clock)
    assert clock.waited >= 20 * 3


def test_a_limit_stops_after_so_many_pages_and_the_next_run_goes_on(home):
    with serving(small_site(5)) as server:
        _, ended, _ = run(home, source_of(server), limit=2)
        assert (ended[0].changes, ended[0].queued) == ({"new": 2}, 3)
        run(home, source_of(server))
        assert len(documents(home)) == 5
        assert all(server.count(f"/tin-0000{n}.html") == 1 for n in range(1, 6))


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


def test_a_page_without_an_article_is_captured_and_says_what_it_is(home):
    site = small_site(0) | {
        "/": page(listing(["/muc-luc-12345.html"])),
        "/muc-luc-12345.html": page(listing([f"/tin-{n:05}.html" for n in range(60)])),
    }
    with serving(site) as server:
        done, _, _ = run(home, source_of(server))
        captured = {one.url for one in captures_in(home.captures_folder)}
        assert server.url("/muc-luc-12345.html") in captured
    last = next(event for event in done if event.url.endswith("/muc-luc-12345.html"))
    assert last.outcome is Outcome.FETCHED
    assert last.document is None
    assert last.reason


def test_spellings_of_one_address_are_fetched_once(home):
    site = small_site(1)
    links = ["/tin-00001.html", "/tin-00001.html#box_comment", "/tin-00001.html?utm_source=x&fbclid=1"]
    site["/"] = page(listing(links))
    with serving(site) as server:
        run(home, source_of(server))
        assert [path for path in server.requests if path.startswith("/tin")] == ["/tin-00001.html"]


def test_sources_are_crawled_side_by_side_and_one_that_is_down_stops_no_other(home):
    with serving(small_site(2)) as good, serving({}) as down:
        pass
    with serving(small_site(2)) as good:
        _, ended, _ = run(home, source_of(down, "xa"), source_of(good, "gan"))
    summaries = {one.source: one for one in ended}
    assert summaries["xa"].failed
    assert summaries["gan"].changes == {"new": 2}


def test_a_second_crawl_of_one_home_says_so_and_leaves(home):
    with serving(small_site(3)) as server:
        first = crawl(home, [source_of(server)], clock=JumpingClock())
        next(first)
        with pytest.raises(Busy):
            next(crawl(home, [source_of(server)], clock=JumpingClock()))
        assert len([event for event in first if isinstance(event, AddressDone)]) == 4


def test_a_stop_finishes_the_page_in_hand_and_leaves_the_rest_queued(home):
    stop = threading.Event()
    with serving(small_site(5)) as server:
        events = []
        for event in crawl(home, [source_of(server)], CrawlOptions(stop=stop), clock=JumpingClock()):
            events.append(event)
            if isinstance(event, AddressDone) and event.document:
                stop.set()
        assert events[-1].stopped == "interrupted"
        assert events[-1].queued == 4
        run(home, source_of(server))
        assert len(documents(home)) == 5
        assert server.count("/tin-00001.html") == 1


def test_a_source_that_is_only_imported_cannot_be_crawled(home):
    with pytest.raises(SourceInvalid):
        list(crawl(home, [Source(key="x", name="x", kind="portal", home="")]))


def test_a_setting_that_is_no_number_is_refused_before_anything_is_asked(home):
    with serving(small_site(1)) as server:
        with pytest.raises(SourceInvalid, match="delay"):
            run(home, source_of(server, crawl={"delay": "fast"}))
        assert server.requests == []


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


def test_a_file_that_an_article_links_to_is_fetched_and_kept(home):
    link = '<p>Toàn văn: <a href="/tep/ke-hoach-trong-rung.pdf">Kế hoạch trồng rừng năm 2026</a></p>'
    site = small_site(1) | {
        "/tin-00001.html": page(article("Mường Sại trồng rừng vụ xuân", extra=link)),
        "/tep/ke-hoach-trong-rung.pdf": page(b"%PDF-1.4 trong", content_type="application/pdf"),
    }
    with serving(site) as server:
        done, _, _ = run(home, source_of(server))
        captured = {one.url for one in captures_in(home.captures_folder)}
        assert server.url("/tep/ke-hoach-trong-rung.pdf") in captured
    kinds = {event.url.rpartition("/")[2]: event.kind for event in done}
    assert kinds["ke-hoach-trong-rung.pdf"] == "attachment"


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


def test_one_broken_page_does_not_hold_up_the_others(home):
    site = small_site(4) | {"/tin-00001.html": page(status="500 Error")}
    clock = JumpingClock()
    with serving(site) as server:
        _, ended, _ = run(home, source_of(server), clock=clock)
        assert len(documents(home)) == 3
        pages = [path for path in server.requests if path.startswith("/tin")]
    assert pages[:4] == [f"/tin-0000{n}.html" for n in (1, 2, 3, 4)]
    assert ended[0].reasons == {"failed http-500": 1}
    assert ended[0].stopped == ""


def test_a_host_that_is_down_is_given_up_for_this_run_in_minutes(home):
    with serving(small_site(3)) as server:
        source = source_of(server, discover={"sections": ["/", "/a", "/b", "/c"]})
    clock = JumpingClock()
    _, ended, _ = run(home, source, clock=clock)
    assert ended[0].failed
    assert clock.waited < 300


def test_pages_of_a_host_whose_rules_cannot_be_read_wait_for_the_next_run(home):
    site = small_site(3)
    clock = JumpingClock()
    with serving(site) as server:
        run(home, source_of(server), clock=clock, limit=1)
        clock.at += dt.timedelta(days=2)
        server.answers["/robots.txt"] = page(status="503 Unavailable")
        _, ended, _ = run(home, source_of(server), clock=clock)
        assert ended[0].stopped.startswith("robots.txt unreachable")
        assert ended[0].queued == 3
        server.answers["/robots.txt"] = ROBOTS
        run(home, source_of(server), clock=clock)
        assert len(documents(home)) == 3


def test_a_resting_host_does_not_hold_up_another_of_the_source(home):
    with serving(small_site(2)) as main, serving(small_site(2)) as second:
        main.answers["/tin-00001.html"] = page(status="503 Wait", headers={"Retry-After": "7200"})
        source = source_of(main, discover={"sections": ["/", second.home]})
        both = Source(
            key="hai",
            name="Hai máy chủ",
            kind="newspaper",
            home=main.home,
            hosts=(main.host, second.host),
            settings=source.settings,
        )
        _, ended, _ = run(home, both)
        assert second.url("/tin-00001.html") in documents(home)
    assert ended[0].stopped.startswith("host rests")


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


def test_a_setting_that_is_misspelt_is_refused(home):
    with serving(small_site(1)) as server:
        with pytest.raises(SourceInvalid, match="link_inclued"):
            run(home, source_of(server, discover={"link_inclued": ["x"]}))
        with pytest.raises(SourceInvalid, match="dealy"):
            run(home, source_of(server, crawl={"dealy": 1.0}))
