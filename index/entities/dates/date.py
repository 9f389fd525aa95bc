"""Dates in running Vietnamese text: found, read, and resolved against the day of publication.

Three kinds are told apart by `DateSpan.kind`:

    calendar    what stands on a calendar: "ngày 17/9", "tháng 9 năm 2021", "quý III/2021", "năm 2020"
    relative    told from the day of publication: "hôm qua", "sáng nay", "tuần trước"
    period      several years: "nhiệm kỳ 2020-2025", "giai đoạn 2021 - 2030"

What other words of the text tell of a date's year stands in `index.entities.dates.evidence`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from archive.days import SPOKEN_MONTHS
from index.entities.dates.relative import (
    AGO,
    RELATIVE,
    count_of,
    part_of,
    told_ago,
    told_from,
    year_told_behind,
)

_DASH = r"\-\u2010\u2011\u2012\u2013\u2014\u2212"
_B = r"[ \t\u00a0]{0,3}(?:\n(?![ \t\u00a0]*\n)[ \t\u00a0]{0,3})?"
"""Blanks inside a date: a line may end in it, a paragraph may not."""
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:1[3-9]\d\d|20\d\d)"
_NOT_BEFORE = rf"(?<!\w)(?<!\w[./,:{_DASH}])"
_NOT_AFTER = rf"(?![\w%°])(?![./,:{_DASH}]\d)(?!/[^\W\d_])"

_MONTH_WORDS = {**SPOKEN_MONTHS, "chạp": 12}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in a text: `text[start:end]` as written, and what of it is stated."""

    start: int
    end: int
    kind: str  # "calendar", "relative" or "period"
    iso: str | None  # what the text alone states: 2021-09-17, 2021-09, 2021-Q3, 2021; None without a year
    lo: dt.date | None  # first and last day, resolved; None when it cannot be
    hi: dt.date | None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None  # of "ngày 10-18/9"


_MONTH_NAME = (
    rf"(?P<m>{_MONTH}|một|giêng|hai|ba|tư|năm(?={_B}năm)|sáu|bảy|tám|chín|mười(?:{_B}(?:một|hai))?|chạp)"
    r"(?!\w)"
)
_SECOND_DAY = rf"(?:{_B}(?:[{_DASH},]|và|đến){_B}(?P<d2>{_DAY}))?"
_IN_YEAR = rf"(?:{_B}[./{_DASH}]{_B}(?P<y>{_YEAR})|{_B},?{_B}(?:của{_B})?năm{_B}(?P<y2>{_YEAR}))(?!\d)"

