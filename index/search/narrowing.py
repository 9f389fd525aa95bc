"""What narrows a search beside its query: days, a story, facets; and the same search with less of it."""

from __future__ import annotations

from dataclasses import replace

from index.ports import And, Days, FacetFilter, InStory, Keyword, Node, Not, Or, Undated
from index.search.params import SearchParams
from index.search.places import former_units, with_former_units


def narrowed(match: Node, params: SearchParams, story: str) -> Node:
    """`match` within the days and the story asked for, and where every place must be named, with all of them.

    Args: story: what the document `params.story` tells; "" for any.
    """
    node = _within_days(match, params)
    if story:
        node = And((node, InStory(story)))
    if params.place_mode == "all":
        for place in params.include.get("place", ()):
            node = And((node, named(place, params)))
    return node


def included(params: SearchParams) -> FacetFilter:
    """The facet values of which documents hold any; places are not here where all of them must be named."""
    if params.place_mode == "all":
        return {facet: values for facet, values in params.include.items() if facet != "place"}
    return _chosen(params.include, params)


def excluded(params: SearchParams) -> FacetFilter:
    """The facet values of which documents hold none."""
    return _chosen(params.exclude, params)


def named(place: str, params: SearchParams) -> Node:
    """Documents that name a place, or with scope "merged" a unit it was made of."""
    units = (place, *former_units(place)) if params.place_scope == "merged" else (place,)
    return Or(tuple(Keyword("place", unit) for unit in units))


def without_filter(name: str, params: SearchParams) -> SearchParams:
    """The same search without one of `params.filters`."""
    match name:
        case "days":
            return replace(params, first=None, last=None, undated="auto")
        case "story":
            return replace(params, story="")
        case _:
            return replace(
                params,
                include={facet: values for facet, values in params.include.items() if facet != name},
                exclude={facet: values for facet, values in params.exclude.items() if facet != name},
            )


def _chosen(values: FacetFilter, params: SearchParams) -> FacetFilter:
    return with_former_units(values) if params.place_scope == "merged" else values


def _within_days(node: Node, params: SearchParams) -> Node:
    period = params.period
    within = Days(params.date_field, period.first, period.last) if period is not None else None
    undated = Undated(params.date_field)
    match params.undated:
        case "only":
            return And((node, undated))
        case "include" if within is not None:
            return And((node, Or((within, undated))))
        case "exclude" if within is None:
            return And((node, Not(undated)))
        case _:
            return And((node, within)) if within is not None else node
