"""What a browser may do with our pages, said in headers on every answer.

Two policies: our own pages run only our own files, and a captured page runs nothing and
fetches nothing (it is served sandboxed, in an origin of its own, by web.pages.replay).
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

OWN_PAGES = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

CAPTURED_PAGES = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",  # the page's own inline style; no file is fetched for it
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)

_HEADERS = {
    "Content-Security-Policy": OWN_PAGES,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",  # links in texts and captured pages lead to where readers did not ask
}


def install_security(app: Flask) -> None:
    """Headers on every answer, and an id for every request."""

    @app.before_request
    def name_request() -> None:
        g.request_id = secrets.token_hex(8)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = g.get("request_id", "")
        if request.endpoint != "static":
            response.vary.add("Cookie")
            response.headers.setdefault("Cache-Control", "private, max-age=0, must-revalidate")
        return response


def sandbox(response: Response) -> Response:
    """Put a captured page's answer under the captured pages' policy."""
    response.headers["Content-Security-Policy"] = CAPTURED_PAGES
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response
