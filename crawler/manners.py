"""How a source is to be asked, read from its [crawl] table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.errors import SourceInvalid
from archive.model import Source
from crawler.net import Limits, Reach, Tls
from crawler.pace import DEFAULT_DELAY

AGENT_TOKEN = "baoluu"
"""Our product token in robots.txt."""
DEFAULT_AGENT = "baoluu/0.1 (archive of the Vietnamese provincial press)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """A source's [crawl] table, checked."""

    agent: str
    contact: str  # e-mail address for the From field, "" to send none
    delay: float  # seconds between the end of an answer and the next request
    max_pages: int  # pages a run visits at most; 0 for no bound
    robots_page_means_none: bool  # a web page served for robots.txt counts as "no file"
    conditional_feeds: bool  # some feeds keep their ETag when they change
    private: bool  # a site of one's own network
    tls: Tls
    limits: Limits
    reach: Reach

    @property
    def says_contact(self) -> bool:
        """Whether a site's owner can reach whoever crawls, or is that person."""
        return self.private or "@" in self.agent or "://" in self.agent


def manners_of(source: Source, contact: str = "") -> Manners:
    """A source's manners.

    Args: contact: an e-mail address or a page about the crawl, where the source states none.
    Raises: SourceInvalid naming the setting that is wrong.
    """
    settings: Mapping[str, Any] = source.settings.get("crawl", {})
    contact = str(settings.get("contact", contact)).strip()
    agent = str(settings.get("agent", DEFAULT_AGENT))
    if contact and contact not in agent:
        agent = f"{agent} (+{contact})" if "://" in contact else f"{agent} ({contact})"
    discover: Mapping[str, Any] = source.settings.get("discover", {})
    seeds = [url for name in ("sitemaps", "feeds", "sections") for url in _texts(discover.get(name, ()))]
    return Manners(
        agent=agent,
        contact=contact if "@" in contact and "/" not in contact else "",
        delay=_number(source, settings, "delay", DEFAULT_DELAY),
        max_pages=int(_number(source, settings, "max_pages", 0)),
        robots_page_means_none=bool(settings.get("robots_page_means_none", False)),
        conditional_feeds=bool(settings.get("conditional_feeds", False)),
        private=bool(settings.get("allow_private", False)),
        tls=_tls(source, settings),
        limits=Limits(
            connect=_number(source, settings, "connect_seconds", Limits().connect),
            read=_number(source, settings, "read_seconds", Limits().read),
            total=_number(source, settings, "total_seconds", Limits().total),
            page_bytes=int(_number(source, settings, "page_bytes", Limits().page_bytes)),
            file_bytes=int(_number(source, settings, "file_bytes", Limits().file_bytes)),
        ),
        reach=Reach.of_source(
            source.hosts, [source.home, *seeds], allow_private=bool(settings.get("allow_private", False))
        ),
    )


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(one) for one in value]


def _tls(source: Source, settings: Mapping[str, Any]) -> Tls:
    stated = settings.get("tls", Tls.STRICT.value)
    try:
        return Tls(stated)
    except ValueError as error:
        raise SourceInvalid(
            f"source {source.key}: [crawl] tls = {stated!r} is none of {', '.join(Tls)}",
            hint="Correct the source's TOML file.",
        ) from error


def _number(source: Source, settings: Mapping[str, Any], name: str, default: float) -> float:
    value = settings.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise SourceInvalid(
            f"source {source.key}: [crawl] {name} = {value!r} is no number of 0 or more",
            hint="Correct the source's TOML file.",
        )
    return float(value)
