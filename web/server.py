"""The site on a socket: waitress, stopped gracefully by SIGTERM or Ctrl-C."""

from __future__ import annotations

import errno
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from flask import Flask
from waitress.server import create_server

from archive.errors import BaoluuError

THREADS = 8


class AddressUnusable(BaoluuError):
    """The host and port cannot be listened on."""

    exit_code = 9


def serve(app: Flask, host: str, port: int, *, ready: Callable[[int], None] | None = None) -> None:
    """Answer requests until SIGTERM or Ctrl-C; requests under way are finished first.

    Args: port: 0 takes a free one. ready: called with the port once it is listened on.
    Raises: AddressUnusable.
    """
    server = _listen(app, host, port)
    in_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, _stop) if in_main else None
    try:
        if ready is not None:
            ready(_port(server))
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass  # asked to stop; waitress has finished what was under way
    finally:
        server.close()
        if in_main:
            signal.signal(signal.SIGTERM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _port(server: Any) -> int:
    """A host with several addresses has several sockets, all on one port."""
    listened = getattr(server, "effective_listen", None)
    return int(listened[0][1] if listened else server.effective_port)


def _listen(app: Flask, host: str, port: int) -> Any:
    try:
        return create_server(app, host=host, port=port, threads=THREADS, ident="baoluu")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AddressUnusable(
                f"port {port} on {host} is in use by another program",
                hint=f"Choose another, for example --port {port + 1}, or stop the other program.",
            ) from error
        if error.errno == errno.EACCES:
            raise AddressUnusable(
                f"port {port} may not be opened by this user", hint="Choose one from 1024 on: --port 8899."
            ) from error
        raise AddressUnusable(
            f"cannot listen on {host}:{port}: {error.strerror or error}",
            hint="Use --host 127.0.0.1 to serve this machine only.",
        ) from error
    except ValueError as error:  # waitress, when a host name gives no address
        raise AddressUnusable(f"no address is named {host}", hint="Use --host 127.0.0.1.") from error
