"""The page as it was captured: its own bytes, in a sandbox, running and fetching nothing.

One element is made another: `link` opens connections to whoever the page names (rel=preconnect,
dns-prefetch), which no policy forbids. What it could load would not be let in here anyway.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from flask import Blueprint, Response, render_template
from werkzeug.http import http_date

from archive.captures import CapturedPage
from archive.model import Capture
from web.downloads import save_as
from web.library import Library
from web.security import sandbox

_WEB = re.compile(r"https?://", re.IGNORECASE)
_URL_SAFE = ":/?#[]@!$&()*+,;=%-._~"  # no quotes, angle brackets or line ends in a header
_LINKS = tuple(
    (re.compile(re.escape("<link".encode(coding)), re.IGNORECASE), "<basefont".encode(coding))
    for coding in ("utf-8", "utf-16-le", "utf-16-be")
)
"""(start of an element, start of one without an effect that stands in the same places), as encoded."""
_SHOWN = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}


def replay_pages(library: Library) -> Blueprint:
    pages = Blueprint("replay", __name__)

    @pages.get("/bai/<document_id>/ban-luu/<int:number>")
    def captured(document_id: str, number: int) -> str:
        revision = library.revision(document_id, number)
        return render_template("captured.html", revision=revision, shown=revision.capture.mime in _SHOWN)

    @pages.get("/bai/<document_id>/ban-luu/<int:number>/trang")
    def captured_bytes(document_id: str, number: int) -> Response:
        revision = library.revision(document_id, number)
        page = library.page_as_captured(revision.capture)
        response = replayed(page, revision.capture)
        response.headers["Memento-Datetime"] = http_date(revision.capture.captured_at)  # RFC 7089
        if _WEB.match(revision.capture.url):
            response.headers["Link"] = f'<{quote(revision.capture.url, safe=_URL_SAFE)}>; rel="original"'
        return response

    return pages


def replayed(page: CapturedPage, capture: Capture) -> Response:
    """The payload under the captured pages' policy; what is no page is offered as a download."""
    mime = _SHOWN.get(capture.mime)
    if mime is None:
        response = Response(page.body, content_type="application/octet-stream")
        return sandbox(save_as(response, own_name(page, capture)))
    charset = page.charset or ""
    safe = charset.isascii() and charset.replace("-", "").replace("_", "").isalnum()
    body = without_links(page.body) if mime == "text/html" else page.body
    # Without a charset in the header the browser goes by the page's own <meta>.
    return sandbox(Response(body, content_type=f"{mime}; charset={charset}" if safe else mime))


def without_links(body: bytes) -> bytes:
    """A page whose `link` elements reach for nothing."""
    for link, inert in _LINKS:
        body = link.sub(inert, body)
    return body


def own_name(page: CapturedPage, capture: Capture) -> str:
    """What the file was called where it came from."""
    return page.filename or PurePosixPath(unquote(urlsplit(capture.url).path)).name
