"""Days told from the day of publication: "hôm qua", "tuần trước", "đầu năm nay"."""

from __future__ import annotations

import calendar
import datetime as dt

_STEPS = {"nay": 0, "này": 0, "qua": -1, "trước": -1, "ngoái": -1, "kia": -2, "mai": 1, "sau": 1, "tới": 1}


def told_from(words: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of "hôm qua", "tuần trước", "năm nay" as told on `day`; weeks begin on Monday."""
    unit, _, rest = words.partition(" ")
    step = 2 if words == "ngày kia" else _STEPS[rest]
    if unit == "tuần":
        return week(day, step)
    if unit == "tháng":
        return months_of(day, step)
    if unit == "quý":
        first = (day.month - 1) // 3 * 3 + 1
        lo, _ = months_of(day.replace(day=1, month=first), 3 * step)
        return lo, months_of(lo, 2)[1]
    if unit == "năm":
        return dt.date(day.year + step, 1, 1), dt.date(day.year + step, 12, 31)
    there = day + dt.timedelta(days=step)
    return there, there


def week(day: dt.date, step: int) -> tuple[dt.date, dt.date]:
    """The week of `day`, or one `step` weeks off."""
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=step)
    return monday, monday + dt.timedelta(days=6)


def months_of(day: dt.date, step: int) -> tuple[dt.date, dt.date]:
    """The month of `day`, or one `step` months off."""
    months = day.year * 12 + day.month - 1 + step
    year, month = months // 12, months % 12 + 1
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def part_of(part: str, lo: dt.date, hi: dt.date) -> tuple[dt.date, dt.date]:
    """The "đầu", "giữa" or "cuối" of a span of days: its first, second or last third."""
    third = ((hi - lo).days + 1) // 3
    if part == "đầu":
        return lo, lo + dt.timedelta(days=third - 1 if third else 0)
    if part == "giữa":
        return lo + dt.timedelta(days=third), hi - dt.timedelta(days=third)
    return hi - dt.timedelta(days=third - 1 if third else 0), hi
