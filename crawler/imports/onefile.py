"""One file to one extraction, stored nowhere: what `baoluu extract` shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from archive.days import today
from archive.errors import InputUnusable
from archive.identity import canonical_url
from archive.model import Source
from crawler.addresses import bare_host
from crawler.extract import Extraction, PageKind, extract
from crawler.imports.files import FileKind, file_kind
from crawler.imports.pieces import content_address, page_address
from crawler.imports.texts import Unusable, read_text


def extract_file(
    content: bytes, name: str, *, url: str, sources: Mapping[str, Source], key: str | None
) -> Extraction:
    """Read `content` as what `name` ends in; a page where it says nothing.

    Args: url: "" when unknown, then the page's own statement is taken; key: of the source
        to read by, None for the one whose host the address has.
    Raises: InputUnusable for an unknown source.
    """
    if key is not None and key not in sources:
        raise InputUnusable(f"no source is called {key!r}", hint="`baoluu source list` names them.")
    if file_kind(Path(name)) is FileKind.TEXT:
        return _of_text(content, canonical_url(url) if url else content_address(content))
    address = canonical_url(url) if url else page_address(content) or ""
    source = sources[key] if key is not None else source_of_host(address, sources)
    return extract(content, url=address, captured_at=dt.datetime.now(dt.UTC), source=source)


def source_of_host(url: str, sources: Mapping[str, Source]) -> Source | None:
    """The source whose hosts cover the address."""
    host = bare_host(url)
    if not host:
        return None
    for source in sources.values():
        if host in {bare_host(f"//{one}") for one in (*source.hosts, urlsplit(source.home).netloc)}:
            return source
    return None


def _of_text(content: bytes, url: str) -> Extraction:
    try:
        document = read_text(content, url=url, source="", latest=today())
    except Unusable as unusable:
        return Extraction(kind=PageKind.OTHER, url=url, reason=str(unusable))
    return Extraction(kind=PageKind(document.kind.value), url=url, reason="a text file", document=document)
