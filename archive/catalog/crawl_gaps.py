"""Days the crawl knows something of that it has not brought in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from archive.catalog.connection import open_engine
from archive.catalog.frontier_tables import address


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedDay:
    """A day of a source with addresses that wait for their visit or whose last visit failed."""

    source: str
    day: dt.date  # as a sitemap or an archive by day states it
    addresses: int


class CrawlGaps:
    """Asks the crawl's addresses what is missing; writes nothing."""

    def __init__(self, url: str) -> None:
        """Open the catalog at `url`. Raises: CatalogUnusable."""
        self._engine = open_engine(url)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def missed_days(self) -> list[MissedDay]:
        """Every such day, by source and day. A page refused by rule (robots.txt) is not missed."""
        missed = (address.c.state == "queued") | (address.c.outcome == "failed")
        query = (
            select(address.c.source, address.c.day, func.count().label("addresses"))
            .where(address.c.day.is_not(None) & missed)
            .group_by(address.c.source, address.c.day)
            .order_by(address.c.source, address.c.day)
        )
        with self._engine.connect() as connection:
            found = connection.execute(query).all()
        return [
            MissedDay(source=row.source, day=dt.date.fromisoformat(row.day), addresses=row.addresses)
            for row in found
        ]
