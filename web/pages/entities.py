"""Persons, bodies and places: the lists A to Z, and where each is named, when, and beside whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request

from archive.model import Mention, Revision
from index.analysis.facets import FACET_OF, facet_value, founded
from index.registry.entries import EntityEntry
from index.search.answer import FacetValue, Hit, SearchAnswer
from web.addresses import ENTITY_PATHS, list_address, search_url
from web.charts import draw_histogram
from web.failures import NotHeld
from web.library import Library
from web.measures import bars_within, pages_of_weight, weight
from web.pages.directives import PREFIX_LIMIT, words_of
from web.pages.namesakes import namesake_page
from web.params import PAGE_LIMIT, PAGE_SIZE, VALUE_LIMIT, SearchQuery, clean, read_number
from web.periods import ANY_DAY
from web.phrases import gettext as _

KINDS: Mapping[str, str] = {"person": "PER", "org": "ORG", "place": "LOC"}
"""Facet -> the registry's kind of entity."""
CO_MENTIONS = 10
_CHART_ROOM = 30_000  # bytes
_BESIDE_ROOM = 5_000  # of each list
_AROUND = 160  # characters shown on each side of a name where its sentence is not known or endless


def entity_pages(library: Library) -> Blueprint:
    pages = Blueprint("entities", __name__)

    def entity_list(facet: str) -> str:
        prefix = clean(request.args.get("prefix", ""))[:PREFIX_LIMIT]
        by_count = request.args.get("order", "") == "count"
        page = read_number(request.args, "page", default=1, highest=PAGE_LIMIT)
        said = {"prefix": prefix, "order": "count" if by_count else ""}
        return render_template(
            "entities.html",
            facet=facet,
            listing=library.registry.entities(KINDS[facet], prefix, page, by_count=by_count),
            prefix=prefix,
            by_count=by_count,
            address=lambda **changed: list_address(f"/{ENTITY_PATHS[facet]}/", **(said | changed)),
        )

    def named_page(facet: str, value: str) -> str:
        value = clean(value)[:VALUE_LIMIT]
        entry = library.registry.entity(KINDS[facet], value, beside=(KINDS[facet],))
        if entry is not None and entry.namesakes:
            return namesake_page(library, {kind: of for of, kind in KINDS.items()}, entry.entity.key)
        name = entry.entity.label if entry is not None else value
        answer = documents_naming(library, facet, name)
        if entry is None and not answer.total:
            raise nobody_named(value)
        query = SearchQuery(include={facet: (name,)})
        bars = bars_within(_CHART_ROOM, 2 * weight(search_url(query)))
        return render_template(
            "entity.html",
            facet=facet,
            value=name,
            entry=entry,
            answer=answer,
            query=query,
            histogram=draw_histogram(answer.days, ANY_DAY, most=bars),
            beside=co_mentions(answer, facet, entry),
            hits=[naming.shown() for naming in namings(library, facet, name, answer.hits)],
            offices=entry.offices if entry is not None else (),
            evidence=evidence_documents(library, entry),
            words_of=words_of,
        )

    @pages.get("/nhan-vat/")
    def persons() -> str:
        return entity_list("person")

    @pages.get("/to-chuc/")
    def bodies() -> str:
        return entity_list("org")

    @pages.get("/noi/")
    def places() -> str:
        return entity_list("place")

    @pages.get("/nhan-vat/<path:value>")
    def person(value: str) -> str:
        return named_page("person", value)

    @pages.get("/to-chuc/<path:value>")
    def body(value: str) -> str:
        return named_page("org", value)

    @pages.get("/noi/<path:value>")
    def place(value: str) -> str:
        return named_page("place", value)

    return pages


def nobody_named(value: str) -> NotHeld:
    """The failure of an address that names nobody and nothing."""
    return NotHeld(
        _("Không bài nào trong kho nhắc tới “%(value)s”.", value=value),
        hint=_("Thử tìm tên này như từ thường: có thể bài viết nó khác đi."),
    )


def documents_naming(library: Library, facet: str, value: str) -> SearchAnswer:
    """The newest documents that name an entity, with its company over all of them."""
    return library.searcher().search(
        SearchQuery(include={facet: (value,)}, sort="newest"),
        limit=PAGE_SIZE,
        facets=("person", "org", "place", "directive", "source"),
        facet_limit=CO_MENTIONS,
        histogram=True,
    )


def evidence_documents(library: Library, entry: EntityEntry | None) -> Mapping[int, Revision]:
    """Revision id -> revision of every document that is evidence for an office."""
    offices = entry.offices if entry is not None else ()
    return library.catalog.revisions(sorted({one.revision for office in offices for one in office.evidence}))


def co_mentions(
    answer: SearchAnswer, facet: str, entry: EntityEntry | None
) -> list[tuple[str, list[FacetValue]]]:
    """(facet, its values named in the same documents).

    A search counts the values of a facet as if none of them were chosen, which is not what
    stands beside the page's own entity: those of its own kind are the registry's.
    """
    own = entry.beside.get(KINDS[facet], ()) if entry is not None else ()
    beside = dict(answer.facets) | {
        facet: [FacetValue(value=one.label, count=one.documents, label=one.label) for one in own]
    }
    return [
        (name, list(pages_of_weight(values, _weight_beside, _BESIDE_ROOM, CO_MENTIONS)[0]))
        for name, values in beside.items()
        if values and name != "source"
    ]


def _weight_beside(one: FacetValue) -> int:
    return 200 + 2 * weight(one.value)


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


def _is(mention: Mention, facet: str, value: str) -> bool:
    return FACET_OF.get(mention.type) == facet and founded(mention) and facet_value(mention) == value
