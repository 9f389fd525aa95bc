"""Runs of capitalised words, and whether they read as a person's name."""

from __future__ import annotations

from functools import cache

from index.entities.lexicon import cues, syllables
from index.entities.persons.highland import begins_highland_name
from index.entities.pieces import Pieces

LONGEST_RUN = 8
"""Words of a run that are looked at; no name is longer."""

STRONG_SURNAMES = cues("strong_surnames")


@cache
def surnames() -> frozenset[str]:
    """Keys of family names."""
    return syllables("surnames.txt")


@cache
def given_names() -> frozenset[str]:
    """Keys of syllables common in given names."""
    return syllables("given_names.txt")


def looks_like_name(pieces: Pieces, at: int, end: int) -> bool:
    """Whether the capitals from `at` to `end` read as a person's full name."""
    count = end - at
    if not 2 <= count <= 5 or pieces.keys[at] not in surnames():
        return False
    if pieces.keys[at] in STRONG_SURNAMES and count >= 3:
        return True
    second = pieces.keys[at + 1]
    return second in ("văn", "thị") or all(pieces.keys[i] in given_names() for i in range(at + 1, end))


def begins_person(pieces: Pieces, at: int, end: int) -> bool:
    """Whether a full name surely begins at `at`, so that a place's name before it ends there."""
    if begins_highland_name(pieces, at, end):
        return True
    if not 2 <= end - at <= 5 or pieces.keys[at] not in surnames():
        return False
    if pieces.keys[at + 1] in ("văn", "thị") or (pieces.keys[at + 1] == "a" and end - at >= 3):
        return True
    return end - at >= 3 and pieces.keys[at] in STRONG_SURNAMES


def capital_run(pieces: Pieces, at: int, limit: int = LONGEST_RUN) -> int:
    """Index after the capitalised words that begin at `at`: on one line, blanks or glued hyphens between.

    A blank may be missing: "Bình ThuậnTrần Văn Lộc" is one run.
    """
    end = at
    shapes, keys = pieces.shapes, pieces.keys
    count = len(keys)
    while end < count and end - at < limit:
        if shapes[end] not in "CU":
            break
        if end > at and not _one_blank(pieces, end):
            break
        end += 1
        while end + 1 < count and keys[end] == "-" and pieces.glued(end) and pieces.glued(end + 1):
            if shapes[end + 1] not in "CUl" or (shapes[end + 1] == "C" and shapes[end - 1] != "C"):
                break
            end += 2
    return end


def _one_blank(pieces: Pieces, at: int) -> bool:
    gap = pieces.starts[at] - pieces.ends[at - 1]
    return gap in (0, 1) or (
        1 < gap <= 3 and "\n" not in pieces.text[pieces.ends[at - 1] : pieces.starts[at]]
    )
