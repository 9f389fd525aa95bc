"""The only module with sockets: one GET, one exchange, within limits that always hold.

urllib3's connection classes are used directly: raw bytes, no redirects, no retries, and a
connection to the address that was judged while TLS still checks the host's name.
"""

from __future__ import annotations

import datetime as dt
import functools
import http.client
import io
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

import urllib3.exceptions
from urllib3.connection import HTTPConnection, HTTPSConnection

from archive.captures.coding import CodingFault, decoded_body
from crawler.net.reach import AddressRefused, Reach

_CHUNK = 1 << 16
_FILE_TYPES = (
    *("application/pdf", "application/msword", "application/vnd.", "application/zip"),
    *("application/octet-stream", "application/x-rar", "image/"),
)


class FetchFailed(Exception):
    """No usable answer. `reason` is one word for sums and logs, the message says more."""

    def __init__(self, reason: str, message: str, *, retry: bool) -> None:
        super().__init__(message)
        self.reason = reason
        self.retry = retry  # worth trying again later


class Tls(StrEnum):
    """How much of TLS a source asks for; less than strict only where its site cannot do better."""

    STRICT = "strict"
    WEAK = "weak"  # short keys and old ciphers are accepted, the certificate still verified
    UNVERIFIED = "unverified"  # any certificate is accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds and bytes one request may cost; bytes hold as sent and as inflated."""

    connect: float = 10.0
    read: float = 30.0  # between two packets
    total: float = 120.0  # from connecting to the last byte
    page_bytes: int = 5 << 20
    file_bytes: int = 50 << 20  # PDF, office files, images
    head_bytes: int = 64 << 10
    address_characters: int = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer as they went over the wire, transfer coding undone."""

    url: str
    at: dt.datetime  # aware, UTC: when the request was sent
    request: bytes  # request line and header fields as sent
    status: int
    status_line: str
    headers: tuple[tuple[str, str], ...]
    body: bytes  # content coding as sent
    content: bytes = field(repr=False)  # body with its content coding undone
    address: str  # the IP address asked
    seconds: float

    def header(self, name: str) -> str:
        """The value of a header field; "" when it is absent, the first when it is repeated."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def mime(self) -> str:
        """Content-Type without parameters, lower case."""
        return self.header("Content-Type").partition(";")[0].strip().lower()


