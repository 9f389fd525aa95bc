"""Dates as people here type them, read as stretches of days.

Day comes before month, always. Understood, with or without marks:

    17/9/2021 · 17-9-2021 · 17.9.2021 · 2021-09-17 · 17 tháng 9 năm 2021 · ngày 17/9
    9/2021 · 2021-09 · tháng 9 năm 2021 · tháng chín/2021 · 2021 · năm 2021
    quý III/2021 · quý 3 năm 2021 · Q3/2021 · 6 tháng đầu năm 2021
    hôm nay · hôm qua · tuần này · tuần trước · tháng trước · quý này · năm ngoái · 7 ngày qua
    từ … đến … · 2020..2022 · 2020-2025 · [2024-03-01 TO 2024-03-31] · trước 1/7/2025 · >=2021

A point that names no year (17/9, tháng 9) is the latest one that is not after today; inside a
range it takes what it lacks from the other end. Pure: today is handed in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from archive.days import SPOKEN_MONTHS
from index.query import periods
from index.query.periods import Period

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SPOKEN = "|".join(SPOKEN_MONTHS)

_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
_YEAR = r"(?P<y>[12]\d{3})"
_DAY_WORD = r"(?:(?:ngày|ngay)\s+)?"
_MONTH_WORD = r"(?:tháng|thang)"
_YEAR_WORD = r"(?:năm|nam)"
_QUARTER_WORD = r"(?:quý|quí|quy)"
_QUARTER = rf"(?P<q>iv|i{{1,3}}|[1-4]|(?:{_SPOKEN})(?!\w))"
_OF_YEAR = rf"(?:\s*[/-]\s*|\s+(?:{_YEAR_WORD}\s+)?)"
# Not inside a word or a longer number, not followed by more of one: 1/2/2021 but not 1/2/2021/QH or 9/2021.5
_BEFORE = r"(?<![\w/-])(?<!(?<!\.)\.)"  # two full stops are a range's
_AFTER = r"(?!\w)(?![/.-]\w)"

_POINTS = tuple(
    re.compile(_BEFORE + pattern + _AFTER, re.IGNORECASE)
    for pattern in (
        rf"{_DAY_WORD}{_DAY}(?P<sep>[/.-]){_MONTH}(?P=sep){_YEAR}",
        rf"{_DAY_WORD}{_YEAR}(?P<sep>[/-])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01])",
        rf"{_DAY_WORD}{_DAY}\s+{_MONTH_WORD}\s+{_MONTH}(?:{_OF_YEAR}{_YEAR})?",
        rf"(?:{_MONTH_WORD}\s+)?{_MONTH}[/.-]{_YEAR}",
        rf"{_YEAR}[/-](?P<m>0[1-9]|1[0-2])",
        rf"{_MONTH_WORD}\s+(?:{_MONTH}|(?P<spoken>{_SPOKEN}))(?:{_OF_YEAR}{_YEAR})?",
        rf"{_QUARTER_WORD}\s+{_QUARTER}(?:{_OF_YEAR}{_YEAR})?",
        rf"q(?P<q>[1-4])\s*[/-]\s*{_YEAR}",
        rf"(?P<halves>[369])\s+{_MONTH_WORD}\s+(?P<end>đầu|dau|cuối|cuoi)\s+{_YEAR_WORD}\s+{_YEAR}",
        rf"{_DAY_WORD}{_DAY}[/-]{_MONTH}",
        rf"(?:ngày|ngay)\s+{_DAY}",
        rf"(?:{_YEAR_WORD}\s+)?{_YEAR}",
    )
)
_RANGE_DASH = re.compile(
    _BEFORE + rf"(?:{_YEAR_WORD}\s+)?(?P<a>[12]\d{{3}})\s?[-–]\s?(?P<b>[12]\d{{3}})" + _AFTER, re.IGNORECASE
)

_Relative = Callable[[dt.date, int], Period | None]
_RELATIVES: tuple[tuple[re.Pattern[str], _Relative], ...] = tuple(
    (re.compile(_BEFORE + rf"(?:{pattern})" + r"(?!\w)", re.IGNORECASE), made)
    for pattern, made in (
        ("hôm nay|hom nay|today", lambda today, _: periods.last_days(today, 1)),
        ("hôm qua|hom qua|yesterday", lambda today, _: _days_ago(today, 1)),
        ("hôm kia|hom kia", lambda today, _: _days_ago(today, 2)),
        ("tuần này|tuan nay|this week", lambda today, _: periods.week_of(today)),
        ("tuần (?:trước|qua|vừa qua)|tuan (?:truoc|qua|vua qua)|last week",
         lambda today, _: periods.week_of(today, 1)),
        ("tháng này|thang nay|this month", lambda today, _: periods.month_of(today)),
        ("tháng (?:trước|qua|vừa qua)|thang (?:truoc|qua|vua qua)|last month",
         lambda today, _: periods.month_of(today, 1)),
        ("(?:quý|quí) này|quy nay|this quarter", lambda today, _: periods.quarter_of(today)),
        ("(?:quý|quí) (?:trước|qua|vừa qua)|quy (?:truoc|qua|vua qua)|last quarter",
         lambda today, _: periods.quarter_of(today, 1)),
        ("năm nay|nam nay|this year", lambda today, _: periods.year(today.year)),
        ("năm (?:ngoái|trước|qua|vừa qua)|nam (?:ngoai|truoc|qua|vua qua)|last year",
         lambda today, _: periods.year(today.year - 1)),
        (r"(?P<n>\d{1,4}) (?:ngày|ngay) (?:qua|gần đây|gan day|vừa qua)|last (?P<n2>\d{1,4}) days",
         periods.last_days),
        (r"(?P<n>\d{1,3}) (?:tuần|tuan) (?:qua|gần đây|gan day|vừa qua)|last (?P<n2>\d{1,3}) weeks",
         lambda today, count: periods.last_days(today, 7 * count)),
        (r"(?P<n>\d{1,3}) (?:tháng|thang) (?:qua|gần đây|gan day|vừa qua)|last (?P<n2>\d{1,3}) months",
         periods.last_months),
        (r"(?P<n>\d{1,2}) (?:năm|nam) (?:qua|gần đây|gan day|vừa qua)|last (?P<n2>\d{1,2}) years",
         lambda today, count: periods.last_months(today, 12 * count)),
    )
)  # fmt: skip

_FROM = re.compile(r"(?<!\w)(?:từ|tu|from|since)\s+", re.IGNORECASE)
_TO = re.compile(
    r"\s*(?:\.\.+|…|→)\s*|\s+(?:đến|den|tới|toi|to|until)\s+(?:(?:hết|het)\s+)?|\s+[-–—]\s+", re.IGNORECASE
)
_UNTIL = re.compile(
    r"(?<!\w)(?:đến|den|tới|toi|until|to)\s+(?:(?:hết|het)\s+)?|(?<![\w.])(?:\.\.|…)\s*|<=\s*", re.IGNORECASE
)
_BEFORE_POINT = re.compile(r"(?<!\w)(?:trước|truoc|before)\s+|<\s*", re.IGNORECASE)
_AFTER_POINT = re.compile(r"(?<!\w)(?:sau|after)\s+|>\s*(?!=)", re.IGNORECASE)
_ONWARDS = re.compile(r"\s+(?:trở đi|tro di|đến nay|den nay|onwards?)(?!\w)|\s*(?:\.\.+|…)", re.IGNORECASE)
_AT_LEAST = re.compile(r">=\s*")
_BRACKETS = re.compile(r"[\[{]\s*(?P<a>[^\[\]{}]*?)\s*\bTO\b\s*(?P<b>[^\[\]{}]*?)\s*[\]}]")
_STARTS = re.compile(r"(?<![\w/.-])(?=\w)")
_EARLIEST_BARE_YEAR, _LATEST_BARE_YEAR = 1900, 2099
_YEARS_BACK = 9  # 1896 and 1904 are the leap years farthest apart
_LONGEST_POINT = 30  # characters of a date typed in figures
_MONTHS_BACK = 3  # every day up to the 31st
_SHAPED = re.compile(
    rf"(?<![\w/.-])\d{{1,2}}[/.-]\d{{1,4}}(?:[/.-]\d{{4}})?|\d{{4}}-\d\d-\d\d|"
    rf"(?<!\w)(?:\d{{1,2}}\s+)?(?:{_MONTH_WORD}|{_QUARTER_WORD})\s+\d{{1,2}}(?:{_OF_YEAR}\d{{4}})?",
    re.IGNORECASE,
)
"""What has the form of a date, whether or not the calendar has that day."""


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A date in a text; `text[start:end]` is how it was written."""

    start: int
    end: int
    period: Period
    swapped: bool = False  # the ends stood the wrong way round and were put right


