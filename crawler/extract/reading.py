"""One page's bytes to an Extraction: the order of the steps, nothing else."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import trafilatura
from charset_normalizer import from_bytes

from archive.days import vietnam_day, vietnam_time
from archive.identity import canonical_url, document_id
from archive.model import Document, DocumentKind, Published, Source
from crawler.extract.extraction import Extraction, PageKind

EXTRACTOR = "baoluu-extract/1"

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_LIST_LINKS = 40  # links over 40 characters of text mark a front or section page


def extract(
    content: bytes,
    *,
    url: str,
    charset: str | None = None,
    captured_at: dt.datetime | None = None,
    source: Source | None = None,
) -> Extraction:
    """Judge the page in `content` and read the document it holds, if it holds one.

    Args: url: where it was found, "" when unknown; charset: what the server said;
        captured_at: no day of publication lies after it.
    Raises: nothing, whatever the bytes.
    """
    address = canonical_url(url) if url else ""
    text = _decoded(content, charset)
    try:
        found = trafilatura.bare_extraction(
            text, url=address or None, with_metadata=True, include_comments=False
        )
    except Exception as damage:  # noqa: BLE001 - a third-party parser on hostile bytes
        return Extraction(kind=PageKind.OTHER, url=address, reason=f"unreadable: {damage}")
    if found is None or not found.text:
        return Extraction(kind=PageKind.OTHER, url=address, reason="no text")
    title = _clean(found.title or "")
    if not title:
        return Extraction(kind=PageKind.OTHER, url=address, reason="no title")
    body = "\n\n".join(part for part in (_clean(line) for line in found.text.split("\n")) if part)
    day = _day(found.date, captured_at)
    document = Document(
        id=document_id(address),
        kind=DocumentKind.ARTICLE,
        url=address,
        source=source.key if source else "",
        title=title,
        lead=_clean(found.description or ""),
        body=body,
        published=day,
        author=_clean(found.author or "") or None,
        basis={"title": "trafilatura", "body": "trafilatura"},
    )
    return Extraction(kind=PageKind.ARTICLE, url=address, reason="running text", document=document)


def _decoded(content: bytes, charset: str | None) -> str:
    stated = _META_CHARSET.search(content[:4096])
    for name in ("utf-8-sig", charset, stated.group(1).decode("ascii") if stated else None):
        try:
            if name:
                return content.decode(name)
        except (LookupError, UnicodeDecodeError, UnicodeError):
            continue
    best = from_bytes(content[:65536]).best()
    return content.decode(best.encoding if best else "utf-8", errors="replace")


def _day(stated: str | None, captured_at: dt.datetime | None) -> Published | None:
    try:
        day = dt.date.fromisoformat(stated or "")
    except ValueError:
        return None
    if captured_at is not None and day > vietnam_day(vietnam_time(captured_at)):
        return None
    return Published(day=day, basis="htmldate", certain=False)


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
