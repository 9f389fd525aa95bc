"""robots.txt by RFC 9309: what an answer means, and what it then allows.

protego reads the rules. The guards around it are ours: the meaning of a status, a byte order
mark (which would hide the first group), a web page served in place of the file, and size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from protego import Protego

READ_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB must be read
KEPT_SECONDS = 24 * 3600  # RFC 9309, 2.4
LONGEST_DELAY = 120.0  # a longer Crawl-delay means: not by this crawler
UNREACHABLE = "robots-unreachable"
_HTML_START = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<?xml")


class RobotsState(StrEnum):
    """What is known of a host's rules."""

    RULES = "rules"
    NONE = "none"  # the host has no file: everything is allowed
    UNREACHABLE = "unreachable"  # nobody knows: nothing is allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules of one host for one product token."""

    state: RobotsState
    why: str  # for people
    token: str
    sitemaps: Sequence[str] = ()
    delay: float | None = None  # Crawl-delay in seconds, not in the RFC but honoured
    rules: Protego | None = field(default=None, repr=False, compare=False)

    @property
    def refusal(self) -> str:
        """One word for why an address is not allowed."""
        if self.state is RobotsState.UNREACHABLE:
            return UNREACHABLE
        if self.delay is not None and self.delay > LONGEST_DELAY:
            return "robots-delay-too-long"
        return "robots"

    def allows(self, url: str) -> bool:
        """Whether our token may ask for `url`."""
        if self.state is RobotsState.UNREACHABLE:
            return False
        if self.delay is not None and self.delay > LONGEST_DELAY:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, self.token))


def read_robots(status: int, body: bytes, token: str, *, page_means_none: bool = False) -> Robots:
    """The rules in one answer, redirects already followed.

    Args: status: HTTP status; 4xx but 429 means there are no rules, everything else that is
        not 2xx means nobody knows. page_means_none: take a web page served in place of the
        file for "no file", as a source may say of a site that answers every address with one.
    """
    if 200 <= status < 300:
        start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith(_HTML_START):
            state = RobotsState.NONE if page_means_none else RobotsState.UNREACHABLE
            return Robots(state=state, why="robots.txt is a web page", token=token)
        text = body[:READ_BYTES].decode("utf-8-sig", errors="ignore").replace("\x00", "")
        rules = Protego.parse(text)
        delay = rules.crawl_delay(token)
        return Robots(
            state=RobotsState.RULES,
            why=f"robots.txt, {len(body)} bytes",
            token=token,
            sitemaps=tuple(rules.sitemaps),
            delay=float(delay) if delay is not None else None,
            rules=rules,
        )
    if 400 <= status < 500 and status != 429:
        return Robots(state=RobotsState.NONE, why=f"robots.txt answers {status}", token=token)
    return unreachable(f"robots.txt answers {status}", token)


def unreachable(why: str, token: str) -> Robots:
    """What a server error, a time-out or a broken certificate means: nothing is allowed."""
    return Robots(state=RobotsState.UNREACHABLE, why=why, token=token)
