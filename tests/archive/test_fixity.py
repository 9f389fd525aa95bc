"""Whatever rots is found and named."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.captures.manifest import MANIFEST
from archive.fixity import (
    Checked,
    Fault,
    Scope,
    note_unnoted,
    verify_captures,
    verify_catalog,
    verify_manifest,
)
from tests.archive.conftest import article


def faults(tmp_path, catalog):
    found = verify_captures(tmp_path / "captures", catalog)
    return [(one.part, one.kind, one.where) for one in found if isinstance(one, Fault)]


@pytest.fixture
def kept(catalog, fetch):
    """Three captures of different pages, all in the catalog."""
    captures = [fetch(b"trang %d" % n, url=f"https://bao.example/{n}") for n in range(3)]
    for n, capture in enumerate(captures):
        catalog.store(article(id=f"bai-{n}", url=capture.url), capture, "test/1")
    return captures


def test_an_untouched_archive_has_no_fault_and_every_capture_was_checked(tmp_path, catalog, kept):
    found = list(verify_captures(tmp_path / "captures", catalog))
    assert [one.where for one in found if isinstance(one, Checked)] == [one.locator for one in kept]
    assert faults(tmp_path, catalog) == []


def test_a_flipped_bit_is_named_and_the_rest_still_checked(tmp_path, catalog, kept):
    path = tmp_path / "captures" / kept[1].warc
    data = bytearray(path.read_bytes())
    data[kept[1].offset + 200] ^= 4
    path.write_bytes(data)
    assert faults(tmp_path, catalog) == [("captures", "damaged-record", kept[1].locator)]


def test_a_missing_file_is_named_for_each_capture_it_held(tmp_path, catalog, kept):
    (tmp_path / "captures" / kept[0].warc).unlink()
    assert faults(tmp_path, catalog) == [("captures", "missing-record", one.locator) for one in kept]


def test_a_capture_the_catalog_does_not_know_is_named(tmp_path, catalog, kept, fetch, store):
    stray = fetch(b"la", url="https://bao.example/la")
    assert faults(tmp_path, catalog) == []  # the writer may be about to enter it
    store.close()
    assert faults(tmp_path, catalog) == [("catalog", "unknown-record", stray.locator)]


def test_a_payload_swapped_for_another_is_named(tmp_path, catalog, kept, fetch):
    path = tmp_path / "captures" / kept[0].warc
    other = fetch(b"trang 9", url=kept[0].url, when=kept[0].captured_at)
    data = path.read_bytes()
    swapped = data[other.offset : other.offset + other.length]
    path.write_bytes(data[: kept[0].offset] + swapped + data[kept[0].offset + kept[0].length :])
    kinds = {kind for _, kind, _ in faults(tmp_path, catalog)}
    assert "other-digest" in kinds or "damaged-record" in kinds


def test_a_sound_database_has_no_fault(catalog):
    assert list(verify_catalog(catalog)) == []


def manifest_faults(tmp_path):
    found = verify_manifest(tmp_path / "captures")
    return [(one.kind, one.where) for one in found if isinstance(one, Fault)]


def test_a_closed_file_is_in_the_manifest_whole(tmp_path, kept, store):
    store.close()
    path = tmp_path / "captures" / kept[0].warc
    (whole,) = [one.where for one in verify_manifest(path.parent) if isinstance(one, Checked)]
    assert whole == f"{path.name}:0-{path.stat().st_size}"


def test_a_deleted_file_is_named_without_a_catalog(tmp_path, kept, store):
    store.close()
    (tmp_path / "captures" / kept[0].warc).unlink()
    assert manifest_faults(tmp_path) == [("missing-file", kept[0].warc)]


def test_a_record_cut_out_cleanly_is_found_by_the_manifest(tmp_path, kept, store):
    store.close()
    path = tmp_path / "captures" / kept[1].warc
    data = path.read_bytes()
    path.write_bytes(data[: kept[1].offset] + data[kept[2].offset :])
    assert {kind for kind, _ in manifest_faults(tmp_path)} == {"cut-file"}


def test_every_byte_of_a_file_is_watched(tmp_path, kept, store):
    store.close()
    path = tmp_path / "captures" / kept[0].warc
    data = path.read_bytes()
    for at in range(0, len(data), 37):
        path.write_bytes(data[:at] + bytes([data[at] ^ 16]) + data[at + 1 :])
        assert [kind for kind, _ in manifest_faults(tmp_path)] == ["altered-file"]


def test_an_unreadable_line_of_the_manifest_is_named(tmp_path, kept, store):
    store.close()
    manifest = tmp_path / "captures" / MANIFEST
    manifest.write_bytes(manifest.read_bytes() + b"{broken\n")
    assert manifest_faults(tmp_path) == [("manifest", f"{MANIFEST}:2")]


def test_a_file_of_before_the_manifest_is_taken_in_by_verifying(tmp_path, kept, store):
    store.close()
    path = tmp_path / "captures" / kept[0].warc
    (path.parent / MANIFEST).unlink()
    assert note_unnoted(path.parent) == path.stat().st_size
    assert note_unnoted(path.parent) == 0
    assert manifest_faults(tmp_path) == []


def test_a_sample_checks_so_many_captures(tmp_path, catalog, kept):
    found = list(verify_captures(tmp_path / "captures", catalog, Scope(sample=2)))
    assert len(found) == len({one.where for one in found}) == 2


def test_since_leaves_out_what_was_written_before(tmp_path, catalog, kept, store):
    store.close()
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    assert list(verify_captures(tmp_path / "captures", catalog, Scope(since=tomorrow))) == []
    today = Scope(since=tomorrow - dt.timedelta(days=2))
    assert len(list(verify_captures(tmp_path / "captures", catalog, today))) == 3


@pytest.mark.parametrize("catalog_url", ["sqlite"], indirect=True)  # a server checks its own pages
def test_a_bit_flipped_in_a_text_of_the_catalog_is_found(tmp_path, catalog, kept):
    catalog.close()
    path = tmp_path / "catalog.db"
    data = path.read_bytes()
    at = data.rindex("họp giao ban".encode())
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    found = list(verify_catalog(catalog))
    assert [one.kind for one in found] == ["database"]
    assert "bai-" in found[0].detail


def test_a_file_cut_short_is_missed_by_the_catalog_too(tmp_path, catalog, kept, store):
    store.close()
    path = tmp_path / "captures" / kept[1].warc
    path.write_bytes(path.read_bytes()[: kept[1].offset])
    assert faults(tmp_path, catalog) == [
        ("captures", "missing-record", kept[1].locator),
        ("captures", "missing-record", kept[2].locator),
    ]
