"""RSS and Atom feeds, the broken ones included: feedparser reads, we mend what it cannot.

Known breaks: utf-16 declared over UTF-8 bytes, dates in every form that pages write them in too
(see crawler.extract.dates), relative links, entities inside titles.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import feedparser

from crawler.addresses import resolve_link
from crawler.discover.found import Found, Unreadable
from crawler.extract.dates import stated_moment

MOST_ENTRIES = 2_000
_DECLARED = re.compile(rb"^\s*<\?xml([^>]*?)encoding=[\"']([\w-]+)[\"']([^>]*)\?>", re.IGNORECASE)
# What feedparser lets out of its reader for broken markup, unclosed tags above all.
_TANGLED = (LookupError, AttributeError, TypeError, ValueError, AssertionError, RecursionError)


def read_feed(content: bytes, url: str) -> list[Found]:
    """The entries of a feed, in its order. Raises: Unreadable when it is no feed."""
    try:
        parsed = feedparser.parse(_mended(content), sanitize_html=False, resolve_relative_uris=False)
    except _TANGLED as error:
        raise Unreadable(f"not a feed: {error}") from error
    entries: list[Any] = list(parsed.get("entries", ()))
    if not entries and not parsed.get("version"):
        raise Unreadable(f"not a feed: {parsed.get('bozo_exception', 'no entries')}")
    found = []
    for entry in entries[:MOST_ENTRIES]:
        link = entry.get("link") or (entry.get("id") if str(entry.get("id", "")).startswith("http") else "")
        address = resolve_link(url, str(link or ""))
        if address:
            stated = str(entry.get("published") or entry.get("updated") or "")
            found.append(Found(address, feed_day(stated), html.unescape(str(entry.get("title", "")))))
    return found


def feed_day(stated: str) -> dt.date | None:
    """The day in Vietnam a feed's date states; a date without zone is Vietnam's own."""
    moment = stated_moment(stated)
    return moment.day if moment else None


def _mended(content: bytes) -> bytes:
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared.group(2).lower().startswith(b"utf-16") and b"\x00" not in content[:64]:
        start = content.removeprefix(b"\xef\xbb\xbf")
        return b'<?xml version="1.0" encoding="utf-8"?>' + start[declared.end() :]
    return content
