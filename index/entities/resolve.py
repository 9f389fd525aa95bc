"""From spans to mentions: who is meant, by the text so far, the source's province and the day.

A short form takes the name of the one longer form before it that it can stand for: "đồng chí
Hùng" after Lò Minh Hùng, "UBND huyện" after UBND huyện Mai Sơn. Two candidates leave it open:
`attributes["founded"]` says whether a mention names one entity for certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from archive.model import Mention, MentionType
from index.directives.reference import BLANK, SHORT, Reference
from index.entities.dates.date import DateSpan
from index.entities.names import Name, body_name, person_label, place_name, place_of_body
from index.entities.spans import Span
from index.text.keys import exact_key

_ISSUED_AFTER = re.compile(r"\s*(?:[,(|]\s*)?(?:được\s+)?(?:ban hành\s*|ký\s*|ký ban hành\s*)?$")
_ISSUER_AFTER = re.compile(
    r"\s*(?P<of>(?:,\s*)?(?:của|do)\s+)?(?P<office>(?:Phó\s+)?(?:Thủ tướng|Chủ tịch|Bộ trưởng|Giám đốc|"
    r"Chánh án|Viện trưởng|Tổng Giám đốc|Cục trưởng|Trưởng|Tổng Thanh tra|Bí thư)\s+)?$",
    re.IGNORECASE,
)
_NO_BODY_OFFICE = re.compile(r"\s*(?:của|do)\s+(?P<office>Chủ tịch nước|Tổng Bí thư)(?!\w)", re.IGNORECASE)
_OFFICE = (
    r"(?:nguyên\s+)?(?:Phó\s+)?(?:Tổng Bí thư|Bí thư|Chủ tịch|Giám đốc|Trưởng|Viện trưởng|Chánh án|"
    r"Chánh Văn phòng|Chánh|Cục trưởng|Chi cục trưởng|Hiệu trưởng|Thủ tướng|Bộ trưởng|Thứ trưởng|"
    r"Chỉ huy trưởng|Chính ủy|Tư lệnh|Ủy viên|Uỷ viên|Tổng Giám đốc|Tổng Biên tập|Chủ nhiệm|Đội trưởng|Phó)"
)
_OFFICE_BEHIND = re.compile(rf"\s*[,–-]\s*(?P<office>{_OFFICE}(?!\w)[^,;.:()\n]{{0,90}})", re.IGNORECASE)
_OFFICE_BEFORE = re.compile(
    rf"(?P<office>(?<!\w){_OFFICE}(?!\w)[^,;.:()\n]{{0,90}}?)\s+(?:đồng chí\s+|ông\s+|bà\s+)?$", re.IGNORECASE
)
_LONGEST_OFFICE = 110


def mentions_of(
    text: str,
    references: Sequence[Reference],
    dates: Sequence[DateSpan],
    spans: Sequence[Span],
    province: str,
) -> list[Mention]:
    """The mentions of a text (NFC) in order, each with its key and label."""
    mentions = [_date(date, text) for date in dates]
    mentions += _directives(references, dates, spans, text)
    bodies = _Bodies(province)
    persons = _Persons(text, [span for span in spans if span.type is MentionType.PERSON])
    for span in spans:
        written = text[span.start : span.end]
        if span.type is MentionType.PERSON:
            mentions.append(persons.mention(span))
        elif span.type is MentionType.BODY:
            mentions.append(_mention(span, written, bodies.name(written), place=place_of_body(written)))
        else:
            mentions.append(_mention(span, written, place_name(written)))
    mentions.sort(key=lambda mention: mention.start)
    return mentions


def _mention(span: Span, written: str, name: Name, place: str | None = None) -> Mention:
    attributes: dict[str, Any] = {"founded": name.founded, "level": name.level}
    if place is not None:
        attributes["place"] = place
    return Mention(
        type=span.type,
        start=span.start,
        end=span.end,
        text=written,
        key=name.key,
        label=name.label,
        attributes=attributes,
    )


class _Bodies:
    """Names bodies, remembering the full names met so far."""

    def __init__(self, province: str) -> None:
        self._province = province
        self._beginning: dict[str, dict[str, Name]] = {}  # first words of a full name -> full names

    def name(self, written: str) -> Name:
        name = body_name(written, self._province)
        if name.founded:
            words = name.label.split(" ")
            for size in range(1, len(words)):
                self._beginning.setdefault(" ".join(words[:size]), {})[name.label] = name
            return name
        longer = self._beginning.get(name.label, {})
        return next(iter(longer.values())) if len(longer) == 1 else name


class _Persons:
    """Names persons: a short form is the one full name before it that ends so."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._spans = spans
        self._full: dict[str, str] = {}  # key -> label of the full names met so far
        self._ending: dict[str, set[str]] = {}  # last syllables of a full name -> keys of full names

    def mention(self, span: Span) -> Mention:
        written = self._text[span.start : span.end]
        label = person_label(written)
        key = exact_key(label)
        syllables = key.split(" ")
        fuller = self._ending.get(key, set())
        founded = len(syllables) > 1 and len(syllables[-1]) > 1 and len(syllables[0]) > 0
        if len(fuller) == 1:
            key = next(iter(fuller))
            label = self._full[key]
            founded = len(key.split(" ")[-1]) > 1
        elif len(syllables) > 1:
            label = self._full.setdefault(key, label)
            for size in range(1, len(syllables)):
                self._ending.setdefault(" ".join(syllables[-size:]), set()).add(key)
        attributes: dict[str, Any] = {"founded": founded}
        office = self._office(span)
        if office:
            attributes["office"] = office
        return Mention(
            type=span.type,
            start=span.start,
            end=span.end,
            text=written,
            key=key,
            label=label,
            attributes=attributes,
        )

    def _office(self, span: Span) -> str | None:
        """The office the text gives beside the name: after it, or else before it."""
        behind = _OFFICE_BEHIND.match(self._text, span.end)
        if behind is not None:
            return " ".join(behind["office"].split())
        before = _OFFICE_BEFORE.search(self._text[max(0, span.start - _LONGEST_OFFICE) : span.start])
        return " ".join(before["office"].split()) if before is not None else None


