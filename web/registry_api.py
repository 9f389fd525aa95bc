"""The JSON API, version 1: directives and entities, as the registry knows them."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, request
from werkzeug.wrappers import Response

from index.directives.numbers import number_key
from web.library import Library
from web.pages.directives import PREFIX_LIMIT, no_directive, read_citing
from web.pages.entities import KINDS, nobody_named
from web.params import PAGE_LIMIT, VALUE_LIMIT, clean, read_number


def registry_api(library: Library) -> Blueprint:
    pages = Blueprint("registry_api", __name__, url_prefix="/api/v1")

    def asked_page() -> int:
        return read_number(request.args, "page", default=1, highest=PAGE_LIMIT)

    def asked_text(name: str) -> str:
        return clean(request.args.get(name, ""))[:PREFIX_LIMIT]

    @pages.get("/directives")
    def directives() -> Response:
        listing = library.registry.directives(asked_text("prefix"), asked_text("type"), asked_page())
        return jsonify(listing.as_json())

    @pages.get("/directives/<path:key>")
    def directive(key: str) -> Response:
        value = clean(key)[:VALUE_LIMIT]
        asked = read_citing(request.args)
        entry = asked.of(library.registry, value)
        if entry is None and "~" not in value:
            value = number_key(value) or value
            entry = asked.of(library.registry, value)
        candidates = library.registry.candidates(value) if entry is None else []
        if entry is None and not candidates:
            raise no_directive(value)
        undecided = library.registry.undecided(value) if entry is None else []
        return jsonify(
            asked=value,
            directive=entry.as_json() if entry is not None else None,
            candidates=[one.as_json() for one in candidates],
            undecided=[one.as_json() for one in undecided],
        )

    @pages.get("/entities/<facet>")
    def entities(facet: str) -> Response:
        by_count = request.args.get("order", "") == "count"
        listing = library.registry.entities(
            _kind(facet), asked_text("prefix"), asked_page(), by_count=by_count
        )
        return jsonify(listing.as_json())

    @pages.get("/entities/<facet>/<path:name>")
    def entity(facet: str, name: str) -> Response:
        name = clean(name)[:VALUE_LIMIT]
        entry = library.registry.entity(_kind(facet), name, page=asked_page())
        if entry is None:
            raise nobody_named(name)
        return jsonify(entry.as_json())

    return pages


def _kind(facet: str) -> str:
    if facet not in KINDS:
        abort(404)
    return KINDS[facet]
