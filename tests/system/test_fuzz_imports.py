"""Whatever lies in a file that is imported, or in one that a person wrote, is read or refused by name."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import pytest
from hypothesis import strategies as st

from archive.errors import BaoluuError
from archive.sources import parse_source
from crawler.extract import extract
from crawler.extract.filetext import Unreadable as FileUnreadable
from crawler.extract.opendocument import read_odt
from crawler.extract.rtf import read_rtf
from crawler.imports.files import find_files
from crawler.imports.pieces import Fault, cut
from crawler.imports.reading import read_piece
from crawler.imports.texts import Unusable
from crawler.robots import read_robots
from index.registry.corrections import FILE, load_corrections
from tests.system.fuzzing import damaged, fuzz, spliced

NOW = dt.datetime(2024, 3, 15, tzinfo=dt.UTC)
LARGEST = 1 << 20  # bytes of one piece
TEXT = "Xã Mường Tấc họp\n\nNgày 17 tháng 09 năm 2021\n\nSáng nay, xã họp giao ban về thủy lợi."

SAVED = """From: <Saved>
Subject: =?utf-8?q?X=C3=A3_h=E1=BB=8Dp?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--ranh"

----ranh
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable
Content-Location: https://bao.example.vn/tin-1.html

<html><body><h1>M=C6=B0=E1=BB=9Dng T=E1=BA=A5c</h1><p>S=C3=A1ng nay, x=C3=A3 h=E1=BB=8Dp.</p></body></html>
----ranh
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
----ranh--
""".replace("\n", "\r\n").encode()
MIME = (
    b"\r\n",
    b"\r\n\r\n",
    b"----ranh\r\n",
    b"----ranh--\r\n",
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Type: text/html; charset*0*=''%E0; charset*1=x\r\n",
    b'Content-Type: text/html; charset="a\r\n b"\r\n',
    b"Content-Type: ;;;=\r\n",
    b"=?utf-8?b?////?=",
    b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"begin 666 a\r\n",
    b"Content-Location: http://[\r\n",
    b"Content-Location: =?utf-16?q?=00?=\r\n",
    b"\0",
    b"\xff\xfe",
    b";" * 50,
    b"(" * 50,
    b"<@,:;>",
    b'"\\',
)

RICH = (
    rb"{\rtf1\ansi\ansicpg1258\deff0{\fonttbl{\f0 .VnTime;}}{\*\generator x;}\pard "
    rb"X\u227? M\u432?\u7901?ng T\u7845?c h\'e4p\par\trowd\cell A\cell B\row\line \u-10179?\u-8638? }"
)
RICH_WORDS = (
    rb"{",
    rb"}",
    rb"\par",
    rb"\u-99999?",
    rb"\u99999999999?",
    rb"\'zz",
    rb"\ansicpg99999 ",
    rb"\uc99999 ",
    rb"\bin99999999 ",
    rb"{\*\x",
    rb"\fcharset163 ",
    rb"\pict",
    rb"\trowd\cell\row",
    rb"{\field{\*\fldinst HYPERLINK",
    rb"\~\-\_\:",
    rb"\u55357?",
    b"\0",
    b"{" * 200,
    b"\xff",
)

CONTENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:h>QUYẾT ĐỊNH</text:h><text:p>Điều 1.<text:tab/>Sửa <text:span>đường</text:span>.</text:p>
<table:table><table:table-row><table:table-cell><text:p>31 hộ</text:p></table:table-cell></table:table-row>
</table:table></office:text></office:body></office:document-content>""".encode()
CONTENT_WORDS = (
    b"<text:span>",
    b"</text:span>",
    b"<text:p>",
    b"</text:p>",
    b"<table:table>",
    b"<text:note/>",
    b"<text:s text:c='9e9'/>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&b;",
    b"<text:span>" * 2000,
    b"\0",
    b"]]>",
)

ROBOTS = b"""User-agent: *
Disallow: /quan-tri
Allow: /tin*.html$
Crawl-delay: 2
Sitemap: https://bao.example.vn/sitemap.xml
"""
ROBOTS_WORDS = (
    b"\xef\xbb\xbf",
    b"\r",
    b"\n",
    b"User-agent: baoluu\n",
    b"Disallow: /" + b"*a" * 200 + b"$\n",
    b"Disallow: http://[\n",
    b"Crawl-delay: nan\n",
    b"Crawl-delay: -1e999\n",
    b"Request-rate: 1/0\n",
    b"Visit-time: 9999-0000\n",
    b"#",
    b"%",
    b"%zz",
    b"%FF",
    b"Allow:\n",
    b"Sitemap:\n",
    b"\0",
    b"\xff",
    b":",
    b"t\xc3\xacm",
)

