"""The catalog's longer statements, named for what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Delete, Select, bindparam, delete, func, insert, or_, select, update

from archive.batching import batched
from archive.catalog.caught_up import Stage, not_caught_up
from archive.catalog.tables import analysis, capture, document, revision
from archive.model import CaptureKind

Value = TypeVar("Value", str, int)

_NAMED = 500  # values a statement names at most
_PAYLOADS = (CaptureKind.RESPONSE.value, CaptureKind.RESOURCE.value)


# Built once: making a statement of thirty columns costs more than running it.
_REVISIONS: Select[Any] = (
    select(
        revision,
        document.c.url.label("document_url"),
        document.c.source.label("document_source"),
        *[column.label(f"capture_{column.name}") for column in capture.c],
    )
    .join_from(revision, document, revision.c.document == document.c.id)
    .join(capture, revision.c.capture == capture.c.id)
)
LISTED: Select[Any] = (
    select(
        revision.c.id,
        revision.c.document,
        revision.c.kind,
        document.c.url,
        document.c.source,
        revision.c.title,
        revision.c.lead,
        revision.c.body,
        revision.c.day,
        revision.c.day_certain,
        revision.c.section,
    )
    .join_from(revision, document, revision.c.document == document.c.id)
    .where(revision.c.id.in_(bindparam("of_revisions", expanding=True)))
)
"""Takes `of_revisions`; `rows.listed_from` reads it."""
_LATEST = _REVISIONS.where(document.c.latest == revision.c.id)
_LATEST_OF = (
    select(revision.c.id, revision.c.number, revision.c.digest, revision.c.facts)
    .join_from(document, revision, document.c.latest == revision.c.id)
    .where(document.c.id == bindparam("of_document"))
)

ENTER_CAPTURE = insert(capture)
ENTER_DOCUMENT = insert(document)
ENTER_REVISION = insert(revision)
MARK_CAPTURE = update(capture).where(capture.c.id == bindparam("of_capture"))
"""Takes `of_capture` and `outcome`."""
MOVE_DOCUMENT = update(document).where(document.c.id == bindparam("of_document"))
"""Takes `of_document` and the columns that change."""


def in_batches(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in lists as long as one statement may name: SQLite bounds its variables."""
    return batched(values, _NAMED)


def revisions() -> Select[Any]:
    """Every revision with its document's address and its capture, as `rows.revision_from` reads it."""
    return _REVISIONS


def latest_revisions() -> Select[Any]:
    """The revision each document stands at."""
    return _LATEST


def latest_of() -> Select[Any]:
    """Row, number, digest and facts of the revision that `of_document` stands at."""
    return _LATEST_OF


def capture_id(warc: str, offset: int) -> Select[Any]:
    """The row of the capture that lies there."""
    return select(capture.c.id).where(capture.c.warc == warc, capture.c.offset == offset)


def captures_in(warc: str, offset: int) -> Select[Any]:
    """Captures of one WARC file after an offset, by their place."""
    return select(capture).where(capture.c.warc == warc, capture.c.offset > offset).order_by(capture.c.offset)


def captures_of(url: str, *, with_payload: bool = False) -> Select[Any]:
    """Captures of one address, newest first; `with_payload` leaves out failures and revisits."""
    query = select(capture).where(capture.c.url == url)
    if with_payload:
        query = query.where(capture.c.kind.in_(_PAYLOADS), capture.c.status.between(200, 299))
    return query.order_by(capture.c.captured_at.desc(), capture.c.id.desc())


def capture_of_payload(digest: str) -> Select[Any]:
    """The first capture that holds a payload itself."""
    held = capture.c.kind.in_(_PAYLOADS)
    return select(capture).where(capture.c.digest == digest, held).order_by(capture.c.id).limit(1)


def captures_after(row: int) -> Select[Any]:
    """Captures in order of entry."""
    return select(capture).where(capture.c.id > row).order_by(capture.c.id)


def unread_captures(row: int) -> Select[Any]:
    """Captures nobody has read, in order of entry."""
    return captures_after(row).where(capture.c.outcome.is_(None))


def unread_count() -> Select[Any]:
    """How many captures nobody has read."""
    return select(func.count()).select_from(capture).where(capture.c.outcome.is_(None))


def drop_analyses(revision_ids: Sequence[int]) -> Delete:
    """Remove the analyses of these revisions."""
    return delete(analysis).where(analysis.c.revision.in_(revision_ids))


def stale_revisions(version: str) -> Select[Any]:
    """Latest revisions whose analysis is missing or of another version, by row."""
    return (
        select(document.c.latest)
        .outerjoin(analysis, analysis.c.revision == document.c.latest)
        .where(not_caught_up(Stage.ANALYSED, version))
        .where(or_(analysis.c.version.is_(None), analysis.c.version != version))
        .order_by(document.c.latest)
    )


def counts_by_source() -> Select[Any]:
    """Documents of each source and the first and last day it published."""
    return (
        select(
            document.c.source,
            func.count().label("documents"),
            func.min(revision.c.day).label("first"),
            func.max(revision.c.day).label("last"),
        )
        .join_from(document, revision, document.c.latest == revision.c.id)
        .group_by(document.c.source)
        .order_by(document.c.source)
    )
