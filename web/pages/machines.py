"""What machines ask for: health, robots.txt, the sitemap, the OpenSearch description."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, url_for

from archive.errors import BaoluuError
from web.library import Library
from web.params import SearchQuery

SITEMAP_URLS = 5_000  # addresses a file; sitemaps.org allows 50,000, this keeps an answer quick


def machine_pages(library: Library) -> Blueprint:
    pages = Blueprint("machines", __name__)

    @pages.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @pages.get("/readyz")
    def readyz() -> Response:
        try:
            found = library.ready()
        except BaoluuError as error:
            return Response(f"not ready: {error}\n", 503, mimetype="text/plain")
        lines = [f"ready: {found.total} documents", *(note.en for note in found.understood.notes)]
        return Response("\n".join(lines) + "\n", mimetype="text/plain")

    @pages.get("/robots.txt")
    def robots() -> Response:
        lines = [
            "User-agent: *",
            "Disallow: /tim-kiem",
            "Disallow: /xuat/",
            "Disallow: /api/",
            "Disallow: /bai/*/ban-luu/",
            f"Sitemap: {url_for('machines.sitemap_index', _external=True)}",
        ]
        return Response("\n".join(lines) + "\n", mimetype="text/plain")

    @pages.get("/sitemap.xml")
    def sitemap_index() -> Response:
        count = library.searcher().document_count
        numbers = range(1, max(1, -(-count // SITEMAP_URLS)) + 1)
        return _xml(render_template("sitemap_index.xml", numbers=numbers))

    @pages.get("/sitemap-<int:number>.xml")
    def sitemap(number: int) -> Response:
        query = SearchQuery(sort="oldest")
        if not 1 <= number <= 1_000_000:
            abort(404)
        hits = library.searcher().search(query, offset=(number - 1) * SITEMAP_URLS, limit=SITEMAP_URLS).hits
        if not hits and number > 1:
            abort(404)
        return _xml(render_template("sitemap.xml", hits=hits))

    @pages.get("/opensearch.xml")
    def opensearch() -> Response:
        response = _xml(render_template("opensearch.xml"))
        response.headers["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
        return response

    return pages


def _xml(text: str) -> Response:
    return Response(text, content_type="application/xml; charset=utf-8")
