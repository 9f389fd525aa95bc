"""What a person asks of the search page, the command line or the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from index.ports import FACETS, DateField, FacetFilter
from index.query.periods import Period
from index.query.planner import Mode

Sort = Literal["relevance", "newest", "oldest", "added"]
PlaceMode = Literal["any", "all"]
PlaceScope = Literal["asof", "merged"]
UndatedRule = Literal["auto", "include", "only", "exclude"]


SECONDS = 2.0
"""Of a processor that one try at a search may take: what takes longer is searched more simply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParams:
    """One search. Values of `include` and `exclude` are a facet's own, as a facet count shows them."""

    q: str = ""
    first: dt.date | None = None  # both ends included, None is open; swapped ends are put right
    last: dt.date | None = None
    date_field: DateField = "published"  # which of a document's days is meant; the histogram counts by it
    undated: UndatedRule = "auto"  # of that day; auto: undated documents count while no days are asked for
    include: FacetFilter = field(default_factory=dict)
    exclude: FacetFilter = field(default_factory=dict)
    place_mode: PlaceMode = "any"  # all: a document names every place of `include`
    place_scope: PlaceScope = "asof"  # merged: a place stands for the units it was made of as well
    story: str = ""  # id of a document: only what tells the same story, itself included
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    mode: Mode = "all"  # "any": one of the words is enough
    grouped: bool = False  # of each story only the best hit is shown; counts are of documents all the same
    exact_marks: bool = False  # words typed without marks match only what has none
    facets: tuple[str, ...] = FACETS
    facet_limit: int = 20
    histogram: bool | Literal["month"] = True  # "month": counted by month, each under its first day
    seconds: float | None = SECONDS  # of a processor; None for as long as it takes
    today: dt.date | None = None  # what relative dates count from; None is today in Vietnam

    @property
    def period(self) -> Period | None:
        """The days asked for beside the query, ends in order; None when any day will do."""
        if self.first is None and self.last is None:
            return None
        return Period(self.first, self.last).put_right()

    @property
    def filters(self) -> tuple[str, ...]:
        """What narrows the search beside the query: "days", "story" and names of facets."""
        named: list[str] = []
        if self.period is not None or self.undated in {"only", "exclude"}:
            named.append("days")
        if self.story:
            named.append("story")
        chosen: Mapping[str, object] = {**self.include, **self.exclude}
        return (*named, *(facet for facet in FACETS if chosen.get(facet)))
