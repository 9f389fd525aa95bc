"""What an address says before it is fetched."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import (
    AddressKind,
    address_kind,
    address_pattern,
    day_in_address,
    resolve_link,
    trap,
    twin_key,
)

TODAY = dt.date(2026, 3, 7)
BASE = "https://bao.example.vn/thoi-su/"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("tin-1.html", "https://bao.example.vn/thoi-su/tin-1.html"),
        ("/tin-1.html#binh-luan", "https://bao.example.vn/tin-1.html"),
        ("//m.example.vn/a", "https://m.example.vn/a"),
        ("  /a ", "https://bao.example.vn/a"),
        ("/a?utm_source=x&id=5", "https://bao.example.vn/a?id=5"),
        ("/a?fbclid=1", "https://bao.example.vn/a"),
        ("https://bao.example.vn:443/a?Keyword=", "https://bao.example.vn/a"),
        ("/a?box_comment_vne=1", "https://bao.example.vn/a"),
        ("#top", None),
        ("", None),
        ("javascript:void(0)", None),
        ("mailto:toasoan@example.vn", None),
        ("tel:0123", None),
        ("http://[::1", None),
        ("/" + "a" * 3000, None),
    ],
)
def test_a_link_is_resolved_to_the_address_it_stands_for(href, expected):
    assert resolve_link(BASE, href) == expected


@given(st.text(max_size=80))
def test_no_link_text_breaks_the_resolver(href):
    resolved = resolve_link(BASE, href)
    assert resolved is None or resolve_link(resolved, resolved) == resolved


@pytest.mark.parametrize(
    "other",
    [
        "http://bao.example.vn/a?id=1",
        "https://www.bao.example.vn/a?id=1",
        "https://m.bao.example.vn/a/?id=1",
        "https://bao.example.vn:443/a?id=1&utm_medium=zalo",
        "https://bao.example.vn/a?id=1&sort=asc#box_comment",
    ],
)
def test_spellings_of_one_address_are_twins(other):
    assert twin_key(other) == twin_key("https://bao.example.vn/a?id=1")


def test_different_pages_are_no_twins():
    assert twin_key("https://bao.example.vn/a?id=1") != twin_key("https://bao.example.vn/a?id=2")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://x.vn/thoi-su/mua-lu-lam-sat-lo-duong-len-ban-12345.html", AddressKind.ARTICLE),
        ("https://x.vn/mua-lu-lam-sat-lo-duong/", AddressKind.ARTICLE),
        ("https://x.vn/tin-tuc?id=51", AddressKind.ARTICLE),
        ("https://x.gov.vn/Pages/tin.aspx?ItemID=51", AddressKind.ARTICLE),
        ("https://x.vn/van-ban/02-NQ-TU.pdf", AddressKind.FILE),
        ("https://x.vn/anh/lu.JPG", AddressKind.MEDIA),
        ("https://x.vn/", AddressKind.LIST),
        ("https://x.vn/thoi-su", AddressKind.LIST),
        ("https://x.vn/kinh-te/nong-nghiep", AddressKind.LIST),
        ("https://x.vn/tag/lu-quet-123456", AddressKind.LIST),
        ("https://x.vn/tim-kiem?q=lu", AddressKind.LIST),
    ],
)
def test_the_form_of_an_address_promises_a_kind_of_page(url, kind):
    assert address_kind(url) is kind


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.vn/2024/03/05/a.html", dt.date(2024, 3, 5)),
        ("https://x.vn/a-20240305081530123.htm", dt.date(2024, 3, 5)),
        ("https://x.vn/ngay/5-3-2024", dt.date(2024, 3, 5)),
        ("https://x.vn/a-123.html", None),
        ("https://x.vn/2024/02/31/a", None),
    ],
)
def test_a_day_in_the_address_is_read(url, day):
    assert day_in_address(url) == day


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://x.vn/a/b/a/c/a/d", "trap-repeating-path"),
        ("https://x.vn/" + "/".join("abcdefghijklmn"), "trap-deep-path"),
        ("https://x.vn/a?1=1&2=2&3=3&4=4&5=5&6=6&7=7", "trap-many-parameters"),
        ("https://x.vn/lich/2026/05", "trap-calendar"),
        ("https://x.vn/lich?ngay=1/1/2031", "trap-calendar"),
        ("https://x.vn/lich/1901/01/01", "trap-calendar"),
        ("https://x.gov.vn/vb.aspx?U=%2Fvb%3FU%3D%252Fvb%253FU%253D%25252Fvb", "trap-nested-address"),
    ],
)
def test_traps_are_recognised_by_their_form(url, reason):
    assert trap(url, TODAY) == reason


@pytest.mark.parametrize(
    "url",
    [
        "https://x.vn/thoi-su/mua-lu-12345.html",
        "https://x.vn/lich/2026/04",
        "https://x.vn/luu-tru?ngay=07/03/2026",
        "https://x.vn/van-ban/19-2025-qd-ttg",
        "https://x.vn/a?page=500",
    ],
)
def test_ordinary_addresses_are_no_traps(url):
    assert trap(url, TODAY) is None


def test_sharepoint_list_addresses_fold_to_one():
    paged = "https://x.gov.vn/Pages/vb.aspx?Paged=TRUE&p_ID={}&PageFirstRow={}"
    nested = "https://x.gov.vn/Pages/vb.aspx?Source=%2FPages%2Fvb%2Easpx%3FSource%3D%252FPages"
    links = {resolve_link(BASE, paged.format(n, n * 30)) for n in range(200)} | {resolve_link(BASE, nested)}
    assert links == {"https://x.gov.vn/Pages/vb.aspx"}


def test_lists_that_differ_in_a_number_share_a_pattern():
    assert address_pattern("https://x.vn/tin?p=1") == address_pattern("https://x.vn/tin?p=2")
    assert address_pattern("https://x.vn/tin/trang-9") == address_pattern("https://x.vn/tin/trang-10")


def test_a_parameter_without_a_value_stays_one():
    assert resolve_link(BASE, "/cb.nsf/NoiDung?openForm&ParentUNID=2979") == (
        "https://bao.example.vn/cb.nsf/NoiDung?openForm&ParentUNID=2979"
    )


def test_an_ipv6_address_keeps_its_brackets():
    assert resolve_link("http://[2001:db8::1]:8080/a", "b") == "http://[2001:db8::1]:8080/b"
