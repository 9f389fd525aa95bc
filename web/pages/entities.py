"""Pages of persons, bodies, places and directives: where they are named, when, and beside whom."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from web.periods import ANY_DAY
from web.phrases import gettext as _
from web.words import ENTITY_PATHS, entity_url

CO_MENTIONS = 10
_AROUND = 160  # characters shown on each side of a name where its sentence is not known or endless
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
        named = namings(library, facet, value, answer.hits)
        return render_template(
            "entity.html",
            facet=facet,
            value=value,
            answer=answer,
            query=SearchQuery(include={facet: (value,)}),
            histogram=draw_histogram(answer.days, ANY_DAY),
            beside=co_mentions(answer, facet, value),
            hits=[naming.shown() for naming in named],
            forms=spellings(named),
            offices=offices(named) if facet == "person" else (),
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
        named = namings(library, "directive", value, answer.hits)
        return render_template(
            "directive.html",
            value=value,
            answer=answer,
            day_of=issued_text,
            held=held_directives(library, value),
            query=SearchQuery(include={"directive": (value,)}),
            histogram=draw_histogram(answer.days, ANY_DAY),
            beside=co_mentions(answer, "directive", value),
            hits=[naming.shown() for naming in named],
            forms=spellings(named),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A document that names the entity, and where."""

    hit: Hit
    revision: Revision
    mentions: Sequence[Mention]  # of the entity, in order
    sentences: Sequence[tuple[int, int]]

    def shown(self) -> Hit:
        """The hit with the sentence that first names the entity below the title, the name marked."""
        text = self.revision.document.text
        title_end = len(self.revision.document.title)
        first = next((one for one in self.mentions if one.start >= title_end), None)
        if first is None:
            return self.hit
        spans = (span for span in self.sentences if span[0] <= first.start and first.end <= span[1])
        start, end = next(spans, (max(0, first.start - _AROUND), first.end + _AROUND))
        if end - start > 4 * _AROUND:
            start, end = max(start, first.start - _AROUND), min(end, first.end + _AROUND)
        shown = text[start:end]
        marks = tuple(
            (one.start - start, one.end - start)
            for one in self.mentions
            if start <= one.start and one.end <= start + len(shown)
        )
        return replace(self.hit, snippet=shown, snippet_marks=marks)


def namings(library: Library, facet: str, value: str, hits: Sequence[Hit]) -> list[Naming]:
    """Where each of the documents names the entity."""
    revisions = library.catalog.revisions([hit.revision for hit in hits])
    analyses = library.catalog.analyses(list(revisions))
    found = []
    for hit in hits:
        if hit.revision in revisions:
            analysis = analyses.get(hit.revision)
            own = [one for one in analysis.mentions if _is(one, facet, value)] if analysis else []
            found.append(
                Naming(
                    hit=hit,
                    revision=revisions[hit.revision],
                    mentions=own,
                    sentences=analysis.sentences if analysis else (),
                )
            )
    return found


def spellings(named: Sequence[Naming]) -> list[tuple[str, int]]:
    """(form, times) an entity is written in these documents, the commonest first."""
    counts = Counter(" ".join(one.text.split()) for naming in named for one in naming.mentions)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def offices(named: Sequence[Naming]) -> list[Office]:
    """Offices these documents give a person, in the order first seen, each with its evidence."""
    found: dict[str, Office] = {}
    for naming in named:
        for mention in naming.mentions:
            title = str(mention.attributes.get("office") or "")
            if title:
                found.setdefault(title, Office(title=title, hit=naming.hit))
    return list(found.values())


def held_directives(library: Library, number: str) -> list[HeldDirective]:
    """Every directive in the archive that itself bears this number, the newest first."""
    query = SearchQuery(
        include={"directive": (number,), "kind": (DocumentKind.DIRECTIVE.value,)}, sort="newest"
    )
    found = []
    hits = library.searcher().search(query, limit=_DIRECTIVES_SHOWN).hits
    revisions = library.catalog.revisions([hit.revision for hit in hits])
    for hit in hits:
        form = revisions[hit.revision].document.form
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


def _is(mention: Mention, facet: str, value: str) -> bool:
    return FACET_OF_MENTION.get(mention.type) == facet and founded(mention) and facet_value(mention) == value