_WORDS = re.compile(
    rf"(?<!\w)(?:ngày{_B})?(?:ngày|mùng|mồng){_B}(?P<d>{_DAY}){_SECOND_DAY}"
    rf"{_B},?{_B}tháng{_B}{_MONTH_NAME}(?:{_IN_YEAR})?",
    re.IGNORECASE,
)
_NO_DAY_WORD = re.compile(rf"{_NOT_BEFORE}(?P<d>{_DAY}){_B}tháng{_B}{_MONTH_NAME}{_IN_YEAR}", re.IGNORECASE)
_NUMERIC = re.compile(
    rf"(?<!\w)(?:ngày{_B})?(?:ngày|mùng|mồng){_B}(?P<d>{_DAY}){_SECOND_DAY}"
    rf"{_B}[./{_DASH}]{_B}(?P<m>{_MONTH})(?:{_IN_YEAR})?(?=[{_DASH}]{_DAY}/{_MONTH}(?!\d)|{_NOT_AFTER})",
    re.IGNORECASE,
)
_RANGE_END = rf"(?:[{_DASH}]{_DAY}(?P<e>[./])(?:{_MONTH})(?:(?P=e){_YEAR})?{_NOT_AFTER})"
"""The other end of "1/3-5/4/2021", written without blanks; it does not make the first end a number."""
_NOT_AFTER_END = rf"(?={_RANGE_END}|{_NOT_AFTER})"
_BARE_FULL = re.compile(
    rf"{_NOT_BEFORE}(?P<d>{_DAY})(?P<s>[./{_DASH}])(?P<m>{_MONTH})(?P=s)(?P<y>{_YEAR}){_NOT_AFTER_END}"
)
_ISO = re.compile(rf"{_NOT_BEFORE}(?P<y>{_YEAR})(?P<s>[-/])(?P<m>{_MONTH})(?P=s)(?P<d>{_DAY}){_NOT_AFTER}")
_SURE_CUES = r"sáng|trưa|chiều|tối|đêm|khuya|hôm|khánh|lễ|dịp|\d{1,2}h(?:\d\d)?|giờ|phút"
_OTHER_CUES = r"(?:hôm|sáng|trưa|chiều|tối|đêm) qua|từ|đến|tới|vào|trước|sau|hết|và|nay|lúc"
_BARE_SHORT = re.compile(rf"(?<!\d)(?P<d>{_DAY})(?P<s>[./{_DASH}])(?P<m>{_MONTH}){_NOT_AFTER_END}")
_TOLD = r"(?:hôm|sáng|trưa|chiều|tối|đêm|ngày) (?:nay|qua|mai|kia)|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật"
_CUE_BEFORE = re.compile(
    rf"(?:(?<!\w)(?P<cue>{_SURE_CUES}|{_OTHER_CUES}){_B}|(?<!\w)(?P<told>{_TOLD}){_B}[(,]{_B}|[(,]{_B}"
    rf"|(?<=\s)[{_DASH}]{_B})$",
    re.IGNORECASE,
)
_LONGEST_CUE = 20
_BARE_DAYS = re.compile(
    rf"{_NOT_BEFORE}(?P<d>{_DAY})(?P<s>[{_DASH}])(?P<d2>{_DAY})/(?P<m>{_MONTH})(?:/(?P<y>{_YEAR}))?{_NOT_AFTER}"
)
"""Two days of a month, "(21-22/6)", "từ 19-21/6/2021"."""
_OTHER_END = re.compile(
    rf"{_B}[{_DASH}]{_B}(?P<d>{_DAY})(?P<s>[./{_DASH}])(?P<m>{_MONTH})(?:(?P=s)(?P<y>{_YEAR}))?{_NOT_AFTER}"
)
_MONTH_YEAR = re.compile(rf"{_NOT_BEFORE}(?P<m>{_MONTH})[/{_DASH}](?P<y>{_YEAR}){_NOT_AFTER}")
_TIME_BEFORE = re.compile(
    r"(?:(?<!\w)(?:từ|đến|tới|vào|hết|trước|sau|và|đầu|giữa|cuối|khoảng|nay|dự kiến)"
    rf"{_B}|\({_B}|tháng:{_B})$",
    re.IGNORECASE,
)
"""A month without its word, "từ 6/2019 đến nay"; "tỷ lệ 1/2000" is none, nor is "quyết định 11/2017"."""
_NAMED_DAY = re.compile(
    rf"(?<!\w)(?:Ngày|Lễ|Tết|Quốc khánh|kỷ niệm)(?: [^\W\d_]+){{1,8}} \(?"
    rf"(?P<d>{_DAY})(?P<s>[/\-])(?P<m>{_MONTH}){_NOT_AFTER}"
)
_COUNTS = re.compile(
    rf"{_B}(?:giờ|phút|ngày|tuần|tháng|năm|lần|người|hộ|triệu|tỷ|nghìn|ngàn|km|ha|tấn|mét|m|%|tuổi|con|chiếc)(?!\w)",
    re.IGNORECASE,
)
_MONEY = r"đồng(?! (?:chí|tình|ý|loạt|chủ|thời|bào|hành|phục|hương))"
_THINGS_TOO = re.compile(
    rf"{_COUNTS.pattern}|{_B}(?:điểm|{_MONEY}|tỉ|nhà|phòng|suất|cây|lít|kg|vụ|trận|bài|câu|cm|loại|"
    r"thành viên|bữa|lớp|cấp)(?!\w)",
    re.IGNORECASE,
)
"""What numbers count too, where no word for a part of the day stands before: "sáng 28/10 nhà trường"."""
_SURE_CUE = re.compile(_SURE_CUES, re.IGNORECASE)
_DAY_ALONE = re.compile(
    rf"(?<!\w)ngày{_B}(?P<d>{_DAY})(?={_B}(?:đến|tới|và|[{_DASH},]){_B}(?:hết{_B})?ngày{_B}\d)",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(
    rf"(?<!\w)(?<!\d )(?<!ách mạng )(?<!ÁCH MẠNG )tháng{_B}{_MONTH_NAME}(?:{_IN_YEAR})?", re.IGNORECASE
)
_QUARTER = re.compile(
    rf"(?<!\w)qu[ýí]{_B}(?P<q>I{{1,3}}|IV|[1-4])(?!\w)(?:{_IN_YEAR})?",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(rf"(?<!\w)(?:năm|(?<=sinh )năm{_B}:){_B}(?P<y>{_YEAR})(?!\w)", re.IGNORECASE)
_PERIOD = re.compile(
    rf"(?<!\w)(?:nhiệm kỳ|giai đoạn|thời kỳ|niên khóa|năm học|khóa){_B}"
    rf"(?:\w{{1,6}}{_B},?{_B}(?:nhiệm kỳ{_B})?)?\(?(?P<y>{_YEAR}){_B}[{_DASH}]{_B}(?P<y2>{_YEAR})(?!\w)",
    re.IGNORECASE,
)
_LUNAR = re.compile(
    rf"{_B}(?:(?:[\w ]{{0,14}}\W?)?(?:âm lịch|AL(?!\w)|Âm lịch)"
    r"|năm (?:Giáp|Ất|Bính|Đinh|Mậu|Kỷ|Canh|Tân|Nhâm|Quý) "
    r"(?:Tý|Sửu|Dần|Mão|Thìn|Tỵ|Tị|Ngọ|Mùi|Thân|Dậu|Tuất|Hợi)(?!\w))"
)


def find_dates(text: str, day: dt.date | None = None) -> list[DateSpan]:
    """Every date of `text` (NFC), in order, none overlapping.

    Args: day: the day of publication, against which what states no year is resolved: to the
        nearest such day, the past winning a tie by half a year. Without it `lo`, `hi` stay None there.
    """
    taken: list[DateSpan] = []
    covered = bytearray(len(text) + 1)
    for pattern, read in _READERS:
        for found in pattern.finditer(text):
            span = read(found, day)
            if span is None or covered.find(1, span.start, span.end) >= 0:
                continue
            covered[span.start : span.end] = b"\x01" * (span.end - span.start)
            taken.append(span)
    ends = [_other_end(text, span, covered, day) for span in taken]
    taken.extend(span for span in ends if span is not None)
    taken.sort(key=lambda span: span.start)
    return _months_from_neighbours(taken, day)


def _other_end(text: str, span: DateSpan, covered: bytearray, day: dt.date | None) -> DateSpan | None:
    """The second date of "3/3/1959-3/3/2024", "từ 28/9 - 2/10"."""
    if span.kind != "calendar" or span.month is None or span.day is None:
        return None
    found = _OTHER_END.match(text, span.end)
    if found is None or covered.find(1, found.start("d"), found.end()) >= 0:
        return None
    return day_span(
        found.start("d"), found.end(), _int(found["y"]), int(found["m"]), int(found["d"]), None, day
    )


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else _MONTH_WORDS.get(" ".join(text.casefold().split()))


def _year_of(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    return _int(groups.get("y") or groups.get("y2"))


def _calendar(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    """A day with its month, perhaps the year, perhaps a second day of the same month."""
    month, first, last = _month(found["m"]), int(found["d"]), _int(found.groupdict().get("d2"))
    if month is None or (last is not None and last <= first) or _LUNAR.match(found.string, found.end()):
        return None
    if found["m"].casefold() in ("giêng", "chạp"):
        return None  # months of the lunar year alone
    return _told(found, day_span(found.start(), found.end(), _year_of(found), month, first, last, day), day)


def _told(found: re.Match[str], span: DateSpan | None, day: dt.date | None) -> DateSpan | None:
    """The span in the year that words behind it tell: "15/9 năm ngoái", "11-11 tới đây"."""
    if span is None or span.iso is not None or span.month is None:
        return span
    year = year_told_behind(found.string, span.end, span.month, span.day or 1, day)
    if year is None:
        return span
    if span.day is None:
        return replace(month_span(span.start, span.end, year, span.month), iso=None)
    in_year = day_span(span.start, span.end, year, span.month, span.day, span.last_day, None)
    return replace(in_year, iso=None) if in_year is not None else None


def _days(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    """Two days of one month without "ngày": where words of time stand before them, or the year behind."""
    cued = _CUE_BEFORE.search(found.string, max(0, found.start() - _LONGEST_CUE), found.start())
    return _calendar(found, day) if found["y"] or cued else None


def _short(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    """A bare "17/9": a date only where the words before it speak of time."""
    before = _CUE_BEFORE.search(found.string, max(0, found.start() - _LONGEST_CUE), found.start())
    if before is None:
        return None
    cue = before["cue"] or before["told"] or ""
    if found["s"] == "." and not _SURE_CUE.fullmatch(cue):
        return None
    counts = _COUNTS if _SURE_CUE.fullmatch(cue) else _THINGS_TOO
    if counts.match(found.string, found.end()) is not None:
        return None  # "từ 3-4 giờ"
    if (not cue and found["s"] != "/") or _LUNAR.match(found.string, found.end()):
        return None
    month, first = int(found["m"]), int(found["d"])
    return day_span(found.start("d"), found.end(), None, month, first, None, day)


def _named_day(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    """As in "Ngày Gia đình Việt Nam 28/6"."""
    return day_span(found.start("d"), found.end(), None, int(found["m"]), int(found["d"]), None, day)


def day_span(
    start: int, end: int, year: int | None, month: int, first: int, last: int | None, day: dt.date | None
) -> DateSpan | None:
    """The span of a day, or of the days `first` to `last` of a month; None when there is no such day.

    Args: year: None when the text states none: that nearest to `day` is taken then, `iso` staying None.
    """
    if first > calendar.monthrange(year or 2000, month)[1]:
        return None
    iso = f"{year:04d}-{month:02d}-{first:02d}" if year else None
    known = year or _nearest_year(month, first, day)
    lo = hi = None
    if known is not None:
        length = calendar.monthrange(known, month)[1]
        lo = dt.date(known, month, min(first, length))
        hi = dt.date(known, month, min(last or first, length))
    return DateSpan(start, end, "calendar", iso, lo, hi, month, first, last)


def _nearest_year(month: int, day_of_month: int, day: dt.date | None) -> int | None:
    if day is None:
        return None
    candidates = []
    for year in (day.year - 1, day.year, day.year + 1):
        there = dt.date(year, month, min(day_of_month, calendar.monthrange(year, month)[1]))
        candidates.append((abs((there - day).days), year))
    return min(candidates)[1]


def _day_only(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    del day
    return DateSpan(found.start(), found.end(), "calendar", None, None, None, None, int(found["d"]))


def _month_alone(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    month = _month(found["m"])
    if month is None or _LUNAR.match(found.string, found.end()):
        return None
    year = _year_of(found)
    if year is None and found["m"].casefold() in ("giêng", "chạp", "hai", "ba", "một"):
        return None  # months of the lunar year; a "tháng hai" of the solar one is written with its year
    known = year or _nearest_year(month, 15, day)
    if known is None:
        return DateSpan(found.start(), found.end(), "calendar", None, None, None, month)
    span = month_span(found.start(), found.end(), known, month)
    return span if year else _told(found, replace(span, iso=None), day)


def month_span(start: int, end: int, year: int, month: int) -> DateSpan:
    """The span of a whole month."""
    lo, hi = dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return DateSpan(start, end, "calendar", f"{year:04d}-{month:02d}", lo, hi, month)


def _month_year(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    del day
    if _TIME_BEFORE.search(found.string, max(0, found.start() - 12), found.start()) is None:
        return None
    return month_span(found.start(), found.end(), int(found["y"]), int(found["m"]))


def _quarter(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    quarter = _QUARTERS[found["q"].casefold()]
    year = _year_of(found)
    iso = f"{year:04d}-Q{quarter}" if year else None
    last = quarter * 3
    told = year_told_behind(found.string, found.end(), last, 1, day)
    known = year or told or (day.year if day else None)
    if known is None:
        return DateSpan(found.start(), found.end(), "calendar", None, None, None)
    hi = dt.date(known, last, calendar.monthrange(known, last)[1])
    return DateSpan(found.start(), found.end(), "calendar", iso, dt.date(known, last - 2, 1), hi)


def _year(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    del day
    year = int(found["y"])
    span = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return DateSpan(found.start(), found.end(), "calendar", f"{year:04d}", *span)


def _period(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    del day
    first, last = int(found["y"]), int(found["y2"])
    if last < first:
        return None
    iso = f"{first:04d}/{last:04d}"
    return DateSpan(found.start(), found.end(), "period", iso, dt.date(first, 1, 1), dt.date(last, 12, 31))


def _relative(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    words, part = " ".join(found["w"].casefold().split()), (found["part"] or "").casefold()
    start = found.start()
    lo = hi = None
    if part and words.split()[0] not in ("tuần", "tháng", "quý", "năm"):
        part, start = "", found.start("w")
    if day is not None:
        lo, hi = told_from(words, day)
        if part:
            lo, hi = part_of(part, lo, hi)
    return DateSpan(start, found.end(), "relative", None, lo, hi)


def _ago(found: re.Match[str], day: dt.date | None) -> DateSpan | None:
    count, unit = count_of(found["n"] or found["n2"]), (found["u"] or found["u2"]).casefold()
    if count == 0 or (unit in ("tuần", "tháng", "năm") and count > 99):
        return None
    lo, hi = told_ago(count, unit, day) if day is not None else (None, None)
    return DateSpan(found.start(), found.end(), "relative", None, lo, hi)


_Reader = Callable[[re.Match[str], dt.date | None], DateSpan | None]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_PERIOD, _period),
    (_WORDS, _calendar),
    (_NUMERIC, _calendar),
    (_NO_DAY_WORD, _calendar),
    (_ISO, _calendar),
    (_BARE_DAYS, _days),
    (_BARE_FULL, _calendar),
    (_DAY_ALONE, _day_only),
    (_BARE_SHORT, _short),
    (_NAMED_DAY, _named_day),
    (_QUARTER, _quarter),
    (_MONTH_ALONE, _month_alone),
    (_MONTH_YEAR, _month_year),
    (_YEAR_ALONE, _year),
    (RELATIVE, _relative),
    (AGO, _ago),
)
"""Longer forms first: what an earlier reader took, a later one may not touch."""


def _months_from_neighbours(spans: list[DateSpan], day: dt.date | None) -> list[DateSpan]:
    """As in "từ ngày 10 đến ngày 15/9": a day without its month takes that of the next date."""
    resolved: list[DateSpan] = []
    for at, span in enumerate(spans):
        if span.kind == "calendar" and span.month is None and span.day is not None and at + 1 < len(spans):
            after = spans[at + 1]
            if after.month is not None and after.lo is not None and after.day is not None:
                year = int(after.iso[:4]) if after.iso else after.lo.year
                read = day_span(span.start, span.end, year, after.month, span.day, None, day)
                if read is not None:
                    span = replace(read, iso=read.iso if after.iso else None)
        resolved.append(span)
    return resolved
