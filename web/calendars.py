"""A year as twelve months of weeks, each day with what was published on it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A cell of a month; `shade` is 0 for nothing to 4 for the busiest days of the year."""

    day: dt.date
    count: int
    shade: int
    missed: int  # addresses of the day the crawl knows and has not captured
    beyond: bool  # before the first or after the last day the archive has anything of


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMonth:
    """Weeks from Monday; None fills the cells of other months."""

    first: dt.date
    total: int
    weeks: tuple[tuple[CalendarDay | None, ...], ...]


def year_calendar(
    year: int,
    counts: Mapping[dt.date, int],
    held: tuple[dt.date, dt.date] | None = None,
    missed: Mapping[dt.date, int] | None = None,
) -> tuple[CalendarMonth, ...]:
    """The twelve months of a year.

    Args: counts: documents a day, other years are ignored. held: the first and last day the
        archive has anything of, None for nothing at all; an empty day within is a gap, one
        outside only says that nothing was captured yet. missed: addresses a day that the crawl
        knows of and has not captured.
    """
    busiest = max((count for day, count in counts.items() if day.year == year), default=0)
    weeks_from_monday = calendar.Calendar(firstweekday=calendar.MONDAY)
    months = []
    for month in range(1, 13):
        weeks = tuple(
            tuple(
                CalendarDay(
                    day=day,
                    count=counts.get(day, 0),
                    missed=(missed or {}).get(day, 0),
                    shade=_shade(counts.get(day, 0), busiest),
                    beyond=held is None or not held[0] <= day <= held[1],
                )
                if day.month == month
                else None
                for day in week
            )
            for week in weeks_from_monday.monthdatescalendar(year, month)
        )
        total = sum(cell.count for week in weeks for cell in week if cell is not None)
        months.append(CalendarMonth(first=dt.date(year, month, 1), total=total, weeks=weeks))
    return tuple(months)


def _shade(count: int, busiest: int) -> int:
    return -(-count * 4 // busiest) if count else 0
