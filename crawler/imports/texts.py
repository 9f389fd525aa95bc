"""Documents out of plain text and out of records of a .jsonl file."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from archive.identity import canonical_url, document_id
from archive.model import Document, DocumentKind, Published
from crawler.charset import Decoded, decode
from crawler.extract.dates import dateline, stated_moment
from crawler.extract.header import NUMBER, Header, read_header
from crawler.extract.language import language_of
from crawler.extract.official import form_of
from crawler.extract.plain import folded

_DATELINE_WITHIN = 5  # lines below the title in which the day may stand
_LONGEST_TITLE = 300
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
# What a page's furniture leaves at the end of a text copied out of it.
_FURNITURE = re.compile(
    r"(?i)^(?:tìm kiếm theo ngày|tin liên quan|các tin khác|tin mới hơn|tin cũ hơn|bài viết liên quan"
    r"|xem thêm|in trang|in bài viết|quay lại|về trang trước|lên đầu trang|gửi email|chia sẻ|bình luận"
    r"|đánh giá bài viết|lượt xem|lượt truy cập|tải về|theo dõi|từ khóa|tags?|ý kiến bạn đọc"
    r"|đóng góp ý kiến)\s*:?\s*\d*$"
)
_SENTENCE_END = re.compile(r"[.!?:;…”\"')\]]$")
_DOCUMENT_NUMBER = re.compile(NUMBER)


class Unusable(Exception):
    """No document can be made of it; the message is the reason for the summary."""


def read_text(content: bytes, *, url: str, source: str, latest: dt.date) -> Document:
    """A text file: the first line is the title, a line that is a date gives the day, the rest the body.

    One that begins like an official document is one: its head and foot say what it is.
    Args: latest: no day of issue lies after it.
    Raises: Unusable.
    """
    decoded = decode(content)
    text = _legible(decoded)
    lines = [_clean(line) for line in text.splitlines()]
    filled = [at for at, line in enumerate(lines) if line]
    if not filled:
        raise Unusable("empty")
    title, first = lines[filled[0]].lstrip("# ").strip(), filled[0] + 1
    if len(title) > _LONGEST_TITLE:
        title, first = f"{title[:150].rsplit(' ', 1)[0]} …", filled[0]
    header = read_header([line for line in lines if line])
    basis = {"title": "text", "body": "text"}
    if header.official:
        published = _issued(header, latest)
        body = _paragraphs(lines)
        if header.title:
            title, basis["title"] = header.title, "header"
    else:
        published, lines = _published(lines, filled)
        body = _paragraphs(_without_furniture(lines[first:]))
    if not body:
        raise Unusable("no text below the title")
    if published is not None:
        basis["published"] = published.basis
    if decoded.layout:
        basis["letters"] = f"{decoded.layout}, certainty {decoded.certainty:.2f}"
    return Document(
        id=document_id(url),
        kind=DocumentKind.DIRECTIVE if header.official else DocumentKind.ARTICLE,
        url=url,
        source=source,
        title=title,
        body=body,
        published=published,
        author=(header.issuer or None) if header.official else None,
        language=language_of(f"{title}\n{body}"),
        basis=basis,
        form=form_of(header) if header.official else {},
    )


def read_record(line: bytes, *, source: str, latest: dt.date, fixed: bool = False) -> Document:
    """One record of a .jsonl file: "id", "title", "text", and where given "url", "date", "source".

    A text with the head of an official document, or a number for its id or title, is a directive.
    Args: source: of a record that names none; latest: no day of issue lies after it; fixed:
        `source` whatever the record names.
    Raises: Unusable.
    """
    record = _json(line)
    own_id = _text(record.get("id", "")).strip()
    title = _clean(_text(record.get("title") or ""))
    body = _paragraphs([_clean(part) for part in _text(record.get("text") or "").splitlines()])
    if not own_id and not record.get("url"):
        raise Unusable("neither id nor url")
    if not title and not body:
        raise Unusable("neither title nor text")
    key = source if fixed else _source_key(record.get("source")) or source
    stated = _text(record.get("url") or "").strip()
    try:
        url = canonical_url(stated) if stated else f"urn:baoluu:{key}:{quote(own_id, safe='')}"
    except ValueError as error:
        raise Unusable(f"its url is no address: {stated[:200]}") from error
    header = read_header([part for part in body.split("\n\n") if part])
    form = _form(header, next((text for text in (own_id, title) if _DOCUMENT_NUMBER.fullmatch(text)), ""))
    published = _stated_day(record.get("date")) or (_issued(header, latest) if form else None)
    basis = {"title": "file", "body": "file"} | ({"published": published.basis} if published else {})
    return Document(
        id=document_id(url, own_id or None),
        kind=DocumentKind.DIRECTIVE if form else DocumentKind.ARTICLE,
        url=url,
        source=key,
        title=title or (header.title if form else "") or f"{body[:150].rsplit(' ', 1)[0]} …",
        body=body,
        published=published,
        author=(header.issuer or None) if form else None,
        language=language_of(f"{title}\n{body}"),
        basis=basis,
        form=form,
    )


def _json(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unusable("the line is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise Unusable(f"the line is not JSON: {error}") from error
    if not isinstance(record, dict):
        raise Unusable("the line is no JSON object")
    return record


def _text(value: Any) -> str:
    """A value as text; half a surrogate pair, which JSON can write but nothing can store, as U+FFFD."""
    return str(value).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _legible(decoded: Decoded) -> str:
    text = decoded.text
    if not text.strip("\x00 \r\n\t"):
        raise Unusable("empty")
    if len(_CONTROL.findall(text[:100_000])) > max(2, len(text[:100_000]) // 200):
        raise Unusable("binary")
    return text


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", re.sub("[\u00ad\u200b-\u200d\ufeff]", "", text)).split())


def _published(lines: Sequence[str], filled: Sequence[int]) -> tuple[Published | None, list[str]]:
    """The day of the first line that is nothing but a date, and the lines without it."""
    for at in filled[1 : 1 + _DATELINE_WITHIN]:
        moment = dateline(lines[at])
        if moment is not None:
            published = Published(day=moment.day, time=moment.time, basis="label")
            return published, [line for place, line in enumerate(lines) if place != at]
    return None, list(lines)


def _stated_day(value: Any) -> Published | None:
    moment = stated_moment(str(value)) if value else None
    return Published(day=moment.day, time=moment.time, basis="file") if moment else None


def _source_key(value: Any) -> str | None:
    text = str(value or "").strip().lower()
    return text if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", text) else None


def _without_furniture(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and (not kept[-1] or _FURNITURE.match(kept[-1])):
        kept.pop()
    return kept


def _paragraphs(lines: Sequence[str]) -> str:
    """Lines joined to paragraphs: a line that goes on in small letters belongs to the one before."""
    paragraphs: list[str] = []
    fresh = True
    for line in lines:
        if not line:
            fresh = True
            continue
        goes_on = not fresh and paragraphs and line[0].islower() and not _SENTENCE_END.search(paragraphs[-1])
        if goes_on:
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
        fresh = False
    return "\n\n".join(paragraphs)


def _form(header: Header, number: str) -> dict[str, Any]:
    """What the head and foot of a record's text say of a directive, {} where it is none.

    Args: number: of the document, as the record's own fields have it, or "".
    """
    if not number:
        return form_of(header) if header.official else {}
    if header.number and folded(header.number) != folded(number):
        return form_of(Header(motto=False, number=number))  # the text is headed as another document
    return form_of(replace(header, number=number))


def _issued(header: Header, latest: dt.date) -> Published | None:
    """The day of issue as the day of publication."""
    if header.issued is None or header.issued > latest:
        return None
    return Published(day=header.issued, basis="header")
