"""Near-copies: the same wire story in two papers, a directive posted twice.

A text is compared by its runs of four syllables. A copy holds nearly nothing but runs of the
other, however much of it was cut and whatever a paper put around the rest; a follow-up of the
same event repeats the background and tells something of its own, so that a share of both
(Jaccard's) cannot tell the two apart, and the share of the shorter can. Forms filled in anew
(bulletins, prices, decisions) have the words in common and not the numbers. Titles are left
out: papers write their own. Whether two texts are a pair depends on the two alone.

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
    runs = _runs(keys)
    if len(runs) < FEWEST_RUNS:
        return None
    own = document.form.get("number")
    return Fingerprint(
        runs=runs,
        numbers=frozenset(key for key in set(keys) if key.isdigit()),
        own_number=number_key(str(own)) if own else None,
    )


def same_story(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether one of two texts is a copy of the other, whole or cut, with or without additions."""
    if one.own_number and other.own_number and one.own_number != other.own_number:
        return False
    shorter, longer = sorted((one.runs, other.runs), key=len)
    if len(shorter) < RESEMBLING * len(longer):
        return False
    at = np.searchsorted(longer, shorter)
    shared = int(np.count_nonzero(longer[np.minimum(at, len(longer) - 1)] == shorter))
    if shared < CONTAINED * len(shorter) or shared < RESEMBLING * (len(shorter) + len(longer) - shared):
        return False
    fewest = min(len(one.numbers), len(other.numbers))
    return fewest < _FEWEST_NUMBERS or len(one.numbers & other.numbers) >= NUMBERS_SHARED * fewest


def _runs(keys: list[str]) -> Runs:
    """Hashes of all runs of `_RUN` keys, ascending, each once."""
    hashed = np.fromiter(map(_hash, keys), dtype=np.uint64, count=len(keys))
    count = len(keys) - _RUN + 1
    run = hashed[:count].copy()
    for at in range(1, _RUN):
        run *= _MULTIPLIER
        run += hashed[at : at + count]
    mixed = _mixed(run)
    mixed.sort()
    first = np.ones(len(mixed), bool)
    np.not_equal(mixed[1:], mixed[:-1], out=first[1:])
    return mixed[first]


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
