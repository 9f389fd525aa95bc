"""Undo the transfer and content codings of an HTTP body (RFC 9110, 8.4; RFC 9112, 7.1), bounded."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import brotli

_STEP = 1 << 20
_CHUNK_LINE = re.compile(rb"[0-9A-Fa-f]{1,16}[ \t]*(?:;[^\r\n]*)?\r?\n")


class CodingFault(Exception):
    """A body that is not in the coding its headers state, or inflates beyond the bound."""


def decoded_body(payload: bytes, headers: Sequence[tuple[str, str]], cap: int) -> bytes:
    """The representation itself, at most `cap` bytes.

    A Transfer-Encoding of chunked is believed only where the body really is in chunks: many
    WARC files keep the header over a body that was already joined, and the reverse.
    Raises: CodingFault.
    """
    fields = {name.lower(): value.lower() for name, value in headers}
    body = payload
    if "chunked" in fields.get("transfer-encoding", ""):
        body = _joined(body)
    codings = [coding.strip() for coding in fields.get("content-encoding", "").split(",") if coding.strip()]
    for coding in reversed(codings):
        body = _inflated(body, coding, cap)
    return body


def _joined(body: bytes) -> bytes:
    """The chunks of `body` joined; `body` itself where it is not in chunks."""
    parts: list[bytes] = []
    at = 0
    while True:
        line = _CHUNK_LINE.match(body, at)
        if line is None:
            return body
        size = int(line.group().split(b";")[0].strip(), 16)
        if size == 0:
            return b"".join(parts)
        chunk = body[line.end() : line.end() + size]
        if len(chunk) < size:
            return body
        parts.append(chunk)
        at = line.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _inflated(body: bytes, coding: str, cap: int) -> bytes:
    if coding in ("identity", ""):
        return body
    if coding in ("gzip", "x-gzip"):
        return _unzipped(body, zlib.MAX_WBITS | 16, cap) if body[:2] == b"\x1f\x8b" else body
    if coding == "deflate":
        try:
            return _unzipped(body, zlib.MAX_WBITS, cap)
        except zlib.error:
            return _unzipped(body, -zlib.MAX_WBITS, cap)
    if coding == "br":
        return _unbrotli(body, cap)
    raise CodingFault(f"unknown content coding {coding!r}")


def _unzipped(body: bytes, bits: int, cap: int) -> bytes:
    inflater = zlib.decompressobj(bits)
    try:
        data = inflater.decompress(body, cap + 1)
    except zlib.error as error:
        if bits == zlib.MAX_WBITS:
            raise
        raise CodingFault(f"the body is not in its content coding: {error}") from error
    if len(data) > cap:
        raise CodingFault(f"the body inflates to more than {cap:,} bytes")
    return data


def _unbrotli(body: bytes, cap: int) -> bytes:
    inflater = brotli.Decompressor()
    data = bytearray()
    given = body
    try:
        while not inflater.is_finished():
            # The limit keeps a small body from becoming a large buffer before it is counted.
            part = inflater.process(given, output_buffer_limit=_STEP)
            data += part
            if len(data) > cap:
                raise CodingFault(f"the body inflates to more than {cap:,} bytes")
            given = b""
            if not part and inflater.can_accept_more_data():
                raise CodingFault("the body ends inside its content coding")
    except brotli.error as error:
        raise CodingFault(f"the body is not in its content coding: {error}") from error
    return bytes(data)
