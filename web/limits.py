"""What a site may do beyond the default when its operator says so: rate limit, CORS for the API."""

from __future__ import annotations

import fcntl
import mmap
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from flask import Flask, Response, request
from werkzeug.exceptions import TooManyRequests

_MINUTE = 60.0
_BUCKETS = 1 << 16
_FREE = {"/healthz", "/readyz"}


class RateLimit:
    """A token bucket a client, `a_minute` deep. Source: the usual leaky-bucket algorithm as a meter.

    The buckets lie in memory that processes forked afterwards share, so that a client has one
    allowance among them all. A client's bucket is chosen by a hash: two that meet in one of the
    65,536 share an allowance, and memory is bounded however many there are.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._depth = float(a_minute)
        self._clock = clock
        # float64[buckets, 2]: tokens used, and the clock's seconds when that was true
        memory = mmap.mmap(-1, _BUCKETS * 16)
        self._buckets = np.frombuffer(memory, np.float64).reshape(_BUCKETS, 2)
        self._among_threads = threading.Lock()
        self._among_processes = tempfile.TemporaryFile()  # noqa: SIM115  # open as long as this is

    def wait(self, client: str) -> float:
        """Seconds the client should wait; 0 lets the request pass and counts it."""
        bucket = self._buckets[hash(client) % _BUCKETS]
        with self._alone():
            now = self._clock()
            used, since = bucket.tolist()
            used = max(0.0, used - (now - since) * self._depth / _MINUTE)
            passes = used + 1 <= self._depth
            bucket[:] = (used + passes, now)
        return 0.0 if passes else (used + 1 - self._depth) * _MINUTE / self._depth

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A lock that the system takes from a process that dies with it."""
        with self._among_threads:
            fcntl.lockf(self._among_processes, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._among_processes, fcntl.LOCK_UN)


def install_rate_limit(app: Flask, limit: RateLimit) -> None:
    """Answer 429 with Retry-After to a client that asks more often than the limit lets it."""

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
