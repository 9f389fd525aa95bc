"""Readers and writers side by side: no error, no stale or doubled document, one writer at a time."""

from __future__ import annotations

import json
import time

import pytest

from archive.catalog import Catalog
from archive.errors import Busy
from archive.handover.backup import back_up
from archive.home import Home
from crawler.imports import import_paths
from index.engines import open_factory
from index.intake import analyse_stale, index_pending, rebuild
from index.ports import Every, SearchRequest
from index.store import IndexStore, LiveIndex
from tests.system.inprocess import faults, invoke
from tests.system.killing import bring_up_job, import_job, started

DOCUMENTS = 60
READERS = 4
ROUNDS = 6


def write_lines(path, edition):
    """The same documents in another edition: every text says which."""
    records = (
        {"id": f"bt-{n}", "title": f"Bắc Thọ họp lần {n}", "text": f"Bản tin in lần thứ {edition} của xã."}
        for n in range(DOCUMENTS)
    )
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in records), encoding="utf-8")


def take_in(home, path):
    """Import a file without indexing it."""
    for _ in import_paths(home, [path]):
        pass


def bring_up(home):
    catalog = home.catalog()
    for step in (analyse_stale(catalog, home.sources()), index_pending(home, catalog)):
        for _ in step:
            pass
    catalog.close()


def read_job(home_path, stop, report):
    """Search without pause until the file `stop` is there; write what was seen, or the first error."""
    live = LiveIndex(IndexStore(Home.open(home_path).index_folder))
    catalog = Catalog(Home.open(home_path).catalog_url)
    rounds, newest, states = 0, {}, set()
    while not stop.exists():
        engine = live.engine()
        found = engine.search(SearchRequest(match=Every(), limit=DOCUMENTS * 3, facets=("source",)))
        ids = [hit.id for hit in found.hits]
        assert len(ids) == len(set(ids)) == found.total == DOCUMENTS, (len(ids), len(set(ids)), found.total)
        assert dict(found.facets["source"]) == {"imported": DOCUMENTS}
        for hit in found.hits:
            assert hit.revision >= newest.get(hit.id, 0), "an older text than was shown before"
            newest[hit.id] = hit.revision
        page = catalog.revisions([hit.revision for hit in found.hits[:5]])
        assert len(page) == 5, "a hit whose text is not there"
        states.add(engine.generation)
        rounds += 1
        if rounds == 1:
            report.with_suffix(".reading").touch()
    report.write_text(json.dumps({"rounds": rounds, "states": len(states)}))


def wait_for(signs, seconds=120):
    """Until every file is there: a busy machine starts processes late."""
    deadline = time.monotonic() + seconds
    for sign in signs:
        while not sign.exists():
            assert time.monotonic() < deadline, f"{sign.name} never came"
            time.sleep(0.02)


@pytest.fixture
def filled(tmp_path):
    home = Home.open(tmp_path / "home")
    write_lines(tmp_path / "tin.jsonl", 0)
    take_in(home, tmp_path / "tin.jsonl")
    bring_up(home)
    return home


def test_readers_see_every_document_once_and_never_an_older_text(tmp_path, filled):
    stop = tmp_path / "stop"
    reports = [tmp_path / f"reader-{n}.json" for n in range(READERS)]
    readers = [started(read_job, filled.path, stop, report) for report in reports]
    wait_for(report.with_suffix(".reading") for report in reports)
    for edition in range(1, ROUNDS + 1):
        write_lines(tmp_path / "tin.jsonl", edition)
        take_in(filled, tmp_path / "tin.jsonl")
        if edition % 3:
            bring_up(filled)  # commits, and from the fourth segment on merges
        else:
            catalog = filled.catalog()
            for _ in analyse_stale(catalog, filled.sources()):
                pass
            for _ in rebuild(filled, catalog):
                pass
            catalog.close()
    deadline = time.monotonic() + 60
    stop.touch()
    for reader in readers:
        reader.join(max(0.1, deadline - time.monotonic()))
    assert [reader.exitcode for reader in readers] == [0] * READERS
    seen = [json.loads(report.read_text()) for report in reports]
    assert all(one["rounds"] > 1 for one in seen)
    assert max(one["states"] for one in seen) > 1, "no reader saw a commit"
    assert faults(filled.path) == []


def test_an_engine_kept_open_answers_from_the_state_it_was_opened_on(tmp_path, filled):
    store = IndexStore(filled.index_folder)
    kept = store.open()
    before = kept.revisions()
    write_lines(tmp_path / "tin.jsonl", 1)
    take_in(filled, tmp_path / "tin.jsonl")
    bring_up(filled)
    assert kept.revisions() == before
    fresh = kept.refreshed()
    assert fresh.document_count == DOCUMENTS
    assert set(fresh.revisions().values()).isdisjoint(before.values())


def test_a_second_import_is_told_that_another_one_writes(tmp_path, filled):
    with filled.captures():
        ran = invoke(filled.path, "import", tmp_path / "tin.jsonl")
    assert ran.code == Busy.exit_code
    assert "another process is writing" in ran.err and "--wait" in ran.err


