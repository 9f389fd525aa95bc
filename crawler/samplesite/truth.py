"""What the sample sites really publish, for tests to hold an archive against."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from archive.identity import canonical_url, document_id
from archive.model import DocumentKind
from crawler.samplesite.content import Article, Directive, Site
from crawler.samplesite.dates import DateForm


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDocument:
    """One document as its site means it: what a perfect crawl would store. Text is NFC."""

    id: str  # archive.identity.document_id of its URL
    url: str  # canonical
    source: str  # Source.key
    kind: DocumentKind
    title: str
    lead: str  # without the paper's prefix; empty for a directive
    body: tuple[str, ...]  # paragraphs, without what surrounds them
    day: dt.date  # in Asia/Ho_Chi_Minh
    time: str | None  # "HH:MM"; None for a directive
    section: str | None
    author: str | None
    persons: tuple[str, ...]  # named in the text
    directives: tuple[str, ...]  # numbers of own directives it cites
    number: str | None  # a directive's own number
    form: DateForm  # how the page states its day
    updated: dt.datetime | None  # set once corrected

    @property
    def text(self) -> str:
        """Title, lead and body as one text."""
        return "\n\n".join(part for part in (self.title, self.lead, *self.body) if part)


def article_truth(site: Site, article: Article, url: str) -> SampleDocument:
    """The truth about `article`, served at `url`."""
    return SampleDocument(
        id=document_id(url),
        url=canonical_url(url),
        source=site.key,
        kind=DocumentKind.ARTICLE,
        title=article.title,
        lead=article.lead,
        body=tuple(plain(block) for block in article.body),
        day=article.published.date(),
        time=f"{article.published:%H:%M}",
        section=site.sections[article.section],
        author=article.author,
        persons=article.persons,
        directives=article.directives,
        number=None,
        form=article.form,
        updated=article.updated,
    )


def directive_truth(site: Site, directive: Directive, url: str) -> SampleDocument:
    """The truth about `directive`, served at `url`."""
    return SampleDocument(
        id=document_id(url),
        url=canonical_url(url),
        source=site.key,
        kind=DocumentKind.DIRECTIVE,
        title=directive.title,
        lead="",
        body=tuple(plain(block) for block in directive.body),
        day=directive.issued,
        time=None,
        section=site.sections[directive.field],
        author=None,
        persons=(*directive.persons, directive.signer),
        directives=directive.directives,
        number=directive.number,
        form=DateForm.DOCUMENT,
        updated=None,
    )


def plain(block: str) -> str:
    """A block of body text without the marks of the content files."""
    return block.removeprefix("## ").removeprefix("- ")
