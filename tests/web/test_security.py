"""Nobody in: headers, hostile content, hostile addresses, no way to write."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.pages_read import page

PAGES = (
    "/",
    "/tim-kiem?q=vui",
    "/do-phu",
    "/lich/2024",
    "/ngay/2024-03-15",
    "/huong-dan",
    "/api/",
    "/gioi-thieu",
)
INLINE = re.compile(r"\son\w+\s*=|\sstyle\s*=|<style|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("address", [*PAGES, "/khong-co", "/api/v1/search?q=a", "/tim-kiem?from=x"])
def test_every_answer_carries_the_security_headers(client, address: str):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_inline_script_or_style(client, address: str):
    soup = page(client, address)
    for script in soup.find_all("script"):
        assert script.get("src", "").startswith("/static/")
    for tag in soup.find_all(True):
        assert not any(name.startswith("on") or name == "style" for name in tag.attrs), tag


@pytest.mark.parametrize("address", ["/tim-kiem?q=vui", "/ngay/2024-03-15", "/", "/nguon/bao-muong-khoa"])
def test_a_hostile_title_is_shown_as_text_in_lists(client, address: str):
    soup = page(client, address)
    assert not soup.find("img", src="x")
    assert not [script for script in soup.find_all("script") if "alert" in (script.string or "")]


def test_a_hostile_title_is_shown_as_text_on_its_page(client, shelves):
    soup = page(client, f"/bai/{shelves.document('<img').id}")
    assert "<img src=x" in soup.h1.get_text()
    assert not soup.find("img", src="x")
    assert not soup.select(".reading b")


@pytest.mark.parametrize(
    "payload",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'-alert(1)-'", "</title><svg/onload=x>"],
)
def test_what_is_typed_comes_back_as_text(client, payload: str):
    for address in (
        f"/tim-kiem?q={quote(payload)}",
        f"/tim-kiem?person={quote(payload)}&source=-{quote(payload)}",
        f"/tim-kiem?from={quote(payload)}",
        f"/tim-kiem/person?prefix={quote(payload)}",
        f"/nhan-vat/{quote(payload)}",
        f"/bai/{quote(payload, safe='')}",
        f"/tim-kiem?{quote(payload)}=1",
    ):
        html = client.get(address).get_data(as_text=True)
        assert payload not in html.replace("&lt;", "").replace("&#34;", "")
        assert "<img src=x" not in html
        assert "<svg/onload" not in html


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_there_is_no_way_to_write(client, app, method: str):
    for rule in app.url_map.iter_rules():
        assert rule.methods is not None
        assert rule.methods <= {"GET", "HEAD", "OPTIONS"}
    response = getattr(client, method)("/tim-kiem")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_only_the_language_switch_sets_a_cookie(client):
    assert "Set-Cookie" not in client.get("/tim-kiem?q=lu").headers
    cookie = client.get("/?lang=en").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_stored_address_that_is_no_web_address_is_not_linked(app):
    safe = app.jinja_env.globals["safe_address"]
    assert safe("javascript:alert(1)") == "#"
    assert safe("https://a.example/") == "https://a.example/"


addresses = st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1"))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["q", "from", "to", "on", "when", "page", "sort", "person", "by", "undated", "x"]),
    addresses,
    st.sampled_from(["/tim-kiem", "/api/v1/search", "/tim-kiem/person", "/xuat/tim-kiem.csv", "/ngay/"]),
)
def test_no_parameter_of_any_bytes_gives_a_server_error(app, name, value, path):
    with app.test_client() as client:
        response = client.get(f"{path}?{name}={quote(value, safe='', encoding='latin-1', errors='replace')}")
        assert response.status_code in {200, 302, 400}


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["/bai/", "/nhan-vat/", "/van-ban/", "/noi/", "/ngay/", "/nguon/", "/lich/", "/"]),
    addresses,
)
def test_no_path_of_any_bytes_gives_a_server_error(app, path, tail):
    with app.test_client() as client:
        response = client.get(path + quote(tail, safe="/", encoding="latin-1", errors="replace"))
        assert response.status_code in {200, 301, 302, 308, 400, 404}
