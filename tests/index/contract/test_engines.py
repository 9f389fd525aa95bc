"""What every engine of index.engines must answer; the oracle is brute force over the same documents.

What its writer must do: test_writing.py
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest

from index.ports import (
    FACETS,
    OTHER_DAYS,
    And,
    Days,
    EngineFactory,
    Every,
    InStory,
    Keyword,
    Node,
    Not,
    Nothing,
    Or,
    Prefix,
    Score,
    SearchEngine,
    SearchRequest,
    Term,
)
from tests.index.contract.asked import ARTICLES, HOP, NODES, SCORES, XA
from tests.index.contract.conftest import Build
from tests.index.contract.corpus import article, chance_articles, chance_request
from tests.index.contract.oracle import Oracle, agree, ids


@pytest.mark.parametrize("name", NODES)
def test_a_node_finds_what_brute_force_finds(engine: SearchEngine, oracle: Oracle, name: str) -> None:
    request = SearchRequest(match=NODES[name], facets=FACETS, histogram=True, limit=100)
    agree(engine.search(request), oracle.search(request))


@pytest.mark.parametrize("name", SCORES)
def test_a_score_is_bm25_over_live_documents(engine: SearchEngine, oracle: Oracle, name: str) -> None:
    request = SearchRequest(match=Every(), scores=SCORES[name], limit=100)
    agree(engine.search(request), oracle.search(request))


@pytest.mark.parametrize("collapse", [False, True], ids=["all", "stories"])
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "added"])
@pytest.mark.parametrize("match", [Every(), XA, Term("exact", ("khẩu",))], ids=["every", "many", "one"])
def test_hits_come_in_the_order_asked_for(
    engine: SearchEngine, oracle: Oracle, sort: str, match: Node, collapse: bool
) -> None:
    request = SearchRequest(
        match=match,
        scores=(Score(HOP, 1.0),),
        sort=sort,  # type: ignore[arg-type]
        limit=100,
        collapse=collapse,
    )
    agree(engine.search(request), oracle.search(request))


@pytest.mark.parametrize(
    "filters",
    [
        {"include": {"section": ("thời sự",)}},
        {"include": {"section": ("thời sự", "kinh tế")}},
        {"include": {"person": ("lò minh hùng",), "section": ("thời sự",)}},
        {"include": {"person": ("không ai",)}},
        {"include": {"person": ()}},
        {"exclude": {"place": ("sơn la",)}},
        {"exclude": {"place": ()}},
        {"exclude": {"place": ("không đâu",)}},
        {
            "include": {"place": ("sơn la", "ia o")},
            "exclude": {"place": ("sốp cộp",), "section": ("văn hóa",)},
        },
        {"include": {"org": ("ubnd",)}, "exclude": {"kind": ("directive",)}},
    ],
    ids=str,
)
@pytest.mark.parametrize("match", [Every(), XA], ids=["every", "xã"])
def test_filters_narrow_and_a_facet_still_shows_its_other_values(
    engine: SearchEngine, oracle: Oracle, filters: dict[str, dict[str, tuple[str, ...]]], match: Node
) -> None:
    request = SearchRequest(match=match, facets=FACETS, histogram=True, scores=(Score(XA, 1),), **filters)  # type: ignore[arg-type]
    agree(engine.search(request), oracle.search(request))


@pytest.mark.parametrize("match", [Every(), XA, Nothing()], ids=["every", "xã", "nothing"])
def test_what_nodes_match_is_counted_among_what_was_found(
    engine: SearchEngine, oracle: Oracle, match: Node
) -> None:
    places = Or((Keyword("place", "sơn la"), Keyword("place", "ia o")))
    counted = {"places": places, "not": Not(places), "nothing": Nothing(), "one": InStory("a4")}
    for exclude in ({}, {"section": ("kinh tế",)}):
        request = SearchRequest(match=match, exclude=exclude, limit=0, counted=counted)
        found = engine.search(request)
        agree(found, oracle.search(request))
        assert found.counted["places"] + found.counted["not"] == found.total


@pytest.mark.parametrize("facet_limit", [0, 1, 2, 20])
def test_facets_are_cut_after_counting_all(engine: SearchEngine, oracle: Oracle, facet_limit: int) -> None:
    request = SearchRequest(match=Every(), facets=("place", "person"), facet_limit=facet_limit)
    agree(engine.search(request), oracle.search(request))


@pytest.mark.parametrize("match", [Every(), XA, Nothing()], ids=["every", "xã", "nothing"])
def test_a_histogram_by_month_adds_the_days_up(engine: SearchEngine, match: Node) -> None:
    days = engine.search(SearchRequest(match=match, histogram=True))
    months = engine.search(SearchRequest(match=match, histogram="month"))
    expected: dict[dt.date, int] = {}
    for day, count in days.days.items():
        first = day.replace(day=1)
        expected[first] = expected.get(first, 0) + count
    assert list(months.days.items()) == list(expected.items())
    assert months.undated == days.undated


@pytest.mark.parametrize("histogram", [True, "month"])
@pytest.mark.parametrize("histogram_of", OTHER_DAYS)
@pytest.mark.parametrize("match", [Every(), XA, Nothing()], ids=["every", "xã", "nothing"])
def test_a_histogram_counts_by_the_day_asked_for(
    engine: SearchEngine, oracle: Oracle, match: Node, histogram_of: str, histogram: object
) -> None:
    request = SearchRequest(match=match, histogram=histogram, histogram_of=histogram_of)  # type: ignore[arg-type]
    agree(engine.search(request), oracle.search(request))


def test_facets_that_were_not_asked_for_are_not_counted(engine: SearchEngine) -> None:
    found = engine.search(SearchRequest(match=Every(), facets=("place",)))
    assert list(found.facets) == ["place"]
    assert not found.days
    assert found.undated == 0


def test_paging_goes_through_all_hits_without_a_gap_or_a_repeat(engine: SearchEngine) -> None:
    whole = ids(engine, Every(), scores=(Score(XA, 1.0),))
    pages = [
        engine.search(SearchRequest(match=Every(), scores=(Score(XA, 1.0),), offset=at, limit=2)).hits
        for at in range(0, 8, 2)
    ]
    assert [hit.id for page in pages for hit in page] == whole
    assert len(whole) == len(ARTICLES)


@pytest.mark.parametrize(("offset", "limit"), [(0, 0), (100, 10), (6, 10)])
def test_a_page_beyond_the_end_is_empty_and_the_total_stands(
    engine: SearchEngine, oracle: Oracle, offset: int, limit: int
) -> None:
    request = SearchRequest(match=Every(), offset=offset, limit=limit)
    agree(engine.search(request), oracle.search(request))


@pytest.mark.parametrize("seed", range(6))
def test_chance_corpora_and_queries_agree_with_brute_force(
    factory: EngineFactory, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    documents = chance_articles(rng, 60)
    factory.create(tmp_path / "index")
    for start in range(0, 60, 20):
        with factory.writer(tmp_path / "index") as writer:
            writer.add(documents[start : start + 20])
    changed = [
        article(each.document.id, "xã họp lại", "lũ quét", revision=900 + at, section=("thời sự",))
        for at, each in enumerate(rng.sample(documents, 5))
    ]
    gone = {each.document.id for each in rng.sample(documents, 5)}
    with factory.writer(tmp_path / "index") as writer:
        writer.add(changed)
        writer.delete(gone)
    live = {each.document.id: each for each in [*documents, *changed] if each.document.id not in gone}
    oracle, engine = Oracle(live.values()), factory.open(tmp_path / "index")
    for _ in range(60):
        request = chance_request(rng, documents)
        agree(engine.search(request), oracle.search(request))
    engine.close()


def test_an_empty_index_answers(build: Build) -> None:
    engine = build([])
    request = SearchRequest(match=Every(), scores=(Score(XA, 1.0),), facets=("place",), histogram=True)
    agree(engine.search(request), Oracle().search(request))
    assert engine.document_count == 0
    assert engine.document_frequency("exact", "xã") == 0
    assert list(engine.keys("exact")) == []
    assert list(engine.keys("person")) == []
    assert dict(engine.revisions()) == {}


@pytest.mark.parametrize(
    "match", [Every(), Not(XA), And(()), Prefix("exact", ""), Days("published", None, None)]
)
def test_an_index_whose_documents_were_all_deleted_finds_nothing(
    factory: EngineFactory, tmp_path: Path, match: Node
) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add(ARTICLES)
    with factory.writer(tmp_path) as writer:
        assert writer.delete([each.document.id for each in ARTICLES]) == len(ARTICLES)
    engine = factory.open(tmp_path)
    assert engine.search(SearchRequest(match=match, scores=(Score(XA, 1.0),), facets=("place",))).total == 0
    assert list(engine.keys("exact")) == []
    engine.close()


def test_keys_are_listed_in_order_with_the_documents_that_hold_them(
    engine: SearchEngine, oracle: Oracle
) -> None:
    for field in ("exact", "folded_pair", "word", "title", "person", "place", "org"):
        assert list(engine.keys(field)) == list(oracle.keys(field)), field
    assert list(engine.keys("exact", "h")) == list(oracle.keys("exact", "h"))
    assert list(engine.keys("exact", "h", limit=2)) == list(oracle.keys("exact", "h", limit=2))


def test_document_frequency_counts_live_documents(engine: SearchEngine, oracle: Oracle) -> None:
    for field, key in (("exact", "xã"), ("exact_pair", "cà phê"), ("folded", "xa"), ("exact", "biển")):
        assert engine.document_frequency(field, key) == oracle.document_frequency(field, key)


def test_the_document_frequency_of_a_facets_value_is_the_one_listed(engine: SearchEngine) -> None:
    for facet in ("person", "place", "org", "source"):
        listed = engine.keys(facet)
        assert [engine.document_frequency(facet, value) for value, _ in listed] == [
            held for _, held in listed
        ]
    assert engine.document_frequency("person", "không ai") == 0


def test_the_parts_of_a_state_hold_its_keys_between_them(engine: SearchEngine) -> None:
    for field in ("exact", "folded_pair", "person", "org"):
        held = {key for part in engine.parts for key in engine.keys_in(part, field)}
        assert held >= {key for key, _ in engine.keys(field)}


def test_a_part_that_outlasts_a_commit_holds_what_it_held(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add(ARTICLES[1:])
    before = factory.open(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add(ARTICLES[:1])
    after = before.refreshed()
    for part in set(before.parts) & set(after.parts):
        assert after.keys_in(part, "exact") == before.keys_in(part, "exact")
    assert set(before.parts) != set(after.parts)


def test_revisions_are_those_indexed_last(engine: SearchEngine) -> None:
    assert dict(engine.revisions()) == {each.document.id: each.revision for each in ARTICLES}
    assert engine.document_count == len(ARTICLES)


def test_one_engine_answers_many_threads(engine: SearchEngine, oracle: Oracle) -> None:
    from concurrent.futures import ThreadPoolExecutor

    requests = [SearchRequest(match=node, facets=("place",), limit=100) for node in NODES.values()]
    with ThreadPoolExecutor(4) as pool:
        for found, request in zip(pool.map(engine.search, requests), requests, strict=True):
            agree(found, oracle.search(request))


@pytest.mark.parametrize(
    ("mentioned", "first", "last", "found"),
    [
        ((dt.date(2021, 1, 1), dt.date(2021, 12, 31)), dt.date(2021, 9, 17), dt.date(2021, 9, 17), False),
        ((dt.date(2021, 8, 20), dt.date(2021, 9, 19)), dt.date(2021, 9, 17), dt.date(2021, 9, 17), True),
        ((dt.date(2021, 8, 20), dt.date(2021, 9, 20)), dt.date(2021, 9, 17), dt.date(2021, 9, 17), False),
        ((dt.date(2021, 1, 1), dt.date(2021, 12, 31)), dt.date(2021, 1, 1), dt.date(2021, 12, 31), True),
        ((dt.date(2021, 1, 1), dt.date(2021, 12, 31)), dt.date(2021, 9, 17), None, True),
        ((dt.date(2021, 1, 1), dt.date(2021, 12, 31)), None, dt.date(2021, 9, 17), True),
    ],
)
def test_an_interval_much_longer_than_the_days_asked_for_is_no_event_of_them(
    build: Build, mentioned: tuple[dt.date, dt.date], first: dt.date | None, last: dt.date | None, found: bool
) -> None:
    engine = build([article("e1", "Kế hoạch năm", "Kế hoạch của xã.", events=(mentioned,))])

    assert engine.search(SearchRequest(match=Days("event", first, last))).total == found
