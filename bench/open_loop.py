"""Requests sent at a steady rate whether or not the answers keep up, by one process that costs little.

    python -m bench.open_loop HOST:PORT --rate 200 < paths

Paths come one a line; each is asked for with GET when it is due, on one of a few connections that are
kept open for some requests as a browser keeps them. What finds none free waits, and its waiting counts.
Prints JSON: requests, held_a_second, errors by kind, milliseconds from when a request was due until its
answer was whole (median, 99th percentile, most), and this program's processor milliseconds a request.
One thread over plain sockets (selectors(3)): an HTTP library would take as much of the machine
as the site that is measured.
"""

from __future__ import annotations

import argparse
import json
import re
import selectors
import socket
import sys
import time
from collections import Counter, deque
from collections.abc import Sequence
from statistics import quantiles

_KEPT_FOR = 20  # requests on one connection
_READ = 1 << 18  # bytes
_TIMEOUT = 60.0  # seconds after the last request was due
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_CLOSES = re.compile(rb"(?i)\r\nconnection: *close")
_HEAD_END = b"\r\n\r\n"


class Connection:
    """One connection and the request under way on it."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self.socket = self._open()
        self.due = 0.0
        self._asked = 0
        self._got = bytearray()

    def _open(self) -> socket.socket:
        opened = socket.create_connection(self._address)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def ask(self, path: str, due: float) -> None:
        """Send a request; on a fresh connection where this one has been used for long enough."""
        if self._asked >= _KEPT_FOR:
            self.renew()
        self._asked += 1
        self.due = due
        self._got.clear()
        request = f"GET {path} HTTP/1.1\r\nHost: {self._address[0]}\r\n\r\n".encode("ascii")
        try:
            self.socket.sendall(request)
        except OSError:  # closed by the other side since the answer before
            self.renew()
            self.socket.sendall(request)

    def renew(self) -> None:
        """Open a fresh connection in place of this one."""
        self.socket.close()
        self.socket = self._open()
        self._asked = 0

    def read(self) -> str | None:
        """Take in what has come: the answer's status when it is whole, "closed" when it never will be."""
        part = self.socket.recv(_READ)
        self._got += part
        end = self._got.find(_HEAD_END)
        if end >= 0:
            head = bytes(self._got[:end])
            length = _LENGTH.search(head)
            whole = len(self._got) >= end + 4 + int(length[1]) if length else self._got.endswith(b"0\r\n\r\n")
            if whole:
                if _CLOSES.search(head):
                    self._asked = _KEPT_FOR
                return head[9:12].decode("ascii", "replace")
        return None if part else "closed"


class OpenLoop:
    """Asks for paths, the n-th `n / rate` seconds after the first."""

    def __init__(self, address: tuple[str, int], paths: Sequence[str], *, rate: float, most: int) -> None:
        """Args: most: connections."""
        self._paths = paths
        self._rate = rate
        self._selector = selectors.DefaultSelector()
        self._free = deque(Connection(address) for _ in range(most))
        self._busy = 0
        self.seconds: list[float] = []  # from when a request was due until its answer was whole
        self.errors: Counter[str] = Counter()
        self.elapsed = 0.0

    def run(self) -> None:
        """Returns when every answer is there, or too late to wait for."""
        began = time.perf_counter()
        last = began + len(self._paths) / self._rate + _TIMEOUT
        asked = 0
        while (asked < len(self._paths) or self._busy) and time.perf_counter() < last:
            while asked < len(self._paths) and self._free:
                due = began + asked / self._rate
                if due > time.perf_counter():
                    break
                self._send(self._free.popleft(), self._paths[asked], due)
                asked += 1
            due = began + asked / self._rate if asked < len(self._paths) and self._free else last
            for key, _ in self._selector.select(max(0.0, due - time.perf_counter())):
                self._receive(key.data)
        self.elapsed = time.perf_counter() - began
        if unanswered := len(self._paths) - len(self.seconds):
            self.errors["no answer"] += unanswered

    def close(self) -> None:
        """Close the connections."""
        for connection in self._free:
            connection.socket.close()
        self._selector.close()

    def _send(self, connection: Connection, path: str, due: float) -> None:
        connection.ask(path, due)
        self._selector.register(connection.socket, selectors.EVENT_READ, connection)
        self._busy += 1

    def _receive(self, connection: Connection) -> None:
        try:
            status = connection.read()
        except OSError as failed:
            status = type(failed).__name__
        if status is None:
            return
        self._selector.unregister(connection.socket)
        self._busy -= 1
        self.seconds.append(time.perf_counter() - connection.due)
        if status != "200":
            self.errors[status] += 1
            connection.renew()
        self._free.append(connection)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.open_loop", description=__doc__.partition("\n")[0])
    parser.add_argument("address", help="host:port")
    parser.add_argument("--rate", type=float, default=200, help="requests a second")
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    host, _, port = options.address.rpartition(":")
    paths = sys.stdin.read().split()
    loop = OpenLoop((host, int(port)), paths, rate=options.rate, most=options.connections)
    before = time.process_time()
    loop.run()
    spent = time.process_time() - before
    loop.close()
    parts = quantiles(loop.seconds, n=100, method="inclusive") if len(loop.seconds) > 1 else [0.0] * 99
    told = {
        "requests": len(paths),
        "held_a_second": round(len(loop.seconds) / loop.elapsed, 1),
        "errors": dict(loop.errors),
        "p50_ms": round(1000 * parts[49], 1),
        "p99_ms": round(1000 * parts[98], 1),
        "most_ms": round(1000 * max(loop.seconds, default=0.0), 1),
        "asking_cpu_ms_a_request": round(1000 * spent / max(1, len(paths)), 3),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
