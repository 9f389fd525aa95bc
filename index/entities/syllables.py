"""What a syllable of Vietnamese may look like, and where two were written as one word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.dictionary import compounds
from index.text.keys import CAPITALS, exact_key

SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,3}(?:ng|nh|ch|[cmnpt])?$"
)
"""A syllable Vietnamese could have."""

ONSETS = frozenset({"ch", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"})
"""What is left of a given name where it is kept back: "cô giáo Th."."""

_SHORTEST_PAIR = 4
_LONGEST_PAIR = 14
_CASE_CHANGE = re.compile(rf"(?<=[^\W\d_{CAPITALS}])(?=[{CAPITALS}])")
"""Between a small letter and a capital."""


def seams(word: str) -> Iterator[int]:
    """Where blanks are missing in `word` (NFC): 5 in "ThuậnTrần", 4 in "tỉnhSơn"; nowhere in "VietNamNet".

    A seam stands where a small letter meets a capital and both sides are syllables of Vietnamese, one
    of them with its marks: names of firms and papers are written so too.
    """
    cuts = [found.start() for found in _CASE_CHANGE.finditer(word)]
    for first, at, last in zip([0, *cuts], cuts, [*cuts[1:], len(word)], strict=False):
        left, right = word[first:at].lower(), word[at:last].lower()
        marked = not (left.isascii() and right.isascii())
        if marked and len(left) > 1 and SYLLABLE.match(left) and SYLLABLE.match(right):
            yield at


def seams_of(text: str) -> list[int]:
    """Where blanks are missing in a whole text, in order."""
    found: list[int] = []
    done = 0
    for change in _CASE_CHANGE.finditer(text):
        if change.start() < done:
            continue
        first = last = change.start()
        while first > done and text[first - 1].isalpha():
            first -= 1
        while last < len(text) and text[last].isalpha():
            last += 1
        found.extend(first + at for at in seams(text[first:last]))
        done = last
    return found


def seam_of_word(word: str, key: str) -> int:
    """Where a blank is missing inside `word`; 0 when none is.

    "nhândân", "Ủyban"    two syllables that are a word of the dictionary
    "UBNDtỉnh"            capitals before a syllable with its marks

    Args: key: the exact key of `word`.
    """
    if not _SHORTEST_PAIR <= len(word) <= _LONGEST_PAIR or key.isascii() or SYLLABLE.match(key):
        return 0
    small = next((at for at, letter in enumerate(word) if not letter.isupper()), 0)
    if small > 2 and not word[small:].isascii() and SYLLABLE.match(word[small:]):
        return small
    for at in range(2, len(word) - 1):
        left, right = exact_key(word[:at]), exact_key(word[at:])
        if SYLLABLE.match(left) and SYLLABLE.match(right) and f"{left} {right}" in compounds():
            return at
    return 0
