"""The forms in which the sample sites state a day are those real sites use."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.days import VIETNAM
from crawler.samplesite.dates import DateForm, long_day, shown, url_stamp

AFTERNOON = dt.datetime(2021, 3, 12, 14, 5, 9, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("form", "visible"),
    [
        (DateForm.WEEKDAY, "Thứ sáu, 12/3/2021, 14:05 (GMT+7)"),
        (DateForm.DASHED, "12-03-2021 - 14:05 PM"),
        (DateForm.TIME_FIRST, "14:05 - 12/03/2021"),
        (DateForm.BARRED, "12/03/2021 | 14:05"),
        (DateForm.TIME_ELEMENT, "Thứ sáu, 12/03/2021 - 14:05"),
        (DateForm.VISIBLE, "- 12/03/2021 14:05"),
        (DateForm.JSON_LD, None),
        (DateForm.META, None),
        (DateForm.URL, None),
        (DateForm.DOCUMENT, "ngày 12 tháng 3 năm 2021"),
    ],
)
def test_readers_see_the_day_in_the_sites_own_form(form: DateForm, visible: str | None) -> None:
    assert shown(form, AFTERNOON).visible == visible


def test_one_site_leaves_the_zone_out_of_json_ld() -> None:
    assert shown(DateForm.DASHED, AFTERNOON).json_ld == "2021-03-12T14:05:09"


def test_one_site_puts_a_blank_before_the_offset() -> None:
    assert shown(DateForm.TIME_ELEMENT, AFTERNOON).json_ld == "2021-03-12T14:05:09.000 +07:00"


def test_an_address_can_carry_the_instant_to_the_millisecond() -> None:
    assert url_stamp(AFTERNOON.replace(microsecond=354_000)) == "20210312140509354"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (dt.date(2024, 3, 5), "ngày 05 tháng 3 năm 2024"),
        (dt.date(2022, 2, 21), "ngày 21 tháng 02 năm 2022"),
        (dt.date(2019, 11, 11), "ngày 11 tháng 11 năm 2019"),
    ],
)
def test_directives_pad_the_day_and_the_first_two_months_only(day: dt.date, written: str) -> None:
    assert long_day(day) == written
