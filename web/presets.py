"""Periods a reader often wants, as links beside the two date inputs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from index.query.periods import Period
from web.periods import month_period, quarter_period, year_period
from web.phrases import gettext as _

MERGER_DAY = dt.date(2025, 7, 1)
"""34 provinces and no districts from this day: Nghị quyết 202/2025/QH15."""

# Terms of the provincial Party committees; a term's congresses meet in the second half of its first year.
_TERMS = ((2020, 2025), (2025, 2030))


@dataclass(frozen=True, slots=True)
class Preset:
    """A named period."""

    label: str
    period: Period


def presets(today: dt.date) -> tuple[Preset, ...]:
    """Relative to `today`, in Vietnam."""
    week = dt.timedelta(days=6)
    month = dt.timedelta(days=29)
    last_of_previous = today.replace(day=1) - dt.timedelta(days=1)
    eve = MERGER_DAY - dt.timedelta(days=1)
    return (
        Preset(_("Hôm nay"), Period(today, today)),
        Preset(_("Hôm qua"), _one(today - dt.timedelta(days=1))),
        Preset(_("7 ngày"), Period(today - week, today)),
        Preset(_("30 ngày"), Period(today - month, today)),
        Preset(_("Tháng trước"), month_period(last_of_previous.year, last_of_previous.month)),
        Preset(_("Quý này"), quarter_period(today.year, (today.month + 2) // 3)),
        Preset(_("Năm nay"), year_period(today.year)),
        Preset(_("Năm trước"), year_period(today.year - 1)),
        Preset(_("Trước 01/07/2025"), Period(None, eve)),
        Preset(_("Từ 01/07/2025 (sau sáp nhập)"), Period(MERGER_DAY, None)),
        *(
            Preset(
                _("Nhiệm kỳ %(first)s–%(last)s", first=first, last=last),
                Period(dt.date(first, 1, 1), dt.date(last, 12, 31)),
            )
            for first, last in _TERMS
        ),
    )


def _one(day: dt.date) -> Period:
    return Period(day, day)
