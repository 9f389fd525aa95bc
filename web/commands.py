"""`baoluu serve`."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from contextlib import ExitStack

import click

from archive.session import Session
from archive.terminal import say
from web.app import create_app
from web.connections import Turns
from web.limits import RateLimit
from web.own_names import parse_public_url
from web.pages.exports import MOST_ROWS
from web.server import listen, port_of
from web.server import serve as serve_app
from web.warming import load_places, warm_up
from web.workers import run_workers

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_TURN_OF_A_THREAD = 0.0005
"""Seconds a thread computes until one that waits goes on, a tenth of Python's own. A search lets others on at
each of its dozens of reads and array operations, and would wait so long at each to be let on again."""
_METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # to be set before web.metrics is imported


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8899, show_default=True, type=click.IntRange(0, 65535), help="0: any free one."
)
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that answer; one a core.",
)
@click.option("--behind-proxy", is_flag=True, help="Believe the X-Forwarded-* headers of one proxy in front.")
@click.option(
    "--public-url",
    metavar="URL",
    help="Where readers find the site: how feeds write its addresses, and the only name answered.",
)
@click.option("--cors", metavar="ORIGIN", help="Let pages of this origin (or *) read the API.")
@click.option("--rate-limit", type=click.IntRange(1), metavar="N", help="Requests a minute from one address.")
@click.option(
    "--export-rows",
    default=MOST_ROWS,
    show_default=True,
    type=click.IntRange(1),
    help="Rows of one export; a longer one is cut, with a notice.",
)
@click.option("--metrics", is_flag=True, help="Open /metrics for Prometheus.")
@click.option("--log-requests", is_flag=True, help="Write a line of JSON a request to standard error.")
@click.pass_obj
def serve(
    session: Session,
    host: str,
    port: int,
    workers: int,
    behind_proxy: bool,
    public_url: str | None,
    cors: str | None,
    rate_limit: int | None,
    export_rows: int,
    metrics: bool,
    log_requests: bool,
) -> None:
    """Serve the search pages and the API until Ctrl-C or SIGTERM."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    if log_requests:
        logging.getLogger("baoluu.requests").setLevel(logging.INFO)
    home = session.home()
    public = parse_public_url(public_url) if public_url is not None else None
    limit = RateLimit(rate_limit) if rate_limit is not None else None
    listening = listen(host, port)

    turns = Turns(workers)

    def work(place: int) -> None:
        app = create_app(
            home,
            behind_proxy=behind_proxy,
            public_url=public,
            loopback_only=host in _LOOPBACK and not behind_proxy,
            cors_origin=cors,
            rate_limit=limit,
            metrics=metrics,
            most_exported=export_rows,
        )
        warm_up(app)
        sys.setswitchinterval(_TURN_OF_A_THREAD)
        serve_app(app, listening, turn=turns.of(place))

    if host not in _LOOPBACK:
        say(f"Listening on {host}: anyone who reaches this machine can read the whole archive.")
    say(f"Báo Lưu: http://{_shown(host)}:{port_of(listening)}  (Ctrl-C stops)")
    if workers == 1:
        work(0)
        return
    load_places()
    with ExitStack() as kept:
        if metrics:
            os.environ[_METRICS_FOLDER] = kept.enter_context(tempfile.TemporaryDirectory())
        run_workers(workers, work)


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
