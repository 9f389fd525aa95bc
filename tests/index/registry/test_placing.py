"""A name of several communes stays ambiguous until its text settles which one is meant."""

from __future__ import annotations

import pytest

from index.analysis import analyse
from index.registry import load_corrections
from index.registry.placing import place_units
from tests.index.registry.conftest import written

NAME = "xã Tân Tiến"
BAO_YEN = "Xã Tân Tiến, Huyện Bảo Yên, Tỉnh Lào Cai"
VAN_GIANG = "Xã Tân Tiến, Huyện Văn Giang, Tỉnh Hưng Yên"


def placed(text, day="2022-05-10", province=""):
    """(unit, basis) of what a text means by the name; None where it does not say."""
    document = written("a", text, day)
    found = [
        one
        for one in place_units(document, analyse(document, 1, province), province)
        if one.key == NAME.lower()
    ]
    return (found[0].unit, found[0].basis.value) if found else None


@pytest.mark.parametrize(
    ("text", "unit", "basis"),
    [
        ("Lũ về xã Tân Tiến, huyện Bảo Yên trong đêm.", BAO_YEN, "address"),
        ("Lũ về xã Tân Tiến (huyện Bảo Yên, tỉnh Lào Cai) trong đêm.", BAO_YEN, "address"),
        ("Lũ về xã Tân Tiến, Lào Cai trong đêm.", BAO_YEN, "address"),
        ("Huyện Văn Giang đầu tư đường về xã Tân Tiến.", VAN_GIANG, "sentence"),
        ("Đường về xã Tân Tiến đã xong. Huyện Bảo Yên khánh thành cầu.", BAO_YEN, "text"),
    ],
)
def test_a_district_or_province_nearby_settles_a_commune(text, unit, basis):
    assert placed(text) == (unit, basis)


def test_the_province_of_the_source_settles_what_it_has_one_of():
    assert placed("Lũ về xã Tân Tiến trong đêm.", province="Lào Cai") == (BAO_YEN, "source")


def test_a_province_that_has_several_settles_nothing():
    assert placed("Lũ về xã Tân Tiến trong đêm.", province="Bình Phước") is None


@pytest.mark.parametrize(
    "text",
    [
        "Lũ về xã Tân Tiến trong đêm.",
        "Lũ về xã Tân Tiến, tỉnh Sơn La trong đêm.",
        "Đoàn từ huyện Bảo Yên và huyện Văn Giang gặp nhau ở xã Tân Tiến.",
        "Lũ về xã Tân Tiến, huyện Bảo Yên. Hội diễn ở xã Tân Tiến, huyện Văn Giang.",
    ],
)
def test_what_the_text_leaves_open_stays_open(text):
    assert placed(text) is None


def test_a_district_is_no_commune_of_its_name():
    document = written("a", "Huyện Dĩ An, tỉnh Bình Dương đón khách.", "2022-05-10")
    assert place_units(document, analyse(document, 1, ""), "") == ()


def test_after_the_merger_the_name_means_the_new_commune():
    assert placed("Lũ về xã Tân Tiến, tỉnh Hưng Yên.", "2025-09-01") == (
        "Xã Tân Tiến, Tỉnh Hưng Yên",
        "address",
    )


def test_without_a_day_the_old_and_the_new_commune_of_a_province_stay_open():
    assert placed("Lũ về xã Tân Tiến, tỉnh Hưng Yên.", None) is None


LISTED = (
    written("a", "Lũ về xã Tân Tiến, huyện Bảo Yên trong đêm.", source="baochung"),
    written("b", "Mưa lớn ở xã Tân Tiến, huyện Bảo Yên.", "2022-06-01", "baochung"),
    written("c", "Chợ phiên xã Tân Tiến, huyện Văn Giang.", "2022-07-01", "baochung"),
    written("d", "Cụ già ở xã Tân Tiến kể chuyện.", "2022-08-01", "baochung"),
)


def test_the_page_of_a_name_says_how_many_documents_mean_which_unit(registry_of):
    entry = registry_of(*LISTED).entity("LOC", NAME)
    counted = {", ".join([one["name"], *one["within"]]): one["documents"] for one in entry.units}
    assert {unit: count for unit, count in counted.items() if count} == {BAO_YEN: 2, VAN_GIANG: 1}
    assert entry.unit_open == 1


def test_each_document_of_the_page_says_which_unit_it_means(registry_of):
    entry = registry_of(*LISTED).entity("LOC", NAME)
    assert {one.document: one.unit for one in entry.documents} == {
        "a": BAO_YEN,
        "b": BAO_YEN,
        "c": VAN_GIANG,
        "d": "",
    }


def test_a_name_of_one_unit_has_nothing_open(registry_of):
    entry = registry_of(written("a", "Hội xuân ở huyện Mai Sơn.", source="baochung")).entity(
        "LOC", "huyện Mai Sơn"
    )
    assert entry.unit_open == 0


def test_a_changed_article_drops_the_unit_it_meant(holdings):
    archive = holdings().add(*LISTED)
    archive.analysed()
    registry = archive.add(written("c", "Chợ phiên ở huyện Văn Giang.", "2022-07-01", "baochung")).analysed()
    assert registry.entity("LOC", NAME).unit_open == 1


def test_a_place_the_archivist_renamed_keeps_no_unit_of_its_old_name(holdings, tmp_path):
    archive = holdings().add(*LISTED)
    archive.analysed()
    (tmp_path / "entities.toml").write_text(
        f'[[merge]]\nkind = "LOC"\ninto = "Tân Tiến của chúng tôi"\nnames = ["{NAME}"]\n', encoding="utf-8"
    )
    registry = archive.corrected(load_corrections(tmp_path))
    assert registry.entity("LOC", NAME) is None
