"""Between the catalog's rows and the model's values."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import Row

from archive.model import Capture, CaptureKind, Document, DocumentKind, Listed, Published, Revision

Values = dict[str, Any]


def capture_values(capture: Capture) -> Values:
    """Column values of a capture."""
    return {
        "warc": capture.warc,
        "offset": capture.offset,
        "length": capture.length,
        "url": capture.url,
        "source": capture.source,
        "captured_at": instant_text(capture.captured_at),
        "kind": capture.kind.value,
        "status": capture.status,
        "mime": capture.mime,
        "digest": capture.payload_digest,
    }


def capture_from(row: Row[Any], prefix: str = "") -> Capture:
    """A capture from a row whose columns are named `prefix` + column."""
    fields = row._mapping
    return Capture(
        url=fields[f"{prefix}url"],
        captured_at=instant(fields[f"{prefix}captured_at"]),
        kind=CaptureKind(fields[f"{prefix}kind"]),
        status=fields[f"{prefix}status"],
        mime=fields[f"{prefix}mime"],
        payload_digest=fields[f"{prefix}digest"],
        warc=fields[f"{prefix}warc"],
        offset=fields[f"{prefix}offset"],
        length=fields[f"{prefix}length"],
        source=fields[f"{prefix}source"],
    )


def revision_values(document: Document) -> Values:
    """Column values of what was read: everything of a revision but its place in the history."""
    published = document.published
    facts = {"basis": dict(document.basis), "form": dict(document.form), "extra": dict(document.extra)}
    return {
        "kind": document.kind.value,
        "title": document.title,
        "lead": document.lead,
        "body": document.body,
        "day": published.day.isoformat() if published else None,
        "time": published.time if published else None,
        "day_basis": published.basis if published else None,
        "day_certain": int(published.certain) if published else 0,
        "updated": document.updated.isoformat() if document.updated else None,
        "author": document.author,
        "section": document.section,
        "language": document.language,
        "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
    }


def revision_from(row: Row[Any]) -> Revision:
    """A revision from a row of `statements.revisions()`."""
    fields = row._mapping
    facts = json.loads(fields["facts"])
    published = None
    if fields["day"] is not None:
        published = Published(
            day=dt.date.fromisoformat(fields["day"]),
            time=fields["time"],
            basis=fields["day_basis"],
            certain=bool(fields["day_certain"]),
        )
    return Revision(
        id=fields["id"],
        number=fields["number"],
        document=Document(
            id=fields["document"],
            kind=DocumentKind(fields["kind"]),
            url=fields["document_url"],
            source=fields["document_source"],
            title=fields["title"],
            lead=fields["lead"],
            body=fields["body"],
            published=published,
            updated=dt.date.fromisoformat(fields["updated"]) if fields["updated"] else None,
            author=fields["author"],
            section=fields["section"],
            language=fields["language"],
            **facts,
        ),
        capture=capture_from(row, "capture_"),
        digest=fields["digest"],
        extractor=fields["extractor"],
        stored_at=instant(fields["stored_at"]),
    )


def listed_from(row: Row[Any]) -> Listed:
    """What a list shows, from a row of `statements.LISTED`."""
    values: tuple[Any, ...] = tuple(row)
    id, document, kind, url, source, title, lead, body, day, certain, section = values
    return Listed(
        revision=id,
        document=document,
        kind=DocumentKind(kind),
        url=url,
        source=source,
        title=title,
        lead=lead,
        body=body,
        day=dt.date.fromisoformat(day) if day is not None else None,
        day_certain=bool(certain),
        section=section,
    )


def instant_text(when: dt.datetime) -> str:
    """ISO 8601 in UTC with microseconds; sorts as time does."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant(text: str) -> dt.datetime:
    """The reverse of `instant_text`."""
    return dt.datetime.fromisoformat(text)
