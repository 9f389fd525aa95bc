"""The links of a section, archive or gazette page, and the way to its next page.

Portals on Lotus Domino, SharePoint and Liferay hide links: `a` without href that carries its
address in onclick or data-*; those are read too. The next page of a list is a link that says so in
its words, its title, its picture or its class, a form that asks for it, or the next number in a pager.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag

from crawler.addresses import AddressKind, address_kind, resolve_link
from crawler.discover.found import Found

_NEXT_WORDS = frozenset(
    (
        *("trang sau", "trang tiếp", "trang kế", "trang tiếp theo", "trang kế tiếp", "tiếp theo", "kế tiếp"),
        *("tiếp", "sau", "xem thêm", "next", "next page", "»", "›", ">", ">>", "→"),
    )
)
_POINTERS = " »›>→.…"
_NEXT_NAMES = frozenset(("next", "nextpage", "page-next", "pagination-next", "pager-next", "nextpostslink"))
_POSTS_BACK = re.compile(
    r"(?i)__doPostBack\(|WebForm_DoPostBack|\b\w*(?:page|trang)\w*\((?:\s*this\s*,)?\s*['\"]?\d+"
)
_CODE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_MONTH = 28  # numbers in a row that are a calendar's days, not a pager's pages
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
    numbered: Mapping[int, str] = field(default_factory=dict)  # the pages of a pager
    scripted_paging: bool = False  # a pager whose pages have no address


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
    numbered: dict[int, str] = {}
    scripted = False
    for anchor in page.find_all(("a", "link", "area")):
        address = _address(anchor, base)
        words = " ".join(anchor.get_text(" ").split())
        if address is None:
            scripted = scripted or _opens_page_by_script(anchor, words)
            continue
        if next_page is None and _says_next(anchor, words, address):
            whole = _address(anchor, base, whole=True)
            next_page = whole if whole != url else None
        if words.isdecimal() and len(words) <= 4:
            numbered.setdefault(int(words), _address(anchor, base, whole=True) or address)
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
        next_page=next_page or _asked_for(page, base),
        feeds=tuple(dict.fromkeys(feeds)),
        lists=tuple(lists),
        numbered=numbered if len(numbered) < _MONTH else {},
        scripted_paging=scripted,
    )


def _address(anchor: Tag, base: str, *, whole: bool = False) -> str | None:
    href = str(anchor.get("href") or "")
    scripted = not href or href.lower().startswith("javascript:")
    address = None if scripted else resolve_link(base, href, whole=whole)
    if address:
        return address
    for name in (*_HIDDEN, "href"):
        value = str(anchor.get(name) or "")
        if not value:
            continue
        if name in ("onclick", "href"):
            quoted = _IN_SCRIPT.search(_decoded(value))
            value = quoted.group(1) if quoted else ""
        address = resolve_link(base, value, whole=whole)
        if address:
            return address
    return None


def _decoded(script: str) -> str:
    """A script with the escapes of its strings undone, as SharePoint writes them: \\u0026, \\u002f."""
    return _CODE.sub(lambda found: chr(int(found[1] or found[2], 16)), script).replace("\\/", "/")


def _opens_page_by_script(anchor: Tag, words: str) -> bool:
    """Whether an anchor without an address opens another page of the list."""
    script = f"{anchor.get('href') or ''} {anchor.get('onclick') or ''}"
    return bool(_POSTS_BACK.search(script)) and (words.isdecimal() or _is_next(words))


def _asked_for(page: BeautifulSoup, base: str) -> str | None:
    """The next page where a form asks for it by GET: "Trang sau" on a button, the rest in its fields."""
    for form in page.find_all("form"):
        if str(form.get("method") or "get").lower() != "get":
            continue
        for button in form.find_all(("button", "input")):
            kind = str(button.get("type") or ("submit" if button.name == "button" else "text")).lower()
            if kind not in ("submit", "image") or not _is_next(_label_of(button)):
                continue
            fields = form.find_all("input", type="hidden")
            pairs = [(str(one["name"]), str(one.get("value") or "")) for one in fields if one.get("name")]
            if button.get("name"):
                pairs.append((str(button["name"]), str(button.get("value") or "")))
            action = str(form.get("action") or base).partition("?")[0]
            return resolve_link(base, f"{action}?{urlencode(pairs)}", whole=True)
    return None


def _label_of(button: Tag) -> str:
    shown = button.get_text(" ") or button.get("title") or button.get("alt") or button.get("value") or ""
    return " ".join(str(shown).split())


def _is_next(words: str) -> bool:
    bare = words.lower()
    return bare in _NEXT_WORDS or bare.strip(_POINTERS) in _NEXT_WORDS


def _says_next(anchor: Tag, words: str, address: str) -> bool:
    relations = {str(one).lower() for one in anchor.get_attribute_list("rel") if one}
    if "next" in relations:
        return True
    if address_kind(address) is AddressKind.ARTICLE and not _NUMBERED.search(address):
        return False  # "Tiếp" under a story means the next story
    picture = anchor.find("img")
    labels = [words, anchor.get("title"), anchor.get("aria-label")]
    labels += [picture.get("alt"), picture.get("title")] if isinstance(picture, Tag) else []
    if any(_is_next(str(label).strip()) for label in labels if label):
        return True
    parent = anchor.parent
    names = anchor.get_attribute_list("class")
    names += parent.get_attribute_list("class") if parent is not None and parent.name == "li" else []
    return not words.isdecimal() and any(str(name).lower() in _NEXT_NAMES for name in names if name)
