"""What every engine of index.engines must do; the oracle is brute force over the same documents."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.errors import Busy, IndexMissing
from index.engines import ENGINES, open_factory
from index.ports import (
    And,
    Days,
    EngineFactory,
    Every,
    IndexedDocument,
    Keyword,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Score,
    SearchEngine,
    SearchRequest,
    SearchResult,
    Term,
    Undated,
)
from tests.index.contract.corpus import article, chance_article, chance_request
from tests.index.contract.oracle import Oracle

ARTICLES = [
    article(
        "a1",
        "Tỉnh ủy họp bàn sáp nhập xã",
        "Sáng nay Tỉnh ủy họp bàn việc sáp nhập xã. Xã mới họp sau.",
        lead="Hội nghị bàn sáp nhập.",
        day=dt.date(2021, 9, 17),
        words=True,
        events=((dt.date(2021, 9, 20), dt.date(2021, 9, 22)),),
        section=("thời sự",),
        person=("lò minh hùng", "giàng a páo"),
        place=("sơn la",),
        directive=("02-NQ/TU",),
    ),
    article(
        "a2",
        "Lũ quét ở bản vùng cao",
        "Lũ quét cuốn trôi cầu. Người dân bản họp xã bàn cách dựng lại cầu, xã hứa giúp.",
        day=dt.date(2021, 9, 18),
        section=("thời sự",),
        place=("sốp cộp", "sơn la"),
    ),
    article(
        "a3",
        "Mùa cà phê mới",
        "Cà phê được mùa, cà phê được giá; thương lái tới xã mua cà phê.",
        day=dt.date(2022, 1, 5),
        section=("kinh tế",),
        person=("lò minh hùng",),
        source=("baodienbien",),
    ),
    article("a4", "Xã họp", "", day=dt.date(2021, 9, 17), section=("kinh tế",)),
    article("a5", "Nghị quyết 02-NQ/TU", "Về sáp nhập các xã, bản và nhập hộ khẩu.", directive=("02-NQ/TU",)),
    article("a6", "Ảnh không lời", section=("văn hóa",), place=("ia o",)),
    article(
        "a7",
        "Trường học vùng cao đón năm học mới",
        "Học sinh Trường H'Len học bán trú. " + "Học. " * 300,
        day=dt.date(2020, 2, 29),
        events=((dt.date(2020, 9, 5), dt.date(2020, 9, 5)), (dt.date(2021, 9, 21), dt.date(2021, 9, 21))),
        person=("giàng a páo",),
    ),
]

SEVENTEENTH, EIGHTEENTH = dt.date(2021, 9, 17), dt.date(2021, 9, 18)
XA, HOP = Term("exact", ("xã",)), Term("exact", ("họp",))

NODES: dict[str, Node] = {
    "a term": XA,
    "a term nobody holds": Term("exact", ("biển",)),
    "a term with alternatives": Term("exact", ("cầu", "phê")),
    "a term whose alternatives are partly unknown": Term("exact", ("biển", "phê")),
    "a term without keys": Term("exact", ()),
    "a folded term": Term("folded", ("xa",)),
    "a term of the title": Term("title", ("xã",)),
    "a folded term of the title": Term("title_folded", ("hop",)),
    "a term of the lead": Term("lead", ("bàn",)),
    "a segmented word": Term("word", ("xã",)),
    "a pair": Term("exact_pair", ("sáp nhập",)),
    "a folded pair": Term("folded_pair", ("sap nhap",)),
    "a pair of the title": Term("title_pair", ("sáp nhập",)),
    "a folded pair of the title": Term("title_folded_pair", ("ca phe",)),
    "a pair nobody holds though both halves are known": Term("exact_pair", ("nhập sáp",)),
    "a phrase of one": Phrase("exact", (("xã",),)),
    "a phrase of two": Phrase("exact", (("cà",), ("phê",))),
    "a phrase of three": Phrase("exact", (("họp",), ("bàn",), ("việc",))),
    "a phrase of a repeated key": Phrase("exact", (("học",), ("học",))),
    "a phrase with alternatives": Phrase("exact", (("họp", "mua"), ("bàn", "cà"))),
    "a phrase out of order": Phrase("exact", (("phê",), ("cà",))),
    "a phrase may not join two zones": Phrase("exact", (("xã",), ("hội",))),
    "a phrase with an unknown key": Phrase("exact", (("cà",), ("biển",))),
    "a phrase with an empty place": Phrase("exact", (("cà",), ())),
    "a phrase without places": Phrase("exact", ()),
    "a phrase in the title": Phrase("title", (("vùng",), ("cao",))),
    "near": Near("exact", (("xã",), ("họp",)), 3),
    "near, in any order": Near("exact", (("họp",), ("xã",)), 1),
    "near, too far": Near("exact", (("lũ",), ("hứa",)), 4),
    "near, within any distance": Near("exact", (("sáp",), ("sau",)), 10**12),
    "near, of one key twice": Near("exact", (("phê",), ("phê",)), 4),
    "near, of one key thrice": Near("exact", (("xã",), ("xã",), ("bản",)), 8),
    "near with overlapping alternatives": Near("exact", (("xã", "họp"), ("họp",), ("bàn", "xã")), 3),
    "a prefix": Prefix("exact", "nh"),
    "a prefix of everything": Prefix("exact", ""),
    "a prefix nobody has": Prefix("exact", "zz"),
    "a prefix cut to its commonest key": Prefix("exact", "c", limit=1),
    "a prefix of pairs": Prefix("exact_pair", "sáp n"),
    "a keyword": Keyword("person", "lò minh hùng"),
    "a keyword is not its words": Keyword("person", "lò"),
    "a keyword of a facet nobody has": Keyword("org", "ubnd tỉnh"),
    "one day": Days("published", SEVENTEENTH, SEVENTEENTH),
    "days until": Days("published", None, SEVENTEENTH),
    "days from": Days("published", EIGHTEENTH, None),
    "any dated day": Days("published", None, None),
    "days the wrong way round": Days("published", EIGHTEENTH, SEVENTEENTH),
    "an event's day": Days("event", dt.date(2021, 9, 21), dt.date(2021, 9, 21)),
    "an event's days, open": Days("event", None, dt.date(2021, 1, 1)),
    "any event": Days("event", None, None),
    "undated": Undated(),
    "every": Every(),
    "nothing": Nothing(),
    "both": And((XA, HOP)),
    "a rare and a common": And((XA, Term("exact", ("khẩu",)))),
    "both of nothing": And(()),
    "either": Or((Term("exact", ("cầu",)), Term("exact", ("phê",)))),
    "either of nothing": Or(()),
    "not": Not(XA),
    "one and not the other": And((XA, Not(HOP))),
    "neither": And((Not(XA), Not(Keyword("place", "ia o")))),
    "not not": Not(Not(XA)),
    "not nothing": Not(Nothing()),
    "either or not": Or((Undated(), Not(XA))),
    "deep": And((Or((XA, Undated())), Not(And((HOP, Days("published", None, SEVENTEENTH)))))),
}

SCORES: dict[str, tuple[Score, ...]] = {
    "one term": (Score(XA, 1.0),),
    "weights": (Score(XA, 0.5), Score(Term("title", ("xã",)), 2.0)),
    "alternatives count as one term": (Score(Term("exact", ("xã", "phê", "cầu")), 1.0),),
    "one key given twice counts once": (Score(Term("exact", ("xã", "xã")), 1.0),),
    "a pair": (Score(Term("exact_pair", ("cà phê",)), 1.0),),
    "a phrase": (Score(Phrase("exact", (("cà",), ("phê",), ("được",))), 1.0),),
    "a phrase with alternatives": (Score(Phrase("exact", (("họp", "tới"), ("bàn", "xã"))), 1.0),),
    "near": (Score(Near("exact", (("xã",), ("họp",)), 3), 1.5),),
    "a long document": (Score(Term("exact", ("học",)), 1.0),),
    "what nobody holds": (Score(Term("exact", ("biển",)), 1.0), Score(HOP, 1.0)),
    "what cannot be held": (Score(Phrase("exact", ((), ("xã",))), 1.0), Score(HOP, 1.0)),
    "an empty field": (Score(Term("lead", ("hội",)), 1.0),),
    "words": (Score(Term("word", ("họp",)), 1.0),),
}

Build = Callable[[list[IndexedDocument]], SearchEngine]


@pytest.fixture(params=sorted(ENGINES))
def factory(request: pytest.FixtureRequest) -> EngineFactory:
    return open_factory(request.param)


@pytest.fixture
def build(factory: EngineFactory, tmp_path: Path) -> Iterator[Build]:
    opened: list[SearchEngine] = []

    def make(documents: list[IndexedDocument]) -> SearchEngine:
        folder = tmp_path / f"index-{len(opened)}"
        factory.create(folder)
        with factory.writer(folder) as writer:
            writer.add(documents)
        opened.append(factory.open(folder))
        return opened[-1]

    yield make
    for engine in opened:
        engine.close()


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchEngine]:
    """`ARTICLES` in three commits, so that most engines hold several segments, with deletions."""
    factory = open_factory(request.param)
    folder = tmp_path_factory.mktemp(request.param) / "index"
    factory.create(folder)
    with factory.writer(folder) as writer:
        writer.add([article("a3", "Bản cũ của cà phê", "xã xã xã", revision=0), ARTICLES[0]])
        writer.add([article("b1", "Xã họp, sẽ bị xóa", "xã họp")])
    with factory.writer(folder) as writer:
        writer.add(ARTICLES[1:4])
        writer.commit()
        writer.add(ARTICLES[4:])
        writer.delete(["b1"])
    engine = factory.open(folder)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle(ARTICLES)


def agree(found: SearchResult, expected: SearchResult) -> None:
    assert found.total == expected.total
    assert [(hit.id, hit.revision, hit.day) for hit in found.hits] == [
        (hit.id, hit.revision, hit.day) for hit in expected.hits
    ]
    assert [hit.score for hit in found.hits] == pytest.approx([hit.score for hit in expected.hits], abs=1e-5)
    assert {facet: list(values) for facet, values in found.facets.items()} == {
        facet: list(values) for facet, values in expected.facets.items()
    }
    assert dict(found.facet_sizes) == dict(expected.facet_sizes)
    assert list(found.days.items()) == list(expected.days.items())
    assert found.undated == expected.undated


def ids(engine: SearchEngine, match: Node, **asked: object) -> list[str]:
    return [hit.id for hit in engine.search(SearchRequest(match=match, limit=100, **asked)).hits]  # type: ignore[arg-type]


ALL_FACETS = ("kind", "source", "section", "person", "org", "place", "directive")


@pytest.mark.parametrize("name", NODES)
def test_a_node_finds_what_brute_force_finds(engine: SearchEngine, oracle: Oracle, name: str) -> None:
    request = SearchRequest(match=NODES[name], facets=ALL_FACETS, histogram=True, limit=100)
    agree(engine.search(request), oracle.search(request))


@pytest.mark.parametrize("name", SCORES)
def test_a_score_is_bm25_over_live_documents(engine: SearchEngine, oracle: Oracle, name: str) -> None:
    request = SearchRequest(match=Every(), scores=SCORES[name], limit=100)
    agree(engine.search(request), oracle.search(request))


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("match", [Every(), XA, Term("exact", ("khẩu",))], ids=["every", "many", "one"])
def test_hits_come_in_the_order_asked_for(
    engine: SearchEngine, oracle: Oracle, sort: str, match: Node
) -> None:
    request = SearchRequest(match=match, scores=(Score(HOP, 1.0),), sort=sort, limit=100)  # type: ignore[arg-type]
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
    request = SearchRequest(match=match, facets=ALL_FACETS, histogram=True, scores=(Score(XA, 1),), **filters)  # type: ignore[arg-type]
    agree(engine.search(request), oracle.search(request))


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
    documents = [chance_article(rng, number) for number in range(60)]
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


def test_ties_break_by_newest_then_id_across_commits(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    days = {"d": SEVENTEENTH, "c": EIGHTEENTH, "b": None, "a": SEVENTEENTH, "e": None}
    for id, day in days.items():
        with factory.writer(tmp_path) as writer:
            writer.add([article(id, "Xã họp", day=day)])
    engine = factory.open(tmp_path)
    assert ids(engine, Every(), scores=(Score(XA, 1.0),)) == ["c", "a", "d", "b", "e"]
    assert ids(engine, Every(), sort="newest") == ["c", "a", "d", "b", "e"]
    assert ids(engine, Every(), sort="oldest") == ["a", "d", "c", "b", "e"]
    engine.close()


def test_ranks_do_not_depend_on_how_the_index_was_written(factory: EngineFactory, tmp_path: Path) -> None:
    for name, batches in {"once": [ARTICLES], "singly": [[each] for each in ARTICLES]}.items():
        factory.create(tmp_path / name)
        for batch in batches:
            with factory.writer(tmp_path / name) as writer:
                writer.add(batch)
    engines = [factory.open(tmp_path / name) for name in ("once", "singly")]
    request = SearchRequest(match=Every(), scores=(Score(XA, 1.0), Score(HOP, 0.3)))
    once, singly = (engine.search(request) for engine in engines)
    assert [(hit.id, hit.score) for hit in once.hits] == [(hit.id, hit.score) for hit in singly.hits]
    for engine in engines:
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


def test_revisions_are_those_indexed_last(engine: SearchEngine) -> None:
    assert dict(engine.revisions()) == {each.document.id: each.revision for each in ARTICLES}
    assert engine.document_count == len(ARTICLES)


def test_the_last_of_equal_ids_in_one_batch_wins(build: Build) -> None:
    engine = build([article("a", "Bản nháp", revision=1), article("a", "Bản in", revision=2)])
    assert dict(engine.revisions()) == {"a": 2}
    assert ids(engine, Term("exact", ("nháp",))) == []
    assert ids(engine, Term("exact", ("in",))) == ["a"]


def test_a_document_added_again_replaces_the_committed_one(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    for revision, title in ((1, "Bản nháp"), (2, "Bản in")):
        with factory.writer(tmp_path) as writer:
            assert writer.add([article("a", title, revision=revision)]) == 1
    engine = factory.open(tmp_path)
    assert dict(engine.revisions()) == {"a": 2}
    assert ids(engine, Term("exact", ("nháp",))) == []
    engine.close()


def test_deleting_answers_how_many_there_were(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Một"), article("b", "Hai")])
        writer.commit()
        writer.add([article("c", "Ba")])
        assert writer.delete(["a", "c", "x"]) == 2
        assert writer.delete(["a"]) == 0
    engine = factory.open(tmp_path)
    assert dict(engine.revisions()) == {"b": 1}
    engine.close()


def test_a_document_deleted_and_added_again_is_there(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Một")])
        writer.commit()
        writer.delete(["a"])
        writer.add([article("a", "Hai", revision=2)])
    engine = factory.open(tmp_path)
    assert ids(engine, Term("exact", ("hai",))) == ["a"]
    assert ids(engine, Term("exact", ("một",))) == []
    engine.close()


def test_an_exception_in_the_block_leaves_the_last_commit(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with pytest.raises(RuntimeError), factory.writer(tmp_path) as writer:
        writer.add([article("a", "Giữ lại")])
        writer.commit()
        writer.add([article("b", "Bỏ đi")])
        writer.delete(["a"])
        raise RuntimeError
    engine = factory.open(tmp_path)
    assert dict(engine.revisions()) == {"a": 1}
    engine.close()
    with factory.writer(tmp_path) as writer:
        writer.add([article("c", "Viết tiếp")])


def test_a_second_writer_is_told_that_the_index_is_busy(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Một")])
        writer.commit()
        with pytest.raises(Busy) as busy:
            factory.writer(tmp_path)
        assert busy.value.hint
    with factory.writer(tmp_path):
        pass


def test_a_reader_goes_on_reading_its_state_while_a_writer_commits(
    factory: EngineFactory, tmp_path: Path
) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add(ARTICLES)
    engine = factory.open(tmp_path)
    request = SearchRequest(match=XA, scores=(Score(XA, 1.0),), facets=ALL_FACETS)
    before = engine.search(request)
    with factory.writer(tmp_path) as writer:
        writer.add([article("z1", "Xã mới"), article("a1", "Đổi hết")])
        agree(engine.search(request), before)
    agree(engine.search(request), before)
    engine.close()


def test_refreshed_is_the_same_engine_until_something_is_committed(
    factory: EngineFactory, tmp_path: Path
) -> None:
    factory.create(tmp_path)
    first = factory.open(tmp_path)
    assert first.refreshed() is first
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Xã họp")])
        assert first.refreshed() is first
    second = first.refreshed()
    assert second is not first
    assert second.generation != first.generation
    assert ids(second, XA) == ["a"]
    assert second.refreshed() is second
    first.close()
    assert ids(second, XA) == ["a"]
    second.close()


def test_a_commit_of_nothing_changes_nothing(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    engine = factory.open(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([])
        writer.commit()
    assert engine.refreshed() is engine
    engine.close()


def test_opening_makes_nothing(factory: EngineFactory, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(IndexMissing) as missing:
            factory.open(folder)
        assert "baoluu reindex" in missing.value.hint
        with pytest.raises(IndexMissing):
            factory.writer(folder)
    assert list(tmp_path.iterdir()) == []


def test_creating_over_an_index_is_refused_and_keeps_it(factory: EngineFactory, tmp_path: Path) -> None:
    factory.create(tmp_path)
    with factory.writer(tmp_path) as writer:
        writer.add([article("a", "Một")])
    with pytest.raises(IndexMissing):
        factory.create(tmp_path)
    engine = factory.open(tmp_path)
    assert engine.document_count == 1
    engine.close()


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
