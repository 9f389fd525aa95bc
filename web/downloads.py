"""Answers a browser saves as a file, named safely with Vietnamese letters intact."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from flask import Response

_NAME_LIMIT = 150


def save_as(response: Response, name: str) -> Response:
    """Offer an answer as a file called `name`.

    Source: RFC 6266 with RFC 8187: an ASCII name for old programs, the real one in UTF-8.
    """
    kept = safe_name(name)
    plain = unicodedata.normalize("NFD", kept.replace("đ", "d").replace("Đ", "D"))
    ascii_name = "".join(c for c in plain if c.isascii() and c not in '"%') or "bao-luu"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(kept, safe='')}"
    )
    return response


def safe_name(name: str) -> str:
    """A file name without path separators, control characters or what Windows refuses."""
    safe = "".join("_" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name)
    return safe.strip(" .")[-_NAME_LIMIT:] or "bao-luu"
