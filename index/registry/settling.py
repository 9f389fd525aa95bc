"""Which directive each reference to a number means, decided over all references to it at once.

A number is not an identifier: a directive is issuer + number + term or year. References that
state all three found directives; the others are matched to those. What the evidence does not
decide stays open. The outcome depends on the set of references alone, never on their order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from index.registry.issuers import NATIONAL, Issuer, by_number, province_of
from index.registry.numbers import NumberParts, number_parts
from index.registry.terms import terms_on
from index.registry.units import merged_provinces
from index.text.keys import folded_key

_TELLING = 5
_SHARED = 0.8


class Rule(StrEnum):
    """By what a reference was settled."""

    COMPLETE = "complete"  # issuer and term or year are known for the reference itself
    DATE = "date"  # the one known directive of that number and day
    CURRENT = "current"  # the one known, and of the term or year of the day of publication
    SUBJECT = "subject"  # the one whose title says what the reference says
    FORM = "form"  # a field of a directive's form names it
    NAME = "name"  # a law by its name and year
    CORRECTED = "corrected"  # the archivist said so
    OPEN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A reference as settling sees it; `id` is the caller's."""

    id: int
    number: str
    own: bool = False
    issuers: tuple[Issuer, ...] = ()
    issuer_basis: str = ""
    issued: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    period: str = ""
    day: dt.date | None = None  # of publication: the latest it can have been issued
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The directive a reference means, or those it may mean."""

    directive: str | None
    rule: Rule
    candidates: tuple[str, ...] = ()  # keys, while open


@dataclass(slots=True)
class _Known:
    """A directive that complete references founded."""

    key: str
    issuer: str
    period: str
    days: set[dt.date] = field(default_factory=set)
    first: dt.date | None = None
    last: dt.date | None = None
    merged: bool = False
    level: str = ""
    subjects: set[frozenset[str]] = field(default_factory=set)


def settle(number: str, cited: Sequence[Cited], versions: Mapping[int, str]) -> dict[int, Settled]:
    """Id of each reference -> what it means.

    Args:
        cited: every reference to `number`.
        versions: year -> number of the versions of the law, when `number` is a law's name.
    """
    parts = number_parts(number)
    if parts is None:
        return {one.id: _by_name(one, versions) for one in cited}
    known = _founded(parts, cited)
    return {one.id: _settled(one, parts, known) for one in cited}


def directive_key(parts: NumberParts, issuer: Issuer | None, period: str) -> str:
    """A directive's key: its number, then issuer and period as far as the number does not say them.

    "19/2025/QĐ-TTg", "24/2017/NQ-HĐND~hdnd-tinh-son-la", "07-NQ/TU~tinh-uy-son-la~2020-2025".
    """
    key = parts.number
    if issuer is not None and by_number(parts.issuers) is None:
        key += f"~{issuer.key}"
    if period and parts.year is None and not parts.of_a_term:
        key += f"~{period}"
    return key


def _by_name(one: Cited, versions: Mapping[int, str]) -> Settled:
    if len(one.issuers) == 1:
        return Settled(directive=f"{one.number}~{one.issuers[0].key}", rule=Rule.NAME)
    if one.period and one.number:
        number = versions.get(int(one.period[:4]))
        return Settled(directive=number or f"{one.number}~{one.period}", rule=Rule.NAME)
    latest = one.day.year if one.day else 9999
    possible = tuple(versions[year] for year in sorted(versions) if year <= latest)
    return Settled(directive=None, rule=Rule.OPEN, candidates=possible)


def _founded(parts: NumberParts, cited: Sequence[Cited]) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for one in cited:
        if not _is_complete(one, parts):
            continue
        issuer = one.issuers[0]
        key = directive_key(parts, issuer, one.period)
        found = known.setdefault(key, _Known(key, issuer.key, one.period))
        found.level = "central" if issuer.level == NATIONAL else issuer.level
        found.merged = province_of(issuer) in merged_provinces()
        if one.issued is not None:
            found.days.add(one.issued)
        if one.first is not None:
            found.first = one.first if found.first is None else min(found.first, one.first)
        if one.last is not None:
            found.last = one.last if found.last is None else max(found.last, one.last)
        words = _words(one.subject)
        if words:
            found.subjects.add(words)
    return dict(sorted(known.items()))


def _is_complete(one: Cited, parts: NumberParts) -> bool:
    dated = bool(one.period) or parts.year is not None or parts.of_a_term
    return len(one.issuers) == 1 and dated


def _settled(one: Cited, parts: NumberParts, known: Mapping[str, _Known]) -> Settled:
    if _is_complete(one, parts):
        return Settled(directive=directive_key(parts, one.issuers[0], one.period), rule=Rule.COMPLETE)
    fitting = [directive for directive in known.values() if _fits(one, directive)]
    for rule, test in (
        (Rule.DATE, _same_day),
        (Rule.SUBJECT, _same_subject),
        (Rule.FORM, _in_form),
        (Rule.CURRENT, _current),
    ):
        meant = [directive for directive in fitting if test(one, directive, parts)]
        if rule in (Rule.FORM, Rule.CURRENT) and len(fitting) > 1:
            continue
        if len(meant) == 1:
            return Settled(directive=meant[0].key, rule=rule)
    return Settled(directive=None, rule=Rule.OPEN, candidates=tuple(one.key for one in fitting))


def _fits(one: Cited, directive: _Known) -> bool:
    """Whether nothing the reference states speaks against the directive."""
    if one.issuers and directive.issuer not in {issuer.key for issuer in one.issuers}:
        return False
    if one.issued is not None and directive.days:
        if one.issued not in directive.days:
            return False
    elif one.period and directive.period and one.period != directive.period:
        return False
    if one.first is not None and directive.last is not None and directive.last < one.first:
        return False
    if one.last is not None and directive.first is not None and directive.first > one.last:
        return False
    return one.day is None or directive.first is None or directive.first <= one.day


def _same_day(one: Cited, directive: _Known, parts: NumberParts) -> bool:
    del parts
    return one.issued is not None and one.issued in directive.days


def _same_subject(one: Cited, directive: _Known, parts: NumberParts) -> bool:
    """At least five words of the reference's subject, four fifths of them in the directive's own."""
    del parts
    said = (_words(one.subject), _words(one.subject.partition(",")[0]))
    return any(
        len(words) >= _TELLING and len(words & own) >= _SHARED * len(words)
        for words in said
        for own in directive.subjects
    )


def _in_form(one: Cited, directive: _Known, parts: NumberParts) -> bool:
    del directive, parts
    return one.issuer_basis == "form" and not one.own and len(one.issuers) == 1


def _current(one: Cited, directive: _Known, parts: NumberParts) -> bool:
    """The issuer is known, no time is stated, and the directive is of the time of publication."""
    if len(one.issuers) != 1 or one.period or one.first is not None or one.day is None:
        return False
    if not parts.party:
        return directive.period == str(one.day.year)
    return terms_on(one.day, directive.level, merged=directive.merged) == (directive.period,)


def _words(subject: str) -> frozenset[str]:
    return frozenset(word for word in folded_key(subject).split(" ")[:40] if len(word) > 1) - {"ve", "viec"}
