"""The registry of the crawled sample against what its sites truly publish."""

from __future__ import annotations

import pytest

from archive.home import Home
from index.directives.numbers import number_key
from index.registry import Registry
from tests.system.conftest import run


@pytest.fixture(scope="module")
def registry(crawled):
    home, _, _ = crawled
    catalog = Home.open(home).catalog()
    yield Registry(catalog)
    catalog.close()


@pytest.fixture(scope="module")
def truth(crawled):
    """(document, number of an own directive it cites): every edge the sites publish."""
    _, documents, _ = crawled
    return {(one.id, number_key(number)) for one in documents for number in one.directives}


@pytest.fixture(scope="module")
def held(registry, crawled):
    """Number of each directive of the portal -> its entry."""
    _, documents, _ = crawled
    found = {}
    for one in documents:
        if one.number:
            entries = [
                entry
                for listed in registry.candidates(one.number)
                if not listed.open and (entry := registry.directive(listed.key)) is not None
            ]
            [found[number_key(one.number)]] = [
                entry for entry in entries if one.id in {document.document for document in entry.held}
            ]
    return found


def test_every_directive_of_the_portal_is_one_with_its_day(held, crawled):
    _, documents, _ = crawled
    days = {number_key(one.number): one.day.isoformat() for one in documents if one.number}
    assert {number: entry.directive.issued for number, entry in held.items()} == days


def test_every_decided_citation_is_true(held, truth):
    decided = {(cited.document, number) for number, entry in held.items() for cited in entry.cited_by}
    assert decided <= truth


def test_every_true_citation_is_decided_or_a_candidate(held, truth):
    found = {
        (cited.document, number)
        for number, entry in held.items()
        for cited in (*entry.cited_by, *entry.possible)
    }
    assert found == truth


def test_most_true_citations_are_decided(held, truth):
    decided = {(cited.document, number) for number, entry in held.items() for cited in entry.cited_by}
    assert len(decided) >= 0.85 * len(truth)


def test_what_replaced_what_is_told_by_text_and_form(held):
    replaced = {
        (number, other.number)
        for number, entry in held.items()
        for other in entry.affected_by
        if other.relation == "replaces"
    }
    assert replaced == {("1234/QĐ-UBND", "2045/QĐ-UBND"), ("03-NQ/TU", "07-NQ/TU")}


def test_a_number_in_any_form_is_asked_from_the_command_line(crawled):
    home, _, _ = crawled
    answer = run(home, "directives", "NQ 03-NQ/TU", "--json").json()
    assert answer["directive"]["directive"]["key"] == "03-NQ/TU~tinh-uy-son-la~2015-2020"


def test_a_number_nobody_names_says_so(crawled):
    home, _, _ = crawled
    ran = run(home, "directives", "99-NQ/TU")
    assert ran.code != 0
    assert "no document" in ran.err


def test_a_person_is_asked_from_the_command_line(crawled):
    home, _, _ = crawled
    [entry] = run(home, "entity", "Tráng Thị Sua", "--kind", "PER", "--json").json()["entities"]
    assert {office["office"] for office in entry["offices"]} == {"Phó Chủ tịch", "Chủ tịch"}
