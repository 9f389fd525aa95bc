"""Names of foreigners, which no list of family or given names holds, told by what stands around them.

Bộ trưởng Quốc phòng Mỹ Mark Esper    a country behind an office
điều phối viên Francis Tolentino      a calling, by the syllable it ends with
Ivan Konovalov, Giám đốc Trung tâm    an office behind the name
"""

from __future__ import annotations

from index.entities.capitals import LONGEST_RUN, capital_run
from index.entities.dictionary import compounds
from index.entities.lexicon import cues
from index.entities.persons.titles import KINSHIP, STARTERS, Titles
from index.entities.pieces import Pieces
from index.entities.places.place import Places
from index.entities.syllables import SYLLABLE

_THINGS = cues("foreign_things") | cues("firm_endings")
_CALLINGS = cues("calling_ends")
_NO_CALLINGS = cues("no_callings")
_BETWEEN = cues("between_title_and_name")
_LEADERS = cues("leaders")
_LONGEST_LAND = 5
_LONGEST_TITLE = 8
"""Pieces between the head of a title and the country it ends with."""


class ForeignNames:
    """Reads them out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places, titles: Titles) -> None:
        self._pieces = pieces
        self._places = places
        self._titles = titles

    def name(self, at: int) -> int | None:
        """Index after a foreign name at `at` that a calling before or an office behind it tells."""
        end = self._run(at)
        if end is None:
            return None
        told = self._called(at) or self._holds_office(end)
        return end if told else None

    def after_country(self, at: int) -> int | None:
        """Index after a name behind a country, where the words before the country name an office."""
        pieces = self._pieces
        if pieces.shapes[at] != "C" or pieces.heading[at]:
            return None
        end = capital_run(pieces, at)
        if not 2 <= end - at <= LONGEST_RUN or not _THINGS.isdisjoint(pieces.keys[at:end]):
            return None
        if not any(at >= size and self._places.country(at - size) == at for size in range(1, _LONGEST_LAND)):
            return None
        if self._places.unit(at) is not None or not self._office_before(at):
            return None
        last = end - 1
        if pieces.shapes[end : end + 1] == "l" and f"{pieces.keys[last]} {pieces.keys[end]}" in compounds():
            return None
        return end

    def _run(self, at: int) -> int | None:
        """Index after capitalised words at `at` of which one at least is no syllable of Vietnamese."""
        pieces, keys = self._pieces, self._pieces.keys
        if not pieces.is_capital(at) or pieces.heading[at] or pieces.shapes[at] != "C":
            return None
        if at and pieces.is_capital(at - 1) and pieces.starts[at] - pieces.ends[at - 1] <= 1:
            return None
        end = capital_run(pieces, at)
        words = keys[at:end]
        if not 2 <= end - at <= LONGEST_RUN or not _THINGS.isdisjoint(words) or words[0] in STARTERS:
            return None
        if all(SYLLABLE.match(word) for word in words) or len(words[0]) == 1:
            return None
        if "U" in pieces.shapes[at:end]:
            return None
        return end if self._places.bare(at) is None and self._places.unit(at) is None else None

    def _called(self, at: int) -> bool:
        """Whether a calling ends before `at`, "địa phương" or "nước này" between them at most."""
        keys = self._pieces.keys
        if " ".join(keys[max(0, at - 2) : at]) in _BETWEEN:
            at -= 2
        if at < 2 or self._pieces.shapes[at - 1] not in "lC" or keys[at - 1] not in _CALLINGS:
            return False
        return " ".join(keys[at - 2 : at]) not in _NO_CALLINGS

    def _holds_office(self, end: int) -> bool:
        """As in ", Giám đốc Trung tâm", ", người sáng lập": an office behind a comma."""
        pieces = self._pieces
        if pieces.keys[end : end + 1] != [","] or end + 2 >= len(pieces):
            return False
        at = end + 1
        if self._titles.is_post(at) or self._titles.title(at) is not None:
            return pieces.keys[at] not in KINSHIP
        return pieces.keys[at] in ("người", "nhà") and pieces.shapes[at] == "l"

    def _office_before(self, at: int) -> bool:
        """Whether an office or calling begins within few pieces before `at`, nothing parting them."""
        pieces, keys = self._pieces, self._pieces.keys
        for i in range(at - 2, max(-1, at - 2 - _LONGEST_TITLE), -1):
            if pieces.shapes[i] in "pnd":
                return False
            if self._titles.title(i) is not None or " ".join(keys[i : i + 2]) in _LEADERS:
                return True
            if keys[i + 1] in _CALLINGS and " ".join(keys[i : i + 2]) not in _NO_CALLINGS:
                return True
        return False
