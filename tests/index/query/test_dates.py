"""Dates as people here type them."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.dates import find_periods, read_period, shaped_like_a_date

TODAY = dt.date(2026, 11, 25)  # a Wednesday


def read(text: str, today: dt.date = TODAY) -> tuple[str | None, str | None] | None:
    period = read_period(text, today)
    if period is None:
        return None
    return tuple(day.isoformat() if day else None for day in (period.first, period.last))


@pytest.mark.parametrize(
    "text",
    [
        "5/3/2024", "05/03/2024", "5-3-2024", "05.03.2024", "2024-03-05", "2024/03/05", "ngày 5/3/2024",
        "5 tháng 3 năm 2024", "ngày 05 tháng 03 năm 2024", "ngay 5 thang 3 nam 2024", "05 THÁNG 3 NĂM 2024",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form_it_is_typed_in(text):
    assert read(text) == ("2024-03-05", "2024-03-05")


@pytest.mark.parametrize(
    "text",
    [
        "3/2024",
        "03-2024",
        "2024-03",
        "tháng 3 năm 2024",
        "tháng 3/2024",
        "tháng ba năm 2024",
        "thang 3 nam 2024",
    ],
)
def test_a_month_is_all_its_days(text):
    assert read(text) == ("2024-03-01", "2024-03-31")


def test_the_day_stands_before_the_month():
    assert read("3/4/2024") == ("2024-04-03", "2024-04-03")
    assert read("12/13/2024") is None


@pytest.mark.parametrize(
    "text", ["quý III/2021", "quý 3/2021", "Quý III năm 2021", "quí 3-2021", "quy iii/2021", "Q3/2021"]
)
def test_a_quarter_is_three_months(text):
    assert read(text) == ("2021-07-01", "2021-09-30")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("hôm nay", "2026-11-25", "2026-11-25"),
        ("hom qua", "2026-11-24", "2026-11-24"),
        ("tuần này", "2026-11-23", "2026-11-29"),
        ("tuần trước", "2026-11-16", "2026-11-22"),
        ("tháng trước", "2026-10-01", "2026-10-31"),
        ("quý này", "2026-10-01", "2026-12-31"),
        ("năm ngoái", "2025-01-01", "2025-12-31"),
        ("7 ngày qua", "2026-11-19", "2026-11-25"),
        ("3 tháng gần đây", "2026-08-26", "2026-11-25"),
    ],
)
def test_relative_dates_count_from_the_day_that_is_handed_in(text, first, last):
    assert read(text) == (first, last)


def test_last_month_in_january_is_december():
    assert read("tháng trước", dt.date(2026, 1, 31)) == ("2025-12-01", "2025-12-31")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("từ 1/3/2024 đến 31/3/2024", "2024-03-01", "2024-03-31"),
        ("từ ngày 1 đến ngày 15/3/2024", "2024-03-01", "2024-03-15"),
        ("từ tháng 3 đến tháng 5 năm 2024", "2024-03-01", "2024-05-31"),
        ("từ 28/2 đến hết 2/3/2024", "2024-02-28", "2024-03-02"),
        ("2020..2022", "2020-01-01", "2022-12-31"),
        ("2020–2025", "2020-01-01", "2025-12-31"),
        ("17/9/2021..20/9/2021", "2021-09-17", "2021-09-20"),
        ("[2024-03-01 TO 2024-03-31]", "2024-03-01", "2024-03-31"),
        ("[2024 TO]", "2024-01-01", None),
        ("2024..", "2024-01-01", None),
        ("..2024", None, "2024-12-31"),
        ("từ 1/7/2025", "2025-07-01", None),
        ("từ 1/7/2025 đến nay", "2025-07-01", None),
        ("trước 1/7/2025", None, "2025-06-30"),
        ("sau năm 2020", "2021-01-01", None),
        (">=2021", "2021-01-01", None),
        ("6 tháng đầu năm 2021", "2021-01-01", "2021-06-30"),
        ("9 tháng cuối năm 2021", "2021-04-01", "2021-12-31"),
    ],
)
def test_a_range_takes_in_both_its_ends(text, first, last):
    assert read(text) == (first, last)


def test_swapped_ends_are_put_right_and_keep_whole_periods():
    assert read("từ 31/3/2024 đến 1/3/2024") == ("2024-03-01", "2024-03-31")
    assert read("2022..2020") == ("2020-01-01", "2022-12-31")


def test_a_date_without_a_year_is_the_latest_that_is_not_after_today():
    assert read("17/9") == ("2026-09-17", "2026-09-17")
    assert read("17/12") == ("2025-12-17", "2025-12-17")
    assert read("tháng 12") == ("2025-12-01", "2025-12-31")


def test_the_29th_of_february_is_that_of_the_last_leap_year():
    assert read("29/2") == ("2024-02-29", "2024-02-29")
    assert read("29 tháng 2", dt.date(2024, 2, 28)) == ("2020-02-29", "2020-02-29")
    assert read("29/2", dt.date(1903, 5, 1)) == ("1896-02-29", "1896-02-29")


def test_a_day_alone_is_that_of_the_last_month_which_has_it():
    assert read("ngày 31", dt.date(2026, 12, 10)) == ("2026-10-31", "2026-10-31")
    assert read("ngày 30", dt.date(2026, 3, 5)) == ("2026-01-30", "2026-01-30")


@pytest.mark.parametrize(
    "text",
    ["31/4", "0/1", "32/1", "31/11", "30/2", "30 tháng 2", "30/2/2021", "29/2/2021", "29-2-1900", "1/0/2021",
     "tháng 13", "tháng 0", "13/2021", "quý 5/2021", "2021-02-30", "00/00", "từ 31/9 đến 5/10"],
)  # fmt: skip
def test_a_day_month_or_quarter_no_calendar_has_is_no_other_one(text):
    assert read(text) is None
    assert found(text) == []


@pytest.mark.parametrize("text", ["31/4", "0/1", "30/2/2021", "2021-02-30", "tháng 13", "quý 5/2021"])
def test_what_has_the_form_of_a_date_is_told_from_what_has_not(text):
    assert shaped_like_a_date(text)
    assert not shaped_like_a_date(f"xã {text}")


@pytest.mark.parametrize(
    "text", ["lũ từ 30/2/2021 đến 5/3/2021", "lũ từ 5/3/2021 đến 31/4/2021", "lũ 30/2/2021 đến 5/3/2021"]
)
def test_a_range_with_one_end_no_calendar_has_is_not_open_at_that_end(text):
    assert found(text) == ["5/3/2021"]


def test_no_month_is_read_out_of_a_day_no_calendar_has():
    assert found("lũ ngày 30 tháng 2 năm 2021") == []


@pytest.mark.parametrize(
    "text", ["31/2/2024", "30 tháng 2 năm 2024", "0/3/2024", "xã", "", "7:15", "2024-3-x"]
)
def test_what_the_calendar_lacks_is_no_date(text):
    assert read(text) is None


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_periods(text, TODAY)]


def test_dates_are_found_among_words():
    assert found("lũ quét ngày 5/8/2018 ở bản Phiêng") == ["ngày 5/8/2018"]
    assert found("sáp nhập xã 2021") == ["2021"]
    assert found("họp tuần trước tại tỉnh") == ["tuần trước"]
    assert found("thu hoạch từ tháng 5 đến tháng 7 năm 2020 đạt") == ["từ tháng 5 đến tháng 7 năm 2020"]


@pytest.mark.parametrize(
    "text", ["7/10 xã", "km12:30", "1.500 hộ", "PM2.5", "ngày 17", "1/2/2021/3", "đến năm sau", "v2021"]
)
def test_other_figures_among_words_are_no_dates(text):
    assert found(text) == []


@given(st.text(alphabet="0123456789/.-–…<>=[]TO tháng năm ngày quý III từ đến hôm nay", max_size=60))
def test_no_text_is_too_odd_to_look_for_dates_in(text):
    read_period(text, TODAY)
    spans = list(find_periods(text, TODAY))
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2999, 12, 31)))
def test_every_day_that_exists_can_be_typed(day):
    assert read(f"{day.day}/{day.month}/{day.year}") == (day.isoformat(), day.isoformat())
    assert read(day.isoformat()) == (day.isoformat(), day.isoformat())
