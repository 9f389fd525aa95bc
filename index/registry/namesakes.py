"""Two people of one name: told apart where texts give a reason, one entity everywhere else.

Pure: the outcome depends on the set of tellings alone, never on their order. Tellings that
share a post, a home or a year of birth are gathered first. What is gathered is kept apart from
the rest only by a contradiction (`Why`); whatever nothing speaks against stays with the one
who is named in the most documents. Splitting wrongly is worse than not splitting.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from index.registry.apart_names import names_apart
from index.registry.traits import ACCUSED, BORN, HOME, ORIGIN, POST, Telling, Trait, order_of

YEARS_APART = 2
"""Years of birth that differ by less may be one year, counted or copied differently."""
MARGIN = 30
"""Days: an office is held still if seen so long before and after; nearer, a text may be out of date."""
YOUNGEST = 20
"""Years: nobody holds a post younger."""
ABOUT = dt.timedelta(days=730)
"""How long what a text says of a home and another of a post are of one time."""
MOST = 400
"""Gathered tellings of one name that are compared; the rest of a longer list stays undecided."""


class Why(StrEnum):
    """What tells two people apart."""

    BORN = "born"  # years of birth that cannot be one
    HOME = "home"  # live in different provinces
    ORIGIN = "origin"  # come from different provinces
    POST = "post"  # hold posts in different places at one time
    AGE = "age"  # one was a child when the other held a post
    ACCUSED = "accused"  # one stood accused before the other was seen in a post, or elsewhere
    AWAY = "away"  # one lives in a province while the other holds a post in another


Where = tuple[Telling, Trait]
_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a person is not another: a trait of each that cannot be of one person."""

    why: Why
    than: int  # the other's place in the answer of `tell_apart`
    here: Where
    there: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """One person of the name; `apart_by` is empty for the first, who also has all that is undecided."""

    tellings: tuple[Telling, ...]
    apart_by: str  # "sinh 1985": the earliest thing told that the others are not
    reasons: tuple[Reason, ...]  # one for each person before it


@dataclass(slots=True)
class _Gathered:
    """Tellings taken for one person, and their traits by what they say, each with its earliest place."""

    tellings: list[Telling] = field(default_factory=list)
    by_document: dict[str, Telling] = field(default_factory=dict)
    births: dict[tuple[int, int], Where] = field(default_factory=dict)
    homes: dict[tuple[str, str], Where] = field(default_factory=dict)  # (kind, province)
    units: set[tuple[str, str]] = field(default_factory=set)  # (province, unit) lived in
    nearest: set[tuple[str, str]] = field(default_factory=set)  # those named first: the smallest
    posts: dict[tuple[str, str, str], dict[dt.date, Where]] = field(default_factory=dict)
    # (level, province, unit) -> days seen in a post there
    kept: set[str] = field(default_factory=set)  # keys of posts, held or former
    accused: dict[dt.date, Where] = field(default_factory=dict)

    def add(self, telling: Telling) -> None:
        self.tellings.append(telling)
        self.by_document[telling.document] = telling
        for trait in telling.traits:
            where = (telling, trait)
            if trait.kind == BORN:
                _keep(self.births, (trait.first, trait.last), where)
            elif trait.kind in (HOME, ORIGIN):
                if trait.province:
                    _keep(self.homes, (trait.kind, trait.province), where)
                if trait.kind == HOME and trait.units:
                    self.units.update((trait.province, unit) for unit in trait.units)
                    self.nearest.add((trait.province, trait.units[0]))
            elif trait.kind == POST:
                self.kept.add(trait.key)
                if telling.day is not None and not trait.former:
                    seen = self.posts.setdefault((trait.level, trait.province, trait.units[0]), {})
                    _keep(seen, telling.day, where)
            elif trait.kind == ACCUSED and telling.day is not None:
                _keep(self.accused, telling.day, where)

    def take(self, other: _Gathered) -> None:
        for telling in other.tellings:
            self.add(telling)

    @property
    def rank(self) -> tuple[int, tuple[str, str, int]]:
        """The best known first, by orders of magnitude, then who was told of first."""
        return -len(self.by_document).bit_length(), min(order_of(one) for one in self.tellings)


