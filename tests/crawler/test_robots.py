"""What robots.txt means, case by case (RFC 9309)."""

import datetime as dt

import pytest

from archive.catalog.frontier import Frontier
from crawler.net import Exchange
from crawler.robots import LONGEST_DELAY, RobotsState, read_robots, unreachable
from crawler.robotsbook import RobotsBook

BASE = "https://bao.example.vn"
NOON = dt.datetime(2026, 3, 7, 5, tzinfo=dt.UTC)


def allowed(text: str | bytes, path: str, status: int = 200) -> bool:
    body = text.encode() if isinstance(text, str) else text
    return read_robots(status, body, "baoluu").allows(BASE + path)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:\n", "/a", True),
        ("User-agent: *\nDisallow: /\n", "/a", False),
        ("User-agent: *\nDisallow: /\n", "/robots.txt", True),
        ("User-agent: *\nDisallow: /admin\n", "/admin", False),
        ("User-agent: *\nDisallow: /admin\n", "/administrator", False),
        ("User-agent: *\nDisallow: /admin/\n", "/admin", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b\n", "/a/b/c", False),
        ("User-agent: *\nDisallow: /a/b\nAllow: /a/b\n", "/a/b", True),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/van-ban/01.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/van-ban/01.pdf?x=1", True),
        ("User-agent: *\nDisallow: /*print=\n", "/tin?print=1", False),
        ("User-agent: *\nDisallow: /tìm-kiếm\n", "/t%C3%ACm-ki%E1%BA%BFm", False),
        ("User-agent: *\nDisallow: /tìm-kiếm\n", "/tìm-kiếm?x=1", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: baoluu\nDisallow: /x\n", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: baoluu\nDisallow: /x\n", "/x", False),
        ("User-agent: baoluu\nDisallow: /\n\nUser-agent: *\nDisallow:\n", "/a", False),
        ("User-agent: BaoLuu\nDisallow: /\n", "/a", False),
        ("User-agent: googlebot\nDisallow: /\n", "/a", True),
        ("User-agent: a\nUser-agent: baoluu\nDisallow: /x\n", "/x", False),
        ("user-agent:*\ndisallow:/x\n", "/x", False),
        ("User-agent: *  # all\nDisallow: /x  # not this\n", "/x", False),
        ("User-agent: *\r\nDisallow: /x\r\n", "/x", False),
        ("Disallow: /x\n", "/x", True),
        ("User-agent: *\nNonsense\nDisallow: /x\n", "/x", False),
        ("User-agent: *\nDisallow: /x\nSitemap: https://bao.example.vn/s.xml\nDisallow: /y\n", "/y", False),
    ],
)
def test_rules_are_read_as_the_standard_says(text, path, expected):
    assert allowed(text, path) is expected


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_a_byte_order_mark_hides_no_rule(mark):
    assert not allowed(mark + b"User-agent: *\nDisallow: /admin\n", "/admin")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_client_error_means_there_are_no_rules(status):
    assert allowed(b"whatever", "/a", status)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 599, 301, 100])
def test_other_answers_mean_nobody_knows_and_nothing_is_allowed(status):
    assert not allowed(b"User-agent: *\nAllow: /\n", "/a", status)


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html><html>Trang chủ</html>", "\ufeff <html>", "<script>x()</script>", "<HTML><HEAD>"]
)
def test_a_web_page_in_place_of_the_file_is_not_taken_for_no_rules(page):
    assert not allowed(page, "/a")


def test_a_source_may_say_that_a_web_page_means_no_file():
    robots = read_robots(200, b"<html></html>", "baoluu", page_means_none=True)
    assert robots.state is RobotsState.NONE
    assert robots.allows(f"{BASE}/a")


def test_rules_within_the_first_500_kib_count():
    filler = b"# " + b"x" * 78 + b"\n"
    early = filler * 6000 + b"User-agent: *\nDisallow: /x\n"
    assert len(early) > 480_000
    assert not allowed(early, "/x")


def test_a_huge_file_is_read_only_in_its_beginning():
    robots = read_robots(200, b"User-agent: *\nDisallow: /x\n" + b"#" * 20_000_000, "baoluu")
    assert not robots.allows(f"{BASE}/x")


def test_a_crawl_delay_is_honoured():
    assert read_robots(200, b"User-agent: *\nCrawl-delay: 7\n", "baoluu").delay == 7


def test_a_crawl_delay_too_long_to_keep_means_not_to_crawl():
    text = f"User-agent: *\nCrawl-delay: {LONGEST_DELAY + 1}\n"
    assert not allowed(text, "/a")


def test_sitemaps_are_named():
    robots = read_robots(200, b"Sitemap: https://bao.example.vn/a.xml\n", "baoluu")
    assert list(robots.sitemaps) == ["https://bao.example.vn/a.xml"]


def test_bytes_that_are_no_text_do_no_harm():
    assert allowed(bytes(range(256)) * 10, "/a")


def test_no_answer_allows_nothing():
    assert not unreachable("timeout", "baoluu").allows(f"{BASE}/a")


def answer(status: int, body: bytes) -> Exchange:
    return Exchange(
        url=f"{BASE}/robots.txt",
        at=NOON,
        request=b"",
        status=status,
        status_line=f"HTTP/1.1 {status}",
        headers=(),
        body=body,
        content=body,
        address="203.162.1.1",
        seconds=0.1,
    )


@pytest.fixture
def frontier(tmp_path):
    one = Frontier(f"sqlite:///{tmp_path / 'catalog.db'}")
    yield one
    one.close()


def book(frontier: Frontier) -> RobotsBook:
    return RobotsBook(frontier, "baoluu", page_means_none=False)


def test_rules_are_kept_for_a_day_also_by_the_next_run(frontier):
    book(frontier).enter(BASE, NOON, answer(200, b"User-agent: *\nDisallow: /x\n"))
    later = book(frontier).rules(BASE, NOON + dt.timedelta(hours=23))
    assert later is not None
    assert not later.allows(f"{BASE}/x")
    assert book(frontier).rules(BASE, NOON + dt.timedelta(hours=24)) is None


def test_a_failing_host_keeps_its_last_good_rules_for_a_day(frontier):
    book(frontier).enter(BASE, NOON, answer(200, b"User-agent: *\nDisallow: /x\n"))
    soon = book(frontier).enter(BASE, NOON + dt.timedelta(hours=20), answer(503, b""))
    assert soon.allows(f"{BASE}/a")
    assert not soon.allows(f"{BASE}/x")
    late = book(frontier).enter(BASE, NOON + dt.timedelta(hours=25), "timeout")
    assert not late.allows(f"{BASE}/a")


def test_a_failure_is_asked_again_by_the_next_run(frontier):
    book(frontier).enter(BASE, NOON, "timeout")
    assert book(frontier).rules(BASE, NOON + dt.timedelta(minutes=1)) is None
