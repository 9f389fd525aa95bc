"""Sources and coverage: what was published when, and what the archive has of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request, url_for

from archive.catalog.frontier import SourceState
from archive.days import VIETNAM
from index.query.periods import Period
from index.search.answer import SearchAnswer
from web.alarms import alarms_of
from web.charts import draw_histogram
from web.crawl_state import CrawlState
from web.failures import NotHeld
from web.languages import day_text
from web.library import Library
from web.params import PAGE_LIMIT, SearchQuery, read_number
from web.periods import ANY_DAY, month_period
from web.phrases import gettext as _
from web.searching import Searcher

_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_SOURCES_LIMIT = 1000
_ROWS = 40  # of the coverage table on one page, each of them up to 2 kB


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A source's documents a month."""

    source: str
    total: int
    undated: int
    months: Mapping[tuple[int, int], int]  # (year, month) -> documents

    @property
    def years(self) -> Mapping[int, int]:
        """Year -> documents."""
        counts: Counter[int] = Counter()
        for (year, _month), count in self.months.items():
            counts[year] += count
        return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCell:
    """A month of a source: what is held, and what the crawl knows and has not captured."""

    period: Period
    count: int
    missed: int


def source_pages(library: Library, today: Callable[[], dt.date]) -> Blueprint:
    pages = Blueprint("sources", __name__)

    @pages.get("/do-phu")
    def coverage() -> str:
        every = library.kept("coverage", coverage_rows)
        years = sorted({year for row in every for year in row.years})
        newest = years[-1] if years else today().year
        year = read_number(request.args, "year", default=newest, highest=_LAST_YEAR)
        if year < _FIRST_YEAR:
            abort(404)
        crawl = library.crawl
        page = read_number(request.args, "page", default=1, highest=PAGE_LIMIT)
        rows = every[(page - 1) * _ROWS : page * _ROWS]
        return render_template(
            "coverage.html",
            rows=rows,
            years=years,
            year=year,
            cells={row.source: month_cells(row, year, crawl.missed.get(row.source, {})) for row in rows},
            page=page,
            pages=-(-len(every) // _ROWS),
            address_of_page=lambda number: url_for("sources.coverage", year=year, page=number),
            crawls=crawls_of(crawl, rows, every),
            alarms=[(one, alarms_of(one)) for one in crawl.sources.values() if alarms_of(one)],
            query=SearchQuery(),
            local_time=local_time,
        )

    @pages.get("/nguon/<key>")
    def source(key: str) -> str:
        described = library.sources.get(key)
        answer = library.kept(f"source {key}", lambda searcher: _of_source(searcher, key))
        if described is None and not answer.total:
            raise NotHeld(
                _("Kho không có nguồn nào mang mã %(key)s.", key=key[:80]),
                hint=_("Xem trang Độ phủ để biết các nguồn đang lưu."),
            )
        successors = [other for other in library.sources.values() if key in other.predecessors]
        return render_template(
            "source.html",
            key=key,
            source=described,
            answer=answer,
            histogram=draw_histogram(answer.days, ANY_DAY, "month", missed=library.crawl.missed_of((key,))),
            query=SearchQuery(include={"source": (key,)}),
            months=months_by_year(answer.days),
            month_period=month_period,
            successors=successors,
            crawled=library.crawl.sources.get(key),
            alarms=alarms_of(library.crawl.sources.get(key)),
            missed=library.crawl.missed_of((key,)),
            local_time=local_time,
        )

    return pages


def _of_source(searcher: Searcher, key: str) -> SearchAnswer:
    query = SearchQuery(include={"source": (key,)}, sort="newest")
    return searcher.search(query, limit=8, facets=("section", "person", "directive"), histogram=True)


def coverage_rows(searcher: Searcher) -> Sequence[CoverageRow]:
    """A row a source, the largest first."""
    sources = searcher.search(SearchQuery(), limit=0, facets=("source",), facet_limit=_SOURCES_LIMIT)
    rows = []
    for one in sources.facets.get("source", ()):
        answer = searcher.search(SearchQuery(include={"source": (one.value,)}), limit=0, histogram=True)
        months: Counter[tuple[int, int]] = Counter()
        for day, count in answer.days.items():
            months[day.year, day.month] += count
        rows.append(CoverageRow(source=one.value, total=one.count, undated=answer.undated, months=months))
    return rows


def crawls_of(
    crawl: CrawlState, shown: Sequence[CoverageRow], every: Sequence[CoverageRow]
) -> list[SourceState]:
    """How the sources shown were crawled last; with the first of them those that nothing is held of."""
    keys = {row.source for row in shown}
    if shown[:1] == every[:1]:
        keys |= set(crawl.sources) - {row.source for row in every}
    return [one for key, one in crawl.sources.items() if key in keys]


def month_cells(row: CoverageRow, year: int, missed: Mapping[dt.date, int]) -> list[MonthCell]:
    """The twelve months of a year of one source."""
    left_out: Counter[int] = Counter()
    for day, count in missed.items():
        if day.year == year:
            left_out[day.month] += count
    return [
        MonthCell(
            period=month_period(year, month), count=row.months.get((year, month), 0), missed=left_out[month]
        )
        for month in range(1, 13)
    ]


def local_time(moment: dt.datetime) -> str:
    """A moment by the clock of Vietnam."""
    local = moment.astimezone(VIETNAM)
    return f"{day_text(local.date())} {local:%H:%M}"


def months_by_year(days: Mapping[dt.date, int]) -> list[tuple[int, list[int]]]:
    """(year, documents of its twelve months), the latest year first."""
    counts: Counter[tuple[int, int]] = Counter()
    for day, count in days.items():
        counts[day.year, day.month] += count
    years = sorted({year for year, _month in counts}, reverse=True)
    return [(year, [counts[year, month] for month in range(1, 13)]) for year in years]
