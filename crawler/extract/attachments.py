"""The files that belong to a document: links to PDF, Word and the like around its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.extract import conventions
from crawler.extract.foreign import is_attachment
from crawler.extract.page import Page
from crawler.extract.plain import clean
from crawler.extract.tree import Node

_SCRIPTED = re.compile(
    r"['\"]([^'\"]{3,400}\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|zip|rar|7z))['\"]", re.IGNORECASE
)
_MOST = 50


def attachments(page: Page, near: Sequence[Node]) -> list[dict[str, str]]:
    """{"url", "name"} of each file linked in the elements of `near`, once, in page order.

    A link that a script opens is read where the script names the file. Files that the page
    shows in a frame come last: no menu does that.
    """
    found: dict[str, dict[str, str]] = {}
    for link in near:
        if link.tag != "a":
            continue
        for href in _targets(link):
            url = page.absolute(href.replace(" ", "%20"))
            key = unquote(url)
            if url and key not in found and len(found) < _MOST:
                found[key] = {"url": url, "name": _name(link.text(), url)}
    for address in page.framed:
        url = page.absolute(_shown_file(address).replace(" ", "%20"))
        if conventions.ATTACHED.search(url) and unquote(url) not in found and len(found) < _MOST:
            found[unquote(url)] = {"url": url, "name": _name("", url)}
    return list(found.values())


def _shown_file(address: str) -> str:
    """The file that a viewer is asked to show (viewer.html?file=…, …?url=…), else the address itself."""
    try:
        asked = parse_qsl(urlsplit(address).query)
    except ValueError:
        return ""
    return next((value for _, value in asked if conventions.ATTACHED.search(value)), address)


def _targets(link: Node) -> Iterator[str]:
    href = link.attributes.get("href", "").strip()
    if href.lower().startswith("javascript:") or not href or href == "#":
        scripted = _SCRIPTED.findall(href) or _SCRIPTED.findall(link.attributes.get("onclick", ""))
        yield from [path for path in scripted if "/" in path][:1]
    elif is_attachment(link) and "wopiframe" not in href.lower():
        yield href


def _name(text: str, url: str) -> str:
    """What a link of this text calls the file, else the file's own name."""
    own = PurePosixPath(unquote(urlsplit(url).path)).name
    generic = len(text) < 5 or re.fullmatch(
        r"(?i)(?:tải (?:về|xuống|file)|download|xem|file đính kèm|tại đây|pdf|docx?)\W*", text
    )
    return clean(own) if generic or not text else text[:200]
