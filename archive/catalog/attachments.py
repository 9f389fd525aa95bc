"""Which files belong to which documents: what a page links as its own PDF and Word files.

All of it is derived from what the documents say of themselves (`Document.extra["attachments"]`),
so a rebuild gives the same. A file need not be held to be named, and may belong to several documents.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from archive.catalog.attachment_tables import attachment, attachment_values
from archive.catalog.catalog import Catalog
from archive.catalog.tables import document, revision
from archive.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """A file that a document offers."""

    url: str  # canonical
    name: str  # as the page calls it
    document: str | None  # id of the document read from the file, None while it is not held


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A document that a file belongs to."""

    document: str  # its id
    url: str
    title: str
    name: str  # what it calls the file


class Attachments:
    """Files and the documents they belong to, asked from either end."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def note(self, one: Document, connection: Connection) -> None:
        """Keep the files that a stored document names, in place of those it named before."""
        connection.execute(delete(attachment).where(attachment.c.document == one.id))
        values = attachment_values(one.id, one.extra.get("attachments", ()))
        if values:
            connection.execute(insert(attachment), values)

    def files_of(self, document_id: str) -> list[AttachedFile]:
        """The files of a document, in the order of its page."""
        query = (
            select(attachment.c.file, attachment.c.name, document.c.id)
            .outerjoin_from(attachment, document, document.c.url == attachment.c.file)
            .where(attachment.c.document == document_id)
            .order_by(attachment.c.place)
        )
        with self._catalog.reading() as connection:
            found = connection.execute(query).all()
        return [AttachedFile(url=row.file, name=row.name, document=row.id) for row in found]

    def owners_of(self, url: str) -> list[Owner]:
        """The documents that name the file at this canonical address as theirs, by id."""
        query = (
            select(document.c.id, document.c.url, revision.c.title, attachment.c.name)
            .join_from(attachment, document, document.c.id == attachment.c.document)
            .join(revision, document.c.latest == revision.c.id)
            .where(attachment.c.file == url)
            .order_by(document.c.id)
        )
        with self._catalog.reading() as connection:
            found = connection.execute(query).all()
        return [Owner(document=row.id, url=row.url, title=row.title, name=row.name) for row in found]
