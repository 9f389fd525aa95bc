"""The captures as CDXJ, the index replay tools read: sort-friendly key, time, JSON; sorted by bytes.

Form: specs.webrecorder.net/cdxj/0.1.0, https://github.com/webrecorder/cdxj-indexer.
Key: Sort-friendly URI Reordering Transform, as pywb and OpenWayback write it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from archive.captures.records import digest_field
from archive.model import Capture, CaptureKind

REVISIT_MIME = "warc/revisit"


def cdxj_lines(captures: Iterable[Capture]) -> Iterator[str]:
    """A line for each capture of a web address, sorted; imported files have no address to replay."""
    yield from sorted(cdxj_line(one) for one in captures if urlsplit(one.url).scheme in ("http", "https"))


def cdxj_line(capture: Capture) -> str:
    """One capture, without a line end."""
    fields = {
        "url": capture.url,
        "mime": REVISIT_MIME if capture.kind is CaptureKind.REVISIT else capture.mime or "unk",
        "status": str(capture.status),
        "digest": digest_field(capture.payload_digest),
        "length": str(capture.length),
        "offset": str(capture.offset),
        "filename": capture.warc,
    }
    moment = capture.captured_at.strftime("%Y%m%d%H%M%S")
    return f"{surt(capture.url)} {moment} {json.dumps(fields, ensure_ascii=False)}"


def surt(url: str) -> str:
    """`vn,example,bao)/tin?id=1` of `https://www.bao.example.vn/tin?id=1`."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    labels = host.removeprefix("www.").split(".")
    try:
        port = parts.port
    except ValueError:
        port = None
    with_port = f":{port}" if port and port != {"http": 80, "https": 443}.get(parts.scheme) else ""
    path = (parts.path or "/").lower()
    if len(path) > 1:
        path = path.removesuffix("/")
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{','.join(reversed(labels))}{with_port}){path}{'?' + query if query else ''}"
