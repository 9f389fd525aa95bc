"""Figures for Prometheus at /metrics: requests by page, what is held, how the crawl stands."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from archive.errors import BaoluuError
from web.library import Library

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own environment variable: where processes that serve together keep their counts."""

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


def install_metrics(app: Flask, library: Library) -> None:
    """Count every answer and open /metrics; labels are names of pages, never of what was asked.

    Where PROMETHEUS_MULTIPROC_DIR named a folder when prometheus_client was first imported, the
    processes that count into it are told as one.
    """
    registry = CollectorRegistry()
    answers = Counter("baoluu_requests", "Answers sent.", ("endpoint", "method", "status"), registry=registry)
    seconds = Histogram(
        "baoluu_request_seconds",
        "Time until an answer is ready.",
        ("endpoint",),
        buckets=_SECONDS,
        registry=registry,
    )
    told = CollectorRegistry() if SHARED_FOLDER in os.environ else registry
    if told is not registry:
        MultiProcessCollector(told)  # type: ignore[no-untyped-call]  # the library has no types here
    told.register(Holdings(library))

    @app.before_request
    def start() -> None:
        g.counted_from = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        method = request.method if request.method in {"GET", "HEAD", "OPTIONS"} else "other"
        answers.labels(endpoint, method, str(response.status_code)).inc()
        began = g.get("counted_from")
        if began is not None:  # None where a check before ours refused the request
            seconds.labels(endpoint).observe(time.perf_counter() - began)
        return response

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(told), content_type=CONTENT_TYPE_LATEST)


class Holdings(Collector):
    """Gauges read when they are asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Documents in the index and the crawl of each source; nothing of what cannot be opened."""
        for figures in (self._documents, self._crawl):
            with suppress(BaoluuError):
                yield from figures()

    def _documents(self) -> Sequence[GaugeMetricFamily]:
        count = self._library.searcher().document_count
        return [GaugeMetricFamily("baoluu_documents", "Documents in the index.", value=count)]

    def _crawl(self) -> Sequence[GaugeMetricFamily]:
        queued = GaugeMetricFamily("baoluu_crawl_queued", "Addresses that wait.", labels=("source",))
        failed = GaugeMetricFamily("baoluu_crawl_failed", "Addresses that failed last.", labels=("source",))
        begun = GaugeMetricFamily(
            "baoluu_crawl_last_run_timestamp_seconds", "Start of the newest run.", labels=("source",)
        )
        for source, state in self._library.crawl.sources.items():
            queued.add_metric((source,), state.queued)
            failed.add_metric((source,), state.failed)
            if state.run is not None:
                begun.add_metric((source,), state.run.started_at.timestamp())
        return queued, failed, begun
