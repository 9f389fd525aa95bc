"""Whatever lies in a WARC file, its reader answers with captures and named faults."""

from __future__ import annotations

import datetime as dt
import gzip
import re

import pytest

from archive.captures.reader import RecordFault, check_file, iterate, read_capture
from archive.errors import CaptureDamaged
from archive.home import Home
from tests.system.fuzzing import damaged, fuzz, spliced

WHEN = dt.datetime(2021, 9, 17, 6, 30, tzinfo=dt.UTC)
CAP = 1 << 20  # bytes of a body
WORDS = (
    b"WARC/1.1\r\n", b"WARC/9\r\n", b"WARC-Type: revisit\r\n", b"WARC-Type: response\r\n",
    b"Content-Length: 99999999999\r\n",
    b"Content-Length: -1\r\n", b"\r\n\r\n", b"WARC-Date: 0001-01-01T00:00:00Z\r\n",
    b"WARC-Target-URI: http://[\r\n",
    b"WARC-Payload-Digest: sha256:x\r\n", b"HTTP/1.1 999 \r\n", b"Content-Encoding: br\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Transfer-Encoding: chunked\r\n", b"ffffffffff\r\n", b"\0",
    b"Content-Type: text/html; charset=\r\n", b"\xff\xfe",
)  # fmt: skip


@pytest.fixture(scope="module")
def warc(tmp_path_factory):
    """The bytes of a file our own writer made: three pages, one of them gzipped on the way."""
    home = Home.open(tmp_path_factory.mktemp("warc"))
    body = "<p>Xã Mường Tấc họp giao ban.</p>".encode()
    with home.captures() as captures:
        for number, (headers, sent) in enumerate(
            [
                ([("Content-Type", "text/html; charset=utf-8")], body),
                ([("Content-Encoding", "gzip")], gzip.compress(body, mtime=0)),
                ([("Transfer-Encoding", "chunked")], b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)),
            ]
        ):
            captures.append_exchange(
                url=f"https://bao.example.vn/{number}",
                source="bao",
                captured_at=WHEN,
                request=b"GET / HTTP/1.1\r\n\r\n",
                status_line="HTTP/1.1 200 OK",
                headers=headers,
                body=sent,
            )
    (path,) = home.captures_folder.glob("*.warc.gz")
    return path.read_bytes()


def read_wholly(folder, name, content):
    """Read a file in every way there is; every fault must say its reason."""
    path = folder / name
    path.write_bytes(content)
    for found in (*iterate(path, source="nhap", cap=CAP), *check_file(path)):
        if isinstance(found, RecordFault):
            assert found.reason and found.warc == name and found.offset >= 0
    for offset in (0, len(content) // 2, len(content)):
        try:
            assert len(read_capture(folder, name, offset, cap=CAP).body) <= CAP
        except CaptureDamaged as damage:
            assert damage.hint


def test_any_damage_to_a_compressed_file_is_a_named_fault(warc, tmp_path):
    fuzz(damaged((warc,)), lambda content: read_wholly(tmp_path, "x.warc.gz", content))


def test_any_record_within_sound_compression_is_read_or_named(warc, tmp_path):
    plain = gzip.decompress(warc)
    fuzz(
        spliced((plain,), WORDS) | damaged((plain,)),
        lambda content: read_wholly(tmp_path, "x.warc.gz", gzip.compress(content, 1, mtime=0)),
    )


def test_any_plain_file_is_read_or_named(warc, tmp_path):
    plain = gzip.decompress(warc)
    fuzz(
        spliced((plain,), WORDS) | damaged((plain,)),
        lambda content: read_wholly(tmp_path, "x.warc", content),
    )


@pytest.mark.parametrize("digest", [b"x", b"sha256", b"sha256:x"])
def test_a_digest_that_is_none_is_a_named_fault(warc, tmp_path, digest):
    plain = gzip.decompress(warc)
    path = tmp_path / "x.warc"
    path.write_bytes(re.sub(rb"(WARC-Payload-Digest: )[^\r]*", rb"\g<1>" + digest, plain))
    assert any(isinstance(found, RecordFault) for found in iterate(path, cap=CAP))
