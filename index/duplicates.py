"""Near-duplicates: the same wire story in two papers, a directive posted twice.

Texts are compared by the share of their runs of four syllables they have in common (Jaccard),
estimated by MinHash; candidates come from locality-sensitive hashing, so that no pair of texts
is compared that has nothing in common. Titles are left out: papers write their own.

Source: Broder, On the resemblance and containment of documents, 1997; datasketch.
"""

from __future__ import annotations

import zlib
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from datasketch import MinHash, MinHashLSH

from archive.model import Document
from index.text.keys import forms_of

ALIKE = 0.4
"""Estimated Jaccard from which two texts count as one story: a third may be cut, a lead rewritten."""

_RUN = 4  # syllables
_PERMUTATIONS = 128
_FEWEST_RUNS = 8  # below, a text is too short to say that it is the same
_LONGEST = 200_000  # characters of a text that are read

Name = TypeVar("Name", bound=Hashable)


def fingerprint(document: Document) -> MinHash | None:
    """The MinHash of lead and body; None when they are too short to be compared."""
    text = f"{document.lead}\n{document.body}"[:_LONGEST]
    keys = [forms.exact for forms in forms_of(text)]
    runs = {zlib.crc32(" ".join(keys[at : at + _RUN]).encode()) for at in range(len(keys) - _RUN + 1)}
    if len(runs) < _FEWEST_RUNS:
        return None
    hashed = MinHash(num_perm=_PERMUTATIONS, hashfunc=int)
    hashed.update_batch(runs)
    return hashed


def groups(documents: Iterable[tuple[Name, Document]]) -> list[tuple[Name, ...]]:
    """The names of documents that tell one story, in the order they came.

    Groups of one are among them: every name is in exactly one group, its place the place of
    its first document. Alikeness is passed on: of three versions the middle one joins the ends.
    """
    nearby = MinHashLSH(threshold=ALIKE, num_perm=_PERMUTATIONS)
    fingerprints: dict[Name, MinHash] = {}
    joined = _Joined[Name]()
    for name, document in documents:
        if name in fingerprints:
            continue
        joined.add(name)
        hashed = fingerprint(document)
        if hashed is None:
            continue
        for other in nearby.query(hashed):
            if hashed.jaccard(fingerprints[other]) >= ALIKE:
                joined.join(other, name)
        nearby.insert(name, hashed)
        fingerprints[name] = hashed
    return joined.groups()


class _Joined(Generic[Name]):
    """Disjoint sets of names."""

    def __init__(self) -> None:
        self._parents: dict[Name, Name] = {}

    def add(self, name: Name) -> None:
        self._parents.setdefault(name, name)

    def join(self, one: Name, two: Name) -> None:
        self._parents[self._root(two)] = self._root(one)

    def groups(self) -> list[tuple[Name, ...]]:
        found: dict[Name, list[Name]] = {}
        for name in self._parents:
            found.setdefault(self._root(name), []).append(name)
        return [tuple(names) for names in found.values()]

    def _root(self, name: Name) -> Name:
        while self._parents[name] != name:
            name = self._parents[name]
        return name
