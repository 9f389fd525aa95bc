"""One piece of a file to its document: the same at the import and whenever its capture is read again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from archive.days import vietnam_day
from archive.identity import document_id
from archive.model import Document, Source
from crawler.extract import extract
from crawler.imports.pieces import PAGE_MIMES, Piece, looks_binary
from crawler.imports.texts import Unusable, read_record, read_text

DEFAULT_SOURCE = "imported"
"""The source of what no source's hosts cover."""
_LEAST_FRAGMENT = 80  # characters of a text without the marks of an article around it


def read_piece(piece: Piece, *, source: Source | None, key: str, fixed: bool, at: dt.datetime) -> Document:
    """The document a piece holds.

    Args: source: whose selectors read a page; key: of the document's source; fixed: whether a
        record that names another source keeps `key`; at: when the piece was captured.
    Raises: Unusable.
    """
    if piece.mime == "application/json":
        return read_record(piece.content, source=key, latest=vietnam_day(at), fixed=fixed)
    if piece.mime == "text/plain":
        return read_text(piece.content, url=piece.url, source=key, latest=vietnam_day(at))
    if piece.mime in PAGE_MIMES and looks_binary(piece.content):
        raise Unusable("binary")
    extraction = extract(piece.content, url=piece.url, charset=piece.charset, captured_at=at, source=source)
    if extraction.document is None:
        why = f": {extraction.reason}" if extraction.reason else ""
        raise Unusable(f"{extraction.kind.value}{why}")
    document = extraction.document
    if document.basis.get("body") == "fragment" and len(document.body) < _LEAST_FRAGMENT:
        raise Unusable("no article in it")
    if not document.url or document.url.startswith("urn:") or document.url == piece.url:
        document = replace(document, url=piece.url, id=document_id(piece.url))
    return replace(document, source=document.source or key)


def with_own_id(document: Document, holder: str | None) -> Document:
    """The document, by the id of its address where another address holds its id already.

    Two files may number their records alike; the second keeps its own address.
    Args: holder: address of the document that has the id, None when nobody has.
    """
    if holder in (None, document.url):
        return document
    return replace(document, id=document_id(document.url))
