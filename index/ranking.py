"""The one fixed configuration of ranking: fields, weights, BM25 constants.

A query's plain words become a bag of `Score`s: every distinct syllable, and every adjacent
pair of syllables, in the whole text, the title and the lead. Pairs stand in for words (they
beat a segmenter and cannot disagree with it) and for nearness. A query typed with marks is
scored on exact keys only, one typed wholly without on folded keys only: summing both lets
wrong readings in. What was tried and what each choice gains: docs/adr/0030-ranking.md.

Sources: BM25, Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009; pairs of
adjacent terms as dependence features, Metzler and Croft, A Markov Random Field Model for Term
Dependencies, 2005.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.ports import PAIR_FIELDS, TEXT_FIELDS, Phrase, Score, Term
from index.text.keys import forms_of, variants
from index.text.wanted import Wanted

BM25: Mapping[str, tuple[float, float]] = dict.fromkeys((*TEXT_FIELDS, *PAIR_FIELDS.values()), (0.9, 0.75))
"""Field -> (k1, b). A field's length is the number of its keys in the document."""

MOST_KEYS = 96
"""Pieces of a query that are scored; a pasted page ranks by its beginning."""

VARIANT_WEIGHT = 0.5
"""Of another spelling of a word (kĩ for kỹ) in weights of the word as typed."""

PHRASE_WEIGHT = 0.5
"""Of a phrase, a number or a name that the query asks for as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """How a zone is scored: its fields of single keys and of pairs, exact and folded, and their weights."""

    single: tuple[str, str]
    pair: tuple[str, str] | None
    single_weight: float
    pair_weight: float


ZONES = (
    Zone(single=("exact", "folded"), pair=("exact_pair", "folded_pair"), single_weight=1.0, pair_weight=0.5),
    Zone(
        single=("title", "title_folded"),
        pair=("title_pair", "title_folded_pair"),
        single_weight=0.2,
        pair_weight=0.1,
    ),
    Zone(single=("lead", "lead_folded"), pair=None, single_weight=0.1, pair_weight=0.0),
)


def scores(wanted: Wanted) -> tuple[Score, ...]:
    """The weighted parts whose BM25 ranks what a query found; () when it has no words."""
    side = 1 if wanted.folded else 0
    keys = _keys(wanted.words, side)
    found = [score for zone in ZONES for score in _zone_scores(zone, side, keys)]
    for phrase in dict.fromkeys(wanted.phrases):
        places = tuple((key,) for key in _keys(phrase, side))
        if len(places) > 2:  # a pair is scored already
            found.append(Score(Phrase(ZONES[0].single[side], places), PHRASE_WEIGHT))
    return tuple(found)


def _keys(text: str, side: int) -> list[str]:
    return [forms[side] for forms in forms_of(text)[:MOST_KEYS]]


def _zone_scores(zone: Zone, side: int, keys: Sequence[str]) -> Iterator[Score]:
    field = zone.single[side]
    for key, count in Counter(keys).items():
        weight = zone.single_weight * _repeated(count)
        yield Score(Term(field, (key,)), weight)
        for variant in variants(key):
            yield Score(Term(field, (variant,)), weight * VARIANT_WEIGHT)
    if zone.pair is None:
        return
    field = zone.pair[side]
    for (one, two), count in Counter(pairwise(keys)).items():
        yield Score(Term(field, (f"{one} {two}",)), zone.pair_weight * _repeated(count))


def _repeated(count: int) -> float:
    """A word said twice is wanted more, but not twice as much."""
    return float(count**0.5)
