"""The page as it was captured: its own bytes, in a sandbox, running and fetching nothing."""

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
    # Without a charset in the header the browser goes by the page's own <meta>.
    return sandbox(Response(page.body, content_type=f"{mime}; charset={charset}" if safe else mime))


def own_name(page: CapturedPage, capture: Capture) -> str:
    """What the file was called where it came from."""
    return page.filename or PurePosixPath(unquote(urlsplit(capture.url).path)).name
