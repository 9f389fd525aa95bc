"""What a site may do beyond the default when its operator says so: rate limit, CORS for the API."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, request
from werkzeug.exceptions import TooManyRequests

_MINUTE = 60.0
_CLIENTS_KEPT = 10_000
_FREE = {"/healthz", "/readyz"}


@dataclass(slots=True)
class _Bucket:
    """A client's allowance; it fills steadily and each request takes one."""

    level: float
    filled_at: float


class RateLimit:
    """A token bucket a client, `a_minute` deep. Source: the usual leaky-bucket algorithm as a meter."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._depth = float(a_minute)
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def wait(self, client: str) -> float:
        """Seconds the client should wait; 0 lets the request pass and counts it."""
        with self._lock:
            now = self._clock()
            bucket = self._buckets.get(client)
            if bucket is None:
                if len(self._buckets) >= _CLIENTS_KEPT:
                    self._forget_full(now)
                bucket = self._buckets[client] = _Bucket(self._depth, now)
            grown = bucket.level + (now - bucket.filled_at) * self._depth / _MINUTE
            bucket.level, bucket.filled_at = min(self._depth, grown), now
            if bucket.level >= 1:
                bucket.level -= 1
                return 0.0
            return (1 - bucket.level) * _MINUTE / self._depth

    def _forget_full(self, now: float) -> None:
        """Drop clients whose bucket has filled up again: they are as good as new."""
        full = [name for name, one in self._buckets.items() if now - one.filled_at >= _MINUTE]
        for name in full or list(self._buckets)[: _CLIENTS_KEPT // 2]:
            del self._buckets[name]


def install_rate_limit(app: Flask, a_minute: int) -> None:
    """Answer 429 with Retry-After to a client that asks more often than `a_minute`."""
    limit = RateLimit(a_minute)

    @app.before_request
    def refuse_haste() -> None:
        if request.path in _FREE or request.endpoint == "static":
            return
        seconds = limit.wait(request.remote_addr or "")
        if seconds:
            raise TooManyRequests(retry_after=int(seconds) + 1)


def install_cors(app: Flask, origin: str) -> None:
    """Let pages of `origin` ("*" for any) read the API with GET; nothing else is opened."""

    @app.after_request
    def allow(response: Response) -> Response:
        if request.path.startswith("/api/"):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            if origin != "*":
                response.vary.add("Origin")
        return response
