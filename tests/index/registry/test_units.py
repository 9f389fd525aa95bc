"""Units know what they became and what they were formed of, and when."""

from __future__ import annotations

import datetime as dt

import pytest

from index.entities.places.units import unit_records
from index.registry.units import (
    dated_label,
    former_provinces,
    merged_provinces,
    provinces_of_district,
    same_territory,
    successor_province,
    units_named,
)


def test_a_former_province_names_its_successor_and_its_last_day():
    unit = units_named("Hà Giang")[0]
    assert (unit.name, unit.until, unit.successors) == (
        "Tỉnh Hà Giang",
        dt.date(2025, 6, 30),
        ("Tỉnh Tuyên Quang",),
    )


def test_a_new_province_names_what_it_was_formed_of():
    unit = units_named("Tuyên Quang")[0]
    assert (unit.since, unit.predecessors) == (dt.date(2025, 7, 1), ("Tỉnh Hà Giang", "Tỉnh Tuyên Quang"))


def test_every_merger_is_told_both_ways():
    names = unit_records()["old_province_names"]
    for entry in names.values():
        assert entry["short"] in former_provinces(successor_province(entry["short"]))


def test_sixty_three_provinces_became_thirty_four():
    assert (
        len({successor_province(one["short"]) for one in unit_records()["old_province_names"].values()}) == 34
    )
    assert len(merged_provinces()) == 23


def test_a_change_after_the_merger_is_data():
    unit = units_named("Đồng Nai")[0]
    assert (unit.name, unit.since) == ("Thành phố Đồng Nai", dt.date(2026, 4, 30))


def test_a_name_of_several_units_stays_ambiguous_until_a_province_settles_it():
    assert len(units_named("huyện Châu Thành")) > 5
    assert [unit.within for unit in units_named("huyện Châu Thành", near="Long An")] == [("Tỉnh Long An",)]


def test_a_commune_of_many_places_is_settled_by_a_district_or_a_province_nearby():
    assert len({unit.within for unit in units_named("xã Tân Tiến")}) > 5
    assert {unit.within[-1] for unit in units_named("xã Tân Tiến", near="Lạng Sơn")} == {"Tỉnh Lạng Sơn"}
    [unit] = units_named("xã Tân Tiến", near="huyện Bảo Yên")
    assert unit.within == ("Huyện Bảo Yên", "Tỉnh Lào Cai")


def test_a_commune_keeps_its_ambiguity_where_what_is_nearby_has_none_of_it():
    assert len(units_named("xã Tân Tiến", near="Sơn La")) == len(units_named("xã Tân Tiến"))


def test_an_abolished_district_names_its_communes():
    [district] = [unit for unit in units_named("huyện Mai Sơn") if unit.level == "district"]
    assert "Xã Mai Sơn, Tỉnh Sơn La" in district.successors


@pytest.mark.parametrize("name", ["Hà Giang", "ha giang", "tỉnh Hà Giang", "Tỉnh Hà Giang"])
def test_a_unit_is_found_however_it_is_typed(name):
    assert units_named(name)[0].name == "Tỉnh Hà Giang"


def test_a_name_that_is_no_unit_finds_nothing():
    assert units_named("Bản Không Tên") == ()


def test_a_district_knows_the_provinces_that_had_it():
    assert provinces_of_district("Mai Sơn") == {"Sơn La"}


def test_a_former_and_the_new_province_ask_for_the_same_territory():
    assert same_territory("Hà Giang") == same_territory("Tuyên Quang") == ("Tuyên Quang", "Hà Giang")


def test_a_province_that_never_merged_stands_alone():
    assert same_territory("Sơn La") == ("Sơn La",)


def test_the_label_of_a_former_unit_says_until_when_and_what_now():
    assert (
        dated_label(units_named("Hà Giang")[0]) == "Tỉnh Hà Giang (đến 30/06/2025, nay là Tỉnh Tuyên Quang)"
    )
