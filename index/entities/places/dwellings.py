"""Communes and hamlets without their unit word, told by the place that follows or by who lives there."""

from __future__ import annotations

from index.entities.capitals import begins_person, capital_run
from index.entities.pieces import Pieces
from index.entities.places import units
from index.entities.places.place import Places

_WITHIN = frozenset({"ở", "tại"})
_LIVED_IN = frozenset({"ở", "tại", "quê", "ngụ", "trú"})


class Dwellings:
    """Reads them out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places

    def again(self, taken: bytearray) -> list[tuple[int, int]]:
        """Spans of names that stand alone before the text gives them their unit word: "lên Nậm Xây …".

        Args: taken: 1 for each piece that belongs to something else.
        """
        pieces = self._pieces
        found = []
        at = 0
        while at < len(pieces):
            if pieces.shapes[at] != "C" or taken[at] or pieces.heading[at]:
                at += 1
                continue
            end = capital_run(pieces, at)
            if self._places.met(at, end) and not any(taken[at:end]):
                found.append((at, end))
            at = end
        return found

    def commune_in(self, at: int) -> int | None:
        """Index after a commune told by the place that follows or the word before: "(Nậm Xây, Văn Bàn)"."""
        pieces = self._pieces
        if (hamlet := self._hamlet_in(at)) is not None:
            return hamlet
        end = self._places.in_gazetteer(at, (units.COMMUNE,))
        if end is None or end - at < 2 or end != capital_run(pieces, at):
            return None
        within = (
            at > 0 and pieces.keys[at - 1] in _WITHIN
        )  # no person follows, "Phan" and "Lê" begin places too
        if within or (self._lived_in(at) and not begins_person(pieces, at, end)):
            return end
        if end + 1 >= len(pieces) or pieces.keys[end] not in (",", "(", "-", "–"):
            return None
        follows = self._places.place(end + 1) if pieces.shapes[end + 1] in "lCU" else None
        return end if follows is not None or self._places.bare(end + 1) is not None else None

    def _hamlet_in(self, at: int) -> int | None:
        """As in "trú tại Huổi Lóng, xã Nậm Kè": where people live, told by the commune that follows."""
        if not self._lived_in(at) or self._pieces.shapes[at] != "C":
            return None
        end = capital_run(self._pieces, at)
        if not 2 <= end - at <= 3 or end + 1 >= len(self._pieces) or self._pieces.keys[end] != ",":
            return None
        if begins_person(self._pieces, at, end):
            return None
        unit = self._places.unit(end + 1)
        if unit is None:
            return end if self._places.bare(end + 1) is not None else None  # "trú tại Nà Lìu, Mường La"
        return end if unit[1] == "commune" and self._places.place(end + 1) is not None else None

    def _lived_in(self, at: int) -> bool:
        """Whether the word before says that people live or are there: "ở Nậm Xây", "quê Tân Hợp"."""
        return at > 0 and self._pieces.keys[at - 1] in _LIVED_IN
