"""Directives: the list A to Z, what a number may mean, and everything known of one directive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from index.directives.numbers import number_key
from index.query.periods import Period
from index.registry import Registry
from index.registry.entries import DirectiveEntry, Evidence, Related
from index.registry.registry import PAGE
from web.addresses import ChartLinks, entity_url, list_address
from web.charts import draw_histogram
from web.failures import NotHeld
from web.library import Library
from web.params import PAGE_LIMIT, VALUE_LIMIT, Arguments, SearchQuery, clean, read_days, read_number
from web.periods import ANY_DAY, period_parameters
from web.phrases import gettext as _
from web.words import period_text

PREFIX_LIMIT = 100  # characters
_OPENING = 1200  # characters of a held text shown on its directive's page
_UNDECIDED = 20
_RELATED = 30  # other directives named under one relation; the API has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The beginning of a held text."""

    paragraphs: tuple[str, ...]
    whole: bool  # whether there is no more of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """Which of the documents that cite a directive are asked for."""

    page: int
    source: str  # its key; "" for all
    period: Period
    undated: bool

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The period as the registry takes it, an open end reaching as far as days do."""
        if self.period == ANY_DAY:
            return None
        return self.period.first or dt.date.min, self.period.last or dt.date.max

    def of(self, registry: Registry, key: str) -> DirectiveEntry | None:
        """The directive with these of the documents that cite it."""
        return registry.directive(
            key, page=self.page, source=self.source, days=self.days, undated=self.undated
        )

    def parameters(self) -> dict[str, str]:
        """As they stand in an address, from the first page."""
        undated = {"undated": "only"} if self.undated else {}
        return {"source": self.source, **dict(period_parameters(self.period)), **undated}

    def sentence(self) -> str:
        """The filter by day in a few words; "" without one."""
        if self.undated:
            return _("Không rõ ngày")
        return "" if self.period == ANY_DAY else _("Đăng %(period)s", period=period_text(self.period))


def read_citing(args: Arguments) -> Citing:
    """Read them from an address. Raises: ParameterInvalid."""
    undated = args.get("undated", "") == "only"
    return Citing(
        page=read_number(args, "page", default=1, highest=PAGE_LIMIT),
        source=clean(args.get("source", ""))[:VALUE_LIMIT],
        period=ANY_DAY if undated else read_days(args),
        undated=undated,
    )


def directive_pages(library: Library) -> Blueprint:
    pages = Blueprint("directives", __name__)

    @pages.get("/van-ban/")
    def directives() -> str:
        prefix = clean(request.args.get("prefix", ""))[:PREFIX_LIMIT]
        kind = clean(request.args.get("type", ""))[:PREFIX_LIMIT]
        page = read_number(request.args, "page", default=1, highest=PAGE_LIMIT)
        return render_template(
            "directives.html",
            listing=library.registry.directives(prefix, kind, page),
            prefix=prefix,
            kind=kind,
            figures=library.registry.figures(),
            address=lambda **changed: list_address(
                "/van-ban/", **({"prefix": prefix, "type": kind} | changed)
            ),
        )

    @pages.get("/van-ban/<path:value>")
    def directive(value: str) -> str | Response:
        value = clean(value)[:VALUE_LIMIT]
        asked = read_citing(request.args)
        entry = asked.of(library.registry, value)
        if entry is not None:
            return _directive_page(library, entry, asked)
        number = number_key(value) if "~" not in value else None
        if number is not None and number != value:
            return redirect(entity_url("directive", number))
        candidates = library.registry.candidates(value)
        if not candidates:
            raise no_directive(value)
        known = [one for one in candidates if not one.open]
        return render_template(
            "candidates.html",
            number=value,
            named=number is None,  # a law by its name
            candidates=known[(asked.page - 1) * PAGE : asked.page * PAGE],
            page=asked.page,
            pages=-(-len(known) // PAGE),
            address_of_page=lambda number: list_address(entity_url("directive", value), page=str(number)),
            undecided=library.registry.undecided(value, limit=_UNDECIDED),
            undecided_total=sum(one.articles + one.directives for one in candidates if one.open),
            query=SearchQuery(text=f'"{value}"'),
            words_of=words_of,
            rule_text=rule_text,
        )

    return pages


def no_directive(value: str) -> NotHeld:
    """The failure of an address that names no directive the archive is or cites."""
    return NotHeld(
        _("Kho không có văn bản số %(number)s, và không bài nào nhắc tới nó.", number=value),
        hint=_("Xem lại cách viết số, thí dụ 02-NQ/TU hoặc 19/2025/QĐ-TTg."),
    )


def _directive_page(library: Library, entry: DirectiveEntry, asked: Citing) -> str:
    one = entry.directive
    address = entity_url("directive", one.key)

    def citing(**changed: str) -> str:
        return list_address(address, **(asked.parameters() | changed))

    def within(period: Period) -> str:
        return list_address(address, source=asked.source, **dict(period_parameters(period)))

    return render_template(
        "directive.html",
        entry=entry,
        one=one,
        others=len(library.registry.candidates(one.number)) - 1 if one.key != one.number else 0,
        openings=openings(library, entry),
        histogram=draw_histogram(month_days(entry.by_month), ANY_DAY, "month"),
        links=ChartLinks(
            within=within,
            undated=list_address(address, source=asked.source, undated="only"),
            chosen=asked.period,
        ),
        cites=by_relation(entry.cites),
        affected=by_relation(entry.affected_by),
        most_related=_RELATED,
        relation_text=relation_text,
        affect_text=affect_text,
        rule_text=rule_text,
        words_of=words_of,
        source=asked.source,
        cited_within=asked.sentence(),
        page=asked.page,
        pages=max(1, -(-entry.cited_by_total // PAGE)),
        address_of_page=lambda number: citing(page=str(number) if number > 1 else ""),
        address_of_source=lambda key, within=True: (
            citing(source=key) if within else list_address(address, source=key)
        ),
    )


def openings(library: Library, entry: DirectiveEntry) -> Mapping[int, Opening]:
    """Revision -> the beginning of its text, of each document that is the directive."""
    revisions = library.catalog.revisions([held.revision for held in entry.held])
    return {row: opening(revision.document.body) for row, revision in revisions.items()}


def opening(body: str) -> Opening:
    """The first paragraphs of a text, the last one cut where the room ends."""
    kept: list[str] = []
    room = _OPENING
    for paragraph in body.split("\n\n"):
        if not room:
            return Opening(paragraphs=tuple(kept), whole=False)
        if len(paragraph) > room:
            kept.append(paragraph[:room].rpartition(" ")[0] + " …")
            return Opening(paragraphs=tuple(kept), whole=False)
        kept.append(paragraph)
        room -= len(paragraph)
    return Opening(paragraphs=tuple(kept), whole=True)


def month_days(months: Mapping[str, int]) -> dict[dt.date, int]:
    """Counts by "2021-03" as counts by the first day of each month, as charts take them."""
    return {dt.date(int(name[:4]), int(name[5:7]), 1): count for name, count in months.items()}


def by_relation(related: Sequence[Related]) -> list[tuple[str, list[Related]]]:
    """Relations gathered under what they are, mere citing last."""
    ordered = sorted(related, key=lambda one: (one.relation == "cites", one.relation, one.number))
    return [(name, list(group)) for name, group in groupby(ordered, key=lambda one: one.relation)]


def words_of(evidence: Evidence) -> str:
    """The search that marks a reference in its document."""
    return f'"{" ".join(evidence.text.split())}"'


def relation_text(relation: str) -> str:
    """What a directive does to another, as a heading."""
    return {
        "based_on": _("Căn cứ vào"),
        "replaces": _("Thay thế"),
        "repeals": _("Bãi bỏ"),
        "amends": _("Sửa đổi, bổ sung"),
        "consolidates": _("Hợp nhất"),
        "cites": _("Nhắc tới"),
    }.get(relation, relation)


def affect_text(relation: str) -> str:
    """The same, seen from the other directive."""
    return {
        "based_on": _("Làm căn cứ cho"),
        "replaces": _("Bị thay thế bởi"),
        "repeals": _("Bị bãi bỏ bởi"),
        "amends": _("Được sửa đổi, bổ sung bởi"),
        "consolidates": _("Được hợp nhất trong"),
        "cites": _("Được nhắc tới trong"),
    }.get(relation, relation)


def rule_text(rule: str) -> str:
    """By what a reference was taken for this directive."""
    return {
        "complete": _("bài ghi đủ cơ quan và thời gian"),
        "date": _("khớp ngày ban hành"),
        "current": _("văn bản duy nhất được biết của nhiệm kỳ hoặc năm ấy"),
        "subject": _("khớp nội dung trích yếu"),
        "form": _("theo thể thức văn bản"),
        "name": _("theo tên luật"),
        "corrected": _("người giữ kho đã xác định"),
        "": _("chưa rõ là văn bản nào"),
    }.get(rule, rule)
