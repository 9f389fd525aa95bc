"""Searching for administrative units that were merged: what is offered, and what is included."""

from __future__ import annotations

import datetime as dt
import sys

import pytest

from index.search import Search, SearchAnswer, UnitOffer
from tests.index.query.corpus import article
from tests.index.shelf import ask, over

DOCUMENTS = [
    article("hg1", "Lũ ở Hà Giang", "Mưa lớn gây lũ tại Hà Giang.", day="2024-06-10", place="Hà Giang"),
    article("hg2", "Chè Shan tuyết", "Người trồng chè ở Hà Giang.", day="2024-09-02", place="Hà Giang"),
    article("tq", "Lũ ở Tuyên Quang", "Nước sông lên nhanh, lũ về.", day="2026-07-01", place="Tuyên Quang"),
    article("yb", "Lũ ở tỉnh Yên Bái", "Cầu tạm bị cuốn.", day="2024-09-10", place="Yên Bái"),
    article("lc", "Lũ ở Lào Cai", "Đường tỉnh lộ sạt lở.", day="2026-08-11", place="Lào Cai"),
    article("cm", "Trồng xoài", "Nông dân vào vụ.", day="2026-05-05", place="xã Chiềng Mung"),
    article("mb", "Trồng nhãn", "Nhãn chín sớm.", day="2024-05-05", place="xã Mường Bằng"),
    article("tl", "Họp thôn", "Bà con bàn việc làm đường.", day="2024-03-03", place="xã Tân Lập"),
]  # fmt: skip


@pytest.fixture(scope="module")
def search() -> Search:
    return over(DOCUMENTS)


def ids(answer: SearchAnswer) -> set[str]:
    return {hit.id for hit in answer.hits}


def only(answer: SearchAnswer) -> UnitOffer:
    (offer,) = answer.units
    return offer


@pytest.mark.parametrize(
    "q",
    ['nơi:"Hà Giang"', "noi:ha giang", "place:Hà Giang", "Hà Giang", "hà giang", "ha giang", '"Hà Giang"'],
)
def test_a_former_province_offers_its_successor_however_it_is_written(search, q):
    offer = only(ask(search, q))
    assert (offer.asked, offer.relation, list(offer.units), offer.on, offer.total) == (
        "Hà Giang", "became", ["Tuyên Quang"], dt.date(2025, 7, 1), 1,
    )  # fmt: skip


def test_todays_province_offers_what_it_was_made_of(search):
    offer = only(ask(search, 'nơi:"Tuyên Quang"'))
    assert (offer.relation, list(offer.units), offer.total) == ("was made of", ["Hà Giang"], 2)


@pytest.mark.parametrize("q", ["tỉnh Yên Bái lũ", "lũ tỉnh Yên Bái", "lũ Yên Bái", "tỉnh yên bái lũ"])
def test_a_province_among_other_words_is_offered_with_the_words_kept(search, q):
    offer = only(ask(search, q))
    assert (offer.asked, list(offer.units), offer.total) == ("Yên Bái", ["Lào Cai"], 1)
    assert ids(ask(search, offer.query)) == {"lc"}


@pytest.mark.parametrize(
    "q",
    ['nơi:"Hà Giang" lũ', 'nơi:("Hà Giang" HOẶC "Yên Bái") lũ', "Hà Giang nơi:Hà Giang", "tiêuđề:(Hà Giang)",
     'nơi:"huyện Mai Sơn" xoài', '(chè HOẶC lũ) nơi:"Tuyên Quang"', "TP HCM lũ", 'lũ "Hà Giang"'],
)  # fmt: skip
def test_an_offered_query_finds_as_many_documents_as_the_offer_says(search, q):
    offers = ask(search, q).units
    assert offers
    assert [ask(search, offer.query).total for offer in offers] == [offer.total for offer in offers]


def test_the_total_of_an_offer_counts_under_the_same_days_and_filters(search):
    late = dt.date(2025, 1, 1)
    assert only(ask(search, 'nơi:"Tuyên Quang"', first=late)).total == 0


def test_a_place_filter_beside_the_query_is_offered_as_a_filter(search):
    offer = only(ask(search, "lũ", include={"place": ("Hà Giang",)}))
    assert (offer.query, list(offer.filter or ()), offer.total) == (None, ["Tuyên Quang"], 1)
    assert ids(ask(search, "lũ", include={"place": tuple(offer.filter or ())})) == {"tq"}


def test_an_abolished_district_offers_the_communes_on_its_ground(search):
    offer = only(ask(search, 'nơi:"huyện Mai Sơn"'))
    assert (offer.province, offer.relation, offer.total) == ("Sơn La", "became", 1)
    assert "xã Chiềng Mung" in offer.units


def test_a_commune_offers_the_communes_it_was_made_of_and_no_whole_district(search):
    offer = next(each for each in ask(search, 'nơi:"xã Chiềng Mung"').units if each.relation == "was made of")
    assert "xã Mường Bằng" in offer.units
    assert not [unit for unit in offer.units if unit.startswith("huyện")]


