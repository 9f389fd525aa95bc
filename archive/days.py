"""Days in Asia/Ho_Chi_Minh, the only calendar the archive speaks of.

Vietnam has kept UTC+07:00 without summer time since 1975, and nothing here is older,
so the offset is fixed and does not depend on the machine's zone data or TZ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

SPOKEN_MONTHS: Mapping[str, int] = {
    "mười một": 11, "mười hai": 12, "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
"""What stands for a number after "tháng"; the longer names first, for patterns that try one after another."""

VIETNAM = dt.timezone(dt.timedelta(hours=7), "Asia/Ho_Chi_Minh")


def vietnam_day(when: dt.datetime) -> dt.date:
    """The day it was in Vietnam at `when`; a time without zone is taken as Vietnam's own."""
    return vietnam_time(when).date()


def vietnam_time(when: dt.datetime) -> dt.datetime:
    """`when` on a clock in Vietnam; a time without zone is taken as Vietnam's own."""
    return when.replace(tzinfo=VIETNAM) if when.tzinfo is None else when.astimezone(VIETNAM)


def today() -> dt.date:
    """Today in Vietnam."""
    return dt.datetime.now(VIETNAM).date()
