"""One page has one address and one id, for good."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.identity import canonical_url, content_digest, document_id
from archive.model import Published
from tests.archive.conftest import article


@pytest.mark.parametrize(
    "written",
    [
        "HTTPS://Bao.Example/tin/1?id=5",
        "https://bao.example:443/tin/1?id=5",
        "https://bao.example/tin/1?id=5#binh-luan",
        "https://bao.example/tin/1?utm_source=zalo&id=5&fbclid=x",
        "https://bao.example./tin/1?id=5",
        " https://bao.example/tin/1;jsessionid=AB12?id=5 ",
    ],
)
def test_links_to_one_page_share_an_address(written):
    assert canonical_url(written) == "https://bao.example/tin/1?id=5"


def test_escapes_are_written_one_way():
    assert canonical_url("http://bao.example/tìm-kiếm?q=xã") == canonical_url(
        "http://bao.example/t%c3%acm-ki%e1%ba%bfm?q=x%C3%A3"
    )


def test_a_slash_inside_a_name_stays_escaped():
    """It is another address (RFC 3986, 2.2), and the crawl asks for what it is given here."""
    assert canonical_url("http://bao.example/tep/02%2fNQ.pdf") == "http://bao.example/tep/02%2FNQ.pdf"


@given(st.text(max_size=80))
def test_the_address_of_an_address_is_itself(text):
    try:
        once = canonical_url(f"http://bao.example/{text}")
    except ValueError:
        return
    assert canonical_url(once) == once


def test_an_importers_own_id_is_kept_where_it_is_safe_in_a_link():
    assert document_id("urn:x", "train-12") == "train-12"


@pytest.mark.parametrize("own", ["02/2020/NQ", "", "a b", "../x", "đ", "x" * 65, None])
def test_any_other_id_gives_way_to_one_made_of_the_address(own):
    assert re.fullmatch(r"[a-z2-7]{16}", document_id("https://bao.example/1", own))


def test_the_digest_sees_every_part_of_the_content():
    base = article()
    changes = [
        {"title": "Khác"},
        {"lead": "Khác"},
        {"body": "Khác"},
        {"author": "A Páo"},
        {"section": "Xã hội"},
        {"published": Published(day=dt.date(2024, 3, 16), basis="json-ld")},
        {"form": {"number": "02-NQ/TU"}},
    ]
    digests = {content_digest(dataclasses.replace(base, **change)) for change in changes}
    assert len(digests | {content_digest(base)}) == len(changes) + 1


def test_the_digest_does_not_see_how_the_content_was_read():
    base = article()
    assert content_digest(dataclasses.replace(base, basis={"title": "h1"}, extra={"x": 1})) == content_digest(
        base
    )
