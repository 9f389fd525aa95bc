"""What a text tells of the year its partial dates are in, which the day of publication alone does not.

A partial date ("17/9", "tháng 9") is told its year, by the first of these that holds:

    same day      the day stands in full elsewhere in the text, always with one year
    other end     "từ ngày 28/9 đến ngày 2/10/2019", "ngày 5, 7 và 9/3/2019": the date it is joined with
    told before   "Năm 2019, xã … Ngày 17/9, …": a year stated before it in the same paragraph

What was told before does not hold against the news of the day: a date close to the day of
publication, or one with an hour ("sáng 17/9"), stays in the year nearest to it; and nothing is put
after the day of publication by it. Words that narrow a date ("cuối tháng 8") narrow `lo` and `hi`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from index.entities.dates.date import DateSpan, day_span, find_dates, month_span
from index.entities.dates.relative import part_of, year_told_behind

_JOINS = re.compile(r"[ \t\u00a0]*(?:đến(?: hết)?|tới|và|hoặc|[,;\-–—])[ \t\u00a0]*(?:đến )?$", re.IGNORECASE)
_NEWS_BEFORE = re.compile(
    r"(?:sáng|trưa|chiều|tối|đêm|khuya|hôm|nay|mai|qua|giờ|\d{1,2}h\d{0,2}|phút)[ ,]*\(?(?:ngày )?$",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(r"(?<!\w)(?P<part>đầu|giữa|cuối)[ \t\u00a0]+$", re.IGNORECASE)
_NEWS_DAYS = 60
"""A date so close to the day of publication is the news of a paper, whatever year was told before."""


def dates_of(text: str, day: dt.date | None = None) -> list[DateSpan]:
    """Every date of `text` (NFC), in order, with the years and narrower days its own words tell."""
    return settle(text, find_dates(text, day), day)


def settle(text: str, spans: Sequence[DateSpan], day: dt.date | None) -> list[DateSpan]:
    """`spans`, found in `text` and in order, with what the text tells of each."""
    years = _years_of_days(spans)
    settled = list(spans)
    for at in range(len(settled) - 1, -1, -1):
        span = settled[at]
        if not _partial(span):
            continue
        known = years.get((span.month, span.day), set())
        year = next(iter(known)) if len(known) == 1 else _from_other_end(text, settled, at)
        if year is not None:
            settled[at] = _in_year(span, year) or span
    told: int | None = None
    told_line = -1
    for at, span in enumerate(settled):
        line = text.rfind("\n", 0, span.start)
        if line != told_line:
            told, told_line = None, line
        if _partial(span):
            if told is not None:
                settled[at] = _told(text, span, told, day)
        elif span.kind == "calendar" and span.iso is not None:
            told = int(span.iso[:4])
    for at in range(len(settled) - 1):
        settled[at] = _before_its_end(text, settled[at], settled[at + 1])
    return [_narrowed(text, span) for span in settled]


def _before_its_end(text: str, span: DateSpan, after: DateSpan) -> DateSpan:
    """As in "từ tháng 8 đến tháng 11": no range that states no year begins in the year after its end."""
    if not (_partial(span) and _partial(after)) or (span.day is None) != (after.day is None):
        return span
    if (
        span.lo is None
        or after.lo is None
        or span.lo <= after.lo
        or not _JOINS.match(text, span.end, after.start)
    ):
        return span
    earlier = _in_year(span, after.lo.year)
    if earlier is None or earlier.lo is None or earlier.lo > after.lo:
        return span
    return replace(earlier, iso=None)


def _partial(span: DateSpan) -> bool:
    return span.kind == "calendar" and span.iso is None and span.month is not None


def _years_of_days(spans: Sequence[DateSpan]) -> dict[tuple[int | None, int | None], set[int]]:
    found: dict[tuple[int | None, int | None], set[int]] = {}
    for span in spans:
        if span.kind == "calendar" and span.iso is not None and span.day is not None:
            found.setdefault((span.month, span.day), set()).add(int(span.iso[:4]))
    return found


def _from_other_end(text: str, spans: Sequence[DateSpan], at: int) -> int | None:
    """The year of the full date the one at `at` is joined with; December before "3/1/2020" is of 2019."""
    if at + 1 >= len(spans):
        return None
    span, after = spans[at], spans[at + 1]
    if after.kind != "calendar" or after.iso is None or after.month is None or span.month is None:
        return None
    if (span.day is None) != (after.day is None) or not _JOINS.match(text, span.end, after.start):
        return None
    year = int(after.iso[:4])
    return year if (span.month, span.day or 0) <= (after.month, after.day or 0) else year - 1


def _told(text: str, span: DateSpan, year: int, day: dt.date | None) -> DateSpan:
    if _NEWS_BEFORE.search(text, max(0, span.start - 16), span.start):
        return span
    if (
        span.month is not None
        and year_told_behind(text, span.end, span.month, span.day or 1, day) is not None
    ):
        return span
    if day is not None and span.lo is not None and abs((span.lo - day).days) <= _NEWS_DAYS:
        return span
    settled = _in_year(span, year)
    if settled is None or (day is not None and settled.lo is not None and settled.lo > day):
        return span
    return settled


def _in_year(span: DateSpan, year: int) -> DateSpan | None:
    """`span` in `year`; None when that year has no such day."""
    if span.month is None:
        return None
    if span.day is None:
        return month_span(span.start, span.end, year, span.month)
    return day_span(span.start, span.end, year, span.month, span.day, span.last_day, None)


def _narrowed(text: str, span: DateSpan) -> DateSpan:
    """As in "đầu tháng 8", "cuối năm 2020"; a day is as narrow as it gets."""
    if span.kind != "calendar" or span.day is not None or span.lo is None or span.hi is None:
        return span
    part = _PART_BEFORE.search(text, max(0, span.start - 8), span.start)
    if part is None:
        return span
    lo, hi = part_of(part["part"].casefold(), span.lo, span.hi)
    return replace(span, lo=lo, hi=hi)
