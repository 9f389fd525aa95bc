"""Names of facet values, found as people write them, in one state of an index and in the next."""

from __future__ import annotations

import pytest

from index.query.fields import Field
from index.query.vocabulary import Vocabulary
from index.text import keys
from tests.index.fake_engine import FakeEngine
from tests.index.query.corpus import SOURCES, article

FIRST = [
    article("a", "Họp", "Xã họp.", person="Lò Thị Mai"),
    article("b", "Họp", "Xã họp.", person="Lò Văn Ín"),
    article("c", "Họp", "Xã họp.", person="Lò Văn Ín"),
]
LATER = [
    *FIRST[:2],
    article("d", "Họp", "Xã họp.", person="Lò Thị Mai"),
    article("e", "Họp", "Họp.", person="Lò Pao"),
]


def over(documents, before: Vocabulary | None = None) -> Vocabulary:
    return Vocabulary(FakeEngine(documents), SOURCES, before)


def test_a_part_of_a_name_stands_for_all_who_bear_it_the_commonest_first():
    assert over(FIRST).named(Field.PERSON, "lo") == ("Lò Văn Ín", "Lò Thị Mai")


@pytest.mark.parametrize("text", ["lo", "Lò", "Lò Thị Mai", "lo van in", "Lò Pao", "pao", "không ai"])
def test_the_next_state_is_answered_as_if_there_had_been_none_before(text: str):
    before = over(FIRST)
    before.named(Field.PERSON, "lo")
    following = over(LATER, before)
    assert following.named(Field.PERSON, text) == over(LATER).named(Field.PERSON, text)
    assert following.names_wholly(Field.PERSON, text) == over(LATER).names_wholly(Field.PERSON, text)


def test_a_state_that_is_still_asked_knows_nothing_of_the_next():
    before = over(FIRST)
    before.named(Field.PERSON, "lo")
    over(LATER, before).named(Field.PERSON, "pao")
    assert before.named(Field.PERSON, "pao") == ()
    assert not before.names_wholly(Field.PERSON, "Lò Pao")


def test_names_known_from_the_state_before_are_not_read_again(monkeypatch):
    before = over(FIRST)
    before.named(Field.PERSON, "lo")
    read: list[str] = []
    monkeypatch.setattr(
        "index.query.vocabulary.folded_key", lambda name: read.append(name) or keys.folded_key(name)
    )
    over(LATER, before).named(Field.PERSON, "Lò Pao")
    assert [name for name in read if name in {"Lò Thị Mai", "Lò Văn Ín"}] == []
