"""The sample sites over HTTP on loopback: a port each, a thread for every request."""

from __future__ import annotations

import contextlib
import datetime as dt
import email.utils
import gzip
import hashlib
import threading
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files

from archive.days import VIETNAM
from archive.errors import Busy
from archive.model import Source
from archive.sources import parse_source
from crawler.samplesite.content import SITES, Article, load_site
from crawler.samplesite.pages import Page, SitePages
from crawler.samplesite.truth import SampleDocument, article_truth, directive_truth

DEMO_PORTS = (8891, 8892, 8893)
"""Fixed, so that the addresses of a second demo are those of the first."""
ANY_PORTS = (0, 0, 0)
HOST = "127.0.0.1"


class SampleSite:
    """The three sites while they are being served."""

    def __init__(self, servers: Sequence[_Server]) -> None:
        self._servers = servers

    @property
    def homes(self) -> list[str]:
        """The front page of each site: the two papers, then the portal."""
        return [f"{server.base}/" for server in self._servers]

    @property
    def documents(self) -> list[SampleDocument]:
        """The truth: everything published, as it stands now."""
        return [found for server in self._servers for found in _truth(server.pages)]

    @property
    def urls(self) -> list[str]:
        """The address of every article and directive."""
        return [document.url for document in self.documents]

    @property
    def requests(self) -> list[str]:
        """The URLs asked for since the sites went up, oldest first."""
        return [url for server in self._servers for url in server.asked]

    def sources(self) -> list[Source]:
        """How to crawl each site, ready for use while it is served."""
        return [_source(server) for server in self._servers]

    def source_files(self) -> dict[str, str]:
        """File name -> TOML text of each source, for a home folder's `sources/`."""
        return dict(_source_file(server) for server in self._servers)

    def correct(self) -> None:
        """From now on serve the articles that were corrected later as corrected.

        They show the day of their correction; sitemaps and Last-Modified say when the server's copy
        changed, which is now. Doing it again changes nothing but that instant.
        """
        now = dt.datetime.now(VIETNAM)
        for server in self._servers:
            server.pages = SitePages(server.pages.site.corrected(), server.base, corrected_at=now)


@contextlib.contextmanager
def serve(ports: Sequence[int] | None = None) -> Iterator[SampleSite]:
    """Serve the sample sites on loopback until the block ends.

    Args: ports: one for each site, 0 for any that is free; None for DEMO_PORTS.
    Raises: Busy: one of the ports is taken.
    """
    with contextlib.ExitStack() as stack:
        servers = []
        for key, port in zip(SITES, ports or DEMO_PORTS, strict=True):
            server = stack.enter_context(_listening(key, port))
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), name=f"samplesite-{key}")
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            servers.append(server)
        yield SampleSite(servers)


def _listening(key: str, port: int) -> _Server:
    try:
        return _Server(key, port)
    except OSError as error:
        raise Busy(
            f"the sample site cannot listen on {HOST}:{port}: {error.strerror}",
            hint="end the program that uses this port (another demo?), then start again",
        ) from error


def _source(server: _Server) -> Source:
    name, text = _source_file(server)
    return parse_source(text, name)


def _source_file(server: _Server) -> tuple[str, str]:
    file = files("crawler.samplesite") / "sources" / f"{server.pages.site.key}.toml"
    text = file.read_text(encoding="utf-8")
    return file.name, text.replace("{base}", server.base).replace(
        "{host}", server.base.removeprefix("http://")
    )


def _truth(pages: SitePages) -> Iterator[SampleDocument]:
    for entry in pages.entries:
        url = pages.url(entry)
        if isinstance(entry, Article):
            yield article_truth(pages.site, entry, url)
        else:
            yield directive_truth(pages.site, entry, url)


class _Server(ThreadingHTTPServer):
    """One site's server."""

    daemon_threads = True

    def __init__(self, key: str, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.base = f"http://{HOST}:{self.server_port}"
        self.pages = SitePages(load_site(key), self.base)
        self.asked: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD with validators, and gzip where the client takes it."""

    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "samplesite"
    sys_version = ""
    timeout = 30  # seconds a silent connection is kept

    def do_GET(self) -> None:
        """Answer with the page."""
        self._respond(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the head of what GET would answer."""
        self._respond(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a demo's terminal belongs to the demo."""

    def _respond(self, *, with_body: bool) -> None:
        self.server.asked.append(f"{self.server.base}{self.path}")
        page = self.server.pages.answer(self.path)
        etag = f'"{hashlib.sha256(page.body).hexdigest()[:20]}"'
        status = HTTPStatus.NOT_MODIFIED if self._holds(page, etag) else HTTPStatus(page.status)
        body = b"" if status is HTTPStatus.NOT_MODIFIED else page.body
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header(
            "Last-Modified", email.utils.format_datetime(page.modified.astimezone(dt.UTC), usegmt=True)
        )
        self.send_header("Vary", "Accept-Encoding")
        if page.location is not None:
            self.send_header("Location", page.location)
        if status is not HTTPStatus.NOT_MODIFIED:
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", page.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _holds(self, page: Page, etag: str) -> bool:
        """Whether the client already has this page (RFC 9110, 13.2.2: the tag decides before the date)."""
        if page.status != HTTPStatus.OK:
            return False
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            when = email.utils.parsedate_to_datetime(since)
        except ValueError:
            return False
        return page.modified.replace(microsecond=0) <= (when if when.tzinfo else when.replace(tzinfo=dt.UTC))
