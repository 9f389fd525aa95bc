"""Documents read into numbers: each distinct run of text becomes a number once, then only numbers move.

What comes out is what index.text.streams says, key for key and position for position (the
differential test is tests/index/engines/test_gathering.py). The vocabulary is folded, not
the text; a pair is two numbers; only names with an apostrophe, where several keys share a
position, are taken from the streams themselves.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array, ragged
from index.ports import PAIR_FIELDS, IndexedDocument
from index.text.keys import APOSTROPHE, forms_of, parts_of_name, pieces
from index.text.streams import WORD_KEYS, ZONE_GAP, streams

ZONES = ("title", "lead", "body")
_ZONE_FIELDS = {"exact": (0, 1, 2), "title": (0,), "lead": (1,)}
FOLDED = {"exact": "folded", "title": "title_folded", "lead": "lead_folded"}

BYTES_A_PIECE = 96
BYTES_A_STACKED_PIECE = 160
BYTES_A_CHUNK = 400
"""Memory, measured (docs/adr/0065-writing-in-bounded-memory.md): a piece of text and, where several
keys share positions, of those texts; a distinct run of text without white space."""


class Occurrences(NamedTuple):
    """Where keys of one field stand: parallel arrays, in order of document, then position."""

    docs: Array  # uint16 document number in the segment
    keys: Array  # uint32 key number in the segment
    positions: Array  # uint32


class Pairs(NamedTuple):
    """Adjacent keys of one pair field: parallel arrays, in order of document."""

    docs: Array  # uint16 document number in the segment
    firsts: Array  # uint32 key number in the segment
    seconds: Array  # uint32


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
        self._stacked: dict[str, list[tuple[int, Array, Array]]] = {}
        # field -> (document, key numbers, positions), of pairs (document, firsts, seconds)
        self.stacked_documents: list[int] = []
        self._stacked_pieces = 0
        self.documents = 0

    @property
    def bytes_to_invert(self) -> int:
        """What holding the text and turning it into postings takes at its peak, estimated from above."""
        return (
            BYTES_A_PIECE * len(self._forms)
            + BYTES_A_STACKED_PIECE * self._stacked_pieces
            + BYTES_A_CHUNK * len(self._chunks)
        )

    def add(self, indexed: IndexedDocument) -> None:
        number = self.documents
        self.documents += 1
        document = indexed.document
        if APOSTROPHE.search(document.text) and any(map(_named, document.text.split())):
            self._add_streams(number, indexed)
            return
        chunks = self._chunks
        position = 0
        for zone, text in enumerate((document.title, document.lead, document.body)):
            if not text:
                continue
            before = len(self._forms)
            self._forms.extend(chain.from_iterable(map(chunks.__getitem__, text.split())))
            held = len(self._forms) - before
            self._runs.extend((number, zone, held, position))
            position += held + ZONE_GAP
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
        found = streams(indexed)
        self._stacked_pieces += len(found["exact"].keys)
        for field, stream in found.items():
            if field in PAIR_FIELDS.values():
                halves = [self.keys[half] for key in stream.keys for half in key.split(" ")]
                two = np.array(halves[::2], np.uint32), np.array(halves[1::2], np.uint32)
            else:
                numbers = [self.keys[key] for key in stream.keys]
                two = np.array(numbers, np.uint32), np.array(stream.positions, np.uint32)
            self._stacked.setdefault(field, []).append((number, *two))

    # ---- what was gathered -----------------------------------------------------------

    def vocabulary(self) -> list[str]:
        """The distinct keys, by number."""
        return list(self.keys)

    def text_fields(self, renumber: Array, ranks: Array) -> Iterator[tuple[str, Occurrences]]:
        """Each field with positions; one at a time, for a field of 12 million pieces takes 120 MB.

        Args:
            renumber: int64, for each document its number in the segment, -1 to leave it out.
            ranks: uint32, for each key its number in the segment.
        """
        forms, runs = self._in_order(renumber)
        for field, zones in _ZONE_FIELDS.items():
            inside, docs, positions = _places(runs, zones, from_zero=field != "exact")
            chosen = forms if inside is None else forms[inside]
            for name, table in self._tables(field, ranks):
                yield (
                    name,
                    Occurrences(*self._with_stacked(name, renumber, ranks, docs, table[chosen], positions)),
                )
        words, word_runs = _reordered(self._words, self._word_runs, 3, renumber)
        docs = np.repeat(word_runs[:, 0].astype(np.uint16), word_runs[:, 1])
        positions = _numbered(word_runs[:, 1], word_runs[:, 2])
        yield "word", Occurrences(*self._with_stacked("word", renumber, ranks, docs, ranks[words], positions))

    def pair_fields(self, renumber: Array, ranks: Array) -> Iterator[tuple[str, Pairs]]:
        """Each field of pairs, one at a time; arguments as above."""
        forms, runs = self._in_order(renumber)
        for field, zones in (("exact", (0, 1, 2)), ("title", (0,))):
            inside, docs, positions = _places(runs, zones, from_zero=False)
            chosen = forms if inside is None else forms[inside]
            together = (positions[1:] == positions[:-1] + 1) & (docs[1:] == docs[:-1])
            del positions
            docs = docs[1:][together]
            for name, table in self._tables(field, ranks):
                firsts, seconds = table[chosen[:-1][together]], table[chosen[1:][together]]
                yield (
                    PAIR_FIELDS[name],
                    Pairs(*self._with_stacked(PAIR_FIELDS[name], renumber, ranks, docs, firsts, seconds)),
                )

    def _tables(self, field: str, ranks: Array) -> Iterator[tuple[str, Array]]:
        """(field, uint32 number in the segment of each form's key): the field and its folded twin."""
        yield field, ranks[np.array(self._chunks.exact, np.uint32)]
        yield FOLDED[field], ranks[np.array(self._chunks.folded, np.uint32)]

    def _in_order(self, renumber: Array) -> tuple[Array, Array]:
        """(form of each piece, runs uint32[runs, 4]), both in the segment's order of documents."""
        return _reordered(self._forms, self._runs, 4, renumber)

    def _with_stacked(
        self, field: str, renumber: Array, ranks: Array, docs: Array, one: Array, two: Array
    ) -> tuple[Array, Array, Array]:
        """The plain documents' arrays with the stacked documents' put in where they belong."""
        more = sorted(
            ((int(renumber[doc]), first, second) for doc, first, second in self._stacked.get(field, [])),
            key=itemgetter(0),
        )
        more = [each for each in more if each[0] >= 0]
        if not more:
            return docs, one, two
        theirs = np.repeat([doc for doc, _, _ in more], [len(first) for _, first, _ in more]).astype(
            np.uint16
        )
        firsts, seconds = (np.concatenate([each[part] for each in more]) for part in (1, 2))
        if field in PAIR_FIELDS.values():
            seconds = ranks[seconds]
        at = docs.searchsorted(theirs)
        return np.insert(docs, at, theirs), np.insert(one, at, ranks[firsts]), np.insert(two, at, seconds)


@lru_cache(200_000)
def _named(chunk: str) -> bool:
    """Whether a run of text holds a name with an apostrophe, whose parts share its position."""
    return bool(APOSTROPHE.search(chunk)) and any(parts_of_name(piece) for piece in pieces(chunk))


def _reordered(numbers: array[int], runs: array[int], width: int, renumber: Array) -> tuple[Array, Array]:
    """(the numbers, the runs they lie in, `width` each), documents renumbered and brought in order.

    A run is (document, …, how many numbers …): its length stands last but one.
    """
    held = np.frombuffer(numbers, np.uint32) if numbers else np.empty(0, np.uint32)
    table = np.array(runs, np.uint32).reshape(-1, width)
    docs = renumber[table[:, 0]]
    order = np.argsort(docs, kind="stable")
    order = order[docs[order] >= 0]
    lengths = table[:, -2].astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    ordered = table[order]
    ordered[:, 0] = docs[order]
    return held[ragged(starts[order], lengths[order])], ordered


def _places(runs: Array, zones: tuple[int, ...], *, from_zero: bool) -> tuple[Array | None, Array, Array]:
    """(which pieces lie in `zones`, None for all; their documents uint16, their positions uint32)."""
    document, zone, pieces, position = runs.T
    if len(zones) == len(ZONES):
        return None, np.repeat(document.astype(np.uint16), pieces), _numbered(pieces, position)
    wanted = np.isin(zone, zones)
    first = np.zeros_like(position) if from_zero else position
    docs = np.repeat(document[wanted].astype(np.uint16), pieces[wanted])
    return np.repeat(wanted, pieces), docs, _numbered(pieces[wanted], first[wanted])


def _numbered(lengths: Array, firsts: Array) -> Array:
    """uint32: for each run the number in `firsts` and those after it, as many as `lengths` says."""
    return ragged(firsts.astype(np.int64), lengths.astype(np.int64)).astype(np.uint32)
