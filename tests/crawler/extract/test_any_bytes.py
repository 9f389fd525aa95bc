"""No bytes, however malformed, end in anything but an answer, and none takes for ever."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import Extraction, PageKind, extract

TAGS = (
    "div",
    "p",
    "a",
    "table",
    "tr",
    "td",
    "ol",
    "li",
    "h1",
    "h2",
    "span",
    "b",
    "br",
    "img",
    "form",
    "figure",
    "time",
)
NAMES = (
    "sapo",
    "author",
    "date",
    "detail-content",
    "comment",
    "breadcrumb",
    "title",
    "source",
    "caption",
    "related",
)
TEXTS = (
    "05/03/2024 06:30",
    "Số: 12/QĐ-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số ký hiệu",
    "Ngày ban hành: 01/02/2025",
    "QUYẾT ĐỊNH",
    "Sơn La, ngày 05 tháng 3 năm 2024",
    "Người dân bản Phiêng Pẻn tập trung trước nhà văn hóa để chứng kiến giờ phút đóng điện công trình.",
    "\u0111\u0301\u200b &amp;#7871; \ufeff",
    "",
)
ELEMENTS = st.tuples(st.sampled_from(TAGS), st.sampled_from(NAMES), st.sampled_from(TEXTS), st.booleans())


def is_an_answer(found: Extraction) -> bool:
    has_document = found.kind in (PageKind.ARTICLE, PageKind.DIRECTIVE)
    return bool(found.reason) and (found.document is not None) == has_document and bool(found.as_json())


@given(st.binary(max_size=2000), st.sampled_from((None, "utf-8", "utf-16", "no-such-charset", "cp1258")))
@settings(max_examples=150, deadline=None)
def test_random_bytes_get_an_answer(content: bytes, charset: str | None) -> None:
    assert is_an_answer(extract(content, url="https://x.vn/a", charset=charset))


@given(st.lists(ELEMENTS, max_size=40), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_tangle_of_elements_gets_an_answer(
    elements: list[tuple[str, str, str, bool]], stray: str
) -> None:
    parts = [
        f"<{tag} class='{name}' href='/{name}' datetime='{text}'>{text}{f'</{tag}>' if closed else ''}"
        for tag, name, text, closed in elements
    ]
    html = f"<title>Bản tin</title>{''.join(parts)}{stray}"
    assert is_an_answer(extract(html.encode("utf-8", "surrogatepass"), url=""))


@given(
    st.binary(max_size=600),
    st.sampled_from((b"%PDF-1.7\n", b"PK\x03\x04word/", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
)
@settings(max_examples=100, deadline=None)
def test_a_file_that_only_begins_like_one_gets_an_answer(rest: bytes, magic: bytes) -> None:
    found = extract(magic + rest, url="https://x.vn/a.pdf")
    assert found.kind is PageKind.OTHER
    assert found.reason


@pytest.mark.parametrize("url", ["", "http://[bad", "x:y", "javascript:alert(1)", "https://x.vn/\udcff"])
def test_a_malformed_address_is_no_reason_to_fail(url: str) -> None:
    assert is_an_answer(extract(b"<p>Hai con su\xe1\xbb\x91i</p>", url=url))


@pytest.mark.parametrize(
    "flood",
    [
        b"<div>" * 100_000,
        b"<p>mot hai ba</p>" * 40_000,
        b"<div>" + b"abc<br>" * 100_000,
        b"<a href='/x'>mot hai ba bon nam sau bay</a> " * 30_000,
        b"<p>" + b"1/1/2024 " * 100_000,
        b"<script type='application/ld+json'>" + b"[" * 50_000 + b"</script>",
        b"&amp;" * 300_000,
    ],
    ids=["deep", "wide", "breaks", "links", "dates", "brackets", "entities"],
)
def test_a_flood_of_markup_is_answered_soon(flood: bytes) -> None:
    start = time.process_time()
    assert is_an_answer(extract(b"<html><title>Tin</title>" + flood, url="https://x.vn/a"))
    assert time.process_time() - start < 10
