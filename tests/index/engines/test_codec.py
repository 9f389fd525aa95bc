"""Whoosh itself on the array index: its Searcher is the oracle, its writer another way in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from whoosh import query
from whoosh.index import FileIndex
from whoosh.scoring import BM25F

from index.engines import open_factory
from index.engines.whoosh.codec import ArrayCodec, ArraySegment
from index.engines.whoosh.engine import ArrayEngine
from index.engines.whoosh.folder import open_index
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.queries import to_scored_query
from index.engines.whoosh.segmentfile import segment_path
from index.engines.whoosh.stock import _fields
from index.engines.whoosh.weighting import Bm25
from index.ports import Every, IndexedDocument, Score, SearchRequest, Term
from tests.index.contract.corpus import chance_articles, chance_request

DOCUMENTS = 60


def filled(folder: Path, seed: int) -> list[IndexedDocument]:
    """An array index of several segments with deletions; answers every document that was added."""
    rng = random.Random(seed)
    documents = chance_articles(rng, DOCUMENTS)
    factory = open_factory("whoosh")
    factory.create(folder)
    for start in range(0, DOCUMENTS, 20):
        with factory.writer(folder) as writer:
            writer.add(documents[start : start + 20])
    with factory.writer(folder) as writer:
        writer.delete([each.document.id for each in rng.sample(documents, 9)])
    return documents


def segments(index: FileIndex) -> list[ArraySegment]:
    return list(index._read_toc().segments)


@pytest.mark.usefixtures("plain_and_packed")
@pytest.mark.parametrize("seed", range(4))
def test_whooshs_searcher_and_the_engine_find_and_score_alike(tmp_path: Path, seed: int) -> None:
    documents = filled(tmp_path, seed)
    engine = ArrayEngine.opened(tmp_path)
    rng = random.Random(1000 + seed)
    with open_index(tmp_path).searcher(weighting=Bm25()) as searcher:
        ids = searcher.reader().column_reader("id")
        for _ in range(60):
            request = chance_request(rng, documents)
            whole = SearchRequest(
                match=request.match,
                scores=request.scores,
                include=request.include,
                exclude=request.exclude,
                limit=DOCUMENTS,
            )
            asked = to_scored_query(whole, searcher.reader())
            expected = {ids[doc][0]: score for score, doc in searcher.search(asked, limit=None).top_n}
            assert {hit.id: hit.score for hit in engine.search(whole).hits} == pytest.approx(
                expected, abs=1e-5
            )


def test_whooshs_own_queries_and_weighting_work_on_the_index(tmp_path: Path) -> None:
    """The same answers as from the same documents in Whoosh's own codec."""
    rng = random.Random(5)
    documents = chance_articles(rng, DOCUMENTS)
    found = {}
    for name in ("whoosh", "whoosh-stock"):
        factory = open_factory(name)
        factory.create(tmp_path / name)
        with factory.writer(tmp_path / name) as writer:
            writer.add(documents)
        with open_index(tmp_path / name).searcher(weighting=BM25F()) as searcher:
            ids = searcher.reader().column_reader("id")
            asked: list[query.Query] = [
                query.Phrase("exact", ["sáp", "nhập"]),
                query.Prefix("exact", "tr"),
                query.Wildcard("title", "*ọ*"),
                query.FuzzyTerm("exact", "hop", maxdist=2),
                query.TermRange("exact", "b", "l"),
                query.Every("lead"),
                query.SpanNear2([query.Term("exact", "xã"), query.Term("exact", "họp")], slop=3),
                query.Term("exact", "xã") & query.Not(query.Term("title", "họp")),
            ]
            found[name] = [
                {ids[hit.docnum][0] for hit in searcher.search(each, limit=None)} for each in asked
            ]
            info = searcher.reader().term_info("exact", "xã")
            found[name].append({(info.weight(), info.doc_frequency(), info.max_weight())})  # type: ignore[arg-type]
    assert found["whoosh"] == found["whoosh-stock"]
    assert all(found["whoosh"])


def test_whooshs_top_ten_is_the_engines_by_score(tmp_path: Path) -> None:
    filled(tmp_path, 7)
    request = SearchRequest(match=Term("exact", ("xã",)), scores=(Score(Term("exact", ("xã",)), 1.0),))
    with open_index(tmp_path).searcher(weighting=Bm25()) as searcher:
        scores = [score for score, _ in searcher.search(query.Term("exact", "xã"), limit=10).top_n]
    assert [hit.score for hit in ArrayEngine.opened(tmp_path).search(request).hits] == pytest.approx(scores)


@pytest.mark.usefixtures("plain_and_packed")
def test_whooshs_own_writer_lays_down_the_same_arrays(tmp_path: Path) -> None:
    rng = random.Random(3)
    documents = chance_articles(rng, 30)
    factory = open_factory("whoosh")
    for name in ("batch", "singly"):
        factory.create(tmp_path / name)
    with factory.writer(tmp_path / "batch") as writer:
        writer.add(documents)
    index = open_index(tmp_path / "singly")
    with index.writer(codec=ArrayCodec()) as by_whoosh:
        for each in documents:
            by_whoosh.add_document(**_fields(each))
    files = [
        MappedSegment(segment_path(tmp_path / name, segment.segment_id())).file
        for name in ("batch", "singly")
        for segment in segments(open_index(tmp_path / name))
    ]
    assert len(files) == 2
    for name in files[0].sizes():
        assert files[0][name].tolist() == files[1][name].tolist(), name


@pytest.mark.usefixtures("plain_and_packed")
def test_whooshs_own_writer_merges_and_deletes(tmp_path: Path) -> None:
    documents = filled(tmp_path, 11)
    before = dict(ArrayEngine.opened(tmp_path).revisions())
    gone = next(iter(before))
    writer = open_index(tmp_path).writer(codec=ArrayCodec())
    writer.delete_by_term("id", gone)
    writer.commit(optimize=True)
    engine = ArrayEngine.opened(tmp_path)
    del before[gone]
    assert dict(engine.revisions()) == before
    assert len(segments(open_index(tmp_path))) == 1
    assert engine.search(SearchRequest(match=Every())).total == len(before) < len(documents)
