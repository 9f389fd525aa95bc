"""What was fetched is kept exactly, can be read again, and survives a crash."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import io
import os
import signal
import subprocess
import sys
import textwrap
from types import SimpleNamespace

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archive.captures import (
    CapturedPage,
    CaptureStore,
    RecordFault,
    captures_in,
    check_file,
    iterate,
    read_capture,
)
from archive.captures.coding import CodingFault, decoded_body
from archive.captures.manifest import MANIFEST
from archive.errors import Busy, CaptureDamaged, HomeUnusable
from archive.model import CaptureKind
from tests.archive.conftest import NOON


def warc_records(folder):
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                yield record.rec_type, dict(record.rec_headers.headers), record.content_stream().read()


def test_a_capture_is_read_again_at_the_place_it_answered(tmp_path, fetch):
    first, second = fetch(b"mot"), fetch(b"hai", url="https://bao.example/bai/2")
    pages = [read_capture(tmp_path / "captures", one.warc, one.offset) for one in (first, second)]
    assert [(page.url, page.body, page.capture) for page in pages] == [
        ("https://bao.example/bai/1", b"mot", first),
        ("https://bao.example/bai/2", b"hai", second),
    ]


def test_each_record_is_a_gzip_member_of_its_own(tmp_path, fetch):
    capture = fetch(b"than bai")
    data = (tmp_path / "captures" / capture.warc).read_bytes()
    member = gzip.GzipFile(fileobj=io.BytesIO(data[capture.offset : capture.offset + capture.length])).read()
    assert member.startswith(b"WARC/1.1\r\n") and member.endswith(b"than bai\r\n\r\n")


def test_a_file_begins_with_warcinfo_and_keeps_response_and_request(tmp_path, store, fetch):
    fetch()
    store.sync()
    kinds = [kind for kind, _, _ in warc_records(tmp_path / "captures")]
    assert kinds == ["warcinfo", "response", "request"]


def test_the_request_names_the_response_it_belongs_to(tmp_path, fetch):
    fetch()
    heads = {kind: head for kind, head, _ in warc_records(tmp_path / "captures")}
    assert heads["request"]["WARC-Concurrent-To"] == heads["response"]["WARC-Record-ID"]


def test_digests_are_sha256_and_another_program_accepts_them(tmp_path, store, fetch, capsys):
    capture = fetch()
    store.sync()
    head = next(head for kind, head, _ in warc_records(tmp_path / "captures") if kind == "response")
    assert head["WARC-Payload-Digest"].startswith("sha256:")
    assert head["WARC-Block-Digest"].startswith("sha256:")

    options = SimpleNamespace(inputs=[str(tmp_path / "captures" / capture.warc)], verbose=True)
    Checker(options).process_all()
    said = capsys.readouterr().out
    assert "digest pass" in said and "digest failed" not in said


def test_an_identical_payload_becomes_a_revisit_that_names_the_first(tmp_path, fetch):
    first = fetch(b"nhu cu")
    again = fetch(b"nhu cu", when=NOON + dt.timedelta(days=1), seen=first)
    page = read_capture(tmp_path / "captures", again.warc, again.offset)
    assert again.kind is CaptureKind.REVISIT
    assert again.payload_digest == first.payload_digest
    assert (page.refers_to_url, page.refers_to_date) == (first.url, "2024-03-15T05:00:00.000000Z")
    assert page.body == b""


def test_not_modified_becomes_a_revisit_of_its_own_profile(tmp_path, fetch):
    first = fetch(b"nhu cu")
    again = fetch(b"", status_line="HTTP/1.1 304 Not Modified", headers=[("ETag", '"1"')], seen=first)
    profiles = [
        head["WARC-Profile"] for kind, head, _ in warc_records(tmp_path / "captures") if kind == "revisit"
    ]
    assert again.status == 304
    assert profiles == ["http://netpreserve.org/warc/1.1/revisit/server-not-modified"]


def test_a_changed_payload_is_kept_whole_again(fetch):
    first = fetch(b"ban dau")
    assert fetch(b"ban sua", seen=first).kind is CaptureKind.RESPONSE


def test_an_imported_file_is_a_resource_with_its_name(tmp_path, store):
    capture = store.append_resource(
        url="urn:baoluu:import:x",
        source="bao",
        captured_at=NOON,
        mime="text/plain",
        body=b"abc",
        filename="đề án.txt",
    )
    page = read_capture(tmp_path / "captures", capture.warc, capture.offset)
    assert (page.capture.kind, page.body, page.filename) == (CaptureKind.RESOURCE, b"abc", "đề án.txt")
    assert page.capture.source == "bao"


def test_a_file_that_reached_its_size_is_followed_by_the_next(tmp_path):
    with CaptureStore(tmp_path, rotate_bytes=1) as store:
        names = {
            store.append_resource(
                url=f"urn:{n}", source="s", captured_at=NOON, mime="text/plain", body=os.urandom(64)
            ).warc
            for n in range(3)
        }
    assert len(names) == 3
    assert len([page for page in captures_in(tmp_path) if isinstance(page, CapturedPage)]) == 3


def test_a_second_writer_is_told_to_wait(tmp_path, store):
    with pytest.raises(Busy, match="another process"):
        CaptureStore(tmp_path / "captures", rotate_bytes=10)


def test_opening_again_goes_on_in_the_same_file(tmp_path):
    warcs = []
    for n in range(2):
        with CaptureStore(tmp_path, rotate_bytes=10_000) as store:
            warcs.append(
                store.append_resource(url=f"urn:{n}", source="s", captured_at=NOON, mime="", body=b"x").warc
            )
    assert warcs[0] == warcs[1]


def test_a_tail_cut_at_any_byte_is_mended_and_the_records_before_it_stay(tmp_path):
    folder = tmp_path / "captures"
    with CaptureStore(folder, rotate_bytes=100_000) as store:
        kept = store.append_resource(url="urn:1", source="s", captured_at=NOON, mime="", body=b"giu lai")
        store.append_resource(url="urn:2", source="s", captured_at=NOON, mime="", body=b"bi cut")
    path = folder / kept.warc
    whole = path.read_bytes()
    end = kept.offset + kept.length
    (mark,) = folder.glob(".*.tail")
    noted = mark.read_bytes()
    for size in range(end, len(whole)):
        path.write_bytes(whole[:size])
        mark.write_bytes(noted)
        (folder / MANIFEST).unlink()  # a killed writer did not get to note the file
        with CaptureStore(folder, rotate_bytes=100_000) as store:
            added = store.append_resource(url="urn:3", source="s", captured_at=NOON, mime="", body=b"sau")
        assert added.offset == end
        assert [page.body for page in iterate(path)] == [b"giu lai", b"sau"]


def test_a_file_that_lost_records_is_left_as_it_is_and_a_new_one_begun(tmp_path):
    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        store.append_resource(url="urn:1", source="s", captured_at=NOON, mime="", body=b"giu lai")
        lost = store.append_resource(url="urn:2", source="s", captured_at=NOON, mime="", body=b"mat")
    path = tmp_path / lost.warc
    path.write_bytes(path.read_bytes()[: lost.offset])
    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        added = store.append_resource(url="urn:3", source="s", captured_at=NOON, mime="", body=b"sau")
    assert added.warc != lost.warc
    assert path.stat().st_size == lost.offset


def test_a_rotten_last_record_is_not_cut_off(tmp_path):
    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        rotten = store.append_resource(url="urn:1", source="s", captured_at=NOON, mime="", body=b"muc")
    path = tmp_path / rotten.warc
    data = bytearray(path.read_bytes())
    data[rotten.offset + 100] ^= 1
    path.write_bytes(data)
    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        added = store.append_resource(url="urn:2", source="s", captured_at=NOON, mime="", body=b"sau")
    assert path.read_bytes()[: len(data)] == data
    assert read_capture(tmp_path, added.warc, added.offset).body == b"sau"


def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path):
    script = textwrap.dedent(
        """
        import datetime as dt, os, sys
        from pathlib import Path
        from archive.captures import CaptureStore
        store = CaptureStore(Path(sys.argv[1]), rotate_bytes=3_000_000)
        for n in range(10_000):
            store.append_resource(url=f"urn:{n}", source="s", captured_at=dt.datetime.now(dt.UTC),
                                  mime="text/plain", body=os.urandom(20_000))
            print(n, flush=True)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    acknowledged = [process.stdout.readline() for _ in range(40)]
    process.send_signal(signal.SIGKILL)
    acknowledged += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    with CaptureStore(tmp_path, rotate_bytes=3_000_000) as store:
        store.sync()
    found = list(captures_in(tmp_path))
    assert not [one for one in found if isinstance(one, RecordFault)]
    assert [page.url for page in found][: len(acknowledged)] == [f"urn:{int(line)}" for line in acknowledged]


