"""Search results: hits, what was understood, facets, the histogram, and a way on from nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from index.directives.numbers import number_key
from index.search.answer import SearchAnswer, UnitOffer
from index.search.places import former_units
from index.text.keys import folded_key
from web.addresses import facet_url, search_url
from web.charts import MOST_BARS, draw_histogram
from web.cursors import Cursor, changed_since, read_cursor
from web.languages import chosen_language
from web.library import Library
from web.pages.calendar import published_days
from web.params import FACETS, PAGE_SIZE, SearchQuery, read_parameters
from web.periods import ANY_DAY
from web.phrases import gettext as _
from web.presets import presets
from web.words import facet_label, period_text

FACET_ENTRIES = 8
ALL_ENTRIES_PAGE = 100
FEW_ENTRIES = 3
FEW_BARS = 24
FEW_OFFERS = 3  # more of them, for a name of many communes, are folded away
PLAIN_PAGES = 5  # beyond them links carry a cursor, which tells when the index has changed on the way
_LONG_ADDRESS = 400  # characters
_ALL_VALUES = 1_000_000


@dataclass(frozen=True, slots=True)
class WayOn:
    """A search that would find something where this one found nothing."""

    label: str
    query: SearchQuery
    total: int


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the search without it."""

    query: SearchQuery
    label: str = ""  # of a filter that is no facet's
    facet: str = ""
    value: str = ""
    excluded: bool = False


