"""The one fixed configuration of ranking: fields, weights, BM25 constants.

A query's plain words become a bag of `Score`s: every distinct syllable, and every adjacent
pair of syllables, in the whole text, the title and the lead. Pairs stand in for words (they
beat a segmenter and cannot disagree with it) and for nearness. A query typed with marks is
scored on exact keys only. One typed wholly without is scored on exact keys where the index
leaves no doubt how a word is meant, else on folded keys; never on both, which would let
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
from index.readings import Readings
from index.text.keys import forms_of, has_marks, variants
from index.text.wanted import Wanted

BM25: Mapping[str, tuple[float, float]] = dict.fromkeys((*TEXT_FIELDS, *PAIR_FIELDS.values()), (0.9, 0.75))
"""Field -> (k1, b). A field's length is the number of its keys in the document."""

MOST_KEYS = 96
"""Pieces of a query that are scored; a pasted page ranks by its beginning."""

VARIANT_WEIGHT = 0.5
"""Of another spelling of a word (kĩ for kỹ) in weights of the word as typed."""

PHRASE_WEIGHT = 0.5
"""Of a phrase, a number or a name that the query asks for as a whole."""

EXACT, FOLDED = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """How a zone is scored: its fields, (exact, folded), and the weight of a key and of a pair."""

    single: tuple[str, str]
    pair: tuple[str, str] | None
    single_weight: float
    pair_weight: float


ZONES = (
    Zone(single=("exact", "folded"), pair=("exact_pair", "folded_pair"), single_weight=1.0, pair_weight=0.5),
    Zone(
        single=("title", "title_folded"),
        pair=("title_pair", "title_folded_pair"),
        single_weight=0.3,
        pair_weight=0.15,
    ),
    Zone(single=("lead", "lead_folded"), pair=None, single_weight=0.1, pair_weight=0.0),
)


@dataclass(frozen=True, slots=True)
class _Key:
    """A key and the side it is looked up on, `EXACT` or `FOLDED`."""

    text: str
    side: int


def scores(wanted: Wanted, readings: Readings | None = None) -> tuple[Score, ...]:
    """The weighted parts whose BM25 ranks what a query found; () when it has no words.

    Args: readings: of the index that is asked; without them a query typed without marks is
    ranked on folded keys alone.
    """
    singles, pairs = _keys(wanted, readings)
    found = [score for zone in ZONES for score in _zone_scores(zone, singles, pairs)]
    for phrase in dict.fromkeys(wanted.phrases):
        side = FOLDED if wanted.folded and not has_marks(phrase) else EXACT
        places = tuple((forms[side],) for forms in forms_of(phrase)[:MOST_KEYS])
        if len(places) > 2:  # a pair is scored already
            found.append(Score(Phrase(ZONES[0].single[side], places), PHRASE_WEIGHT))
    return tuple(found)


def _keys(wanted: Wanted, readings: Readings | None) -> tuple[list[_Key], list[_Key]]:
    """The query's keys and its adjacent pairs, in order."""
    side = FOLDED if wanted.folded else EXACT
    typed = [forms[side] for forms in forms_of(wanted.words)[:MOST_KEYS]]
    singles = [_Key(key, side) for key in typed]
    pairs = [_Key(f"{one} {two}", side) for one, two in pairwise(typed)]
    if not wanted.folded or readings is None:
        return singles, pairs
    reading = readings.read(typed)
    return _sure(singles, reading.words), _sure(pairs, reading.pairs)


def _sure(typed: Sequence[_Key], read: Sequence[str | None]) -> list[_Key]:
    return [key if meant is None else _Key(meant, EXACT) for key, meant in zip(typed, read, strict=True)]


def _zone_scores(zone: Zone, singles: Sequence[_Key], pairs: Sequence[_Key]) -> Iterator[Score]:
    for key, count in Counter(singles).items():
        weight = zone.single_weight * _repeated(count)
        field = zone.single[key.side]
        yield Score(Term(field, (key.text,)), weight)
        for variant in variants(key.text):
            yield Score(Term(field, (variant,)), weight * VARIANT_WEIGHT)
    if zone.pair is not None:
        for key, count in Counter(pairs).items():
            yield Score(Term(zone.pair[key.side], (key.text,)), zone.pair_weight * _repeated(count))


def _repeated(count: int) -> float:
    """A word said twice is wanted more, but not twice as much."""
    return float(count**0.5)