@dataclass(frozen=True, slots=True)
class _Point:
    """What one date names: some of year, quarter, month, day, or a period found otherwise."""

    end: int
    year: int | None = None
    months: tuple[int, int] | None = None
    day: int | None = None
    fixed: Period | None = None

    @property
    def complete(self) -> bool:
        return self.fixed is not None or self.year is not None

    @property
    def names_a_day(self) -> bool:
        return self.year is not None and self.day is not None

    def period(self) -> Period | None:
        """The days it names; None where the calendar lacks them or the year is not known."""
        if self.fixed is not None or self.year is None:
            return self.fixed
        if self.months is None:
            return periods.year(self.year) if self.day is None else None
        if self.day is not None:
            return periods.day(self.year, self.months[0], self.day)
        return periods.months(self.year, *self.months)

    def filled_from(self, other: _Point) -> _Point:
        """This point with the month and year it lacks taken from `other`."""
        if self.fixed is not None or self.year is not None:
            return self
        known = replace(self, year=other.year)
        if known.months is None and known.day is not None:
            known = replace(known, months=other.months)
        return known

    def latest(self, today: dt.date) -> _Point:
        """This point in the latest year (for a day alone: month) that has it and does not put it after today.

        29/2 is that of the last leap year; itself, naming no days, where no year has it (31/4).
        """
        if self.complete:
            return self
        for back in range(_MONTHS_BACK if self.months is None else _YEARS_BACK):
            if self.months is None:
                month = periods.month_of(today, back)
                if month is None or month.first is None:
                    break
                number = month.first.month
                point = replace(self, year=month.first.year, months=(number, number))
            else:
                point = replace(self, year=today.year - back)
            period = point.period()
            if period is not None and period.first is not None and period.first <= today:
                return point
        return self


