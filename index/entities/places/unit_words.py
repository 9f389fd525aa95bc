"""Unit words of places ("tỉnh", "TP.", "quốc lộ", "cầu"): where one stands, where it only ends a word."""

from __future__ import annotations

from functools import cache

from index.entities.dictionary import compounds
from index.entities.lexicon import Phrases, cues, word_list
from index.entities.pieces import Pieces
from index.entities.places import units
from index.entities.places.gazetteers import Gazetteers

_ABBREVIATED = cues("abbreviated_units")
_NO_UNITS = cues("no_units")
_SECOND_SYLLABLES = cues("second_syllables")
_LETTER_UNITS = {"p": "commune", "q": "district", "h": "district", "x": "commune"}
LETTER_UNITS = frozenset(_LETTER_UNITS)


@cache
def unit_words() -> Phrases:
    """Unit words and what kind of place they name."""
    entries = (line.split("|") for line in word_list("units.txt"))
    return Phrases({word.strip(): kind.strip() for word, kind in entries})


class PlaceUnits:
    """Reads unit words out of the pieces of one text."""

    def __init__(self, pieces: Pieces, gazetteers: Gazetteers) -> None:
        self._pieces = pieces
        self._gazetteers = gazetteers
        self._units = unit_words()

    def unit(self, at: int) -> tuple[int, str, str] | None:
        """(index after, kind, unit word) of the unit word at `at`, a dot after an abbreviation included."""
        pieces = self._pieces
        found = self._units.longest(pieces.keys, at)
        if found is None:
            return self._letter(at)
        end, kind = found
        word = " ".join(pieces.keys[at:end])
        if word in _ABBREVIATED and end < len(pieces) and pieces.keys[end] == "." and pieces.glued(end):
            end = self._past_break(end + 1)
        return end, kind, word

    def units_at(self, at: int) -> list[tuple[int, str, str]]:
        """Every unit word at `at`, the longest first."""
        longest = self.unit(at)
        if longest is None:
            return []
        found = [longest]
        for end, kind in self._units.all_at(self._pieces.keys, at)[1:]:
            found.append((end, kind, " ".join(self._pieces.keys[at:end])))
        return found

    def part_of_word(self, at: int) -> bool:
        """As in "thoát nước", "điểm cầu": a small unit word that ends another word."""
        pieces = self._pieces
        if at == 0 or (pieces.shapes[at] != "l" and not pieces.heading[at - 1]):
            return False
        if pieces.keys[at] == "mũi" and pieces.shapes[at - 1] == "d":
            return True  # "tiêm 1 mũi Dimedrol"
        word = f"{pieces.keys[at - 1]} {pieces.keys[at]}"
        return word in _NO_UNITS or (pieces.keys[at] in _SECOND_SYLLABLES and word in compounds())

    def _letter(self, at: int) -> tuple[int, str, str] | None:
        """As in "P. 7", "Q.Bình Thạnh": a unit word cut to its first letter."""
        pieces = self._pieces
        kind = _LETTER_UNITS.get(pieces.keys[at])
        if kind is None or at + 2 >= len(pieces) or pieces.keys[at + 1] != "." or not pieces.glued(at + 1):
            return None
        written = pieces.shapes[at + 2] == "C" or len(pieces.keys[at + 2]) > 3
        named = pieces.is_capital(at + 2) and len(pieces.keys[at + 2]) > 1 and written  # "P.KT" is no ward
        known = self._gazetteers.unit_at(at + 2, (units.DISTRICT, units.COMMUNE))
        named = named or (known is not None and known > at + 3)  # "H.U Minh"
        return (at + 2, kind, pieces.keys[at]) if named or pieces.shapes[at + 2] == "d" else None

    def _past_break(self, end: int) -> int:
        """As in "ở TP.⏎Vinh": a dot that was taken for the end of a sentence."""
        pieces = self._pieces
        if end + 1 >= len(pieces) or pieces.shapes[end] != "n" or not pieces.is_capital(end + 1):
            return end
        named = self._gazetteers.unit_at(end + 1, (units.PROVINCE, units.DISTRICT))
        return end + 1 if named is not None else end
