"""A newspaper on loopback that goes on publishing, for a crawl to have something new at every look."""

from __future__ import annotations

import datetime as dt
import html
import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path

from archive.days import VIETNAM

KEY = "bao-dang-tiep"
_SHOWN = 20  # articles the front page links to
_SOURCE = """\
key = "{key}"
name = "Báo Đăng Tiếp"
home = "http://{host}/"
hosts = ["{host}"]

[crawl]
delay = 0.0
allow_private = true

[discover]
link_include = ['/bai-']

[extract]
title = "h1"
body = ".noi-dung"
date = "time"
"""


class Newspaper:
    """The paper while it is served."""

    def __init__(self, server: _Server) -> None:
        self._server = server

    @property
    def source_file(self) -> str:
        """How to crawl it: the text for a home's `sources/`."""
        return _SOURCE.format(key=KEY, host=f"127.0.0.1:{self._server.server_port}")

    @property
    def published(self) -> int:
        """Articles so far."""
        return self._server.published


@contextmanager
def newspaper(docs: Path, *, a_second: float) -> Iterator[Newspaper]:
    """Publish so many articles a second, made of FILE's lines {"title", "text"}, until the block ends."""
    with docs.open(encoding="utf-8") as file:
        texts = [json.loads(line) for line in islice(file, 2000)]
    with _Server(texts, a_second) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Newspaper(server)
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, texts: Sequence[dict[str, str]], a_second: float) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self._texts = texts
        self._a_second = a_second
        self._began = time.time()

    @property
    def published(self) -> int:
        return int((time.time() - self._began) * self._a_second) + 1

    def page(self, path: str) -> str | None:
        """The front page, an article by its number, or None."""
        if path == "/":
            newest = range(max(0, self.published - _SHOWN), self.published)
            links = "".join(f'<li><a href="{self._address(at)}">{self._title(at)}</a>' for at in newest)
            return f"<title>Báo Đăng Tiếp</title><ul>{links}</ul>"
        for at in range(self.published):
            if path == self._address(at):
                text = html.escape(self._texts[at % len(self._texts)]["text"])
                today = dt.datetime.now(VIETNAM)
                return (
                    f"<title>{self._title(at)}</title><h1>{self._title(at)}</h1>"
                    f"<time>{today:%d/%m/%Y %H:%M}</time><div class='noi-dung'><p>{text}</p></div>"
                )
        return None

    def _address(self, at: int) -> str:
        return f"/bai-{int(self._began)}{at:06}.html"  # never that of a run before

    def _title(self, at: int) -> str:
        return html.escape(f"{self._texts[at % len(self._texts)]['title']} ({at})")


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        page = self.server.page(self.path)
        body = f"<!DOCTYPE html><meta charset=utf-8>{page}".encode() if page else b""
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: what is asked for is counted elsewhere."""
