"""The ways Vietnamese sites state when an article was published.

Each form is what one kind of site shows to people and to machines. Some show only one of
the two, some only put the instant into the address.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


class DateForm(StrEnum):
    """How a page states its own date."""

    WEEKDAY = "weekday"  # Thứ sáu, 12/3/2021, 14:05 (GMT+7), and a meta tag
    DASHED = "dashed"  # 12-03-2021 - 14:05 PM, and JSON-LD without a zone
    TIME_FIRST = "time-first"  # 14:05 - 12/03/2021, nothing for machines
    BARRED = "barred"  # 12/03/2021 | 14:05, and JSON-LD
    TIME_ELEMENT = "time-element"  # <time datetime>, and JSON-LD with a blank before the offset
    VISIBLE = "visible"  # - 12/03/2021 14:05, nothing for machines
    JSON_LD = "json-ld"  # nothing to see
    META = "meta"  # nothing to see
    URL = "url"  # only 20210312140500123 in the address
    DOCUMENT = "document"  # Sơn La, ngày 12 tháng 3 năm 2021 in the header of a directive


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The pieces of a page that carry its date; None where the page has no such piece."""

    visible: str | None = None
    meta: str | None = None  # content of article:published_time
    json_ld: str | None = None  # datePublished
    attribute: str | None = None  # <time datetime="…">


def weekday(day: dt.date) -> str:
    """The day of the week as papers write it: "Thứ sáu"."""
    return WEEKDAYS[day.weekday()]


def long_day(day: dt.date) -> str:
    """The day as directives write it: "ngày 05 tháng 3 năm 2024" (padded: days below ten, months 1 and 2)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def url_stamp(when: dt.datetime) -> str:
    """The instant as some addresses carry it: yyyymmddHHMMSSmmm."""
    return f"{when:%Y%m%d%H%M%S}{when.microsecond // 1000:03}"


def shown(form: DateForm, when: dt.datetime) -> Shown:
    """What a page of this form shows for `when` (aware, on Vietnam's clock)."""
    return _FORMS[form](when)


def _iso(when: dt.datetime) -> str:
    return when.isoformat(timespec="seconds")


def _dashed(when: dt.datetime) -> str:
    # A 24-hour clock followed by AM or PM is what such sites really print.
    return f"{when:%d-%m-%Y - %H:%M} {'AM' if when.hour < 12 else 'PM'}"


_FORMS: dict[DateForm, Callable[[dt.datetime], Shown]] = {
    DateForm.WEEKDAY: lambda when: Shown(
        visible=f"{weekday(when)}, {when.day}/{when.month}/{when.year}, {when:%H:%M} (GMT+7)",
        meta=_iso(when),
    ),
    DateForm.DASHED: lambda when: Shown(
        visible=_dashed(when), json_ld=when.replace(tzinfo=None).isoformat(timespec="seconds")
    ),
    DateForm.TIME_FIRST: lambda when: Shown(visible=f"{when:%H:%M - %d/%m/%Y}"),
    DateForm.BARRED: lambda when: Shown(visible=f"{when:%d/%m/%Y | %H:%M}", json_ld=_iso(when)),
    DateForm.TIME_ELEMENT: lambda when: Shown(
        visible=f"{weekday(when)}, {when:%d/%m/%Y - %H:%M}",
        json_ld=f"{when:%Y-%m-%dT%H:%M:%S}.000 +07:00",
        attribute=f"{when:%Y-%m-%d %H:%M}",
    ),
    DateForm.VISIBLE: lambda when: Shown(visible=f"- {when:%d/%m/%Y %H:%M}"),
    DateForm.JSON_LD: lambda when: Shown(json_ld=_iso(when)),
    DateForm.META: lambda when: Shown(meta=_iso(when)),
    DateForm.URL: lambda _when: Shown(),
    DateForm.DOCUMENT: lambda when: Shown(visible=long_day(when)),
}
