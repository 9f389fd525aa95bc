"""One line of JSON a request, for whoever operates the site: what, how long, how it ended."""

from __future__ import annotations

import json
import logging
import time

from flask import Flask, Response, g, request

log = logging.getLogger("baoluu.requests")


def install_request_log(app: Flask) -> None:
    """Log every answer at INFO; the words of a query are a reader's own and are not logged."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def write(response: Response) -> Response:
        if log.isEnabledFor(logging.INFO):
            spent = time.perf_counter() - g.get("started", time.perf_counter())
            log.info("%s", json.dumps(request_line(response, spent), ensure_ascii=False))
        return response


def request_line(response: Response, seconds: float) -> dict[str, object]:
    """The fields of one line; `ms` counts until the answer is ready, not until it is sent."""
    return {
        "id": g.get("request_id", ""),
        "method": request.method,
        "path": request.path,
        "endpoint": request.endpoint,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "bytes": response.content_length,
    }
