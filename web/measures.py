"""How much a page shows of what there is, so that it weighs under 100 kB whatever was asked.

Nearly all of a page of results is links, and each link carries the whole search. So the room is
shared out by the length of its address: bars of the chart first give way, then entries of the
facets, then links become the boxes of one form, which carries the search once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from web.addresses import ADDRESS_LIMIT, search_url
from web.params import FACETS, SearchQuery

T = TypeVar("T")

MOST_BARS = 72  # more are narrower than a finger
_FEWEST_BARS = 8
MOST_ENTRIES = 8  # of a facet
_ROOM = 88_000  # bytes for everything this module counts; the rest of 100 kB is the page around it
_FORM_FROM = 600  # bytes of a link above which conditions and facets are a form
_PRESETS_UP_TO = 250
_PLAIN_LINKS = 17  # sorting, exports, pages, language …: one link each, whatever is found
_MORE_LINKS = 11  # to all values of a facet, and to other grains of the chart; a form has none
_BAR = 400  # bytes of a bar and its row, without their links
_ENTRY = 210  # of an entry of a facet, without link and label
_OUT_LINK = 150  # of the link beside it that excludes
_HIT = 700
_MARK = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What a page of results has room for."""

    bars: int
    bar_links_twice: bool  # the rows of the chart's table are links as its bars are
    entries: int  # of each facet
    exclusions: bool  # whether an entry has a link beside it that excludes
    as_form: bool  # conditions and facets are boxes to tick, not links
    presets: bool


def weight(text: str) -> int:
    """Bytes of a text in a page."""
    size = len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
    return size + 4 * text.count("&")


def measures(
    query: SearchQuery, facet_values: Sequence[Sequence[str]], *, hits_weight: int, links: int = 0
) -> Measures:
    """Share the room out.

    Args: facet_values: of each facet its values as links carry them, the first ones first.
        hits_weight: bytes of the hits. links: those beside the usual ones, each as long as the search.
    """
    link = weight(search_url(query))
    conditions = sum(len(values) for side in (query.include, query.exclude) for values in side.values())
    as_form = link > _FORM_FROM
    room = _ROOM - hits_weight - (_PLAIN_LINKS + _MORE_LINKS * (not as_form) + links) * link
    presets = link <= _PRESETS_UP_TO
    room -= 12 * (link + 70) * presets
    room -= 2 * link if as_form else conditions * (link + 250)

    def entries_weight(entries: int, exclusions: bool) -> int:
        total = 0
        for values in facet_values:
            for value in values[:entries]:
                carried = weight(value)
                total += _ENTRY + 2 * carried + (0 if as_form else link)
                total += (_OUT_LINK + 2 * carried + link) * exclusions
        return total

    plans = [(MOST_ENTRIES, True), (MOST_ENTRIES, False), (5, True), (5, False), (3, False), (2, False)]
    for entries, exclusions in plans:
        if as_form and exclusions:
            continue
        if entries_weight(entries, exclusions) <= room * 0.6:
            break
    else:
        entries, exclusions = 1, False
    room -= entries_weight(entries, exclusions)
    twice = bars_within(room, 2 * link)
    enough = twice >= MOST_BARS // 2
    return Measures(
        bars=twice if enough else bars_within(room, link),
        bar_links_twice=enough,
        entries=entries,
        exclusions=exclusions,
        as_form=as_form,
        presets=presets,
    )


def bars_within(room: float, links: int) -> int:
    """Bars of a chart that fit, each of them with `links` bytes of links."""
    return max(_FEWEST_BARS, min(MOST_BARS, int(room / (links + _BAR))))


def text_weight(texts: Iterable[tuple[str, int]]) -> int:
    """Bytes of hits, each told as (its texts joined, the marks in them)."""
    return sum(_HIT + weight(text) + _MARK * marks for text, marks in texts)


def within_address(query: SearchQuery) -> tuple[SearchQuery, int]:
    """The search without its last conditions until its address fits, and how many were left out."""
    kept, dropped = query, 0
    while weight(search_url(kept)) > ADDRESS_LIMIT:
        named = [
            (name, values[-1])
            for side in (kept.include, kept.exclude)
            for name, values in side.items()
            if values
        ]
        if not named:
            break
        name, value = max(named, key=lambda pair: (len(pair[1]), FACETS.index(pair[0])))
        kept, dropped = kept.without(name, value).on_page(kept.page), dropped + 1
    return kept, dropped


def pages_of_weight(
    values: Sequence[T], weigh: Callable[[T], int], room: int, most: int
) -> list[Sequence[T]]:
    """Values in order on pages that each hold at most `room` bytes and `most` values, and at least one."""
    pages: list[Sequence[T]] = []
    start, used = 0, 0
    for at, value in enumerate(values):
        cost = weigh(value)
        if at > start and (used + cost > room or at - start >= most):
            pages.append(values[start:at])
            start, used = at, 0
        used += cost
    if start < len(values):
        pages.append(values[start:])
    return pages
