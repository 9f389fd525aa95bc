"""A known graph of articles and directives: the registry has exactly its nodes and edges, in any order."""

from __future__ import annotations

import random

import pytest

from archive.catalog import references_entities as entities
from archive.catalog import references_statements as statements
from archive.catalog.references import ReferenceStore
from tests.index.registry.conftest import written


def form(number, issuer, issued, kind, summary):
    return {"number": number, "issuer": issuer, "issued": issued, "doc_type": kind, "summary": summary}


ORCHARDS = "03-NQ/TU~tinh-uy-son-la~2015-2020"
ORGANIC = "07-NQ/TU~tinh-uy-son-la~2020-2025"
STORMS = "112/KH-UBND~ubnd-tinh-son-la~2024"
TOURISM = "03-NQ/TU~tinh-uy-lao-cai~2020-2025"
LAND = "45/2013/QH13"

DOCUMENTS = (
    written(
        "d-03",
        "Điều 1. Trồng cây ăn quả.",
        "2016-10-15",
        form=form("03-NQ/TU", "Ban Thường vụ Tỉnh ủy Sơn La", "2016-10-15", "Nghị quyết", "về cây ăn quả"),
    ),
    written(
        "d-07",
        "Căn cứ Luật Đất đai năm 2013;\n\nNghị quyết này thay thế Nghị quyết số 03-NQ/TU ngày 15/10/2016.",
        "2021-03-12",
        form=form("07-NQ/TU", "Ban Thường vụ Tỉnh ủy Sơn La", "2021-03-12", "Nghị quyết", "về hữu cơ"),
    ),
    written(
        "d-112",
        "Thực hiện Nghị quyết số 07-NQ/TU ngày 12/3/2021 của Tỉnh ủy, các xã chuẩn bị.",
        "2024-03-05",
        form=form("112/KH-UBND", "UBND tỉnh Sơn La", "2024-03-05", "Kế hoạch", "phòng, chống thiên tai"),
    ),
    written("a-1", "Nghị quyết số 03-NQ/TU của Tỉnh ủy giúp dân. Nghị quyết 03 hợp lòng dân.", "2017-05-01"),
    written(
        "a-2", "Nghị quyết số 07-NQ/TU ngày 12/3/2021 thay cho Nghị quyết số 03-NQ/TU năm 2016.", "2021-04-01"
    ),
    written("a-3", "Kế hoạch số 112/KH-UBND ngày 5/3/2024 của UBND tỉnh nêu rõ.", "2024-04-01"),
    written(
        "a-4",
        "Nghị quyết số 03-NQ/TU ngày 2/2/2021 của Tỉnh ủy Lào Cai về du lịch.",
        "2022-01-01",
        "baolaocai",
    ),
    written(
        "a-5", "Theo Luật Đất đai 2013 và Nghị quyết số 03-NQ/TU, dân góp đất.", "2022-02-01", "baolaocai"
    ),
    written("a-6", "Bài không nhắc văn bản nào, chỉ kể chuyện bản làng.", "2022-03-01"),
)
CITED_BY = {
    ORCHARDS: {"d-07", "a-1", "a-2"},
    ORGANIC: {"d-112", "a-2"},
    STORMS: {"a-3"},
    TOURISM: {"a-4", "a-5"},
    LAND: {"d-07", "a-5"},
}
HELD = {ORCHARDS: {"d-03"}, ORGANIC: {"d-07"}, STORMS: {"d-112"}, TOURISM: set(), LAND: set()}


def graph(registry):
    """Key -> (documents that cite it, documents that are it), of every node there is."""
    found = {}
    for one in registry.directives().items:
        entry = registry.directive(one.key)
        found[one.key] = (
            {cited.document for cited in entry.cited_by},
            {held.document for held in entry.held},
        )
    return found


TRUTH = {key: (CITED_BY[key], HELD[key]) for key in CITED_BY}


@pytest.mark.parametrize("seed", range(6))
def test_nodes_and_edges_are_the_truth_in_any_order_of_arrival(holdings, seed):
    order = list(DOCUMENTS)
    random.Random(seed).shuffle(order)
    archive = holdings()
    for document in order[: seed + 1]:
        archive.add(document).analysed()  # one after another
    assert graph(archive.add(*order[seed + 1 :]).analysed()) == TRUTH


