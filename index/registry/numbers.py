"""What a directive's number says of itself: ordinal, year, type, issuers.

Reads the normal forms of `index.directives.numbers`:

    02-NQ/TU            Party: numbered anew each term
    19/2025/QĐ-TTg      State, normative: carries its year
    45/2013/QH13        National Assembly: carries year and term
    1234/QĐ-UBND        State, administrative: numbered anew each year
    456/UBND-KGVX       official letter: issuer, then the unit that drew it up
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.directives.types import (
    DOCUMENT_TYPES,
    ISSUERS,
    Level,
    is_assembly,
    is_party_issuer,
    is_type_symbol,
)

_PARTY = re.compile(r"(?P<ordinal>\d+[a-z]?)-(?P<type>[^/]+)/(?P<rest>.+)")
_YEARED = re.compile(r"(?P<ordinal>\d+[a-z]?)/(?P<year>\d{4})/(?P<rest>.+)")
_STATE = re.compile(r"(?P<ordinal>\d+[a-z]?)/(?P<rest>.+)")
LETTER = "công văn"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberParts:
    """A normal form taken apart; symbols are as in the number."""

    number: str
    ordinal: int
    year: int | None
    type: str  # "nghị quyết"; empty where the number does not say
    issuers: tuple[str, ...]  # symbols: ("TU",), ("BTC", "BNV")
    party: bool

    @property
    def of_a_term(self) -> bool:
        """Numbers of the National Assembly name its term, and run through it."""
        return any(is_assembly(symbol) for symbol in self.issuers)


def number_parts(number: str) -> NumberParts | None:
    """The parts of a normal form; None for a law's name or anything else."""
    if (found := _PARTY.fullmatch(number)) is not None:
        year, symbols = None, [found["type"], *found["rest"].split("-")]
        party = True
    elif (found := _YEARED.fullmatch(number)) is not None:
        year, symbols = int(found["year"]), found["rest"].split("-")
        party = False
    elif (found := _STATE.fullmatch(number)) is not None:
        year, symbols = None, found["rest"].split("-")
        party = False
    else:
        return None
    typed = is_type_symbol(symbols[0]) and (party or len(symbols) > 1)
    rest = symbols[1:] if typed else symbols
    issuers = tuple(symbol for symbol in rest if symbol in ISSUERS or is_assembly(symbol)) or tuple(rest[:1])
    party = party or (bool(issuers) and is_party_issuer(issuers[0]))
    name = type_name(symbols[0], party=party) if typed else ""
    if not typed and year is None and issuers and not is_assembly(issuers[0]):
        name = LETTER
    digits = re.match(r"\d+", found["ordinal"])
    assert digits is not None, "an ordinal begins with digits"
    return NumberParts(
        number=number, ordinal=int(digits[0]), year=year, type=name, issuers=issuers, party=party
    )


def type_name(symbol: str, *, party: bool) -> str:
    """The document type a symbol stands for: "TT" is thông tri in the Party, thông tư in the State."""
    other_side = Level.STATE if party else Level.PARTY
    for document_type in DOCUMENT_TYPES:
        if symbol in document_type.symbols and document_type.level is not other_side:
            return document_type.name
    return ""


def type_symbol(name: str) -> str | None:
    """The symbol of a document type in numbers: "nghị quyết" -> "NQ"."""
    for document_type in DOCUMENT_TYPES:
        if document_type.name == name and document_type.symbols:
            return document_type.symbols[0]
    return None
