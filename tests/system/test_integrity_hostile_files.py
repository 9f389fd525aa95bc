"""Files made to hurt: bounded in time and memory, left out with a reason, and the rest comes in."""

from __future__ import annotations

import contextlib
import gzip
import io
import resource
import subprocess
import sys
import zipfile
import zlib
from itertools import pairwise

import pytest

from crawler.discover.feeds import read_feed
from crawler.discover.found import Unreadable
from crawler.discover.sitemaps import read_sitemap
from crawler.extract import extract
from tests.system.conftest import ROOT
from tests.system.inprocess import faults, invoke

GOOD = "Họp xã Mường Tấc\n\nNgày 17 tháng 09 năm 2021\n\nSáng nay, xã họp giao ban tháng chín về thủy lợi."
MEMORY = 1_500 << 20
SECONDS = 120
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "xã xã xã xã xã xã xã xã xã xã">'
    + "".join(f'<!ENTITY {after} "{f"&{name};" * 10}">' for name, after in pairwise("abcdefghi"))
    + "]>"
)


def import_bounded(home, *paths):
    """Import in a process that may neither grow nor take long."""
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "baoluu",
            "--home",
            str(home),
            "import",
            "--no-index",
            "--json",
            *map(str, paths),
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)),
        check=False,
    )
    assert ended.returncode in (0, 12), ended.stderr
    assert "Traceback" not in ended.stderr
    return ended


def zipped(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder somebody else packed: one good text among files made to hurt."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "secret.txt").write_text(GOOD.replace("Mường Tấc", "Bí Mật"), encoding="utf-8")
    packed = folder / "packed"
    packed.mkdir()
    (packed / "good.txt").write_text(GOOD, encoding="utf-8")
    (packed / "loop").symlink_to(packed)
    (packed / "out.txt").symlink_to(folder / "secret.txt")
    zeros = bytes(400 << 20)
    zipped(packed / "bomb.wacz", {"archive/a.warc": zeros})
    zipped(packed / "bomb.docx", {"word/document.xml": zeros, "[Content_Types].xml": b"<Types/>"})
    warc = b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 419430400\r\n\r\n"
    deflater = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    (packed / "bomb.warc.gz").write_bytes(deflater.compress(warc + zeros) + deflater.flush())
    zipped(packed / "climbing.wacz", {"../../../../tmp/archive/climbed.warc": b"WARC/1.1\r\n\r\n"})
    (packed / "locked.wacz").write_bytes(locked())
    (packed / "loop.pdf").write_bytes(looping_pdf())
    (packed / "laughs.html").write_text(f"{LAUGHS}<html><body><p>&i;</p></body></html>", encoding="utf-8")
    (packed / "deep.html").write_text("<div>" * 200_000 + GOOD, encoding="utf-8")
    return packed


def locked():
    """A package whose file says it is locked with a password."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("archive/a.warc", b"WARC/1.1")
    data = bytearray(buffer.getvalue())
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= 1
    return bytes(data)


def looping_pdf():
    """A page tree that is its own child, and a page whose contents name themselves."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents[3 0 R 4 0 R]>>endobj\n"
        b"4 0 obj 4 0 R endobj\ntrailer<</Root 1 0 R/Prev 0>>\n%%EOF"
    )


def test_one_good_text_comes_in_from_among_files_made_to_hurt(tmp_path, folder):
    home = tmp_path / "home"
    ended = import_bounded(home, folder)
    for name in ("bomb.wacz", "bomb.warc.gz", "climbing.wacz", "locked.wacz", "loop", "out.txt"):
        assert f'"file": "{name}"' in ended.stdout, f"{name} was not named"
    assert invoke(home, "search", '"Mường Tấc"', "--json").code == 7  # nothing was indexed yet
    assert invoke(home, "reindex").code == 0
    assert invoke(home, "search", '"Mường Tấc"', "--json").json()["total"] == 1
    assert invoke(home, "search", '"Bí Mật"', "--json").json()["total"] == 0
    assert not [name for _, _, name in faults(home)]


@pytest.mark.parametrize("read", [read_sitemap, read_feed])
def test_entities_that_expand_without_end_are_refused_in_sitemaps_and_feeds(read):
    body = f"{LAUGHS}<rss><channel><title>&i;</title><item><link>&i;</link></item></channel></rss>".encode()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with contextlib.suppress(Unreadable):
        read(body, "https://bao.example/feed.xml")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 << 10  # kilobytes


def test_a_packed_sitemap_that_bursts_costs_its_bound():
    body = gzip.compress(bytes(300 << 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unreadable):
        read_sitemap(body, "https://bao.example/sitemap.xml.gz")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250 << 10


@pytest.mark.parametrize(
    "content",
    [b"<div>" * 100_000, b"<a href=x " * 50_000, b"\x00" * 100_000, b"<table><tr><td>" * 20_000],
    ids=["deep", "unclosed", "nul", "tables"],
)
def test_a_page_made_to_hurt_is_read_or_refused_in_time(content):
    assert extract(content, url="https://bao.example/tin-1.html").kind
