"""The files that belong to a document: links to PDF, Word and the like around its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

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

    A link that a script opens is read where the script names the file.
    """
    found: dict[str, dict[str, str]] = {}
    for link in near:
        if link.tag != "a":
            continue
        for href in _targets(link):
            url = page.absolute(href.replace(" ", "%20"))
            key = unquote(url)
            if url and key not in found and len(found) < _MOST:
                found[key] = {"url": url, "name": _name(link, url)}
    return list(found.values())


def _targets(link: Node) -> Iterator[str]:
    href = link.attributes.get("href", "").strip()
    if href.lower().startswith("javascript:") or not href or href == "#":
        scripted = _SCRIPTED.findall(href) or _SCRIPTED.findall(link.attributes.get("onclick", ""))
        yield from [path for path in scripted if "/" in path][:1]
    elif is_attachment(link) and "wopiframe" not in href.lower():
        yield href


def _name(link: Node, url: str) -> str:
    """What the link calls the file, else the file's own name."""
    text = link.text()
    own = PurePosixPath(unquote(urlsplit(url).path)).name
    generic = len(text) < 5 or re.fullmatch(
        r"(?i)(?:tải (?:về|xuống|file)|download|xem|file đính kèm|tại đây|pdf|docx?)\W*", text
    )
    return clean(own) if generic or not text else text[:200]
