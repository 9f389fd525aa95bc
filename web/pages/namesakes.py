"""The page of a person who shares the name with others: what is theirs alone, and what tells them apart.

The index knows people by their names, so everything here comes from the registry.
"""

from __future__ import annotations

from flask import render_template, request

from index.registry.entries import EntityEntry, pages_of
from index.registry.registry import PAGE
from index.search.answer import FacetValue
from web.addresses import ENTITY_PATHS, entity_url, list_address
from web.library import Library
from web.pages.directives import words_of
from web.params import PAGE_LIMIT, read_number
from web.phrases import gettext as _


def namesake_page(library: Library, facets: dict[str, str], key: str) -> str:
    """The page of the person of this key.

    Args: facets: kind of entity -> its facet.
    """
    page = read_number(request.args, "page", default=1, highest=PAGE_LIMIT)
    entry = library.registry.entity("PER", key, page=page)
    assert entry is not None, "the caller has found the person"
    beside = [
        (facets[kind], [FacetValue(value=one.label, count=one.documents, label=one.label) for one in listed])
        for kind, listed in entry.beside.items()
    ]
    return render_template(
        "namesake.html",
        entry=entry,
        beside=beside,
        why_text=why_text,
        words_of=words_of,
        evidence=library.catalog.revisions(revisions_shown(entry)),
        pages=pages_of(entry.entity.documents, PAGE),
        page=page,
        address=lambda number: list_address(entity_url("person", entry.entity.key), page=str(number)),
        list_path=f"/{ENTITY_PATHS['person']}/",
    )


def revisions_shown(entry: EntityEntry) -> list[int]:
    """Revisions of every document that is evidence on the page."""
    places = [one for office in entry.offices for one in office.evidence]
    places += [place for one in entry.apart_because for place in (one.here, one.there)]
    return sorted({place.revision for place in places})


def why_text(why: str) -> str:
    """What tells two people of one name apart, in a few words."""
    return {
        "born": _("năm sinh khác nhau"),
        "home": _("nơi ở khác nhau"),
        "origin": _("quê khác nhau"),
        "post": _("cùng lúc giữ chức ở hai nơi"),
        "age": _("một người còn nhỏ khi người kia giữ chức"),
        "accused": _("một người bị buộc tội, người kia giữ chức"),
        "away": _("một người ở tỉnh này khi người kia giữ chức ở tỉnh khác"),
    }[why]
