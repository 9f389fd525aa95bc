"""Documents that are files: PDF, Word, RTF and OpenDocument to an Extraction, told by their first bytes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from archive.identity import document_id
from archive.model import Document, DocumentKind, Published
from crawler.extract import ocr
from crawler.extract.extraction import Extraction, PageKind
from crawler.extract.filetext import FileText, Unreadable
from crawler.extract.header import Header, read_header
from crawler.extract.language import language_of
from crawler.extract.official import form_of
from crawler.extract.opendocument import read_odt
from crawler.extract.pdf import read_pdf
from crawler.extract.repairs import as_in_text, paragraphs
from crawler.extract.rtf import read_rtf
from crawler.extract.structure import escaped
from crawler.extract.word import read_docx
from crawler.extract.word97 import read_doc

_SPELLED = 60_000  # characters of a scan in which the issuer's spelling is looked for
_LEAST = 40  # characters that make a document
_HEADING = re.compile(r"(?i)^(?:điều \d+|chương [ivxl\d]+|mục \d+|phần (?:thứ|[ivx]+)|phụ lục)\b")


class FileKind(StrEnum):
    """A format that documents come in."""

    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    OLD_WORD = "old-word"  # before Word 6
    PACKED = "packed"  # a spreadsheet, a presentation, an archive: kept, not read


_READERS: dict[FileKind, Callable[[bytes], FileText]] = {
    FileKind.PDF: read_pdf,
    FileKind.DOCX: read_docx,
    FileKind.DOC: read_doc,
    FileKind.RTF: read_rtf,
    FileKind.ODT: read_odt,
}
_UNREAD = {
    FileKind.OLD_WORD: "a Word file older than Word 97; open it in Word or LibreOffice and save it as .docx",
    FileKind.PACKED: "a spreadsheet, presentation or packed file; it is kept, but no text is read from it",
}
_OLD_WORD = (b"\xdb\xa5-\x00", b"\x31\xbe\x00\x00", b"\xfe\x37\x00\x23")  # Word 2, Word for DOS
_PACKED = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")


def file_kind(content: bytes) -> FileKind | None:
    """The format of a document file by its own bytes, None for what is none (a page, say)."""
    head = content[:1024]
    if b"%PDF-" in head and not head.lstrip().startswith(b"<"):
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04") and (b"word/" in content[:200_000] or b"word/" in content[-200_000:]):
        return FileKind.DOCX
    if head.startswith(b"PK\x03\x04") and b"opendocument.text" in head:
        return FileKind.ODT
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return FileKind.RTF
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return FileKind.DOC
    if head.startswith(_OLD_WORD):
        return FileKind.OLD_WORD
    return FileKind.PACKED if head.startswith(_PACKED) else None


def extract_file(
    content: bytes, kind: FileKind, *, url: str, latest: dt.date, source: str = ""
) -> Extraction:
    """The document in a file; OTHER with the reason, and what to do, where it cannot be read.

    A scan is read where OCR is installed. Args: url: canonical, its last part names the
    file; latest: no day of issue lies after it.
    """
    if kind in _UNREAD:
        return Extraction(kind=PageKind.OTHER, url=url, reason=_UNREAD[kind])
    try:
        text = _READERS[kind](content)
    except Unreadable as unreadable:
        return Extraction(kind=PageKind.OTHER, url=url, reason=f"{unreadable}; {unreadable.hint}")
    basis = kind.value
    if text.scanned:
        scan = ocr.read_scan(content)
        if scan is None:
            return Extraction(kind=PageKind.OTHER, url=url, reason=f"a scan needs OCR: {ocr.HINT}")
        text, basis = scan, "ocr"
    blocks = paragraphs(text.lines) if text.wrapped else [line for line in text.lines if line]
    if sum(map(len, blocks)) < _LEAST:
        return Extraction(kind=PageKind.OTHER, url=url, reason="the file holds no text")
    document = _document(text, blocks, basis, url=url, latest=latest, source=source)
    return Extraction(
        kind=PageKind(document.kind.value),
        url=url,
        reason="an official document" if document.form else f"a {kind.value} file",
        document=document,
    )


def _document(
    text: FileText, blocks: Sequence[str], basis: str, *, url: str, latest: dt.date, source: str
) -> Document:
    body = "\n\n".join(blocks)
    header = read_header(text.lines)
    if basis == "ocr" and header.issuer:
        header = replace(header, issuer=as_in_text(header.issuer, body[:_SPELLED]))
    official = header.official
    published = None
    if official and header.issued is not None and header.issued <= latest:
        published = Published(day=header.issued, basis="header", certain=basis != "ocr")
    extra: dict[str, Any] = {"structure": _structure(blocks)}
    if text.warnings:
        extra["warnings"] = list(text.warnings)
    if text.layout:
        extra["letters"] = text.layout
    return Document(
        id=document_id(url),
        kind=DocumentKind.DIRECTIVE if official else DocumentKind.ARTICLE,
        url=url,
        source=source,
        title=_title(header if official else None, blocks, url),
        body=body,
        published=published,
        author=(header.issuer or None) if official else None,
        language=language_of(body),
        basis={"title": "header" if official else "first line", "body": basis}
        | ({"published": "header"} if published else {}),
        form=form_of(header) if official else {},
        extra=extra,
    )


def _title(header: Header | None, blocks: Sequence[str], url: str) -> str:
    if header is not None and header.title:
        return header.title
    first = next((block for block in blocks if 8 <= len(block) <= 300), "")
    return first or PurePosixPath(unquote(urlsplit(url).path)).stem or blocks[0][:120]


def _structure(blocks: Sequence[str]) -> str:
    """The blocks as light Markdown: articles and chapters are headings."""
    return "\n\n".join(
        f"### {escaped(block)}" if _HEADING.match(block) and len(block) <= 160 else escaped(block)
        for block in blocks
    )
