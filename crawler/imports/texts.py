"""Documents out of plain text and out of records of a .jsonl file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from archive.identity import canonical_url, document_id
from archive.model import Document, DocumentKind, Published
from crawler.charset import Decoded, decode
from crawler.extract.dates import dateline, stated_moment
from crawler.extract.header import NUMBER, read_header
from crawler.extract.language import language_of
from crawler.extract.officialese import type_of_number

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


def read_text(content: bytes, *, url: str, source: str) -> Document:
    """A text file: the first line is the title, a line that is a date gives the day, the rest the body.

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
    published, lines = _published(lines, filled)
    body = _paragraphs(_without_furniture(lines[first:]))
    if not body:
        raise Unusable("no text below the title")
    form = _form([line for line in lines if line])
    basis = {"title": "text", "body": "text"} | ({"published": published.basis} if published else {})
    if decoded.layout:
        basis["letters"] = f"{decoded.layout}, certainty {decoded.certainty:.2f}"
    return Document(
        id=document_id(url),
        kind=DocumentKind.DIRECTIVE if form else DocumentKind.ARTICLE,
        url=url,
        source=source,
        title=title,
        body=body,
        published=published,
        language=language_of(f"{title}\n{body}"),
        basis=basis,
        form=form,
    )


def read_record(line: bytes, *, source: str, fixed: bool = False) -> Document:
    """One record of a .jsonl file: "id", "title", "text", and where given "url", "date", "source".

    Args: source: of a record that names none; fixed: whatever the record names.
    Raises: Unusable.
    """
    record = _json(line)
    own_id = str(record.get("id", "")).strip()
    title = _clean(str(record.get("title") or ""))
    body = _paragraphs([_clean(part) for part in str(record.get("text") or "").splitlines()])
    if not own_id and not record.get("url"):
        raise Unusable("neither id nor url")
    if not title and not body:
        raise Unusable("neither title nor text")
    key = source if fixed else _source_key(record.get("source")) or source
    stated = str(record.get("url") or "").strip()
    url = canonical_url(stated) if stated else f"urn:baoluu:{key}:{quote(own_id, safe='')}"
    number = next((text for text in (own_id, title) if _DOCUMENT_NUMBER.fullmatch(text)), None)
    form: dict[str, Any] = {}
    if number is not None:
        form = {"number": number, "doc_type": type_of_number(number) or ""}
    return Document(
        id=document_id(url, own_id or None),
        kind=DocumentKind.DIRECTIVE if form else DocumentKind.ARTICLE,
        url=url,
        source=key,
        title=title or f"{body[:150].rsplit(' ', 1)[0]} …",
        body=body,
        published=_stated_day(record.get("date")),
        language=language_of(f"{title}\n{body}"),
        basis={"title": "file", "body": "file"},
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


def _form(lines: Sequence[str]) -> dict[str, Any]:
    """What the head of an official document says, when the text begins like one."""
    header = read_header(lines)
    if not header.motto or not header.number:
        return {}
    return {
        "number": header.number,
        "doc_type": header.doc_type,
        "issuer": header.issuer,
        "issued": header.issued.isoformat() if header.issued else None,
        "signer": header.signer,
    }
