"""Answers that have not changed are not sent again: a weak ETag over the body of every page."""

from __future__ import annotations

from flask import Flask, Response, request

_TAGGED = {"text/html", "application/xml", "application/atom+xml", "application/json", "text/plain"}


def install_freshness(app: Flask) -> None:
    """304 to whoever holds the same answer already; streamed exports are left alone."""

    @app.after_request
    def tag(response: Response) -> Response:
        plain = response.status_code == 200 and not response.is_streamed and not response.direct_passthrough
        if request.method not in {"GET", "HEAD"} or not plain or response.mimetype not in _TAGGED:
            return response
        if "ETag" not in response.headers:
            response.add_etag(weak=True)
        response.make_conditional(request)
        return response
