"""A bag other tools accept, a backup that is a home."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import json
import sqlite3
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wacz.main import main as wacz
from warcio.archiveiterator import ArchiveIterator

from archive.errors import EngineUnavailable, HomeUnusable, InputUnusable
from archive.fixity import Fault, verify_captures, verify_manifest
from archive.handover.backup import MARKER, back_up
from archive.handover.bag import export_bag
from archive.handover.cdxj import cdxj_line, sorted_lines, surt
from archive.handover.replay import export_wacz
from archive.home import Home
from tests.archive.conftest import NOON, REQUEST, article

OK = "HTTP/1.1 200 OK"
HTML = [("Content-Type", "text/html; charset=utf-8")]


def keep(home, number, seen=None):
    url = f"https://bao.example/bai/{number}"
    with home.captures() as store:
        capture = store.append_exchange(
            url=url,
            source="bao",
            captured_at=NOON + dt.timedelta(minutes=number),
            request=REQUEST,
            status_line=OK,
            headers=HTML,
            body=f"<p>Xã họp lần {number}</p>".encode(),
            seen=seen,
        )
    catalog = home.catalog()
    catalog.store(article(id=f"bai-{number}", url=url, title=f"Xã họp lần {number}"), capture, "test/1")
    catalog.close()
    return capture


@pytest.fixture
def home(tmp_path):
    opened = Home.open(tmp_path / "home")
    captures = [keep(opened, number) for number in range(3)]
    keep(opened, 0, seen=captures[0])
    opened.sources_folder.mkdir()
    (opened.sources_folder / "bao.toml").write_text('key = "bao"', encoding="utf-8")
    return opened


def exported(home, tmp_path):
    for _ in export_bag(home, tmp_path / "bag", organization="Thư viện tỉnh"):
        pass
    return tmp_path / "bag"


def backed_up(home, folder):
    return sum(part.size for part in back_up(home, folder))


def faults_of(home):
    folder = home.captures_folder
    found = [*verify_captures(folder, home.catalog()), *verify_manifest(folder)]
    return [one for one in found if isinstance(one, Fault)]


def test_a_bag_is_valid_by_the_bagit_library(home, tmp_path):
    bag = bagit.Bag(str(exported(home, tmp_path)))
    bag.validate()
    assert bag.info["Source-Organization"] == "Thư viện tỉnh"
    assert bag.info["Baoluu-Documents"] == "3"


def test_the_warc_files_of_a_bag_are_sound_by_warcio(home, tmp_path):
    (warc,) = (exported(home, tmp_path) / "data" / "captures").glob("*.warc.gz")
    kinds = []
    with warc.open("rb") as file:
        for record in ArchiveIterator(file, check_digests=True):
            record.content_stream().read()
            assert record.digest_checker.passed is not False
            kinds.append(record.rec_type)
    assert (kinds.count("response"), kinds.count("revisit")) == (3, 1)


def test_every_line_of_the_cdxj_leads_to_its_record(home, tmp_path):
    data = exported(home, tmp_path) / "data"
    lines = (data / "indexes" / "index.cdxj").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 4
    for line in lines:
        key, moment, fields = line.split(" ", 2)
        told = json.loads(fields)
        with (data / "captures" / told["filename"]).open("rb") as file:
            file.seek(int(told["offset"]))
            record = next(iter(ArchiveIterator(file)))
        assert record.rec_headers.get_header("WARC-Target-URI") == told["url"]
        assert record.rec_headers.get_header("WARC-Payload-Digest") == told["digest"]
        assert (key, moment[:8]) == (surt(told["url"]), "20240315")


def test_the_documents_of_a_bag_say_where_they_come_from(home, tmp_path):
    data = exported(home, tmp_path) / "data"
    records = [
        json.loads(line) for line in (data / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [one["id"] for one in records] == ["bai-0", "bai-1", "bai-2"]
    assert all((data / "captures" / one["warc"]).is_file() and one["payload_digest"] for one in records)


def packaged(home, tmp_path):
    for _ in export_wacz(home, tmp_path / "bao.wacz", title="Thư viện tỉnh"):
        pass
    return tmp_path / "bao.wacz"


def test_a_wacz_is_valid_by_the_library_that_reads_it(home, tmp_path, capsys):
    assert wacz(["validate", "--file", str(packaged(home, tmp_path))]) == 0


def test_a_wacz_lists_every_document_under_its_title(home, tmp_path):
    with zipfile.ZipFile(packaged(home, tmp_path)) as package:
        header, *pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
        assert json.loads(package.read("datapackage.json"))["title"] == "Thư viện tỉnh"
    assert header["format"] == "json-pages-1.0"
    assert sorted(page["title"] for page in pages) == [f"Xã họp lần {number}" for number in range(3)]


def test_every_page_of_a_wacz_is_in_its_index(home, tmp_path):
    with zipfile.ZipFile(packaged(home, tmp_path)) as package:
        index = gzip.decompress(package.read("indexes/index.cdx.gz")).decode()
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()][1:]
    indexed = {json.loads(line.split(" ", 2)[2])["url"] for line in index.splitlines()}
    assert {page["url"] for page in pages} <= indexed


def test_making_a_wacz_asks_the_network_nothing_and_leaves_nothing_beside(home, tmp_path):
    before = set(tmp_path.iterdir())
    packaged(home, tmp_path)  # a socket to anywhere but loopback fails the test
    assert set(tmp_path.iterdir()) - before == {tmp_path / "bao.wacz"}


def test_a_wacz_is_never_written_over_something(home, tmp_path):
    (tmp_path / "bao.wacz").write_text("giữ lại")
    with pytest.raises(InputUnusable, match="there already"):
        packaged(home, tmp_path)
    assert (tmp_path / "bao.wacz").read_text() == "giữ lại"


def test_an_empty_home_gives_no_wacz_but_says_why(tmp_path):
    with pytest.raises(InputUnusable, match="no capture"):
        packaged(Home.open(tmp_path / "home"), tmp_path)


def test_without_the_library_a_wacz_says_what_to_install(home, tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EngineUnavailable) as refused:
        packaged(home, tmp_path)
    assert "baoluu[wacz]" in refused.value.hint


def test_a_bag_is_never_written_over_something(home, tmp_path):
    (tmp_path / "bag").mkdir()
    (tmp_path / "bag" / "thư.txt").write_text("giữ lại")
    with pytest.raises(InputUnusable, match="not empty"):
        exported(home, tmp_path)


def test_a_bag_is_not_written_into_a_file(home, tmp_path):
    (tmp_path / "bag").write_text("giữ lại")
    with pytest.raises(InputUnusable, match="is a file"):
        exported(home, tmp_path)


def test_a_bag_fills_a_folder_that_is_there_and_empty(home, tmp_path):
    (tmp_path / "bag").mkdir()
    assert sorted(path.name for path in exported(home, tmp_path).iterdir()) == [
        "bag-info.txt",
        "bagit.txt",
        "data",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ]


@pytest.mark.parametrize("step", ["archive.handover.bag.cdxj_lines", "bagit.make_bag"])
def test_a_disk_that_fills_while_a_bag_is_written_is_said_and_leaves_nothing(
    home, tmp_path, monkeypatch, step
):
    def full(*arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, full)
    with pytest.raises(HomeUnusable, match="No space left") as refused:
        exported(home, tmp_path)
    assert "disk with room" in refused.value.hint
    assert not any((tmp_path / "bag").iterdir())


def test_what_a_killed_export_left_is_no_reason_to_refuse_the_next(home, tmp_path):
    (tmp_path / "bag" / ".baoluu-bag-x1" / "captures").mkdir(parents=True)
    (tmp_path / "bag" / ".baoluu-bag-x1" / "catalog.db").write_text("nửa chừng")
    bagit.Bag(str(exported(home, tmp_path))).validate()
    assert not list((tmp_path / "bag").glob(".*"))


def test_a_bag_is_made_where_it_will_lie_not_in_the_machines_own_scratch(home, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "không có"))
    bagit.Bag(str(exported(home, tmp_path))).validate()


@settings(max_examples=30)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=6), max_size=40))
def test_lines_sorted_in_runs_come_out_as_sorted_at_once(lines):
    with tempfile.TemporaryDirectory() as scratch:
        assert list(sorted_lines(lines, Path(scratch), run=7)) == sorted(lines)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.bao.example.vn/", "vn,example,bao)/"),
        ("https://bao.example.vn/Tin/?b=2&a=1", "vn,example,bao)/tin?a=1&b=2"),
        ("http://bao.example.vn:8080/tin", "vn,example,bao:8080)/tin"),
        ("http://127.0.0.1:81/tin", "1,0,0,127:81)/tin"),
        ("https://bao.example.vn:443/tin/", "vn,example,bao)/tin"),
    ],
)
def test_addresses_sort_by_domain(url, key):
    assert surt(url) == key


def test_a_digest_of_another_algorithm_is_told_as_it_is(home):
    one = replace(next(home.catalog().all_captures()), payload_digest="sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ")
    assert '"digest": "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"' in cdxj_line(one)


def test_a_revisit_is_told_as_one(home):
    revisit = list(home.catalog().all_captures())[-1]
    assert '"mime": "warc/revisit"' in cdxj_line(revisit)


def test_a_backup_is_a_home_without_a_fault(home, tmp_path):
    backed_up(home, tmp_path / "copy")
    copy = Home.open(tmp_path / "copy", create=False)
    assert copy.catalog().counts() == home.catalog().counts()
    assert faults_of(copy) == []
    assert (copy.sources_folder / "bao.toml").is_file()


def test_a_backup_brought_up_to_date_copies_only_what_is_new(home, tmp_path):
    whole = backed_up(home, tmp_path / "copy")
    new = keep(home, 7)
    added = backed_up(home, tmp_path / "copy")
    assert new.length <= added < whole
    copy = Home.open(tmp_path / "copy", create=False)
    assert copy.catalog().document("bai-7") is not None
    assert faults_of(copy) == []


def test_a_backup_cut_before_its_end_is_gone_on_with(home, tmp_path):
    steps = back_up(home, tmp_path / "copy")
    next(steps)
    steps.close()
    assert not json.loads((tmp_path / "copy" / MARKER).read_text())["complete"]
    backed_up(home, tmp_path / "copy")
    assert json.loads((tmp_path / "copy" / MARKER).read_text())["complete"]
    assert faults_of(Home.open(tmp_path / "copy")) == []


def lose_power(copy, *, complete):
    """The copy's newest file keeps its size; what was not made durable of it is nothing."""
    warc = max((copy / "captures").glob("*.warc.gz"))
    whole = warc.read_bytes()
    warc.write_bytes(whole[: len(whole) // 2].ljust(len(whole), b"\0"))
    if not complete:
        (copy / MARKER).write_text('{"of": "', encoding="utf-8")


def test_a_backup_cut_by_a_power_failure_is_copied_again_from_where_it_differs(home, tmp_path):
    backed_up(home, tmp_path / "copy")
    lose_power(tmp_path / "copy", complete=False)
    backed_up(home, tmp_path / "copy")
    assert faults_of(Home.open(tmp_path / "copy")) == []


def test_what_a_whole_backup_holds_is_not_written_over_by_what_differs_at_home(home, tmp_path):
    backed_up(home, tmp_path / "copy")
    lose_power(home.path, complete=True)
    with contextlib.suppress(HomeUnusable):
        backed_up(home, tmp_path / "copy")
    assert faults_of(Home.open(tmp_path / "copy")) == []


def test_a_backup_somebody_has_open_is_brought_up_to_date_whole(home, tmp_path):
    backed_up(home, tmp_path / "copy")
    with contextlib.closing(sqlite3.connect(tmp_path / "copy" / "catalog.db")) as served:
        # What is written stays in the journal beside the file while a connection is open.
        served.execute("UPDATE document SET gone_since = '2024-04-01T00:00:00.000000Z'")
        served.commit()
        keep(home, 7)
        backed_up(home, tmp_path / "copy")
        copy = Home.open(tmp_path / "copy", create=False)
        assert copy.catalog().document("bai-7") is not None
        assert copy.catalog().gone_since("bai-1") is None
        assert list(copy.catalog().damage()) == []


def test_a_backup_goes_into_no_folder_of_something_else(home, tmp_path):
    with pytest.raises(InputUnusable, match="not empty"):
        backed_up(home, home.path)
