"""Dates in running text, resolved against the day of publication."""

from __future__ import annotations

import datetime as dt

import pytest

from index.entities.dates.date import find_dates
from index.entities.dates.evidence import dates_of

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
        ("từ 6/2019 đến nay", "6/2019", "2019-06", "2019-06-01", "2019-06-30"),
        ("trong quí IV/2021", "quí IV/2021", "2021-Q4", "2021-10-01", "2021-12-31"),
        ("hai trận mưa (21-22/9) gây ngập", "21-22/9", None, "2021-09-21", "2021-09-22"),
        ("từ 19-21/6/2021 họp", "19-21/6/2021", "2021-06-19", "2021-06-19", "2021-06-21"),
        ("ông A, sinh năm: 1953", "năm: 1953", "1953", "1953-01-01", "1953-12-31"),
        ("họp ngày17/9/2021", "ngày17/9/2021", "2021-09-17", "2021-09-17", "2021-09-17"),
    ],
)
def test_a_date_is_read_and_resolved(text: str, written: str, iso: str | None, lo: str, hi: str) -> None:
    (date,) = find_dates(text, DAY)
    assert text[date.start : date.end] == written
    assert (date.iso, str(date.lo), str(date.hi), date.kind) == (iso, lo, hi, "calendar")


@pytest.mark.parametrize(
    "text", ["Sáng 28/10 đồng chí Hùng dự", "sáng 28/10 nhà trường họp", "vào 28/10 đồng chí Hùng"]
)
def test_what_sounds_like_money_behind_a_day_counts_nothing(text: str) -> None:
    assert [text[date.start : date.end] for date in find_dates(text, DAY)] == ["28/10"]


@pytest.mark.parametrize("text", ["sáng nay (16-9), Sở", "hôm qua, 16-9, ông", "chiều thứ năm (16-9) họp"])
def test_a_day_told_twice_is_a_date_though_written_with_a_hyphen(text: str) -> None:
    assert "16-9" in [text[date.start : date.end] for date in find_dates(text, DAY)]


@pytest.mark.parametrize("text", ["(nhằm ngày 28 tháng 12 năm Canh Tý)", "tỉ số 2-1, 3-1", "mục 3-4/7 sách"])
def test_a_lunar_day_and_a_score_are_no_dates(text: str) -> None:
    assert find_dates(text, DAY) == []


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("hôm qua", "2021-09-16", "2021-09-16"),
        ("sáng nay", "2021-09-17", "2021-09-17"),
        ("tuần trước", "2021-09-06", "2021-09-12"),
        ("tháng tới", "2021-10-01", "2021-10-31"),
        ("năm ngoái", "2020-01-01", "2020-12-31"),
        ("đầu năm nay", "2021-01-01", "2021-05-01"),
        ("cuối tuần này", "2021-09-18", "2021-09-19"),
        ("quý trước", "2021-04-01", "2021-06-30"),
        ("10 ngày trước", "2021-09-07", "2021-09-07"),
        ("cách đây 3 năm", "2018-01-01", "2018-12-31"),
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
        "tỷ lệ 1/2000",
        "từ 3-4 giờ mỗi ngày",
        "tỷ số 3/4-5/6",
        "một tuần trước đó",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, DAY) == []


def _told(text: str, day: dt.date | None = DAY) -> list[tuple[str, str | None, str]]:
    return [(text[date.start : date.end], date.iso, f"{date.lo}/{date.hi}") for date in dates_of(text, day)]


