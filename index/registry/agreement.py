"""What references of one text tell each other: a number given in full once is meant throughout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.registry import issuers as issuing
from index.registry.issuers import Issuer
from index.registry.read_reference import BESIDE, SOURCE, STATED, TEXT, ReadReference
from index.registry.surroundings import Surroundings

_Dated = tuple[str, dt.date | None, dt.date | None, dt.date | None]
"""(period, issued, first, last)."""


@dataclass(slots=True)
class _Stated:
    """What a text states of one number, in all of it or up to some place."""

    issuers: set[tuple[Issuer, ...]] = field(default_factory=set)
    dated: set[tuple[tuple[Issuer, ...], _Dated]] = field(default_factory=set)

    def learn(self, one: ReadReference) -> None:
        if one.issuer_basis in (STATED, BESIDE):
            self.issuers.add(one.issuers)
        if one.period or one.first is not None:
            self.dated.add((one.issuers, (one.period, one.issued, one.first, one.last)))


def agreed(found: Sequence[ReadReference], around: Surroundings) -> list[ReadReference]:
    """Each bare reference with what its text states of the same number, where that is one thing.

    What was stated before it tells, or where nothing was, what is stated after it; nothing tells
    whose one is that every unit has.
    Args: found: in order of the text.
    """
    everywhere: dict[str, _Stated] = {}
    for one in found:
        everywhere.setdefault(one.number, _Stated()).learn(one)
    before: dict[str, _Stated] = {}
    out = []
    for one in found:
        if not one.issuers and around.is_of_any(one.start):
            out.append(one)
            continue
        so_far, in_all = before.setdefault(one.number, _Stated()), everywhere[one.number]
        told = _whose(one, so_far if so_far.issuers else in_all, around)
        out.append(_when(told, so_far if so_far.dated else in_all))
        so_far.learn(out[-1])
    return out


def _whose(one: ReadReference, stated: _Stated, around: Surroundings) -> ReadReference:
    """With the issuer; another province named beside the reference keeps its own candidates too."""
    if one.issuer_basis not in ("", SOURCE, TEXT) or len(stated.issuers) != 1:
        return one
    elsewhere = next(iter(stated.issuers))
    days = {values[1] for issuers, values in stated.dated if issuers == elsewhere and values[1] is not None}
    if one.issued is not None and days and one.issued not in days:
        return one  # another directive of that number
    here = around.provinces_beside(one.start)
    told = {issuing.province_of(who) for who in elsewhere}
    if here and not told & here:
        return replace(one, issuers=tuple(sorted({*elsewhere, *one.issuers})), issuer_basis=TEXT)
    return replace(one, issuers=elsewhere, issuer_basis=TEXT)


def _when(one: ReadReference, stated: _Stated) -> ReadReference:
    """With the date or period, when the text states one for an issuer it may have."""
    if one.period or one.first is not None:
        return one
    dated = {values for issuers, values in stated.dated if set(issuers) & set(one.issuers or issuers)}
    exact = {values for values in dated if values[1] is not None}
    one_period = len({values[0] for values in dated}) == 1
    chosen = exact if len(exact) == 1 and one_period else dated
    if len(chosen) != 1:
        return one
    period, issued, first, last = next(iter(chosen))
    return replace(one, period=period, issued=issued, first=first, last=last, period_basis=TEXT)
