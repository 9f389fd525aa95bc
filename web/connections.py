"""Connections as waitress holds them, and which of several processes takes up the next.

The operating system tells every process that waits of a new connection, and the quickest takes it: of
thirty that a browser or a program opens at once, that is mostly one process, while the others have
nothing to do. So the processes share how many each holds, and one that has more than another leaves
it a moment.
"""

from __future__ import annotations

import time
from multiprocessing import RawArray
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

_MOMENT = 0.02
"""Seconds a connection is left to a process that has fewer, which may be too busy for it."""
_NEVER_MIND = 1.0


class Turns:
    """How many connections each of several processes holds; made before they are forked."""

    def __init__(self, processes: int = 1) -> None:
        self._held = RawArray("l", processes)

    def of(self, process: int) -> Turn:
        """Args: process: its place among them, from 0."""
        return Turn(self._held, process)


class Turn:
    """One process's part in it. A number read while another is written costs no more than a moment."""

    def __init__(self, held: Any, process: int) -> None:
        self._held = held
        self._process = process
        self.note(0)  # what a process held that ended before this one took its place

    def note(self, connections: int) -> None:
        """How many this process holds now."""
        self._held[self._process] = connections

    def is_here(self) -> bool:
        """Whether no other process holds fewer."""
        return bool(self._held[self._process] <= min(self._held))


class Connection(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection whose request has to arrive in time, also byte by byte.

    waitress closes connections that were silent for long; one that drips is never silent.
    """

    last_activity: float  # Unix time

    def handle_read(self) -> None:
        """Take what arrived; it counts as a sign of life only where it begins or ends a request."""
        before, begun = self.last_activity, self.request is not None
        super().handle_read()
        if begun and self.request is not None:
            self.last_activity = before

    @property
    def busy(self) -> bool:
        """Whether a request is under way or an answer is still to be sent."""
        return bool(self.request or self.requests or self.total_outbufs_len)


class Listener(TcpWSGIServer):  # type: ignore[misc]
    """A listening socket that several processes take connections up from, each its share."""

    channel_class = Connection

    def __init__(self, turn: Turn, *given: Any, **named: Any) -> None:
        """Args: turn: of this process; others: as waitress takes them."""
        self._turn = turn
        self._left_until: float | None = None  # monotonic seconds
        self._left_long_enough = False
        super().__init__(*given, **named)

    def readable(self) -> bool:
        """Whether a new connection is to be told of; asked once a round of looking at all sockets."""
        if self._left_until is not None:
            if time.monotonic() < self._left_until:
                return False
            if self._left_long_enough:  # since the round before, and nobody waits any more
                self._left_until = None
            self._left_long_enough = not self._left_long_enough
        return bool(super().readable())

    def handle_accept(self) -> None:
        """Take up a connection, or leave it for a moment where it is another process's turn."""
        if not self._left_long_enough and not self._turn.is_here():
            self._left_until = time.monotonic() + _MOMENT
            return
        self._left_until = None
        self._left_long_enough = False
        super().handle_accept()

    @property
    def patience(self) -> float:
        """Seconds after which it is to be looked at again, whatever happens."""
        return _MOMENT if self._left_until is not None else _NEVER_MIND