def tell_apart(tellings: Sequence[Telling]) -> list[Namesake]:
    """The people of one name, the best known first; of one alone a list of one.

    Args: tellings: all of the name that tell anything; what tells nothing is the first's.
    """
    people: list[_Gathered] = []
    because: list[list[tuple[Why, Where, Where]]] = []
    for one in sorted(_gathered(tellings), key=lambda gathered: gathered.rank)[:MOST]:
        against: list[tuple[Why, Where, Where]] = []
        for person in people:
            contradiction = _contradiction(one, person)
            if contradiction is None:
                person.take(one)
                break
            against.append(contradiction)
        else:
            people.append(one)
            because.append(against)
    labels = names_apart([person.tellings for person in people])
    return [
        Namesake(
            tellings=tuple(sorted(person.tellings, key=order_of)),
            apart_by=labels[i],
            reasons=tuple(
                Reason(why=why, than=than, here=here, there=there)
                for than, (why, here, there) in enumerate(because[i])
            ),
        )
        for i, person in enumerate(people)
    ]


def contradicts(one: Sequence[Trait], other: Sequence[Trait]) -> bool:
    """Whether two sets of traits of one text cannot be of one person: years of birth or homes differ."""
    here, there = _Gathered(), _Gathered()
    here.add(Telling(document="here", part=0, day=None, traits=tuple(one)))
    there.add(Telling(document="there", part=0, day=None, traits=tuple(other)))
    return _contradiction(here, there) is not None


# ---- who is one ----------------------------------------------------------------------


def _gathered(tellings: Sequence[Telling]) -> list[_Gathered]:
    """Tellings gathered by what they share, never two that contradict each other."""
    ordered = sorted(tellings, key=order_of)
    groups: dict[int, _Gathered] = {}
    of: list[int] = list(range(len(ordered)))  # telling -> a group it went into, see `group`
    for i, telling in enumerate(ordered):
        groups[i] = _Gathered()
        groups[i].add(telling)

    def group(i: int) -> int:
        while of[i] != i:
            of[i] = of[of[i]]
            i = of[i]
        return i

    for shared in _shared(ordered).values():
        heads: list[int] = []
        for one in (group(i) for i in shared):
            if one in heads or one not in groups:
                continue
            for head in heads:
                if _contradiction(groups[head], groups[one]) is None:
                    groups[head].take(groups.pop(one))
                    of[one] = head
                    break
            else:
                heads.append(one)
    return list(groups.values())


def _shared(ordered: Sequence[Telling]) -> Mapping[tuple[str, ...], list[int]]:
    """What several tellings may share -> their places, the most telling first."""
    found: dict[tuple[str, ...], list[int]] = {}
    for i, telling in enumerate(ordered):
        years = {str(one.first) for one in telling.traits if one.kind == BORN and one.first == one.last}
        marks: set[tuple[str, ...]] = {("1", one.key) for one in telling.traits if one.kind == POST}
        for one in telling.traits:
            if one.kind == HOME and one.province:
                marks |= {("3", one.province, unit) for unit in one.units}
                marks |= {("2", one.province, unit, year) for unit in one.units for year in years}
        marks |= {("4", year) for year in years}
        for mark in marks:
            found.setdefault(mark, []).append(i)
    return {mark: found[mark] for mark in sorted(found) if len(found[mark]) > 1}


# ---- who is not ----------------------------------------------------------------------


def _contradiction(one: _Gathered, other: _Gathered) -> tuple[Why, Where, Where] | None:
    """The first thing that speaks against one person, with a place of each."""
    in_text = _two_of_one_text(one, other)
    if in_text is not None:
        return in_text
    if one.kept & other.kept:
        return None
    for rule in (_born, _lives, _posts):
        found = rule(one, other)
        if found is not None:
            return found
    for rule in (_child, _accused, _away):
        found = rule(one, other)
        if found is not None:
            return found
        turned = rule(other, one)
        if turned is not None:
            return turned[0], turned[2], turned[1]
    return None


def _two_of_one_text(one: _Gathered, other: _Gathered) -> tuple[Why, Where, Where] | None:
    for document in sorted(one.by_document.keys() & other.by_document.keys()):
        here, there = one.by_document[document], other.by_document[document]
        kind, why = (BORN, Why.BORN) if _of(here, BORN) and _of(there, BORN) else (HOME, Why.HOME)
        return (
            why,
            (here, (_of(here, kind) or here.traits)[0]),
            (there, (_of(there, kind) or there.traits)[0]),
        )
    return None


def _of(telling: Telling, kind: str) -> tuple[Trait, ...]:
    return tuple(one for one in telling.traits if one.kind == kind)


