"""What is known of every host's robots.txt: cached a day in the catalog, asked for when it is not."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from archive.catalog.frontier import Frontier
from crawler.net import Exchange
from crawler.robots import KEPT_SECONDS, Robots, RobotsState, read_robots, unreachable

MOST_REDIRECTS = 5  # RFC 9309, 2.3.1.2
_KEPT = dt.timedelta(seconds=KEPT_SECONDS)


def host_of(url: str) -> str:
    """scheme://name:port, which robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class RobotsBook:
    """The rules of each host for one token."""

    def __init__(self, frontier: Frontier, token: str, *, page_means_none: bool) -> None:
        self._frontier = frontier
        self._token = token
        self._page_means_none = page_means_none
        self._known: dict[str, tuple[dt.datetime, Robots]] = {}

    def rules(self, host: str, now: dt.datetime) -> Robots | None:
        """The rules of a host; None when they must be asked for first."""
        known = self._known.get(host)
        if known is None:
            notes = self._frontier.host(host)
            if notes.robots_at is None:
                return None
            known = (notes.robots_at, self._read(notes.robots_status, notes.robots_body))
            # Only an answer is worth keeping between runs; a failure is tried again at once.
            if known[1].state is RobotsState.UNREACHABLE:
                return None
            self._known[host] = known
        if now - known[0] >= _KEPT:
            return None
        return known[1]

    def enter(self, host: str, now: dt.datetime, answer: Exchange | str) -> Robots:
        """Note the final answer to a request for robots.txt, or why there is none.

        While a host fails, its last good rules hold for a day (RFC 9309, 2.4).
        """
        if isinstance(answer, str):
            status, body = 0, b""
            robots = unreachable(f"robots.txt: {answer}", self._token)
        else:
            status, body = answer.status, answer.content
            robots = self._read(status, body)
        good = robots.state is RobotsState.RULES
        if robots.state is RobotsState.UNREACHABLE:
            notes = self._frontier.host(host)
            if notes.good_at is not None and now - notes.good_at < _KEPT:
                robots = self._read(200, notes.good_body)
        self._frontier.note_robots(host, now, status, body, good=good)
        self._known[host] = (now, robots)
        return robots

    def _read(self, status: int, body: bytes) -> Robots:
        if status == 0:
            return unreachable("robots.txt: no answer", self._token)
        return read_robots(status, body, self._token, page_means_none=self._page_means_none)