def test_both_ways_count_the_same(registry_of):
    registry = registry_of(*DOCUMENTS)
    onward = {
        (document.id, one.directive)
        for document in DOCUMENTS
        for one in registry.references_of(document.id)
        if one.directive and not one.own
    }
    assert onward == {(document, key) for key, documents in CITED_BY.items() for document in documents}
    for one in registry.directives().items:
        assert one.articles + one.directives == len(CITED_BY[one.key])


def test_what_a_directive_does_is_told_on_both_sides(registry_of):
    registry = registry_of(*DOCUMENTS)
    assert [(one.relation, one.key) for one in registry.directive(ORGANIC).cites] == [
        ("based_on", LAND),
        ("replaces", ORCHARDS),
    ]
    assert [(one.relation, one.key) for one in registry.directive(ORCHARDS).affected_by] == [
        ("replaces", ORGANIC)
    ]


def test_citations_are_counted_by_source_and_month(registry_of):
    entry = registry_of(*DOCUMENTS).directive(ORCHARDS)
    assert entry.by_source == {"baosonla": 3}
    assert entry.by_month == {"2017-05": 1, "2021-03": 1, "2021-04": 1}


def test_registering_again_from_the_analyses_gives_the_same(holdings):
    archive = holdings().add(*DOCUMENTS)
    before = graph(archive.analysed())
    assert graph(archive.registered_again()) == before == TRUTH


def test_a_changed_article_drops_what_it_cited(holdings):
    archive = holdings().add(*DOCUMENTS)
    archive.analysed()
    registry = archive.add(written("a-3", "Bài đã sửa, không nhắc kế hoạch nào.", "2024-04-01")).analysed()
    assert registry.directive(STORMS).cited_by == ()


def test_a_directive_nobody_cites_any_more_leaves_the_list(holdings):
    archive = holdings().add(*DOCUMENTS)
    archive.analysed()
    registry = archive.add(
        written("a-4", "Bài đã sửa.", "2022-01-01", "baolaocai"),
        written("a-5", "Bài đã sửa.", "2022-02-01", "baolaocai"),
    ).analysed()
    assert registry.directive(TOURISM) is None


def test_nothing_waits_once_all_is_analysed(holdings):
    archive = holdings().add(*DOCUMENTS)
    archive.analysed()
    assert ReferenceStore(archive.catalog).unsettled_count() == 0


def test_a_run_that_was_killed_before_it_settled_is_taken_up(holdings, monkeypatch):
    archive = holdings().add(*DOCUMENTS)
    monkeypatch.setattr("index.intake.settle_touched", lambda catalog: None)
    assert archive.analysed().directives().total == 0
    monkeypatch.undo()
    assert graph(archive.analysed()) == TRUTH


def test_every_link_carries_its_evidence(registry_of):
    registry = registry_of(*DOCUMENTS)
    texts = {document.id: document.text for document in DOCUMENTS}
    for key in CITED_BY:
        for cited in registry.directive(key).cited_by:
            assert cited.rules
            for evidence in cited.evidence:
                assert texts[evidence.document][evidence.start : evidence.end] == evidence.text


def test_the_list_of_directives_is_asked_by_an_index(holdings):
    archive = holdings().add(*DOCUMENTS)
    archive.analysed()
    store = ReferenceStore(archive.catalog)
    for query in (
        statements.directives_numbered("03-NQ/TU"),
        statements.citations(ORCHARDS, 0, 50),
        statements.open_references("03-NQ/TU", 50),
        statements.directives_in("a-1"),
        statements.relations_of(ORCHARDS),
        entities.namings_of("PER", "x", 0, 50),
        entities.offices_of("x"),
    ):
        compiled = query.compile(compile_kwargs={"literal_binds": True})
        with archive.catalog.reading() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
        scanned = [row[3] for row in plan if row[3].startswith("SCAN registry_")]
        assert scanned == [], scanned
    assert store.unsettled_count() == 0