def _date(date: DateSpan, text: str) -> Mention:
    lo = date.lo.isoformat() if date.lo else None
    hi = date.hi.isoformat() if date.hi else None
    written = text[date.start : date.end]
    key = date.iso or (lo if lo == hi else f"{lo}/{hi}") or written
    return Mention(
        type=MentionType.DATE,
        start=date.start,
        end=date.end,
        text=written,
        key=key,
        label=" ".join(written.split()),
        attributes={"iso": date.iso, "kind": date.kind, "lo": lo, "hi": hi, "founded": lo is not None},
    )


def _directives(
    references: Sequence[Reference], dates: Sequence[DateSpan], spans: Sequence[Span], text: str
) -> list[Mention]:
    by_start = {date.start: date for date in dates}
    bodies = {span.start: span for span in spans if span.type is MentionType.BODY}
    mentions = []
    for reference in references:
        date = _following(text, reference.end, by_start)
        after = date.end if date is not None else reference.end
        founded = reference.kind != BLANK and (
            reference.kind != SHORT or "/" in reference.key or "-" in reference.key
        )
        mentions.append(
            Mention(
                type=MentionType.DIRECTIVE,
                start=reference.start,
                end=reference.end,
                text=text[reference.start : reference.end],
                key=reference.key,
                label=reference.label,
                attributes={
                    "number": reference.number,
                    "doc_type": reference.doc_type,
                    "issued": date.iso if date is not None else None,
                    "issuer": _issuer(text, after, bodies, dated=date is not None),
                    "founded": founded,
                },
            )
        )
    return mentions


def _following(text: str, end: int, dates: dict[int, DateSpan]) -> DateSpan | None:
    for start in range(end, min(end + 30, len(text))):
        date = dates.get(start)
        if date is not None:
            fits = (
                date.kind == "calendar" and date.day is not None and _ISSUED_AFTER.fullmatch(text, end, start)
            )
            return date if fits else None
    return None


def _issuer(text: str, end: int, bodies: dict[int, Span], *, dated: bool) -> str | None:
    """The issuer stated right after the number or its date, with the office: "Thủ tướng Chính phủ"."""
    office = _NO_BODY_OFFICE.match(text, end)
    if office is not None:
        return " ".join(office["office"].split())
    for start in range(end, min(end + 60, len(text))):
        body = bodies.get(start)
        if body is None:
            continue
        led = _ISSUER_AFTER.fullmatch(text, end, start)
        if led is None or not (led["of"] or (dated and text[end:start].strip() == "")):
            return None
        first = led.start("office") if led["office"] else start
        return text[first : body.end]
    return None
