"""Words templates ask for: labels of facets, kinds and days, and where a mention leads."""

from __future__ import annotations

import datetime as dt
import re

from flask import Flask

from archive.model import Document, DocumentKind, Mention, MentionType
from index.analysis.facets import FACET_OF, facet_value, founded
from index.query import Understood
from index.query.periods import Period
from index.query.tree import Note
from index.query.wording import sentence
from index.registry.entries import ListedDirective
from web.addresses import (
    ENTITY_PATHS,
    chart_links,
    day_url,
    entity_url,
    export_url,
    facet_url,
    search_url,
)
from web.languages import chosen_language, day_text, number_text
from web.library import Library
from web.params import DateField, SearchQuery
from web.periods import ANY_DAY, same_period
from web.phrases import gettext as _
from web.phrases import ngettext, pgettext
from web.searching import pieces

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def install_words(app: Flask, library: Library) -> None:
    """Make the functions below known to every template."""

    def value_label(facet: str, value: str) -> str:
        if facet == "source":
            return library.source_name(value)
        if facet == "kind":
            return kind_label(value)
        return value

    app.jinja_env.globals |= {
        "facet_label": facet_label,
        "value_label": value_label,
        "kind_label": kind_label,
        "source_name": library.source_name,
        "search_url": search_url,
        "facet_url": facet_url,
        "chart_links": chart_links,
        "export_url": export_url,
        "entity_url": entity_url,
        "mention_url": mention_url,
        "day_url": day_url,
        "origin_of": origin_of,
        "period_text": period_text,
        "date_field_label": date_field_label,
        "chart_caption": chart_caption,
        "undated_text": undated_text,
        "bar_text": bar_text,
        "any_day": ANY_DAY,
        "articles": articles,
        "times": times,
        "unchanged": unchanged,
        "facet_title": facet_title,
        "entity_path": ENTITY_PATHS.__getitem__,
        "any_words": lambda text: SearchQuery(text=f'"{text}"'),
        "facet_has_page": ENTITY_PATHS.__contains__,
        "directive_name": directive_name,
        "mention_label": mention_label,
        "basis_label": basis_label,
        "safe_address": safe_address,
        "pieces": pieces,
        "understood_sentence": understood_sentence,
        "note_text": note_text,
    }
    app.jinja_env.filters["iso_day"] = iso_day_text
    app.jinja_env.filters["xml"] = xml_text


def facet_label(facet: str) -> str:
    """A facet's name for people."""
    return {
        "directive": _("Văn bản"),
        "place": _("Nơi chốn"),
        "org": _("Tổ chức"),
        "person": _("Nhân vật"),
        "source": _("Nguồn"),
        "section": _("Chuyên mục"),
        "kind": _("Loại"),
    }[facet]


def facet_title(facet: str) -> str:
    """The heading of a list of all there are of a facet: in English the plural."""
    return {
        "directive": pgettext("list", "Văn bản"),
        "place": pgettext("list", "Nơi chốn"),
        "org": pgettext("list", "Tổ chức"),
        "person": pgettext("list", "Nhân vật"),
        "source": pgettext("list", "Nguồn"),
        "section": pgettext("list", "Chuyên mục"),
        "kind": pgettext("list", "Loại"),
    }[facet]


def kind_label(kind: str) -> str:
    """A document kind's name for people."""
    return {
        DocumentKind.ARTICLE.value: _("Bài báo"),
        DocumentKind.DIRECTIVE.value: _("Văn bản"),
    }.get(kind, kind)


def date_field_label(date_field: DateField) -> str:
    """Which of a document's days, for a list to choose from."""
    return {
        "pub": _("Ngày đăng"),
        "event": _("Ngày nhắc đến trong bài"),
        "issued": _("Ngày ban hành"),
        "effective": _("Ngày có hiệu lực"),
        "crawled": _("Ngày lưu gần nhất"),
        "added": _("Ngày đưa vào kho"),
    }[date_field]


def date_role(date_field: DateField) -> str:
    """What happened on the day, before the day: "ban hành năm 2024"."""
    return {
        "pub": _("đăng"),
        "event": _("nhắc đến"),
        "issued": _("ban hành"),
        "effective": _("có hiệu lực"),
        "crawled": _("lưu gần nhất"),
        "added": _("đưa vào kho"),
    }[date_field]


def chart_caption(date_field: DateField) -> str:
    """What a chart counts."""
    return _("Số bài theo %(day)s", day=date_field_label(date_field).lower())


