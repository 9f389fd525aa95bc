"""How words typed without marks are most likely meant, judged by the index's own words.

"nghi quyet hoi dong" may be read in thousands of ways; the index holds "nghị quyết" and "hội
đồng" so much oftener than anything else that there is hardly a doubt. Each word's spellings
are the states of a hidden chain, document frequencies of words and pairs its probabilities;
the chain's posterior says how sure a reading is. What is not sure stays as typed.

Source: forward-backward algorithm, Rabiner, A Tutorial on Hidden Markov Models, 1989.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from index.text.syllables import spellings

SURE = 0.9
"""Posterior probability from which a reading is taken."""

MOST_WORDS = 40
"""Words of a query that are read; the rest stays as typed."""

_MOST_SPELLINGS = 6  # of one word
_RAREST_SHARE = 0.01  # of a word's documents that a spelling must hold to be considered
_UNSEEN_WORD = 0.1  # documents
_UNSEEN_PAIR = 0.0003  # in documents that two independent words would share


class Frequencies(Protocol):
    """How many documents hold a key; index.ports.SearchEngine does."""

    @property
    def document_count(self) -> int: ...

    def document_frequency(self, field: str, key: str) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Exact keys of a query's words and of its adjacent pairs ("a b"); None where none is sure."""

    words: tuple[str | None, ...]
    pairs: tuple[str | None, ...]  # one fewer than words


class Readings:
    """Reads queries against one committed state of an index; what it looked up it remembers."""

    def __init__(self, index: Frequencies) -> None:
        self._count = index.document_count
        self._frequency = lru_cache(maxsize=100_000)(index.document_frequency)
        self._spelt = lru_cache(maxsize=20_000)(self._held)

    def read(self, folded: Sequence[str]) -> Reading:
        """The likeliest exact keys of words typed without marks, given as folded keys."""
        choices = [self._spelt(word) for word in folded[:MOST_WORDS]]
        if not choices:
            return Reading(words=(), pairs=())
        steps = [
            [[self._step(one, two) for two in after] for one in before] for before, after in pairwise(choices)
        ]
        forward = [_shares([frequency for _, frequency in choices[0]])]
        for step in steps:
            forward.append(_shares([_product(forward[-1], column) for column in zip(*step, strict=True)]))
        backward = [[1.0] * len(choices[-1])]
        for step in reversed(steps):
            backward.append(_shares([_product(row, backward[-1]) for row in step]))
        backward.reverse()
        words = [
            _sure([spelling for spelling, _ in choice], [f * b for f, b in zip(ahead, back, strict=True)])
            for choice, ahead, back in zip(choices, forward, backward, strict=True)
        ]
        pairs = [
            _sure(
                [f"{one} {two}" for one, _ in choices[at] for two, _ in choices[at + 1]],
                [f * p * b for f, row in zip(forward[at], step, strict=True)
                 for p, b in zip(row, backward[at + 1], strict=True)],
            )
            for at, step in enumerate(steps)
        ]  # fmt: skip
        rest = (None,) * (len(folded) - len(words))
        return Reading(words=(*words, *rest), pairs=(*pairs, *rest))

    def _held(self, folded: str) -> list[tuple[str, float]]:
        """(exact key, documents) of the commonest spellings; a word the index does not hold as typed."""
        held = sorted(
            ((-self._frequency("exact", spelling), spelling) for spelling in spellings(folded)),
        )[:_MOST_SPELLINGS]
        least = _RAREST_SHARE * -sum(negative for negative, _ in held)
        kept = [(spelling, -negative + _UNSEEN_WORD) for negative, spelling in held if -negative > least]
        return kept or [(folded, _UNSEEN_WORD)]

    def _step(self, one: tuple[str, float], two: tuple[str, float]) -> float:
        """Probability of the second spelling after the first, up to a constant of the pair of words."""
        together = self._frequency("exact_pair", f"{one[0]} {two[0]}")
        return (together + _UNSEEN_PAIR * one[1] * two[1] / max(self._count, 1)) / one[1]


def _product(one: Sequence[float], two: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, two, strict=True))


def _shares(weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    return [weight / total for weight in weights]


def _sure(readings: Sequence[str], weights: Sequence[float]) -> str | None:
    best = max(range(len(weights)), key=weights.__getitem__)
    return readings[best] if weights[best] >= SURE * sum(weights) else None
