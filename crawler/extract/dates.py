"""Dates as Vietnamese pages write them, and as their markup does.

A day is always day before month, but for `M/D/YYYY h:mm:ss AM`, which only
American date formatting writes. A clock time without a zone is Vietnam's; one
with a zone is moved to Vietnam's before the day is read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from archive.days import SPOKEN_MONTHS, VIETNAM
from crawler.extract.plain import clean

EARLIEST_YEAR = 1945  # the first gazette of the Democratic Republic of Vietnam
LATEST_YEAR = 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day in Vietnam, the time of day where one is given, and where it stands in the text."""

    day: dt.date
    time: str | None = None  # "HH:MM"
    start: int = 0
    end: int = 0


_SPOKEN = "|".join(SPOKEN_MONTHS)
_DAY = re.compile(
    r"(?<![\d/.])(?:"
    r"(?P<d1>\d{1,2}) ?(?P<sep>[/.\-–]) ?(?P<m1>\d{1,2}) ?(?P=sep) ?(?P<y1>\d{4})(?![\d/])"
    r"|(?P<d2>\d{1,2}) ?(?i:tháng) ?(?P<m2>\d{1,2}) ?,? ?(?i:năm)? ?(?P<y2>\d{4})(?!\d)"
    rf"|(?P<d4>\d{{1,2}}) (?i:tháng) (?P<m4>(?i:{_SPOKEN})) ?,? ?(?i:năm)? ?(?P<y4>\d{{4}})(?!\d)"
    r"|(?P<y3>(?:19|20)\d\d)(?P<sep3>[-/.])(?P<m3>\d{1,2})(?P=sep3)(?P<d3>\d{1,2})(?!\d)"
    r")"
)
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-4]) ?(?:[:hg]|giờ) ?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?(?!\d)"
    r"(?:'| phút)?(?: ?(?P<half>[AaPp]\.?[Mm]\b\.?|SA\b|CH\b|(?i:sáng|trưa|chiều|tối)\b))?"
)
_ZONE = r"(?: ?\(?(?:GMT|UTC)? ?(?P<zone>[+-]\d{1,2}(?::?\d\d)?(?!\d)|Z(?!\w))\)?)?"
_CLOCK_AFTER = re.compile(rf"[T ]?(?:[-–|,(] ?)?(?:lúc )?{_CLOCK}{_ZONE}")
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d:.,/]){_CLOCK}{_ZONE} ?[-–|,(]? ?(?:(?i:thứ|chủ) \w{{2,4}},? )?(?:(?i:ngày) ?)?$"
)
_BEFORE = 40  # characters in front of a day in which its clock time may stand
_WEEKDAY = (
    r"(?:(?i:thứ) ?(?i:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|(?i:chủ) ?(?i:nhật)|T[2-7]\b|CN\b|"
    r"(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\.?)"
)
_DATELINE = re.compile(
    rf"^[\s\-–|•·(]*(?:(?i:"
    rf"(?:được |đã )?(?:đăng|xuất bản|cập nhật|tạo|gửi|viết)(?: tải| lần cuối)?(?: lúc| ngày| vào)?|"
    rf"(?:ngày|thời gian|thời điểm)"
    rf"(?: (?:đăng|xuất bản|cập nhật|tạo|gửi|viết|phát hành|đưa)(?: tin| bài| tải)?)?|"
    rf"(?:published|posted|updated|created|last updated|date)(?: on)?|"
    rf"(?:được )?(?:đăng|viết|gửi) bởi:? [^\d:]{{1,40}}? (?:ngày|lúc|vào)|"
    rf"(?:submitted|posted|written|published) by:? [^\d:]{{1,40}}? on)\s*:?\s*)?"
    rf"(?:{_WEEKDAY}\s*,?\s*(?:(?i:ngày)\s*)?|(?i:ngày)\s+)?[\s\-–|•·(]*$"
)
_PLACED = re.compile(
    r"^[A-ZĐÀ-Ỹ][^\d,:;]{1,40}, "
    r"(?:ngày \d{1,2} tháng \d{1,2} năm \d{4}|(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4})$"
)
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:tháng (?P<{{0}}>\d{{{{1,2}}}}|{_SPOKEN})|(?P<{{1}}>{'|'.join(_ENGLISH)})[a-z]*\.?)"
_SPELLED = re.compile(
    rf"(?i)\b(?:{_MONTH.format('mv1', 'me1')} (?P<d1>\d{{1,2}}),? (?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})[ -](?P<me2>{'|'.join(_ENGLISH)})[a-z]*\.?[ ,-]+(?P<y2>\d{{4}})"
    r"|(?P<d3>\d{1,2})/(?P<m3>\d{1,2})/(?P<y3>\d\d))(?![\d/])"
)


def moments(text: str) -> Iterator[Moment]:
    """Every full date in `text`, in order. Dates that no calendar has are passed over.

    `text` must be clean (see `plain.clean`), as the offsets of each moment point into it.
    """
    for found in _DAY.finditer(text):
        day, month, year = _numbers(found)
        start, end = found.span()
        clock = _CLOCK_AFTER.match(text, end)
        if clock is not None:
            end = clock.end()
            american = (clock["half"] or "")[:1] in ("A", "P", "a", "p")  # Vietnamese clocks say SA and CH
            if found["sep"] == "/" and american and clock["second"] and day <= 12:
                day, month = month, day
        else:
            lead_in = max(0, start - _BEFORE)
            clock = _CLOCK_BEFORE.search(text[lead_in:start])
            start = start if clock is None else lead_in + clock.start()
        date = _calendar(year, month, day)
        if date is not None:
            yield _settled(date, clock, start, end)


