"""What the index was last told of each document beside its text, and what it lacks by now.

The notes speak of one committed state of the index. While it stands, what a commit has to add is
among what came since: revisions and captures of higher rows, and documents whose story was told anew.
Otherwise (after a crash between index and notes, with a fresh catalog or a fresh index) everything is
compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select

from archive.catalog.catalog import Catalog
from archive.catalog.rows import instant
from archive.catalog.statements import in_batches
from archive.catalog.story_tables import compared, retold, shelved, shelving
from archive.catalog.tables import capture, document, revision
from archive.days import vietnam_day
from archive.model import CaptureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """What an index holds of a document beside its text."""

    revision: int
    story: str
    crawled: dt.date  # in Vietnam, of the latest capture


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """Up to which rows a catalog was looked at."""

    captures: int
    revisions: int  # latest ones
    retold: int


_ROWS = {"captures": capture.c.id, "revisions": document.c.latest, "retold": retold.c.id}
_OF_A_PAGE = or_(capture.c.kind == CaptureKind.REVISIT.value, capture.c.status.between(200, 299))
_REVISED_LATER = select(document.c.id).where(document.c.latest > bindparam("of_mark"))
_RETOLD = select(retold.c.document).distinct()
_URLS_CAPTURED_LATER = select(capture.c.url).where(capture.c.id > bindparam("of_mark"))
_CAPTURED_LATER = select(document.c.id).where(document.c.url.in_(_URLS_CAPTURED_LATER))
_CAPTURED_LATER_AT_A_REVISION = select(revision.c.document).where(
    # Not joined: SQLite would begin at the revisions, of which there are many.
    revision.c.capture.in_(select(capture.c.id).where(capture.c.url.in_(_URLS_CAPTURED_LATER)))
)


class Shelving:
    """What an index holds of a catalog, and what it should."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def all(self) -> dict[str, Shelved]:
        """What an index should hold: every document with its latest revision, story and last capture."""
        with self._catalog.reading() as connection:
            return _shelved_as_it_should(connection, None)

    def noted(self, revisions: Mapping[str, int]) -> dict[str, Shelved | None]:
        """What an index holds, as it was noted; None where it was not.

        Args: revisions: document -> revision, as the index itself says.
        """
        with self._catalog.reading() as connection:
            noted = {row.document: row for row in connection.execute(select(shelved))}
        return {
            one: Shelved(
                revision=row, story=noted[one].story, crawled=dt.date.fromisoformat(noted[one].crawled)
            )
            if one in noted
            else None
            for one, row in revisions.items()
        }

    def looked_at(self) -> LookedAt:
        """How much there is; what comes later has higher rows."""
        with self._catalog.reading() as connection:
            return LookedAt(
                **{
                    name: int(connection.execute(select(func.max(column))).scalar() or 0)
                    for name, column in _ROWS.items()
                }
            )

    def missing(self, state: str) -> dict[str, Shelved] | None:
        """What the index in this state lacks or holds otherwise.

        None where the notes speak of another state, as after a crash or in a fresh catalog: then all
        that the index says of itself is to be compared.
        """
        with self._catalog.reading() as connection:
            noted = connection.execute(select(shelving)).first()
            if noted is None or noted.state != state:
                return None
            changed = set(connection.execute(_RETOLD).scalars())
            changed.update(connection.execute(_REVISED_LATER, {"of_mark": noted.revisions}).scalars())
            for later in (_CAPTURED_LATER, _CAPTURED_LATER_AT_A_REVISION):
                changed.update(connection.execute(later, {"of_mark": noted.captures}).scalars())
            wanted: dict[str, Shelved] = {}
            for batch in in_batches(sorted(changed)):
                wanted |= _shelved_as_it_should(connection, batch)
                for row in connection.execute(select(shelved).where(shelved.c.document.in_(batch))):
                    if wanted.get(row.document) == _noted(row):
                        del wanted[row.document]
            return wanted

    def note(
        self, held: Mapping[str, Shelved], gone: Sequence[str], *, state: str, looked_at: LookedAt
    ) -> None:
        """Note what was put into the index, what was taken out, and the state it is in now.

        Args: looked_at: from before what to put in was asked for.
        """
        with self._catalog.atomic() as connection:
            for batch in in_batches(gone):
                connection.execute(delete(shelved).where(shelved.c.document.in_(batch)))
            for batch in in_batches(held):
                connection.execute(delete(shelved).where(shelved.c.document.in_(batch)))
                values = [
                    {
                        "document": one,
                        "revision": held[one].revision,
                        "story": held[one].story,
                        "crawled": held[one].crawled.isoformat(),
                    }
                    for one in batch
                ]
                connection.execute(insert(shelved), values)
            connection.execute(delete(shelving))
            marks = {"captures": looked_at.captures, "revisions": looked_at.revisions}
            connection.execute(insert(shelving), {"state": state, **marks})
            connection.execute(delete(retold).where(retold.c.id <= looked_at.retold))

    def capture_days(self, documents: Iterable[str]) -> dict[str, tuple[dt.date, dt.date]]:
        """Document -> days in Vietnam of its first and its latest capture."""
        found: dict[str, tuple[dt.date, dt.date]] = {}
        with self._catalog.reading() as connection:
            for batch in in_batches(documents):
                for one, (first, last) in _captured(connection, batch).items():
                    found[one] = (vietnam_day(first), vietnam_day(last))
        return found


def _captured(
    connection: Connection, documents: Sequence[str] | None
) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    """Document -> instants of its first and its latest capture; of all documents for None.

    A capture is a document's when its address is one a revision was captured at, or its own.
    """
    of_revision = capture.alias("of_revision")
    by_revision = (
        select(revision.c.document, func.min(capture.c.captured_at), func.max(capture.c.captured_at))
        .join_from(revision, of_revision, of_revision.c.id == revision.c.capture)
        .join(capture, capture.c.url == of_revision.c.url)
        .where(or_(_OF_A_PAGE, capture.c.id == of_revision.c.id))
        .group_by(revision.c.document)
    )
    by_address = (
        select(document.c.id, func.min(capture.c.captured_at), func.max(capture.c.captured_at))
        .join_from(document, capture, capture.c.url == document.c.url)
        .where(_OF_A_PAGE)
        .group_by(document.c.id)
    )
    if documents is not None:
        by_revision = by_revision.where(revision.c.document.in_(documents))
        by_address = by_address.where(document.c.id.in_(documents))
    found: dict[str, tuple[str, str]] = {}
    for one, first, last in (*connection.execute(by_revision), *connection.execute(by_address)):
        before = found.get(one, (first, last))
        found[one] = (min(first, before[0]), max(last, before[1]))
    return {one: (instant(first), instant(last)) for one, (first, last) in found.items()}


def _shelved_as_it_should(connection: Connection, documents: Sequence[str] | None) -> dict[str, Shelved]:
    """What an index should hold of documents; of all for None."""
    query = (
        select(document.c.id, document.c.latest, compared.c.story)
        .outerjoin(compared, compared.c.document == document.c.id)
        .where(document.c.latest.is_not(None))
    )
    if documents is not None:
        query = query.where(document.c.id.in_(documents))
    captured = _captured(connection, documents)
    return {
        row.id: Shelved(
            revision=row.latest, story=row.story or row.id, crawled=vietnam_day(captured[row.id][1])
        )
        for row in connection.execute(query)
    }


def _noted(row: Row[Any]) -> Shelved:
    return Shelved(revision=row.revision, story=row.story, crawled=dt.date.fromisoformat(row.crawled))