def test_a_second_import_waits_when_it_is_told_to(tmp_path, filled):
    write_lines(tmp_path / "tin.jsonl", 1)
    holder = filled.captures()
    process = started(waiting_import_job, filled.path, tmp_path / "tin.jsonl")
    process.join(3)
    assert process.exitcode is None, "it did not wait"
    holder.close()
    process.join(60)
    assert process.exitcode == 0
    assert {one.number for one in latest(filled)} == {2}


def waiting_import_job(home_path, path):
    """An import that waits for whoever writes."""
    take_in(Home.open(home_path, wait=60), path)


def latest(home):
    catalog = home.catalog()
    found = list(catalog.latest_revisions())
    catalog.close()
    return found


def test_two_processes_that_index_at_once_leave_every_document_once(tmp_path, filled):
    write_lines(tmp_path / "tin.jsonl", 1)
    take_in(filled, tmp_path / "tin.jsonl")
    both = [started(bring_up_job, filled.path) for _ in range(2)]
    for process in both:
        process.join(120)
    assert [process.exitcode for process in both] == [0, 0]
    assert faults(filled.path) == []


def test_a_second_reindex_is_told_that_one_is_running(filled):
    with IndexStore(filled.index_folder).locked("build"):
        ran = invoke(filled.path, "reindex")
    assert ran.code == Busy.exit_code and "Traceback" not in ran.err


def test_a_key_twice_in_one_batch_is_one_document(tmp_path):
    home = Home.open(tmp_path / "home")
    path = tmp_path / "tin.jsonl"
    record = {"id": "trung", "title": "Mường Bú họp", "text": "Bản tin của xã."}
    path.write_text("\n".join(json.dumps(record | {"title": f"Mường Bú họp {n}"}) for n in range(2)))
    take_in(home, path)
    bring_up(home)
    engine = IndexStore(home.index_folder).open()
    assert engine.document_count == 1
    assert [one.document.title for one in latest(home)] == ["Mường Bú họp 1"]
    assert faults(home.path) == []


def test_opening_never_makes_or_removes_an_index(tmp_path, filled):
    folder = IndexStore(filled.index_folder)
    before = {path: path.stat().st_mtime_ns for path in filled.index_folder.rglob("*")}
    for _ in range(3):
        folder.open().close()
        LiveIndex(folder).engine()
    assert {path: path.stat().st_mtime_ns for path in filled.index_folder.rglob("*")} == before


def test_making_an_index_where_one_is_changes_nothing(filled):
    folder = filled.index_folder / (filled.index_folder / "CURRENT").read_text()
    with pytest.raises(Exception, match="already"):
        open_factory().create(folder)
    assert IndexStore(filled.index_folder).open().document_count == DOCUMENTS


def test_an_index_of_an_older_version_goes_on_serving_and_says_reindex(filled):
    complete = filled.index_folder / (filled.index_folder / "CURRENT").read_text() / "COMPLETE.json"
    fields = json.loads(complete.read_text())
    del fields["sha256"]  # which older versions did not write
    complete.write_text(json.dumps(fields | {"schema": 0}))
    assert invoke(filled.path, "search", "Bắc Thọ", "--json").json()["total"] == DOCUMENTS
    assert ("index", "outdated-index") in {(part, kind) for part, kind, _ in faults(filled.path)}
    with pytest.raises(Exception, match="earlier version"), IndexStore(filled.index_folder).writing():
        pass
    assert invoke(filled.path, "reindex").code == 0
    assert faults(filled.path) == []


def test_a_writer_that_fails_lets_the_next_one_in(filled):
    store = IndexStore(filled.index_folder)
    with pytest.raises(AttributeError), store.writing() as writer:
        writer.add([None])
    with store.writing() as writer:
        assert writer is not None
    assert faults(filled.path) == []


def test_a_backup_taken_while_an_import_runs_is_whole_and_can_be_gone_on_with(tmp_path):
    lines = tmp_path / "tin.jsonl"
    records = ({"id": f"sm-{n}", "title": f"Sông Mã họp {n}", "text": f"Bản tin {n}."} for n in range(250))
    lines.write_text("\n".join(json.dumps(one) for one in records))
    home, copy = Home.open(tmp_path / "home"), tmp_path / "copy"
    writer = started(import_job, home.path, [lines])
    taken = 0
    while writer.exitcode is None or not taken:
        for _ in back_up(home, copy):
            pass
        taken += 1
        found = {(part, kind) for part, kind, _ in faults(copy)}
        # Captures may be ahead of the catalog, never behind; the index is made by `reindex`.
        assert found <= {("catalog", "unknown-record"), ("index", "missing-index")}
        writer.join(120 if taken == 3 else 0)
    assert writer.exitcode == 0
    assert invoke(copy, "import", lines).code == 0
    assert invoke(copy, "reindex").code == 0
    assert faults(copy) == []
    assert invoke(copy, "search", "", "--json").json()["total"] == 250
