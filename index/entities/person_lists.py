"""Persons told by the list they stand in: "Lê Văn Đỡ, Trần Hen, Khâu Sết, Thạch Sa Rết"."""

from __future__ import annotations

from index.entities.capitals import capital_run, surnames
from index.entities.pieces import Pieces
from index.entities.places import Places

_FEWEST = 2
"""Names that follow the first, for a row of capitals to be a list of persons."""


class PersonLists:
    """Reads lists of persons out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places

    def after(self, end: int) -> list[tuple[int, int]]:
        """Names that commas part from a full name that ends at `end`, each with a family name."""
        found: list[tuple[int, int]] = []
        while (name_end := self._name(end)) is not None:
            found.append((end + 1, name_end))
            end = name_end
        return found if len(found) >= _FEWEST else []

    def _name(self, comma: int) -> int | None:
        pieces, at = self._pieces, comma + 1
        if pieces.keys[comma:at] != [","] or not pieces.is_capital(at) or pieces.heading[at]:
            return None
        end = capital_run(pieces, at)
        if not 2 <= end - at <= 4 or set(pieces.shapes[at:end]) != {"C"}:
            return None
        a_place = self._places.bare(at) is not None or self._places.unit(at) is not None
        return end if pieces.keys[at] in surnames() and not a_place else None
