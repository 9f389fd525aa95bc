"""Whatever is damaged is found, named, and mended where something else holds the same."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
from itertools import islice

import pytest

from archive.catalog.frontier import Frontier
from archive.errors import IndexMissing, InputUnusable
from archive.home import Home
from crawler.imports.rereading import reread_all
from crawler.samplesite import serve
from index.store import IndexStore, LiveIndex
from tests.system.conftest import keep_sources
from tests.system.inprocess import answers, contents, faults, invoke

NOON = dt.datetime(2024, 3, 15, 5, 0, tzinfo=dt.UTC)
QUESTIONS = ("tỉnh", "hoi nghi", '"đơn vị hành chính"', "")
TEXT = "Họp xã Mường Tấc\n\nNgày 17 tháng 09 năm 2021\n\nSáng nay, xã họp giao ban tháng chín về thủy lợi."
LINES = "\n".join(
    f'{{"id": "ml-{n}", "title": "Mường La họp lần {n}", "text": "Xã bàn việc trồng rừng đợt {n}."}}'
    for n in range(3)
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A home with a crawl, a correction crawled after it, and imports of each kind."""
    home = tmp_path_factory.mktemp("whole")
    files = tmp_path_factory.mktemp("files")
    (files / "bai.txt").write_text(TEXT, encoding="utf-8")
    (files / "bai.jsonl").write_text(LINES, encoding="utf-8")
    with serve((0, 0, 0)) as site:
        keys = keep_sources(home, site)
        assert invoke(home, "crawl", *keys, "--no-index").code == 0
        site.correct()
        make_due(home)
        assert invoke(home, "crawl", *keys, "--no-index").code == 0
    assert invoke(home, "import", files).code == 0
    return home


def make_due(home):
    """As if a year had passed: every page is due for its next visit."""
    with sqlite3.connect(home / "catalog.db") as connection:
        connection.execute(
            "UPDATE crawl_address SET next_visit = '2000-01-01T00:00:00.000000Z' WHERE state = 'done'"
        )
    connection.close()


def crawled(home):
    """What became of the addresses of each source."""
    frontier = Frontier(Home.open(home).catalog_url)
    found = {run.source: frontier.outcomes(run.source) for run in frontier.last_runs()}
    frontier.close()
    assert found
    return found


@pytest.fixture
def home(whole, tmp_path):
    """A copy to break."""
    shutil.copytree(whole, tmp_path / "home")
    return tmp_path / "home"


def flip(path, at, bit=3):
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)


def test_an_archive_nobody_touched_has_no_fault(whole):
    assert faults(whole) == []


def test_a_rebuild_from_the_captures_alone_gives_the_same_catalog_analyses_and_answers(home):
    before, found = contents(home), answers(home, *QUESTIONS)
    assert any(len(history) > 1 for history in before[1].values()), "a correction is part of the claim"
    for path in home.glob("catalog.db*"):
        path.unlink()
    shutil.rmtree(home / "index")
    assert invoke(home, "rebuild").code == 0
    assert contents(home) == before
    assert answers(home, *QUESTIONS) == found
    assert faults(home) == []


def test_a_rebuild_beside_a_sound_catalog_takes_its_place_while_readers_have_it_open(home):
    before = contents(home)
    crawl_before = crawled(home)
    reader = Home.open(home).catalog()
    documents = reader.latest_by_document()
    assert invoke(home, "rebuild", "--no-index").code == 0
    assert reader.latest_by_document() == documents
    assert crawled(home) == crawl_before
    reader.close()
    assert contents(home)[:2] == before[:2]
    assert not list(home.glob("catalog.db.*"))


def test_a_rebuild_in_a_named_database_that_was_stopped_is_begun_again(home, tmp_path, monkeypatch):
    before, crawl_before = contents(home), crawled(home)
    (home / "catalog.db").rename(tmp_path / "server.db")
    monkeypatch.setenv("BAOLUU_DATABASE", f"sqlite:///{tmp_path / 'server.db'}")
    with monkeypatch.context() as stopping:
        stopping.setattr("crawler.commands.rebuild.reread_all", stopped_after_two)
        with pytest.raises(InterruptedError):
            invoke(home, "rebuild", "--empty")
    refused = invoke(home, "rebuild")
    assert refused.code == InputUnusable.exit_code
    assert "rebuild --empty" in refused.err
    assert invoke(home, "rebuild", "--empty").code == 0
    assert contents(home)[:2] == before[:2]
    assert crawled(home) == crawl_before
    assert faults(home) == []


def stopped_after_two(folder, reader):
    yield from islice(reread_all(folder, reader), 2)
    raise InterruptedError


def test_a_flipped_bit_anywhere_in_a_warc_file_is_found_and_its_file_named(home):
    (warc,) = (home / "captures").glob("*.warc.gz")
    size = warc.stat().st_size
    draw = random.Random(8)
    for _ in range(3):
        at = draw.randrange(size)
        flip(warc, at)
        assert any(part == "captures" and warc.name in where for part, _, where in faults(home))
        flip(warc, at)
    assert faults(home) == []


def test_a_deleted_warc_file_is_named(home):
    (warc,) = (home / "captures").glob("*.warc.gz")
    warc.unlink()
    assert ("captures", "missing-file", warc.name) in faults(home)