def read_period(text: str, today: dt.date) -> Period | None:
    """The days that `text` as a whole names; None when it is no date or no such day exists."""
    found = read_at(text.strip(), 0, today)
    return found.period if found is not None and found.end == len(text.strip()) else None


def read_at(text: str, start: int, today: dt.date) -> PeriodSpan | None:
    """The longest date, range or open range that begins exactly at `start`."""
    read = _range_at(text, start, today) or _open_range_at(text, start, today)
    if read is not None:
        return read
    point = _point_at(text, start, today)
    if point is None:
        return None
    period = point.latest(today).period()
    return PeriodSpan(start, point.end, period) if period is not None else None


def shaped_like_a_date(text: str) -> bool:
    """Whether `text` has the form of a date, be it one no calendar has: 31/4, tháng 13."""
    return _SHAPED.fullmatch(text.strip()) is not None


def find_periods(text: str, today: dt.date) -> Iterator[PeriodSpan]:
    """Dates that stand in `text` among other words, in order, none overlapping.

    Stricter than `read_at`: a date among words must name its year or be relative to
    today, a bare year must be one of the last or of this century, and a range with one end
    only must begin or end on a day: "đến năm 2020" is mostly no wish about dates.
    """
    at = 0
    while (begin := _STARTS.search(text, at)) is not None:
        found = _among_words(text, begin.start(), today)
        if found is None:
            other = _SHAPED.match(text, begin.start())  # nothing in "30 tháng 2 năm 2021" is a date
            at = other.end() if other is not None else begin.start() + 1
        else:
            yield found
            at = found.end


def _among_words(text: str, start: int, today: dt.date) -> PeriodSpan | None:
    ranged = _range_at(text, start, today, strict=True)
    if ranged is None:
        ranged = _open_range_at(text, start, today, strict=True)
        if ranged is not None and _half_a_range(text, ranged):
            return None
    if ranged is not None:
        return ranged
    point = _point_at(text, start, today)
    if point is None or not point.complete or (period := point.period()) is None:
        return None
    if point.months is None and point.fixed is None and not _plausible(point.year):
        return None
    return PeriodSpan(start, point.end, period)


def _half_a_range(text: str, ranged: PeriodSpan) -> bool:
    """Whether the other end is written too, and is a day no calendar has: "từ 30/2/2021 đến 5/3/2021"."""
    joint = _TO.match(text, ranged.end)
    if joint is not None and _SHAPED.match(text, joint.end()) is not None:
        return True
    before = text[max(0, ranged.start - _LONGEST_POINT) : ranged.start].rstrip()
    ends = [one.end() for one in _SHAPED.finditer(before)]
    return ranged.period.first is None and len(before) in ends


def _plausible(year: int | None) -> bool:
    return year is not None and _EARLIEST_BARE_YEAR <= year <= _LATEST_BARE_YEAR


