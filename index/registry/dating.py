"""A reference's type and day, and the period in which its number is the only one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from index.directives.types import TYPE_BY_NAME, symbol_of
from index.registry import issuers as issuing
from index.registry.numbers import NumberParts, type_name
from index.registry.read_reference import NUMBER, ReadReference
from index.registry.terms import span_of, terms_on
from index.registry.units import merged_provinces


def dated(
    base: ReadReference, parts: NumberParts, issued: dt.date | None, year: int | None, term: str, basis: str
) -> ReadReference:
    """The reference with its period: the term or year in which its number is the only one.

    Args:
        issued, year, term: what is stated of its time, each where it is.
        basis: where it is stated.
    """
    if parts.year is not None or parts.of_a_term:
        span = parts.year or (issued.year if issued else year)
        dated = replace(base, issued=issued, period=str(parts.year or ""), period_basis=NUMBER)
        if span is None:
            return dated
        first, last = issued or dt.date(span, 1, 1), issued or dt.date(span, 12, 31)
        return replace(dated, first=first, last=last)
    level, merged = _committee_level(base)
    if issued is not None:
        terms = terms_on(issued, level, merged=merged) if parts.party else (str(issued.year),)
        period = terms[0] if len(terms) == 1 else issued.isoformat()
        return replace(base, issued=issued, first=issued, last=issued, period=period, period_basis=basis)
    if term and parts.party:
        span_of_term = span_of(term, level, merged=merged)
        if span_of_term is not None:
            first, last_day = span_of_term
            return replace(base, first=first, last=last_day, period=term, period_basis=basis)
    if year is not None:
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        terms = (str(year),)
        if parts.party:
            terms = tuple({*terms_on(first, level, merged=merged), *terms_on(last, level, merged=merged)})
        period = terms[0] if len(terms) == 1 else ""
        return replace(base, first=first, last=last, period=period, period_basis=basis if period else "")
    return base


def _committee_level(base: ReadReference) -> tuple[str, bool]:
    """(level of the terms, whether the province was formed anew in 2025)."""
    if not base.issuers:
        return "province", False
    one = base.issuers[0]
    level = "central" if one.level == issuing.NATIONAL else one.level or "province"
    return level, level == "province" and issuing.province_of(one) in merged_provinces()


def type_of(parts: NumberParts | None, written: str) -> str:
    """The document type: as the number says, or as written before it."""
    said = " ".join(written.split()).casefold()
    if said not in TYPE_BY_NAME:
        symbol = symbol_of(written) if written else None
        said = type_name(symbol, party=bool(parts and parts.party)) if symbol else ""
    return (parts.type if parts is not None else "") or said


def stated_day(value: object) -> dt.date | None:
    """The day of an ISO text; None of nothing, and of what is no day."""
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
