"""A crawl that breaks at any step: the next one ends with what an unbroken one has."""

from __future__ import annotations

import pytest

from archive.captures import CaptureStore, captures_in
from archive.catalog import Catalog
from archive.catalog.attachments import Attachments
from archive.catalog.frontier import Frontier
from archive.home import Home
from tests.crawler.crawling import documents, later, run, small_site, source_of
from tests.crawler.loopback import page, serving

RSS = (
    "<rss version='2.0'><channel>"
    + "".join(f"<item><link>/tin-{n:05}.html</link></item>" for n in (1, 2, 3))
    + "</channel></rss>"
)
STEPS = [
    (CaptureStore, "append_exchange"),
    (Catalog, "store"),
    (Catalog, "record_capture"),
    (Attachments, "note"),
    (Frontier, "add"),
    (Frontier, "finish"),
    (Frontier, "reopen"),
]


class Broken(Exception):
    """What no code expects."""


@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize(("owner", "name"), STEPS, ids=lambda one: getattr(one, "__name__", one))
def test_nothing_a_feed_names_is_lost_wherever_a_crawl_breaks(home: Home, monkeypatch, owner, name, nth):
    with serving(small_site(3) | {"/rss.xml": page(RSS, content_type="text/xml")}) as server:
        source = source_of(server, discover={"sections": [], "feeds": ["/rss.xml"]})
        calls = 0
        whole = getattr(owner, name)

        def breaking(*words, **named):
            nonlocal calls
            calls += 1
            if calls == nth:
                raise Broken
            return whole(*words, **named)

        with monkeypatch.context() as patched:
            patched.setattr(owner, name, breaking)
            with pytest.raises(Broken):
                run(home, source)
        _, ended, _ = run(home, source, clock=later(minutes=5))
        assert set(documents(home)) == {server.url(f"/tin-{n:05}.html") for n in (1, 2, 3)}
        assert ended[0].queued == 0
        # Nothing but the page in hand is asked for again, and its capture is not lost either.
        fetched = [path for path in server.requests if path.startswith("/tin-")]
        assert len(fetched) <= 4
        held = {one.url for one in captures_in(home.captures_folder)}
        assert {server.url(f"/tin-{n:05}.html") for n in (1, 2, 3)} <= held
