"""The table of the files that belong to documents, made from what the documents say of themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, String, Table, Text, insert, select

from archive.catalog.tables import document, metadata, revision
from archive.identity import canonical_url

attachment = Table(
    "attachment",
    metadata,
    Column("document", String(64), ForeignKey("document.id"), primary_key=True),
    Column("place", Integer, primary_key=True),  # among the files of its page, from 0
    Column("file", Text, nullable=False),  # canonical address; the file need not be held
    Column("name", Text, nullable=False),  # as the page calls it
    Index("attachment_file", "file"),
)


def attachment_values(owner: str, stated: Iterable[Any]) -> list[dict[str, Any]]:
    """Column values for what `Document.extra["attachments"]` states; malformed entries are left out.

    Args: owner: id of the document.
    """
    files: dict[str, str] = {}
    for one in stated:
        entry: Mapping[str, Any] = one if isinstance(one, Mapping) else {"url": one}
        try:
            address = canonical_url(str(entry.get("url") or ""))
        except ValueError:
            continue
        if address:
            files.setdefault(address, str(entry.get("name") or ""))
    return [
        {"document": owner, "place": place, "file": address, "name": name}
        for place, (address, name) in enumerate(files.items())
    ]


def file_attachments(connection: Connection) -> None:
    """Fill the fresh table from the revisions that documents stand at."""
    stated = (
        select(document.c.id, revision.c.facts)
        .join_from(document, revision, document.c.latest == revision.c.id)
        .where(revision.c.facts.contains('"attachments"', autoescape=True))
    )
    for row in connection.execute(stated).all():
        values = attachment_values(row.id, json.loads(row.facts)["extra"].get("attachments", ()))
        if values:
            connection.execute(insert(attachment), values)