def test_checking_names_every_fault_and_goes_on_behind_it(tmp_path):
    with CaptureStore(tmp_path, rotate_bytes=1_000_000) as store:
        captures = [
            store.append_resource(url=f"urn:{n}", source="s", captured_at=NOON, mime="", body=os.urandom(500))
            for n in range(5)
        ]
    path = tmp_path / captures[0].warc
    data = bytearray(path.read_bytes())
    for damaged in (captures[1], captures[3]):
        data[damaged.offset + damaged.length // 2] ^= 1
    path.write_bytes(data)
    found = list(check_file(path))
    assert [one.offset for one in found if isinstance(one, RecordFault)] == [
        captures[1].offset,
        captures[3].offset,
    ]
    assert [one.url for one in found if not isinstance(one, RecordFault)] == ["urn:0", "urn:2", "urn:4"]


def test_a_digest_that_does_not_fit_is_a_fault(tmp_path):
    with CaptureStore(tmp_path, rotate_bytes=1_000_000) as store:
        capture = store.append_resource(url="urn:1", source="s", captured_at=NOON, mime="", body=b"dung")
    path = tmp_path / capture.warc
    data = path.read_bytes()
    member = gzip.decompress(data[capture.offset :]).replace(b"dung", b"sai!")
    path.write_bytes(data[: capture.offset] + gzip.compress(member))
    with pytest.raises(CaptureDamaged, match="digest"):
        read_capture(tmp_path, capture.warc, capture.offset)


@pytest.mark.parametrize("name", ["../x.warc.gz", "none.warc.gz"])
def test_a_place_outside_the_folder_or_missing_is_damage_not_a_crash(tmp_path, name):
    with pytest.raises(CaptureDamaged, match="missing"):
        read_capture(tmp_path, name, 0)


def test_an_unwritable_folder_is_said_with_what_to_do(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(HomeUnusable) as caught:
        CaptureStore(blocked / "captures", rotate_bytes=10)
    assert "permissions" in caught.value.hint


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"than bai", mtime=0)),
        ("br", brotli.compress(b"than bai")),
        ("identity", b"than bai"),
    ],
)
def test_a_body_is_stored_as_sent_and_read_decoded(tmp_path, fetch, coding, packed):
    capture = fetch(packed, headers=[("Content-Type", "text/html"), ("Content-Encoding", coding)])
    page = read_capture(tmp_path / "captures", capture.warc, capture.offset)
    assert (page.payload, page.body) == (packed, b"than bai")


@pytest.mark.parametrize("body", [b"4\r\nthan\r\n4\r\n bai\r\n0\r\n\r\n", b"than bai"])
def test_chunks_are_joined_where_there_are_any_whatever_the_header_says(body):
    assert decoded_body(body, [("Transfer-Encoding", "chunked")], 100) == b"than bai"


@pytest.mark.parametrize(
    "packed", [gzip.compress(b"0" * 5_000_000, mtime=0), brotli.compress(b"0" * 5_000_000)]
)
def test_a_body_that_inflates_beyond_the_bound_is_refused(packed):
    coding = "gzip" if packed[:2] == b"\x1f\x8b" else "br"
    with pytest.raises(CodingFault, match="more than"):
        decoded_body(packed, [("Content-Encoding", coding)], 1_000_000)


@settings(max_examples=60, deadline=None)
@given(
    body=st.binary(max_size=300), header=st.sampled_from(["gzip", "br", "deflate", "x-strange", "gzip, br"])
)
def test_decoding_any_bytes_gives_bytes_or_a_coding_fault(body, header):
    with contextlib.suppress(CodingFault):
        assert isinstance(decoded_body(body, [("Content-Encoding", header)], 10_000), bytes)
