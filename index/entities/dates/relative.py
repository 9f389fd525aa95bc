"""Days told from the day of publication: "hôm qua", "tuần trước", "đầu năm nay"."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_STEPS = {"nay": 0, "này": 0, "qua": -1, "trước": -1, "ngoái": -1, "kia": -2, "mai": 1, "sau": 1, "tới": 1}


NUMBER_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_NOT_COUNTED = "".join(
    [
        r"(?:(?<!\d )|(?<=lớp \d )|(?<=lớp \d\d )|(?=(?:hôm|sáng|trưa|chiều|tối|đêm) ))",
        *(rf"(?:(?<!(?<!\w){word} )|(?<=thứ {word} ))" for word in NUMBER_WORDS),
        *(rf"(?<!(?<!\w){word} )" for word in ("nhiều", "mấy", "các", "những", "bao", "vài", "hàng", "chục")),
    ]
)
"""Neither "ba năm nay" nor "nhiều năm nay" is a year; "thứ hai tuần trước", "3h30 sáng nay" are told days."""
RELATIVE = re.compile(
    rf"(?<!\w){_NOT_COUNTED}(?:(?P<part>đầu|giữa|cuối)[ \u00a0]+)?"
    r"(?P<w>hôm (?:nay|qua|kia)|ngày (?:mai|kia)|(?:sáng|trưa|chiều|tối|đêm) (?:nay|qua|mai)|"
    r"(?:tuần|tháng) (?:này|trước|qua|sau|tới)|quý (?:này|trước|sau|tới)|"
    r"năm (?:nay|ngoái|trước|sau|tới))(?!\w)(?! đó(?!\w))",
    re.IGNORECASE,
)
_COUNT = r"(?:\d{1,3}|" + "|".join(NUMBER_WORDS) + ")"
AGO = re.compile(
    rf"(?<!\w)(?:cách đây (?:khoảng )?(?P<n>{_COUNT}) (?P<u>ngày|tuần|tháng|năm)|"
    rf"(?<!thứ )(?P<n2>{_COUNT}) (?P<u2>ngày|tuần|tháng|năm) trước(?! (?:đó|khi|ngày|Tết|bầu|thời)))(?!\w)",
    re.IGNORECASE,
)
_YEAR_BEHIND = re.compile(
    r"[ \u00a0]+(?:của[ \u00a0]+)?năm[ \u00a0]+(?P<told>nay|ngoái|trước|sau|tới)(?!\w)", re.I
)
_AHEAD = re.compile(r"[ \u00a0]+(?:tới đây|sắp tới|tới(?=[ \u00a0]*(?:[.,;)]|$)))(?!\w)", re.IGNORECASE)


def year_told_behind(text: str, end: int, month: int, day_of_month: int, day: dt.date | None) -> int | None:
    """The year that "năm ngoái", "năm nay" or "tới đây" behind a day or month tells, as of `day`."""
    if day is None:
        return None
    if (told := _YEAR_BEHIND.match(text, end)) is not None:
        return day.year + _STEPS[told["told"].casefold()]
    if _AHEAD.match(text, end) is not None:
        return day.year + ((month, day_of_month) < (day.month, day.day))
    return None


def count_of(words: str) -> int:
    """A small number in figures or words."""
    return int(words) if words.isdigit() else NUMBER_WORDS.index(words.casefold()) + 1


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


def told_ago(count: int, unit: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of "cách đây 3 tháng" as told on `day`; the unit is ngày, tuần, tháng or năm."""
    if unit == "ngày":
        there = day - dt.timedelta(days=count)
        return there, there
    if unit == "tuần":
        return week(day, -count)
    if unit == "tháng":
        return months_of(day, -count)
    return dt.date(day.year - count, 1, 1), dt.date(day.year - count, 12, 31)


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
