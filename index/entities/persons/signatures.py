"""Pen names that sign an article or a picture, alone on their line."""

from __future__ import annotations

from index.entities.capitals import capital_run, given_names, surnames
from index.entities.pieces import Pieces
from index.entities.places.place import Places

_CLOSING = (["."], ["!"], ["?"], ["”"], ['"'], [")"])
"""What ends the text above such a line."""
_LONGEST_LINE = 8
_LONGEST_SYLLABLE = 7
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
        if at > 0 and pieces.shapes[at - 1] != "n":
            return []
        if (last := self._last_line(at)) is not None:
            return [(at, last)]
        if pieces.heading[at]:
            return []
        found: list[tuple[int, int]] = []
        i = at
        while (end := self._name(i)) is not None:
            found.append((i, end))
            if self._ends_line(end):
                return found if at > 0 or len(found) > 1 else []
            if end + 1 >= len(pieces) or pieces.keys[end] not in _DASHES:
                return []
            i = end + 1
        return []

    def _last_line(self, at: int) -> int | None:
        """Index after letters or a name in capitals that are all of the last line: "X.T", "THÀNH CÔNG"."""
        pieces, keys = self._pieces, self._pieces.keys
        if at == 0 or pieces.shapes[at] not in "CU" or keys[at - 2 : at - 1] not in _CLOSING:
            return None
        size = len(pieces.shapes[at:].rstrip("n"))
        if size > _LONGEST_LINE or len(keys[at]) > _LONGEST_SYLLABLE:
            return None
        end = at + size
        if keys[end - 1] == "." and size > 1:
            end -= 1
        shapes = pieces.shapes[at:end]
        if set(shapes) == {"U"} and 2 <= end - at <= 3:
            return (
                end
                if all(keys[i] in given_names() or keys[i] in surnames() for i in range(at, end))
                else None
            )
        lettered = size >= 3 and shapes[::2].strip("CU") == "" and set(keys[at + 1 : end : 2]) == {"."}
        short = all(len(keys[i]) <= 2 for i in range(at, end, 2))
        return end if lettered and short and keys[at:end:2] != ["p", "v"] else None

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