SOURCE = """key = "bao-thu"
name = "Báo Thử"
kind = "newspaper"
home = "https://bao.example.vn/"
province = "Sơn La"
hosts = ["bao.example.vn"]
[crawl]
delay = 2.0
[discover]
sitemaps = ["https://bao.example.vn/sitemap.xml"]
link_include = ["/tin/"]
[extract]
title = "h1.title"
""".encode()
CORRECTIONS = """[[rename]]
kind = "PER"
name = "Lò Văn Thử"
label = "Lò Văn Thử"
[[split]]
kind = "PER"
name = "Lò Văn Thử"
into = "Lò Văn Thử (Mộc Châu)"
since = 2021-01-01
""".encode()
TOML = (
    b"[",
    b"]",
    b"[[",
    b"]]",
    b"=",
    b'"',
    b"'''",
    b"\n",
    b"[crawl]\n",
    b"delay = nan\n",
    b"x = " + b"[" * 3000,
    b"{a={",
    b"9" * 5000,
    b"hosts = [1]\n",
    b"name = 1\n",
    b'home = "http://["\n',
    b"key = ''\n",
    b'"\\ud800"',
    b"kind = []\n",
    b"names = 3\n",
    b"1979-99-99",
    b"\xff",
    b"\0",
    b"[extract.title]\n",
)


def packed(names_to_content):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in names_to_content.items():
            package.writestr(name, content)
    return written.getvalue()


def open_document(xml):
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": xml})


def imported(tmp_path, name):
    """What reads a file of this name as an import does: pieces to documents, faults with their reasons."""
    path = tmp_path / name

    def read(content):
        path.write_bytes(content)
        for file in find_files([path]):
            for piece in cut(file, largest=LARGEST):
                if isinstance(piece, Fault):
                    assert piece.reason
                    continue
                assert "\n" not in piece.content_type
                try:
                    document = read_piece(piece, source=None, key="imported", fixed=False, at=NOW)
                    f"{document}".encode()
                except Unusable as refusal:
                    assert str(refusal)

    return read


def test_any_saved_page_is_read_or_named(tmp_path):
    fuzz(spliced((SAVED,), MIME) | damaged((SAVED,)), imported(tmp_path, "trang.mht"))


def test_any_line_of_records_is_read_or_named(tmp_path):
    record = {
        "id": "mt-1",
        "title": "Xã họp",
        "text": TEXT,
        "date": "2021-09-17",
        "url": "https://bao.example.vn/1",
    }
    lines = b"\n".join(json.dumps(record | {"id": f"mt-{n}"}).encode() for n in range(3))
    words = (
        b"{",
        b"}",
        b"[" * 3000,
        b"\\ud800",
        b'"\\u0000',
        b"null",
        b"1e999",
        b"9" * 5000,
        b'"url": "http://["',
        b"\xff",
        b"\0",
        b'"date": "9999-12-31T23:59:59-14:00"',
        b"\xef\xbb\xbf",
        b"\n",
        b'"id": {}',
        b'"source": [1]',
    )
    fuzz(spliced((lines,), words) | damaged((lines,)), imported(tmp_path, "tin.jsonl"))


def test_any_text_is_read_or_named(tmp_path):
    texts = tuple(TEXT.encode(charset) for charset in ("utf-8", "utf-16", "utf-16-be"))
    fuzz(damaged(texts) | st.binary(max_size=300), imported(tmp_path, "tin.txt"))


def test_any_package_of_captures_is_read_or_named(tmp_path):
    warc = b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    package = packed({"archive/a.warc": warc, "archive/../../b.warc": warc, "datapackage.json": b"{}"})
    fuzz(damaged((package,)), imported(tmp_path, "goi.wacz"))


@pytest.mark.parametrize(
    "read, files",
    [
        (read_rtf, spliced((RICH,), RICH_WORDS) | damaged((RICH,))),
        (read_odt, damaged((open_document(CONTENT),))),
        (read_odt, (spliced((CONTENT,), CONTENT_WORDS) | damaged((CONTENT,))).map(open_document)),
    ],
    ids=["rtf", "odt", "odt-content"],
)
def test_any_file_of_an_office_is_read_or_refused(read, files):
    def opened(content):
        try:
            assert all("\n" not in line for line in read(content).lines)
        except FileUnreadable as refusal:
            assert refusal.hint
        assert extract(content, url="https://bao.example.vn/van-ban/12.bin").reason

    fuzz(files, opened)


def test_any_rules_of_a_host_are_understood_soon():
    addresses = [f"https://bao.example.vn/{path}" for path in ("", "tin-1.html", "a" * 500, "tìm?x=%zz")]

    def asked(body):
        rules = read_robots(200, body, "baoluu")
        assert rules.delay is None or rules.delay >= 0
        for address in addresses:
            rules.allows(address)

    fuzz(spliced((ROBOTS,), ROBOTS_WORDS) | damaged((ROBOTS,)), asked)


def test_any_description_of_a_source_is_taken_or_refused():
    def parsed(content):
        try:
            parse_source(content.decode("utf-8", "replace"), "thu.toml")
        except BaoluuError as refusal:
            assert refusal.hint

    fuzz(spliced((SOURCE,), TOML) | damaged((SOURCE,)), parsed)


def test_any_corrections_are_taken_or_refused(tmp_path):
    def loaded(content):
        (tmp_path / FILE).write_bytes(content)
        try:
            load_corrections(tmp_path)
        except BaoluuError as refusal:
            assert refusal.hint

    fuzz(spliced((CORRECTIONS,), TOML) | damaged((CORRECTIONS,)), loaded)
