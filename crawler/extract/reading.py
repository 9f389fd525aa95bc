"""One page's bytes to an Extraction: the order of the steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.days import today, vietnam_day
from archive.identity import canonical_url, document_id
from archive.model import TRAIL_MARK, Document, DocumentKind, Published, Source
from crawler.charset import Decoded, decode
from crawler.extract.article import captions_of, parts_of, without_machinery
from crawler.extract.attachments import attachments
from crawler.extract.container import container
from crawler.extract.dates import Moment, first_moment
from crawler.extract.declared import Declared, declared
from crawler.extract.extraction import Extraction, PageKind
from crawler.extract.files import extract_file, file_kind
from crawler.extract.headline import Headline, first_words, headline
from crawler.extract.kinds import Evidence, captions_size, card_links, is_fragment, judged, prose_size
from crawler.extract.language import language_of
from crawler.extract.lead import without_mark
from crawler.extract.lines import lines_of
from crawler.extract.official import Official, described, official
from crawler.extract.page import Page, parsed
from crawler.extract.pieces import Piece, pieces_of
from crawler.extract.plain import is_binary
from crawler.extract.published import published, shown_moment, updated_day
from crawler.extract.second_opinion import second_opinion
from crawler.extract.section import section
from crawler.extract.stated import stated
from crawler.extract.structure import markdown, plain
from crawler.extract.tree import Node

EXTRACTOR = "baoluu-extract/4"

_LITTLE = 120  # characters of prose below which the found element is doubted
_FULL_TEXT = 1500  # of a directive's text on a page without its head
_FEW_CARDS = 5  # a page with so many stories is no article that hides its text


def extract(
    content: bytes,
    *,
    url: str,
    charset: str | None = None,
    captured_at: dt.datetime | None = None,
    source: Source | None = None,
) -> Extraction:
    """Judge the page in `content` and read the document it holds, if it holds one.

    Args: url: where it was found, "" when unknown; charset: what the server said;
        captured_at: no day of publication lies after it (or after today, without it);
        source: its [extract] selectors win where they match.
    Raises: SourceInvalid: the source's selectors are no CSS. Nothing else, whatever the bytes.
    """
    address = _address(url)
    latest = vietnam_day(captured_at) if captured_at else today()
    key = source.key if source else ""
    if (kind := file_kind(content)) is not None:
        return extract_file(content, kind, url=address, latest=latest, source=key)
    decoded = decode(content, charset)
    text = decoded.text
    if is_binary(text):
        return Extraction(
            kind=PageKind.OTHER, url=address, reason="binary: neither a page nor a Word or PDF file"
        )
    selectors = source.settings.get("extract") if source else None
    said = declared(text, selectors) if isinstance(selectors, Mapping) and selectors else None
    page = parsed(said.page if said else text, url=address)
    if page is None:
        return Extraction(kind=PageKind.OTHER, url=address, reason="no markup to read")
    found = _Reading(page, said, latest, key).extraction()
    if found.document is None:
        return found
    basis = {**found.document.basis, **_letters(decoded)}
    return replace(found, document=replace(found.document, basis=basis))


def _letters(decoded: Decoded) -> dict[str, str]:
    """How the bytes became letters, for the document's basis."""
    how = {"charset": f"{decoded.charset} ({decoded.basis})"}
    if decoded.layout:
        how["letters"] = f"{decoded.layout}, certainty {decoded.certainty:.2f}"
    return how


def _address(url: str) -> str:
    """The canonical address; "" for one that is malformed, which no page can have been fetched from."""
    try:
        return canonical_url(url) if url else ""
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class _Body:
    """The element with the running text and what was read from it."""

    node: Node
    pieces: Sequence[Piece]
    basis: str