class Fetcher:
    """Sends one GET at a time under an honest name; keeps no state between two requests."""

    def __init__(
        self, *, agent: str, contact: str = "", limits: Limits | None = None, tls: Tls = Tls.STRICT
    ) -> None:
        self._limits = limits or Limits()
        self._tls = tls
        self._headers = {"User-Agent": agent}
        if contact:
            self._headers["From"] = contact

    def get(self, url: str, reach: Reach, conditions: Mapping[str, str] | None = None) -> Exchange:
        """Ask for `url` once.

        Args: conditions: If-None-Match and If-Modified-Since of an earlier answer.
        Raises: FetchFailed, whatever went wrong.
        """
        if len(url) > self._limits.address_characters:
            raise FetchFailed("address-too-long", f"{len(url)} characters", retry=False)
        try:
            addresses = reach.addresses(url)
        except AddressRefused as refused:
            raise FetchFailed("address-refused", str(refused), retry=False) from refused
        except (OSError, UnicodeError) as error:
            raise FetchFailed("dns", str(error), retry=True) from error
        try:
            return self._exchange(url, addresses, conditions or {})
        except urllib3.exceptions.NewConnectionError as error:
            raise FetchFailed("connection", str(error), retry=True) from error
        except (TimeoutError, urllib3.exceptions.TimeoutError) as error:
            raise FetchFailed("timeout", str(error), retry=True) from error
        except (ssl.SSLError, urllib3.exceptions.SSLError) as error:
            raise FetchFailed("tls-error", str(error), retry=False) from error
        except _TooLarge as error:
            raise FetchFailed("too-large", str(error), retry=False) from error
        except CodingFault as error:
            raise FetchFailed("bad-coding", str(error), retry=False) from error
        except (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            cut = isinstance(error, urllib3.exceptions.ProtocolError | http.client.IncompleteRead)
            raise FetchFailed("cut-off" if cut else "connection", str(error), retry=True) from error

    def _exchange(self, url: str, addresses: list[str], conditions: Mapping[str, str]) -> Exchange:
        started = time.monotonic()
        at = dt.datetime.now(dt.UTC)
        deadline = started + self._limits.total
        connection, address = self._connect(url, addresses)
        wire = _Wire(connection.sock, deadline, self._limits.read, self._limits.head_bytes)
        connection.sock = wire
        try:
            parts = urlsplit(url)
            headers = {
                "Host": _host_field(url),
                **self._headers,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Language": "vi,en;q=0.5",
                "Accept-Encoding": "gzip, br",
                "Connection": "close",
                **conditions,
            }
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            if parts.query:
                target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
            connection.request("GET", target, headers=headers, preload_content=False, decode_content=False)
            response = connection.getresponse()
            wire.head_done = True
            fields = tuple((str(name), str(value)) for name, value in response.headers.iteritems())
            limit = self._size_limit(response.headers.get("Content-Type", ""))
            parts_read: list[bytes] = []
            size = 0
            for piece in response.stream(_CHUNK, decode_content=False):
                size += len(piece)
                if size > limit:
                    raise _TooLarge(f"more than {limit} bytes")
                parts_read.append(piece)
            body = b"".join(parts_read)
            version = "1.0" if response.version == 10 else "1.1"
            return Exchange(
                url=url,
                at=at,
                request=bytes(wire.sent),
                status=response.status,
                status_line=f"HTTP/{version} {response.status} {response.reason or ''}".rstrip(),
                headers=fields,
                body=body,
                content=decoded_body(body, _without_transfer_coding(fields), limit),
                address=address,
                seconds=time.monotonic() - started,
            )
        finally:
            wire.release()

    def _connect(self, url: str, addresses: list[str]) -> tuple[HTTPConnection, str]:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        failure: Exception | None = None
        for address in addresses:
            connection: HTTPConnection
            if parts.scheme == "https":
                connection = HTTPSConnection(
                    address,
                    parts.port or 443,
                    timeout=self._limits.connect,
                    server_hostname=host,
                    assert_hostname=False if self._tls is Tls.UNVERIFIED else host,
                    ssl_context=_tls_context(self._tls),
                )
            else:
                connection = HTTPConnection(address, parts.port or 80, timeout=self._limits.connect)
            try:
                connection.connect()
            except (urllib3.exceptions.NewConnectionError, OSError) as error:
                connection.close()
                if isinstance(error, ssl.SSLError):
                    raise
                failure = error
                continue
            return connection, address
        assert failure is not None
        raise failure

    def _size_limit(self, content_type: str) -> int:
        mime = content_type.strip().lower()
        return self._limits.file_bytes if mime.startswith(_FILE_TYPES) else self._limits.page_bytes


@functools.cache
def _tls_context(tls: Tls) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if tls is not Tls.STRICT:
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
    if tls is Tls.UNVERIFIED:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class _TooLarge(Exception):
    """The body as sent is larger than the limit."""


class _Wire:
    """A connected socket under one deadline; keeps what is sent, bounds the answer's head.

    http.client only sends, makes a reading file and closes; each single read gets the time
    that is left, so a server that drips a byte a second cannot hold a request open.
    """

    def __init__(self, sock: Any, deadline: float, read: float, head_bytes: int) -> None:
        self._sock = sock
        self._deadline = deadline
        self._read = read
        self._head_bytes = head_bytes
        self._received = 0
        self.head_done = False
        self.sent = bytearray()

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self.seconds_left())
        self._sock.sendall(data)
        self.sent += data

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(_WireReader(self))

    def receive(self, buffer: memoryview) -> int:
        self._sock.settimeout(self.seconds_left())
        count = int(self._sock.recv_into(buffer))
        self._received += count
        if not self.head_done and self._received > self._head_bytes + io.DEFAULT_BUFFER_SIZE:
            raise http.client.HTTPException(f"header fields longer than {self._head_bytes} bytes")
        return count

    def seconds_left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for the whole request is over")
        return min(left, self._read)

    def settimeout(self, _: float | None) -> None:
        """The deadline rules; what http.client wishes does not matter."""

    def shutdown(self, how: int) -> None:
        self._sock.shutdown(how)

    def close(self) -> None:
        """http.client closes as soon as it knows the last answer's head; the body is still to come."""

    def release(self) -> None:
        self._sock.close()


class _WireReader(io.RawIOBase):
    """The reading side of a `_Wire`, for io.BufferedReader."""

    def __init__(self, wire: _Wire) -> None:
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._wire.receive(memoryview(buffer))


def _without_transfer_coding(fields: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """urllib3 has joined the chunks; a body that merely looks chunked must stay as it is."""
    return [field for field in fields if field[0].lower() != "transfer-encoding"]


def _host_field(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    default = 443 if parts.scheme == "https" else 80
    return host if parts.port in (None, default) else f"{host}:{parts.port}"
