"""A number that more directives bear than can be listed: what still tells one of them from the others."""

from __future__ import annotations

import datetime as dt

import pytest

from index.registry.cited import Cited
from index.registry.founded import MOST
from index.registry.issuers import issuer
from index.registry.settling import Rule, settle

NUMBER = "02-NQ/ĐU"
FIRST = dt.date(2021, 1, 1)
CROPS = ("cà phê", "xoài", "mắc ca", "nhãn", "dâu tây")


def commune(i):
    return issuer(f"Đảng ủy xã Mường {i}, Sơn La", "commune")


def key(i):
    return f"{NUMBER}~{commune(i).key}~2020-2025"


def founding(i):
    day = FIRST + dt.timedelta(i)
    return Cited(
        id=i,
        number=NUMBER,
        issuers=(commune(i),),
        issued=day,
        first=day,
        last=day,
        period="2020-2025",
        subject=f"trồng cây {CROPS[i % 5]} ở vùng {100 + i}, lô {400 + i}, thửa {700 + i}",
    )


MANY = [founding(i) for i in range(MOST + 1)]


def meant(known=MANY, **said):
    asked = Cited(id=-1, number=NUMBER, **said)
    return settle(NUMBER, [*known, asked], {})[-1]


def test_a_reference_that_may_mean_any_of_too_many_names_none():
    found = meant()
    assert (found.directive, found.rule, found.candidates) == (None, Rule.OPEN, ())


def test_a_reference_that_may_mean_any_of_as_many_as_are_listed_names_all():
    assert meant(MANY[:-1]).candidates == tuple(sorted(key(i) for i in range(MOST)))


def test_a_day_tells_one_of_many():
    day = FIRST + dt.timedelta(7)
    assert (meant(issued=day, first=day, last=day).directive) == key(7)


def test_words_tell_one_of_many():
    found = meant(subject="trồng cây mắc ca ở vùng 107 lô 407 thửa 707")
    assert (found.directive, found.rule) == (key(7), Rule.SUBJECT)


def test_words_that_many_share_tell_none():
    assert meant(subject="trồng cây mắc ca ở vùng mới").directive is None


def test_an_issuer_tells_one_of_many():
    found = meant(issuers=(commune(7),), issuer_basis="stated", day=dt.date(2022, 6, 1))
    assert (found.directive, found.rule) == (key(7), Rule.CURRENT)


@pytest.mark.parametrize("published", [FIRST, FIRST + dt.timedelta(5)])
def test_only_what_was_issued_by_the_day_of_publication_is_a_candidate(published):
    assert meant(day=published).candidates == tuple(
        sorted(key(i) for i in range((published - FIRST).days + 1))
    )
