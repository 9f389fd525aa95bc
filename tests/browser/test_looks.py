"""Every page at every size: accessible, no sideways scrolling, readable by keyboard, kept as a picture.

axe takes seconds a page. So each page is looked at whole in one of the four looks (light or dark,
Vietnamese or English), which go round over the pages, and its contrast in the other scheme too;
BAOLUU_LOOKS=all looks at every page in all four.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
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
OF_AN_ARTICLE = {
    "article": "?q=thiet+hai",
    "revisions": "/phien-ban",
    "compared": "/so-sanh",
    "replay": "/ban-luu/1",
}
NAMES = (*PAGES, *OF_AN_ARTICLE, "copies")
LOOKS = tuple(product(("vi", "en"), ("dark", "light")))
EVERY_LOOK = os.environ.get("BAOLUU_LOOKS") == "all"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": ["color-contrast"]}
ONLY_FAULTS = {"resultTypes": ["violations"]}  # what passes is neither gathered nor sent
PAST_THE_EDGE = """(edge => [...document.querySelectorAll("main :is(form, h1, p, ul, input, select, button)")]
    .filter(one => one.getClientRects().length && one.getBoundingClientRect().right > edge + 1)
    .filter(one => !one.closest(".scroll, .unseen, .chart"))
    .map(one => one.outerHTML.slice(0, 80)))(document.querySelector("main").getBoundingClientRect().right)"""


@pytest.fixture(scope="module")
def context(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """One for all: nothing here depends on cookies, and files are fetched once."""
    context = chromium.new_context(base_url=site)
    yield context
    context.close()


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    page.context.clear_cookies()
    page.set_viewport_size({"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.fixture(scope="module")
def articles(context: BrowserContext) -> dict[str, str]:
    """The addresses of an article's pages, found by a search as readers find them."""
    page = context.new_page()
    page.goto("/tim-kiem?q=lu+quet")
    article = (page.locator(".hit h2 a").first.get_attribute("href") or "").partition("?")[0]
    page.goto("/tim-kiem?q=nong+nghiep&group=1")
    page.locator(".hit:has(.copies) h2 a").first.click()
    copies = page.locator("#bai-trung ~ ul a[href*=so-sanh-voi]").first.get_attribute("href") or ""
    page.close()
    return {name: article + rest for name, rest in OF_AN_ARTICLE.items()} | {"copies": copies}


def open_page(page: Page, address: str, language: str, site: str) -> None:
    page.context.add_cookies([{"name": "lang", "value": language, "url": site}])
    page.goto(address)


def faults(page: Page, rules: dict[str, list[str]]) -> list[str]:
    found = Axe().run(page, options=rules | ONLY_FAULTS).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"][:3]]


@pytest.mark.parametrize(("turn", "name"), list(enumerate(NAMES)))
def test_axe_finds_nothing_on_any_page(page: Page, site: str, articles: dict[str, str], turn: int, name: str):
    language, scheme = LOOKS[turn % len(LOOKS)]
    looks = [(language, scheme, RULES), (language, "light" if scheme == "dark" else "dark", CONTRAST)]
    if EVERY_LOOK:
        looks = [(language, scheme, RULES) for language, scheme in LOOKS]
    page.set_viewport_size({"width": 360, "height": 800})
    shown = ""
    for language, scheme, rules in looks:
        if language != shown:
            open_page(page, (PAGES | articles)[name], language, site)
            shown = language
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        if rules is RULES:
            keep(page, f"{name}-360-{language}-{scheme}")
        assert not faults(page, rules), (language, scheme)
    page.set_viewport_size({"width": 1280, "height": 800})
    keep(page, f"{name}-1280-{language}-{scheme}")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_scrolls_sideways_on_a_small_page_or_with_large_letters(
    page: Page, site: str, articles: dict[str, str], name: str, language: str
):
    page.set_viewport_size({"width": 320, "height": 640})
    open_page(page, (PAGES | articles)[name], language, site)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(PAST_THE_EDGE) == []
    page.set_viewport_size({"width": 1280, "height": 800})
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
