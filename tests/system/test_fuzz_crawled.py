"""Whatever a server sends as a page, feed, sitemap or file is read or refused, soon and in bounded memory."""

from __future__ import annotations

import gzip
import io
import zipfile

import docx
import pytest
from hypothesis import strategies as st

from crawler.discover.feeds import MOST_ENTRIES, feed_day, read_feed
from crawler.discover.found import Unreadable
from crawler.discover.sitemaps import read_sitemap
from crawler.extract import PageKind, extract
from crawler.extract.filetext import Unreadable as FileUnreadable
from crawler.extract.pdf import read_pdf
from crawler.extract.word import MOST_INFLATED, read_docx
from crawler.extract.word97 import read_doc
from tests.crawler.extract.papers import doc, pdf
from tests.system.fuzzing import damaged, fuzz, spliced, within

ADDRESS = "https://bao.example.vn/tin/mot-bai-123.html"

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<title>Xã Mường Tấc họp - Báo tỉnh</title>
<meta property="article:published_time" content="2021-09-17T06:30:00+07:00">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Xã Mường Tấc họp",
"datePublished": "2021-09-17T06:30:00+07:00", "author": [{"name": "Lò Văn Thử"}]}</script></head><body>
<h1 class="title">Xã Mường Tấc họp</h1><div class="date">Thứ Sáu, 17/09/2021 06:30</div>
<div class="content"><p class="sapo">Sáng nay, xã họp giao ban.</p><p>Đến dự có ông Lò Văn Thử,
Bí thư Đảng ủy xã, nói về việc thực hiện Nghị quyết số 02-NQ/TU ngày 5/8/2021 của Tỉnh ủy
về đường vào bản.</p>
<table><tr><td>Bản</td><td>Hộ</td></tr><tr><td>Phiêng Pẻn</td><td>31</td></tr></table>
<p><b>Lò Văn Thử</b></p></div></body></html>""".encode()
LETTER = """<html><body><table><tr><td>ỦY BAN NHÂN DÂN<br>XÃ MƯỜNG TẤC</td>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
</td></tr><tr><td>Số: 12/QĐ-UBND</td><td>Mường Tấc, ngày 05 tháng 3 năm 2024</td></tr></table>
<p>QUYẾT ĐỊNH</p>
<p>Về việc sửa đường</p><p>Điều 1. Sửa đường vào bản.</p><p>Nơi nhận:</p></body></html>""".encode()
MARKUP = (
    b"<div>", b"</div>", b"<p>", b"</p", b"<table><tr><td colspan=99999>", b"</table>", b"<!--",
    b"]]>", b"<![CDATA[",
    b"<script type='application/ld+json'>{", b"[[[[", b"</script>", b"<meta charset=utf-16>",
    b"<meta charset=nonsuch>",
    b"&#x110000;", b"&#0;", b"\xff\xfe", b"\xef\xbb\xbf", b"31/02/0000", b"99/99/9999 99:99",
    b"0001-01-01T00:00:00+14:00",
    b"9999-12-31T23:59:59-14:00", b"<base href='http://['>", b"<svg><math>", b"<template>",
    b"<a href='//['>", b"\0",
    b"<ol start=-99999999999>", b"<li value=1e9>", b"<h1 class=title>",
    b"S\xe1\xbb\x91: 0/Q\xc4\x90-", b"<frameset>",
)  # fmt: skip

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Tin</title>
<item><title>Xã họp</title><link>https://bao.example.vn/a-1.html</link>
<pubDate>Fri, 17 Sep 2021 06:30:00 +0700</pubDate>
</item><item><title>Bản mới &amp; đường</title><link>/b-2.html</link>
<pubDate>9/5/2021 1:30:00 PM</pubDate></item>
</channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Tin</title><entry><title>Ban</title>
<link href="https://bao.example.vn/c-3.html"/><updated>2021-09-17T06:30:00Z</updated></entry></feed>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://bao.example.vn/a-1.html</loc>
<lastmod>2021-09-17T06:30:00+07:00</lastmod><news:news><news:publication_date>2021-09-17</news:publication_date>
<news:title>Ban</news:title></news:news></url></urlset>"""
XML = (
    b"<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;&b;'>]>", b"&d;", b"&nbsp;", b"<item>",
    b"</item>", b"<loc>", b"</loc>",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<?xml version='1.0' encoding='x'?>",
    b"0001-01-01T00:00:00+14:00",
    b"9999-12-31T23:59:59-14:00", b"99/99/9999 99:99:99 PM", b"Mon, 31 Feb 99 99:99:99 GMT+99",
    b"]]>", b"<![CDATA[", b"\0",
    b"<link>http://[</link>", b"<a:b>", b"xml:base='http://['", b"\xff\xfe",
    b"<pubDate>1 Jan 0001 00:00 +1400</pubDate>",
    b"<updated>9999-12-31T23:59:59-14:00</updated>", b"<lastmod>0001-01-01T00:00:00+14:00</lastmod>",
)  # fmt: skip

