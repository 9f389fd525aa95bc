"""What a search answers, and its JSON: one shape for the command line and for the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.query import Understood

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
    same_story: tuple[Hit, ...] = ()  # its near-duplicates on the page, when grouping was asked for

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
class SearchAnswer:
    """One page of what was found; every count is exact."""

    understood: Understood
    total: int
    hits: Sequence[Hit]
    facets: Mapping[str, Sequence[FacetValue]]
    facet_sizes: Mapping[str, int]  # how many values each facet has in all
    days: Mapping[dt.date, int]  # found documents by day of publication
    undated: int  # found documents without a day
    undated_left_out: int  # undated documents that only the days asked for keep out
    suggestions: Sequence[Suggestion]
    partial: Partial | None  # only when `total` is 0
    relaxed: Mapping[str, int]  # filter -> what would be found without it; only when `total` is 0
    generation: str  # of the index
    offset: int
    limit: int

    def as_json(self) -> dict[str, Any]:
        """{"understood", "total", "hits", "facets": {name: [{"value", "count", "label"}]}, "histogram":
        [{"day", "count"}], "undated", "suggestions": [{"text", "total"}], "partial": {"total", "hits"}
        or null, "generation", …}"""
        return {
            "understood": self.understood.as_json(),
            "total": self.total,
            "offset": self.offset,
            "limit": self.limit,
            "hits": [hit.as_json() for hit in self.hits],
            "facets": {name: [value.as_json() for value in values] for name, values in self.facets.items()},
            "facet_sizes": dict(self.facet_sizes),
            "histogram": [
                {"day": day.isoformat(), "count": count} for day, count in sorted(self.days.items())
            ],
            "undated": self.undated,
            "undated_left_out": self.undated_left_out,
            "suggestions": [{"text": each.text, "total": each.total} for each in self.suggestions],
            "partial": {"total": self.partial.total, "hits": [hit.as_json() for hit in self.partial.hits]}
            if self.partial
            else None,
            "relaxed": dict(self.relaxed),
            "generation": self.generation,
        }
