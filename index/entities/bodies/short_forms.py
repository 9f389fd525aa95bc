"""Short forms a text gives its bodies in brackets, where they stand and where they come again."""

from __future__ import annotations

from collections.abc import Sequence

from index.entities.pieces import Pieces
from index.entities.places.unit_words import unit_words
from index.entities.syllables import SYLLABLE

_LONGEST = 4
"""Words of a short form that is a part of the name: "Công ty Địa ốc Bình Minh (Địa ốc Bình Minh)"."""


def short_forms(pieces: Pieces, bodies: Sequence[tuple[int, int]], taken: bytearray) -> list[tuple[int, int]]:
    """Spans of "BSR", "Vinaso" in "Công ty Lọc hóa dầu Bình Minh (BSR)" and after it.

    Args:
        bodies: first index and index after of the bodies found.
        taken: 1 for each piece that belongs to something else.
    """
    given: dict[tuple[str, ...], int] = {}
    for first, end in bodies:
        form = _bracketed(pieces, first, end)
        if form is not None:
            given.setdefault(form, end + 1)
    if not given:
        return []
    firsts = {form[0] for form in given}
    found: list[tuple[int, int]] = []
    done = 0
    for at, key in enumerate(pieces.keys):
        if key not in firsts or at < done or taken[at] or pieces.heading[at] or not pieces.is_capital(at):
            continue
        for form, since in given.items():
            after = at + len(form)
            if at >= since and tuple(pieces.keys[at:after]) == form and not any(taken[at:after]):
                found.append((at, after))
                done = after
                break
    return found


def _bracketed(pieces: Pieces, first: int, end: int) -> tuple[str, ...] | None:
    """Keys of the short form in brackets at `end`, behind the body that began at `first`."""
    keys, shapes = pieces.keys, pieces.shapes
    if keys[end : end + 1] != ["("]:
        return None
    closing = next((at for at in range(end + 2, min(end + 2 + _LONGEST, len(keys))) if keys[at] == ")"), None)
    if closing is None:
        return None
    form = tuple(keys[end + 1 : closing])
    if len(form) > 1:
        is_part = any(tuple(keys[at : at + len(form)]) == form for at in range(first + 1, end))
        return form if is_part and pieces.is_capital(end + 1) and pieces.is_capital(closing - 1) else None
    if unit_words().exactly(form) is not None:
        return None
    coined = shapes[end + 1] == "C" and len(form[0]) > 3 and not SYLLABLE.match(form[0])
    return form if shapes[end + 1] == "U" or coined else None
