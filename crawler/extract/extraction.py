"""What `extract` answers for one page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from archive.model import Document, Published


class PageKind(StrEnum):
    """What a page is; only articles and directives become documents."""

    ARTICLE = "article"
    DIRECTIVE = "directive"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The kind of one page, the document read from it, and why it was judged so."""

    kind: PageKind
    url: str  # canonical where the address is known, else ""
    reason: str  # one line for people: what decided the kind, or what is missing
    document: Document | None = None  # set for articles and directives

    def as_json(self) -> dict[str, Any]:
        """The answer of `baoluu extract --json`; every key is always there."""
        document = self.document
        return {
            "kind": self.kind.value,
            "url": self.url,
            "reason": self.reason,
            "title": document.title if document else None,
            "lead": document.lead if document else None,
            "body": document.body if document else None,
            "published": published_json(document.published) if document else None,
            "updated": document.updated.isoformat() if document and document.updated else None,
            "author": document.author if document else None,
            "section": document.section if document else None,
            "language": document.language if document else None,
            "basis": dict(document.basis) if document else {},
            "form": dict(document.form) if document else {},
            "captions": list(document.extra.get("captions", ())) if document else [],
            "attachments": [file["url"] for file in document.extra.get("attachments", ())]
            if document
            else [],
        }


def published_json(published: Published | None) -> dict[str, Any] | None:
    """A day of publication as JSON: day (ISO), time ("HH:MM" or null), basis, certain."""
    if published is None:
        return None
    return {
        "day": published.day.isoformat(),
        "time": published.time,
        "basis": published.basis,
        "certain": published.certain,
    }
