"""Whatever rots is found and named."""

from __future__ import annotations

import pytest

from archive.fixity import Checked, Fault, verify_captures, verify_catalog
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


def test_a_capture_the_catalog_does_not_know_is_named(tmp_path, catalog, kept, fetch):
    stray = fetch(b"la", url="https://bao.example/la")
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
