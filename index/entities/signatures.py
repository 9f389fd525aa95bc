"""Pen names that sign an article or a picture, alone on their line."""

from __future__ import annotations

from index.entities.capitals import capital_run, given_names, surnames
from index.entities.pieces import Pieces
from index.entities.places import Places

_DASHES = frozenset("-–—")
_BEHIND = (["tổng"], ["theo"], ["thực"], ["t"])
"""What the bracket behind a pen name begins with: "Mộc Miên (Tổng hợp)"."""


class Signatures:
    """Reads pen names out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places

    def at(self, at: int) -> list[tuple[int, int]]:
        """The pen names of the line that begins at `at`: "Phúc Hưng", "Lò Hưng - Mộc Miên"."""
        pieces = self._pieces
        if at == 0 or pieces.shapes[at - 1] != "n" or pieces.heading[at]:
            return []
        found: list[tuple[int, int]] = []
        i = at
        while (end := self._name(i)) is not None:
            found.append((i, end))
            if self._ends_line(end):
                return found
            if end + 1 >= len(pieces) or pieces.keys[end] not in _DASHES:
                return []
            i = end + 1
        return []

    def _name(self, at: int) -> int | None:
        pieces, keys = self._pieces, self._pieces.keys
        if at >= len(pieces):
            return None
        end = capital_run(pieces, at)
        if not 2 <= end - at <= 4 or any(pieces.shapes[i] != "C" for i in range(at, end)):
            return None
        if not all(keys[i] in given_names() or keys[i] in surnames() for i in range(at, end)):
            return None
        return None if self._places.bare(at) is not None else end

    def _ends_line(self, end: int) -> bool:
        pieces, keys = self._pieces, self._pieces.keys
        if end >= len(pieces) or pieces.shapes[end] == "n":
            return True
        if keys[end] == ".":
            return end + 1 >= len(pieces) or pieces.shapes[end + 1] == "n"
        return keys[end] == "(" and keys[end + 1 : end + 2] in _BEHIND
