"""Searching: from what a person typed to a page of hits that say why they were found."""

from __future__ import annotations

from index.search.answer import FacetValue, Hit, Marks, Partial, SearchAnswer, Suggestion, UnitOffer
from index.search.params import PlaceMode, PlaceScope, SearchParams, Sort
from index.search.service import Search

__all__ = [
    "FacetValue",
    "Hit",
    "Marks",
    "Partial",
    "PlaceMode",
    "PlaceScope",
    "Search",
    "SearchAnswer",
    "SearchParams",
    "Sort",
    "Suggestion",
    "UnitOffer",
]
