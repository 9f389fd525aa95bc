"""Numbers without a code: "Nghị quyết 18", "Quyết định 2235/2017 của UBND tỉnh".

Type, ordinal and year name no directive: "2235/2017" may be short for 2235/QĐ-UBND of 2017 or for
a number that carries its year. Only where type and issuer leave one form is the number completed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.directives.types import TYPE_BY_NAME
from index.registry import issuers as issuing
from index.registry.numbers import number_parts, type_symbol
from index.text.keys import exact_key

_SHORT = re.compile(
    r"(?P<type>[^\d]+?)\s+(?:số\s+)?(?P<ordinal>\d{1,5})(?:\s(?P<year>(?:19|20)\d\d))?",
)
_YEAR_IN_NUMBERS = 1997  # from when numbers of decrees and circulars carry their year
_IN_PARTY_NUMBERS = {"QyĐ": "QĐ"}  # "Quy định số 102-QĐ/TW": so the Central Committee numbers them
_TERM = re.compile(r"(?P<first>\d{4})-(?P<last>\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortNumber:
    """A type and an ordinal, the year where it is written with them."""

    type: str  # "quyết định"
    ordinal: int
    year: int | None = None


def short_number(name: str) -> ShortNumber | None:
    """What a short number says; None for a full number, a law's name or anything else."""
    found = _SHORT.fullmatch(exact_key(name))
    doc_type = _types().get(found["type"]) if found is not None else None
    if found is None or doc_type is None:
        return None
    year = int(found["year"]) if found["year"] else None
    return ShortNumber(type=doc_type, ordinal=int(found["ordinal"]), year=year)


def completed(short: ShortNumber, year: int | None, issuer: str) -> str | None:
    """The normal form of the one number that type, year and issuer leave; None where several are left.

    Args:
        year: of issue, as the text states it with the number or behind.
        issuer: as stated beside the reference, "" where nothing is.
    """
    symbol = type_symbol(short.type)
    if symbol is None:
        return None
    if issuer and issuing.stated("TW", issuer, ""):
        return f"{short.ordinal:02d}-{_IN_PARTY_NUMBERS.get(symbol, symbol)}/TW"
    if year is None or year < _YEAR_IN_NUMBERS:
        return None
    if short.type == "nghị định":
        return f"{short.ordinal:02d}/{year}/{symbol}-CP"
    ministry = issuing.national_symbol(issuer)
    if short.type == "thông tư" and ministry:
        return f"{short.ordinal:02d}/{year}/{symbol}-{ministry}"
    return None


def may_be(short: ShortNumber, number: str, period: str, issued: str | None) -> bool:
    """Whether nothing known of a directive of that type and ordinal speaks against the year."""
    if short.year is None:
        return True
    parts = number_parts(number)
    if parts is not None and parts.year is not None:
        return parts.year == short.year
    if issued:
        return issued.startswith(str(short.year))
    term = _TERM.fullmatch(period)
    if term is not None:
        return int(term["first"]) <= short.year <= int(term["last"])
    return not period or period.startswith(str(short.year))


@cache
def _types() -> dict[str, str]:
    return {exact_key(name): name for name in TYPE_BY_NAME}
