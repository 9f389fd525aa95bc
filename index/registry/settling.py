"""Which directive each reference to a number means, decided over all references to it at once.

A number is not an identifier: a directive is issuer + number + term or year. References that
state all three found directives; the others are matched to those. What the evidence does not
decide stays open. The outcome depends on the set of references alone, never on their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.registry.cited import Cited, subject_words
from index.registry.founded import Founded, Known
from index.registry.issuers import NATIONAL, Issuer, by_number, province_of
from index.registry.numbers import NumberParts, number_parts
from index.registry.short_numbers import short_number
from index.registry.terms import terms_on
from index.registry.units import merged_provinces


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
class Settled:
    """The directive a reference means, or those it may mean."""

    directive: str | None
    rule: Rule
    candidates: tuple[str, ...] = ()  # keys in order, while open; none where they are too many to list


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
    if short_number(one.number) is not None:
        return Settled(directive=None, rule=Rule.OPEN)
    if len(one.issuers) == 1:
        return Settled(directive=f"{one.number}~{one.issuers[0].key}", rule=Rule.NAME)
    if one.period and one.number:
        number = versions.get(int(one.period[:4]))
        return Settled(directive=number or f"{one.number}~{one.period}", rule=Rule.NAME)
    latest = one.day.year if one.day else 9999
    possible = tuple(versions[year] for year in sorted(versions) if year <= latest)
    return Settled(directive=None, rule=Rule.OPEN, candidates=possible)


def _founded(parts: NumberParts, cited: Sequence[Cited]) -> Founded:
    known: dict[str, Known] = {}
    for one in cited:
        if not _is_complete(one, parts):
            continue
        issuer = one.issuers[0]
        key = directive_key(parts, issuer, one.period)
        found = known.setdefault(key, Known(key, issuer.key, one.period))
        found.level = "central" if issuer.level == NATIONAL else issuer.level
        found.merged = province_of(issuer) in merged_provinces()
        found.learn(one)
    return Founded(known.values())


def _is_complete(one: Cited, parts: NumberParts) -> bool:
    dated = bool(one.period) or parts.year is not None or parts.of_a_term
    return len(one.issuers) == 1 and dated


def _settled(one: Cited, parts: NumberParts, known: Founded) -> Settled:
    if _is_complete(one, parts):
        return Settled(directive=directive_key(parts, one.issuers[0], one.period), rule=Rule.COMPLETE)
    said = (subject_words(one.subject), subject_words(one.subject.partition(",")[0]))
    near = known.near(one)
    looked_at = known.told_apart(one, said) if near is None else near
    listed = [directive for directive in looked_at if directive.fits(one)]
    for rule, meant in (
        (Rule.DATE, [directive for directive in listed if one.issued in directive.days]),
        (Rule.SUBJECT, [directive for directive in listed if directive.is_about(said)]),
    ):
        if len(meant) == 1:
            return Settled(directive=meant[0].key, rule=rule)
    if near is None:
        return Settled(directive=None, rule=Rule.OPEN)
    if len(listed) == 1:
        for rule, holds in ((Rule.FORM, _in_form(one)), (Rule.CURRENT, _current(one, listed[0], parts))):
            if holds:
                return Settled(directive=listed[0].key, rule=rule)
    return Settled(directive=None, rule=Rule.OPEN, candidates=tuple(sorted(other.key for other in listed)))


def _in_form(one: Cited) -> bool:
    return one.issuer_basis == "form" and not one.own and len(one.issuers) == 1


def _current(one: Cited, directive: Known, parts: NumberParts) -> bool:
    """The issuer is known, no time is stated, and the directive is of the time of publication."""
    if len(one.issuers) != 1 or one.period or one.first is not None or one.day is None:
        return False
    if not parts.party:
        return directive.period == str(one.day.year)
    return terms_on(one.day, directive.level, merged=directive.merged) == (directive.period,)