LINES = [
    "ỦY BAN NHÂN DÂN",
    "Số: 12/QĐ-UBND",
    "Mường Tấc, ngày 05 tháng 3 năm 2024",
    "QUYẾT ĐỊNH",
    "Điều 1. Sửa đường.",
]


def word(lines, parts=None):
    """A .docx of these lines; `parts` replaces members of its zip."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.add_table(2, 2).cell(1, 1).text = "31 hộ"
    plain, written = io.BytesIO(), io.BytesIO()
    document.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            target.writestr(name, (parts or {}).get(name, source.read(name)))
    return written.getvalue()


def word_of(xml):
    return word(LINES, {"word/document.xml": xml})


def body_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read("word/document.xml")


@pytest.mark.parametrize("xml", [b"<!DOCTYPE r><r/>", b"<p>a</p>", b"<w:document xmlns:w='urn:other'/>"])
def test_a_word_file_around_other_xml_is_refused(xml):
    with pytest.raises(FileUnreadable, match="damaged"):
        read_docx(word_of(xml))


def test_any_page_is_judged():
    def judged(content):
        found = extract(content, url=ADDRESS)
        assert found.reason and found.as_json()
        assert (found.document is not None) == (found.kind in (PageKind.ARTICLE, PageKind.DIRECTIVE))

    fuzz(spliced((PAGE, LETTER), MARKUP) | damaged((PAGE, LETTER)) | st.binary(max_size=4000), judged)


def test_any_feed_is_read_or_refused():
    def read(content):
        try:
            assert len(read_feed(content, "https://bao.example.vn/rss")) <= MOST_ENTRIES
        except Unreadable as refusal:
            assert str(refusal)

    fuzz(spliced((FEED, ATOM), XML) | damaged((FEED, ATOM)) | st.binary(max_size=500), read)


def test_any_sitemap_is_read_or_refused():
    def read(content):
        try:
            read_sitemap(content, "https://bao.example.vn/sitemap.xml")
        except Unreadable as refusal:
            assert str(refusal)

    plain = (SITEMAP, SITEMAP.replace(b"urlset", b"sitemapindex"), b"https://bao.example.vn/a-1.html\n" * 3)
    fuzz(
        spliced(plain, XML) | damaged((*plain, gzip.compress(SITEMAP, mtime=0))) | st.binary(max_size=500),
        read,
    )


@pytest.mark.parametrize(
    "read, files",
    [
        (read_pdf, (pdf(LINES),)),
        (read_docx, (word(LINES),)),
        (read_doc, (doc("\r".join(LINES)),)),
    ],
    ids=["pdf", "docx", "doc"],
)
def test_any_damaged_file_is_read_or_refused(read, files):
    def opened(content):
        try:
            assert all("\n" not in line for line in read(content).lines)
        except FileUnreadable as refusal:
            assert refusal.hint
        found = extract(content, url="https://bao.example.vn/van-ban/12.bin")
        assert found.reason

    fuzz(damaged(files), opened)


def test_any_xml_within_a_word_file_is_read_or_refused():
    def opened(xml):
        try:
            read_docx(word_of(xml))
        except FileUnreadable as refusal:
            assert refusal.hint

    xml = body_of(word(LINES))
    inside = (
        b"<w:p>", b"</w:p>", b"<w:tbl>", b"</w:tbl>", b"<w:tc>", b"<w:gridSpan w:val='-1'/>",
        b"<w:vMerge/>", b"<w:br/>",
        b"<w:numPr><w:numId w:val='99'/></w:numPr>", b"<w:ilvl w:val='x'/>", b"<w:tr/>",
        b"<w:tbl/>", b"<w:sectPr/>",
    )  # fmt: skip
    fuzz(spliced((xml,), inside) | damaged((xml,)), opened)


def test_a_word_file_that_inflates_beyond_measure_is_refused():
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("word/document.xml", "w") as part,
    ):
        for _ in range(MOST_INFLATED // (4 << 20) + 1):
            part.write(bytes(4 << 20))
    with within(), pytest.raises(FileUnreadable):
        read_docx(bomb.getvalue())


def test_the_ends_of_the_calendar_in_another_zone_are_no_day():
    assert feed_day("9999-12-31T23:59:59-14:00") is None
    assert feed_day("0001-01-01T00:00:00+14:00") is None
