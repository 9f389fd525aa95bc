"""The JSON API, version 1: the search and the document, as the pages show them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, jsonify, request
from werkzeug.wrappers import Response

from archive.model import Mention, Revision, Source
from web.addresses import ascii_address, search_url
from web.companions import Companions, companions_of
from web.crawl_state import CrawlState
from web.cursors import Cursor, changed_since, read_cursor
from web.library import Library
from web.openapi import API_LIMIT, openapi
from web.pages.sources import CoverageRow, coverage_rows
from web.params import (
    FACETS,
    PAGE_SIZE,
    SearchQuery,
    read_number,
    read_parameters,
)
from web.words import origin_of

_ENTRIES = 50  # values a facet
_DAYS_SHOWN = 366  # of a longer period the histogram is by month where nothing is asked for
_ALL_ENTRIES = 1_000_000


def api_pages(library: Library) -> Blueprint:
    pages = Blueprint("api", __name__, url_prefix="/api")

    @pages.get("/v1/search")
    def search() -> Response:
        read = read_parameters(request.args, also_known=frozenset({"limit", "cursor"}))
        limit = read_number(request.args, "limit", default=PAGE_SIZE, highest=API_LIMIT)
        searcher = library.searcher()
        cursor = read_cursor(request.args.get("cursor", ""))
        offset = (read.query.page - 1) * limit if cursor is None else cursor.offset
        notices = list(read.notices)
        if cursor is not None and cursor.generation != searcher.generation:
            notices.append(changed_since())
        answer = searcher.search(
            read.query,
            offset=offset,
            limit=limit,
            facets=FACETS,
            facet_limit=_ENTRIES,
            histogram=True if counted_by_day(read.query) else "month",
        )
        described = answer.as_json()
        described["filters"] = filters_json(read.query)
        described["notices"] = notices
        after = Cursor(generation=searcher.generation, offset=offset + limit)
        described["next"] = (
            ascii_address(
                search_url(read.query.on_page(1), "api.search", limit=str(limit), cursor=after.written())
            )
            if after.offset < (answer.stories if read.query.group else answer.total)
            else None
        )
        return jsonify(described)

    @pages.get("/v1/documents/<document_id>")
    def document(document_id: str) -> Response:
        revision = library.latest(document_id)
        analysis = library.analysis(revision)
        described = document_json(revision)
        described["mentions"] = [mention_json(one) for one in analysis.mentions] if analysis else []
        described["analyser"] = analysis.version if analysis else None
        described["revisions"] = [
            {"number": one.number, "captured_at": one.capture.captured_at.isoformat(), "digest": one.digest}
            for one in library.history(document_id)
        ]
        described |= companions_json(companions_of(library, revision.document))
        return jsonify(described)

    @pages.get("/v1/facets/<facet>")
    def facet_values(facet: str) -> Response:
        if facet not in FACETS:
            abort(404)
        read = read_parameters(request.args)
        searcher = library.searcher()
        answer = searcher.search(read.query, limit=0, facets=(facet,), facet_limit=_ALL_ENTRIES)
        return jsonify(
            facet=facet,
            total=answer.total,
            values=[one.as_json() for one in answer.facets.get(facet, ())],
            generation=searcher.generation,
        )

    @pages.get("/v1/sources")
    def sources() -> Response:
        rows = library.kept("coverage", coverage_rows)
        return jsonify(
            sources=[source_json(row, library.sources.get(row.source), library.crawl) for row in rows],
            generation=library.searcher().generation,
        )

    @pages.get("/v1/openapi.json")
    def description() -> Response:
        return jsonify(openapi(request.url_root.rstrip("/")))

    return pages


def counted_by_day(query: SearchQuery) -> bool:
    """Whether a histogram is of days, not of months: as asked for, or else within a year."""
    if query.by != "auto":
        return query.by in {"day", "week"}
    first, last = query.period.first, query.period.last
    return first is not None and last is not None and (last - first).days <= _DAYS_SHOWN


def filters_json(query: SearchQuery) -> dict[str, Any]:
    """The filters as they were read, defaults filled in."""
    period = query.period
    return {
        "from": period.first.isoformat() if period.first else None,
        "to": period.last.isoformat() if period.last else None,
        "date_field": query.date_field,
        "undated": query.effective_undated,
        "place_mode": query.place_mode,
        "place_scope": query.place_scope,
        "story": query.story or None,
        "group": query.group,
        "sort": query.effective_sort,
        "include": {name: list(values) for name, values in query.include.items()},
        "exclude": {name: list(values) for name, values in query.exclude.items()},
    }


def source_json(row: CoverageRow, described: Source | None, crawl: CrawlState) -> dict[str, Any]:
    """A source for programs, with what the archive has of it and what its crawl has not."""
    crawled = crawl.sources.get(row.source)
    missed = crawl.missed.get(row.source, {})
    return {
        "key": row.source,
        "name": described.name if described else row.source,
        "kind": described.kind if described else "",
        "province": described.province if described else "",
        "home": described.home if described else "",
        "documents": row.total,
        "undated": row.undated,
        "months": {f"{year}-{month:02d}": count for (year, month), count in sorted(row.months.items())},
        "years": {str(year): count for year, count in sorted(row.years.items())},
        "crawl": crawled.as_json() if crawled is not None else None,
        "missed_days": {day.isoformat(): count for day, count in sorted(missed.items())},
    }


def document_json(revision: Revision) -> dict[str, Any]:
    """A document with where it came from."""
    document, capture = revision.document, revision.capture
    published = document.published
    return {
        "id": document.id,
        "kind": document.kind.value,
        "url": document.url,
        "source": document.source,
        "title": document.title,
        "lead": document.lead,
        "body": document.body,
        "published": {
            "day": published.day.isoformat(),
            "time": published.time,
            "basis": published.basis,
            "certain": published.certain,
        }
        if published
        else None,
        "updated": document.updated.isoformat() if document.updated else None,
        "author": document.author,
        "origin": origin_of(document),
        "section": document.section,
        "language": document.language,
        "form": dict(document.form),
        "basis": dict(document.basis),
        "provenance": {
            "url": capture.url,
            "captured_at": capture.captured_at.isoformat(),
            "payload_digest": capture.payload_digest,
            "content_digest": revision.digest,
            "warc": capture.warc,
            "offset": capture.offset,
            "extractor": revision.extractor,
            "revision": revision.number,
        },
    }


def companions_json(companions: Companions) -> dict[str, Any]:
    """A document's copies in other papers, its files, and the documents whose file it is."""
    copies = companions.copies
    return {
        "copies": {
            "story": copies.story,
            "count": copies.count,
            "first": copies.first,
            "others": [_copy_json(one) for one in copies.others],
        }
        if copies is not None
        else None,
        "attachments": [
            {"url": one.url, "name": one.name, "document": one.document} for one in companions.files
        ],
        "attached_to": [
            {"document": one.document, "url": one.url, "title": one.title, "name": one.name}
            for one in companions.owners
        ],
    }


def _copy_json(revision: Revision) -> dict[str, Any]:
    document = revision.document
    return {
        "id": document.id,
        "url": document.url,
        "source": document.source,
        "title": document.title,
        "day": document.published.day.isoformat() if document.published else None,
        "author": document.author,
        "origin": origin_of(document),
    }


def mention_json(mention: Mention) -> dict[str, Any]:
    """A mention for programs; offsets into title, lead and body joined by blank lines."""
    return {
        "type": mention.type.value,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "key": mention.key,
        "label": mention.label,
    }
