"""The generator of `bench.serving`: every request asked for once, what failed counted, on time."""

from __future__ import annotations

import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from bench.open_loop import OpenLoop


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: ClassVar[Counter[str]] = Counter()

    def do_GET(self):
        self.seen[self.path] += 1
        body = b"ba" * 10_000
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def address():
    Answers.seen.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address
        server.shutdown()
        thread.join()


def test_every_request_is_answered_once_and_failures_are_counted(address):
    paths = [f"/{number}" for number in range(60)] + ["/gone"]
    loop = OpenLoop(address, paths, rate=1000, most=2)
    loop.run()
    loop.close()
    assert Answers.seen == Counter(paths)
    assert loop.errors == {"404": 1}
    assert len(loop.seconds) == len(paths)


def test_requests_are_not_sent_before_they_are_due(address):
    loop = OpenLoop(address, ["/a"] * 11, rate=100, most=2)
    loop.run()
    loop.close()
    assert loop.elapsed >= 0.1
