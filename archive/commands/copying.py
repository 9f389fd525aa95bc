"""Progress of copying on the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from archive.handover.snapshot import Copied
from archive.terminal import byte_progress


def copy_drawn(parts: Iterable[Copied], label: str) -> int:
    """Copy while a bar shows how far it is; answers the bytes copied."""
    steps = iter(parts)
    first = next(steps, None)
    if first is None:
        return 0
    copied = 0
    with byte_progress(label, first.total) as advance:
        for part in chain((first,), steps):
            copied += part.size
            advance(part.size)
    return copied
