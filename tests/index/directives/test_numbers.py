"""Directive numbers: many written forms, one key; and what only looks like a number."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.directives.numbers import find_numbers, number_key

FORMS = {
    "02-NQ/TU": (
        "02-NQ/TU",
        "2-NQ/TU",
        "002-NQ/TU",
        "02 -NQ / TU",
        "02 - NQ/TU",
        "02– NQ/TU",
        "02\u2011NQ/TU",
        "02\u2010NQ/TU",
        "02\u2013NQ/TU",
        "02\u2014NQ/TU",
        "02\u2212NQ/TU",
        "02 –NQ/TU",
        "02\u00a0-\u00a0NQ/TU",
        "02-NQ/\nTU",
        "02-\nNQ/TU",
        "02-NQ\n/TU",
        "02/NQ-TU",
        "02/NQ/TU",
        "02-NQ-TU",
        "02-NQ_TU",
        "02NQ/TU",
        "02NQ-TU",
        "02-nq/tu",
        "02-Nq/Tu",
        "2/nq-tu",
        "NQ 02-NQ/TU",
        "nq 02-nq/tu",
        "Nghị quyết 02-NQ/TU",
        "Nghị quyết số 02-NQ/TU",
        "nghi quyet so 02-NQ/TU",
        "NGHỊ QUYẾT SỐ 02-NQ/TU",
        "Số:02-NQ/TU",
        "Số: 02-NQ/TU",
        "số 02-NQ/TU,",
        "(02-NQ/TU)",
        "“02-NQ/TU”",
        " 02-NQ/TU. ",
    ),
    "32-QĐ/TU": ("32-QĐ/TU", "32-QD/TU", "32-qd/tu", "32-qđ/tu", "32/QĐ-TU", "Quyết định số 32-QĐ/TU"),
    "1234/QĐ-UBND": (
        "1234/QĐ-UBND",
        "1.234/QĐ-UBND",
        "1234/QD-UBND",
        "1234/qd-ubnd",
        "1234 /QĐ- UBND",
        "1234-QĐ/UBND",
        "1234/QĐ\u2013UBND",
        "1234/\nQĐ-UBND",
        "QĐ 1234/QĐ-UBND",
        "Quyết định số: 1234/QĐ-UBND",
    ),
    "19/2025/QĐ-TTg": (
        "19/2025/QĐ-TTg",
        "19/2025/QĐ-TTG",
        "19/2025/qd-ttg",
        "19 / 2025 / QĐ - TTg",
        "19/2025/\nQĐ-TTg",
        "19/2025/QÐ-TTg",
    ),
    "45/2013/QH13": ("45/2013/QH13", "45/2013/qh13", "Luật số 45/2013/QH13", "45/2013-QH13"),
    "01/2021/TTLT-BTC-BNV": ("01/2021/TTLT-BTC-BNV", "1/2021/ttlt-btc-bnv", "01/2021/TTLT/BTC-BNV"),
    "837/SGDĐT-KHTC": ("837/SGDĐT-KHTC", "837/SGDDT-KHTC", "Công văn số 837/SGDĐT-KHTC"),
    "05/QĐ-TTHĐND": ("05/QĐ-TT HĐND", "05/QĐ-TTHĐND", "5/QD-TTHDND"),
    "254/TB-PCTT": ("254/TB-PCTT", "254 /TB-PCTT", "254/TB - PCTT"),
    "1202/UBTVQH15": ("1202/UBTVQH15", "1202/ubtvqh15"),
    "15-HD/BTGTU": ("15-HD/BTGTU", "15/HD-BTGTU"),
    "07-CTr/HU": ("07-CTr/HU", "7-CTR/HU", "07/CTr-HU"),
    "5441/STC-ĐTKT": ("5441/STC-ĐTKT", "5441/stc-dtkt".upper(), "5441/STC-DTKT"),
    "12/2022/HS-ST": (
        "12/2022/HS-ST",
        "12/2022/HS\u2011ST",
        "12/2022/hs-st",
        "12/2022/HSST",
        "12/2022/HS.ST",
    ),
    "15/HS-PT": ("15/HS-PT", "15/HSPT"),
    "09/2021/HNGĐ-PT": (
        "09/2021/HNGĐ-PT",
        "9/2021/HNGD-PT",
        "09/2021/hngđ-pt",
        "09/2021/hngd-pt",
        "09/2021/HNGĐPT",
        "09/2021/HN&GĐ-PT",
        "09/2021/HNGÐ-PT",  # the Icelandic letter, as old keyboards have it
        "Bản án số 09/2021/HNGĐ-PT",
    ),
    "31/2021/QĐST-HNGĐ": ("31/2021/QĐST-HNGĐ", "31/2021/QDST-HNGD", "31/2021/qđst-hngđ"),
    "07/2021/QĐXXST-DS": ("07/2021/QĐXXST-DS", "07/2021/QDXXST-DS"),
    "03/2021/LĐ-ST": ("03/2021/LĐ-ST", "03/2021/LD-ST"),
    "04/2017/NQ-HĐTP": ("04/2017/NQ-HĐTP", "04/2017/NQ-HDTP", "4/2017/nq-hđtp"),
    "66/SKHĐT-QLĐĐ": ("66/SKHĐT-QLĐĐ", "66/SKH&ĐT-QLĐĐ", "66/SKHDT-QLDD"),
    "88/UBND-DXYZ": ("88/UBND-ĐXYZ", "88/UBND-DXYZ"),
    "12a/QĐ-UBND": ("12a/QĐ-UBND", "12A/QĐ-UBND"),
    "22-KL/TW": ("22-KL/TW", "22-KL/TƯ", "Kết luận số 22-KL/TW"),
}


@pytest.mark.parametrize(("written", "key"), [(form, key) for key, forms in FORMS.items() for form in forms])
def test_every_written_form_of_a_number_has_its_key(written: str, key: str) -> None:
    assert number_key(written) == key
    assert number_key(unicodedata.normalize("NFD", written)) == key


@pytest.mark.parametrize(
    "text",
    [
        "17/9/2021",
        "17-9-2021",
        "02091-C-71",
        "km12",
        "Km12+300/QL6",
        "24/7",
        "23C-042.34",
        "400 km/h",
        "15.000 đồng/kg",
        "7/10 xã",
        "quý III/2021",
        "Covid-19/SARS-CoV-2",
        "3/4 dân số",
        "2020-2025",
        "số 12 - Lê Lợi",
        "5 - Nam Định",
        "gạo ST25/OCOP",
        "30/4",
        "thửa đất số 8, tờ bản đồ số 9",
        "1/2 - UBND",
        "CU 061540",
        "0912-345-678",
        "2021/7",
        "A/H5N1",
        "",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert find_numbers(text) == []
    assert number_key(text) is None


def test_numbers_in_running_text_are_found_with_their_offsets() -> None:
    text = (
        "Thực hiện Nghị quyết số 07-NQ/TU ngày 12/3/2021 và Kế hoạch số 42-KH/TU,"
        " căn cứ Quyết định 1719/QĐ-TTg; Công văn số 8215/UBND-ĐTKT."
    )
    assert [(text[n.start : n.end], n.key) for n in find_numbers(text)] == [
        ("07-NQ/TU", "07-NQ/TU"),
        ("42-KH/TU", "42-KH/TU"),
        ("1719/QĐ-TTg", "1719/QĐ-TTg"),
        ("8215/UBND-ĐTKT", "8215/UBND-ĐTKT"),
    ]


def test_a_number_ends_before_the_body_that_follows_a_dash() -> None:
    text = "Nghị quyết số 15/NQ-HĐND - HĐND tỉnh, Kế hoạch 20-KH/TU.Ngày mai họp"
    assert [text[n.start : n.end] for n in find_numbers(text)] == ["15/NQ-HĐND", "20-KH/TU"]


def test_a_year_is_kept_and_a_date_is_not_one() -> None:
    text = "Quyết định số 19/2025/QĐ-TTg ngày 30/6/2025"
    assert [n.key for n in find_numbers(text)] == ["19/2025/QĐ-TTg"]


def test_text_around_a_number_makes_no_key() -> None:
    assert number_key("02-NQ/TU và 03-NQ/TU") is None
    assert number_key("sáp nhập 02-NQ/TU") is None
    assert number_key("Nghị quyết 02") is None


@given(st.text(alphabet="0123456789 /-–\u2011NQĐTUKHBDngaydVPCtg.&\n\u0301đ", max_size=60))
def test_a_key_is_its_own_normal_form_and_offsets_hold(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        assert number_key(number.key) == number.key
