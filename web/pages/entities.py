"""Pages of persons, bodies, places and directives: where they are named, when, and beside whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from archive.model import DocumentKind, Mention, Revision
from index.analysis.facets import founded
from index.directives.numbers import number_key
from index.search.answer import FacetValue, Hit, SearchAnswer
from web.charts import draw_histogram
from web.failures import NotHeld
from web.languages import day_text
from web.library import Library
from web.mentions import FACET_OF_MENTION, facet_value
from web.params import PAGE_SIZE, VALUE_LIMIT, SearchQuery, clean
from web.periods import Period
from web.phrases import gettext as _
from web.words import ENTITY_PATHS, entity_url

CO_MENTIONS = 10
_FORMS_READ = 60  # documents whose analyses are read for the spellings of a name
_DIRECTIVES_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDirective:
    """A directive in the archive that bears a number; several may bear the same."""

    hit: Hit
    number: str
    doc_type: str
    issuer: str
    issued: str
    signer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office a document gives a person."""

    title: str
    hit: Hit  # the document that says so


def entity_pages(library: Library) -> Blueprint:
    pages = Blueprint("entities", __name__)

    def answer_of(facet: str, value: str) -> SearchAnswer:
        return library.searcher().search(
            SearchQuery(include={facet: (value,)}, sort="newest"),
            limit=PAGE_SIZE,
            facets=("person", "org", "place", "directive", "source"),
            facet_limit=CO_MENTIONS + 1,
            histogram=True,
        )

    def named_page(facet: str, value: str) -> str:
        value = clean(value)[:VALUE_LIMIT]
        answer = answer_of(facet, value)
        if not answer.total:
            raise NotHeld(
                _("Không bài nào trong kho nhắc tới “%(value)s”.", value=value),
                hint=_("Thử tìm tên này như từ thường: có thể bài viết nó khác đi."),
            )
        return render_template(
            "entity.html",
            facet=facet,
            value=value,
            answer=answer,
            query=SearchQuery(include={facet: (value,)}),
            histogram=draw_histogram(answer.days, Period()),
            beside=co_mentions(answer, facet, value),
            forms=spellings(library, facet, value, answer.hits),
            offices=offices(library, value, answer.hits) if facet == "person" else (),
        )

    @pages.get("/nhan-vat/<path:value>")
    def person(value: str) -> str:
        return named_page("person", value)

    @pages.get("/to-chuc/<path:value>")
    def body(value: str) -> str:
        return named_page("org", value)

    @pages.get("/noi/<path:value>")
    def place(value: str) -> str:
        return named_page("place", value)

    @pages.get("/van-ban/<path:value>")
    def directive(value: str) -> str | Response:
        value = clean(value)[:VALUE_LIMIT]
        key = number_key(value)
        if key is not None and key != value:
            return redirect(entity_url("directive", key))
        answer = answer_of("directive", value)
        if not answer.total:
            raise NotHeld(
                _("Kho không có văn bản số %(number)s, và không bài nào nhắc tới nó.", number=value),
                hint=_("Xem lại cách viết số, thí dụ 02-NQ/TU hoặc 19/2025/QĐ-TTg."),
            )
        return render_template(
            "directive.html",
            value=value,
            answer=answer,
            day_of=issued_text,
            held=held_directives(library, value),
            query=SearchQuery(include={"directive": (value,)}),
            histogram=draw_histogram(answer.days, Period()),
            beside=co_mentions(answer, "directive", value),
            forms=spellings(library, "directive", value, answer.hits),
        )

    for facet, path in ENTITY_PATHS.items():
        pages.add_url_rule(
            f"/{path}/",
            endpoint=f"all_{facet}",
            view_func=lambda facet=facet: redirect(url_for("results.all_values", facet=facet)),
        )
    return pages


def co_mentions(answer: SearchAnswer, facet: str, value: str) -> list[tuple[str, list[FacetValue]]]:
    """(facet, its values named in the same documents), the page's own entity left out."""
    found = []
    for name, values in answer.facets.items():
        others = [one for one in values if (name, one.value) != (facet, value)][:CO_MENTIONS]
        if others and name != "source":
            found.append((name, others))
    return found


def spellings(library: Library, facet: str, value: str, hits: Sequence[Hit]) -> list[tuple[str, int]]:
    """(form, times) an entity is written in the newest documents that name it, the commonest first."""
    counts: dict[str, int] = {}
    for revision in _revisions(library, hits[:_FORMS_READ]):
        analysis = library.analysis(revision)
        for mention in analysis.mentions if analysis is not None else ():
            if _is(mention, facet, value):
                form = " ".join(mention.text.split())
                counts[form] = counts.get(form, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def offices(library: Library, person: str, hits: Sequence[Hit]) -> list[Office]:
    """Offices the newest documents give a person, in the order first seen, each with its evidence."""
    found: dict[str, Office] = {}
    for hit, revision in zip(hits, _revisions(library, hits), strict=True):
        analysis = library.analysis(revision)
        for mention in analysis.mentions if analysis is not None else ():
            title = str(mention.attributes.get("office") or "")
            if title and _is(mention, "person", person):
                found.setdefault(title, Office(title=title, hit=hit))
    return list(found.values())


def held_directives(library: Library, number: str) -> list[HeldDirective]:
    """Every directive in the archive that itself bears this number, the newest first."""
    query = SearchQuery(
        include={"directive": (number,), "kind": (DocumentKind.DIRECTIVE.value,)}, sort="newest"
    )
    found = []
    hits = library.searcher().search(query, limit=_DIRECTIVES_SHOWN).hits
    for hit, revision in zip(hits, _revisions(library, hits), strict=True):
        form = revision.document.form
        own = str(form.get("number") or "")
        if own and (number_key(own) or own) == number:
            found.append(
                HeldDirective(
                    hit=hit,
                    number=own,
                    doc_type=str(form.get("doc_type") or ""),
                    issuer=str(form.get("issuer") or ""),
                    issued=str(form.get("issued") or ""),
                    signer=str(form.get("signer") or ""),
                )
            )
    return found


def issued_text(iso: str) -> str:
    """A directive's day as its form states it, written for people."""
    try:
        return day_text(dt.date.fromisoformat(iso))
    except ValueError:
        return iso


def _revisions(library: Library, hits: Sequence[Hit]) -> list[Revision]:
    return [library.latest(hit.id) for hit in hits]


def _is(mention: Mention, facet: str, value: str) -> bool:
    return FACET_OF_MENTION.get(mention.type) == facet and founded(mention) and facet_value(mention) == value
