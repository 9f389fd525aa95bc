"""When a host may be asked again. Pure: time comes in as a number, nothing sleeps here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

DEFAULT_DELAY = 5.0
JITTER = 0.2
LONGEST_RETRY_AFTER = 24 * 3600.0
FIRST_BACKOFF = 30.0
LONGEST_BACKOFF = 3600.0
REST_AFTER = 3  # failures in a row after which a host rests
FIRST_REST = 600.0


def retry_after_seconds(value: str, now: dt.datetime) -> float | None:
    """Seconds a Retry-After field asks for, as number or as date; None when it says nothing usable.

    Never less than it says; more than a day is cut to a day.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_RETRY_AFTER)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=dt.UTC)
    return min(max(0.0, (when - now).total_seconds()), LONGEST_RETRY_AFTER)


def backoff_seconds(failures: int, chance: float) -> float:
    """Seconds to wait after the n-th failure in a row: 30, 60, 120 … up to an hour, ± 20 %.

    Args: chance: a random number in [0, 1).
    """
    return min(FIRST_BACKOFF * 2.0 ** (max(1, failures) - 1), LONGEST_BACKOFF) * _jitter(chance)


def rest_seconds(failures: int, chance: float) -> float:
    """Seconds a host rests that failed `failures` times in a row; 0 while it is not yet down."""
    if failures < REST_AFTER:
        return 0.0
    return min(FIRST_REST * 2.0 ** (failures - REST_AFTER), LONGEST_RETRY_AFTER) * _jitter(chance)


def _jitter(chance: float) -> float:
    return 1 - JITTER + 2 * JITTER * chance


@dataclass(slots=True)
class _Host:
    ready_at: float = 0.0
    rests_until: float = 0.0
    failures: int = 0
    address: str = ""


@dataclass(slots=True)
class HostPace:
    """The clock of every host. Hosts on one IP address share the delay, not the rest."""

    chance: Callable[[], float]
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _addresses: dict[str, float] = field(default_factory=dict)

    def ready_at(self, host: str) -> float:
        """The earliest time at which `host` may be asked."""
        one = self._hosts.get(host, _Host())
        return max(one.ready_at, one.rests_until, self._addresses.get(one.address, 0.0))

    def rests_until(self, host: str) -> float:
        """Until when the host rests because it asked for it or failed; 0 when it does not."""
        return self._hosts.get(host, _Host()).rests_until

    def finished(self, host: str, address: str, now: float, delay: float) -> None:
        """A request ended at `now`; the delay counts from there."""
        one = self._hosts.setdefault(host, _Host())
        one.address = address
        wait = delay * _jitter(self.chance())
        one.ready_at = now + wait
        if address:
            self._addresses[address] = max(self._addresses.get(address, 0.0), now + wait)

    def answered(self, host: str) -> None:
        """The host gave a usable answer: it is well."""
        self._hosts.setdefault(host, _Host()).failures = 0

    def rest(self, host: str, now: float, seconds: float) -> None:
        """The whole host waits, not only the address that was refused."""
        one = self._hosts.setdefault(host, _Host())
        one.rests_until = max(one.rests_until, now + seconds)

    def failed(self, host: str, now: float) -> int:
        """Another failure in a row; answers how many. A host that is down rests."""
        one = self._hosts.setdefault(host, _Host())
        one.failures += 1
        pause = rest_seconds(one.failures, self.chance())
        if pause:
            self.rest(host, now, pause)
        return one.failures
