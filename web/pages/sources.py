"""Sources and coverage: what was published when, and what the archive has of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template

from index.search.answer import SearchAnswer
from web.charts import draw_histogram
from web.failures import NotHeld
from web.library import Library
from web.params import SearchQuery
from web.periods import ANY_DAY
from web.phrases import gettext as _
from web.searching import Searcher

_SOURCES_LIMIT = 200  # rows of the coverage table


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A source's documents a year."""

    source: str
    total: int
    undated: int
    years: Mapping[int, int]


def source_pages(library: Library) -> Blueprint:
    pages = Blueprint("sources", __name__)

    @pages.get("/do-phu")
    def coverage() -> str:
        rows = library.kept("coverage", coverage_rows)
        years = sorted({year for row in rows for year in row.years})
        return render_template("coverage.html", rows=rows, years=years)

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
            histogram=draw_histogram(answer.days, ANY_DAY, "month"),
            query=SearchQuery(include={"source": (key,)}),
            months=months_by_year(answer.days),
            successors=successors,
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
        years: Counter[int] = Counter()
        for day, count in answer.days.items():
            years[day.year] += count
        rows.append(CoverageRow(source=one.value, total=one.count, undated=answer.undated, years=years))
    return rows


def months_by_year(days: Mapping[dt.date, int]) -> list[tuple[int, list[int]]]:
    """(year, documents of its twelve months), the latest year first."""
    counts: Counter[tuple[int, int]] = Counter()
    for day, count in days.items():
        counts[day.year, day.month] += count
    years = sorted({year for year, _month in counts}, reverse=True)
    return [(year, [counts[year, month] for month in range(1, 13)]) for year in years]
