"""Names of the peoples of the Central Highlands, which Kinh rules of family and given names miss.

H'Hen Niê, K’Brít, Y Ngông Niê Kdăm    a syllable that tells woman from man, the name, the clan
Ksor H'Nhi, Siu Soan, Rah Lan Lĩnh     the clan first, among the Jrai
"""

from __future__ import annotations

from functools import cache

from index.entities.dictionary import compounds
from index.entities.lexicon import Phrases, cues
from index.entities.pieces import Pieces

_APOSTROPHES = frozenset("'’ʼ‘`´")
_CLANS_FIRST = cues("clans_first")
_CLANS_LAST = cues("clans_last")
_PEOPLES = cues("apostrophe_peoples")


@cache
def _clans_of_two() -> Phrases:
    return Phrases({clan: clan for clan in _CLANS_FIRST if " " in clan})


def begins_with_sex(pieces: Pieces, at: int) -> bool:
    """Whether the word at `at` is as "H'Hen", "K’Brít": a syllable of sex, an apostrophe, a name."""
    start = pieces.starts[at]
    written = pieces.text[start : start + 2]
    if len(written) < 2 or written[0] not in "HK" or written[1] not in _APOSTROPHES:
        return False
    return pieces.shapes[at] == "C" and pieces.keys[at] not in _PEOPLES


def begins_highland_name(pieces: Pieces, at: int, end: int) -> bool:
    """Whether the capitalised words from `at` to `end` read as a whole highland name."""
    count = end - at
    if not 2 <= count <= 5 or pieces.heading[at] or (pieces.shapes[at] == "U" and len(pieces.keys[at]) > 1):
        return False
    if begins_with_sex(pieces, at):
        return True
    key = pieces.keys[at]
    if key in ("y", "h") and (count >= 3 or pieces.keys[end - 1] in _CLANS_LAST):
        return pieces.keys[at + 1] not in _CLANS_LAST
    if key in _CLANS_FIRST:
        return not _goes_on_small(pieces, end - 1)
    of_two = _clans_of_two().longest(pieces.keys, at)
    return of_two is not None and of_two[0] < end


def _goes_on_small(pieces: Pieces, i: int) -> bool:
    """As in "Siu Giám đốc": the last capital begins a word."""
    if i + 1 >= len(pieces) or pieces.shapes[i + 1] != "l":
        return False
    return f"{pieces.keys[i]} {pieces.keys[i + 1]}" in compounds()
