"""What a search answers, and its JSON: one shape for the command line and for the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from index.query import Understood

Relation = Literal["became", "was made of"]
Marks = Sequence[tuple[int, int]]  # (start, end) character offsets, ascending, none overlapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A found document with the passage that shows why."""

    id: str
    revision: int
    url: str
    title: str
    title_marks: Marks
    day: dt.date | None
    day_certain: bool  # False marks a guessed day
    source: str  # Source.key
    source_name: str
    section: str | None
    kind: str  # "article" or "directive"
    score: float
    snippet: str  # plain text out of lead and body
    snippet_marks: Marks
    copies: int = 0  # other documents found that tell the same story, when grouping was asked for
    same_story: tuple[Hit, ...] = ()  # the first few of them, the oldest first, without snippets
    added: dt.date | None = None  # day it was first captured; told with the sort "added" only

    def as_json(self) -> dict[str, Any]:
        """The hit with `day` as "YYYY-MM-DD" or null and marks as [[start, end], …]."""
        return {
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "title_marks": [list(mark) for mark in self.title_marks],
            "day": self.day.isoformat() if self.day else None,
            "day_certain": self.day_certain,
            "source": self.source,
            "source_name": self.source_name,
            "section": self.section,
            "kind": self.kind,
            "score": round(self.score, 6),
            "snippet": self.snippet,
            "snippet_marks": [list(mark) for mark in self.snippet_marks],
            "revision": self.revision,
            "copies": self.copies,
            "same_story": [hit.as_json() for hit in self.same_story],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value, how many documents a click on it shows, and what people call it."""

    value: str
    count: int
    label: str
    chosen: bool = False  # whether the search includes it already

    def as_json(self) -> dict[str, Any]:
        return {"value": self.value, "count": self.count, "label": self.label, "chosen": self.chosen}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Another query, in the person's own words but for what is mended, and how much it finds."""

    text: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """What holds some of the words when nothing holds all."""

    total: int
    hits: Sequence[Hit]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOffer:
    """An administrative unit the search names, and the units to ask for as well since it was merged."""

    asked: str  # label of the unit, as the place facet holds it
    district: str  # where it lay, which tells units of one name apart; "" for none
    province: str  # "" for a province
    relation: Relation
    units: Sequence[str]  # labels, sorted
    on: dt.date  # the first day of the successors
    query: str | None  # the query that asks for `units` instead; None where the place is a filter beside it
    filter: Sequence[str] | None  # what the filter by place then holds; None where the place is in the query
    total: int  # documents that finds
    included: bool  # whether what was found holds those of `units` already

    @property
    def sentence(self) -> tuple[str, str]:
        """What became of the unit, in Vietnamese and in English."""
        where = ", ".join(part for part in (self.district, self.province) if part)
        asked = f"{self.asked} ({where})" if where else self.asked
        units = ", ".join(self.units)
        if self.relation == "became":
            vi, en = f"{asked} nay thuộc {units}", f"{asked} has belonged to {units}"
            return f"Từ {self.on:%d/%m/%Y}, {vi}.", f"Since {self.on}, {en}."
        vi = f"Từ {self.on:%d/%m/%Y}, {asked} gồm cả {units}"
        en = f"Since {self.on}, {asked} has taken in {units}"
        if self.included:
            return f"{vi}; kết quả đã tính cả.", f"{en}; the results include it."
        return f"{vi}.", f"{en}."

    def as_json(self) -> dict[str, Any]:
        """The fields with `on` as "YYYY-MM-DD", `filter` as {"place": […]} or null, and "sentence"
        {"vi", "en"}."""
        vi, en = self.sentence
        return {
            "asked": self.asked,
            "district": self.district,
            "province": self.province,
            "relation": self.relation,
            "units": list(self.units),
            "on": self.on.isoformat(),
            "query": self.query,
            "filter": {"place": list(self.filter)} if self.filter is not None else None,
            "total": self.total,
            "included": self.included,
            "sentence": {"vi": vi, "en": en},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """One page of what was found; every count is exact."""

    understood: Understood
    total: int  # documents
    hits: Sequence[Hit]
    facets: Mapping[str, Sequence[FacetValue]]
    facet_sizes: Mapping[str, int]  # how many values each facet has in all
    days: Mapping[dt.date, int]  # ascending: found documents by the day asked for; by publication for "event"
    undated: int  # found documents without that day
    undated_left_out: int  # documents without that day that only the days asked for keep out
    suggestions: Sequence[Suggestion]
    partial: Partial | None  # only when `total` is 0
    relaxed: Mapping[str, int]  # filter -> what would be found without it; only when `total` is 0
    generation: str  # of the index
    offset: int
    limit: int
    units: Sequence[UnitOffer] = ()  # on the first page of hits
    units_left_out: int = 0  # offers there would be beyond those in `units`
    days_by: Literal["day", "month"] = "day"  # "month": `days` are the first days of months
    stories: int = 0  # different stories among what was found; so many hits there are when grouped

    def as_json(self) -> dict[str, Any]:
        """{"understood", "total", "stories", "hits", "facets": {name: [{"value", "count", "label"}]},
        "histogram": [{"day", "count"}], "histogram_by": "day" or "month", "undated",
        "suggestions": [{"text", "total"}], "partial": {"total", "hits"} or null, "generation",
        "units": [UnitOffer.as_json()], …}"""
        return {
            "understood": self.understood.as_json(),
            "total": self.total,
            "stories": self.stories,
            "offset": self.offset,
            "limit": self.limit,
            "hits": [hit.as_json() for hit in self.hits],
            "facets": {name: [value.as_json() for value in values] for name, values in self.facets.items()},
            "facet_sizes": dict(self.facet_sizes),
            "histogram": [{"day": day.isoformat(), "count": count} for day, count in self.days.items()],
            "histogram_by": self.days_by,
            "undated": self.undated,
            "undated_left_out": self.undated_left_out,
            "suggestions": [{"text": each.text, "total": each.total} for each in self.suggestions],
            "partial": {"total": self.partial.total, "hits": [hit.as_json() for hit in self.partial.hits]}
            if self.partial
            else None,
            "relaxed": dict(self.relaxed),
            "generation": self.generation,
            "units": [offer.as_json() for offer in self.units],
            "units_left_out": self.units_left_out,
        }
