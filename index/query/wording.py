"""The understood query as one sentence for people."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from index.query import tree
from index.query.fields import NAMES, Field
from index.query.periods import Period

Language = Literal["vi", "en"]

_LABELS: dict[Field, tuple[str, str]] = {
    Field.PERSON: ("người", "person"),
    Field.ORG: ("tổ chức", "organisation"),
    Field.PLACE: ("nơi", "place"),
    Field.DIRECTIVE: ("văn bản", "directive"),
    Field.SOURCE: ("nguồn", "source"),
    Field.SECTION: ("mục", "section"),
    Field.KIND: ("loại", "kind"),
    Field.TITLE: ("tiêu đề", "title"),
    Field.LEAD: ("sapô", "lead"),
}


def field_label(field: Field, language: Language) -> str:
    """What a field is called in a sentence."""
    vi, en = _LABELS.get(field, (NAMES[field][0], field.value))
    return vi if language == "vi" else en


def sentence(part: tree.Part, language: Language) -> str:
    """What will be looked for, as one sentence with a full stop."""
    if isinstance(part, tree.Everything):
        return "Tất cả các bài." if language == "vi" else "Everything."
    told = _told(part, language)
    return f"Tìm: {told}." if language == "vi" else f"Looking for: {told}."


def period_in_words(period: Period, language: Language) -> str:
    """The days of a period; in Vietnamese dd/mm/yyyy, in English ISO."""
    first, last = period.first, period.last
    vi = language == "vi"
    if first is None and last is None:
        return "mọi ngày" if vi else "any day"
    if first is None or last is None:
        only = _day(first or last, language)
        if first is None:
            return f"đến hết {only}" if vi else f"until {only}"
        return f"từ {only}" if vi else f"from {only}"
    if first == last:
        return f"ngày {_day(first, language)}" if vi else f"on {_day(first, language)}"
    if vi:
        return f"từ {_day(first, language)} đến {_day(last, language)}"
    return f"from {_day(first, language)} to {_day(last, language)}"


def _day(day: dt.date | None, language: Language) -> str:
    if day is None:
        return ""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if language == "vi" else day.isoformat()


def _told(part: tree.Part, language: Language) -> str:
    vi = language == "vi"
    match part:
        case tree.Words(text):
            several = len(text.split()) > 1
            if not several:
                return f"từ “{text}”" if vi else f"the word “{text}”"
            return f"đủ các từ “{text}”" if vi else f"all the words “{text}”"
        case tree.Quoted(text, None):
            return f"đúng cụm từ “{text}”" if vi else f"exactly the phrase “{text}”"
        case tree.Quoted(text, distance):
            if vi:
                return f"các từ “{text}” cách nhau không quá {distance} chữ"
            return f"the words “{text}” at most {distance} words apart"
        case tree.StartsWith(text):
            return f"từ bắt đầu bằng “{text}”" if vi else f"a word that begins with “{text}”"
        case tree.Number(_, key):
            return f"văn bản số {key}" if vi else f"directive {key}"
        case tree.DateWords(text, period):
            days = period_in_words(period, language)
            if vi:
                return f"“{text}” trong bài hoặc đăng {days}"
            return f"“{text}” in the text or published {days}"
        case tree.OnDays("published", period, _):
            days = period_in_words(period, language)
            return f"ngày đăng: {days}" if vi else f"published {days}"
        case tree.OnDays(_, period, _):
            days = period_in_words(period, language)
            return f"nhắc đến {days}" if vi else f"a mention of a day {days}"
        case tree.InZone(zone, inner):
            where = field_label(zone, language)
            return (
                f"trong {where}: {_told(inner, language)}"
                if vi
                else f"in the {where}: {_told(inner, language)}"
            )
        case tree.Segmented(text):
            return f"“{text}” đứng thành một từ" if vi else f"“{text}” as a word of its own"
        case tree.Named(facet, text):
            return f"{field_label(facet, language)} “{text}”"
        case tree.AllOf(parts):
            return "; ".join(_told(each, language) for each in parts)
        case tree.AnyOf(parts):
            joint = " hoặc " if vi else " or "
            return joint.join(_grouped(each, language) for each in parts)
        case tree.Without(inner, _):
            return f"trừ bài có {_grouped(inner, language)}" if vi else f"but not {_grouped(inner, language)}"
        case tree.Everything():
            return "bất cứ gì" if vi else "anything"


def _grouped(part: tree.Part, language: Language) -> str:
    told = _told(part, language)
    return f"({told})" if isinstance(part, tree.AllOf | tree.AnyOf) else told
