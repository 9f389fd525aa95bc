"""Stretches of days, both ends inclusive, and the calendar sums that make them."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

QUARTER_MONTHS = 3
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both days included; None leaves that end open."""

    first: dt.date | None
    last: dt.date | None

    @property
    def swapped(self) -> bool:
        return self.first is not None and self.last is not None and self.last < self.first

    def put_right(self) -> Period:
        """The same period with its ends in order."""
        return Period(self.last, self.first) if self.swapped else self

    def intersect(self, other: Period) -> Period:
        """The days in both; may come out swapped when there are none."""
        firsts = [day for day in (self.first, other.first) if day is not None]
        lasts = [day for day in (self.last, other.last) if day is not None]
        return Period(max(firsts, default=None), min(lasts, default=None))

    def as_json(self) -> dict[str, str | None]:
        """{"first": "YYYY-MM-DD" | null, "last": …}"""
        return {
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }


def day(year: int, month: int, number: int) -> Period | None:
    """One day, None where the calendar has no such day."""
    try:
        only = dt.date(year, month, number)
    except ValueError:
        return None
    return Period(only, only)


def month(year: int, number: int) -> Period | None:
    """A whole month, None where there is no such month."""
    return months(year, number, number)


def months(year: int, first: int, last: int) -> Period | None:
    """From the first day of one month to the last day of another of the same year."""
    if not (dt.MINYEAR <= year <= dt.MAXYEAR and 1 <= first <= last <= 12):
        return None
    return Period(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


def quarter(year: int, number: int) -> Period | None:
    """A quarter of a year, 1 to 4."""
    last = number * QUARTER_MONTHS
    return months(year, last - QUARTER_MONTHS + 1, last) if 1 <= number <= 4 else None


def year(number: int) -> Period | None:
    """A whole year."""
    return months(number, 1, 12)


def week_of(today: dt.date, weeks_ago: int = 0) -> Period:
    """The week, Monday to Sunday, that `today` lies in, or one before it."""
    monday = today - dt.timedelta(days=today.weekday() + DAYS_A_WEEK * weeks_ago)
    return Period(monday, monday + dt.timedelta(days=DAYS_A_WEEK - 1))


def month_of(today: dt.date, months_ago: int = 0) -> Period | None:
    """The month that `today` lies in, or one before it."""
    index = today.year * 12 + today.month - 1 - months_ago
    return month(index // 12, index % 12 + 1)


def quarter_of(today: dt.date, quarters_ago: int = 0) -> Period | None:
    """The quarter that `today` lies in, or one before it."""
    index = today.year * 4 + (today.month - 1) // QUARTER_MONTHS - quarters_ago
    return quarter(index // 4, index % 4 + 1)


def last_days(today: dt.date, count: int) -> Period | None:
    """The `count` days that end today."""
    try:
        return Period(today - dt.timedelta(days=count - 1), today) if count > 0 else None
    except OverflowError:
        return None


def last_months(today: dt.date, count: int) -> Period | None:
    """From the day after the same date `count` months ago, to today."""
    index = today.year * 12 + today.month - 1 - count
    start_year, start_month = index // 12, index % 12 + 1
    if count <= 0 or start_year < dt.MINYEAR:
        return None
    number = min(today.day, calendar.monthrange(start_year, start_month)[1])
    return Period(dt.date(start_year, start_month, number) + dt.timedelta(days=1), today)