def _range_at(text: str, start: int, today: dt.date, *, strict: bool = False) -> PeriodSpan | None:
    if (brackets := _BRACKETS.match(text, start)) is not None:
        return _bracketed(brackets, today)
    if (years := _RANGE_DASH.match(text, start)) is not None:
        first, last = periods.year(int(years["a"])), periods.year(int(years["b"]))
        if first is not None and last is not None and (not strict or _plausible(int(years["a"]))):
            return _spanning(start, years.end(), first, last)
    opening = _FROM.match(text, start)
    low = _point_at(text, opening.end() if opening else start, today)
    joint = _TO.match(text, low.end) if low is not None else None
    high = _point_at(text, joint.end(), today) if joint is not None else None
    if low is None or high is None or (strict and not (low.complete or high.complete)):
        return None
    high = high.filled_from(low).latest(today)
    low = low.filled_from(high)
    first, last = low.period(), high.period()
    return _spanning(start, high.end, first, last) if first is not None and last is not None else None


def _bracketed(brackets: re.Match[str], today: dt.date) -> PeriodSpan | None:
    ends = [brackets["a"].strip("* "), brackets["b"].strip("* ")]
    read = [read_period(end, today) if end else Period(None, None) for end in ends]
    if read[0] is None or read[1] is None or not any(ends):
        return None
    return _spanning(brackets.start(), brackets.end(), read[0], read[1])


def _spanning(start: int, end: int, low: Period, high: Period) -> PeriodSpan:
    if low.first is not None and high.last is not None and low.first > high.last:
        return PeriodSpan(start, end, Period(high.first, low.last), swapped=True)
    return PeriodSpan(start, end, Period(low.first, high.last))


def _open_range_at(text: str, start: int, today: dt.date, *, strict: bool = False) -> PeriodSpan | None:
    """A range with one end: "từ …", "đến …", "trước …", "sau …", ">=…", "2020..", "… trở đi"."""
    openings = ((_FROM, "from"), (_AT_LEAST, "from"), (_UNTIL, "to"), (_BEFORE_POINT, "before"))
    for pattern, meaning in (*openings, (_AFTER_POINT, "after")):
        if (opening := pattern.match(text, start)) is None:
            continue
        point = _point_at(text, opening.end(), today)
        if point is None or (strict and not point.names_a_day):
            continue
        period = point.latest(today).period()
        if period is None or period.first is None or period.last is None:
            continue
        onwards = _ONWARDS.match(text, point.end) if meaning == "from" else None
        return PeriodSpan(start, onwards.end() if onwards else point.end, _opened(period, meaning))
    point = _point_at(text, start, today)
    onwards = _ONWARDS.match(text, point.end) if point is not None else None
    if point is None or onwards is None or (strict and not point.names_a_day):
        return None
    period = point.latest(today).period()
    return PeriodSpan(start, onwards.end(), Period(period.first, None)) if period is not None else None


def _opened(period: Period, meaning: str) -> Period:
    one_day = dt.timedelta(days=1)
    match meaning:
        case "from":
            return Period(period.first, None)
        case "to":
            return Period(None, period.last)
        case "before":
            return Period(
                None, period.first - one_day if period.first and period.first > dt.date.min else None
            )
        case _:
            return Period(period.last + one_day if period.last and period.last < dt.date.max else None, None)


def _point_at(text: str, start: int, today: dt.date) -> _Point | None:
    """The longest point in time that begins at `start`."""
    best: _Point | None = None
    for pattern, made in _RELATIVES:
        if (found := pattern.match(text, start)) is not None:
            count = next((int(group) for group in found.groups() if group), 0)
            period = made(today, count)
            if period is not None:
                return _Point(found.end(), fixed=period)
    for pattern in _POINTS:
        found = pattern.match(text, start)
        if found is not None and (best is None or found.end() > best.end):
            best = _point(found)
    return best


def _point(found: re.Match[str]) -> _Point:
    named = {name: value.lower() for name, value in found.groupdict().items() if value}
    year = int(named["y"]) if "y" in named else None
    day = int(named["d"]) if "d" in named else None
    months: tuple[int, int] | None = None
    if "m" in named:
        months = (int(named["m"]), int(named["m"]))
    elif "spoken" in named:
        spoken = SPOKEN_MONTHS[named["spoken"]]
        months = (spoken, spoken)
    elif "q" in named:
        number = _ROMAN.get(named["q"]) or SPOKEN_MONTHS.get(named["q"]) or int(named["q"])
        months = (3 * number - 2, 3 * number)
    elif "halves" in named:
        count = int(named["halves"])
        months = (1, count) if named["end"] in {"đầu", "dau"} else (13 - count, 12)
    return _Point(found.end(), year=year, months=months, day=day)


def _days_ago(today: dt.date, count: int) -> Period:
    day = today - dt.timedelta(days=count)
    return Period(day, day)
