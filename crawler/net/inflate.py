"""Content codings undone, never past a limit: a gzip bomb costs its limit, not its size."""

from __future__ import annotations

import zlib

import brotli

_STEP = 1 << 20


class InflatedTooLarge(Exception):
    """The content, once inflated, is larger than the limit."""


class ContentUnreadable(Exception):
    """The content is not what its Content-Encoding says."""


def inflate(body: bytes, content_encoding: str, limit: int) -> bytes:
    """`body` with every coding named in `content_encoding` undone, last applied first.

    Raises: InflatedTooLarge past `limit` bytes; ContentUnreadable for a coding that is
    unknown or damaged. A gzip stream cut short yields what can be read of it.
    """
    codings = [name.strip().lower() for name in content_encoding.split(",")]
    for coding in reversed([name for name in codings if name and name != "identity"]):
        if coding in ("gzip", "x-gzip"):
            body = _gunzip(body, limit)
        elif coding == "deflate":
            body = _zlib(body, limit)
        elif coding == "br":
            body = _unbrotli(body, limit)
        else:
            raise ContentUnreadable(f"unknown content coding {coding!r}")
    if len(body) > limit:
        raise InflatedTooLarge(f"more than {limit} bytes")
    return body


def _gunzip(body: bytes, limit: int) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body  # servers that say gzip and send plain text are common enough
    parts: list[bytes] = []
    room = limit
    while body.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        part = _drain(member, body, room)
        parts.append(part)
        room -= len(part)
        body = member.unused_data
    return b"".join(parts)


def _zlib(body: bytes, limit: int) -> bytes:
    # RFC 9110 means the zlib format; many servers send raw deflate under the same name.
    try:
        return _drain(zlib.decompressobj(), body, limit)
    except ContentUnreadable:
        return _drain(zlib.decompressobj(-zlib.MAX_WBITS), body, limit)


def _drain(member: zlib._Decompress, body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    data = body
    try:
        while data and not member.eof:
            part = member.decompress(data, _STEP)
            size += len(part)
            if size > limit:
                raise InflatedTooLarge(f"more than {limit} bytes")
            parts.append(part)
            data = member.unconsumed_tail
    except zlib.error as error:
        raise ContentUnreadable(str(error)) from error
    return b"".join(parts)


def _unbrotli(body: bytes, limit: int) -> bytes:
    reader = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    data = body
    try:
        while not reader.is_finished():
            part = reader.process(data, output_buffer_limit=_STEP)
            data = b""
            size += len(part)
            if size > limit:
                raise InflatedTooLarge(f"more than {limit} bytes")
            parts.append(part)
            if not part and reader.can_accept_more_data():
                break
    except brotli.error as error:
        raise ContentUnreadable(str(error) or "damaged brotli stream") from error
    return b"".join(parts)
