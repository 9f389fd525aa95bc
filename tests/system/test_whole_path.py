"""The whole path: sample site, HTTP, captures, catalog, analyses, index, command line."""

from __future__ import annotations

import pytest

from archive.home import Home
from crawler.samplesite import serve
from tests.system.conftest import keep_sources, run


def search(home, *arguments):
    return run(home, "search", *arguments, "--json", "--limit", "200").json()


def ids(answer):
    return {hit["id"] for hit in answer["hits"]}


def test_every_document_of_the_sample_is_kept_with_its_title_and_day(crawled):
    home, documents, _ = crawled
    catalog = Home.open(home).catalog()
    kept = {one.id: catalog.document(one.id) for one in documents}
    wrong = [
        (one.url, revision and (revision.document.title, revision.document.published))
        for one in documents
        if (revision := kept[one.id]) is None
        or revision.document.title != one.title
        or revision.document.published is None
        or revision.document.published.day != one.day
    ]
    assert wrong == []


def test_every_body_is_whole_and_nothing_around_it_came_in(crawled):
    home, documents, _ = crawled
    catalog = Home.open(home).catalog()
    wrong = []
    for one in documents:
        body = catalog.document(one.id).document.text
        missing = [paragraph for paragraph in one.body if paragraph not in body]
        if missing or "Tìm kiếm theo ngày" in body:
            wrong.append((one.url, missing[:1]))
    assert wrong == []


def test_a_phrase_is_found_with_and_without_tone_marks(crawled):
    home, documents, _ = crawled
    expected = {one.id for one in documents if "sắp xếp đơn vị hành chính" in one.text.lower()}
    assert expected
    assert expected <= ids(search(home, '"sắp xếp đơn vị hành chính"'))
    assert expected <= ids(search(home, '"sap xep don vi hanh chinh"'))


def test_a_day_finds_exactly_what_was_published_on_it(crawled):
    home, documents, _ = crawled
    for day in sorted({one.day for one in documents})[::9]:
        expected = {one.id for one in documents if one.day == day}
        assert ids(search(home, "", "--on", day.isoformat())) == expected


def test_a_directive_number_finds_every_article_that_cites_it(crawled):
    home, documents, _ = crawled
    numbers = sorted({number for one in documents for number in one.directives})
    missed = {
        number: expected - found
        for number in numbers[::3]
        if (expected := {one.id for one in documents if number in one.directives})
        - (found := ids(search(home, number)))
    }
    assert missed == {}


def test_counts_of_a_facet_add_up_to_what_a_click_shows(crawled):
    home, _, _ = crawled
    whole = search(home, "tỉnh")
    for value in whole["facets"]["source"]:
        assert search(home, "tỉnh", "--source", value["value"])["total"] == value["count"]
    assert sum(value["count"] for value in whole["facets"]["source"]) == whole["total"]


def test_the_same_question_has_the_same_answer_every_time(crawled):
    home, _, _ = crawled
    assert ids(search(home, "hội nghị tỉnh ủy")) == ids(search(home, "hội nghị tỉnh ủy"))


def test_an_archive_just_crawled_has_no_fault(crawled):
    home, _, _ = crawled
    ran = run(home, "verify", "--json")
    assert (ran.code, ran.json()["faults"]) == (0, [])


def test_status_counts_what_the_crawl_brought(crawled):
    home, documents, _ = crawled
    status = run(home, "status", "--json").json()
    assert status["documents"] == len(documents)
    assert (status["unread"], status["stale_analyses"], status["index"]["behind"]) == (0, 0, 0)


def test_a_reindex_finds_what_was_found_before(crawled):
    home, documents, _ = crawled
    before = search(home, "bản làng")
    summary = run(home, "reindex", "--json").json()
    assert summary["documents"] == len(documents)
    assert summary["documents_per_second"] > 0
    after = search(home, "bản làng")
    assert [hit["id"] for hit in after["hits"]] == [hit["id"] for hit in before["hits"]]


@pytest.fixture(scope="module")
def crawled_twice(tmp_path_factory):
    """A home that crawled the sample, saw an article corrected, and crawled again."""
    home = tmp_path_factory.mktemp("twice")
    with serve((0, 0, 0)) as site:
        keys = keep_sources(home, site)
        run(home, "crawl", *keys, "--no-index")
        unchanged = run(home, "crawl", *keys, "--no-index", "--json")
        before = {one.id: one for one in site.documents}
        site.correct()
        corrected = [one for one in site.documents if one != before[one.id]]
        yield home, keys, unchanged, corrected


def test_crawling_again_brings_nothing_new(crawled_twice):
    _, _, unchanged, _ = crawled_twice
    assert unchanged.code == 0
    assert not [line for line in unchanged.out.splitlines() if '"change": "new"' in line]


def test_reanalysing_is_asked_for_only_once(crawled):
    home, _, _ = crawled
    assert run(home, "analyze").code == 0
    assert run(home, "status", "--json").json()["stale_analyses"] == 0
