"""What a source's crawl answers when it is asked what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.catalog.frontier import QueuedAddress

INTERRUPTED = "interrupted"
"""Why a source's crawl ends when a person asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One request that is due."""

    url: str
    item: QueuedAddress | None  # None when robots.txt is asked for
    conditions: Mapping[str, str] = field(default_factory=dict)  # of a conditional request
    robots_host: str = ""  # whose robots.txt it is
    hops: int = 0  # redirects of robots.txt followed


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing is due before then."""

    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to do in this run."""

    stopped: str  # why, "" when the queue is empty
