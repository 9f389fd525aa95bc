"""Days as they stand in an address: ISO years, months and days, widened to whole periods."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from index.query.periods import Period

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_EARLIEST_YEAR = 1800  # no paper of ours is older, and a typing slip is more likely
_LATEST_YEAR = 2200


ANY_DAY = Period(None, None)
"""The period that leaves no day out."""


def period_parameters(period: Period) -> list[tuple[str, str]]:
    """A period as parameters of an address: `on` a day, month or year, or `from` and `to`."""
    if period.first is not None and period.first == period.last:
        return [("on", period.first.isoformat())]
    name = same_period(period)
    if name is not None:
        return [("on", name)]
    pairs = (("from", period.first), ("to", period.last))
    return [(name, day.isoformat()) for name, day in pairs if day is not None]


def iso_day(value: object) -> dt.date | None:
    """A day as a document's form states it: a date or its ISO text; None for anything else."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def iso_period(text: str) -> Period:
    """ "2024", "2024-03" or "2024-03-15" as the whole year, month or day.

    Raises: ValueError when it is none of these, or no day of the calendar.
    """
    found = _ISO.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise ValueError(text)
    if month is None:
        return year_period(year)
    if day is None:
        return month_period(year, month)
    only = dt.date(year, month, day)
    return Period(only, only)


def year_period(year: int) -> Period:
    """The whole year."""
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def month_period(year: int, month: int) -> Period:
    """The whole month. Raises: ValueError for a month outside 1 to 12."""
    first = dt.date(year, month, 1)
    return Period(first, first.replace(day=calendar.monthrange(year, month)[1]))


def quarter_period(year: int, quarter: int) -> Period:
    """The whole quarter, 1 to 4. Raises: ValueError for another."""
    first = dt.date(year, quarter * 3 - 2, 1)
    return Period(first, month_period(year, quarter * 3).last)


def week_period(day: dt.date) -> Period:
    """The week of a day, from Monday."""
    monday = day - dt.timedelta(days=day.weekday())
    return Period(monday, monday + dt.timedelta(days=6))


def same_period(period: Period) -> str | None:
    """The calendar's name of a period, "2024" or "2024-03", or None for any other."""
    first, last = period.first, period.last
    if first is None or last is None:
        return None
    if period == year_period(first.year):
        return f"{first.year:04d}"
    if period == month_period(first.year, first.month):
        return f"{first.year:04d}-{first.month:02d}"
    return None


def wider(period: Period) -> Period | None:
    """The month of a day, the year of a month, every day of a year; None when it is open already."""
    if period == ANY_DAY:
        return None
    first, last = period.first, period.last
    if first is None or last is None:
        return ANY_DAY
    if first == last:
        return month_period(first.year, first.month)
    if (first.year, first.month) == (last.year, last.month) or (
        first.year == last.year and period != year_period(first.year)
    ):
        return year_period(first.year)
    return ANY_DAY
