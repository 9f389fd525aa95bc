"""Several processes that answer on the same sockets, so that a machine's cores are used.

Which of them takes up a connection is settled in web.connections. A process that ends unasked is
replaced; when the first process goes, however it goes, the others stop too.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing import connection, get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from archive.errors import BaoluuError
from web.server import stop

log = logging.getLogger(__name__)

_SECONDS_TO_STOP = 30.0
"""For requests under way, after which a process is killed."""
_SHORT_LIFE = 5.0  # seconds
_MOST_SHORT_LIVES = 5
"""In a row; then something is wrong that another try does not mend."""

_forking = get_context("fork")


class WorkersEnd(BaoluuError):
    """Processes that should serve end as soon as they are started."""

    exit_code = 9


class _Life(NamedTuple):
    """A process that was begun."""

    place: int  # among them, from 0
    since: float  # monotonic seconds


def run_workers(count: int, work: Callable[[int], None]) -> None:
    """Keep `count` processes at `work` until SIGTERM or Ctrl-C, and stop them gracefully.

    Args: work: serves until SIGTERM; called in each process, with its place among them from 0 and what this
        one had open, in its main thread. To be called before any other thread is started.
    Raises: WorkersEnd.
    """
    before = signal.signal(signal.SIGTERM, stop)
    running: dict[BaseProcess, _Life] = {}
    try:
        for place in range(count):
            _begin(work, place, running)
        _keep(work, running)
    except (KeyboardInterrupt, SystemExit):
        pass  # asked to stop
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # asked twice, it still waits for its processes
        _end(running)
        signal.signal(signal.SIGTERM, before)


def _keep(work: Callable[[int], None], running: dict[BaseProcess, _Life]) -> None:
    """Replace processes that end. Raises: WorkersEnd."""
    short_lives = 0
    while True:
        connection.wait([process.sentinel for process in running])
        for process in [process for process in running if not process.is_alive()]:
            life = running.pop(process)
            log.warning("process %s ended with %s; another takes its place", process.pid, process.exitcode)
            short_lives = short_lives + 1 if time.monotonic() - life.since < _SHORT_LIFE else 0
            if short_lives >= _MOST_SHORT_LIVES:
                raise WorkersEnd(
                    f"{short_lives} serving processes ended within {_SHORT_LIFE:.0f} seconds each",
                    hint="Their last words stand above; try `serve --workers 1`.",
                )
            _begin(work, life.place, running)


def _begin(work: Callable[[int], None], place: int, running: dict[BaseProcess, _Life]) -> None:
    process = _forking.Process(target=_serve_until_orphaned, args=(work, place))
    process.start()
    running[process] = _Life(place, time.monotonic())


def _serve_until_orphaned(work: Callable[[int], None], place: int) -> None:
    """One process: stops by itself when the process that began it is gone."""
    signal.signal(signal.SIGTERM, stop)
    first = parent_process()
    assert first is not None, "begun by _begin"

    def follow() -> None:
        first.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=follow, daemon=True).start()
    work(place)


def _end(running: dict[BaseProcess, _Life]) -> None:
    for process in running:
        process.terminate()
    until = time.monotonic() + _SECONDS_TO_STOP
    for process in running:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            log.warning("process %s did not finish what it was at and is killed", process.pid)
            process.kill()
            process.join()
