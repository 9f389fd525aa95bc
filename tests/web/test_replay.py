"""The page as captured runs nothing, fetches nothing, and is the exact payload."""

from __future__ import annotations

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from archive.home import Home
from archive.model import Document, DocumentKind
from tests.web.holdings import page_of
from tests.web.pages_read import page
from web import create_app
from web.downloads import safe_name
from web.pages.replay import without_links


def test_the_captured_bytes_are_served_as_they_are(client, shelves):
    held = shelves.document("Hạn hán")
    assert client.get(f"/bai/{held.id}/ban-luu/1/trang").data == page_of(held)


def test_the_captured_page_is_sandboxed_without_script_or_network(client, shelves):
    headers = client.get(f"/bai/{shelves.document('Hạn hán').id}/ban-luu/1/trang").headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow-scripts" not in policy
    assert "script-src" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


def test_the_captured_page_says_when_it_was_captured_and_from_where(client, shelves):
    held = shelves.document("Hạn hán")
    headers = client.get(f"/bai/{held.id}/ban-luu/1/trang").headers
    assert headers["Memento-Datetime"] == "Fri, 20 Nov 2026 01:30:00 GMT"
    assert headers["Link"] == f'<{held.url}>; rel="original"'


def test_the_frame_around_it_is_sandboxed_too(client, shelves):
    frame = page(client, f"/bai/{shelves.document('Hạn hán').id}/ban-luu/1").iframe
    assert frame.has_attr("sandbox")
    assert not frame["sandbox"]  # no exception is made


def test_a_file_that_is_no_page_is_offered_as_a_download_under_its_own_name(tmp_path):
    home = Home.open(tmp_path / "archive")
    document = Document(id="nq", kind=DocumentKind.DIRECTIVE, url="file:nq", source="", title="Nghị quyết")
    with home.captures() as captures:
        capture = captures.append_resource(
            url="file:nq",
            source="",
            captured_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
            mime="application/pdf",
            body=b"%PDF-1.7 <script>",
            filename="Nghị quyết số 02-NQ/TU.pdf",
        )
    home.catalog().store(document, capture, "baoluu-extract/1")
    app: Flask = create_app(home)
    response = app.test_client().get("/bai/nq/ban-luu/1/trang")
    assert response.data == b"%PDF-1.7 <script>"
    assert response.mimetype == "application/octet-stream"
    assert "filename*=UTF-8''Ngh%E1%BB%8B" in response.headers["Content-Disposition"]


def test_a_file_name_keeps_its_letters_and_loses_its_separators():
    assert safe_name("../Đề án\r\nX: 1.docx") == "_Đề án__X_ 1.docx"
    assert safe_name("...") == "bao-luu"


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "hint", ["<link rel=preconnect href=//a.example>", "<LINK\nrel='&#100;ns-prefetch'/>"]
)
def test_a_captured_page_opens_no_connection(coding: str, hint: str):
    served = without_links(f"<title>Họp xã</title>{hint}<p>Đường liên xã".encode(coding)).decode(coding)
    assert BeautifulSoup(served, "html.parser").find("link") is None
    assert "<p>Đường liên xã" in served


def test_no_page_lets_the_browser_look_up_the_names_it_links_to(client, shelves):
    for address in ("/", f"/bai/{shelves.document('Hạn hán').id}/ban-luu/1/trang"):
        assert client.get(address).headers["X-DNS-Prefetch-Control"] == "off"
