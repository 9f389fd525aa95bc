"""What a source's own description says about its markup: CSS selectors that win when they match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from archive.errors import SourceInvalid
from crawler.extract.plain import clean

FIELDS = ("title", "lead", "date", "author", "section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the selectors found: texts by field, the HTML of the body, and the page without `drop`."""

    texts: Mapping[str, str]
    body: str  # HTML, "" where the selector matched nothing
    page: str  # HTML


def declared(html: str, selectors: Mapping[str, Any]) -> Declared:
    """Apply a source's [extract] table to a page.

    Each entry is one CSS selector or a list of them, tried in order. `date` reads the
    datetime or content attribute where the element has one.

    Raises: SourceInvalid: a selector is no CSS.
    """
    soup = BeautifulSoup(html, "lxml")
    for unwanted in _all(soup, selectors.get("drop")):
        unwanted.decompose()
    texts = {}
    for field in FIELDS:
        element = next(iter(_all(soup, selectors.get(field))), None)
        if element is None:
            continue
        stated = (
            element.get("datetime") or element.get("content") if field == "date" else element.get("content")
        )
        text = clean(str(stated) if stated else element.get_text(" "))
        if text:
            texts[field] = text
    parts = _first_matching(soup, selectors.get("body"))
    body = "".join(f"<div>{element}</div>" for element in parts)
    return Declared(texts=texts, body=body, page=str(soup))


def _all(soup: BeautifulSoup, selectors: Any) -> list[Tag]:
    """Every element that any of the selectors finds."""
    found: list[Tag] = []
    for selector in _listed(selectors):
        found.extend(_select(soup, selector))
    return found


def _first_matching(soup: BeautifulSoup, selectors: Any) -> list[Tag]:
    """The elements of the first selector that finds any: a body cut into parts has several."""
    for selector in _listed(selectors):
        found = _select(soup, selector)
        if found:
            return [element for element in found if not any(parent in found for parent in element.parents)]
    return []


def _select(soup: BeautifulSoup, selector: str) -> list[Tag]:
    try:
        return list(soup.select(selector))
    except (SelectorSyntaxError, NotImplementedError) as error:
        raise SourceInvalid(
            f"the selector {selector!r} cannot be read: {error}",
            hint="mend it in the source's [extract] table",
        ) from error


def _listed(selectors: Any) -> list[str]:
    if isinstance(selectors, str):
        return [selectors] if selectors.strip() else []
    return [str(one) for one in selectors] if isinstance(selectors, list | tuple) else []
