"""A text cut into pieces the rules walk over: words, numbers, punctuation, line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.entities.syllables import seam_of_word, seams_of
from index.text.keys import FORMS

_PIECE = re.compile(r"[^\W\d_]+(?:['’ʼ‘`´][^\W\d_]+)*(?:\d[^\W_]*)?|\d+\w*|\n|[^\w\s]|_")

CAPITAL = "C"  # "Sơn", "H'Hen", "A"
CAPITALS = "U"  # "UBND", "SƠN"
LOWER = "l"  # "tỉnh", also "iPhone"
NUMBER = "d"  # "7", "36B"
MARK = "p"  # punctuation
BREAK = "n"  # the end of a line
_GLUED = "g"  # two syllables of one word written together, before they are parted


@dataclass(frozen=True, slots=True)
class Pieces:
    """Parallel lists, one entry a piece; `text[starts[i]:ends[i]]` is the piece as written."""

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]  # exact key of a word (lower case, tone placement folded), else as written
    shapes: str  # one character a piece
    heading: bytearray  # 1 where the piece stands in a run of capitals, as headings do

    def __len__(self) -> int:
        return len(self.starts)

    def written(self, first: int, last: int) -> str:
        """The text from piece `first` to before piece `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def glued(self, i: int) -> bool:
        """Whether nothing stands between piece `i` and the one before it."""
        return i > 0 and i < len(self.starts) and self.starts[i] == self.ends[i - 1]

    def is_capital(self, i: int) -> bool:
        """Whether piece `i` is a word that begins with a capital."""
        return 0 <= i < len(self.starts) and self.shapes[i] in "CU"

    def begins_sentence(self, i: int) -> bool:
        """Whether the piece stands first in its line or after a full stop."""
        at = i - 1
        while at >= 0 and self.keys[at] in _OPENING:
            at -= 1
        return at < 0 or self.keys[at] in _ENDING


_OPENING = frozenset("\"'“”‘’«»([-–—*•+…|")
_ENDING = frozenset(".!?\n:;")
_SHORTEST_HEADING = 4
"""Words in capitals one after another that make a heading; "UBND TP HCM" is none."""


class _Shapes(dict[str, tuple[str, str]]):
    """Distinct piece -> (key, shape); a language has few syllables, so nearly every look-up hits."""

    LIMIT = 200_000

    def __missing__(self, piece: str) -> tuple[str, str]:
        first = piece[0]
        if first == "\n":
            made = (piece, BREAK)
        elif first.isdigit():
            made = (piece.casefold(), NUMBER)
        elif not first.isalpha():
            made = (piece, MARK)
        else:
            key = FORMS[piece].exact or piece.casefold()
            if seam_of_word(piece, key):
                made = (key, _GLUED)
            elif not first.isupper():
                made = (key, LOWER)
            else:
                made = (key, CAPITALS if len(piece) > 1 and piece.isupper() else CAPITAL)
        if len(self) >= self.LIMIT:
            self.clear()
        if len(piece) <= 40:
            self[piece] = made
        return made


_SHAPES = _Shapes()
TAKEN = "\ufffc"
"""Key of a piece that a directive or a date holds."""
_LONG_DASHES = frozenset("–—")
_TAKEN = (TAKEN, MARK)


def cut(text: str, taken: bytearray | None = None) -> Pieces:
    """The pieces of `text`, which is NFC.

    Args: taken: 1 for each character that belongs to something else already; a piece that
        begins there is a mark no rule knows, so that nothing reaches into it.
    """
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    shapes: list[str] = []
    for start, end in _bounds(text):
        starts.append(start)
        ends.append(end)
        key, shape = _SHAPES[text[start:end]] if taken is None or not taken[start] else _TAKEN
        if shape == _GLUED:
            middle = start + seam_of_word(text[start:end], key)
            ends[-1] = middle
            key, shape = _SHAPES[text[start:middle]]
            keys.append(key)
            shapes.append(shape)
            starts.append(middle)
            ends.append(end)
            key, shape = _SHAPES[text[middle:end]]
        keys.append(key)
        shapes.append(shape)
    _fold_dashes(text, starts, ends, keys)
    joined = "".join(shapes)
    return Pieces(text, starts, ends, keys, joined, _headings(joined, starts, ends))


def _fold_dashes(text: str, starts: list[int], ends: list[int], keys: list[str]) -> None:
    """A long dash between blanks is read as the short one: "Lao động – Thương binh và Xã hội"."""
    if "–" not in text and "—" not in text:
        return
    for at, key in enumerate(keys):
        if key in _LONG_DASHES and text[starts[at] - 1 : starts[at]] == text[ends[at] : ends[at] + 1] == " ":
            keys[at] = "-"


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each piece; a word glued to the next ("tỉnhSơn") is two."""
    spans = (found.span() for found in _PIECE.finditer(text))
    cuts = seams_of(text)
    if not cuts:
        return spans
    return _parted(spans, cuts)


def _parted(spans: Iterator[tuple[int, int]], cuts: list[int]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in spans:
        while at < len(cuts) and cuts[at] < end:
            if cuts[at] > start:
                yield start, cuts[at]
                start = cuts[at]
            at += 1
        yield start, end


_CAPITALS_RUN = re.compile(r"[UC][UCdp]*")
_CAPITALS_LINE = re.compile(r"(?:(?<=n)|^)[UCdp]+(?=n|$)")


def _headings(shapes: str, starts: list[int], ends: list[int]) -> bytearray:
    """1 for the pieces of each line in capitals, and of each long run of capitals within a line."""
    heading = bytearray(len(shapes))
    mixed = [
        shape == CAPITAL and end - start > 1 for shape, start, end in zip(shapes, starts, ends, strict=True)
    ]
    runs = [(run.start(), run.end(), 2) for run in _CAPITALS_LINE.finditer(shapes)]
    runs += [
        (first, last, _SHORTEST_HEADING)
        for run in _CAPITALS_RUN.finditer(shapes)
        for first, last in _unmixed(shapes, mixed, run.start(), run.end())
    ]
    for first, last, least in runs:
        end = last
        while end > first and shapes[end - 1] != CAPITALS:
            end -= 1
        if shapes.count(CAPITALS, first, end) >= least and not any(mixed[first:end]):
            heading[first:end] = b"\x01" * (end - first)
    return heading


_CAPITALS_PHRASE = re.compile(r"U[UC]*U")


def _unmixed(shapes: str, mixed: list[bool], first: int, last: int) -> list[tuple[int, int]]:
    """The run itself when no word of it is in mixed case, else its words in capitals with no mark between.

    "Chương V - TỔ CHỨC THỰC HIỆN" holds a heading, "Bộ GD-ĐT, TP. HCM" does not.
    """
    if not any(mixed[first:last]):
        return [(first, last)]
    phrases = (found.span() for found in _CAPITALS_PHRASE.finditer(shapes, first, last))
    return [(begin, end) for begin, end in phrases if not any(mixed[begin:end])]
