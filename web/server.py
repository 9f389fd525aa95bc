"""The site on a socket: waitress, stopped gracefully by SIGTERM or Ctrl-C."""

from __future__ import annotations

import errno
import select
import signal
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from archive.errors import BaoluuError
from web.connections import Connection, Listener, Turn, Turns

THREADS = 4
"""Requests answered at once by one process, which has one core; more only wait for each other."""

BACKLOG = 1024
"""Connections that wait to be taken up; those of a burst should not be refused."""


PATIENCE = 30
"""Seconds a client may take for a whole request, or to take up what it was answered."""

_FINISHING = 20.0
"""Seconds for what came before a stop; web.workers waits longer."""

_HEAD = 64 << 10  # bytes of a request's first line and fields
_BODY = 64 << 10  # bytes; no page reads one, and more would only fill the disk
_WAITING = 256 << 20
"""Bytes of an answer that wait in a file for a slow reader: more than the longest export, so that no
thread waits with them."""


class AddressUnusable(BaoluuError):
    """The host and port cannot be listened on."""

    exit_code = 9


def serve(
    app: Flask, listening: Sequence[socket.socket], patience: int = PATIENCE, turn: Turn | None = None
) -> None:
    """Answer requests until SIGTERM or Ctrl-C; requests under way are finished first.

    Args: listening: as `listen` opened them; processes may share them, each with its `turn` of one `Turns`.
        patience: in seconds.
    """
    turn = turn or Turns().of(0)
    sockets: dict[int, wasyncore.dispatcher] = {}
    threads = ThreadedTaskDispatcher()
    threads.set_thread_count(THREADS)
    settings = Adjustments(
        sockets=list(listening),
        backlog=BACKLOG,
        connection_limit=BACKLOG,
        channel_timeout=patience,
        cleanup_interval=max(1, patience // 3),
        max_request_header_size=_HEAD,
        max_request_body_size=_BODY,
        outbuf_high_watermark=_WAITING,
        ident="baoluu",
    )
    listeners = [
        Listener(
            turn,
            app,
            sockets,
            _sock=one,
            dispatcher=threads,
            adj=settings,
            sockinfo=(one.family, one.type, one.proto, one.getsockname()),
            bind_socket=False,
        )
        for one in listening
    ]
    with _asked_to_stop(listeners) as stopping:
        while not stopping.is_set():
            turn.note(sum(len(one.active_channels) for one in listeners))
            _look(sockets, seconds=min(one.patience for one in listeners))
        _finish(listeners, sockets)
    threads.shutdown()
    wasyncore.close_all(sockets)


@contextmanager
def _asked_to_stop(listeners: Sequence[Listener]) -> Iterator[threading.Event]:
    """An event that SIGTERM or Ctrl-C sets; a further Ctrl-C ends the program at once.

    A handler that raised would cut off whatever the main thread is at: a connection just taken up, a
    request half read.
    """
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if asked.is_set() and number == signal.SIGINT:
            stop(number, frame)
        asked.set()
        for one in listeners:
            one.pull_trigger()

    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _finish(listeners: Sequence[Listener], sockets: dict[int, wasyncore.dispatcher]) -> None:
    """Take up who is waiting, read what has arrived, and answer it, within _FINISHING."""
    until = time.monotonic() + _FINISHING
    for _ in range(BACKLOG):
        if not _wanted(listeners):
            break
        _look(sockets, seconds=0)
    for one in listeners:
        one.accepting = False
    _look(sockets, seconds=0)
    while any(_busy(one) for one in sockets.values()) and time.monotonic() < until:
        _look(sockets, seconds=0.1)


def _wanted(listeners: Sequence[Listener]) -> bool:
    """Whether a connection waits to be taken up."""
    polled = select.poll()
    for one in listeners:
        polled.register(one.socket, select.POLLIN)
    return bool(polled.poll(0))


def _busy(one: wasyncore.dispatcher) -> bool:
    """Whether a connection has a request under way or an answer to send."""
    return isinstance(one, Connection) and one.busy


def _look(sockets: dict[int, wasyncore.dispatcher], seconds: float) -> None:
    """Take up what the sockets are ready for; wait so long for the first of them."""
    wasyncore.loop(timeout=seconds, use_poll=True, map=sockets, count=1)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """A handler of SIGTERM: end as Ctrl-C does."""
    raise SystemExit(0)


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen on every address of a host, all on one port.

    Args: port: 0 takes a free one; `port_of` says which.
    Raises: AddressUnusable.
    """
    opened: list[socket.socket] = []
    try:
        for family, address in _addresses(host, port):
            chosen = port_of(opened) if opened else port
            one = socket.socket(family, socket.SOCK_STREAM)
            opened.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind((address[0], chosen, *address[2:]))
            one.listen(BACKLOG)
    except OSError as error:
        for one in opened:
            one.close()
        raise _unusable(host, port, error) from error
    return opened


def port_of(listening: Sequence[socket.socket]) -> int:
    """The port they listen on."""
    return int(listening[0].getsockname()[1])


def _addresses(host: str, port: int) -> list[tuple[socket.AddressFamily, Any]]:
    """(family, address to bind) of a host, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return list(dict.fromkeys((family, address) for family, _, _, _, address in found))


def _unusable(host: str, port: int, error: OSError) -> AddressUnusable:
    if isinstance(error, socket.gaierror):
        return AddressUnusable(f"no address is named {host}", hint="Use --host 127.0.0.1.")
    if error.errno == errno.EADDRINUSE:
        return AddressUnusable(
            f"port {port} on {host} is in use by another program",
            hint=f"Choose another, for example --port {port + 1}, or stop the other program.",
        )
    if error.errno == errno.EACCES:
        return AddressUnusable(
            f"port {port} may not be opened by this user", hint="Choose one from 1024 on: --port 8899."
        )
    return AddressUnusable(
        f"cannot listen on {host}:{port}: {error.strerror or error}",
        hint="Use --host 127.0.0.1 to serve this machine only.",
    )