def _born(one: _Gathered, other: _Gathered) -> tuple[Why, Where, Where] | None:
    """No pair of years fits; a home they may share makes it a slip of the pen."""
    if not one.births or not other.births or one.nearest & other.units or other.nearest & one.units:
        return None
    if any(_years_between(a, b) < YEARS_APART for a in one.births for b in other.births):
        return None
    return Why.BORN, _earliest(one.births), _earliest(other.births)


def _years_between(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0], other[0]) - min(one[1], other[1])


def _lives(one: _Gathered, other: _Gathered) -> tuple[Why, Where, Where] | None:
    """Different provinces, unless the years of birth or the units below say it is one person after all."""
    if one.births and other.births:
        return None  # what differs was told already, what agrees outweighs a home
    if {unit for _, unit in one.units} & {unit for _, unit in other.units}:
        return None  # one text puts the commune into a wrong province
    for why, kind in ((Why.HOME, HOME), (Why.ORIGIN, ORIGIN)):
        here = {province: where for (said, province), where in one.homes.items() if said == kind}
        there = {province: where for (said, province), where in other.homes.items() if said == kind}
        if here and there and not set(here) & set(there):
            return why, _earliest(here), _earliest(there)
    return None


def _posts(one: _Gathered, other: _Gathered) -> tuple[Why, Where, Where] | None:
    """Posts in two places, one of them seen while the other was held: nobody moved there and back."""
    for here, seen in one.posts.items():
        for there, also_seen in other.posts.items():
            if _one_place(here, there):
                continue
            for days, between in ((seen, also_seen), (also_seen, seen)):
                at = _held_through(sorted(days), sorted(between))
                if at is not None:
                    one_day, other_day = at
                    if days is seen:
                        return Why.POST, seen[one_day], also_seen[other_day]
                    return Why.POST, seen[other_day], also_seen[one_day]
    return None


def _one_place(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether one person may hold posts in both: one lies in the other, or may."""
    if one[1] and other[1] and one[1] != other[1]:
        return False
    return one[0] != other[0] or one[2] == other[2] or not (one[1] and other[1])


def _held_through(days: Sequence[dt.date], others: Sequence[dt.date]) -> tuple[dt.date, dt.date] | None:
    """(the last of `days` before, the one of `others`) that lies well between two of `days`."""
    margin = dt.timedelta(days=MARGIN)
    for day in others:
        before = bisect_right(days, day - margin)
        behind = bisect_left(days, day + margin)
        if before > 0 and behind < len(days):
            return days[before - 1], day
    return None


def _child(one: _Gathered, other: _Gathered) -> tuple[Why, Where, Where] | None:
    """The first was too young when the second held a post."""
    if not one.births or one.kept:
        return None
    for seen in other.posts.values():
        day = min(seen)
        if all(years[0] > day.year - YOUNGEST for years in one.births):
            return Why.AGE, _earliest(one.births), seen[day]
    return None


def _accused(one: _Gathered, other: _Gathered) -> tuple[Why, Where, Where] | None:
    """The first stood accused, of no post; the second is in one afterwards, or in another province."""
    if not one.accused or one.kept or other.accused:
        return None
    first = min(one.accused)
    for (_, province, _), seen in other.posts.items():
        later = [day for day in sorted(seen) if day >= first + dt.timedelta(days=MARGIN)]
        if later:
            return Why.ACCUSED, one.accused[first], seen[later[0]]
        lives = {home: where for (kind, home), where in one.homes.items() if kind == HOME}
        if province and lives and province not in lives:
            return Why.ACCUSED, one.accused[first], seen[min(seen)]
    return None


def _away(one: _Gathered, other: _Gathered) -> tuple[Why, Where, Where] | None:
    """The first lives in a province, of no post; the second holds one in another about then."""
    lives = {home: where for (kind, home), where in one.homes.items() if kind == HOME}
    if not lives or one.kept:
        return None
    for (_, province, _), seen in other.posts.items():
        if not province or province in lives:
            continue
        for where in lives.values():
            said = where[0].day
            near = [day for day in sorted(seen) if said is not None and abs(day - said) <= ABOUT]
            if near:
                return Why.AWAY, where, seen[near[0]]
    return None


def _earliest(found: Mapping[_Said, Where]) -> Where:
    return min(found.values(), key=lambda where: (*order_of(where[0]), where[1].start))


def _keep(found: dict[_Said, Where], said: _Said, where: Where) -> None:
    """Keep the earliest place of what is said."""
    before = found.get(said)
    if before is None or (*order_of(where[0]), where[1].start) < (*order_of(before[0]), before[1].start):
        found[said] = where
