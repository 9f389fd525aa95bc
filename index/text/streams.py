"""A document as streams of keys: what an engine writes for each field of index.ports.

Positions of `exact` and `folded` run through title, lead and body with `ZONE_GAP` between,
so that no phrase and no nearness joins two zones; those of `title*` and `lead*` start at 0.
A pair stands at the position of its first key. Pairs cross the ends of sentences and lines,
never a gap. A word stands at its number in the zone, with the same gap between zones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.model import Analysis, Document
from index.ports import PAIR_FIELDS, TEXT_FIELDS, IndexedDocument
from index.text.keys import APOSTROPHE, FORMS, exact_key, forms_of, parts_of_name, pieces

ZONE_GAP = 1000
"""Positions; more than any distance `Near` may ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Keys of one field and where they stand: parallel lists, positions ascending."""

    keys: Sequence[str]
    positions: Sequence[int]


EMPTY = Stream(keys=(), positions=())


@dataclass(slots=True)
class _Zone:
    """One zone's keys at positions from 0, single and paired."""

    exact: Stream
    folded: Stream
    exact_pair: Stream
    folded_pair: Stream
    length: int  # positions


def streams(indexed: IndexedDocument) -> dict[str, Stream]:
    """A stream for every name in `TEXT_FIELDS` and every value of `PAIR_FIELDS`.

    Without an analysis the `word` stream is empty.
    """
    document = indexed.document
    zones = {name: read_zone(document.text[start:end]) for name, start, end in document.zones()}
    title = zones.get("title", _EMPTY_ZONE)
    lead = zones.get("lead", _EMPTY_ZONE)
    found = {
        "title": title.exact,
        "title_folded": title.folded,
        "title_pair": title.exact_pair,
        "title_folded_pair": title.folded_pair,
        "lead": lead.exact,
        "lead_folded": lead.folded,
        "word": _words(document, indexed.analysis) if indexed.analysis else EMPTY,
    }
    for name in ("exact", "folded", "exact_pair", "folded_pair"):
        found[name] = _joined([(getattr(zone, name), zone.length) for zone in zones.values()])
    return {name: found[name] for name in (*TEXT_FIELDS, *PAIR_FIELDS.values())}


def read_zone(text: str) -> _Zone:
    """The keys and pairs of one zone's text."""
    forms = forms_of(text)
    exact = [form.exact for form in forms]
    folded = [form.folded for form in forms]
    names = _names(pieces(text)) if APOSTROPHE.search(text) else {}
    exact_parts = {at: [FORMS[part].exact for part in parts] for at, parts in names.items()}
    folded_parts = {at: [FORMS[part].folded for part in parts] for at, parts in names.items()}
    return _Zone(
        exact=_singles(exact, exact_parts),
        folded=_singles(folded, folded_parts),
        exact_pair=_pairs(exact, exact_parts),
        folded_pair=_pairs(folded, folded_parts),
        length=len(forms),
    )


def _names(found: Sequence[str]) -> dict[int, list[str]]:
    """Position -> parts of each name written with an apostrophe."""
    return {at: parts for at, piece in enumerate(found) if (parts := parts_of_name(piece))}


def _singles(keys: list[str], parts: Mapping[int, list[str]]) -> Stream:
    """One key a position; a name with an apostrophe also counts as each of its parts there."""
    if not parts:
        return Stream(keys=keys, positions=range(len(keys)))
    each = [(at, key) for at, whole in enumerate(keys) for key in dict.fromkeys((whole, *parts.get(at, ())))]
    return Stream(keys=[key for _, key in each], positions=[at for at, _ in each])


def _pairs(keys: list[str], parts: Mapping[int, list[str]]) -> Stream:
    """Adjacent keys; before a name with an apostrophe its first part too, after it its last."""
    if not parts:
        return Stream(
            keys=[f"{one} {two}" for one, two in pairwise(keys)],
            positions=range(max(0, len(keys) - 1)),
        )
    each = []
    for at in range(len(keys) - 1):
        ones = dict.fromkeys((keys[at], *parts.get(at, ())[-1:]))
        twos = dict.fromkeys((keys[at + 1], *parts.get(at + 1, ())[:1]))
        each += [(at, f"{one} {two}") for one in ones for two in twos]
    return Stream(keys=[key for _, key in each], positions=[at for at, _ in each])


def _joined(zones: Sequence[tuple[Stream, int]]) -> Stream:
    """Streams of zones one after another, each (stream, positions it takes), gaps between."""
    if len(zones) == 1:
        return zones[0][0]
    keys: list[str] = []
    positions: list[int] = []
    offset = 0
    for stream, length in zones:
        keys += stream.keys
        positions += [offset + at for at in stream.positions]
        offset += length + ZONE_GAP
    return Stream(keys=keys, positions=positions)


class _WordKeys(dict[str, str]):
    """Distinct segmented word as written -> its key, syllables joined by "_"."""

    LIMIT = 400_000

    def __missing__(self, word: str) -> str:
        key = exact_key(word).replace(" ", "_")
        if len(self) >= self.LIMIT:
            self.clear()
        self[word] = key
        return key


WORD_KEYS = _WordKeys()
"""`WORD_KEYS[word]` is the key of a segmented word; empty when it holds no piece."""


def _words(document: Document, analysis: Analysis) -> Stream:
    """The segmenter's words that hold at least one piece, numbered through the zones."""
    text = document.text
    starts = [start for _, start, _ in document.zones()]
    keys: list[str] = []
    positions: list[int] = []
    zone = at = 0
    for start, end in analysis.words:
        while zone + 1 < len(starts) and start >= starts[zone + 1]:
            zone += 1
            at += ZONE_GAP
        key = WORD_KEYS[text[start:end]]
        if key:
            keys.append(key)
            positions.append(at)
            at += 1
    return Stream(keys=keys, positions=positions)


_EMPTY_ZONE = _Zone(exact=EMPTY, folded=EMPTY, exact_pair=EMPTY, folded_pair=EMPTY, length=0)
