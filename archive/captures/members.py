"""A WARC file as its gzip members, whole or faulty, never stopping at the first fault.

A WARC of records compressed one by one is a gzip file of many members (RFC 1952, 2.2;
ISO 28500, annex A). Reading member by member gives each record's offset and length, and
lets a reader step over a damaged one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1 << 16  # what is read beyond a member's end is read again, and most members are small
_MAGIC = b"\x1f\x8b\x08"
MOST_INFLATED = 256 << 20
"""Bytes a member may inflate to: more than any page kept, less than would hurt."""


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member: where it lies and what it inflates to."""

    offset: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True)
class BrokenMember:
    """Bytes from `offset` to `end` that are no whole gzip member, and why."""

    offset: int
    end: int
    reason: str


def members(path: Path, start: int = 0) -> Iterator[Member | BrokenMember]:
    """Every member from `start` (a member's start) to the end of the file, in order."""
    size = path.stat().st_size
    at = start
    with path.open("rb") as file:
        while at < size:
            member = read_member(file, at)
            if isinstance(member, Member):
                yield member
                at += member.length
                continue
            end = _next_record(file, at + 1, size)
            yield BrokenMember(at, end, member)
            at = end


def read_member(file: BinaryIO, offset: int) -> Member | str:
    """The member that begins at `offset`, or why there is none."""
    file.seek(offset)
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    parts: list[bytes] = []
    taken = held = 0
    while not inflater.eof:
        chunk = file.read(_CHUNK)
        if not chunk:
            return "the file ends inside this record" if taken else "nothing is there"
        try:
            parts.append(inflater.decompress(chunk, MOST_INFLATED - held + 1))
        except zlib.error as error:
            return f"not readable as gzip: {error}"
        held += len(parts[-1])
        if held > MOST_INFLATED:
            return f"inflates to more than {MOST_INFLATED:,} bytes"
        taken += len(chunk) - len(inflater.unused_data)
    return Member(offset, taken, b"".join(parts))


def _next_record(file: BinaryIO, start: int, size: int) -> int:
    """Offset of the next gzip member that inflates to a WARC record; `size` when none follows."""
    at = start
    while at < size:
        file.seek(at)
        window = file.read(_CHUNK + len(_MAGIC))
        found = window.find(_MAGIC)
        while found >= 0:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16)
            file.seek(at + found)
            try:
                if head.decompress(file.read(4096), 5) == b"WARC/":
                    return at + found
            except zlib.error:
                pass  # the three bytes were part of something else
            found = window.find(_MAGIC, found + 1)
        at += _CHUNK
    return size
