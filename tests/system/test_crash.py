"""Killed at any instant, the next run goes on: nothing promised is lost, nothing is there twice.

BAOLUU_KILLS says how often to kill in all (20; `make torture` asks for 200).
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter

import pytest

from archive.captures import CapturedPage, captures_in
from archive.home import Home
from crawler.samplesite import serve
from index.store import IndexStore
from tests.system.conftest import keep_sources
from tests.system.inprocess import faults, invoke
from tests.system.killing import (
    analyze_job,
    crawl_job,
    import_job,
    instants,
    kill_at,
    promised,
    reindex_job,
    run_to_end,
)

KILLS = int(os.environ.get("BAOLUU_KILLS", "20"))
RECORDS = 300
SEED = int(os.environ.get("BAOLUU_SEED", "20240315"))


@pytest.fixture(scope="module")
def site():
    with serve((0, 0, 0)) as running:
        yield running


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """A file of 300 records, two batches of an import."""
    path = tmp_path_factory.mktemp("lines") / "tin.jsonl"
    records = (
        {
            "id": f"mc-{n}",
            "title": f"Mường Chanh họp lần {n}",
            "text": f"Xã bàn việc trồng rừng đợt {n}. " * 5,
        }
        for n in range(RECORDS)
    )
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in records), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def imported(tmp_path_factory, lines):
    """A home that imported the records undisturbed, and the seconds that took."""
    home = tmp_path_factory.mktemp("imported")
    return home, run_to_end(import_job, home, [lines])


def kept_promises(home):
    """What must hold after any kill, before anything was mended."""
    promises = promised(home)
    catalog = Home.open(home).catalog()
    assert promises <= set(catalog.latest_by_document())
    known = {one.locator for one in catalog.all_captures()}
    there = {
        page.capture.locator for page in captures_in(home / "captures") if isinstance(page, CapturedPage)
    }
    assert known <= there, "the catalog speaks of a capture that is not on disk"
    catalog.close()


def assert_whole(home, documents):
    """What must hold after running again to the end: everything, once, and in agreement."""
    kept_promises(home)
    assert faults(home) == []
    catalog = Home.open(home).catalog()
    latest = catalog.latest_by_document()
    assert len(latest) == documents
    titles = Counter(catalog.revisions([row])[row].document.url for row in latest.values())
    assert max(titles.values()) == 1
    assert catalog.counts()["revisions"] == documents, "nothing changed, so nothing has a second revision"
    assert catalog.counts()["unread"] == 0
    engine = IndexStore(home / "index").open()
    assert engine.document_count == len(engine.revisions()) == documents
    engine.close()
    catalog.close()


def test_a_crawl_killed_again_and_again_loses_nothing_it_promised(tmp_path, site):
    keys = keep_sources(tmp_path / "measured", site)
    seconds = run_to_end(crawl_job, tmp_path / "measured", keys)
    home = tmp_path / "home"
    keep_sources(home, site)
    cut = 0
    for instant in instants(seconds / 2, KILLS * 2 // 5, SEED):
        cut += kill_at(instant, crawl_job, home, keys)
        if (home / "catalog.db").exists():
            kept_promises(home)
    assert cut
    run_to_end(crawl_job, home, keys)
    assert_whole(home, len(site.documents))


def test_an_import_killed_again_and_again_loses_nothing_it_promised(tmp_path, lines, imported):
    _, seconds = imported
    home = tmp_path / "home"
    cut = 0
    for instant in instants(seconds, KILLS // 5, SEED + 1):
        cut += kill_at(instant, import_job, home, [lines])
        if (home / "catalog.db").exists():
            kept_promises(home)
    assert cut
    run_to_end(import_job, home, [lines])
    assert_whole(home, RECORDS)


@pytest.mark.parametrize("job", [analyze_job, reindex_job])
def test_what_builds_on_the_captures_is_killed_without_a_trace(tmp_path, imported, job):
    home = tmp_path / "home"
    shutil.copytree(imported[0], home)
    seconds = run_to_end(job, home)
    before = invoke(home, "search", "trồng rừng", "--json").json()["hits"]
    cut = 0
    for instant in instants(seconds, KILLS // 5, SEED + 2):
        cut += kill_at(instant, job, home)
        assert invoke(home, "search", "trồng rừng", "--json").json()["hits"] == before
    assert cut
    assert_whole(home, RECORDS)
    run_to_end(job, home)
    assert_whole(home, RECORDS)
