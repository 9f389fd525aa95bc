"""Everything a search finds, read in batches: what exports are made of."""

from __future__ import annotations

import pytest

from index.search import SearchParams, service
from tests.index.query.corpus import TODAY, article
from tests.index.shelf import over

DOCUMENTS = [
    article(f"d{at:02}", "Họp xã", "họp xã " * (at % 5), day=f"2024-03-{1 + at % 7:02}") for at in range(23)
]


@pytest.fixture
def in_small_steps(monkeypatch):
    monkeypatch.setattr(service, "LISTED_AT_ONCE", 6)
    monkeypatch.setattr(service, "READ_AT_ONCE", 4)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "added"])
def test_every_document_comes_once_in_the_order_of_the_pages(in_small_steps, sort):
    search = over(DOCUMENTS)
    params = SearchParams(q="họp xã", sort=sort, limit=50, today=TODAY)
    assert [hit.id for hit, _ in search.every(params)] == [hit.id for hit in search.search(params).hits]


def test_each_comes_with_its_revision_and_without_a_snippet(in_small_steps):
    for hit, revision in over(DOCUMENTS).every(SearchParams(q="họp", offset=9, limit=1)):
        assert (hit.id, hit.revision) == (revision.document.id, revision.id)
        assert not hit.snippet
        assert not hit.title_marks


def test_what_is_only_found_without_marks_is_listed_so_too():
    found = list(over(DOCUMENTS).every(SearchParams(q="họp xà")))
    assert len(found) == over(DOCUMENTS).search(SearchParams(q="họp xà")).total > 0


def test_nothing_is_read_before_it_is_asked_for(in_small_steps, monkeypatch):
    search = over(DOCUMENTS)
    asked = []
    monkeypatch.setattr(search, "_ask", lambda *given, ask=search._ask: asked.append(given) or ask(*given))
    rows = search.every(SearchParams(q="họp"))
    assert not asked
    next(rows)
    assert len(asked) == 1
