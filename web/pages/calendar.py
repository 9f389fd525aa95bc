"""By day: one day's documents, and a year as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from archive.model import DocumentKind
from index.query.periods import Period
from index.registry.entries import ListedDirective
from index.search.answer import Hit
from web.addresses import search_url
from web.calendars import year_calendar
from web.library import Library
from web.params import ParameterInvalid, SearchQuery, read_number
from web.periods import iso_period, year_period
from web.phrases import gettext as _
from web.searching import Searcher

DAY_PAGE_SIZE = 60
ISSUED_SHOWN = 40  # directives of one day; the search beside them has all that are held
_ISSUED = SearchQuery(date_field="issued", include={"kind": (DocumentKind.DIRECTIVE.value,)})
_FIRST_YEAR, _LAST_YEAR = 1800, 2200


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The directives issued on a day."""

    query: SearchQuery  # finds those held
    total: int  # of those held
    held: Sequence[Hit]
    cited: Sequence[ListedDirective]  # known by citation only


def calendar_pages(library: Library, today: Callable[[], dt.date]) -> Blueprint:
    pages = Blueprint("calendar", __name__)

    @pages.get("/ngay/<day>")
    def day(day: str) -> str | Response:
        try:
            period = iso_period(day)
        except ValueError:
            raise ParameterInvalid(
                "ngay",
                _("Không có ngày nào là “%(text)s”.", text=day[:40]),
                hint=_("Viết ngày theo dạng 2024-03-15."),
            ) from None
        if period.first is None or period.first != period.last:
            return redirect(search_url(SearchQuery(period=period)))
        if day != period.first.isoformat():
            return redirect(url_for("calendar.day", day=period.first.isoformat()))
        page = read_number(request.args, "page", default=1, highest=100_000)
        searcher = library.searcher()
        query = SearchQuery(period=period, sort="newest")
        answer = searcher.search(query, offset=(page - 1) * DAY_PAGE_SIZE, limit=DAY_PAGE_SIZE)
        issued = issued_on(library, period.first)
        shown = {hit.id for hit in issued.held}
        before, after = neighbours(library.kept("days of anything", days_of_anything), period.first)
        return render_template(
            "day.html",
            day=period.first,
            query=query,
            answer=answer,
            issued=issued,
            groups=by_source([hit for hit in answer.hits if hit.id not in shown]),
            before=before,
            after=after,
            page=page,
            pages=-(-answer.total // DAY_PAGE_SIZE),
            page_address=lambda number: url_for("calendar.day", day=day, page=number),
        )

    @pages.get("/ngay")
    @pages.get("/ngay/")
    def choose_day() -> Response:
        chosen = request.args.get("on", "").strip()
        return redirect(url_for("calendar.day", day=chosen or today().isoformat()))

    @pages.get("/lich")
    @pages.get("/lich/")
    def this_year() -> Response:
        newest = max(library.kept("days", published_days), default=today())
        return redirect(url_for("calendar.year", year=newest.year))

    @pages.get("/lich/<int:year>")
    def year(year: int) -> str:
        return _year_page(library, year, source=None)

    @pages.get("/lich/nguon/<source>/<int:year>")
    def source_year(source: str, year: int) -> str:
        if source not in library.sources:
            abort(404)
        return _year_page(library, year, source=source)

    return pages


def _year_page(library: Library, year: int, *, source: str | None) -> str:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        abort(404)
    query = SearchQuery(
        period=year_period(year), sort="newest", include={"source": (source,)} if source else {}
    )
    answer = library.searcher().search(query, limit=0, histogram=True)
    days = _days_of(library, source)
    held = (min(days), max(days)) if days else None
    missed = library.crawl.missed_of((source,) if source else ())
    return render_template(
        "calendar.html",
        year=year,
        months=year_calendar(year, answer.days, held, missed),
        missed=sum(count for day, count in missed.items() if day.year == year),
        total=answer.total,
        years=sorted({day.year for day in days}),
        weekdays=weekdays(),
        one_day=lambda day: Period(day, day),
        source=source,
        query=query,
    )


def _days_of(library: Library, source: str | None) -> Mapping[dt.date, int]:
    if source is None:
        return library.kept("days", published_days)
    query = SearchQuery(include={"source": (source,)})
    return library.kept(
        f"days of {source}", lambda searcher: searcher.search(query, limit=0, histogram=True).days
    )


def weekdays() -> tuple[tuple[str, str], ...]:
    """(short, long) names from Monday."""
    return (
        (_("T2"), _("Thứ Hai")),
        (_("T3"), _("Thứ Ba")),
        (_("T4"), _("Thứ Tư")),
        (_("T5"), _("Thứ Năm")),
        (_("T6"), _("Thứ Sáu")),
        (_("T7"), _("Thứ Bảy")),
        (_("CN"), _("Chủ Nhật")),
    )


def published_days(searcher: Searcher) -> Mapping[dt.date, int]:
    """Documents a day, over the whole archive."""
    return searcher.search(SearchQuery(), limit=0, histogram=True).days


def days_of_anything(searcher: Searcher) -> frozenset[dt.date]:
    """Days that a document was published on or a directive issued on."""
    issued = searcher.search(_ISSUED, limit=0, histogram=True).days
    return frozenset(published_days(searcher)) | frozenset(issued)


def issued_on(library: Library, day: dt.date) -> Issued:
    """The directives issued on a day, whichever day they were published on."""
    query = replace(_ISSUED, period=Period(day, day))
    answer = library.searcher().search(query, limit=ISSUED_SHOWN)
    known = library.registry.issued_on(day)
    return Issued(
        query=query,
        total=answer.total,
        held=answer.hits,
        cited=[one for one in known if not one.held][:ISSUED_SHOWN],
    )


def neighbours(days: Collection[dt.date], day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The nearest day before and after that has something."""
    earlier = max((other for other in days if other < day), default=None)
    later = min((other for other in days if other > day), default=None)
    return earlier, later


def by_source(hits: Sequence[Hit]) -> list[tuple[str, list[tuple[str, list[Hit]]]]]:
    """Hits by source and section, each in the order it first appears."""
    groups: dict[str, dict[str, list[Hit]]] = {}
    for hit in hits:
        groups.setdefault(hit.source, {}).setdefault(hit.section or "", []).append(hit)
    return [(source, list(sections.items())) for source, sections in groups.items()]