@pytest.mark.parametrize(
    ("text", "written", "iso"),
    [
        ("Ngày 17 tháng 9 năm 2019\nNgày 17/9, Ban Chỉ đạo họp.", "Ngày 17/9", "2019-09-17"),
        ("từ ngày 28/9 đến ngày 2/10/2019", "ngày 28/9", "2019-09-28"),
        ("từ ngày 28/12 đến ngày 2/1/2020", "ngày 28/12", "2019-12-28"),
        ("Năm 1947, chi bộ ra đời. Ngày 17/3, chi bộ họp phiên đầu.", "Ngày 17/3", "1947-03-17"),
        ("Tháng 3 và 7-2016 xã nhận hỗ trợ", "Tháng 3", "2016-03"),
    ],
)
def test_the_text_itself_tells_the_year_of_a_partial_date(text: str, written: str, iso: str) -> None:
    assert (written, iso) in [(date[0], date[1]) for date in _told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2019, xã có 3 bản. Sáng 17/3, đoàn đến thăm.",
        "Năm 2019, xã có 3 bản. Ngày 16/9, đoàn đến thăm.",
        "Năm 2030, xã đạt chuẩn. Ngày 17/3, đoàn đến thăm.",
        "Năm 2019, xã có 3 bản.\nNgày 17/3, đoàn đến thăm.",
        "Ngày 29/2 và ngày 1/3/2019",
    ],
    ids=["with an hour", "the news of the day", "never after the day", "another paragraph", "no such day"],
)
def test_a_year_told_before_does_not_hold_where_the_news_speaks(text: str) -> None:
    assert next(date for date in _told(text) if "/" in date[0])[1] is None


def test_both_ends_of_a_range_written_without_blanks_are_dates() -> None:
    assert [date[:2] for date in _told("(3/3/1959-3/3/2024)")] == [
        ("3/3/1959", "1959-03-03"),
        ("3/3/2024", "2024-03-03"),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("cuối tháng 8", "2021-08-22/2021-08-31"),
        ("đầu tháng 3/2020", "2020-03-01/2020-03-10"),
        ("giữa năm 2020", "2020-05-02/2020-08-31"),
    ],
)
def test_the_words_before_a_month_or_year_narrow_it(text: str, days: str) -> None:
    ((_, _, found),) = _told(text)
    assert found == days


@pytest.mark.parametrize("text", ["05/03/2024", "3/5/2024", "13/12/2024", "12/13/2024"])
def test_the_day_stands_before_the_month(text: str) -> None:
    first, second, year = map(int, text.split("/"))
    expected = [(text, f"{year}-{second:02d}-{first:02d}")] if second <= 12 else []
    assert [date[:2] for date in _told(text)] == expected


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("Hồi tháng 8 năm ngoái, xã mở chợ.", "2020-08-01", "2020-08-31"),
        ("Ngày 15/9 năm ngoái, xã mở chợ.", "2020-09-15", "2020-09-15"),
        ("Năm 2017 xã mở chợ, tháng 8 năm ngoái sửa chợ.", "2020-08-01", "2020-08-31"),
        ("Chợ sẽ mở ngày 11-11 tới đây.", "2021-11-11", "2021-11-11"),
        ("Chợ sẽ mở vào tháng 2 tới.", "2022-02-01", "2022-02-28"),
        ("Quý IV năm ngoái, thu ngân sách tăng.", "2020-10-01", "2020-12-31"),
        ("Khoảng 3h30 sáng nay, nước lên.", "2021-05-12", "2021-05-12"),
        ("Xã báo cáo cách đây hai tháng.", "2021-03-01", "2021-03-31"),
        ("Ba tuần trước, xã mở chợ.", "2021-04-19", "2021-04-25"),
        ("Thứ hai tuần trước, xã mở chợ.", "2021-05-03", "2021-05-09"),
        ("Học sinh lớp 9 năm nay đông hơn.", "2021-01-01", "2021-12-31"),
    ],
)
def test_words_around_a_date_tell_its_year_or_how_far_back_it_is(text, lo, hi):
    days = {(str(span.lo), str(span.hi)) for span in dates_of(text, dt.date(2021, 5, 12))}
    assert (lo, hi) in days


@pytest.mark.parametrize(
    "text",
    [
        "Nhiều năm nay ông sống một mình.",
        "Mấy hôm nay trời rét.",
        "Ba năm nay xã không còn hộ đói.",
        "Điểm cao hơn các năm trước.",
        "Điểm vượt từ 2-3 điểm so với lần đầu.",
        "Lễ hội mở ngày mùng 5 tháng Giêng.",
        "Xã mở hội mùng 5 Tết.",
    ],
)
def test_what_counts_years_or_points_or_is_lunar_is_no_date(text):
    assert dates_of(text, dt.date(2021, 5, 12)) == []


def test_a_range_without_a_year_does_not_begin_after_its_end():
    first, last = dates_of("Từ tháng 8 đến tháng 11, công ty trả hết nợ.", dt.date(2021, 5, 12))
    assert (str(first.lo), str(last.hi)) == ("2020-08-01", "2020-11-30")
