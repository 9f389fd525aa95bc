"""Dates as Vietnamese pages write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.dates import dateline, first_moment, moments, stated_moment, url_moment
from crawler.extract.plain import clean

WRITTEN = [
    ("01/03/2026 09:51", "2026-03-01", "09:51"),
    ("- 07/03/2026 08:47", "2026-03-07", "08:47"),
    ("07-03-2026 - 00:01 AM |", "2026-03-07", "00:01"),
    ("07-03-2026 - 13:05 PM", "2026-03-07", "13:05"),
    ("07/03/2026 01:05 PM", "2026-03-07", "13:05"),
    ("Thứ bảy, 07/03/2026 - 08:07", "2026-03-07", "08:07"),
    ("07/03/2026 08:06 GMT+7", "2026-03-07", "08:06"),
    ("07/03/2026 08:52 (GMT+07:00)", "2026-03-07", "08:52"),
    ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "2026-03-07", "00:05"),
    ("09:37 - 15/12/2019", "2019-12-15", "09:37"),
    ("09:37, 15/12/2019", "2019-12-15", "09:37"),
    ("06:30' 05/03/2024", "2024-03-05", "06:30"),
    ("10:20 ngày 05-03-2024", "2024-03-05", "10:20"),
    ("03/01/2020 | 19:27", "2020-01-03", "19:27"),
    ("13 tháng 1 năm 2020 07:43", "2020-01-13", "07:43"),
    ("NGÀY 05 THÁNG 3, 2024 | 07:00", "2024-03-05", "07:00"),
    ("ngày 05 tháng 3, 2024", "2024-03-05", None),
    ("Cập nhật lúc 14h30, Thứ Hai, ngày 4/3/2024", "2024-03-04", "14:30"),
    ("Ngày đăng: 05/03/2024", "2024-03-05", None),
    ("Chủ nhật, 13/2/2022, 16:08 (GMT+7)", "2022-02-13", "16:08"),
    ("Hà Nội, ngày  28 tháng 11 năm 2013", "2013-11-28", None),
    ("2/11/2023", "2023-11-02", None),
    ("9/5/2026 1:30:00 PM", "2026-09-05", "13:30"),
    ("12/3/2024 8:15:00 SA", "2024-03-12", "08:15"),
    ("12/3/2024 1:15:00 CH", "2024-03-12", "13:15"),
    ("T3, 12/03/2024 - 08:15", "2024-03-12", "08:15"),
    ("Tue, 12/03/2024 - 08:15", "2024-03-12", "08:15"),
    ("Tháng Ba 12, 2024", "2024-03-12", None),
    ("Tháng 3 12, 2024", "2024-03-12", None),
    ("Posted on March 12, 2024", "2024-03-12", None),
    ("12-Mar-2024", "2024-03-12", None),
    ("12/03/24 08:15", "2024-03-12", "08:15"),
    ("Đăng bởi quản trị ngày 12/03/2024", "2024-03-12", None),
    ("Xuất bản lúc 08:15, ngày 12-03-2024", "2024-03-12", "08:15"),
    ("Ngày viết: 12/03/2024", "2024-03-12", None),
    ("Thời gian đăng: 12/03/2024", "2024-03-12", None),
    ("Đăng tải lúc: 12/03/2024 - 08:15", "2024-03-12", "08:15"),
    ("Mường La, ngày 12/3/2024", "2024-03-12", None),
]


@pytest.mark.parametrize(("text", "day", "time"), WRITTEN)
def test_a_date_line_is_read_in_every_form_sites_use(text: str, day: str, time: str | None) -> None:
    found = dateline(clean(text))
    assert found is not None
    assert (found.day.isoformat(), found.time) == (day, time)


@pytest.mark.parametrize(
    "text", ["31/02/2024", "00/03/2024", "13/13/2024", "12/3", "1/2/3456789", "1.234.567,89"]
)
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert first_moment(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết có hiệu lực từ ngày 15/3/2026 và áp dụng cho toàn bộ các xã khu vực III của tỉnh.",
        "Căn cứ Nghị định ngày 14/5/2016 của Chính phủ;",
        "TP Hồ Chí Minh - 15/12/2019 bình luận của bạn đọc",
        "Giấy phép số 123/GP-TTĐT cấp ngày 12/10/2019.",
        "Số 12/03/24",
        "Ngày 12/03/2024, huyện tổ chức hội nghị tổng kết.",
    ],
)
def test_a_sentence_with_a_date_in_it_is_no_date_line(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("value", "day", "time"),
    [
        ("2026-03-07T08:52:11.000 +07:00", "2026-03-07", "08:52"),
        ("2026-03-07T09:40:00", "2026-03-07", "09:40"),
        ("2026-03-06T17:05:00Z", "2026-03-07", "00:05"),
        ("1644743977", "2022-02-13", "16:19"),
        ("Mon, 04 Mar 2024 23:30:00 GMT", "2024-03-05", "06:30"),
        ("2018-10-19T10-15-08", "2018-10-19", None),
        ("2026-03-07T00:00:00", "2026-03-07", None),
    ],
)
def test_markup_dates_are_days_in_vietnam_well_or_badly_written(
    value: str, day: str, time: str | None
) -> None:
    found = stated_moment(value)
    assert found is not None
    assert (found.day.isoformat(), found.time) == (day, time)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.vn/gia-hoa-tang-20260307075519174.htm", "2026-03-07"),
        ("https://x.vn/chinh-sach-moi-102260228093004191.htm", "2026-02-28"),
        ("https://x.vn/dat-dai-188260307071033787.chn", "2026-03-07"),
        ("https://x.vn/2024/03/05/le-hoi.html", "2024-03-05"),
        ("https://x.vn/le-hoi-4426992.html", None),
        ("https://x.vn/le-hoi-1234567890123456.html", None),
    ],
)
def test_an_address_gives_the_day_it_carries(url: str, day: str | None) -> None:
    found = url_moment(url)
    assert (found.day.isoformat() if found else None) == day


@given(st.dates(dt.date(1946, 1, 1), dt.date(2099, 12, 31)), st.sampled_from("/-."), st.booleans())
def test_any_day_reads_back_from_the_way_it_is_written(day: dt.date, mark: str, padded: bool) -> None:
    number = f"{day.day:02}{mark}{day.month:02}" if padded else f"{day.day}{mark}{day.month}"
    found = first_moment(f"Ngày {number}{mark}{day.year}")
    assert found is not None
    assert found.day == day


@given(st.text(max_size=300))
def test_moments_point_into_the_text(text: str) -> None:
    text = clean(text)
    for moment in moments(text):
        assert 0 <= moment.start < moment.end <= len(text)
