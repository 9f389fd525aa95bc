"""One capture as the bytes of its WARC records, each a gzip member of its own.

Digests are SHA-256 in base32 with the label "sha256:", as ISO 28500 5.8 and 5.9 allow and
warcio and fastwarc check. `X-Baoluu-Source`, `X-Baoluu-Filename` and `X-Baoluu-Role` are
extension fields (ISO 28500, 4): with them the catalog can be rebuilt from the records alone.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.model import Capture, CaptureKind, CaptureRole

SOFTWARE = "baoluu/0.1 (WARC 1.1, ISO 28500:2017)"
SOURCE_FIELD = "X-Baoluu-Source"
FILENAME_FIELD = "X-Baoluu-Filename"
ROLE_FIELD = "X-Baoluu-Role"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_BLANK = b"\r\n\r\n"
_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
# The body is handed over with its transfer coding undone, so these no longer describe it.
_UNDONE = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One HTTP request and its answer, as they went over the wire."""

    url: str
    source: str
    captured_at: dt.datetime
    request: bytes  # request line and header fields, ending in a blank line
    status_line: str  # "HTTP/1.1 200 OK"
    headers: Sequence[tuple[str, str]]
    body: bytes  # transfer coding undone, content coding as sent
    role: CaptureRole = CaptureRole.PAGE


def sha256_digest(payload: bytes) -> str:
    """ "sha256:" and 64 hex digits, the catalog's form."""
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"


def digest_field(digest: str) -> str:
    """The catalog's digest in the form WARC files carry, base32; another algorithm's as it is."""
    label, _, hexadecimal = digest.partition(":")
    if label != "sha256":
        return digest
    return f"sha256:{base64.b32encode(bytes.fromhex(hexadecimal)).decode('ascii')}"


def digest_from_field(value: str) -> str:
    """A SHA-256 digest field in the catalog's form; another algorithm's is returned as it is."""
    label, _, encoded = value.strip().partition(":")
    if label.lower() != "sha256":
        return value.strip()
    try:
        raw = bytes.fromhex(encoded) if len(encoded) == 64 else base64.b32decode(encoded.upper())
    except ValueError:
        return value.strip()
    return f"sha256:{raw.hex()}"


def status_of(status_line: str) -> int:
    """The status code of an HTTP status line; 0 where it has none."""
    parts = status_line.split()
    return int(parts[1]) if len(parts) > 1 and parts[1].isascii() and parts[1].isdigit() else 0


def warc_date(when: dt.datetime) -> str:
    """WARC-Date with microseconds, UTC (ISO 28500, 5.4)."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class RecordWriter:
    """Renders records; holds no file."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._writer = WARCWriter(self._buffer, gzip=True, warc_version="1.1")

    def warcinfo(self, filename: str, operator: str) -> bytes:
        """The record every file begins with."""
        info = {"software": SOFTWARE, "format": "WARC File Format 1.1", "operator": operator}
        return self._render(self._writer.create_warcinfo_record(filename, info))

    def exchange(self, exchange: Exchange, seen: Capture | None) -> tuple[bytes, bytes, CaptureKind, str]:
        """(response or revisit, request, kind, payload digest) of one exchange.

        A 304, or a payload equal to `seen`'s, becomes a revisit record that refers to `seen`.
        """
        digest = sha256_digest(exchange.body)
        status = status_of(exchange.status_line)
        fields = self._fields(exchange.url, exchange.source, exchange.captured_at)
        fields[ROLE_FIELD] = exchange.role.value
        kind = CaptureKind.RESPONSE
        body = exchange.body
        if seen is not None and (status == 304 or (digest == seen.payload_digest and body)):
            kind, body = CaptureKind.REVISIT, b""
            digest = seen.payload_digest
            fields["WARC-Profile"] = _NOT_MODIFIED if status == 304 else _IDENTICAL
            fields["WARC-Refers-To-Target-URI"] = seen.url
            fields["WARC-Refers-To-Date"] = warc_date(seen.captured_at)
        fields["WARC-Payload-Digest"] = digest_field(digest)
        protocol, _, status_text = exchange.status_line.partition(" ")
        headers = [(_UNDONE.get(name.lower(), name), value) for name, value in exchange.headers]
        http = StatusAndHeaders(status_text, headers, protocol=protocol)
        answer = self._record(kind.value, fields, body, http)
        answer_id = answer.rec_headers.get_header("WARC-Record-ID")
        asked = self._fields(exchange.url, exchange.source, exchange.captured_at)
        asked["WARC-Concurrent-To"] = answer_id
        asked["Content-Type"] = "application/http; msgtype=request"
        # The payload of a request is what follows its head: nothing, for a GET.
        asked["WARC-Payload-Digest"] = digest_field(sha256_digest(exchange.request.partition(_BLANK)[2]))
        request = self._record("request", asked, exchange.request, None)
        return self._render(answer), self._render(request), kind, digest

    def resource(
        self, url: str, source: str, when: dt.datetime, mime: str, body: bytes, filename: str
    ) -> tuple[bytes, str]:
        """(record, payload digest) of an imported file."""
        digest = sha256_digest(body)
        fields = self._fields(url, source, when)
        fields["Content-Type"] = mime or "application/octet-stream"
        fields["WARC-Payload-Digest"] = digest_field(digest)
        fields[ROLE_FIELD] = CaptureRole.IMPORT.value
        if filename:
            fields[FILENAME_FIELD] = " ".join(filename.split())
        return self._render(self._record("resource", fields, body, None)), digest

    def _fields(self, url: str, source: str, when: dt.datetime) -> dict[str, str]:
        return {"WARC-Target-URI": url, "WARC-Date": warc_date(when), SOURCE_FIELD: source}

    def _record(
        self, kind: str, fields: dict[str, str], body: bytes, http: StatusAndHeaders | None
    ) -> ArcWarcRecord:
        block = hashlib.sha256()
        if http is not None:
            http.compute_headers_buffer()
            block.update(http.headers_buff)
        block.update(body)
        fields["WARC-Block-Digest"] = digest_field(f"sha256:{block.hexdigest()}")
        return self._writer.create_warc_record(
            fields["WARC-Target-URI"],
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            warc_content_type=fields.pop("Content-Type", ""),
            warc_headers_dict=fields,
            http_headers=http,
        )

    def _render(self, record: ArcWarcRecord) -> bytes:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.write_record(record)
        return self._buffer.getvalue()
