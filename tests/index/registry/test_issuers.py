"""Issuers: one key for every way of naming a committee, and none where the words do not say which."""

from __future__ import annotations

import pytest

from index.registry.issuers import by_number, of_province, stated

ONE_COMMITTEE = [
    "Tỉnh ủy",
    "Tỉnh uỷ",
    "Tỉnh ủy Sơn La",
    "Ban Thường vụ Tỉnh ủy",
    "BTV Tỉnh ủy Sơn La",
    "Ban Chấp hành Đảng bộ tỉnh",
    "Ban Chấp hành Đảng bộ tỉnh Sơn La",
    "Thường trực Tỉnh ủy",
]


@pytest.mark.parametrize("words", ONE_COMMITTEE)
def test_the_organs_of_a_committee_are_one_issuer(words):
    assert [one.key for one in stated("TU", words, "Sơn La")] == ["tinh-uy-son-la"]


@pytest.mark.parametrize(
    ("symbol", "words", "label", "level"),
    [
        ("UBND", "Chủ tịch UBND tỉnh", "UBND tỉnh Sơn La", "province"),
        ("UBND", "Ủy ban nhân dân huyện Mai Sơn", "UBND huyện Mai Sơn, Sơn La", "district"),
        ("HĐND", "Hội đồng nhân dân tỉnh Lào Cai", "HĐND tỉnh Lào Cai", "province"),
        ("ĐU", "Ban Chấp hành Đảng bộ xã Mường Chanh", "Đảng ủy xã Mường Chanh, Sơn La", "commune"),
        ("HU", "Ban Thường vụ Huyện ủy Mai Sơn", "Huyện ủy Mai Sơn, Sơn La", "district"),
        ("TU", "Ban Thường vụ Thành ủy Hà Nội", "Thành ủy Hà Nội", "province"),
        ("TW", "Bộ Chính trị", "Trung ương Đảng", "national"),
        ("TW", "Ban Chấp hành Trung ương Đảng khóa XIII", "Trung ương Đảng", "national"),
        ("BTCTU", "Ban Tổ chức Tỉnh ủy", "Ban Tổ chức Tỉnh ủy Sơn La", "province"),
        ("SYT", "Sở Y tế", "Sở Y tế tỉnh Sơn La", "province"),
        ("DS", "Tòa án nhân dân huyện Mai Sơn", "TAND huyện Mai Sơn, Sơn La", "district"),
        ("ĐU", "Đảng ủy Quân sự tỉnh", "Đảng ủy Quân sự tỉnh Sơn La", "province"),
    ],
)
def test_words_name_the_issuer_of_the_number(symbol, words, label, level):
    assert [(one.label, one.level) for one in stated(symbol, words, "Sơn La")] == [(label, level)]


@pytest.mark.parametrize(
    ("symbol", "words"),
    [("UBND", "UBND huyện"), ("TU", "UBND huyện Mai Sơn"), ("HU", "UBND tỉnh"), ("TU", "Bộ Chính trị")],
)
def test_words_that_do_not_fit_the_number_name_nobody(symbol, words):
    assert stated(symbol, words, "Sơn La") == ()


def test_a_district_of_many_provinces_stays_ambiguous_outside_them():
    assert len(stated("HU", "Huyện ủy Châu Thành", "Sơn La")) > 1


@pytest.mark.parametrize(
    ("symbols", "label"),
    [
        (("TTg",), "Thủ tướng Chính phủ"),
        (("QH15",), "Quốc hội"),
        (("BTC", "BNV"), "Bộ Tài chính - Bộ Nội vụ"),
    ],
)
def test_a_national_number_names_its_issuer(symbols, label):
    issuer = by_number(symbols)
    assert issuer is not None
    assert issuer.label == label


def test_a_local_number_names_none():
    assert by_number(("TU",)) is None


def test_the_province_completes_a_local_number():
    issuer = of_province("TU", "Sơn La")
    assert issuer is not None
    assert issuer.label == "Tỉnh ủy Sơn La"
