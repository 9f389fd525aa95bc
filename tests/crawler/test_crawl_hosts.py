"""How a crawl treats hosts: their rules, their pace, their failures; over real HTTP on loopback."""

import datetime as dt

import pytest

from archive.model import Source
from crawler.events import Postponed
from tests.crawler.crawling import (
    ROBOTS,
    JumpingClock,
    article,
    documents,
    listing,
    outcomes,
    run,
    small_site,
    source_of,
)
from tests.crawler.loopback import page, serving


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


def test_sources_are_crawled_side_by_side_and_one_that_is_down_stops_no_other(home):
    with serving(small_site(2)) as good, serving({}) as down:
        pass
    with serving(small_site(2)) as good:
        _, ended, _ = run(home, source_of(down, "xa"), source_of(good, "gan"))
    summaries = {one.source: one for one in ended}
    assert summaries["xa"].failed
    assert summaries["gan"].changes == {"new": 2}


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
