"""Proper names of companies, schools, co-operatives, papers: where one ends."""

from __future__ import annotations

from collections.abc import Callable

from index.entities.capitals import capital_run, looks_like_name
from index.entities.fields import Fields, descriptors
from index.entities.lexicon import cues
from index.entities.pieces import Pieces
from index.entities.places import ALONE, Places

_STARTERS = cues("sentence_starters")


class ProperNames:
    """Reads proper names out of the pieces of one text."""

    def __init__(
        self,
        pieces: Pieces,
        places: Places,
        fields: Fields,
        is_head: Callable[[int], bool],
        is_body: Callable[[int], bool],
    ) -> None:
        self._pieces = pieces
        self._places = places
        self._fields = fields
        self._is_head = is_head
        self._is_body = is_body
        self._descriptors = descriptors()

    def proper(self, i: int, *, small_head: bool = False) -> int:
        """Index after a proper name: capitals, numbers, and the small words such names are made with."""
        pieces, keys, shapes = self._pieces, self._pieces.keys, self._pieces.shapes
        start, end = i, i
        seen_capital = False
        while end < len(pieces):
            shape = shapes[end]
            if shape == "n":
                break
            if shape in "CU":
                if self._stops(end, start, small_head) or (seen_capital and self._person(end, start)):
                    break
                if pieces.heading[end] and end - start >= 4 and self._descriptors.longest(keys, end) is None:
                    break
                word = self._fields.compound(end)
                end = word if word is not None else end + 1
                seen_capital = True
                continue
            if shape == "d":
                if end > start and not (keys[end - 1] == "số" or pieces.is_capital(end - 1) or end == start):
                    break
                if self._places.unit(end) is not None or len(keys[end]) > 4:
                    break
                end += 1
                seen_capital = True
                continue
            if shape == "l":
                small = self._descriptors.longest(keys, end)
                if small is not None and self._leads_on(small[0]):
                    end = small[0]
                    continue
                if keys[end] == "số" and end + 1 < len(pieces) and shapes[end + 1] == "d":
                    end += 1
                    continue
                if keys[end] == "và" and end > start and self._joins(end):
                    end += 1
                    continue
                break
            if keys[end] in "-–&" and end > start and end + 1 < len(pieces) and shapes[end + 1] in "CUd":
                spaced = not (pieces.glued(end) and pieces.glued(end + 1))
                short = capital_run(pieces, end + 1) < end + 4 and self._places.bare(end + 1) is None
                if spaced and keys[end] != "&" and short:
                    break
                if self._person(end + 1, start) or self._is_head(end + 1) or self._places.unit(end + 1):
                    break
                end += 1
                continue
            if (
                keys[end] in "“\"'‘"
                and end + 1 < len(pieces)
                and shapes[end + 1] in "CU"
                and seen_capital is False
            ):
                break
            break
        while end > start and (keys[end - 1] in "-–&" or keys[end - 1] in ("và", "số")):
            end -= 1
        return end if seen_capital else start

    def _leads_on(self, after: int) -> bool:
        """A small descriptor belongs to the name when a name, a place or the end of the phrase follows."""
        pieces = self._pieces
        if after >= len(pieces):
            return True
        if pieces.shapes[after] in "CUdp":
            return True
        if self._descriptors.longest(pieces.keys, after) is not None or self._places.unit(after) is not None:
            return True
        return pieces.keys[after] == "số"

    def _joins(self, i: int) -> bool:
        """Whether "và" at `i` stands inside the name: dictionary words on both sides, no new head."""
        pieces = self._pieces
        if i + 1 >= len(pieces) or not pieces.is_capital(i + 1) or self._is_head(i + 1):
            return False
        return (
            self._fields.compound(i + 1) is not None
            or self._descriptors.longest(pieces.keys, i + 1) is not None
        )

    def _stops(self, i: int, start: int, small_head: bool) -> bool:
        """A capital that begins something else: another body, a unit word, a title."""
        pieces, keys = self._pieces, self._pieces.keys
        if i == start and self._places.unit(i) is not None:
            return keys[i] in ALONE or (small_head and self._places.place(i) is not None)
        if keys[i] in _STARTERS or (self._places.unit(i) is not None and self._places.place(i) is not None):
            return True
        if self._places.bare(i) is not None and i > start and pieces.shapes[i - 1] == "l":
            return False
        return self._is_head(i) and keys[i] not in ("công", "đại", "trung") and self._is_body(i)

    def _person(self, i: int, start: int) -> bool:
        return (
            i - start >= 1
            and looks_like_name(self._pieces, i, capital_run(self._pieces, i))
            and (i - start >= 2 or self._pieces.shapes[i - 1] == "l")
        )
