"""The day a document comes into force, as its own words have it."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.extract.effective import effective_day

SIGNED = dt.date(2023, 5, 15)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Quyết định này có hiệu lực thi hành từ ngày 01 tháng 6 năm 2023.", "2023-06-01"),
        (
            "Quyết định này có hiệu lực kể từ ngày 01/6/2023 và thay thế Quyết định số 9/QĐ-UBND.",
            "2023-06-01",
        ),
        ("Quyết định này có hiệu lực thi hành kể từ ngày ký.", "2023-05-15"),
        ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký ban hành.", "2023-05-25"),
        ("Quyết định này có hiệu lực sau mười lăm (15) ngày, kể từ ngày ký.", "2023-05-30"),
        (
            "Quyết định này được thông qua ngày 8/5/2023 và có hiệu lực từ 0 giờ ngày 20 tháng 5 năm 2023.",
            "2023-05-20",
        ),
        ("Văn bản này có hiệu lực từ ngày 01 tháng 7 năm 2023.", "2023-07-01"),
        (
            "Quy chế này có hiệu lực từ ngày 01/9/2023. Quyết định này có hiệu lực từ ngày 01/8/2023.",
            "2023-08-01",
        ),
    ],
)
def test_the_words_of_a_decision_name_the_day(words, day):
    assert str(effective_day(words, "Quyết định", SIGNED)) == day


@pytest.mark.parametrize(
    "words",
    [
        "Quyết định này có hiệu lực kể từ ngày đăng Công báo.",
        "Quyết định số 9/QĐ-UBND có hiệu lực từ ngày 01/6/2022.",
        "Quyết định này hết hiệu lực từ ngày 01/6/2024.",
        "Quyết định này có hiệu lực từ ngày 31/2/2023.",
    ],
)
def test_no_day_is_made_of_other_words(words):
    assert effective_day(words, "Quyết định", SIGNED) is None


def test_the_day_of_signing_is_not_guessed():
    assert effective_day("Quyết định này có hiệu lực kể từ ngày ký.", "Quyết định", None) is None
