"""The page as it was captured: its own bytes, in a sandbox, running and fetching nothing."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from flask import Blueprint, Response, render_template

from archive.captures import CapturedPage
from archive.model import Capture
from web.downloads import save_as
from web.library import Library
from web.security import sandbox

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
        return replayed(page, revision.capture)

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
