"""The crawl of whole sources, over real HTTP on loopback."""

import datetime as dt
import threading

import pytest

from archive.captures import captures_in
from archive.errors import Busy, SourceInvalid
from archive.model import CaptureKind, Source
from crawler.crawl import CrawlOptions, crawl
from crawler.events import AddressDone, Outcome
from tests.crawler.crawling import (
    JumpingClock,
    article,
    documents,
    due_again,
    later,
    listing,
    outcomes,
    run,
    small_site,
    source_of,
)
from tests.crawler.loopback import page, serving

GONE = page("đã gỡ", status="410 Gone")


def test_a_crawl_brings_in_what_the_lists_name(home):
    with serving(small_site(3)) as server:
        done, ended, _ = run(home, source_of(server))
        assert set(documents(home)) == {server.url(f"/tin-0000{n}.html") for n in (1, 2, 3)}
        assert ended[0].changes == {"new": 3}
        assert outcomes(done, server)["/tin-00001.html"] == "fetched"


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


def test_a_limit_stops_after_so_many_pages_and_the_next_run_goes_on(home):
    with serving(small_site(5)) as server:
        _, ended, _ = run(home, source_of(server), limit=2)
        assert (ended[0].changes, ended[0].queued) == ({"new": 2}, 3)
        run(home, source_of(server))
        assert len(documents(home)) == 5
        assert all(server.count(f"/tin-0000{n}.html") == 1 for n in range(1, 6))


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


def test_a_setting_that_is_misspelt_is_refused(home):
    with serving(small_site(1)) as server:
        with pytest.raises(SourceInvalid, match="link_inclued"):
            run(home, source_of(server, discover={"link_inclued": ["x"]}))
        with pytest.raises(SourceInvalid, match="dealy"):
            run(home, source_of(server, crawl={"dealy": 1.0}))
