"""One address found, with what was said about it where it was found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


class Unreadable(Exception):
    """A sitemap or feed that is none; the message says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """An address and hints about its page; the page itself decides."""

    url: str
    day: dt.date | None = None  # of publication or last change, in Vietnam
    title: str = ""
