"""Every page at every size: accessible, no sideways scrolling, readable by keyboard, kept as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import keep
from tests.web.directives_held import HELD

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "results": "/tim-kiem?q=muong+khoa",
    "narrowed": "/tim-kiem?q=muong&from=2024&section=-Gi%C3%A1o%20d%E1%BB%A5c",
    "grouped": "/tim-kiem?q=nong+nghiep&group=1",
    "many": "/tim-kiem?" + "&".join(f"place={quote(f'xã Mường Khoa {n}')}" for n in range(24)),
    "added": "/tim-kiem?date_field=added&sort=added",
    "nothing": "/tim-kiem?q=chuyen+cu&from=2024",
    "facet": "/tim-kiem/person",
    "day": "/ngay/2024-03-15",
    "calendar": "/lich/2024",
    "candidates": "/van-ban/07-NQ/TU",
    "directive": f"/van-ban/{HELD}",
    "directives": "/van-ban/",
    "persons": "/nhan-vat/",
    "offices": "/nhan-vat/T%C3%B2ng%20Th%E1%BB%8B%20Hoa",
    "person": "/nhan-vat/Tr%E1%BA%A7n%20Qu%E1%BB%91c%20Kh%C3%A1nh",
    "source": "/nguon/bao-muong-khoa",
    "coverage": "/do-phu",
    "about": "/gioi-thieu",
    "help": "/huong-dan",
    "api": "/api/",
    "error": "/tim-kiem?from=2024-02-30",
}
SIZES: tuple[tuple[int, str], ...] = ((360, "dark"), (1280, "light"))
LOOKED_AT_TWICE = {"home", "results", "directive"}  # axe takes seconds; these hold every component
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def context(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """One for all: nothing here depends on cookies, and files are fetched once."""
    context = chromium.new_context(base_url=site)
    yield context
    context.close()


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    page.set_viewport_size({"width": 1280, "height": 900})
    yield page
    page.close()


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"][:3]]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_any_page(page: Page, name: str):
    for width, scheme in SIZES:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(PAGES[name])
        keep(page, f"{name}-{width}-{scheme}")
        if (width, scheme) == SIZES[0] or name in LOOKED_AT_TWICE:
            assert not faults(page), (width, scheme)


@pytest.mark.parametrize("tail", ["?q=thiet+hai", "/phien-ban", "/so-sanh", "/ban-luu/1"])
def test_axe_finds_nothing_on_an_article(page: Page, tail: str):
    page.goto("/tim-kiem?q=lu+quet")
    address = (page.locator(".hit h2 a").first.get_attribute("href") or "").partition("?")[0]
    page.goto(address + tail)
    assert not faults(page)
    name = tail.partition("?")[0].strip("/").replace("/", "-") or "article"
    keep(page, name)
    page.set_viewport_size({"width": 360, "height": 800})
    keep(page, f"{name}-360")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_at_320_pixels(page: Page, name: str):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", ["home", "results", "calendar", "help"])
def test_text_at_twice_its_size_still_fits(page: Page, name: str):
    page.goto(PAGES[name])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_no_request_leaves_the_site(page: Page, site: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("/", "/tim-kiem?q=muong", "/ngay/2024-03-15"):
        page.goto(address)
    assert asked
    assert not [url for url in asked if not url.startswith((site, "data:"))]


def test_vietnamese_letters_are_set_in_our_own_faces(page: Page):
    page.goto("/")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {name.strip('"') for name in loaded} == {"Literata", "Be Vietnam Pro"}


def test_an_article_prints_without_the_things_one_clicks(page: Page):
    page.goto("/tim-kiem?q=lu+quet")
    page.locator(".hit h2 a").first.click()
    page.emulate_media(media="print")
    assert not page.locator(".masthead nav").is_visible()
    assert page.locator(".reading").is_visible()


def test_reduced_motion_is_respected(chromium: Browser, site: str):
    context = chromium.new_context(base_url=site, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    context.close()