def first_moment(text: str) -> Moment | None:
    """The first full date in clean `text`, None where there is none."""
    return next(moments(text), None)


def dateline(text: str) -> Moment | None:
    """The date of a line that is nothing but a date: weekday, "Cập nhật:" and the like may stand before it.

    "Sơn La, ngày 05 tháng 3 năm 2024" is one too. A second date in the line, or words after
    the first, make it a sentence and no dateline.
    """
    if len(text) > 120:
        return None
    text = _SPELLED.sub(_in_figures, text)
    found = list(moments(text))
    if len(found) == 1 and _PLACED.match(text) and found[0].end == len(text):
        return found[0]
    if not found or not _DATELINE.match(text[: found[0].start]):
        return None
    rest = text[found[-1].end :] if len(found) <= 2 else "too many"
    rest = re.sub(r"\(?(?:GMT|UTC) ?[+-]? ?\d{1,2}(?::?\d\d)?\)?", "", rest)
    return found[0] if sum(map(str.isalpha, rest)) <= 24 and not rest.rstrip().endswith(".") else None


def _in_figures(found: re.Match[str]) -> str:
    """12/3/2024 for what only a line of its own may mean: "March 12, 2024", "Tháng 3 12, 2024", "12/3/24"."""
    if found["d3"]:
        return f"{found['d3']}/{found['m3']}/20{found['y3']}"
    english = found["me1"] or found["me2"]
    vietnamese = found["mv1"] or ""
    if english:
        month = _ENGLISH.index(english.lower()) + 1
    else:
        month = int(vietnamese) if vietnamese.isdigit() else SPOKEN_MONTHS[vietnamese.lower()]
    return f"{found['d1'] or found['d2']}/{month}/{found['y1'] or found['y2']}"


def stated_moment(value: str) -> Moment | None:
    """A date out of markup: ISO 8601 well or badly written, RFC 822, seconds since 1970, or as written."""
    value = clean(value)[:64]
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        when = dt.datetime.fromtimestamp(int(value[:10]), tz=VIETNAM)
        return Moment(day=when.date(), time=f"{when:%H:%M}")
    found = first_moment(value)
    if found is not None:
        midnight = found.time == "00:00" and re.search(r"T00:00:00(?:\.0+)?(?:Z|[+-]00:?00)?$", value)
        return Moment(day=found.day) if midnight else found
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        when = when.astimezone(VIETNAM) if when.tzinfo else when
    except OverflowError:
        return None
    in_range = EARLIEST_YEAR <= when.year <= LATEST_YEAR
    return Moment(day=when.date(), time=f"{when:%H:%M}") if in_range else None


def url_moment(url: str) -> Moment | None:
    """The day an address carries: /2024/03/05/, 20240305081530123, or a site's prefix and yymmddHHMMSS.

    It says when the page was made, which is mostly, not always, the day of publication.
    """
    path = unquote(urlsplit(url).path)
    for run in reversed(re.findall(r"\d{12,20}", path)):
        for digits in (run, f"20{run[3:]}" if len(run) >= 17 else ""):
            stamp = _stamp(digits)
            if stamp is not None:
                return stamp
    sliced = re.search(r"(?<!\d)((?:19|20)\d\d)[/\-_](\d{1,2})[/\-_](\d{1,2})(?!\d)", path)
    packed = re.search(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)", path)
    reversed_ = re.search(r"(?<!\d)(\d{1,2})-(\d{1,2})-(20\d\d)(?!\d)", path)
    for found, order in ((sliced, (1, 2, 3)), (packed, (1, 2, 3)), (reversed_, (3, 2, 1))):
        day = _calendar(*(int(found.group(group)) for group in order)) if found else None
        if day is not None:
            return Moment(day=day)
    return None


def _numbers(found: re.Match[str]) -> tuple[int, int, int]:
    for kind in "123":
        if found[f"d{kind}"]:
            return int(found[f"d{kind}"]), int(found[f"m{kind}"]), int(found[f"y{kind}"])
    if found["d4"]:
        return int(found["d4"]), SPOKEN_MONTHS[found["m4"].lower()], int(found["y4"])
    raise AssertionError("one of the three forms matched")


def _calendar(year: int, month: int, day: int) -> dt.date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _settled(day: dt.date, clock: re.Match[str] | None, start: int, end: int) -> Moment:
    """`day` with its clock time, moved to Vietnam where the clock names another zone."""
    if clock is None:
        return Moment(day=day, start=start, end=end)
    hour, minute = int(clock["hour"]) % 24, int(clock["minute"])
    half = (clock["half"] or "").upper().replace(".", "")
    if half in ("PM", "CH", "CHIỀU", "TỐI") and hour < 12:
        hour += 12
    when = dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=_zone(clock["zone"]))
    when = when.astimezone(VIETNAM)
    return Moment(day=when.date(), time=f"{when:%H:%M}", start=start, end=end)


def _zone(text: str | None) -> dt.tzinfo:
    if not text:
        return VIETNAM
    if text == "Z":
        return dt.UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        return VIETNAM
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(offset if text[0] == "+" else -offset)


def _stamp(digits: str) -> Moment | None:
    """yyyymmddHHMM at the front of `digits`, where it is a time a site can have been online."""
    if len(digits) < 12 or not 1995 <= int(digits[:4]) <= LATEST_YEAR:
        return None
    day = _calendar(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    hour, minute = int(digits[8:10]), int(digits[10:12])
    if day is None or hour > 23 or minute > 59:
        return None
    return Moment(day=day, time=f"{hour:02}:{minute:02}")
