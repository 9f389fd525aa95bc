"""The tables of the crawl's state: every address known, the runs, and what hosts said."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, Text

from archive.catalog.tables import metadata

address = Table(
    "crawl_address",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("twin", Text, nullable=False),  # shared by addresses of one page
    Column("source", String(64), nullable=False),
    Column("kind", String(16), nullable=False),  # sitemap, feed, section, day, page, attachment
    Column("priority", Integer, nullable=False),  # lower is visited first
    Column("day", String(10)),  # of the page, as far as known before it is fetched
    Column("found_in", Text, nullable=False),  # the address that led here, "" for a seed
    Column("found_at", String(32), nullable=False),
    Column("root", Text, nullable=False),  # the first page of a list of several, "" elsewhere
    Column("page", Integer, nullable=False),  # of a list; depth of a sitemap
    Column("hops", Integer, nullable=False),  # redirects followed to get here
    Column("state", String(8), nullable=False),  # "queued" or "done"
    Column("not_before", String(32)),  # a queued address waits until then
    Column("attempts", Integer, nullable=False),
    Column("outcome", String(16)),  # of the last visit
    Column("reason", String(64)),
    Column("status", Integer),
    Column("visited_at", String(32)),
    Column("next_visit", String(32)),
    Column("unchanged", Integer, nullable=False),  # visits in a row that found no change
    Column("etag", Text),
    Column("modified", Text),  # Last-Modified as sent
    Index("crawl_address_twin", "twin"),
    Index("crawl_address_queue", "source", "state", "priority"),
    Index("crawl_address_due", "source", "next_visit"),
)

run = Table(
    "crawl_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String(64), nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("finished_at", String(32)),
    Column("summary", Text),  # JSON, see crawler.events.SourceEnded
    Index("crawl_run_source", "source", "id"),
)

host = Table(
    "crawl_host",
    metadata,
    Column("host", Text, primary_key=True),  # scheme://name:port
    Column("rests_until", String(32)),
    Column("robots_at", String(32)),  # when robots.txt was last asked for
    Column("robots_status", Integer),  # 0 when there was no answer
    Column("robots_body", LargeBinary),
    Column("good_at", String(32)),  # the last answer that held rules
    Column("good_body", LargeBinary),
)

FRONTIER_TABLES = (address, run, host)