@pytest.mark.parametrize("kind", ["header", "text", "page"])
def test_a_damaged_catalog_is_found_and_rebuilt_from_the_captures(home, kind):
    before = contents(home)
    path = home / "catalog.db"
    data = bytearray(path.read_bytes())
    if kind == "header":
        data[3] ^= 1
    elif kind == "text":
        data[data.rindex("Mường La họp".encode())] ^= 1
    else:
        at = data.index("trồng rừng đợt".encode()) // 4096 * 4096
        data[at : at + 4096] = bytes(4096)
    path.write_bytes(data)
    found = faults(home)
    assert {part for part, _, _ in found} >= {"catalog"}
    assert invoke(home, "rebuild").code == 0
    assert contents(home)[:2] == before[:2]
    assert faults(home) == []


@pytest.mark.parametrize(
    ("table", "column"), [("capture", "source"), ("story_document", "story"), ("schema", "")]
)
def test_letters_of_the_catalog_that_rotted_to_none_are_found_and_rebuilt(home, table, column):
    before = contents(home)
    with sqlite3.connect(home / "catalog.db") as connection:
        if column:
            connection.execute(f"UPDATE {table} SET {column} = CAST(x'6261ff' AS TEXT)")
        else:
            connection.execute("PRAGMA writable_schema = ON")
            damaged = "UPDATE sqlite_master SET sql = CAST(x'43ff' AS TEXT) WHERE name = 'capture'"
            connection.execute(damaged)
    connection.close()
    assert {part for part, _, _ in faults(home)} >= {"catalog"}
    assert invoke(home, "rebuild").code == 0
    assert contents(home)[:2] == before[:2]
    assert faults(home) == []


def test_a_schema_that_rotted_where_sqlite_quotes_it_is_found(home):
    path = home / "catalog.db"
    data = bytearray(path.read_bytes())
    data[data.index(b"FOREIGN KEY(capture)") + len("FOREIGN KEY(cap")] ^= 0x80
    path.write_bytes(data)
    assert {part for part, _, _ in faults(home)} >= {"catalog"}


def index_files(home):
    folder = home / "index" / (home / "index" / "CURRENT").read_text()
    return sorted(path for path in folder.iterdir() if path.suffix in (".arrays", ".toc", ".sha256", ".json"))


def test_a_flipped_bit_in_any_file_of_the_index_is_found_never_served_and_mended(home):
    draw = random.Random(9)
    files = index_files(home)
    assert {path.suffix for path in files} == {".arrays", ".toc", ".sha256", ".json"}
    for path in files:
        for _ in range(3):
            before = path.read_bytes()
            flip(path, draw.randrange(len(before)))
            assert any(part == "index" for part, _, _ in faults(home)), path.name
            with pytest.raises(IndexMissing):
                LiveIndex(IndexStore(home / "index")).engine()
            path.write_bytes(before)
    flip(next(path for path in files if path.suffix == ".toc"), 200)
    assert invoke(home, "reindex").code == 0
    assert faults(home) == []


def test_a_cut_segment_stops_an_import_from_indexing_and_harms_no_capture(home, tmp_path):
    segment = next(path for path in index_files(home) if path.suffix == ".arrays")
    segment.write_bytes(segment.read_bytes()[: segment.stat().st_size // 2])
    (tmp_path / "them.txt").write_text(TEXT.replace("Mường Tấc", "Mường Thải"), encoding="utf-8")
    answer = invoke(home, "import", tmp_path / "them.txt")
    assert answer.code != 0 and "reindex" in answer.err
    assert {part for part, _, _ in faults(home)} == {"index"}
    assert invoke(home, "reindex").code == 0
    assert answers(home, '"Mường Thải"')[0][1] == 1
    assert faults(home) == []


def test_captures_a_crash_left_out_of_the_catalog_come_in_with_the_next_command(home, tmp_path):
    with Home.open(home).captures() as captures:
        url = "urn:sha256:tay-bac"
        captures.append_resource(
            url=url,
            source="imported",
            captured_at=NOON,
            mime="text/plain",
            body=TEXT.encode(),
            filename="a.txt",
        )
    assert [kind for _, kind, _ in faults(home)] == ["unknown-record"]
    (tmp_path / "them.txt").write_text(TEXT.replace("Mường Tấc", "Mường Thải"), encoding="utf-8")
    assert invoke(home, "import", tmp_path / "them.txt").code == 0
    assert faults(home) == []
    catalog = Home.open(home).catalog()
    assert catalog.document_at(url).document.title == "Họp xã Mường Tấc"
    catalog.close()


def test_importing_older_content_again_changes_nothing(home, tmp_path):
    old, new = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    old.write_text('{"id": "pl-1", "title": "Phù Yên họp", "text": "Bản cũ của tin."}', encoding="utf-8")
    new.write_text('{"id": "pl-1", "title": "Phù Yên họp", "text": "Bản mới của tin."}', encoding="utf-8")
    for path in (old, new):
        assert invoke(home, "import", path, "--no-index").code == 0
    before = contents(home)
    summary = invoke(home, "import", old, "--no-index", "--json").json()
    assert (summary["unchanged"], summary["changed"]) == (1, 0)
    assert contents(home) == before


def test_verifying_by_sample_and_since_a_day_is_quick_and_says_what_it_did(home):
    report = invoke(home, "verify", "--json", "--sample", 5).json()
    assert (report["checked"], report["sample"], report["faults"]) == (5, 5, [])
    report = invoke(home, "verify", "--json", "--since", "2100-01-01").json()
    assert (report["checked"], report["since"], report["faults"]) == (0, "2100-01-01", [])