class _Reading:
    """The steps over one page; what several of them need is read once and kept."""

    def __init__(self, page: Page, said: Declared | None, latest: dt.date, source: str) -> None:
        self._page = page
        self._said: Mapping[str, str] = said.texts if said else {}
        self._latest = latest
        self._source = source
        self._stated = stated(page)
        self._lines = lines_of(page.root)
        self._body = self._declared_body(said) or self._found_body()
        self._headline = self._found_headline()

    def extraction(self) -> Extraction:
        """Judge, then read what the judgement calls for."""
        body = self._body
        document = official(self._lines, body.node if body else None)
        shown = shown_moment(self._title_node, body.node if body else None, self._lines)
        kind, reason = judged(
            Evidence(
                page=self._page,
                lines=self._lines,
                pieces=body.pieces if body else (),
                stated=self._stated,
                headline=self._headline,
                dated=shown is not None,
            )
        )
        if document is not None and (kind is not PageKind.LIST or document.telling):
            return self._directive(document)
        if kind is PageKind.ARTICLE and body is not None:
            return self._article(body, shown, reason)
        return Extraction(kind=kind, url=self._page.url, reason=reason)

    def _article(self, body: _Body, shown: Moment | None, reason: str) -> Extraction:
        title = self._headline or first_words(body.pieces)
        zone = self._zone(body.node)
        parts = parts_of(
            body.pieces,
            title=title,
            body=body.node,
            lines=self._lines,
            zone=zone,
            stated=self._stated,
            url=self._page.url,
        )
        basis = {"title": title.basis, "body": body.basis, **parts.basis}
        day = self._declared_day() or published(self._stated, shown, self._page.url, self._latest)
        if day is not None:
            basis["published"] = day.basis
        where = section(zone, self._stated, title.text, title.node)
        lead, author = parts.lead, parts.author
        trail = where[0] if where else None
        if where:
            basis["section"] = where[1]
        for field in ("lead", "author", "section"):
            if field in self._said:
                basis[field] = "source"
        document = Document(
            id=document_id(self._page.url),
            kind=DocumentKind.ARTICLE,
            url=self._page.url,
            source=self._source,
            title=title.text,
            lead=without_mark(self._said["lead"]) if "lead" in self._said else lead,
            body=plain(parts.pieces),
            published=day,
            updated=updated_day(self._stated, self._latest, day),
            author=self._said.get("author", author),
            section=self._said.get("section", trail),
            language=language_of(plain(parts.pieces)),
            basis=basis,
            extra=self._extra(parts.pieces, zone, origin=parts.origin),
        )
        return Extraction(kind=PageKind.ARTICLE, url=self._page.url, reason=reason, document=document)

    def _directive(self, found: Official) -> Extraction:
        body = self._body
        everything = list(self._page.root.walk())
        whole = body is not None and (found.headed or prose_size(body.pieces) >= _FULL_TEXT)
        pieces = without_machinery(body.pieces) if body and whole else ()
        title, basis = found.title, "header" if found.headed else "label"
        if (
            self._headline is not None
            and self._headline.node is not None
            and found.is_named(self._headline.text)
        ):
            title, basis = self._headline.text, self._headline.basis
        text = plain(pieces) if pieces else "\n\n".join(described(found.form))
        day: Published | None = None
        if found.issued is not None and found.issued <= self._latest:
            day = Published(day=found.issued, basis=found.basis)
        where = section(everything, self._stated, title, self._title_node)
        document = Document(
            id=document_id(self._page.url),
            kind=DocumentKind.DIRECTIVE,
            url=self._page.url,
            source=self._source,
            title=self._said.get("title", title),
            body=text,
            published=day,
            author=found.form.get("issuer"),
            section=found.shelf(where[0].split(TRAIL_MARK)) if where else None,
            language=language_of(text),
            basis={
                "title": basis,
                "body": body.basis if pieces and body else "label",
                "published": found.basis,
            },
            form=found.form,
            extra=self._extra(pieces, everything),
        )
        return Extraction(kind=PageKind.DIRECTIVE, url=self._page.url, reason=found.reason, document=document)

    @property
    def _title_node(self) -> Node | None:
        return self._headline.node if self._headline else None

    def _found_headline(self) -> Headline | None:
        body = self._body
        found = headline(
            self._page, self._lines, self._stated, body.node if body else None, body.pieces if body else ()
        )
        if title := self._said.get("title"):
            return Headline(text=title, basis="source", node=found.node if found else None)
        return found

    def _declared_body(self, said: Declared | None) -> _Body | None:
        if said is None or not said.body:
            return None
        part = parsed(said.body, url=self._page.url)
        pieces = pieces_of(part.root) if part else []
        node = container(self._lines) or self._page.root
        return _Body(node, pieces, "source") if pieces else None

    def _found_body(self) -> _Body | None:
        heading = headline(self._page, self._lines, self._stated, None)
        node = container(self._lines, heading.node if heading else None)
        pieces = pieces_of(node) if node is not None else []
        if node is None or max(prose_size(pieces), captions_size(pieces)) < _LITTLE:
            if node is None and is_fragment(self._page, self._lines):
                return _Body(self._page.root, pieces_of(self._page.root), "fragment")
            if len(card_links(self._lines)) < _FEW_CARDS and (second := second_opinion(self._page)):
                return _Body(self._page.root, second, "trafilatura")
        return _Body(node, pieces, "container") if node is not None else None

    def _declared_day(self) -> Published | None:
        moment = first_moment(self._said.get("date", ""))
        if moment is None or moment.day > self._latest:
            return None
        return Published(day=moment.day, time=moment.time, basis="source")

    def _zone(self, body: Node) -> list[Node]:
        """The elements around title and text, in page order: those of the smallest element with both."""
        top = self._title_node or body
        while not body.within(top) and top.parent is not None:
            top = top.parent
        for _ in range(2):
            if top.parent is not None and top.parent.tag not in ("html", "body"):
                top = top.parent
        return list(top.walk())

    def _extra(self, pieces: Sequence[Piece], near: Sequence[Node], origin: str = "") -> dict[str, Any]:
        extra: dict[str, Any] = {"structure": markdown(pieces)} if pieces else {}
        if origin:
            extra["origin"] = origin
        if captions := captions_of(pieces):
            extra["captions"] = captions
        if files := attachments(self._page, near):
            extra["attachments"] = files
        return extra
