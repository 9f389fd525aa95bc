"""Units know what became of them and what they were made of."""

from __future__ import annotations

import datetime as dt

from index.entities.names import place_name
from index.entities.places.history import candidates, predecessors, successors

MERGER = dt.date(2025, 7, 1)


def test_a_merged_province_names_its_successor_and_the_day() -> None:
    (change,) = successors(place_name("tỉnh Hà Giang").label)
    assert (change.successor.label, change.day) == ("Tuyên Quang", MERGER)


def test_a_province_that_grew_names_those_it_took_in() -> None:
    former = {change.former.label for change in predecessors("Phú Thọ") if change.former.level == "province"}
    assert former == {"Hòa Bình", "Vĩnh Phúc"}


def test_a_province_that_stayed_has_no_successor() -> None:
    assert successors("Sơn La") == ()


def test_an_abolished_district_is_followed_by_its_communes() -> None:
    found = successors("huyện Mai Sơn")
    assert found
    assert {change.successor.level for change in found} == {"commune"}
    assert {change.successor.province for change in found} == {"Sơn La"}


def test_communes_of_one_name_stay_candidates_until_a_province_tells_them_apart() -> None:
    label = place_name("xã Tân Thành").label
    everywhere = candidates(label)
    assert len({unit.province for unit in everywhere}) > 3
    province = everywhere[0].province
    assert {change.former.province for change in successors(label, province=province)} == {province}


def test_a_change_after_the_map_is_read_from_its_list() -> None:
    (change,) = [c for c in successors("tỉnh Đồng Nai") if c.day > MERGER]
    assert (change.successor.label, change.day) == ("thành phố Đồng Nai", dt.date(2026, 4, 30))