def undated_text(date_field: DateField) -> str:
    """What is said of documents without a day."""
    if date_field == "pub":
        return _("Không rõ ngày")
    return _("Không có %(day)s", day=date_field_label(date_field).lower())


def mention_label(kind: MentionType) -> str:
    """The heading over a document's mentions of one kind."""
    facet = FACET_OF.get(kind)
    return facet_label(facet) if facet is not None else _("Ngày")


def basis_label(basis: str) -> str:
    """Where a day was read, for people; what is not listed is shown as the extractor names it."""
    return {
        "json-ld": _("dữ liệu JSON-LD của trang"),
        "meta": _("thẻ meta của trang"),
        "label": _("nhãn ngày trên trang"),
        "text": _("lời trong bài"),
        "url": _("địa chỉ trang"),
        "file": _("tệp nhập vào"),
        "header": _("phần đầu văn bản"),
        "source": _("mô tả của nguồn"),
        "warc": _("bản ghi WARC"),
    }.get(basis, basis)


def understood_sentence(understood: Understood) -> str:
    """How the words were read, in the language of the page."""
    return sentence(understood.part, "en" if chosen_language() == "en" else "vi")


def note_text(note: Note) -> str:
    """A note on that, likewise."""
    return note.en if chosen_language() == "en" else note.vi


def directive_name(one: ListedDirective) -> str:
    """ "Nghị quyết 02-NQ/TU", or a law's name."""
    if "/" not in one.number:
        return one.title or one.number
    kind = one.type[:1].upper() + one.type[1:]
    return f"{kind} {one.number}".strip()


def iso_day_text(iso: str | None) -> str:
    """An ISO day as the page's language writes it; what is none as it stands, "" for None."""
    try:
        return day_text(dt.date.fromisoformat(iso)) if iso else ""
    except ValueError:
        return iso or ""


def safe_address(url: str) -> str:
    """A stored address to link to: only http and https, so that no scheme can run anything."""
    return url if url.lower().startswith(("http://", "https://")) else "#"


def origin_of(document: Document) -> str:
    """Who a republished text names as its source ("TTXVN"); "" for own work."""
    return str(document.extra.get("origin") or "")


def xml_text(text: str) -> str:
    """Text without the characters XML 1.0 (2.2) does not allow; the template escapes the rest."""
    return _NOT_XML.sub("", text)


def times(count: int) -> str:
    """ "3 lần", in English "3 times"."""
    return ngettext("%(number)s lần", "%(number)s lần", count, number=number_text(count))


def articles(count: int) -> str:
    """ "128 bài", in English "128 articles"."""
    return ngettext("%(number)s bài", "%(number)s bài", count, number=number_text(count))


def unchanged(count: int) -> str:
    """ "… 3 đoạn không đổi …", for paragraphs a comparison leaves out."""
    return ngettext(
        "… %(number)s đoạn không đổi …", "… %(number)s đoạn không đổi …", count, number=number_text(count)
    )


def mention_url(mention: Mention) -> str | None:
    """The page of the entity a mention names for certain; None for any other."""
    facet = FACET_OF.get(mention.type)
    if facet is not None and founded(mention):
        return entity_url(facet, facet_value(mention))
    return None


def period_text(period: Period) -> str:
    """A period in a few words: "năm 2024", "15/03/2024", "từ 01/07/2025"."""
    first, last = period.first, period.last
    name = same_period(period)
    if name is not None:
        year, _dash, month = name.partition("-")
        return (
            _("tháng %(month)s/%(year)s", month=month, year=year) if month else _("năm %(year)s", year=year)
        )
    if first is not None and first == last:
        return day_text(first)
    if first is not None and last is not None:
        return _("từ %(first)s đến %(last)s", first=day_text(first), last=day_text(last))
    if first is not None:
        return _("từ %(first)s", first=day_text(first))
    if last is not None:
        return _("đến %(last)s", last=day_text(last))
    return _("mọi ngày")


def bar_text(name: str) -> str:
    """A bar's name: "2024", "quý 1/2024", "03/2024", "tuần 11/2024" or "15/03/2024"."""
    year, _dash, rest = name.partition("-")
    if rest.startswith("W"):
        return _("tuần %(week)s/%(year)s", week=int(rest[1:]), year=year)
    if rest.startswith("Q"):
        return _("quý %(quarter)s/%(year)s", quarter=rest[1:], year=year)
    return "/".join(reversed(name.split("-")))
