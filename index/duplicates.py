"""Near-copies: the same wire story in two papers, a directive posted twice.

A text is compared by its runs of four syllables. A copy holds nearly nothing but runs of the
other, however much of it was cut and whatever a paper put around the rest; a follow-up of the
same event repeats the background and tells something of its own, first of all: a share of both
(Jaccard's) cannot tell the two apart, and the share of the shorter can, with the openings where
both were cut or added to. Forms filled in anew (bulletins, prices, decisions) have the words in
common and not the numbers. Titles are left out: papers write their own. Whether two texts are
a pair depends on the two alone.

Sources: Broder, On the resemblance and containment of documents, 1997 (runs, containment, the
sketch of the smallest hashes); SplitMix64, Steele, Lea and Flood, 2014 (mixing of hashes).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from archive.model import Document
from index.directives.numbers import number_key
from index.text.keys import forms_of

COMPARISON = "baoluu-stories/1"
"""Name and version of all that decides a pair; raise it and every document is compared anew."""

CONTAINED = 0.8
"""Share of the shorter text's runs that the longer must hold: a lead may be rewritten."""

CONTAINED_OPENED_ALIKE = 0.65
"""The same where each text holds the opening of the other."""

OPENING = 24
"""Runs a text opens with, of which the other must hold the share CONTAINED."""

RESEMBLING = 0.25
"""Share of all runs that both must hold, so that a round-up is no copy of each of its items."""

NUMBERS_SHARED = 0.6
"""Share of the shorter list of numbers that the other must hold."""

FEWEST_RUNS = 16
"""Below, a text is too short to say that it is the same: "Xem tệp đính kèm"."""

SKETCHED = 24
"""Smallest runs of a text by which its copies are looked up."""

SKETCH_SHARED = 2
"""How many of them two texts must share to be compared. Of a pair at the bounds above six are
to be expected, so that one in a hundred of these extreme pairs is missed and hardly any other."""

Runs = npt.NDArray[np.uint64]

_RUN = 4  # syllables
_FEWEST_NUMBERS = 4
_LONGEST = 200_000  # characters of a text that are read
_SKETCH_BITS = 48  # of a run's 64, which a database keeps in six bytes
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What of a text is compared."""

    runs: Runs  # ascending, each once
    opening: Runs  # the first OPENING of the text, ascending
    numbers: frozenset[str]  # runs of digits
    own_number: str | None  # normal form of the number a directive bears

    def sketch(self) -> list[int]:
        """The SKETCHED smallest runs, each below 2**48; texts that share many are candidates."""
        shift = np.uint64(64 - _SKETCH_BITS)
        return list(dict.fromkeys((self.runs[:SKETCHED] >> shift).tolist()))


def fingerprint(document: Document) -> Fingerprint | None:
    """What is compared of a document; None when it is too short to be."""
    keys = [forms.exact for forms in forms_of(f"{document.lead}\n{document.body}"[:_LONGEST])]
    if len(keys) - _RUN + 1 < FEWEST_RUNS:
        return None
    in_order = _runs(keys)
    runs = np.unique(in_order)
    if len(runs) < FEWEST_RUNS:
        return None
    own = document.form.get("number")
    return Fingerprint(
        runs=runs,
        opening=np.unique(in_order[:OPENING]),
        numbers=frozenset(key for key in set(keys) if key.isdigit()),
        own_number=number_key(str(own)) if own else None,
    )


def same_story(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether one of two texts is a copy of the other, whole or cut, with or without additions."""
    if one.own_number and other.own_number and one.own_number != other.own_number:
        return False
    fewest = min(len(one.numbers), len(other.numbers))
    if fewest >= _FEWEST_NUMBERS and len(one.numbers & other.numbers) < NUMBERS_SHARED * fewest:
        return False
    shorter, longer = sorted((one.runs, other.runs), key=len)
    if len(shorter) < RESEMBLING * len(longer):
        return False
    shared = _held(shorter, longer)
    if shared < RESEMBLING * (len(shorter) + len(longer) - shared):
        return False
    return shared >= CONTAINED * len(shorter) or (
        shared >= CONTAINED_OPENED_ALIKE * len(shorter)
        and _held(one.opening, other.runs) >= CONTAINED * len(one.opening)
        and _held(other.opening, one.runs) >= CONTAINED * len(other.opening)
    )


def _held(few: Runs, many: Runs) -> int:
    """How many of some runs are among others; both ascending, each once."""
    at = np.searchsorted(many, few)
    return int(np.count_nonzero(many[np.minimum(at, len(many) - 1)] == few))


def _runs(keys: list[str]) -> Runs:
    """Hashes of all runs of `_RUN` keys, in their order."""
    hashed = np.fromiter(map(_hash, keys), dtype=np.uint64, count=len(keys))
    count = len(keys) - _RUN + 1
    run = hashed[:count].copy()
    for at in range(1, _RUN):
        run *= _MULTIPLIER
        run += hashed[at : at + count]
    return _mixed(run)


def _mixed(values: Runs) -> Runs:
    values ^= values >> np.uint64(30)
    values *= _MIXERS[0]
    values ^= values >> np.uint64(27)
    values *= _MIXERS[1]
    values ^= values >> np.uint64(31)
    return values


@lru_cache(maxsize=200_000)
def _hash(key: str) -> int:
    """64 bits of a key, the same in every process."""
    written = key.encode()
    return zlib.crc32(written) | zlib.crc32(written, 0x9E3779B9) << 32
