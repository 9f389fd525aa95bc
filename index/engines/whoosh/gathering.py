"""Documents read into numbers: each distinct run of text becomes a number once, then only numbers move.

What comes out is what index.text.streams says, key for key and position for position (the
differential test is tests/index/engines/test_gathering.py). The vocabulary is folded, not
the text; a pair is two numbers; only names with an apostrophe, where several keys share a
position, are taken from the streams themselves.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrayfile import Array
from index.ports import PAIR_FIELDS, IndexedDocument
from index.text.keys import APOSTROPHE, forms_of
from index.text.streams import WORD_KEYS, ZONE_GAP, streams

ZONES = ("title", "lead", "body")
_ZONE_FIELDS = {"exact": (0, 1, 2), "title": (0,), "lead": (1,)}
FOLDED = {"exact": "folded", "title": "title_folded", "lead": "lead_folded"}


class Occurrences(NamedTuple):
    """Where keys of one field stand: parallel arrays, in any order."""

    keys: Array  # uint32 key number
    docs: Array  # uint16 document number
    positions: Array  # uint32


class Pairs(NamedTuple):
    """Adjacent keys of one pair field: parallel arrays, in any order."""

    firsts: Array  # uint32 key number
    seconds: Array  # uint32 key number
    docs: Array  # uint16 document number


class _Keys(dict[str, int]):
    """Key -> its number, given at first sight."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class _Chunks(dict[str, tuple[int, ...]]):
    """Run of text without white space -> the numbers of its forms, an exact and a folded key each."""

    def __init__(self, keys: _Keys) -> None:
        super().__init__()
        self._keys = keys
        self._forms: dict[tuple[str, str], int] = {}
        self.exact = array("I")  # key number of each form
        self.folded = array("I")

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        numbers = self[chunk] = tuple([self._number(*forms) for forms in forms_of(chunk)])
        return numbers

    def _number(self, exact: str, folded: str) -> int:
        if (exact, folded) not in self._forms:
            self._forms[exact, folded] = len(self._forms)
            self.exact.append(self._keys[exact])
            self.folded.append(self._keys[folded])
        return self._forms[exact, folded]


