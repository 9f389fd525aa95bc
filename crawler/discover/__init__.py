"""How addresses are found: sitemaps, feeds, section pages with paging, archive-by-day pages.

Each reader is pure: bytes and their address in, links out. `plan` says where a source's
settings begin.
"""

from __future__ import annotations

from crawler.discover.feeds import read_feed
from crawler.discover.found import Found
from crawler.discover.links import PageLinks, read_links
from crawler.discover.plan import DiscoveryPlan, Seed, SeedKind, plan_of
from crawler.discover.sitemaps import Sitemap, read_sitemap

__all__ = [
    "DiscoveryPlan",
    "Found",
    "PageLinks",
    "Seed",
    "SeedKind",
    "Sitemap",
    "plan_of",
    "read_feed",
    "read_links",
    "read_sitemap",
]
