"""Answers that have not changed are not sent again.

Every page has a weak ETag over its body. The API says `Last-Modified` as well, for programs that keep
a time and no tag: when anything last changed that its answers are made of (RFC 9110, 8.8.2).
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, request

from archive.days import VIETNAM
from archive.home import Home

_TAGGED = {"text/html", "application/xml", "application/atom+xml", "application/json", "text/plain"}
_SETTLED = 60.0
"""Seconds without a change before a time is told. The header counts whole seconds, and a process keeps
what it read of sources and crawls for half a minute: a time told earlier could cover two states."""


def install_freshness(app: Flask, home: Home, clock: Callable[[], float] = time.time) -> None:
    """304 to whoever holds the same answer already; streamed exports are left alone.

    Args: clock: seconds since 1970.
    """
    started = clock()

    @app.after_request
    def tag(response: Response) -> Response:
        plain = response.status_code == 200 and not response.is_streamed and not response.direct_passthrough
        if request.method not in {"GET", "HEAD"} or not plain or response.mimetype not in _TAGGED:
            return response
        if "ETag" not in response.headers:
            response.add_etag(weak=True)
        if response.mimetype == "application/json" and (changed := _last_change(home, started, clock())):
            response.last_modified = changed
        response.make_conditional(request)
        return response


def _last_change(home: Home, started: float, now: float) -> dt.datetime | None:
    """When the archive, the program or the day last changed; None where that is not known or too near.

    Args: started: when this process was, for another version may answer otherwise; now: the time of
        asking; both in seconds since 1970.
    """
    catalog = home.catalog_file
    if catalog is None:  # a database elsewhere does not tell
        return None
    day = dt.datetime.fromtimestamp(now, VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    read = (
        catalog,
        catalog.with_name(f"{catalog.name}-wal"),
        home.index_folder,
        *home.index_folder.glob("*/"),
        home.sources_folder,
        *home.sources_folder.glob("*.toml"),
    )
    changed = max([started, day.timestamp(), *filter(None, map(_changed, read))])
    return dt.datetime.fromtimestamp(changed, dt.UTC) if now - changed > _SETTLED else None


def _changed(path: Path) -> float | None:
    """Seconds since 1970; None of what is not there."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return None
