"""Numbers of directives: found in any written form, brought to one normal form.

Normal forms (Nghị định 30/2020/NĐ-CP; Luật ban hành văn bản quy phạm pháp luật; Hướng dẫn 36-HD/VPTW):

    02-NQ/TU              Party: number-type/issuer
    19/2025/QĐ-TTg        State, normative: number/year/type-issuer
    45/2013/QH13          National Assembly: number/year/term
    1234/QĐ-UBND          State, administrative: number/type-issuer
    837/SGDĐT-KHTC        official letter: number/issuer-unit

The ordinal has at least two digits and no leading zeros beyond them; known symbols take their
canonical spelling; other symbols the one of `types.spelling`, so that the form typed without marks has
the same key. Letters that look like Đ (Ð, Ɖ) are Đ.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.directives.types import (
    ISSUERS,
    TYPE_BY_NAME,
    bare,
    begins_with_issuer,
    is_assembly,
    is_of_a_case,
    is_party_issuer,
    is_type_symbol,
    spelling,
    symbol_of,
)

_DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_SLASHES = "/\u2044\u2215"
_SEPARATOR = rf"[{_DASHES}{_SLASHES}_]"
_BLANK = r"[ \t\u00a0\u2009\u202f]"
_GAP = rf"{_BLANK}{{0,3}}(?:\r?\n{_BLANK}{{0,3}})?"
_MARKS = "\u0300-\u036f"
_LETTER = r"[^\W\d_]"
_LETTERS = rf"{_LETTER}[{_MARKS}]*"

_HEAD = re.compile(
    rf"(?<!\d)(?<!số /)(?<!Số /)(?<![….]/)"
    rf"(?<!\d[./,:{_DASHES}])(?<!{_LETTER}-)(?P<digits>\d{{1,2}}\.\d{{3}}|\d{{1,5}})(?P<letter>[A-Za-z]?)"
    rf"(?={_GAP}{_SEPARATOR}|[A-ZĐ]{{2,4}}{_BLANK}?{_SEPARATOR})"
)
_YEAR = re.compile(rf"(?P<gap>{_GAP}){_SEPARATOR}{_GAP}(?P<year>(?:19|20)\d\d)(?={_GAP}{_SEPARATOR})")
_SEGMENT = re.compile(
    rf"(?P<before>{_GAP})(?P<mark>{_SEPARATOR})(?P<after>{_GAP})(?P<symbol>{_LETTERS}(?:{_LETTERS}|[\d&.]){{0,15}})"
)
_GLUED = re.compile(rf"(?P<symbol>{_LETTERS}(?:{_LETTERS}){{1,4}})(?={_BLANK}?{_SEPARATOR})")
_SPLIT_ISSUER = re.compile(rf"{_BLANK}(?P<rest>HĐND|UBND|HDND|ĐĐBQH|UBMTTQ)(?![\w-])")
_SPLITTABLE = frozenset({"TT", "VP"})  # "QĐ-TT HĐND": Thường trực, Văn phòng
_MOST_SEGMENTS = 6
_DIVISION = re.compile(r"[CPV]\d{1,2}")
"""A numbered division of police or procuracy, last in a number: "2110/QĐKNPT-P12", "15/QĐ-VKSTC-V5"."""
_NEXT_WORD = re.compile(rf"{_BLANK}+([^\W\d_]{{2,}})")


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A directive's number in a text; `text[start:end]` is the number as written."""

    start: int
    end: int
    key: str  # normal form


@dataclass(frozen=True, slots=True)
class _Symbol:
    written: str  # as written
    canonical: str | None  # None when in no table
    mark: str  # the separator before it: "/" or "-"

    @property
    def key(self) -> str:
        return self.canonical or spelling(self.written)

    @property
    def is_issuer(self) -> bool:
        return self.canonical is not None and (self.canonical in ISSUERS or is_assembly(self.canonical))

    @property
    def abbreviates(self) -> bool:
        """Capitals enough to be an abbreviation: "KHTC", "TTr", "QHĐT", not "Nam" and not "m3"."""
        letters = [c for c in self.written if c.isalpha()]
        capitals = sum(c.isupper() for c in letters)
        return len(letters) >= 2 and capitals >= 2 and capitals * 2 > len(letters)


def find_numbers(text: str) -> list[NumberSpan]:
    """Every directive number in `text`, in order, in any Unicode form; none overlap."""
    found: list[NumberSpan] = []
    at = 0
    while (head := _HEAD.search(text, at)) is not None:
        span = _read(text, head)
        if span is None:
            at = head.end()
        else:
            found.append(span)
            at = span.end
    return found


def number_key(text: str) -> str | None:
    """The normal form of `text` when it is one directive number and nothing else.

    A type word, a type symbol and "số" may stand before the number: "Nghị quyết số 02-NQ/TU",
    "NQ 02-NQ/TU", "Số:02-NQ/TU".
    """
    stripped = text.strip().strip(".,;:()[]\"'“”‘’«»")
    found = find_numbers(stripped)
    if len(found) != 1 or found[0].end != len(stripped):
        return None
    return found[0].key if _only_introduces(stripped[: found[0].start]) else None


_INTRODUCING = re.compile(r"(?:^|\s)(?:so|no)\s*[.:]*\s*$")
_TYPE_WORDS = frozenset(bare(name) for name in TYPE_BY_NAME)


