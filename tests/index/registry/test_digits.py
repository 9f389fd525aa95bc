"""Digits inside a directive's number never become a date, and its own date is read (R-16)."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.model import MentionType
from index.entities import recognise

NUMBERS = [
    "19/2025/QĐ-TTg",
    "45/2013/QH13",
    "30/2020/NĐ-CP",
    "12/2021/TT-BYT",
    "01/2011/TT-BNV",
    "24/2017/NQ-HĐND",
    "10/2022/QĐ-UBND",
    "05/2023/TTLT-BTC-BNV",
    "12/11-NQ/TU",
    "02-NQ/TU",
    "12-KL/TW",
    "30/4-CT/TU",
    "1234/QĐ-UBND",
    "03/CT-UBND",
    "12/KH-UBND",
    "31/12/2020/QĐ-UBND",
    "07/NQ-HĐND",
    "2025/QĐ-UBND",
    "2021/KH-UBND",
    "1999/QĐ-TTg",
    "11/2010/NĐ-CP",
    "9/2009/TT-BTC",
    "08/2024/UBTVQH15",
    "05-2020/NQ-HĐND",
    "456/UBND-KGVX",
]
TAILS = ["", " của UBND tỉnh", " ngày 30/6/2025", ", ngày 30 tháng 6 năm 2025"]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("number", NUMBERS)
def test_digits_of_a_number_are_no_date(number, tail):
    text = f"Thực hiện Quyết định số {number}{tail}, xã đã họp."
    inside = range(text.index(number), text.index(number) + len(number))
    dates = [one for one in recognise(text, day=dt.date(2025, 7, 1)) if one.type is MentionType.DATE]
    assert [one.text for one in dates if one.start in inside or one.end - 1 in inside] == []


def test_a_number_and_the_date_behind_it_are_one_directive_and_one_date():
    text = "Theo Quyết định số 19/2025/QĐ-TTg ngày 30/6/2025, xã mới được lập."
    found = recognise(text, day=dt.date(2025, 7, 1))
    assert [one.key for one in found if one.type is MentionType.DIRECTIVE] == ["19/2025/QĐ-TTg"]
    assert [one.key for one in found if one.type is MentionType.DATE] == ["2025-06-30"]
