"""Where a source's discovery begins and which links count, read from its TOML tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from archive.model import Source
from crawler.addresses import AddressKind, address_kind, bare_host, resolve_link, twin_key
from crawler.discover.links import LinkAttribute
from crawler.tables import SettingsTable

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
    article_id: re.Pattern[str] | None  # finds, in its first group, what addresses of one article share
    files: bool  # whether linked PDF and Word files are documents of their own
    foreign_attachments: bool  # whether an article's files are fetched from other hosts too
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

    def twin(self, url: str) -> str:
        """What addresses of one page share: the article's id where the source says how it looks."""
        found = self.article_id.search(url) if self.article_id else None
        if found is None:
            return twin_key(url)
        return f"{bare_host(url)}#{found.group(1)}"

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
        filled = _filled(
            self.section_pages,
            number,
            section=section.rstrip("/"),
            stem=stem if dot and "/" not in ending else section.rstrip("/"),
            ending=f".{ending}" if dot and "/" not in ending else "",
        )
        return resolve_link(
            section, filled if "://" in filled or filled.startswith(("/", "?")) else f"{section}{filled}"
        )


def plan_of(source: Source) -> DiscoveryPlan:
    """The plan in a source's settings. Raises: SourceInvalid naming the setting that is wrong."""
    table = SettingsTable(source, "discover")
    seeds = [
        *(Seed(SeedKind.SITEMAP, url) for url in _addresses(source, table, "sitemaps")),
        *(Seed(SeedKind.FEED, url) for url in _addresses(source, table, "feeds")),
        *(Seed(SeedKind.SECTION, url) for url in _addresses(source, table, "sections")),
    ]
    by_day = table.text("archive_by_day", "")
    front = resolve_link(source.home, source.home)
    if not seeds and not by_day and front:
        seeds = [Seed(SeedKind.SECTION, front)]
    hosts = {host.lower() for host in source.hosts}
    if source.home:
        hosts.add(urlsplit(source.home).netloc.lower())
    plan = DiscoveryPlan(
        hosts=frozenset(hosts),
        seeds=tuple(seeds),
        archive_by_day=_day_pattern(source, table, by_day),
        days_back=int(table.number("days_back", DEFAULT_DAYS_BACK)),
        section_pages=_page_pattern(table),
        most_section_pages=int(table.number("most_section_pages", DEFAULT_SECTION_PAGES)),
        include=_patterns(table, "link_include"),
        exclude=_patterns(table, "link_exclude"),
        article_id=_id_pattern(table),
        files=table.flag("files", False),
        foreign_attachments=table.flag("foreign_attachments", True),
        robots_sitemaps=table.flag("robots_sitemaps", not table.has("sitemaps")),
        front_sections=table.flag("front_sections", [seed.url for seed in seeds] == [front]),
        page_feeds=table.flag("page_feeds", not table.has("feeds")),
        attributes=_attributes(table),
    )
    table.refuse_unknown()
    return plan


def _day_pattern(source: Source, table: SettingsTable, pattern: str) -> str:
    """An address pattern made absolute without touching its % signs."""
    if not pattern:
        return ""
    if dt.date(2019, 1, 2).strftime(pattern) == dt.date(2020, 3, 4).strftime(pattern):
        raise table.invalid("archive_by_day", "the same address every day: it needs strftime's %d, %m, %Y")
    if "://" in pattern:
        return pattern
    parts = urlsplit(source.home)
    return f"{parts.scheme}://{parts.netloc}/{pattern.lstrip('/')}"


def _page_pattern(table: SettingsTable) -> str:
    pattern = table.text("section_pages", "")
    if not pattern:
        return ""
    try:
        pages = {_filled(pattern, number, section="", stem="", ending="") for number in (2, 3)}
    except (LookupError, ValueError, AttributeError) as error:
        raise table.invalid("section_pages", f"no pattern: {error}") from error
    if len(pages) < 2:
        raise table.invalid("section_pages", "the same address for every page: it needs {page}")
    return pattern


def _filled(pattern: str, page: int, *, section: str, stem: str, ending: str) -> str:
    return pattern.format(page=page, section=section, stem=stem, ending=ending)


def _id_pattern(table: SettingsTable) -> re.Pattern[str] | None:
    patterns = _patterns(table, "article_id")
    if any(not pattern.groups for pattern in patterns):
        raise table.invalid("article_id", "without a group (…) around the id")
    return patterns[0] if patterns else None


def _addresses(source: Source, table: SettingsTable, name: str) -> list[str]:
    found = [resolve_link(source.home, one) for one in table.texts(name)]
    if None in found:
        raise table.invalid(name, "no list of addresses")
    return [one for one in found if one is not None]


def _attributes(table: SettingsTable) -> list[LinkAttribute]:
    rules = []
    for rule in table.entries("link_attributes"):
        attribute, address = rule.get("attribute"), rule.get("address")
        if not isinstance(attribute, str) or not isinstance(address, str) or "{value}" not in address:
            raise table.invalid("link_attributes", 'without attribute = "…" and address = "…{value}…"')
        rules.append(LinkAttribute(attribute, address, bool(rule.get("list", False))))
    return rules


def _patterns(table: SettingsTable, name: str) -> list[re.Pattern[str]]:
    try:
        return [re.compile(text) for text in table.texts(name)]
    except re.error as error:
        raise table.invalid(name, f"no pattern: {error}") from error
