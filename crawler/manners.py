"""How a source is to be asked, read from its [crawl] table."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import Source
from crawler.net import Limits, Reach, Tls
from crawler.pace import DEFAULT_DELAY
from crawler.tables import SettingsTable

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
    table = SettingsTable(source, "crawl")
    contact = table.text("contact", contact).strip()
    agent = table.text("agent", DEFAULT_AGENT)
    if contact and contact not in agent:
        agent = f"{agent} (+{contact})" if "://" in contact else f"{agent} ({contact})"
    lists = SettingsTable(source, "discover")
    seeds = [url for name in ("sitemaps", "feeds", "sections") for url in lists.texts(name)]
    private = table.flag("allow_private", False)
    manners = Manners(
        agent=agent,
        contact=contact if "@" in contact and "/" not in contact else "",
        delay=table.number("delay", DEFAULT_DELAY),
        max_pages=int(table.number("max_pages", 0)),
        robots_page_means_none=table.flag("robots_page_means_none", False),
        conditional_feeds=table.flag("conditional_feeds", False),
        private=private,
        tls=_tls(table),
        limits=Limits(
            connect=table.number("connect_seconds", Limits().connect),
            read=table.number("read_seconds", Limits().read),
            total=table.number("total_seconds", Limits().total),
            page_bytes=int(table.number("page_bytes", Limits().page_bytes)),
            file_bytes=int(table.number("file_bytes", Limits().file_bytes)),
        ),
        reach=Reach.of_source(source.hosts, [source.home, *seeds], allow_private=private),
    )
    table.refuse_unknown()
    return manners


def _tls(table: SettingsTable) -> Tls:
    stated = table.text("tls", Tls.STRICT.value)
    if stated not in set(Tls):
        raise table.invalid("tls", f"none of {', '.join(Tls)}")
    return Tls(stated)
