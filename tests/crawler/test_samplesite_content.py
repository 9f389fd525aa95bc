"""The sample sites' content: enough of it, varied, and true to itself."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest

from archive.model import DocumentKind
from crawler.samplesite import ANY_PORTS, SampleDocument, SampleSite, serve
from crawler.samplesite.content import SITES, Article, load_site
from crawler.samplesite.dates import DateForm


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with serve(ports=ANY_PORTS) as serving:
        yield serving


@pytest.fixture(scope="module")
def documents(site: SampleSite) -> list[SampleDocument]:
    return site.documents


@pytest.fixture(scope="module")
def articles(documents: list[SampleDocument]) -> list[SampleDocument]:
    return [document for document in documents if document.kind is DocumentKind.ARTICLE]


@pytest.fixture(scope="module")
def directives(documents: list[SampleDocument]) -> list[SampleDocument]:
    return [document for document in documents if document.kind is DocumentKind.DIRECTIVE]


def test_there_are_at_least_sixty_articles(articles: list[SampleDocument]) -> None:
    assert len(articles) >= 60


def test_there_are_at_least_fifteen_directives(directives: list[SampleDocument]) -> None:
    assert len(directives) >= 15


def test_every_year_from_2015_to_2026_has_articles(articles: list[SampleDocument]) -> None:
    assert {document.day.year for document in articles} == set(range(2015, 2027))


def test_two_papers_and_a_portal_publish(documents: list[SampleDocument]) -> None:
    assert {document.source for document in documents} == {"songda", "daingan", "vanban"}


def test_pages_state_their_day_in_every_form_we_know(documents: list[SampleDocument]) -> None:
    assert {document.form for document in documents} == set(DateForm)


def test_ids_and_addresses_are_unique(documents: list[SampleDocument]) -> None:
    assert len({document.id for document in documents}) == len(documents)
    assert len({document.url for document in documents}) == len(documents)


def test_directive_numbers_are_unique(directives: list[SampleDocument]) -> None:
    assert len({document.number for document in directives}) == len(directives)


def test_content_systems_number_no_two_articles_alike() -> None:
    for key in SITES:
        counted = Counter(article.post_id for article in load_site(key).articles)
        assert max(counted.values(), default=1) == 1


def test_every_directive_cited_is_one_of_the_portals_own(documents: list[SampleDocument]) -> None:
    own = {document.number for document in documents if document.number}
    assert {number for document in documents for number in document.directives} <= own


def test_every_directive_is_cited_somewhere(documents: list[SampleDocument]) -> None:
    own = {document.number for document in documents if document.number}
    assert own == {number for document in documents for number in document.directives}


def test_the_truth_names_exactly_the_own_directives_a_text_cites(documents: list[SampleDocument]) -> None:
    own = {document.number for document in documents if document.number}
    for document in documents:
        text = "\n".join((document.lead, *document.body))
        cited = {number for number in own if re.search(rf"(?<![\w/]){re.escape(number)}(?![\w/-])", text)}
        assert cited == set(document.directives), document.url


def test_persons_of_an_article_stand_in_its_text(articles: list[SampleDocument]) -> None:
    for document in articles:
        assert [name for name in document.persons if name not in document.text] == [], document.url


def test_every_article_names_a_person(articles: list[SampleDocument]) -> None:
    assert [document.url for document in articles if not document.persons] == []


def test_articles_have_the_length_of_news(articles: list[SampleDocument]) -> None:
    lengths = {document.url: len(document.text.split()) for document in articles}
    assert {url: length for url, length in lengths.items() if not 120 <= length <= 450} == {}


def test_the_truth_is_nfc(documents: list[SampleDocument]) -> None:
    assert all(unicodedata.is_normalized("NFC", document.text) for document in documents)


def test_no_paragraph_is_printed_in_two_articles_but_the_shared_story(articles: list[SampleDocument]) -> None:
    """Variety: text is written, not filled in from a pattern."""
    repeated = Counter(block for document in articles for block in document.body)
    shared = {block for block, times in repeated.items() if times > 1}
    sharing = {document.url for document in articles if shared & set(document.body)}
    assert len(sharing) == 2
    assert {document.source for document in articles if document.url in sharing} == {"songda", "daingan"}


def test_both_placements_of_the_tone_mark_occur(articles: list[SampleDocument]) -> None:
    everything = " ".join(document.text.lower() for document in articles)
    for new, old in (("hòa", "hoà"), ("ủy ban", "uỷ ban")):
        assert re.search(rf"\b{new}", everything)
        assert re.search(rf"\b{old}", everything)


def test_a_directive_that_was_replaced_names_the_later_one() -> None:
    portal = load_site("vanban")
    by_number = {directive.number: directive for directive in portal.directives}
    replaced = [directive for directive in portal.directives if directive.replaced_by]
    assert replaced
    for old in replaced:
        later = by_number[old.replaced_by]
        assert later.issued > old.issued
        assert old.number in later.directives


def test_a_correction_changes_what_an_article_says() -> None:
    corrected = [article for article in _articles() if article.correction]
    assert corrected
    for article in corrected:
        after = article.corrected()
        assert after.body[:-1] != article.body
        assert after.updated is not None
        assert after.updated > article.published


def _articles() -> list[Article]:
    return [article for key in SITES for article in load_site(key).articles]
