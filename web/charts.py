"""The histogram by day of publication: bars a template can draw, each with its own period."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index.query.periods import Period
from web.measures import MOST_BARS
from web.params import Grain
from web.periods import month_period, quarter_period, week_period, year_period

WIDTH = 720.0  # of the drawing, in its own units
HEIGHT = 96.0
_WIDE = 15.0  # of a bar's column, above which the gap beside it no longer grows
_WIDEST = 34.0  # of a bar: few bars stay slender


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A year, quarter, month, week or day with its count and its place in the drawing."""

    period: Period
    name: str  # "2024", "2024-Q1", "2024-03", "2024-W11" (ISO 8601) or "2024-03-15"
    count: int
    x: float
    y: float
    width: float
    height: float
    missed: int  # pages of its days that the crawl knows and has not captured
    place: float  # where the bar's own column of the drawing begins

    def inside(self, period: Period | None) -> bool:
        """Whether the bar lies within a closed period."""
        if period is None or period.first is None or period.last is None:
            return False
        first, last = self.period.first, self.period.last
        return first is not None and last is not None and period.first <= first and last <= period.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Bars of one grain without a gap, from the first to the last day found."""

    grain: Grain
    bars: tuple[Bar, ...]
    highest: int
    total: int
    step: float  # width of a bar's column
    grains: tuple[Grain, ...]  # those it could be drawn by

    def ticks(self) -> tuple[Bar, ...]:
        """Bars that are named under the drawing: both ends, and the middle where there is one."""
        last = len(self.bars) - 1
        return tuple(self.bars[at] for at in sorted({0, last // 2 if last % 2 == 0 else 0, last}))


def draw_histogram(
    days: Mapping[dt.date, int],
    period: Period,
    grain: Grain = "auto",
    *,
    most: int = MOST_BARS,
    missed: Mapping[dt.date, int] | None = None,
) -> Histogram | None:
    """Bars for the days counted, None when no day is.

    An open end of `period` is taken from the days themselves; within a closed one of
    reasonable length empty bars are drawn too, so that a gap looks like one.

    Args: missed: pages a day that the crawl knows of and has not captured.
    """
    counted = {day: count for day, count in days.items() if count > 0}
    if not counted:
        return None
    first = period.first if period.first is not None else min(counted)
    last = period.last if period.last is not None else max(counted)
    first, last = min(first, min(counted)), max(last, max(counted))
    chosen = _grain(first, last, grain, most)
    if _bar_count(first, last, chosen) > most:
        first, last = min(counted), max(counted)
        chosen = _grain(first, last, grain, most)
    counts: Counter[str] = Counter()
    for day, count in counted.items():
        counts[_name(day, chosen)] += count
    spans = list(_spans(first, last, chosen))
    highest = max(counts.values())
    missing: Counter[str] = Counter()
    for day, pages in (missed or {}).items():
        missing[_name(day, chosen)] += pages
    step = WIDTH / len(spans)
    width = min(step * 0.8 if step < _WIDE else step - 3.0, _WIDEST)
    bars = []
    for place, (name, span) in enumerate(spans):
        height = round(HEIGHT * counts[name] / highest, 2)
        if counts[name]:
            height = max(height, 2.0)  # one article among thousands is still seen
        bars.append(
            Bar(
                period=_within(span, period, counted),
                name=name,
                count=counts[name],
                x=round(place * step + (step - width) / 2, 2),
                y=round(HEIGHT - height, 2),
                width=round(width, 2),
                height=height,
                missed=missing[name],
                place=round(place * step, 2),
            )
        )
    return Histogram(
        grain=chosen,
        bars=tuple(bars),
        highest=highest,
        total=sum(counts.values()),
        step=round(step, 2),
        grains=_possible(first, last, most),
    )


_COARSER: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")
_BY_ITSELF: tuple[Grain, ...] = ("day", "month", "year")  # what is chosen where nothing is asked for


def _within(span: Period, period: Period, counted: Mapping[dt.date, int]) -> Period:
    """A bar's span without the days the search leaves out, so that a click finds what it counts."""
    first, last = span.first, span.last
    if first is not None and period.first is not None and min(counted) >= period.first:
        first = max(first, period.first)
    if last is not None and period.last is not None and max(counted) <= period.last:
        last = min(last, period.last)
    return Period(first, last)


def _possible(first: dt.date, last: dt.date, most: int) -> tuple[Grain, ...]:
    return tuple(grain for grain in reversed(_COARSER) if 1 < _bar_count(first, last, grain) <= most)


def _grain(first: dt.date, last: dt.date, wanted: Grain, most: int) -> Grain:
    asked: tuple[Grain, ...] = _COARSER[_COARSER.index(wanted) :] if wanted != "auto" else _BY_ITSELF
    for grain in asked:
        if _bar_count(first, last, grain) <= most:
            return grain
    return "year"


def _bar_count(first: dt.date, last: dt.date, grain: Grain) -> int:
    years = last.year - first.year
    match grain:
        case "day":
            return (last - first).days + 1
        case "week":
            return (_monday(last) - _monday(first)).days // 7 + 1
        case "month":
            return years * 12 + last.month - first.month + 1
        case "quarter":
            return years * 4 + _quarter(last) - _quarter(first) + 1
        case _:
            return years + 1


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _quarter(day: dt.date) -> int:
    return (day.month + 2) // 3


def _name(day: dt.date, grain: Grain) -> str:
    match grain:
        case "year":
            return day.isoformat()[:4]
        case "quarter":
            return f"{day.year:04d}-Q{_quarter(day)}"
        case "month":
            return day.isoformat()[:7]
        case "week":
            year, week, _weekday = day.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case _:
            return day.isoformat()


def _span(day: dt.date, grain: Grain) -> Period:
    match grain:
        case "year":
            return year_period(day.year)
        case "quarter":
            return quarter_period(day.year, _quarter(day))
        case "month":
            return month_period(day.year, day.month)
        case "week":
            return week_period(day)
        case _:
            return Period(day, day)


def _spans(first: dt.date, last: dt.date, grain: Grain) -> Iterator[tuple[str, Period]]:
    day = first
    while day <= last:
        span = _span(day, grain)
        yield _name(day, grain), span
        if span.last is None or span.last >= last:
            return
        day = span.last + dt.timedelta(days=1)
