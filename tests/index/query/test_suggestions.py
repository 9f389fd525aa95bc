"""Did you mean: only what the index holds, only for what hardly occurs."""

from __future__ import annotations

import pytest

from index.query.suggestions import mended
from tests.index.fake_engine import FakeEngine
from tests.index.query.corpus import article

ENGINE = FakeEngine(
    [
        *(
            article(f"a{n}", "Nghị quyết của tỉnh Sơn La", f"Kỳ họp thứ {n} bàn việc sáp nhập xã")
            for n in range(6)
        ),
        *(article(f"b{n}", "Chị Lan ở Mường La", "Vườn lan nở trên núi Sơn") for n in range(6)),
        article("c", "Hoa phong lan"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nghi quyêt", "nghị quyết"),
        ("Nghị quyêt", "Nghị quyết"),
        ("NGHI QUYÊT", "NGHỊ QUYẾT"),
        ("tỉnh Sơn Lan", "tỉnh Sơn La"),
        ("Sơn Lan", "Sơn La"),
        ("sáp nhâp xa", "sáp nhập xã"),
        ("sap nhapp xa", "sap nhap xa"),
        ("nghị quyếtt", "nghị quyết"),
        ("quyêt", "quyết"),
    ],
)
def test_what_is_misspelt_or_half_accented_is_mended(typed, meant):
    assert mended(typed, ENGINE) == meant


@pytest.mark.parametrize(
    "typed", ["nghị quyết", "Sơn La", "Mường La", "sap nhap xa", "Lan ở Mường La", "", "2021", "…"]
)
def test_what_occurs_is_left_alone(typed):
    assert mended(typed, ENGINE) is None


def test_what_resembles_nothing_is_left_alone():
    assert mended("bitcoin blockchain", ENGINE) is None


def test_signs_between_words_stay():
    assert mended("(nghi-quyêt)", ENGINE) == "(nghị-quyết)"


def test_a_long_query_is_not_mended():
    assert mended("nghi quyêt " * 10, ENGINE) is None