def results_pages(library: Library, today: Callable[[], dt.date]) -> Blueprint:
    pages = Blueprint("results", __name__)

    @pages.get("/tim-kiem")
    def results() -> str | Response:
        read = read_parameters(request.args, also_known=frozenset({"cursor"}), today=today())
        cursor = read_cursor(request.args.get("cursor", ""))
        query = read.query if cursor is None else read.query.on_page(cursor.offset // PAGE_SIZE + 1)
        if form_filled_in(request.args) and not read.notices:
            return redirect(search_url(query))
        searcher = library.searcher()
        notices = list(read.notices)
        if cursor is not None and cursor.generation != searcher.generation:
            notices.append(changed_since())
        answer = searcher.search(
            query,
            offset=(query.page - 1) * PAGE_SIZE,
            limit=PAGE_SIZE,
            facets=FACETS,
            facet_limit=FEW_ENTRIES if brief(query) else FACET_ENTRIES,
            histogram=True,
        )
        return render_template(
            "results.html",
            query=query,
            answer=answer,
            notices=notices,
            chips=chips(query),
            directives=library.directives_of(answer.hits),
            histogram=draw_histogram(
                answer.days,
                query.period,
                query.by,
                most=FEW_BARS if brief(query) else MOST_BARS,
                missed=library.crawl.missed_of(query.include.get("source", ())),
            ),
            brief=brief(query),
            unit_offers=[(offer_sentence(one), offered(query, one), one.total) for one in answer.units],
            few_offers=FEW_OFFERS,
            scope_matters=scope_matters(query),
            ways_on=ways_on(query, answer),
            number=number_key(query.text),
            newest=newest_day(library) if query.period.last is None or query.period.last >= today() else None,
            pages=-(-answer.total // PAGE_SIZE),
            page_size=PAGE_SIZE,
            on_page=sum(1 + len(hit.same_story) for hit in answer.hits),
            address_of_page=lambda page: page_url(query, page, searcher.generation),
            facets=FACETS,
            presets=presets(today()),
        )

    @pages.get("/tim-kiem/<facet>")
    def all_values(facet: str) -> str | Response:
        if facet not in FACETS:
            abort(404)
        read = read_parameters(request.args, also_known=frozenset({"prefix", "order"}))
        prefix = request.args.get("prefix", "").strip()[:100]
        by_name = request.args.get("order", "") == "name"
        answer = library.searcher().search(read.query, limit=0, facets=(facet,), facet_limit=_ALL_VALUES)
        wanted = folded_key(prefix)
        values = [one for one in answer.facets.get(facet, ()) if matches(one.label, wanted)]
        if by_name:
            values.sort(key=lambda one: (folded_key(one.label), one.value))
        page, query = read.query.page, read.query.on_page(1)
        more = {
            name: value for name, value in (("prefix", prefix), ("order", "name" if by_name else "")) if value
        }
        shown = values[(page - 1) * ALL_ENTRIES_PAGE : page * ALL_ENTRIES_PAGE]
        return render_template(
            "facet.html",
            facet=facet,
            query=query,
            notices=read.notices,
            values=shown,
            value_count=len(values),
            prefix=prefix,
            by_name=by_name,
            page=page,
            pages=-(-len(values) // ALL_ENTRIES_PAGE),
            address_of_page=lambda number: facet_url(query, facet, **more, page=str(number)),
        )

    return pages


def page_url(query: SearchQuery, page: int, generation: str) -> str:
    """The address of a page of hits: by number, or beyond the first pages by cursor."""
    if page <= PLAIN_PAGES:
        return search_url(query.on_page(page))
    cursor = Cursor(generation=generation, offset=(page - 1) * PAGE_SIZE)
    return search_url(query.on_page(1), cursor=cursor.written())


def newest_day(library: Library) -> dt.date | None:
    """The day up to which the archive has documents."""
    return max(library.kept("days", published_days), default=None)


def form_filled_in(args: MultiDict[str, str]) -> bool:
    """Whether an address is as a form sends it, with empty fields and days as typed.

    Such an address is led on to the one that says the search and nothing else.
    """
    return "when" in args or any(not value for value in args.values())


def matches(value: str, wanted: str) -> bool:
    """Whether a word of `value` begins with `wanted`, both without tone marks."""
    plain = folded_key(value)
    return plain.startswith(wanted) or f" {wanted}" in plain


def brief(query: SearchQuery) -> bool:
    """Whether a long query makes every link so long that the page must do with fewer."""
    return len(search_url(query)) > _LONG_ADDRESS


def chips(query: SearchQuery) -> tuple[Chip, ...]:
    """Every active filter, in the order of the address."""
    found = []
    if query.period != ANY_DAY:
        role = _("nhắc tới ngày") if query.date_field == "event" else _("đăng")
        found.append(Chip(query.within(ANY_DAY), label=f"{role} {period_text(query.period)}"))
    if query.undated == "only":
        found.append(Chip(query.with_undated(None), label=_("không rõ ngày")))
    for facet in FACETS:
        for side, excluded in ((query.include, False), (query.exclude, True)):
            found += [
                Chip(query.without(facet, value), facet=facet, value=value, excluded=excluded)
                for value in side.get(facet, ())
            ]
    return tuple(found)


def offer_sentence(offer: UnitOffer) -> str:
    """What became of a unit, in the language of the page."""
    vi, en = offer.sentence
    return en if chosen_language() == "en" else vi


def offered(query: SearchQuery, offer: UnitOffer) -> SearchQuery:
    """The search that asks for what a unit became, or was made of."""
    asked = query if offer.query is None else query.with_words(offer.query)
    return asked if offer.filter is None else asked.with_places(tuple(offer.filter))


def scope_matters(query: SearchQuery) -> bool:
    """Whether a place that is filtered by has former units, so that they may be counted with it or not."""
    places = (*query.include.get("place", ()), *query.exclude.get("place", ()))
    return any(former_units(place) for place in places)


def ways_on(query: SearchQuery, answer: SearchAnswer) -> tuple[WayOn, ...]:
    """What each filter removes, where nothing is found; the most first."""
    ways = []
    for name, total in answer.relaxed.items():
        if not total:
            continue
        if name == "days":
            ways.append(
                WayOn(_("bỏ điều kiện về ngày"), replace(query, period=ANY_DAY, undated=None, page=1), total)
            )
        else:
            include = {facet: values for facet, values in query.include.items() if facet != name}
            exclude = {facet: values for facet, values in query.exclude.items() if facet != name}
            label = _("bỏ điều kiện về %(facet)s", facet=facet_label(name).lower())
            ways.append(WayOn(label, replace(query, include=include, exclude=exclude, page=1), total))
    return tuple(sorted(ways, key=lambda way: -way.total))
