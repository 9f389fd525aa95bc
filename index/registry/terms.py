"""Party terms: which term a day falls in, and when the days allow two, both.

Party numbers restart at 01 for each document type, committee and term (Hướng dẫn 36-HD/VPTW of
2018, II.1.3). When exactly a committee's congress was held is not known here; `data/terms.toml`
says between which days.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TERMS = Path(__file__).parent / "data" / "terms.toml"
_CENTRAL_CONGRESSES = {
    "VIII": "1996-2001",
    "IX": "2001-2006",
    "X": "2006-2011",
    "XI": "2011-2016",
    "XII": "2016-2021",
    "XIII": "2021-2026",
    "XIV": "2026-2031",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term; it began on one of the days `first` to `last`."""

    name: str  # "2020-2025"
    first: dt.date
    last: dt.date


@cache
def _loaded() -> tuple[dict[str, tuple[Term, ...]], Term]:
    fields = tomllib.loads(_TERMS.read_text(encoding="utf-8"))
    merged = fields.pop("merged")
    terms = {
        level: tuple(
            Term(name=one["term"], first=one["first"], last=one["last"])
            for one in sorted(listed, key=lambda one: one["first"])
        )
        for level, listed in fields.items()
    }
    return terms, Term(name=merged["term"], first=merged["first"], last=merged["first"])


def terms_of(level: str, *, merged: bool = False) -> tuple[Term, ...]:
    """The terms of committees of a level in order.

    Args:
        level: "central", "province", "district" or "commune"; of another, provincial terms.
        merged: the province was formed of several in 2025; its committee was founded anew.
    """
    terms, interim = _loaded()
    found = terms.get(level) or terms["province"]
    if merged and level == "province":
        found = tuple(sorted((*found, interim), key=lambda term: term.first))
    return found


def terms_on(day: dt.date, level: str, *, merged: bool = False) -> tuple[str, ...]:
    """Names of the terms a document of this day can belong to; none before the first known."""
    terms = terms_of(level, merged=merged)
    found = []
    for term, following in zip(terms, (*terms[1:], None), strict=True):
        if day >= term.first and (following is None or day <= following.last):
            found.append(term.name)
    return tuple(found)


def span_of(name: str, level: str, *, merged: bool = False) -> tuple[dt.date, dt.date | None] | None:
    """First and last day a document of the term can bear; None for a term not in the data."""
    terms = terms_of(level, merged=merged)
    for term, following in zip(terms, (*terms[1:], None), strict=True):
        if term.name == name:
            return term.first, following.last if following is not None else None
    return None


def central_term(congress: str) -> str | None:
    """The term of the Central Committee by its number: "XIII" -> "2021-2026"."""
    return _CENTRAL_CONGRESSES.get(congress)
