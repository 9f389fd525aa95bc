"""One process writes captures; what stops it in the middle leaves every place it answered true."""

from __future__ import annotations

import fcntl
import os
import threading

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.captures import CaptureStore, read_capture
from archive.captures.lock import in_use, writers_kept_out
from archive.captures.manifest import MANIFEST
from archive.errors import Busy, HomeUnusable
from archive.fixity import note_unnoted
from tests.archive.conftest import NOON


def keep(store, name):
    return store.append_resource(
        url=f"urn:{name}", source="s", captured_at=NOON, mime="text/plain", body=name.encode()
    )


def test_a_record_that_ctrl_c_cut_moves_none_after_it(tmp_path, monkeypatch):
    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        keep(store, "truoc")
        write = os.write

        def interrupted(descriptor, data):
            write(descriptor, data[:20])
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            keep(store, "dang do")
        monkeypatch.setattr(os, "write", write)
        after = keep(store, "sau")
    assert read_capture(tmp_path, after.warc, after.offset).body == b"sau"


def test_a_file_whose_first_record_could_not_be_written_is_begun_anew(tmp_path, monkeypatch):
    write = os.write

    def full(descriptor, data):
        write(descriptor, data[:20])
        raise OSError(28, "No space left on device")

    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(HomeUnusable, match="No space left"):
            keep(store, "khong con cho")
        monkeypatch.setattr(os, "write", write)
        kept = keep(store, "da co cho")
    (warc,) = tmp_path.glob("*.warc.gz")
    with warc.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds == ["warcinfo", "resource"]
    assert read_capture(tmp_path, kept.warc, kept.offset).body == b"da co cho"


def test_a_file_whose_name_could_not_be_made_durable_takes_no_captures(tmp_path, monkeypatch):
    def failing(folder):
        raise OSError(5, "Input/output error")

    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        monkeypatch.setattr("archive.captures.store._sync_folder", failing)
        with pytest.raises(HomeUnusable, match="Input/output"):
            keep(store, "dia hong")
        monkeypatch.undo()
        kept = keep(store, "dia tot")
    assert [path.name for path in tmp_path.glob("*.warc.gz")] == [kept.warc]
    assert read_capture(tmp_path, kept.warc, kept.offset).body == b"dia tot"


def test_a_disk_that_fails_while_syncing_is_said_with_what_to_do(tmp_path, monkeypatch):
    def failing(descriptor):
        raise OSError(28, "No space left on device")

    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        keep(store, "tin")
        monkeypatch.setattr(os, "fsync", failing)
        with pytest.raises(HomeUnusable, match="No space left") as refused:
            store.sync()
        monkeypatch.undo()
    assert "Free disk space" in refused.value.hint


def test_captures_that_could_not_be_opened_are_free_for_the_next(tmp_path, monkeypatch):
    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        keep(store, "tin")

    def failing(*arguments, **options):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("archive.captures.store.mend_tail", failing)
    with pytest.raises(HomeUnusable, match="Input/output"):
        CaptureStore(tmp_path, rotate_bytes=100_000)
    monkeypatch.undo()
    CaptureStore(tmp_path, rotate_bytes=100_000).close()


def test_a_new_file_comes_behind_all_others_even_where_files_were_lost(tmp_path):
    with CaptureStore(tmp_path, rotate_bytes=1) as store:
        names = [keep(store, f"bai {number}").warc for number in range(4)]
    for name in names[:3]:
        (tmp_path / name).unlink()
    with CaptureStore(tmp_path, rotate_bytes=1) as store:
        fresh = keep(store, "bai moi").warc
    assert max(path.name for path in tmp_path.glob("*.warc.gz")) == fresh


def test_those_who_ask_whether_somebody_writes_are_no_writers_to_each_other(tmp_path):
    CaptureStore(tmp_path, rotate_bytes=1).close()
    asking = os.open(tmp_path / "writer.lock", os.O_RDONLY)
    fcntl.flock(asking, fcntl.LOCK_SH)
    try:
        assert not in_use(tmp_path)
    finally:
        os.close(asking)


def test_a_writer_is_not_refused_because_somebody_asks_for_an_instant(tmp_path):
    CaptureStore(tmp_path, rotate_bytes=1).close()
    asking = os.open(tmp_path / "writer.lock", os.O_RDONLY)
    fcntl.flock(asking, fcntl.LOCK_SH)
    threading.Timer(0.05, os.close, [asking]).start()
    CaptureStore(tmp_path, rotate_bytes=1).close()


def test_no_writer_comes_in_while_the_manifest_is_brought_up_to_date(tmp_path, monkeypatch):
    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        keep(store, "tin")
    (tmp_path / MANIFEST).unlink()
    refused = []

    def noting(*arguments, **options):
        with pytest.raises(Busy):
            CaptureStore(tmp_path, rotate_bytes=100_000)
        refused.append(arguments)

    monkeypatch.setattr("archive.fixity.note_range", noting)
    assert note_unnoted(tmp_path) > 0
    assert refused


def test_nothing_is_noted_while_somebody_writes(tmp_path):
    with CaptureStore(tmp_path, rotate_bytes=100_000) as store:
        keep(store, "tin")
        with writers_kept_out(tmp_path) as nobody_writes:
            assert not nobody_writes
        assert note_unnoted(tmp_path) == 0