def _only_introduces(before: str) -> bool:
    words = " ".join(bare(before).replace(":", " ").split()).strip(" .")
    words = _INTRODUCING.sub("", words).strip(" .")
    return (
        not words
        or words in _TYPE_WORDS
        or ((known := symbol_of(words)) is not None and is_type_symbol(known))
    )


def _read(text: str, head: re.Match[str]) -> NumberSpan | None:
    """The number that starts at `head`, None when what stands there is no directive's number."""
    at = head.end()
    year: str | None = None
    symbols: list[_Symbol] = []
    if not head["letter"] and (glued := _GLUED.match(text, at)) is not None:
        known = symbol_of(unicodedata.normalize("NFC", glued["symbol"]))
        if known is not None and is_type_symbol(known):
            symbols.append(_Symbol(glued["symbol"], known, "-"))
            at = glued.end()
    elif (stated := _YEAR.match(text, at)) is not None:
        year, at = stated["year"], stated.end()
    end = at
    while len(symbols) < _MOST_SEGMENTS and (part := _SEGMENT.match(text, end)) is not None:
        symbol = _symbol(part, symbols, dated=year is not None) or _unit_of_issuer(text, part, symbols)
        if symbol is None:
            break
        symbols.append(symbol)
        end = part.start("symbol") + len(symbol.written)
    if symbols and symbols[-1].key in _SPLITTABLE and (rest := _SPLIT_ISSUER.match(text, end)) is not None:
        joined = symbols[-1].written + rest["rest"]
        symbols[-1] = _Symbol(joined, symbol_of(joined), symbols[-1].mark)
        end = rest.end()
    if not _is_number(year, symbols) or (end < len(text) and (text[end].isalnum() or text[end] in _MARKS)):
        return None
    ordinal = str(int(head["digits"].replace(".", ""))).zfill(2) + head["letter"].lower()
    return NumberSpan(head.start(), end, _normal_form(ordinal, year, symbols))


def _symbol(part: re.Match[str], before: list[_Symbol], *, dated: bool) -> _Symbol | None:
    """The symbol of one segment, `written` being what of the text belongs to it; None ends the number."""
    written = part["symbol"].rstrip(".")
    if "." in written and symbol_of(unicodedata.normalize("NFC", written)) is None:
        first = written.partition(".")[0]
        if symbol_of(unicodedata.normalize("NFC", first)) is not None and not written.isupper():
            written = first  # a full stop without a blank after it
    known = symbol_of(unicodedata.normalize("NFC", written))
    symbol = _Symbol(written, known, "/" if part["mark"] in _SLASHES else "-")
    numbered = bool(before) and before[-1].abbreviates and _DIVISION.fullmatch(written) is not None
    if known is None and not (symbol.abbreviates or numbered or (dated and is_of_a_case(written))):
        return None
    if part["before"] or part["after"]:
        if _complete(before):
            return None
        if known is None and not (before and is_type_symbol(before[0].key) and written.isupper()):
            return None
    return symbol


def _unit_of_issuer(text: str, part: re.Match[str], before: list[_Symbol]) -> _Symbol | None:
    """The unit that wrote a letter, after the issuer and a spaced dash: "127/UBND - NCTCD"."""
    written = part["symbol"]
    only_issuer = len(before) == 1 and before[0].mark == "/" and part["mark"] not in _SLASHES
    if not only_issuer or len(written) < 2 or not written.isalpha() or not written.isupper():
        return None
    if not (before[0].is_issuer or begins_with_issuer(before[0].written)) or "\n" in part.group():
        return None
    following = _NEXT_WORD.match(text, part.end())
    if following is not None and following[1].isupper():
        return None  # "15/UBND - TỈNH SƠN LA": a heading goes on
    return _Symbol(written, symbol_of(unicodedata.normalize("NFC", written)), "-")


def _complete(symbols: list[_Symbol]) -> bool:
    return any(symbol.is_issuer for symbol in symbols)


def _is_number(year: str | None, symbols: list[_Symbol]) -> bool:
    if not symbols:
        return False
    if year is not None:
        return len(symbols) > 1 or symbols[0].is_issuer or symbols[0].abbreviates or "-" in symbols[0].key
    if len(symbols) == 1:
        # "837/SGDĐT" is a letter's number; "12-KH" and "5/VBA" may be anything.
        only = symbols[0]
        if only.mark != "/" or not (len(only.key) > 2 or only.key == "CP"):
            return False
        if only.written.isupper() and is_of_a_case(only.written, whole=True):
            return True  # "15/HSST"
        return only.is_issuer or (only.abbreviates and begins_with_issuer(only.written))
    first, last = symbols[0], symbols[-1]
    if first.canonical is not None or last.canonical is not None or first.is_issuer:
        return True
    return symbols[0].mark == "/" and all(
        symbol.abbreviates or _DIVISION.fullmatch(symbol.written) for symbol in symbols
    )


def _normal_form(ordinal: str, year: str | None, symbols: list[_Symbol]) -> str:
    keys = [symbol.key for symbol in symbols]
    if year is not None:
        return f"{ordinal}/{year}/{'-'.join(keys)}"
    if len(keys) == 1:
        return f"{ordinal}/{keys[0]}"
    first, rest = keys[0], "-".join(keys[1:])
    if is_type_symbol(first) and symbols[1].canonical is not None:
        party = is_party_issuer(keys[1])
    else:
        party = symbols[0].mark == "-"
    return f"{ordinal}-{first}/{rest}" if party else f"{ordinal}/{first}-{rest}"
