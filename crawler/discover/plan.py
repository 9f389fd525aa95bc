"""Where a source's discovery begins and which links count, read from its TOML tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from archive.errors import SourceInvalid
from archive.model import Source
from crawler.addresses import AddressKind, address_kind, resolve_link
from crawler.discover.links import LinkAttribute

DEFAULT_SECTION_PAGES = 40
DEFAULT_DAYS_BACK = 3


class SeedKind(StrEnum):
    """What lies at an address the crawl begins from, in the order they are visited."""

    SITEMAP = "sitemap"
    FEED = "feed"
    SECTION = "section"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Seed:
    """An address that lists others."""

    kind: SeedKind
    url: str
    day: dt.date | None = None  # of an archive-by-day page


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryPlan:
    """A source's [discover] table, checked."""

    hosts: frozenset[str]
    seeds: Sequence[Seed]
    archive_by_day: str  # strftime pattern of an address, "" when the site has none
    days_back: int
    section_pages: str  # pattern of page n of a section, "" to follow the page's own link
    most_section_pages: int
    include: Sequence[re.Pattern[str]]
    exclude: Sequence[re.Pattern[str]]
    files: bool  # whether linked PDF and Word files are documents of their own
    robots_sitemaps: bool  # whether sitemaps named in robots.txt are read
    front_sections: bool  # whether the sections the front page leads to are walked
    page_feeds: bool  # whether feeds that a list's first page names are read
    attributes: Sequence[LinkAttribute]  # where scripts make the links

    def covers(self, url: str) -> bool:
        """Whether `url` lies on one of the source's hosts."""
        parts = urlsplit(url)
        netloc = parts.netloc.lower()
        host = (parts.hostname or "").lower()
        bare = host.removeprefix("www.").removeprefix("m.")
        return bool({netloc, host, bare, f"www.{bare}"} & self.hosts)

    def wants(self, url: str) -> bool:
        """Whether `url` may be an article or directive of this source."""
        if not self.covers(url) or any(pattern.search(url) for pattern in self.exclude):
            return False
        kind = address_kind(url)
        if kind is AddressKind.MEDIA or (kind is AddressKind.FILE and not self.files):
            return False
        if self.include:
            return any(pattern.search(url) for pattern in self.include)
        return kind in (AddressKind.ARTICLE, AddressKind.FILE)

    def day_seeds(self, since: dt.date | None, today: dt.date) -> Iterator[Seed]:
        """Archive-by-day pages, newest first, back to `since` or as far as the plan says."""
        if not self.archive_by_day:
            return
        oldest = since or today - dt.timedelta(days=self.days_back)
        day = today
        while day >= oldest:
            address = day.strftime(self.archive_by_day)
            yield Seed(SeedKind.DAY, resolve_link(address, address) or address, day)
            day -= dt.timedelta(days=1)

    def section_page(self, section: str, number: int) -> str | None:
        """Page `number` of a section, where the source says how such addresses look."""
        if not self.section_pages:
            return None
        stem, dot, ending = section.rpartition(".")
        filled = self.section_pages.format(
            section=section.rstrip("/"),
            page=number,
            stem=stem if dot and "/" not in ending else section.rstrip("/"),
            ending=f".{ending}" if dot and "/" not in ending else "",
        )
        return resolve_link(
            section, filled if "://" in filled or filled.startswith(("/", "?")) else f"{section}{filled}"
        )


def plan_of(source: Source) -> DiscoveryPlan:
    """The plan in a source's settings. Raises: SourceInvalid naming the setting that is wrong."""
    settings: Mapping[str, Any] = source.settings.get("discover", {})
    seeds = [
        *(Seed(SeedKind.SITEMAP, url) for url in _addresses(source, settings, "sitemaps")),
        *(Seed(SeedKind.FEED, url) for url in _addresses(source, settings, "feeds")),
        *(Seed(SeedKind.SECTION, url) for url in _addresses(source, settings, "sections")),
    ]
    by_day = str(settings.get("archive_by_day", ""))
    if not seeds and not by_day and source.home:
        seeds = [Seed(SeedKind.SECTION, resolve_link(source.home, source.home) or source.home)]
    hosts = {host.lower() for host in source.hosts}
    if source.home:
        hosts.add(urlsplit(source.home).netloc.lower())
    return DiscoveryPlan(
        hosts=frozenset(hosts),
        seeds=tuple(seeds),
        archive_by_day=resolve_link_pattern(source.home, by_day),
        days_back=int(settings.get("days_back", DEFAULT_DAYS_BACK)),
        section_pages=str(settings.get("section_pages", "")),
        most_section_pages=int(settings.get("most_section_pages", DEFAULT_SECTION_PAGES)),
        include=_patterns(source, settings, "link_include"),
        exclude=_patterns(source, settings, "link_exclude"),
        files=bool(settings.get("files", False)),
        robots_sitemaps=bool(settings.get("robots_sitemaps", not settings.get("sitemaps"))),
        front_sections=bool(settings.get("front_sections", _only_front(source, seeds))),
        page_feeds=bool(settings.get("page_feeds", not settings.get("feeds"))),
        attributes=_attributes(source, settings),
    )


def resolve_link_pattern(home: str, pattern: str) -> str:
    """An address pattern made absolute without touching its % signs."""
    if not pattern or "://" in pattern:
        return pattern
    parts = urlsplit(home)
    return f"{parts.scheme}://{parts.netloc}/{pattern.lstrip('/')}"


def _addresses(source: Source, settings: Mapping[str, Any], name: str) -> list[str]:
    value = settings.get(name, ())
    if isinstance(value, str):
        value = [value]
    found = []
    for one in value:
        address = resolve_link(source.home, str(one))
        if address is None:
            raise _invalid(source, f"[discover] {name}: {one!r} is not an address")
        found.append(address)
    return found


def _only_front(source: Source, seeds: Sequence[Seed]) -> bool:
    """Whether the front page is the only place the source names."""
    front = resolve_link(source.home, source.home)
    return [seed.url for seed in seeds] == [front]


def _attributes(source: Source, settings: Mapping[str, Any]) -> list[LinkAttribute]:
    rules = []
    for rule in settings.get("link_attributes", ()):
        attribute = rule.get("attribute") if isinstance(rule, Mapping) else None
        address = rule.get("address") if isinstance(rule, Mapping) else None
        if not isinstance(attribute, str) or not isinstance(address, str) or "{value}" not in address:
            raise _invalid(
                source, '[discover] link_attributes: each needs attribute = "…" and address = "…{value}…"'
            )
        rules.append(LinkAttribute(attribute, address, bool(rule.get("list", False))))
    return rules


def _patterns(source: Source, settings: Mapping[str, Any], name: str) -> list[re.Pattern[str]]:
    value = settings.get(name, ())
    texts: Iterable[Any] = [value] if isinstance(value, str) else value
    try:
        return [re.compile(str(text)) for text in texts]
    except re.error as error:
        raise _invalid(source, f"[discover] {name}: {error}") from error


def _invalid(source: Source, message: str) -> SourceInvalid:
    return SourceInvalid(f"source {source.key}: {message}", hint="Correct the source's TOML file.")
