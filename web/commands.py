"""`baoluu serve`."""

from __future__ import annotations

import logging
import threading

import click

from archive.session import Session
from archive.terminal import say
from index.registry.units import units_named
from web.app import create_app
from web.server import serve as serve_app

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8899, show_default=True, type=click.IntRange(0, 65535), help="0: any free one."
)
@click.option("--behind-proxy", is_flag=True, help="Believe the X-Forwarded-* headers of one proxy in front.")
@click.option("--cors", metavar="ORIGIN", help="Let pages of this origin (or *) read the API.")
@click.option("--rate-limit", type=click.IntRange(1), metavar="N", help="Requests a minute from one address.")
@click.option("--metrics", is_flag=True, help="Open /metrics for Prometheus.")
@click.option("--log-requests", is_flag=True, help="Write a line of JSON a request to standard error.")
@click.pass_obj
def serve(
    session: Session,
    host: str,
    port: int,
    behind_proxy: bool,
    cors: str | None,
    rate_limit: int | None,
    metrics: bool,
    log_requests: bool,
) -> None:
    """Serve the search pages and the API until Ctrl-C or SIGTERM."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    if log_requests:
        logging.getLogger("baoluu.requests").setLevel(logging.INFO)
    app = create_app(
        session.home(),
        behind_proxy=behind_proxy,
        cors_origin=cors,
        rate_limit=rate_limit,
        metrics=metrics,
    )
    if host not in _LOOPBACK:
        say(f"Listening on {host}: anyone who reaches this machine can read the whole archive.")

    def ready(chosen: int) -> None:
        say(f"Báo Lưu: http://{_shown(host)}:{chosen}  (Ctrl-C stops)")
        # The map of units takes a quarter of a second to load: no reader should wait for it.
        threading.Thread(target=units_named, args=("Hà Nội",), daemon=True).start()

    serve_app(app, host, port, ready=ready)


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
