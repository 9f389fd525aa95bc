"""The few pieces of a text that a query may want, found without reading the others.

A text is written as one byte a character: a letter as it is folded, a digit, white space, anything
else. Among bytes a word is found as fast as memory is read, and stands at the offset it has in the
text. Only the pieces found so are looked at as `index.text.keys` reads them. What does not fold
character by character (combining marks, an apostrophe in a name, other scripts) is rare: the runs
without white space that hold such a character are read whole.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator

import numpy as np

from index.text.keys import FORMS, LONGEST_KEY, PIECE
from index.text.tokens import Tokens, tokenize

_MANY = 16
"""Words; looking for more of them one by one costs what reading the whole text does."""

_UNKNOWN = 0
_BLANK = ord(" ")
_BETWEEN = ord(".")
_ODD = 0xFF
_BYTES = np.zeros(sys.maxunicode + 1, np.uint8)
"""Of each character met so far, the byte that stands for it."""

_PIECE_BYTE = re.compile(rb"[a-z0-9]")
_LETTERS = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"[0-9]+")


class Sieve:
    """Finds the pieces with certain keys in any number of texts.

    Args: keys: exact or folded ones. stems: what keys may begin with.
    """

    def __init__(self, keys: Collection[str], stems: Collection[str] = ()) -> None:
        self._wanted = frozenset(keys)
        self._stems = tuple(stems)
        words = {_folded(key) for key in keys}
        heads = {_folded(stem) for stem in stems}
        self._all = len(words) + len(heads) > _MANY or any(len(key) >= LONGEST_KEY for key in words | heads)
        self._patterns = [*_patterns(words, rb"(?!%b)"), *_patterns(heads, rb"%b*+")]

    def tokens(self, text: str) -> Tokens:
        """The wanted pieces of `text` in order, others at will; where pieces are left out between two that
        are not, one without keys and of no length stands for them."""
        if self._all:
            return tokenize(text)
        written = _written(text)
        odd = list(_odd_runs(written))
        for start, end in odd:
            written[start:end] = b"." * (end - start)  # its pieces are all taken: none to look for
        found = {
            match.span()
            for pattern in self._patterns
            for match in pattern.finditer(written)
            if self._wants(text[match.start() : match.end()])
        }
        found.update(piece.span() for start, end in odd for piece in PIECE.finditer(text, start, end))
        return _with_gaps(text, sorted(found), written)

    def _wants(self, piece: str) -> bool:
        exact, folded = FORMS[piece]
        if exact in self._wanted or folded in self._wanted:
            return True
        return bool(self._stems) and (exact.startswith(self._stems) or folded.startswith(self._stems))


def _with_gaps(text: str, found: Iterable[tuple[int, int]], written: bytearray) -> Tokens:
    starts: list[int] = []
    ends: list[int] = []
    exact: list[str] = []
    folded: list[str] = []
    before = 0
    for start, end in found:
        if starts and _PIECE_BYTE.search(written, before, start):
            starts.append(before)
            ends.append(before)
            exact.append("")
            folded.append("")
        forms = FORMS[text[start:end]]
        starts.append(start)
        ends.append(end)
        exact.append(forms.exact)
        folded.append(forms.folded)
        before = end
    return Tokens(starts=starts, ends=ends, exact=exact, folded=folded)


def _folded(key: str) -> str:
    return FORMS[key].folded


def _patterns(keys: Iterable[str], end: bytes) -> Iterator[re.Pattern[bytes]]:
    """What finds each key where it begins a run of letters or digits; others stand in odd runs only.

    The key comes first, for the scanner looks ahead for what a pattern begins with.
    """
    for key in sorted(keys):
        for kind, one in ((_LETTERS, rb"[a-z]"), (_DIGITS, rb"[0-9]")):
            if kind.fullmatch(key):
                literal = key.encode("ascii")
                yield re.compile(literal + rb"(?<!%b%b)" % (one, literal) + end % one)


def _written(text: str) -> bytearray:
    """The text as one byte a character."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    written = _BYTES[codes]
    unknown = written == _UNKNOWN
    if unknown.any():
        for code in np.unique(codes[unknown]).tolist():
            _BYTES[code] = _byte_of(chr(code))
        written = _BYTES[codes]
    return bytearray(written)


def _byte_of(char: str) -> int:
    if PIECE.fullmatch(char):
        folded = FORMS[char].folded
        kind, other = (_LETTERS, "a") if PIECE.fullmatch(f"{char}a") else (_DIGITS, "1")
        alike = len(folded) == 1 and kind.fullmatch(folded) and PIECE.fullmatch(char + other)
        return ord(folded) if alike else _ODD
    if char.isspace():
        return _BLANK
    joins = any(PIECE.fullmatch(around) for around in (f"a{char}", f"a{char}a", f"1{char}1"))
    return _ODD if joins else _BETWEEN


def _odd_runs(written: bytearray) -> Iterator[tuple[int, int]]:
    """(start, end) of the runs without white space that hold what does not fold by itself."""
    end = 0
    while (at := written.find(_ODD, end)) >= 0:
        start = max(end, written.rfind(_BLANK, end, at) + 1)
        end = written.find(_BLANK, at)
        end = len(written) if end < 0 else end
        yield start, end