def test_a_name_of_several_communes_offers_each_with_its_province(search):
    answer = ask(search, 'nơi:"xã Tân Lập"')
    assert len({(each.province, each.district) for each in answer.units}) > 5
    assert all(each.province in each.sentence[0] for each in answer.units)
    assert len(answer.units) == 20
    assert answer.units_left_out > 0


@pytest.mark.parametrize("near", ["Yên Bái", "huyện Lục Yên"])
def test_a_province_or_district_named_beside_it_settles_which_commune_is_meant(search, near):
    answer = ask(search, f'nơi:"xã Tân Lập" nơi:"{near}"')
    assert {each.province for each in answer.units if each.asked == "xã Tân Lập"} == {"Yên Bái"}


def test_a_city_of_a_provinces_name_is_not_taken_for_the_province(search):
    assert {each.asked for each in ask(search, 'nơi:"thành phố Hà Giang"').units} == {"thành phố Hà Giang"}


@pytest.mark.parametrize(
    "q", ["", "lũ", "xã hội hóa", "cơ quan điều tra", "nơi:Sơn La", '-nơi:"Hà Giang" lũ']
)
def test_what_names_no_merged_unit_offers_nothing(search, q):
    assert not ask(search, q).units


def test_a_search_for_counts_alone_brings_no_offers(search):
    assert not ask(search, "Hà Giang", limit=0).units


def test_the_second_page_repeats_no_offers(search):
    assert not ask(search, "Hà Giang", offset=1).units


def test_as_of_then_a_place_is_itself_only(search):
    assert ids(ask(search, 'nơi:"Tuyên Quang"')) == {"tq"}


@pytest.mark.parametrize("given", [{"q": 'nơi:"Tuyên Quang"'}, {"include": {"place": ("Tuyên Quang",)}}])
def test_merged_a_place_includes_the_units_it_was_made_of(search, given):
    answer = ask(search, place_scope="merged", **given)
    assert (ids(answer), answer.total) == ({"hg1", "hg2", "tq"}, 3)
    assert only(answer).included


@pytest.mark.parametrize("given", [{"q": 'nơi:"Hà Giang"'}, {"include": {"place": ("Hà Giang",)}}])
def test_merged_a_former_unit_offers_its_successor_but_does_not_include_it(search, given):
    answer = ask(search, place_scope="merged", **given)
    assert ids(answer) == {"hg1", "hg2"}
    assert (only(answer).relation, only(answer).included) == ("became", False)


def test_merged_what_is_left_out_is_left_out_with_its_former_units(search):
    assert "hg1" not in ids(ask(search, 'lũ -nơi:"Tuyên Quang"', place_scope="merged"))
    assert "hg1" not in ids(ask(search, "lũ", exclude={"place": ("Tuyên Quang",)}, place_scope="merged"))


def test_merged_a_commune_of_one_province_includes_its_former_communes(search):
    assert ids(ask(search, 'nơi:"xã Chiềng Mung"', place_scope="merged")) == {"cm", "mb"}


def test_where_all_places_must_be_named_only_single_units_are_offered_beside_the_query(search):
    several = {"place": ("Lâm Đồng",)}  # made of two more provinces
    assert [list(offer.units) for offer in ask(search, include=several).units] == [["Bình Thuận", "Đắk Nông"]]
    assert ask(search, include=several, place_mode="all").units == ()
    assert only(ask(search, include={"place": ("Hà Giang",)}, place_mode="all")).units == ("Tuyên Quang",)
    assert len(ask(search, 'nơi:"Lâm Đồng"', place_mode="all").units) == 1


def test_merged_every_province_of_todays_map_takes_in_what_the_decree_says():
    from index.registry.units import former_provinces, merged_provinces
    from index.search.places import former_units, labels_named

    assert len(merged_provinces()) == 23
    for name in merged_provinces():
        (label,) = labels_named(name)
        former = {labels_named(old)[0] for old in former_provinces(name)} - {label}
        assert set(former_units(label)) == former


def test_the_json_says_what_became_of_a_unit_in_both_languages(search):
    (told,) = ask(search, "Hà Giang").as_json()["units"]
    assert (told["asked"], told["relation"], told["units"], told["on"], told["total"], told["query"]) == (
        "Hà Giang", "became", ["Tuyên Quang"], "2025-07-01", 1, 'nơi:"Tuyên Quang"',
    )  # fmt: skip
    assert told["sentence"] == {
        "vi": "Từ 01/07/2025, Hà Giang nay thuộc Tuyên Quang.",
        "en": "Since 2025-07-01, Hà Giang has belonged to Tuyên Quang.",
    }


def test_lower_case_words_never_load_the_map_of_communes(search, monkeypatch):
    monkeypatch.setitem(sys.modules, "index.registry.units", None)  # an import of it fails
    assert not ask(search, "xã hội hóa giáo dục ở huyện vùng cao").units
