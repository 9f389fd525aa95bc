"""Indexes that earlier versions made: they answer, say what they are, and take nothing in."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.errors import IndexMissing
from archive.home import Home
from crawler.imports import import_paths
from index.engines import open_factory
from index.engines.whoosh.arrayfile import ArrayFile, ArrayFileWriter
from index.engines.whoosh.segmentfile import FORMAT
from index.intake import analyse_stale, index_pending
from index.ports import (
    OTHER_DAYS,
    PAIR_FIELDS,
    TEXT_FIELDS,
    And,
    Days,
    Every,
    Near,
    Not,
    Phrase,
    Prefix,
    Score,
    SearchEngine,
    SearchRequest,
    Term,
)
from index.store import SCHEMA, IndexStore
from tests.system.inprocess import faults, invoke
from web import create_app

EARLIER = Path(__file__).parent / "earlier"
FORMATS = (1, 2, 3, 4)
WITHOUT_DAYS = 1  # the one format that held no days but those of publication and of the text


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the same documents, indexed by today's program."""
    folder = tmp_path_factory.mktemp("today")
    home = Home.open(folder / "home")
    lines = (EARLIER / "documents.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    for part in (lines[:25], lines):
        path = folder / "tin.jsonl"
        path.write_text("".join(part), encoding="utf-8")
        take_in(home, path)
        bring_up(home)
    return home


@pytest.fixture(params=FORMATS)
def earlier(request: pytest.FixtureRequest, today: Home, tmp_path: Path) -> Home:
    """The same home with the index an earlier version made."""
    return aged(today, tmp_path / "home", request.param)


def aged(today: Home, path: Path, written: int) -> Home:
    shutil.copytree(today.path, path)
    home = Home.open(path)
    shutil.rmtree(home.index_folder)
    with tarfile.open(EARLIER / f"format-{written}.tar.xz") as archive:
        archive.extractall(home.index_folder, filter="data")
    return home


def take_in(home: Home, path: Path) -> None:
    for _ in import_paths(home, [path]):
        pass


def bring_up(home: Home) -> None:
    catalog = home.catalog()
    for step in (analyse_stale(catalog, home.sources()), index_pending(home, catalog)):
        for _ in step:
            pass
    catalog.close()


def requests() -> Iterator[SearchRequest]:
    """Every kind of question there is, about words of all frequencies."""
    for field in ("exact", "folded", "title", "lead"):
        words = (
            ("xã", "bản", "chè", "tiêm", "mường") if field in {"exact", "title", "lead"} else ("xa", "che")
        )
        for word in words:
            term = Term(field, (word,))
            yield SearchRequest(match=term, scores=(Score(term, 2.0),), facets=("source",), histogram=True)
    for pair in ("hợp tác", "đảng ủy", "xã chè"):
        term = Term("exact_pair", (pair,))
        yield SearchRequest(match=term, scores=(Score(term, 1.0),))
    phrase = Phrase("exact", (("ban",), ("thường",), ("vụ",)))
    yield SearchRequest(match=phrase, scores=(Score(phrase, 1.0),))
    near = Near("folded", (("rung",), ("chay",), ("to",)), 12)
    yield SearchRequest(match=near, scores=(Score(near, 1.0),))
    yield SearchRequest(match=Prefix("exact", "ph"), sort="newest")
    yield SearchRequest(match=And((Every(), Not(Term("exact", ("chè",))))), sort="oldest")
    for first, last in itertools.pairwise((None, dt.date(2023, 6, 1), dt.date(2024, 1, 1), None)):
        yield SearchRequest(match=Days("published", first, last), histogram="month")


def answers(engine: SearchEngine) -> list[object]:
    found = [engine.search(request) for request in requests()]
    return [
        (
            each.total,
            [(hit.id, hit.revision, round(hit.score, 9), hit.day) for hit in each.hits],
            each.facets,
            each.days,
        )
        for each in found
    ]


def codes(home: Home, *arguments: str) -> list[str]:
    answer = invoke(home.path, "search", *arguments, "--json").json()
    return [note["code"] for note in answer["understood"]["notes"]]


def test_an_earlier_index_answers_as_one_of_today_does(earlier, today):
    engine = IndexStore(earlier.index_folder).open()
    fresh = IndexStore(today.index_folder).open()
    assert answers(engine) == answers(fresh)
    assert any(total for total, *_ in answers(engine))
    assert engine.revisions() == fresh.revisions()
    for field in (*TEXT_FIELDS[:6], *PAIR_FIELDS.values(), "source"):
        assert engine.keys(field, limit=10_000) == fresh.keys(field, limit=10_000), field


def test_a_search_says_that_the_index_is_of_an_earlier_version(earlier, today):
    assert invoke(earlier.path, "search", "tiêm chủng", "--json").json()["total"] == 8
    assert codes(earlier, "tiêm chủng") == ["index_outdated"]
    assert codes(today, "tiêm chủng") == []


def test_asking_for_what_the_first_index_lacks_finds_nothing_and_says_so(today, tmp_path):
    home = aged(today, tmp_path / "home", WITHOUT_DAYS)
    found = invoke(home.path, "search", "xã", "--date-field", "added", "--from", "2020", "--json").json()
    assert found["total"] == 0
    assert [note["code"] for note in found["understood"]["notes"]][:2] == ["index_outdated", "index_lacks"]
    assert "ngày đưa vào kho" in found["understood"]["notes"][1]["vi"]
    assert "index_lacks" in codes(home, "xã", "--group")
    for request in (
        *(SearchRequest(match=Days(day, None, None), histogram=True, histogram_of=day) for day in OTHER_DAYS),
        SearchRequest(match=Every(), sort="added", collapse=True, limit=50),
    ):
        answer = IndexStore(home.index_folder).open().search(request)
        assert (answer.total, len(answer.hits)) in {(0, 0), (40, 40)}


def test_an_earlier_index_is_not_written_to_and_loses_nothing_by_it(earlier, tmp_path):
    fresh = tmp_path / "moi.jsonl"
    fresh.write_text(
        json.dumps({"id": "moi-1", "title": "Tân Sơn Hạ mở chợ phiên", "text": "Chợ họp sáng nay."})
    )
    before = digests(earlier)
    refused = invoke(earlier.path, "import", str(fresh))
    assert refused.code == IndexMissing.exit_code
    assert "baoluu reindex" in refused.err
    assert digests(earlier) == before
    assert invoke(earlier.path, "search", "chợ phiên", "--json").json()["total"] == 0
    assert invoke(earlier.path, "reindex").code == 0
    assert invoke(earlier.path, "search", "chợ phiên", "--json").json()["total"] == 1
    assert codes(earlier, "tiêm chủng") == []
    assert faults(earlier.path) == []


def digests(home: Home) -> dict[str, str]:
    files = (
        path for path in home.index_folder.rglob("*") if path.is_file() and "lock" not in path.name.lower()
    )
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_status_verify_and_readiness_say_it(earlier):
    status = invoke(earlier.path, "status", "--json").json()["index"]
    assert (status["outdated"], status["documents"]) == (True, 40)
    assert "made by an earlier version" in invoke(earlier.path, "status").out
    assert ("index", "outdated-index") in {(part, kind) for part, kind, _ in faults(earlier.path)}
    site = create_app(earlier).test_client()
    ready = site.get("/readyz")
    assert ready.status_code == 200
    assert ready.text.startswith("ready: 40 documents\n")
    assert "baoluu reindex" in ready.text
    assert "baoluu reindex" in site.get("/tim-kiem?q=chè").text


def test_an_index_of_a_newer_schema_says_so_until_it_is_made_again(today, tmp_path):
    home = aged(today, tmp_path / "home", 3)
    complete = home.index_folder / "g000001" / "COMPLETE.json"
    fields = json.loads(complete.read_text())
    del fields["sha256"]  # over fields this version does not have
    complete.write_text(json.dumps({**fields, "schema": SCHEMA + 1, "unheard_of": 1}))
    for command in (("search", "chè"), ("status",)):
        said = invoke(home.path, *command)
        assert "newer version" in said.out + said.err
    assert invoke(home.path, "reindex").code == 0
    assert invoke(home.path, "search", "chè", "--json").json()["total"] == 8


def test_a_segment_of_a_newer_format_says_so(today, tmp_path):
    shutil.copytree(today.path, tmp_path / "home")
    home = Home.open(tmp_path / "home")
    for path in home.index_folder.rglob("*.arrays"):
        held = ArrayFile(path)
        path.unlink()
        file = ArrayFileWriter(path)
        for name in held.sizes():
            file.add(name, held[name])
        file.finish({**held.meta, "format": FORMAT + 1})
    with pytest.raises(IndexMissing, match="newer version"):
        IndexStore(home.index_folder).open()
    generation = (home.index_folder / "CURRENT").read_text()
    with pytest.raises(IndexMissing, match="newer version"):
        open_factory().edition(home.index_folder / generation)
