"""What the crawl says of itself: the health of each source, and days it has not brought in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.catalog.crawl_gaps import MissedDay
from archive.catalog.frontier import SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlState:
    """The crawl as it stood a moment ago."""

    sources: Mapping[str, SourceState]
    missed: Mapping[str, Mapping[dt.date, int]]  # source -> day -> addresses known and not captured

    def missed_of(self, sources: Sequence[str] = ()) -> Mapping[dt.date, int]:
        """Day -> addresses not captured, of some sources together; of all when none is named."""
        counts: Counter[dt.date] = Counter()
        for source in sources or self.missed:
            counts.update(self.missed.get(source, {}))
        return counts


def crawl_state(sources: Iterable[SourceState], missed: Iterable[MissedDay]) -> CrawlState:
    """The state out of the catalog's answers."""
    by_source: dict[str, dict[dt.date, int]] = {}
    for one in missed:
        by_source.setdefault(one.source, {})[one.day] = one.addresses
    return CrawlState(sources={one.source: one for one in sources}, missed=by_source)
