"""Where in a text a query's words stand, in the text's own spelling and offsets.

Words that stand in the text as they stand in the query, one after another, are one mark. A
word that does so anywhere is not marked where it stands alone: for "tỉnh ủy" the ủy of "ủy
ban" is no hit. A phrase is marked as a whole, and its words alone only in a text without it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.text.keys import APOSTROPHE, FORMS, forms_of, has_marks, parts_of_name, variants
from index.text.sieve import Sieve
from index.text.tokens import Tokens
from index.text.wanted import Wanted

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The pieces of a text that may answer a query; parallel lists, in order.

    Where pieces are left out between two that are not, one with empty keys stands for them.
    """

    starts: list[int]  # offsets into the text
    ends: list[int]
    keys: tuple[list[str], list[str]]  # exact, folded

    def any_between(self, start: int, end: int) -> bool:
        """Whether any piece begins in a stretch of the text."""
        first = bisect_left(self.starts, start)
        return first < len(self.starts) and self.starts[first] < end

    def between(self, start: int, end: int) -> Reading:
        """Of a stretch of the text."""
        first = bisect_left(self.starts, start)
        inside = slice(first, bisect_left(self.starts, end, first))
        exact, folded = self.keys
        return Reading(
            starts=self.starts[inside], ends=self.ends[inside], keys=(exact[inside], folded[inside])
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Pieces first <= i < last of a reading that answer the query, and which of its parts they answer."""

    first: int
    last: int
    answers: frozenset[str]  # keys of words, phrases as their keys with a space between


@dataclass(frozen=True, slots=True)
class _Run:
    """Keys wanted one after another, on the exact (0) or the folded (1) side."""

    keys: tuple[str, ...]
    side: int


class Marker:
    """Marks one query's words in any number of texts.

    Args: wanted: the query. stems: what words may begin with (prefix*).
    """

    def __init__(self, wanted: Wanted, stems: Iterable[str] = ()) -> None:
        self._side = 1 if wanted.folded else 0
        self._phrases = list(dict.fromkeys(filter(None, map(_phrase, wanted.phrases))))
        typed = [forms[self._side] for forms in forms_of(wanted.words)]
        stretches = self._outside_phrases(typed)
        self._words = _respelt(key for stretch in stretches for key in stretch)
        self._pairs = _pairs(stretches)
        self._phrase_words = _respelt(key for run in self._phrases for key in run.keys)
        self._phrase_pairs = _pairs([run.keys for run in self._phrases])
        self._stems = tuple(forms[self._side] for stem in stems for forms in forms_of(stem)[-1:])
        self._sides = sorted({self._side, *(run.side for run in self._phrases)})
        self._sieve = Sieve(self._words.keys() | self._phrase_words.keys(), self._stems)

    def __bool__(self) -> bool:
        """Whether there is anything to mark."""
        return bool(self._words or self._phrases or self._stems)

    def spans(self, text: str) -> tuple[Span, ...]:
        """(start, end) of each mark in `text`, in order, apart from each other."""
        reading = self.read(text)
        return spans_of(reading, self.marks(reading))

    def read(self, text: str) -> Reading:
        """The pieces of a text that may answer the query."""
        tokens = self._sieve.tokens(text)
        exact, folded = tokens.exact, tokens.folded
        if APOSTROPHE.search(text):
            exact, folded = (self._with_parts_of_names(text, tokens, side) for side in (0, 1))
        return Reading(starts=tokens.starts, ends=tokens.ends, keys=(exact, folded))

    def answers(self, reading: Reading) -> frozenset[str]:
        """The words of the query that stand in a stretch, whether or not `marks` would mark each there."""
        found: set[str] = set()
        for side in self._sides:
            for key in set(reading.keys[side]):
                for spellings in (self._words, self._phrase_words):
                    if key in spellings:
                        found.add(spellings[key])
                if side == self._side and self._stems and key.startswith(self._stems):
                    found.add(key)
        return frozenset(found)

    def marks(self, reading: Reading) -> list[Mark]:
        """The marks in a stretch, by their first piece."""
        marks = []
        missing = False
        for run in self._phrases:
            found = _occurrences(reading.keys[run.side], run.keys)
            missing = missing or not found
            name = " ".join(run.keys)
            marks += [
                Mark(first=at, last=at + len(run.keys), answers=frozenset((name, *run.keys))) for at in found
            ]
        keys = reading.keys[self._side]
        marks += _in_runs(keys, self._words, self._pairs)
        if missing:
            marks += _in_runs(keys, self._phrase_words, self._phrase_pairs)
        if self._stems:
            marks += [
                Mark(first=at, last=at + 1, answers=frozenset((key,)))
                for at, key in enumerate(keys)
                if key.startswith(self._stems)
            ]
        return sorted(marks, key=lambda mark: (mark.first, -mark.last))

    def _outside_phrases(self, typed: Sequence[str]) -> list[tuple[str, ...]]:
        """The stretches of the words typed that no phrase covers."""
        covered = [False] * len(typed)
        for run in self._phrases:
            if run.side != self._side:
                run = _Run(tuple(FORMS[key][self._side] for key in run.keys), self._side)
            for at in _occurrences(typed, run.keys):
                covered[at : at + len(run.keys)] = [True] * len(run.keys)
        stretches: list[list[str]] = [[]]
        for key, inside in zip(typed, covered, strict=True):
            if inside:
                stretches.append([])
            else:
                stretches[-1].append(key)
        return [tuple(stretch) for stretch in stretches if stretch]

    def _with_parts_of_names(self, text: str, tokens: Tokens, side: int) -> list[str]:
        """The keys on one side, a name with an apostrophe read as its wanted part, if any."""
        keys = list(tokens.folded if side else tokens.exact)
        for at, key in enumerate(keys):
            if tokens.ends[at] - tokens.starts[at] > len(key) and key not in self._words:
                for part in parts_of_name(text[tokens.starts[at] : tokens.ends[at]]):
                    if FORMS[part][side] in self._words or FORMS[part][side] in self._phrase_words:
                        keys[at] = FORMS[part][side]
        return keys


def spans_of(reading: Reading, marks: Iterable[Mark]) -> tuple[Span, ...]:
    """Marks, by their first piece, as spans of the text; those that overlap become one."""
    spans: list[Span] = []
    for mark in marks:
        start, end = reading.starts[mark.first], reading.ends[mark.last - 1]
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _phrase(text: str) -> _Run | None:
    side = 0 if has_marks(text) else 1
    keys = tuple([forms[side] for forms in forms_of(text)])
    return _Run(keys, side) if keys else None


def _respelt(keys: Iterable[str]) -> dict[str, str]:
    """Every spelling of the keys -> the key it stands for."""
    spellings: dict[str, str] = {}
    for key in keys:
        spellings.setdefault(key, key)
        for variant in variants(key):
            spellings.setdefault(variant, key)
    return spellings


def _pairs(stretches: Iterable[Sequence[str]]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for stretch in stretches for pair in pairwise(stretch))


def _occurrences(keys: Sequence[str], run: Sequence[str]) -> list[int]:
    """Where `run` begins in `keys`, none inside the one before."""
    found: list[int] = []
    wanted = list(run)
    free = 0
    for at, key in enumerate(keys):
        if key == wanted[0] and at >= free and list(keys[at : at + len(wanted)]) == wanted:
            found.append(at)
            free = at + len(wanted)
    return found


def _in_runs(keys: Sequence[str], spellings: dict[str, str], pairs: frozenset[tuple[str, str]]) -> list[Mark]:
    """Runs of neighbours that are neighbours in the query; then words that stand in no run at all."""
    wanted = [(at, spellings[key]) for at, key in enumerate(keys) if key in spellings]
    runs: list[list[tuple[int, str]]] = []
    for at, key in wanted:
        if runs and runs[-1][-1][0] == at - 1 and (runs[-1][-1][1], key) in pairs:
            runs[-1].append((at, key))
        else:
            runs.append([(at, key)])
    joined = {key for run in runs if len(run) > 1 for _, key in run}
    return [
        Mark(first=run[0][0], last=run[-1][0] + 1, answers=_answers(run))
        for run in runs
        if len(run) > 1 or run[0][1] not in joined
    ]


def _answers(run: Sequence[tuple[int, str]]) -> frozenset[str]:
    keys = [key for _, key in run]
    return frozenset((*keys, *(f"{one} {two}" for one, two in pairwise(keys))))
