"""Who held an office on a day: a hundred pairs of office and day (N-9)."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.index.registry.conftest import Holdings, written

TERMS = [
    ("Bí thư Tỉnh ủy", "Bí thư Tỉnh ủy Sơn La", "Lò Minh Hùng", "Hoàng Thị Dung"),
    ("Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh Sơn La", "Cầm Văn Đoàn", "Trần Thị Hạnh"),
    ("Phó Bí thư Thường trực Tỉnh ủy", "Phó Bí thư Thường trực Tỉnh ủy Sơn La", "Mùa A Sếnh", "Lê Thu Trang"),
    ("Chủ tịch HĐND tỉnh", "Chủ tịch HĐND tỉnh Sơn La", "Nguyễn Đình Quế", "Sùng Thị Mỷ"),
    ("Giám đốc Sở Y tế", "Giám đốc Sở Y tế tỉnh Sơn La", "Phạm Đức Hòa", "Quàng Thị Inh"),
]
"""(as articles write it, full name of the office, first holder, second holder)."""
SEEN = [(2019, 0), (2020, 0), (2021, 0), (2022, 1), (2023, 1), (2024, 1)]
"""In which year which of the two is seen in office, each in March and October."""


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    archive = Holdings(tmp_path_factory.mktemp("offices") / "catalog.db")
    for number, (office, _, *people) in enumerate(TERMS):
        archive.add(
            *(
                written(
                    f"t{number}-{year}-{month}", f"{office} {people[who]} dự lễ.", f"{year}-{month:02d}-05"
                )
                for year, who in SEEN
                for month in (3, 10)
            )
        )
    yield archive.analysed()
    archive.catalog.close()


PAIRS = [
    (full, dt.date(year, month, 20), people[who])
    for _, full, *people in TERMS
    for year, who in SEEN
    for month in (3, 5, 8, 9)
    if (year, month) < (2024, 10)
][:110]


@pytest.mark.parametrize(("office", "day", "person"), PAIRS)
def test_an_office_on_a_day_has_its_holder(registry, office, day, person):
    assert [one.person for one in registry.holders(office, day)] == [person.lower()]


def test_before_the_first_sighting_nobody_is_named(registry):
    assert registry.holders("Bí thư Tỉnh ủy Sơn La", dt.date(2010, 1, 1)) == []
