"""Which hosts of a source may be asked now: those that rest or whose rules nobody knows may not."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from archive.catalog.frontier import Frontier
from crawler.pace import HostPace


class HostWatch:
    """Hosts set aside in one run of one source. Hosts are scheme://name:port."""

    def __init__(self, frontier: Frontier, pace: HostPace) -> None:
        self._frontier = frontier
        self._pace = pace
        self._noted: set[str] = set()  # hosts whose rest, noted by an earlier run, was looked up
        self._resting: dict[str, dt.datetime] = {}
        self.unreachable: list[str] = []  # whose robots.txt nobody could read: not in this run

    def set_aside(self, now: dt.datetime) -> tuple[str, ...]:
        """Hosts not to be asked now."""
        self._resting = {host: until for host, until in self._resting.items() if until > now}
        return (*self._resting, *self.unreachable)

    def rests(self, host: str, now: dt.datetime) -> bool:
        """Whether a host rests; it is set aside then."""
        name = urlsplit(host).netloc
        if host not in self._noted:
            self._noted.add(host)
            noted = self._frontier.host(host).rests_until
            if noted is not None and noted > now:
                self._pace.rest(name, now.timestamp(), (noted - now).total_seconds())
        until = self._pace.rests_until(name)
        if until <= now.timestamp():
            return False
        self._resting[host] = dt.datetime.fromtimestamp(until, dt.UTC)
        return True

    def first_back(self) -> dt.datetime | None:
        """When the first of the resting hosts may be asked again."""
        return min(self._resting.values(), default=None)

    def note_rest(self, host: str, now: dt.datetime) -> None:
        """Keep a host's rest for whoever crawls it next."""
        until = self._pace.rests_until(urlsplit(host).netloc)
        if until > now.timestamp():
            self._frontier.note_rest(host, dt.datetime.fromtimestamp(until, dt.UTC))
