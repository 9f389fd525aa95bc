"""The tail of a WARC file after a crash: find the last whole gzip member, cut what follows.

A record is acknowledged only after fsync, so what is cut was never spoken of.
"""

from __future__ import annotations

import os
from pathlib import Path

from archive.captures.members import Member, members


def read_tail_mark(warc: Path) -> int:
    """Where the last durable record ended, as the writer noted it; 0 when it noted nothing usable.

    The mark is a hint that saves reading a whole file; it is checked against the file's size.
    """
    try:
        text = _mark_path(warc).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return 0
    mark = int(text) if text.isascii() and text.isdigit() else 0
    return mark if mark <= warc.stat().st_size else 0


def write_tail_mark(warc: Path, size: int) -> None:
    """Note where the last durable record ends; written aside and renamed, so never half a number."""
    mark = _mark_path(warc)
    fresh = mark.with_suffix(".new")
    fresh.write_text(str(size), encoding="ascii")
    fresh.replace(mark)


def mend_tail(warc: Path, known_good: int, *, at_least: int = 0) -> int:
    """Truncate `warc` after its last whole gzip member; answers the size it then has.

    Damage that whole members follow is left for `verify` to name: only the tail is cut.

    Args: known_good: bytes believed to end at a member's end, or 0; checked before it is used;
        at_least: bytes that stay whatever is found in them.
    """
    good = max(at_least, end_of_last_member(warc, known_good))
    if good < warc.stat().st_size:
        with warc.open("r+b") as file:
            file.truncate(good)
            os.fsync(file.fileno())
    return good


def end_of_last_member(warc: Path, start: int) -> int:
    """Byte offset just after the last whole gzip member of the file.

    The search begins at `start` where a member does begin or the file ends there, else at 0.
    """
    good = start
    for place, member in enumerate(members(warc, start)):
        if isinstance(member, Member):
            good = member.offset + member.length
        elif place == 0 and start:
            return end_of_last_member(warc, 0)
    return good


def _mark_path(warc: Path) -> Path:
    return warc.with_name(f".{warc.name}.tail")
