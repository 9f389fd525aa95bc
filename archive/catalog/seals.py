"""A seal over every column of a revision, so that rot which leaves the row readable is found.

SQLite has no checksums, and a revision's content digest covers its content alone: a bit that
flips in what is kept beside it (where a field was read, a day's basis, structure of the body,
when it was stored) would stay a valid row. The seal is the first 16 hex digits of SHA-256 over
the columns as JSON, by name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, String, Table, delete, insert, select

from archive.catalog.tables import metadata, revision

revision_seal = Table(
    "revision_seal",
    metadata,
    Column("revision", ForeignKey("revision.id"), primary_key=True),
    Column("seal", String(16), nullable=False),
)

_ENTER = insert(revision_seal)
_SEALED = [column for column in revision.c if column.name != "id"]


def seal_of(columns: Mapping[str, Any]) -> str:
    """The seal of a row of `revision`; other names in `columns` are passed over."""
    values = {column.name: columns[column.name] for column in _SEALED}
    packed = json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return hashlib.sha256(packed).hexdigest()[:16]


def seal_revision(connection: Connection, row: int, columns: Mapping[str, Any]) -> None:
    """Seal a revision that was just entered."""
    connection.execute(_ENTER, {"revision": row, "seal": seal_of(columns)})


def seal_again(connection: Connection, row: int) -> None:
    """Seal a revision anew after its columns were changed on purpose."""
    stands = connection.execute(select(revision).where(revision.c.id == row)).one()
    connection.execute(delete(revision_seal).where(revision_seal.c.revision == row))
    seal_revision(connection, row, stands._asdict())


def seal_all(connection: Connection) -> None:
    """Seal every revision as it stands: for a catalog from before there were seals."""
    for row in connection.execute(select(revision)).yield_per(200):
        seal_revision(connection, row.id, row._asdict())
