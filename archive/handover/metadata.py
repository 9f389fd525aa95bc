"""The documents as JSON Lines: every revision with its text, its days and where it was captured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive.catalog import Catalog
from archive.model import Revision


def revision_records(catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Every revision of every document, by document id, oldest first."""
    for document in sorted(catalog.latest_by_document()):
        for revision in reversed(catalog.history(document)):
            yield revision_record(revision)


def revision_record(revision: Revision) -> dict[str, Any]:
    """One revision in plain values."""
    document, capture = revision.document, revision.capture
    published = document.published
    return {
        "id": document.id,
        "revision": revision.number,
        "kind": document.kind.value,
        "url": document.url,
        "source": document.source,
        "title": document.title,
        "lead": document.lead,
        "body": document.body,
        "published": published.day.isoformat() if published else None,
        "published_time": published.time if published else None,
        "published_certain": published.certain if published else None,
        "updated": document.updated.isoformat() if document.updated else None,
        "author": document.author,
        "section": document.section,
        "language": document.language,
        "form": dict(document.form),
        "digest": revision.digest,
        "extractor": revision.extractor,
        "captured_at": capture.captured_at.isoformat(),
        "payload_digest": capture.payload_digest,
        "warc": capture.warc,
        "offset": capture.offset,
        "length": capture.length,
    }
