"""The links of a section, archive or gazette page, and the way to its next page.

Portals on Lotus Domino, SharePoint and Liferay hide links: `a` without href that carries its
address in onclick or data-*; those are read too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from crawler.addresses import AddressKind, address_kind, resolve_link
from crawler.discover.found import Found

_NEXT_WORDS = frozenset(
    (
        *("trang sau", "trang tiếp", "trang kế", "tiếp theo", "tiếp", "sau", "xem thêm", "next"),
        *("»", "›", ">", ">>", "sau »", "sau ›", "tiếp »", "tiếp ›", "trang sau »", "trang sau ›"),
    )
)
_IN_SCRIPT = re.compile(r"""['"]((?:https?://|/|\.\./|\?)[^'"\s]{2,})['"]""")
_NUMBERED = re.compile(r"(?i)(?:trang|page|tr|pg|p|start|offset)[-_=/]?\d+")
_HIDDEN = ("data-href", "data-url", "data-link", "onclick")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where a page leads, in the page's order, each address once."""

    links: Sequence[Found]
    next_page: str | None
    feeds: Sequence[str]
    lists: Sequence[str] = ()  # further lists, named in attributes


@dataclass(frozen=True, slots=True)
class LinkAttribute:
    """An attribute whose value is part of an address, where a page's script makes the link."""

    attribute: str
    address: str  # with {value}
    is_list: bool  # whether a list lies there, not a page


def read_links(content: bytes | str, url: str, attributes: Sequence[LinkAttribute] = ()) -> PageLinks:
    """The links of an HTML page; nothing is filtered but what is no http(s) address."""
    page = BeautifulSoup(content, "lxml")
    base_tag = page.find("base", href=True)
    base = resolve_link(url, str(base_tag["href"])) if isinstance(base_tag, Tag) else None
    base = base or url
    found: dict[str, Found] = {}
    next_page: str | None = None
    for anchor in page.find_all(("a", "link", "area")):
        relations = {str(one).lower() for one in anchor.get_attribute_list("rel") if one}
        address = _address(anchor, base)
        if address is None:
            continue
        words = " ".join(anchor.get_text(" ").split())
        if (
            next_page is None
            and address != url
            and ("next" in relations or _says_next(anchor, words, address))
        ):
            next_page = address
        if anchor.name == "link":
            continue
        known = found.get(address)
        if known is None or len(words) > len(known.title):
            found[address] = Found(address, None, words)
    feeds = [
        address
        for tag in page.find_all("link", type=_FEED_TYPES, href=True)
        if (address := resolve_link(base, str(tag["href"])))
    ]
    lists: dict[str, None] = {}
    for rule in attributes:
        for tag in page.find_all(True, attrs={rule.attribute: True}):
            made = resolve_link(base, rule.address.replace("{value}", str(tag[rule.attribute])))
            if made and rule.is_list:
                lists[made] = None
            elif made:
                found.setdefault(made, Found(made, None, " ".join(tag.get_text(" ").split())))
    return PageLinks(
        links=tuple(found.values()),
        next_page=next_page,
        feeds=tuple(dict.fromkeys(feeds)),
        lists=tuple(lists),
    )


def _address(anchor: Tag, base: str) -> str | None:
    href = str(anchor.get("href") or "")
    address = resolve_link(base, href) if href and not href.lower().startswith("javascript:") else None
    if address:
        return address
    for name in (*_HIDDEN, "href"):
        value = str(anchor.get(name) or "")
        if not value:
            continue
        if name in ("onclick", "href"):
            scripted = _IN_SCRIPT.search(value)
            value = scripted.group(1) if scripted else ""
        address = resolve_link(base, value)
        if address:
            return address
    return None


def _says_next(anchor: Tag, words: str, address: str) -> bool:
    if address_kind(address) is AddressKind.ARTICLE and not _NUMBERED.search(address):
        return False  # "Tiếp" under a story means the next story
    if words.lower() in _NEXT_WORDS:
        return True
    label = f"{anchor.get('title') or ''}|{anchor.get('aria-label') or ''}".lower()
    return any(part.strip() in _NEXT_WORDS for part in label.split("|") if part.strip())
