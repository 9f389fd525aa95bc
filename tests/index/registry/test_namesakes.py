"""Two people of one name stay apart where texts give a reason, and only there."""

from __future__ import annotations

import datetime as dt
import json
import random

import pytest

from bench.namesakes import SHIPPED, judged
from index.registry.namesakes import Why, tell_apart
from index.registry.traits import ACCUSED, BORN, HOME, POST, Telling, Trait

PAIRS = list(judged(SHIPPED))


@pytest.mark.parametrize(("pair", "people"), [(one.pair, one.people) for one in PAIRS if one.pair["same"]])
def test_one_person_stays_one(pair, people):
    assert len(people) <= 1, pair["id"]


@pytest.mark.parametrize("one", [one for one in PAIRS if one.pair["why"]], ids=lambda one: one.pair["id"])
def test_two_people_are_told_apart_by_what_texts_say(one):
    assert one.right


@pytest.mark.parametrize(
    "people", [one.people for one in PAIRS if not one.pair["same"] and not one.pair["why"]]
)
def test_what_no_text_tells_apart_stays_one(people):
    assert len(people) <= 1


def trait(kind, text, **said):
    return Trait(kind=kind, start=0, end=len(text), text=text, **said)


def told(document, *traits, day="2022-01-01", part=0):
    on = dt.date.fromisoformat(day) if day else None
    return Telling(document=document, part=part, day=on, traits=traits)


def born(year):
    return trait(BORN, f"SN {year}", first=year, last=year)


def home(province, *units):
    return trait(HOME, f"trú {province}", province=province, units=units)


def chairs(unit, province):
    return trait(
        POST,
        f"Chủ tịch UBND xã {unit}",
        key=f"chu tich {unit}",
        level="commune",
        units=(unit,),
        province=province,
    )


MANY = [
    told("a", born(1985), home("Sơn La", "xã mường bon")),
    told("b", born(1985), day="2022-02-01"),
    told("c", born(1996), home("Nghệ An"), day="2022-03-01"),
    told("d", home("Nghệ An"), day="2022-04-01"),
    told("e", chairs("nà sản", "Sơn La"), day="2022-05-01"),
    told("f", born(2012), day="2022-06-01"),
    told("g", home("Sơn La", "xã mường bon"), day="2022-07-01"),
    told("h", trait(ACCUSED, "bị cáo"), day=None),
    told("i", born(1959), day=None),
    told("i", born(1996), part=1, day=None),
]


def sides(people):
    """What was gathered, without the order in which it is told."""
    return [
        (person.apart_by, tuple((one.document, one.part) for one in person.tellings), person.reasons)
        for person in people
    ]


def test_the_order_in_which_documents_come_decides_nothing():
    expected = sides(tell_apart(MANY))
    for seed in range(20):
        shuffled = list(MANY)
        random.Random(seed).shuffle(shuffled)
        assert sides(tell_apart(shuffled)) == expected


def test_everything_told_is_of_exactly_one_person():
    placed = [(one.document, one.part) for person in tell_apart(MANY) for one in person.tellings]
    assert sorted(placed) == sorted((one.document, one.part) for one in MANY)


def test_a_home_that_two_texts_share_gathers_what_neither_could_alone():
    people = tell_apart(MANY)
    assert {"a", "b", "g"} <= {one.document for one in people[0].tellings}


def test_each_person_has_a_reason_against_everybody_before():
    for i, person in enumerate(tell_apart(MANY)):
        assert [reason.than for reason in person.reasons] == list(range(i))


def test_the_name_told_apart_stays_when_more_is_written():
    before = {one.apart_by for one in tell_apart(MANY)}
    later = [told("x", born(1996), home("Nghệ An", "thành phố vinh"), day="2023-01-01")]
    later += [told("y", chairs("nà sản", "Sơn La"), day="2023-02-01")]
    assert {one.apart_by for one in tell_apart(MANY + later)} == before


def test_two_of_one_text_are_never_one():
    people = tell_apart([told("a", born(1985)), told("a", born(1996), part=1)])
    assert [len(person.tellings) for person in people] == [1, 1]


def test_years_that_miscounting_explains_tell_nobody_apart():
    assert len(tell_apart([told("a", born(1985)), told("b", born(1986))])) == 1


def test_a_year_against_a_year_says_why():
    [_, second] = tell_apart([told("a", born(1985)), told("b", born(1987), day="2022-02-01")])
    [reason] = second.reasons
    assert (second.apart_by, reason.why, reason.here[1].text, reason.there[1].text) == (
        "sinh 1987",
        Why.BORN,
        "SN 1987",
        "SN 1985",
    )


def test_posts_seen_without_a_day_tell_nobody_apart():
    people = [told(f"{i}", chairs("a" if i % 2 else "b", f"P{i % 2}"), day=None) for i in range(6)]
    assert len(tell_apart(people)) == 1


def test_moving_once_is_no_reason():
    posts = [("a", "2020-01-01"), ("a", "2020-06-01"), ("b", "2020-06-10"), ("b", "2021-01-01")]
    people = [told(day, chairs(unit, f"Tỉnh {unit}"), day=day) for unit, day in posts]
    assert len(tell_apart(people)) == 1


def test_a_name_of_very_many_people_takes_bounded_time():
    people = [
        told(f"{i}-{n}", born(1930 + 3 * (i % 25)), home(f"Tỉnh {i}"), day=f"2022-01-{1 + n:02d}")
        for i in range(150)
        for n in range(8)
    ]
    assert len(tell_apart(people)) > 20


def test_traits_survive_the_catalog():
    for one in (born(1985), home("Sơn La", "xã mường bon"), chairs("nà sản", "Sơn La"), trait(ACCUSED, "x")):
        assert Trait.from_json(json.loads(json.dumps(one.as_json()))) == one
