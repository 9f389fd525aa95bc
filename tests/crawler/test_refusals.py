"""Pages sent in place of what was asked for."""

import pytest

from archive.home import Home
from crawler.refusals import refusal_of
from tests.crawler.crawling import article, listing, outcomes, run, small_site, source_of
from tests.crawler.loopback import page, serving

WALL = "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
MISSING = "<html><head><title>Không tìm thấy trang</title></head><body>Trang chủ</body></html>"


@pytest.mark.parametrize(
    "text",
    [
        WALL,
        "<title>Attention Required! | Cloudflare</title>",
        "<h1>Xác minh bạn là người</h1>",
        "<html><body>Truy cập của bạn bị từ chối</body></html>",
    ],
)
def test_a_wall_against_robots_is_recognised(text):
    assert refusal_of(text, 200) == "blocked"


@pytest.mark.parametrize(
    "text", [MISSING, "<h1>Lỗi 404</h1>", "<p>Bài viết không tồn tại hoặc đã bị xóa.</p>"]
)
def test_a_page_that_says_it_is_not_there_is_recognised(text):
    assert refusal_of(text, 200) == "soft-404"


@pytest.mark.parametrize(
    "text",
    [
        article("Mường Sại trồng rừng"),
        article("Mường Sại trồng rừng", extra="<p>Dân không tìm thấy giống cây, captcha lỗi.</p>"),
        "",
        "<html></html>",
    ],
)
def test_an_article_that_uses_the_words_is_none(text):
    assert refusal_of(text, 200) is None


def test_a_site_that_refuses_us_is_left_alone(tmp_path):
    paths = [f"/tin-{number:05}.html" for number in range(20)]
    site = small_site(0) | {"/": page(listing(paths))} | {path: page(WALL) for path in paths}
    with serving(site) as server:
        done, ended, _ = run(Home.open(tmp_path / "home"), source_of(server))
        assert ended[0].stopped.startswith("the site refuses us")
        assert len(server.requests) < 10
    assert set(list(outcomes(done, server).values())[1:]) == {"failed blocked"}


def test_a_wall_never_becomes_the_next_state_of_an_article(tmp_path):
    home = Home.open(tmp_path / "home")
    site = small_site(1) | {"/": page(listing(["/tin-00001.html"]))}
    site["/tin-00001.html"] = [page(WALL)]
    with serving(site) as server:
        _, ended, _ = run(home, source_of(server))
    assert ended[0].changes == {}
