"""A real Chromium on the invented archive, served over loopback by the real server.

Screenshots of what the tests see are kept under build/screenshots.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from archive.home import Home
from tests.web import directives_held, holdings
from web import create_app
from web.server import listen, port_of, serve

CHROMIUM = Path(os.environ.get("BAOLUU_CHROMIUM", "/usr/bin/chromium"))
REQUIRED = bool(os.environ.get("BAOLUU_BROWSER_REQUIRED"))  # CI refuses a skip
TODAY = dt.date(2026, 11, 25)
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a site over an archive that was analysed and indexed for real."""
    home = Home.open(tmp_path_factory.mktemp("browser") / "archive")
    holdings.fill(home)
    directives_held.fill(home)
    app = create_app(home, today=lambda: TODAY)
    listening = listen("127.0.0.1", 0)
    threading.Thread(target=serve, args=(app, listening), daemon=True).start()
    return f"http://127.0.0.1:{port_of(listening)}"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if REQUIRED:
            pytest.fail(f"{CHROMIUM} is missing and the browser tests are required")
        pytest.skip(f"{CHROMIUM} is missing; install Debian's chromium or set BAOLUU_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=site, viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test when script breaks or the policy blocks something of ours."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "console",
        lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield page
    assert not troubles


def keep(page: Page, name: str) -> None:
    """Keep a screenshot of the whole page."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
