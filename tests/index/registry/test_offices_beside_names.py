"""Whose office a text names: the words must stand at the name, and at no other."""

from __future__ import annotations

import pytest

from index.analysis import analyse
from index.registry.corrections import Corrections
from index.registry.namings import read_offices
from index.registry.people import read_people
from tests.index.registry.conftest import written


def held(text):
    """(person's name, office, body) of each sighting."""
    document = written("b", text, "2021-05-10")
    people = read_people(document, analyse(document, 1, "Sơn La"), Corrections(), "Sơn La")
    return [(one["person"], one["office"], one["body"]) for one in read_offices(document.text, people)]


def test_an_office_with_words_between_it_and_a_name_is_not_that_persons():
    assert held("Văn phòng Chủ tịch nước có văn bản về việc khen thưởng nam sinh Lò Văn Ín.") == []


@pytest.mark.parametrize("said", ["Chủ tịch nước Lò Văn Ín dự.", "Chủ tịch nước, đồng chí Lò Văn Ín dự."])
def test_an_office_that_needs_no_body_stands_at_the_name(said):
    assert [one[1:] for one in held(said)] == [("Chủ tịch nước", "")]


def test_an_office_behind_a_dash_is_not_the_next_persons():
    text = "Ông Lò Văn Ín - Phó Chủ tịch UBND tỉnh Sơn La, bà Quàng Thị Dung - Phó Bí thư Tỉnh ủy Sơn La."
    assert [one[1:] for one in held(text)] == [
        ("Phó Chủ tịch", "UBND tỉnh Sơn La"),
        ("Phó Bí thư", "Tỉnh ủy Sơn La"),
    ]


def test_a_body_of_which_there_is_one_needs_no_place():
    assert [one[1:] for one in held("Phó Chủ tịch Quốc hội Lò Thị Bé dự.")] == [("Phó Chủ tịch", "Quốc hội")]


def test_a_body_of_another_country_is_not_the_one_here():
    assert ("Chủ tịch", "Quốc hội") not in [
        one[1:] for one in held("Chủ tịch Quốc hội nước bạn, ông Lò Văn Ín dự.")
    ]
