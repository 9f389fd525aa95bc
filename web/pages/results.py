"""Search results: hits, what was understood, facets, the histogram, and a way on from nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from archive.catalog.shelving import Shelving
from index.directives.numbers import number_key
from index.search.answer import FacetValue, Hit, SearchAnswer, UnitOffer
from index.search.places import former_units
from index.text.keys import folded_key
from web.addresses import facet_url, search_url
from web.charts import draw_histogram
from web.chips import chips
from web.cursors import Cursor, changed_since, read_cursor
from web.languages import chosen_language, day_text
from web.library import Library
from web.measures import (
    MOST_ENTRIES,
    Measures,
    measures,
    pages_of_weight,
    text_weight,
    weight,
    within_address,
)
from web.pages.calendar import published_days
from web.params import FACETS, PAGE_SIZE, DateField, SearchQuery, read_parameters
from web.periods import ANY_DAY, iso_day
from web.phrases import gettext as _
from web.presets import presets
from web.searching import Searcher
from web.words import date_role, facet_label

ALL_ENTRIES_PAGE = 100
ALL_ENTRIES_ROOM = 90_000  # bytes
LONG_WORDS = 400  # bytes of the words, above which links to documents do without them
FEW_OFFERS = 3  # more of them, for a name of many communes, are folded away
PLAIN_PAGES = 5  # beyond them links carry a cursor, which tells when the index has changed on the way
_ALL_VALUES = 1_000_000


@dataclass(frozen=True, slots=True)
class WayOn:
    """A search that would find something where this one found nothing."""

    label: str
    query: SearchQuery
    total: int


def results_pages(library: Library, today: Callable[[], dt.date], most_exported: int) -> Blueprint:
    """Args: most_exported: rows of one export, told beside its links where there are more."""
    pages = Blueprint("results", __name__)

    @pages.get("/tim-kiem")
    def results() -> str | Response:
        read = read_parameters(request.args, also_known=frozenset({"cursor"}), today=today())
        cursor = read_cursor(request.args.get("cursor", ""))
        whole = read.query if cursor is None else read.query.on_page(cursor.offset // PAGE_SIZE + 1)
        query, left_out = within_address(whole)
        if form_filled_in(request.args) and not read.notices and not left_out:
            return redirect(search_url(query))
        searcher = library.searcher()
        notices = [*read.notices, *too_many(left_out)]
        if cursor is not None and cursor.generation != searcher.generation:
            notices.append(changed_since())
        answer = searcher.search(
            query,
            offset=(query.page - 1) * PAGE_SIZE,
            limit=PAGE_SIZE,
            facets=FACETS,
            facet_limit=MOST_ENTRIES,
            histogram=True,
        )
        room = room_for(query, answer)
        return render_template(
            "results.html",
            query=query,
            answer=answer,
            notices=notices,
            chips=chips(query, story_title(library, query.story)),
            directives=library.directives_of(answer.hits),
            told_days=told_days(library, query, answer.hits),
            histogram=draw_histogram(
                answer.days,
                query.charted().period,
                query.by,
                most=room.bars,
                missed=missed_days(library, query),
            ),
            room=room,
            entries={facet: entries_shown(answer, query, facet, room.entries) for facet in FACETS},
            words_carried=query.text if weight(query.text) <= LONG_WORDS else "",
            unit_offers=[(offer_sentence(one), offered(query, one), one.total) for one in answer.units],
            few_offers=FEW_OFFERS,
            scope_matters=scope_matters(query),
            ways_on=ways_on(query, answer) or without_conditions(searcher, query, answer),
            number=number_key(query.text),
            newest=newest_day(library, query, today()),
            pages=-(-(answer.stories if query.group else answer.total) // PAGE_SIZE),
            page_size=PAGE_SIZE,
            most_exported=most_exported,
            named_places=len(query.include.get("place", ())),
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
        query, left_out = within_address(read.query.on_page(1))
        answer = library.searcher().search(query, limit=0, facets=(facet,), facet_limit=_ALL_VALUES)
        wanted = folded_key(prefix)
        values = list(answer.facets.get(facet, ()))
        if wanted:
            values = [one for one in values if matches(one.label, wanted)]
        if by_name:
            values.sort(key=lambda one: (folded(one.label), one.value))
        link = weight(search_url(query))
        shown = pages_of_weight(
            values,
            lambda one: link + 4 * weight(one.value) + 330,
            ALL_ENTRIES_ROOM - 8 * link,
            ALL_ENTRIES_PAGE,
        )
        page = read.query.page
        more = {
            name: value for name, value in (("prefix", prefix), ("order", "name" if by_name else "")) if value
        }
        return render_template(
            "facet.html",
            facet=facet,
            query=query,
            notices=[*read.notices, *too_many(left_out)],
            values=shown[page - 1] if page <= len(shown) else (),
            value_count=len(values),
            prefix=prefix,
            by_name=by_name,
            page=page,
            pages=len(shown),
            address_of_page=lambda number: facet_url(query, facet, **more, page=str(number)),
        )

    return pages


def page_url(query: SearchQuery, page: int, generation: str) -> str:
    """The address of a page of hits: by number, or beyond the first pages by cursor."""
    if page <= PLAIN_PAGES:
        return search_url(query.on_page(page))
    cursor = Cursor(generation=generation, offset=(page - 1) * PAGE_SIZE)
    return search_url(query.on_page(1), cursor=cursor.written())


def newest_day(library: Library, query: SearchQuery, today: dt.date) -> dt.date | None:
    """The day up to which the archive has documents, where the days asked for reach to the newest."""
    last = query.period.last
    if query.period == ANY_DAY or query.date_field != "pub" or (last is not None and last < today):
        return None
    return max(library.kept("days", published_days), default=None)


def missed_days(library: Library, query: SearchQuery) -> Mapping[dt.date, int]:
    """Pages a day that the crawl has not captured, for a chart of days of publication."""
    if query.charted().date_field != "pub":
        return {}
    return library.crawl.missed_of(query.include.get("source", ()))


def told_days(library: Library, query: SearchQuery, hits: Sequence[Hit]) -> Mapping[str, str]:
    """Document id -> what is said of another of its days than that of publication, where it was asked for."""
    field: DateField = "added" if query.effective_sort == "added" else query.date_field
    if field in {"added", "crawled"}:
        captured = Shelving(library.catalog).capture_days([hit.id for hit in hits])
        days = {id: first if field == "added" else latest for id, (first, latest) in captured.items()}
    elif field in {"issued", "effective"}:
        revisions = library.catalog.revisions([hit.revision for hit in hits])
        stated = {one.document.id: iso_day(one.document.form.get(field)) for one in revisions.values()}
        days = {id: day for id, day in stated.items() if day is not None}
    else:
        return {}
    return {id: f"{date_role(field)} {day_text(day)}" for id, day in days.items()}


def story_title(library: Library, document_id: str) -> str:
    """The title of the document whose story is asked for; "" for none."""
    revision = library.catalog.document(document_id) if document_id else None
    return revision.document.title if revision is not None else ""


def form_filled_in(args: MultiDict[str, str]) -> bool:
    """Whether an address is as a form sends it, with empty fields and days as typed.

    Such an address is led on to the one that says the search and nothing else.
    """
    return "when" in args or any(not value for value in args.values())


@lru_cache(maxsize=100_000)
def folded(name: str) -> str:
    """A name without tone marks; the names of an archive are folded once, not once a request."""
    return folded_key(name)


def matches(value: str, wanted: str) -> bool:
    """Whether a word of `value` begins with `wanted`, both without tone marks."""
    plain = folded(value)
    return plain.startswith(wanted) or f" {wanted}" in plain


def too_many(left_out: int) -> list[str]:
    """What is said where an address holds more conditions than a page can carry."""
    if not left_out:
        return []
    return [_("Địa chỉ dài quá nên %(count)s điều kiện cuối không được dùng.", count=left_out)]


def entries_shown(answer: SearchAnswer, query: SearchQuery, facet: str, most: int) -> list[FacetValue]:
    """The first entries of a facet, and those the search is narrowed to."""
    chosen = query.include.get(facet, ())
    return [one for at, one in enumerate(answer.facets.get(facet, ())) if at < most or one.value in chosen]


def room_for(query: SearchQuery, answer: SearchAnswer) -> Measures:
    """What the page has room for, beside the hits it has to show."""
    shown = [*answer.hits, *(answer.partial.hits if answer.partial else ())]
    texts = [
        (f"{hit.title} {hit.snippet} {hit.section}", len(hit.title_marks) + len(hit.snippet_marks))
        for hit in (*shown, *(other for hit in shown for other in hit.same_story))
    ]
    words = min(weight(quote(query.text)), LONG_WORDS) * len(texts)
    return measures(
        query,
        [[one.value for one in answer.facets.get(facet, ())] for facet in FACETS],
        hits_weight=text_weight(texts) + words,
        links=len(answer.units)
        + len(answer.suggestions)
        + len(answer.relaxed)
        + sum(hit.copies > 0 for hit in answer.hits),
    )


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
        elif name == "story":
            ways.append(WayOn(_("bỏ điều kiện cùng nội dung"), replace(query, story="", page=1), total))
        else:
            include = {facet: values for facet, values in query.include.items() if facet != name}
            exclude = {facet: values for facet, values in query.exclude.items() if facet != name}
            label = _("bỏ điều kiện về %(facet)s", facet=facet_label(name).lower())
            ways.append(WayOn(label, replace(query, include=include, exclude=exclude, page=1), total))
    return tuple(sorted(ways, key=lambda way: -way.total))


def without_conditions(searcher: Searcher, query: SearchQuery, answer: SearchAnswer) -> tuple[WayOn, ...]:
    """The words alone, where nothing is found and leaving out one condition finds nothing either."""
    if answer.total or not query.narrowed:
        return ()
    words = SearchQuery(text=query.text, sort=query.sort)
    total = searcher.search(words, limit=0).total
    label = _("bỏ mọi điều kiện, chỉ giữ các từ") if query.text else _("bỏ mọi điều kiện")
    return (WayOn(label, words, total),) if total else ()
