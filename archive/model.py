"""The values every room speaks of: Source, Capture, Document, Revision, Analysis, Mention.

All are frozen, slotted and built by keyword. Text is NFC, offsets are Python
character offsets, instants are aware and in UTC, days are days in Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

JsonObject = Mapping[str, Any]
TRAIL_MARK = " / "
"""Between the entries of a trail of sections: "Kinh doanh / Tài chính"."""


class DocumentKind(StrEnum):
    """What a stored document is; lists and other pages are captured but never stored."""

    ARTICLE = "article"
    DIRECTIVE = "directive"


class MentionType(StrEnum):
    """The five kinds of entity a text can mention."""

    PERSON = "PER"
    BODY = "ORG"
    PLACE = "LOC"
    DIRECTIVE = "DOC"
    DATE = "DATE"


class CaptureKind(StrEnum):
    """The WARC record a capture lies in (ISO 28500, 6.3 to 6.7)."""

    RESPONSE = "response"  # an HTTP exchange with its payload
    REVISIT = "revisit"  # fetched again, payload the same or 304
    RESOURCE = "resource"  # a file that was imported, no HTTP


class CaptureRole(StrEnum):
    """What a capture was made for; kept in its record, so that it can be read again the same way."""

    PAGE = "page"  # visited by a crawl, a document is looked for in it
    LIST = "list"  # visited by a crawl for the addresses it names
    IMPORT = "import"  # brought in from a file, chosen because it holds a document


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher as the archivist described it: who it is and how to read its site."""

    key: str  # short ASCII name, the value of ?source=
    name: str
    kind: str  # "newspaper" or "portal"
    home: str  # the front page's URL; empty for sources that are only imported
    province: str = ""  # "Sơn La"; resolves local bodies and places
    hosts: tuple[str, ...] = ()  # hosts whose pages belong to this source
    checked: str = "unchecked"  # how and when the description was checked
    predecessors: tuple[str, ...] = ()  # keys of papers merged into this one
    until: dt.date | None = None  # last day it appeared before it was merged into another
    settings: JsonObject = field(default_factory=dict)  # [crawl], [discover], [extract] as in TOML


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One fetched exchange or imported file, and where in the WARC files it lies."""

    url: str  # the address as asked for
    captured_at: dt.datetime  # aware, UTC
    kind: CaptureKind
    status: int  # HTTP status; 200 for a resource
    mime: str  # Content-Type without parameters, lower case
    payload_digest: str  # "sha256:" and 64 hex digits
    warc: str  # file name inside the captures folder
    offset: int  # byte offset of the gzip member
    length: int  # bytes of the gzip member
    source: str  # Source.key

    @property
    def locator(self) -> str:
        """`file:offset`, the capture's name in the catalog."""
        return f"{self.warc}:{self.offset}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A day of publication and how it is known."""

    day: dt.date  # in Asia/Ho_Chi_Minh
    time: str | None = None  # "HH:MM" in the same zone, None where the page gives none
    basis: str  # where it was read: "json-ld", "meta", "label", "text", "url", "file", ...
    certain: bool = True  # False marks a guess


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article or directive as read from one capture; equal content is equal value."""

    id: str  # stable, URL-safe, never reused: see archive.identity
    kind: DocumentKind
    url: str  # canonical: absolute, no fragment, no tracking parameters
    source: str  # Source.key
    title: str
    lead: str = ""
    body: str = ""  # paragraphs joined by "\n\n", no HTML
    published: Published | None = None
    updated: dt.date | None = None
    author: str | None = None
    section: str | None = None  # the trail to it, outermost first, see TRAIL_MARK
    language: str = "vi"
    basis: JsonObject = field(default_factory=dict)  # field name -> where its value was read
    form: JsonObject = field(default_factory=dict)
    # `form` of a directive: number, doc_type, issuer, issued, effective, signer, recipients
    extra: JsonObject = field(default_factory=dict)  # captions, attachments, structured body

    @property
    def text(self) -> str:
        """Title, lead and body as one text; every offset of an Analysis points into it."""
        return "\n\n".join(part for part in (self.title, self.lead, self.body) if part)

    def zones(self) -> tuple[tuple[str, int, int], ...]:
        """(name, start, end) of "title", "lead" and "body" in `text`; empty ones are left out."""
        spans = []
        at = 0
        for name, part in (("title", self.title), ("lead", self.lead), ("body", self.body)):
            if part:
                spans.append((name, at, at + len(part)))
                at += len(part) + 2
        return tuple(spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A document as it stood at one capture; a page changed later gets the next number."""

    id: int  # the catalog's row
    number: int  # 1, 2, 3 … within the document
    document: Document
    capture: Capture
    digest: str  # "sha256:…" of the content, see archive.identity.content_digest
    extractor: str  # name and version of what read the capture
    stored_at: dt.datetime  # aware, UTC

    @property
    def listed(self) -> Listed:
        """What a list of documents shows of it."""
        document, published = self.document, self.document.published
        return Listed(
            revision=self.id,
            document=document.id,
            kind=document.kind,
            url=document.url,
            source=document.source,
            title=document.title,
            lead=document.lead,
            body=document.body,
            day=published.day if published else None,
            day_certain=published.certain if published else False,
            section=document.section,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list of documents shows of a revision; where it came from is not among it."""

    revision: int  # Revision.id
    document: str  # Document.id
    kind: DocumentKind
    url: str
    source: str
    title: str
    lead: str
    body: str
    day: dt.date | None  # of publication
    day_certain: bool  # False also without a day
    section: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An entity named in a text."""

    type: MentionType
    start: int  # into Document.text
    end: int  # text[start:end] is the mention as written
    text: str
    key: str  # what mentions of one entity share; a directive's normal number, a date's ISO form
    label: str  # the entity's name for people
    attributes: JsonObject = field(default_factory=dict)
    # DOC: number, doc_type, issued, issuer. DATE: iso, lo, hi. PER: office. ORG, LOC: level


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What the analyser made of one revision, stamped with its version."""

    revision: int  # Revision.id
    version: str
    sentences: Sequence[tuple[int, int]]  # (start, end) into Document.text
    words: Sequence[tuple[int, int]]  # (start, end) of each segmented word, in order
    mentions: Sequence[Mention]
