"""Short forms a text gives its bodies in brackets, where they stand and where they come again."""

from __future__ import annotations

from collections.abc import Sequence

from index.entities.pieces import Pieces
from index.entities.places import unit_words


def short_forms(pieces: Pieces, ends: Sequence[int], taken: bytearray) -> list[tuple[int, int]]:
    """Spans of "BSR" in "Công ty Lọc hóa dầu Bình Minh (BSR)" and after it.

    Args:
        ends: indices after the bodies found.
        taken: 1 for each piece that belongs to something else.
    """
    keys, shapes = pieces.keys, pieces.shapes
    given: dict[str, int] = {}
    for end in ends:
        bracketed = keys[end : end + 1] == ["("] and keys[end + 2 : end + 3] == [")"]
        if bracketed and shapes[end + 1] == "U" and unit_words().exactly((keys[end + 1],)) is None:
            given.setdefault(keys[end + 1], end + 1)
    if not given:
        return []
    return [
        (at, at + 1)
        for at, shape in enumerate(shapes)
        if shape == "U" and not taken[at] and not pieces.heading[at] and at >= given.get(keys[at], len(keys))
    ]
