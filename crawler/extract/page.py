"""A page parsed once: its node tree, and what its head and scripts state as data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from crawler.extract.plain import clean, unescaped
from crawler.extract.tree import MOST_CHARACTERS, Node, built

_MOST_DATA = 400_000  # characters of one JSON-LD script
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One HTML page; `metas` keeps the first value of each name, property or itemprop (lower case)."""

    url: str  # "" when unknown
    html: str  # as decoded, cut at MOST_CHARACTERS
    root: Node
    metas: Mapping[str, str]
    data: tuple[Mapping[str, Any], ...]  # every JSON-LD node, nested ones included
    title: str  # of the <title> element
    language: str  # the lang attribute, lower case, "" where there is none
    framed: tuple[str, ...]  # addresses of what is shown in frames: documents, videos, maps

    def meta(self, *names: str) -> str:
        """The first of the named metas that says something, clean; "" when none does."""
        return next((value for name in names if (value := self.metas.get(name, ""))), "")

    def data_of(self, *types: str) -> Iterator[Mapping[str, Any]]:
        """The JSON-LD nodes whose @type ends in one of `types` (lower case)."""
        for node in self.data:
            kinds = node.get("@type", "")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if isinstance(kind, str) and kind.lower().endswith(types):
                    yield node
                    break

    def absolute(self, href: str) -> str:
        """`href` as an address, "" for one that is malformed."""
        try:
            return urljoin(self.url, href.strip())
        except ValueError:
            return ""


def parsed(text: str, *, url: str = "") -> Page | None:
    """The page in `text`, None when there is no element in it.

    Trees deeper than libxml2 allows are cut by the parser; that and MOST_CHARACTERS
    bound the work on any input.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_pis=False)
    raw = text[:MOST_CHARACTERS].replace("\x00", "").encode("utf-8", "replace")
    if not raw.strip():
        return None
    try:
        root = html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return Page(
        url=url,
        html=text[:MOST_CHARACTERS],
        root=built(root),
        metas=_metas(root),
        data=tuple(_data(root)),
        title=_title(root),
        language=(root.get("lang") or root.get("xml:lang") or "").lower(),
        framed=tuple(_framed(root)),
    )


def _title(root: etree._Element) -> str:
    """The document's own title: a <title> inside an <svg> is a picture's."""
    for element in root.iter("title"):
        parent = element.getparent()
        if parent is None or parent.tag != "svg":
            title = clean(element.text_content() if hasattr(element, "text_content") else element.text or "")
            if title:
                return title
    return ""


def _framed(root: etree._Element) -> Iterator[str]:
    for element in root.iter("iframe", "embed", "object"):
        for attribute in ("src", "data", "data-src"):
            if address := (element.get(attribute) or "").strip():
                yield address


def _metas(root: etree._Element) -> dict[str, str]:
    """All metas, wherever the parser put them: a stray line before the doctype moves them into the body."""
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        content = element.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").lower()
            if name and name not in metas:
                metas[name] = clean(unescaped(content[:4000]))
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            metas.setdefault("canonical", element.get("href").strip())
    return metas


def _data(root: etree._Element) -> Iterator[dict[str, Any]]:
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        text = element.text or ""
        if 0 < len(text) <= _MOST_DATA:
            yield from _nodes(_loaded(text))


def _loaded(text: str) -> Any:
    """The JSON in a script, as sites write it: line breaks in strings, trailing commas, comment marks."""
    text = (
        text.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
    )
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with a @type in a JSON-LD value, outermost first."""
    stack = [value]
    seen = 0
    while stack and seen < 2000:
        item = stack.pop()
        seen += 1
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            if "@type" in item:
                yield item
            stack.extend(child for child in reversed(list(item.values())) if isinstance(child, dict | list))
