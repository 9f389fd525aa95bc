"""The JSON API, version 1: the search and the document, as the pages show them."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from archive.model import Mention, Revision
from web.library import Library
from web.openapi import API_LIMIT, openapi
from web.params import FACETS, PAGE_SIZE, SearchQuery, read_number, read_parameters
from web.words import search_url

_ENTRIES = 50  # values a facet


def api_pages(library: Library) -> Blueprint:
    pages = Blueprint("api", __name__, url_prefix="/api")

    @pages.get("/v1/search")
    def search() -> Response:
        read = read_parameters(request.args, also_known=frozenset({"limit"}))
        limit = read_number(request.args, "limit", default=PAGE_SIZE, highest=API_LIMIT)
        offset = (read.query.page - 1) * limit
        searcher = library.searcher()
        answer = searcher.search(
            read.query, offset=offset, limit=limit, facets=FACETS, facet_limit=_ENTRIES, histogram=True
        )
        more = offset + limit < answer.total
        described = answer.as_json()
        described["filters"] = filters_json(read.query)
        described["notices"] = list(read.notices)
        described["next"] = (
            search_url(read.query.on_page(read.query.page + 1), "api.search", limit=str(limit))
            if more
            else None
        )
        response = jsonify(described)
        response.set_etag(entity_tag(searcher.generation, request.full_path), weak=True)
        return response.make_conditional(request)

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
        response = jsonify(described)
        response.set_etag(revision.digest.removeprefix("sha256:"), weak=True)
        return response.make_conditional(request)

    @pages.get("/v1/openapi.json")
    def description() -> Response:
        return jsonify(openapi(request.url_root.rstrip("/")))

    return pages


def entity_tag(generation: str, address: str) -> str:
    """One answer of one generation of the index, the same in every process."""
    return hashlib.sha256(f"{generation} {address}".encode("utf-8", "replace")).hexdigest()[:20]


def filters_json(query: SearchQuery) -> dict[str, Any]:
    """The filters as they were read, defaults filled in."""
    period = query.period
    return {
        "from": period.first.isoformat() if period.first else None,
        "to": period.last.isoformat() if period.last else None,
        "date_field": query.date_field,
        "undated": query.effective_undated,
        "sort": query.effective_sort,
        "include": {name: list(values) for name, values in query.include.items()},
        "exclude": {name: list(values) for name, values in query.exclude.items()},
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
