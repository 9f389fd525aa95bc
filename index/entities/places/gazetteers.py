"""Names of places that are known: administrative units of Vietnam by level, and data/places.txt."""

from __future__ import annotations

from functools import cache

from index.entities.dictionary import compounds
from index.entities.lexicon import Phrases, cues, word_list
from index.entities.pieces import Pieces
from index.entities.places import units

_AFTER_NAME = cues("after_place")


@cache
def known_places() -> Phrases:
    """Countries, regions and other names that need no unit word."""
    return Phrases({name: name for name in word_list("places.txt")})


@cache
def first_keys() -> frozenset[str]:
    """Keys a name that needs no unit word can begin with."""
    begun = [units.gazetteer(level).first_keys() for level in (units.PROVINCE, units.DISTRICT)]
    return known_places().first_keys().union(*begun)


class Gazetteers:
    """Finds known names in the pieces of one text."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._known = known_places()
        self.by_level = {
            level: units.gazetteer(level) for level in (units.PROVINCE, units.DISTRICT, units.COMMUNE)
        }

    def unit_at(self, at: int, levels: tuple[str, ...]) -> int | None:
        """Index after the longest name of an administrative unit of one of `levels` at `at`."""
        ends = [
            found[0]
            for level in levels
            if (found := self.by_level[level].longest(self._pieces.keys, at)) and self._capitals(at, found[0])
        ]
        return max(ends, default=None)

    def known_at(self, at: int) -> int | None:
        """Index after the longest name of data/places.txt at `at`."""
        found = self._known.longest(self._pieces.keys, at)
        return found[0] if found and self._capitals(at, found[0]) else None

    def _capitals(self, at: int, end: int) -> bool:
        """Whether the words begin with capitals (small words inside a known name aside)."""
        return self._pieces.shapes[at] in "CU" and self._pieces.shapes[end - 1] in "CUld"


def begins_words(pieces: Pieces, i: int, run: int) -> bool:
    """As in "Chủ tịch", "Giám đốc": a capital, the last before `run`, whose word goes on in small letters."""
    if i + 1 < run or i + 1 >= len(pieces) or pieces.shapes[i + 1] != "l":
        return False
    return f"{pieces.keys[i]} {pieces.keys[i + 1]}" in compounds() and pieces.keys[i + 1] not in _AFTER_NAME
