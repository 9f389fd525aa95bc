"""The filters of a search as chips: what each says, and the search without it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from web.params import FACETS, SearchQuery
from web.periods import ANY_DAY
from web.phrases import gettext as _
from web.words import date_field_label, date_role, period_text, undated_text


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the search without it."""

    query: SearchQuery
    label: str = ""  # of a filter that is no facet's
    facet: str = ""
    value: str = ""
    excluded: bool = False


def chips(query: SearchQuery, story_title: str = "") -> tuple[Chip, ...]:
    """Every active filter, in the order of the address. Args: story_title: of the document `query.story`."""
    found = []
    if query.period != ANY_DAY:
        label = f"{date_role(query.date_field)} {period_text(query.period)}"
        found.append(Chip(query.within(ANY_DAY), label=label))
    if query.undated == "only":
        found.append(Chip(query.with_undated(None), label=undated_text(query.date_field).lower()))
    if query.period == ANY_DAY and query.undated != "only" and query.date_field not in {"pub", "event"}:
        label = _("biểu đồ theo %(day)s", day=date_field_label(query.date_field).lower())
        found.append(Chip(query.by_day("pub"), label=label))
    if query.story:
        label = _("cùng nội dung với “%(title)s”", title=story_title or query.story)
        found.append(Chip(replace(query, story="", page=1), label=label))
    if query.place_mode == "all" and len(query.include.get("place", ())) > 1:
        found.append(Chip(query.with_place_mode("any"), label=_("có đủ mọi nơi đã chọn")))
    if query.place_scope == "merged":
        found.append(Chip(query.scoped("asof"), label=_("tính cả các đơn vị cũ")))
    for facet in FACETS:
        for side, excluded in ((query.include, False), (query.exclude, True)):
            found += [
                Chip(query.without(facet, value), facet=facet, value=value, excluded=excluded)
                for value in side.get(facet, ())
            ]
    return tuple(found)
