"""Names in lines of capitals, where every word looks like a name."""

from __future__ import annotations

from index.entities.capitals import STRONG_SURNAMES, capital_run, given_names, surnames
from index.entities.dictionary import compounds
from index.entities.pieces import Pieces

_LONGEST_NAME = 5


def heading_name(pieces: Pieces, at: int, least: int) -> int | None:
    """Index after a family name and known given names at `at`; None when fewer than `least` words read so."""
    keys = pieces.keys
    run = capital_run(pieces, at)
    if keys[at] not in surnames():
        return None
    end = at + 1
    while end < min(run, at + _LONGEST_NAME):
        if keys[end] not in given_names() and keys[end] not in ("văn", "thị"):
            break
        begins_word = end + 1 < run and f"{keys[end]} {keys[end + 1]}" in compounds()
        if end - at >= 2 and begins_word and keys[end + 1] not in given_names():
            break
        end += 1
    return end if end - at >= max(least, 2) else None


def within_words(pieces: Pieces, at: int) -> bool:
    """As in "ĐÔ THỊ THÔNG MINH", "VÀ THI HÀNH": what begins at `at` is a word of the dictionary, no name."""
    keys = pieces.keys
    joined = at > 0 and pieces.heading[at - 1] and f"{keys[at - 1]} {keys[at]}" in compounds()
    if keys[at] == "và" or joined:
        return True
    if keys[at] in STRONG_SURNAMES:
        return False
    return any(f"{keys[i]} {keys[i + 1]}" in compounds() for i in range(at, min(at + 2, len(pieces) - 1)))
