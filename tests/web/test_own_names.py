"""Asked under a foreign name the site says nothing; absolute addresses begin as the operator says."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from web import create_app
from web.own_names import PublicUrlUnusable, is_this_machine, parse_public_url

ABSOLUTE = ("/xuat/tim-kiem.atom?q=lu", "/sitemap.xml", "/sitemap-1.xml", "/opensearch.xml", "/robots.txt")
"""What writes absolute addresses, beside the API's description."""


@pytest.fixture(scope="module")
def on_loopback(shelves) -> FlaskClient:
    """A site as `serve` opens it when told nothing."""
    return create_app(shelves.home, open_searcher=lambda: shelves.searcher, loopback_only=True).test_client()


@pytest.fixture(scope="module")
def public(shelves) -> FlaskClient:
    url = parse_public_url("https://kho.example.vn")
    return create_app(shelves.home, open_searcher=lambda: shelves.searcher, public_url=url).test_client()


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8899", "localhost", "LOCALHOST:80", "[::1]:8899", "kho.localhost", "localhost."]
)
def test_names_of_this_machine_are_answered(on_loopback, host: str):
    assert on_loopback.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/tim-kiem?q=lu", "/api/v1/search?q=lu", "/static/seal.svg", "/khong-co"]
)
@pytest.mark.parametrize("host", ["rebound.example", "127.0.0.1.example:8899", "localhost.example", "a b"])
def test_a_name_that_was_let_point_at_this_machine_reads_nothing(on_loopback, host: str, path: str):
    refused = on_loopback.get(path, headers={"Host": host})
    assert refused.status_code in {400, 421}  # 400 where it is no name at all
    assert "lũ" not in refused.get_data(as_text=True)


def test_whoever_is_refused_is_told_what_to_open(on_loopback):
    said = on_loopback.get("/", headers={"Host": "kho.example.vn"}).get_data(as_text=True)
    assert "--public-url http://kho.example.vn" in said


def test_a_site_with_a_public_url_leads_there_from_other_names(public):
    refused = public.get("/?lang=en", headers={"Host": "other.example"})
    assert refused.status_code == 421
    assert "https://kho.example.vn/" in refused.get_data(as_text=True)


@pytest.mark.parametrize("host", ["kho.example.vn", "KHO.example.vn:443", "10.1.2.3:8899", "localhost:8899"])
def test_its_own_name_and_those_of_the_machine_are_answered(public, host: str):
    assert public.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", [*ABSOLUTE, "/api/v1/openapi.json"])
def test_absolute_addresses_begin_with_the_public_url_whoever_asks(public, path: str):
    written = public.get(path, headers={"Host": "127.0.0.1:8899"}).get_data(as_text=True)
    assert "https://kho.example.vn" in written
    assert "127.0.0.1" not in written


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_whether_it_lives_may_be_asked_under_any_name(on_loopback, path: str):
    assert on_loopback.get(path, headers={"Host": "probe.example"}).status_code != 421


@pytest.mark.parametrize(
    "host", ["evil.example", 'evil.example"><x', "evil.example/x", "[::1", "evil.example:99999"]
)
@pytest.mark.parametrize(
    "path",
    ["//evil.example/?lang=en", "/%2f%2fevil.example/?lang=en", "/tim-kiem?lang=en&q=%0d%0aX:+y", "/bai/x/"],
)
def test_no_address_and_no_name_sends_readers_elsewhere(client, host: str, path: str):
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code < 500
    assert not re.match(r"(\w+:)?//", answer.headers.get("Location", "/"))
    assert "X" not in answer.headers


@pytest.mark.parametrize(
    ("typed", "scheme", "host"),
    [
        ("https://Kho.example.vn/", "https", "kho.example.vn"),
        ("http://kho.example.vn:8080", "http", "kho.example.vn:8080"),
        ("https://khobáo.example", "https", "xn--khobo-0qa.example"),
        ("http://[::1]:8899", "http", "[::1]:8899"),
    ],
)
def test_a_public_url_is_read_as_it_is_typed(typed: str, scheme: str, host: str):
    read = parse_public_url(typed)
    assert (read.scheme, read.host) == (scheme, host)


@pytest.mark.parametrize(
    "typed",
    [
        "kho.example.vn",
        "ftp://a.example",
        "https://",
        "https://a.example/kho",
        "http://a:x",
        "http://u@a",
        "",
    ],
)
def test_what_is_no_public_url_is_said_with_one(typed: str):
    with pytest.raises(PublicUrlUnusable) as refused:
        parse_public_url(typed)
    assert "--public-url https://" in refused.value.hint


@pytest.mark.parametrize("name", ["localhost.evil.example", "xlocalhost", "127.0.0.1.nip.example", "0x7f.1"])
def test_only_what_nobody_else_can_bear_is_this_machine(name: str):
    assert not is_this_machine(name)
