"""The front page: one search box, search by day, and what came last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template

from archive.errors import IndexMissing
from index.query.periods import Period
from index.search.answer import Hit
from web.charts import draw_histogram
from web.library import Library
from web.params import SearchQuery
from web.periods import ANY_DAY
from web.presets import presets
from web.searching import Searcher

_NEWEST_EACH = 3
_SOURCES_SHOWN = 12
_YEARS_BACK = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What the archive holds, for the front page."""

    documents: int
    sources: Mapping[str, int]
    first: dt.date | None
    last: dt.date | None
    undated: int
    days: Mapping[dt.date, int]
    newest: Sequence[tuple[str, Sequence[Hit]]]  # (source key, its newest documents)


def home_pages(library: Library, today: Callable[[], dt.date]) -> Blueprint:
    pages = Blueprint("home", __name__)

    @pages.get("/")
    def home() -> str:
        shown = {"query": SearchQuery(), "presets": presets(today())}
        try:
            holdings = library.kept("holdings", holdings_of)
            past = library.kept(f"past {today()}", lambda searcher: this_day_in_past_years(searcher, today()))
        except IndexMissing as missing:
            return render_template("home.html", holdings=None, missing=missing, **shown)
        histogram = draw_histogram(holdings.days, ANY_DAY)
        return render_template("home.html", holdings=holdings, past=past, histogram=histogram, **shown)

    return pages


def holdings_of(searcher: Searcher) -> Holdings:
    """Counts by source, the first and last day, the newest documents of the largest sources."""
    answer = searcher.search(SearchQuery(), limit=0, facets=("source",), facet_limit=1000, histogram=True)
    counts = {one.value: one.count for one in answer.facets.get("source", ())}
    newest = []
    for key in list(counts)[:_SOURCES_SHOWN]:
        query = SearchQuery(include={"source": (key,)}, sort="newest")
        newest.append((key, searcher.search(query, limit=_NEWEST_EACH).hits))
    return Holdings(
        documents=answer.total,
        sources=counts,
        first=min(answer.days, default=None),
        last=max(answer.days, default=None),
        undated=answer.undated,
        days=answer.days,
        newest=newest,
    )


def this_day_in_past_years(searcher: Searcher, today: dt.date) -> tuple[tuple[dt.date, int, Hit], ...]:
    """(day, documents, one of them) of the same day in years that have any, the latest first."""
    found = []
    for year in range(today.year - 1, today.year - _YEARS_BACK - 1, -1):
        try:
            day = today.replace(year=year)
        except ValueError:  # 29 February
            continue
        answer = searcher.search(SearchQuery(period=Period(day, day)), limit=1)
        if answer.hits:
            found.append((day, answer.total, answer.hits[0]))
    return tuple(found)
