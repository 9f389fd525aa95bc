"""A document into the catalog, with what it says of others."""

from __future__ import annotations

from sqlalchemy import Connection

from archive.catalog import Catalog, Stored
from archive.catalog.attachments import Attachments
from archive.model import Capture, Document
from crawler.extract import EXTRACTOR


def enter_document(catalog: Catalog, document: Document, capture: Capture, connection: Connection) -> Stored:
    """Store what was read from a capture and the files that belong to it, in the caller's transaction."""
    stored = catalog.store(document, capture, EXTRACTOR, connection)
    Attachments(catalog).note(document, connection)
    return stored
