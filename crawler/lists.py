"""What a sitemap, feed, section or day page brings to the queue, and in which order. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.catalog.frontier import NewAddress, QueuedAddress
from archive.model import Document
from crawler.addresses import resolve_link, section_like, twin_key
from crawler.discover import (
    DiscoveryPlan,
    Found,
    PageLinks,
    Seed,
    SeedKind,
    read_feed,
    read_links,
    read_sitemap,
)

PAGE = "page"
ATTACHMENT = "attachment"
PAGE_KINDS = (PAGE, ATTACHMENT)
"""Kinds of address in which a document is looked for; the others are lists."""
DEEPEST_SITEMAP = 5
MOST_FRONT_SECTIONS = 60

_RANKS = {
    SeedKind.SITEMAP.value: 0,
    SeedKind.FEED.value: 1,
    SeedKind.SECTION.value: 2,
    SeedKind.DAY.value: 3,
    PAGE: 10,
    ATTACHMENT: 11,
}
_FURTHER_RANK = 20  # page 2, 3 … of a list wait until the pages already known are fetched


@dataclass(frozen=True, slots=True)
class Listed:
    """What one list brought."""

    pages: Sequence[NewAddress]
    further: Sequence[NewAddress]  # lists it leads to
    older: int = 0  # pages older than the crawl asks for
    stuck: bool = False  # its further pages are opened by a script or a form that posts


class ListReader:
    """Reads the lists of one source."""

    def __init__(self, plan: DiscoveryPlan, source: str, since: dt.date | None) -> None:
        self._plan = plan
        self._source = source
        self._since = since

    def read(self, item: QueuedAddress, content: bytes, url: str) -> Listed:
        """The addresses a list names. Raises: Unreadable for a sitemap or feed that is none."""
        if item.kind == SeedKind.SITEMAP:
            sitemap = read_sitemap(content, url)
            children = [one for one in sitemap.children if not self._too_old(one.day)]
            further = self.sitemaps(children, item.url, depth=item.page + 1)
            return self._listed(sitemap.pages, item, further)
        if item.kind == SeedKind.FEED:
            return self._listed(read_feed(content, url), item, ())
        links = read_links(content, url, self._plan.attributes)
        stated = links.next_page or links.numbered.get(item.page + 1)
        further = self._further(item, stated)
        listed = self._listed(links.links, item, [*further, *self._named(item, links)])
        return replace(listed, stuck=links.scripted_paging and not further)

    def seed(self, seed: Seed) -> NewAddress:
        """Where a crawl begins."""
        return self._new(seed.url, seed.kind.value, day=seed.day, root=seed.url)

    def page(self, url: str, kind: str = PAGE, *, day: dt.date | None, found_in: str) -> NewAddress:
        """A page or attachment."""
        return self._new(url, kind, day=day, found_in=found_in)

    def attachments(self, document: Document, item: QueuedAddress) -> list[NewAddress]:
        """The files that belong to an article: fetched after it, found in it.

        Many portals keep them on their provider's hosts, which the source does not name.
        """
        found = []
        for stated in document.extra.get("attachments", ()):
            address = stated.get("url") if isinstance(stated, Mapping) else stated
            url = resolve_link(item.url, str(address or ""))
            if url and (self._plan.foreign_attachments or self._plan.covers(url)):
                found.append(self.page(url, ATTACHMENT, day=item.day, found_in=item.url))
        return found

    def redirect(self, item: QueuedAddress, target: str) -> NewAddress:
        """Where a redirect leads; what is looked for there stays the same."""
        return NewAddress(
            url=target,
            twin=self._twin(target, item.kind),
            source=self._source,
            kind=item.kind,
            rank=_RANKS[item.kind],
            day=item.day,
            found_in=item.url,
            root=item.root,
            page=item.page,
            hops=item.hops + 1,
        )

    def sitemaps(self, found: Iterable[Found], found_in: str, *, depth: int) -> list[NewAddress]:
        """Sitemaps named by robots.txt or an index; none below the deepest level."""
        if depth > DEEPEST_SITEMAP:
            return []
        kind = SeedKind.SITEMAP.value
        return [self._new(one.url, kind, day=one.day, found_in=found_in, page=depth) for one in found]

    def _listed(self, found: Sequence[Found], item: QueuedAddress, further: Sequence[NewAddress]) -> Listed:
        pages, older = [], 0
        for one in found:
            if one.url == item.url or not self._plan.wants(one.url):
                continue
            if self._too_old(one.day):
                older += 1
                continue
            day = one.day or (item.day if item.kind == SeedKind.DAY else None)
            pages.append(self.page(one.url, day=day, found_in=item.url))
        return Listed(pages, further, older)

    def _further(self, item: QueuedAddress, stated: str | None) -> list[NewAddress]:
        """The next page of a list: by the source's pattern, else as the page itself says."""
        root = item.root or item.url
        if item.page >= self._plan.most_section_pages:
            return []
        by_pattern = self._plan.section_page(root, item.page + 1) if item.kind == SeedKind.SECTION else None
        address = by_pattern or stated
        if address is None or not self._plan.covers(address):
            return []
        number = item.page + 1
        further = self._new(
            address,
            item.kind,
            day=item.day,
            found_in=item.url,
            root=root,
            page=number,
            rank=_FURTHER_RANK + number,
        )
        return [further]

    def _named(self, item: QueuedAddress, links: PageLinks) -> Iterator[NewAddress]:
        """Further lists and feeds that a list's first page leads to."""
        section, feed = SeedKind.SECTION.value, SeedKind.FEED.value
        for address in filter(self._plan.covers, links.lists):
            yield self._new(address, section, found_in=item.url, root=address, rank=_FURTHER_RANK)
        if item.page > 1 or item.kind != section:
            return
        if self._plan.page_feeds:
            for address in filter(self._plan.covers, links.feeds):
                yield self._new(address, feed, found_in=item.url)
        if self._plan.front_sections and not item.found_in:
            addresses = [link.url for link in links.links if self._plan.covers(link.url)]
            for address in [one for one in addresses if section_like(one)][:MOST_FRONT_SECTIONS]:
                yield self._new(address, section, found_in=item.url, root=address)

    def _twin(self, url: str, kind: str) -> str:
        return self._plan.twin(url) if kind in PAGE_KINDS else twin_key(url)

    def _too_old(self, day: dt.date | None) -> bool:
        return self._since is not None and day is not None and day < self._since

    def _new(
        self,
        url: str,
        kind: str,
        *,
        day: dt.date | None = None,
        found_in: str = "",
        root: str = "",
        page: int = 1,
        rank: int | None = None,
    ) -> NewAddress:
        return NewAddress(
            url=url,
            twin=self._twin(url, kind),
            source=self._source,
            kind=kind,
            rank=_RANKS[kind] if rank is None else rank,
            day=day,
            found_in=found_in,
            root=root,
            page=page,
        )
