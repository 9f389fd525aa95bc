"""Sitemaps and sitemap indexes (sitemaps.org 0.9, Google's extension for news), plain or gzipped."""

from __future__ import annotations

import datetime as dt
import gzip
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from crawler.addresses import resolve_link
from crawler.discover.found import Found, Unreadable
from crawler.extract.dates import stated_moment

MOST_ENTRIES = 50_000  # sitemaps.org allows no more in one file
_INFLATED_LIMIT = 64 << 20
_MEDIA = ("image", "video")  # blocks of Google's extensions


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one file lists."""

    pages: Sequence[Found]
    children: Sequence[Found]  # further sitemaps, from an index


def read_sitemap(content: bytes, url: str) -> Sitemap:
    """The pages or the further sitemaps listed in `content`.

    A text file with one address a line counts too. Entities and external references are
    refused. Raises: Unreadable.
    """
    content = _inflated(content)
    text = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text.startswith(b"<"):
        return Sitemap(pages=_plain(content, url), children=())
    try:
        root = fromstring(_at_document_start(text))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable(f"not a sitemap: {error}") from error
    kind = _name(root)
    if kind not in ("urlset", "sitemapindex"):
        raise Unreadable(f"not a sitemap: the root element is {kind}")
    found: list[Found] = []
    for entry in list(root)[:MOST_ENTRIES]:
        fields = _fields(entry)
        address = resolve_link(url, (fields["loc"].text or "") if "loc" in fields else "")
        if address:
            day = _day(fields.get("publication_date")) or _day(fields.get("lastmod"))
            found.append(
                Found(address, day, (fields["title"].text or "").strip() if "title" in fields else "")
            )
    return Sitemap(pages=(), children=found) if kind == "sitemapindex" else Sitemap(pages=found, children=())


def _fields(entry: Element) -> dict[str, Element]:
    """What an entry says of its page, by name; its pictures and films have addresses of their own."""
    fields: dict[str, Element] = {}
    for part in entry:
        if _name(part) not in _MEDIA:
            for field in part.iter():
                fields.setdefault(_name(field), field)
    return fields


def _inflated(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        inflated = member.decompress(content, _INFLATED_LIMIT)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable(f"damaged gzip: {error}") from error
    if member.unconsumed_tail:
        raise Unreadable(f"larger than {_INFLATED_LIMIT} bytes when inflated")
    return inflated


def _at_document_start(text: bytes) -> bytes:
    # An XML declaration that contradicts the bytes makes a parser refuse a readable file.
    declared = re.match(rb"<\?xml[^>]*encoding=[\"']utf-16[\"'][^>]*\?>", text, re.IGNORECASE)
    return text[declared.end() :] if declared else text


def _name(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1].lower()


def _day(element: Element | None) -> dt.date | None:
    moment = stated_moment(element.text or "") if element is not None else None
    return moment.day if moment else None


def _plain(content: bytes, url: str) -> list[Found]:
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    links = (resolve_link(url, line) for line in lines[:MOST_ENTRIES] if line.strip().startswith("http"))
    found = [Found(link) for link in links if link]
    if not found:
        raise Unreadable("not a sitemap: neither XML nor a list of addresses")
    return found
