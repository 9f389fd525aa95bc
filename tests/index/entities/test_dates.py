"""Dates in running text, resolved against the day of publication."""

from __future__ import annotations

import datetime as dt

import pytest

from index.entities.dates import find_dates

DAY = dt.date(2021, 9, 17)  # a Friday


@pytest.mark.parametrize(
    ("text", "written", "iso", "lo", "hi"),
    [
        (
            "Ngày 17 tháng 9 năm 2021, họp",
            "Ngày 17 tháng 9 năm 2021",
            "2021-09-17",
            "2021-09-17",
            "2021-09-17",
        ),
        ("họp ngày 17/9/2021.", "ngày 17/9/2021", "2021-09-17", "2021-09-17", "2021-09-17"),
        ("họp ngày 05/3/2024", "ngày 05/3/2024", "2024-03-05", "2024-03-05", "2024-03-05"),
        ("Sáng 17/9, đoàn", "17/9", None, "2021-09-17", "2021-09-17"),
        ("chiều 31-10", "31-10", None, "2021-10-31", "2021-10-31"),
        ("7h sáng ngày 27.10", "ngày 27.10", None, "2021-10-27", "2021-10-27"),
        ("từ ngày 10-18/9", "ngày 10-18/9", None, "2021-09-10", "2021-09-18"),
        ("sinh tháng 2-1927", "tháng 2-1927", "1927-02", "1927-02-01", "1927-02-28"),
        ("đến hết tháng 9/2021", "tháng 9/2021", "2021-09", "2021-09-01", "2021-09-30"),
        ("trong quý III/2021", "quý III/2021", "2021-Q3", "2021-07-01", "2021-09-30"),
        ("đến năm 2030", "năm 2030", "2030", "2030-01-01", "2030-12-31"),
        ("cuối tháng 12", "tháng 12", None, "2021-12-01", "2021-12-31"),
        ("ban hành 2026-06-10", "2026-06-10", "2026-06-10", "2026-06-10", "2026-06-10"),
        ("Ngày Nhà giáo Việt Nam 20/11", "20/11", None, "2021-11-20", "2021-11-20"),
    ],
)
def test_a_date_is_read_and_resolved(text: str, written: str, iso: str | None, lo: str, hi: str) -> None:
    (date,) = find_dates(text, DAY)
    assert text[date.start : date.end] == written
    assert (date.iso, str(date.lo), str(date.hi), date.kind) == (iso, lo, hi, "calendar")


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("hôm qua", "2021-09-16", "2021-09-16"),
        ("sáng nay", "2021-09-17", "2021-09-17"),
        ("tuần trước", "2021-09-06", "2021-09-12"),
        ("tháng tới", "2021-10-01", "2021-10-31"),
        ("năm ngoái", "2020-01-01", "2020-12-31"),
    ],
)
def test_what_is_told_from_today_is_counted_from_the_day_of_publication(text: str, lo: str, hi: str) -> None:
    (date,) = find_dates(text, DAY)
    assert (date.kind, str(date.lo), str(date.hi)) == ("relative", lo, hi)


def test_a_term_of_office_is_a_period_of_years() -> None:
    (date,) = find_dates("nhiệm kỳ 2020 - 2025")
    assert (date.kind, date.iso, str(date.lo), str(date.hi)) == (
        "period",
        "2020/2025",
        "2020-01-01",
        "2025-12-31",
    )


def test_a_partial_date_takes_the_nearest_year() -> None:
    (date,) = find_dates("Sáng 30/12, đoàn", dt.date(2022, 1, 3))
    assert date.lo == dt.date(2021, 12, 30)


def test_without_a_day_of_publication_a_partial_date_stays_open() -> None:
    (date,) = find_dates("Sáng 30/12, đoàn")
    assert (date.lo, date.hi) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "3/4 dân số",
        "đạt 7/10 tiêu chí",
        "năm 201X",
        "ngày 12/3 âm lịch",
        "ngày 31/2/2020",
        "Cách mạng Tháng Tám",
        "km 12/3",
        "số 4/5/6/7",
        "5 tháng",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, DAY) == []