class TextBatch:
    """The text of documents numbered 0, 1, 2 … in the order they were added."""

    def __init__(self) -> None:
        self.keys = _Keys()  # key -> its number
        self._chunks = _Chunks(self.keys)
        self._forms = array("I")  # form number of each piece of every plain document
        self._runs = array("I")  # document, zone, pieces, position of the first: 4 numbers a zone
        self._words = array("I")  # key number of each word of a plain document
        self._word_runs = array("I")  # document, words, position of the first: 3 numbers a zone
        self._stacked: dict[str, list[tuple[int, list[int], list[int]]]] = {}
        self.stacked_documents: list[int] = []
        self.documents = 0

    @property
    def occurrences(self) -> int:
        """Pieces gathered; what memory goes by."""
        return len(self._forms)

    def add(self, indexed: IndexedDocument) -> None:
        number = self.documents
        self.documents += 1
        document = indexed.document
        if APOSTROPHE.search(document.text):
            self._add_streams(number, indexed)
            return
        chunks = self._chunks
        position = 0
        for zone, text in enumerate((document.title, document.lead, document.body)):
            if not text:
                continue
            before = len(self._forms)
            self._forms.extend(chain.from_iterable(map(chunks.__getitem__, text.split())))
            pieces = len(self._forms) - before
            self._runs.extend((number, zone, pieces, position))
            position += pieces + ZONE_GAP
        if indexed.analysis:
            self._add_words(number, indexed)

    def _add_words(self, number: int, indexed: IndexedDocument) -> None:
        """Words of each zone, numbered through the document; the segmenter's cuts never cross zones."""
        assert indexed.analysis is not None
        text, words = indexed.document.text, indexed.analysis.words
        bounds = [start for _, start, _ in indexed.document.zones()][1:]
        position = first = 0
        for bound in (*bounds, len(text) + 1):
            last = first
            while last < len(words) and words[last][0] < bound:
                last += 1
            found = [key for start, end in words[first:last] if (key := WORD_KEYS[text[start:end]])]
            self._words.extend([self.keys[key] for key in found])
            self._word_runs.extend((number, len(found), position))
            position += len(found) + ZONE_GAP
            first = last

    def _add_streams(self, number: int, indexed: IndexedDocument) -> None:
        self.stacked_documents.append(number)
        for field, stream in streams(indexed).items():
            keys = list(stream.keys)
            if field in PAIR_FIELDS.values():
                keys = [half for key in keys for half in key.split(" ")]
            numbers = [self.keys[key] for key in keys]
            self._stacked.setdefault(field, []).append((number, numbers, list(stream.positions)))

    # ---- what was gathered -----------------------------------------------------------

    def vocabulary(self) -> list[str]:
        """The distinct keys, by number."""
        return list(self.keys)

    def text_fields(self) -> Iterator[tuple[str, Occurrences]]:
        """Each field with positions; one at a time, for a field of 14 million pieces takes 140 MB."""
        forms = np.frombuffer(self._forms, np.uint32) if self._forms else np.empty(0, np.uint32)
        exact, folded = (np.array(each, np.uint32) for each in (self._chunks.exact, self._chunks.folded))
        for field, zones in _ZONE_FIELDS.items():
            inside, docs, positions = self._places(zones, from_zero=field != "exact")
            chosen = forms[inside]
            yield field, self._with_stacked(field, exact[chosen], docs, positions)
            yield FOLDED[field], self._with_stacked(FOLDED[field], folded[chosen], docs, positions)
        runs = np.array(self._word_runs, np.uint32).reshape(-1, 3)
        docs = np.repeat(runs[:, 0], runs[:, 1]).astype(np.uint16)
        yield (
            "word",
            self._with_stacked("word", np.array(self._words, np.uint32), docs, _numbered(*runs.T[1:])),
        )

    def pair_fields(self) -> Iterator[tuple[str, Pairs]]:
        """Each field of pairs, one at a time."""
        forms = np.frombuffer(self._forms, np.uint32) if self._forms else np.empty(0, np.uint32)
        exact, folded = (np.array(each, np.uint32) for each in (self._chunks.exact, self._chunks.folded))
        for field, zones in (("exact", (0, 1, 2)), ("title", (0,))):
            inside, docs, positions = self._places(zones, from_zero=False)
            chosen = forms[inside]
            together = np.flatnonzero((docs[1:] == docs[:-1]) & (positions[1:] == positions[:-1] + 1))
            for name, keys in ((field, exact[chosen]), (FOLDED[field], folded[chosen])):
                pairs = Pairs(keys[together], keys[together + 1], docs[together])
                yield PAIR_FIELDS[name], self._pairs_with_stacked(PAIR_FIELDS[name], pairs)

    def _places(self, zones: tuple[int, ...], *, from_zero: bool) -> tuple[Array, Array, Array]:
        """(which pieces lie in `zones`, their documents uint16, their positions uint32)."""
        runs = np.array(self._runs, np.uint32).reshape(-1, 4)
        document, zone, pieces, position = runs.T
        wanted = np.isin(zone, zones)
        inside = np.repeat(wanted, pieces)
        first = np.zeros_like(position) if from_zero else position
        docs = np.repeat(document[wanted], pieces[wanted]).astype(np.uint16)
        return inside, docs, _numbered(pieces[wanted], first[wanted])

    def _with_stacked(self, field: str, keys: Array, docs: Array, positions: Array) -> Occurrences:
        more = self._stacked.get(field, [])
        return Occurrences(
            np.concatenate([keys, *(np.array(numbers, np.uint32) for _, numbers, _ in more)]),
            np.concatenate([docs, *(np.full(len(numbers), doc, np.uint16) for doc, numbers, _ in more)]),
            np.concatenate([positions, *(np.array(places, np.uint32) for _, _, places in more)]),
        )

    def _pairs_with_stacked(self, field: str, pairs: Pairs) -> Pairs:
        more = self._stacked.get(field, [])
        return Pairs(
            np.concatenate([pairs.firsts, *(np.array(halves[::2], np.uint32) for _, halves, _ in more)]),
            np.concatenate([pairs.seconds, *(np.array(halves[1::2], np.uint32) for _, halves, _ in more)]),
            np.concatenate(
                [pairs.docs, *(np.full(len(halves) // 2, doc, np.uint16) for doc, halves, _ in more)]
            ),
        )


def _numbered(lengths: Array, firsts: Array) -> Array:
    """uint32: for each run, `firsts` and the numbers after it, as many as `lengths` says."""
    ends = np.cumsum(lengths, dtype=np.int64)
    starts = ends - lengths
    return (np.arange(ends[-1] if ends.size else 0) - np.repeat(starts - firsts, lengths)).astype(np.uint32)
