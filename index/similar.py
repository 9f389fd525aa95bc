"""More like this: documents that share what is telling in one, its key terms and its entities.

A key term is a pair of adjacent syllables that the document says often and the archive seldom.
Entities count as the words they are written with, so a document that names the same people,
bodies, places and directives ranks above one of the same subject.

Source: tf-idf as in Salton and Buckley, Term-weighting approaches in automatic text retrieval,
1988.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.model import Document
from index.ports import EngineHit, Keyword, Node, Or, Phrase, Score, SearchEngine, SearchRequest, Term
from index.text.keys import forms_of
from index.text.streams import read_zone

KEY_TERMS = 16
"""Pairs that speak for a document."""

ENTITIES = 8
"""Entities that do, the rarest first."""

_CANDIDATES = 96  # the most frequent pairs of a document, whose rarity is looked up
_TITLE_BOOST = 3  # occurrences that one in the title is worth
_LONGEST = 60_000  # characters of a body that are read
_ENTITY_WEIGHT = 1.0
_ENTITY_FACETS = ("person", "org", "directive", "place")
_COMMONEST_SHARE = 0.1  # of all documents; what more of them hold tells nothing
_COMMON = 8  # documents; what so few hold is never common, however small the archive


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A pair of syllables as its key ("sáp nhập") and how telling it is, 1.0 for the most telling."""

    key: str
    weight: float


def key_terms(document: Document, index: SearchEngine, *, limit: int = KEY_TERMS) -> list[KeyTerm]:
    """What is telling in `document`, the most telling first; only what another document may hold."""
    counts = Counter(read_zone(f"{document.lead}\n{document.body[:_LONGEST]}").exact_pair.keys)
    for key in read_zone(document.title).exact_pair.keys:
        counts[key] += _TITLE_BOOST
    candidates = [key for key, _ in counts.most_common(_CANDIDATES) if not any(map(str.isdigit, key))]
    most = _most_documents(index)
    told = []
    for key in candidates:
        held = index.document_frequency("exact_pair", key)
        if 2 <= held <= most:
            told.append(((1 + math.log(counts[key])) * math.log(1 + index.document_count / held), key))
    told.sort(key=lambda each: (-each[0], each[1]))
    return [KeyTerm(key, worth / told[0][0]) for worth, key in told[:limit]]


def more_like(
    document: Document, facets: Mapping[str, Sequence[str]], index: SearchEngine, *, limit: int = 6
) -> list[EngineHit]:
    """The documents closest to `document`, without itself; [] when nothing in it is telling.

    Args: facets: the document's own values of index.ports.FACETS, as they were indexed.
    """
    terms = key_terms(document, index)
    entities = _entities(facets, index)
    match: list[Node] = [Term("exact_pair", (term.key,)) for term in terms]
    match += [Keyword(facet, value) for facet, value in entities]
    if not match:
        return []
    scores = [Score(Term("exact_pair", (term.key,)), term.weight) for term in terms]
    scores += [Score(part, _ENTITY_WEIGHT) for _, value in entities if (part := _as_words(value)) is not None]
    found = index.search(SearchRequest(match=Or(tuple(match)), scores=tuple(scores), limit=limit + 1))
    return [hit for hit in found.hits if hit.id != document.id][:limit]


def _entities(facets: Mapping[str, Sequence[str]], index: SearchEngine) -> list[tuple[str, str]]:
    """(facet, value) of the document's entities that another document names too, the rarest first."""
    most = _most_documents(index)
    held = [
        (frequency, facet, value)
        for facet in _ENTITY_FACETS
        for value in facets.get(facet, ())
        if 2 <= (frequency := _documents_naming(index, facet, value)) <= most
    ]
    return [(facet, value) for _, facet, value in sorted(held)[:ENTITIES]]


def _documents_naming(index: SearchEngine, facet: str, value: str) -> int:
    return next((count for held, count in index.keys(facet, value, limit=1) if held == value), 0)


def _most_documents(index: SearchEngine) -> float:
    return max(_COMMON, _COMMONEST_SHARE * index.document_count)


def _as_words(value: str) -> Term | Phrase | None:
    keys = [forms.exact for forms in forms_of(value)]
    match keys:
        case []:
            return None
        case [one]:
            return Term("exact", (one,))
        case [one, two]:
            return Term("exact_pair", (f"{one} {two}",))
        case _:
            return Phrase("exact", tuple((key,) for key in keys))
