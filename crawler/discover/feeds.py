"""RSS and Atom feeds, the broken ones included: feedparser reads, we mend what it cannot.

Known breaks: utf-16 declared over UTF-8 bytes, years of two digits, "GMT+7" as a zone, US
dates ("9/5/2026 1:30:00 PM"), relative links, entities inside titles.
"""

from __future__ import annotations

import calendar
import datetime as dt
import html
import re
from typing import Any

import feedparser

from archive.days import VIETNAM, vietnam_day
from crawler.addresses import resolve_link
from crawler.discover.found import Found, Unreadable

MOST_ENTRIES = 2_000
_DECLARED = re.compile(rb"^\s*<\?xml([^>]*?)encoding=[\"']([\w-]+)[\"']([^>]*)\?>", re.IGNORECASE)
_RFC_822 = re.compile(
    r"(?i)(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?\s+(\d{2,4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(.*)"
)
_US = re.compile(r"(?i)(\d{1,2})/(\d{1,2})/(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])m")
_ZONE = re.compile(r"(?i)(?:GMT|UTC)?\s*([+-])\s*(\d{1,2}):?(\d{2})?")
# What feedparser lets out of its reader for broken markup, unclosed tags above all.
_TANGLED = (LookupError, AttributeError, TypeError, ValueError, AssertionError, RecursionError)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}


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
    when = _us(stated) or _rfc822(stated) or _iso(stated)
    try:
        return vietnam_day(when) if when else None
    except OverflowError:  # the first and the last day of the calendar, in another zone
        return None


def _mended(content: bytes) -> bytes:
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared.group(2).lower().startswith(b"utf-16") and b"\x00" not in content[:64]:
        start = content.removeprefix(b"\xef\xbb\xbf")
        return b'<?xml version="1.0" encoding="utf-8"?>' + start[declared.end() :]
    return content


def _us(text: str) -> dt.datetime | None:
    found = _US.search(text)
    if not found:
        return None
    month, day, year, hour, minute = (int(found.group(place)) for place in range(1, 6))
    hour = hour % 12 + (12 if found.group(7).lower() == "p" else 0)
    return _moment(year, month, day, hour, minute, VIETNAM)


def _rfc822(text: str) -> dt.datetime | None:
    found = _RFC_822.search(text)
    if not found or found.group(2).lower() not in _MONTHS:
        return None
    year = int(found.group(3))
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    return _moment(
        year,
        _MONTHS[found.group(2).lower()],
        int(found.group(1)),
        int(found.group(4) or 12),
        int(found.group(5) or 0),
        _zone(found.group(7)),
    )


def _iso(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text.strip().replace(" +", "+"))
    except ValueError:
        return None


def _zone(text: str) -> dt.tzinfo:
    found = _ZONE.search(text)
    if found:
        minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
        if minutes <= 14 * 60:
            return dt.timezone(dt.timedelta(minutes=-minutes if found.group(1) == "-" else minutes))
    return dt.UTC if text.strip().upper() in ("GMT", "UT", "UTC", "Z") else VIETNAM


def _moment(year: int, month: int, day: int, hour: int, minute: int, zone: dt.tzinfo) -> dt.datetime | None:
    try:
        return dt.datetime(year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None
