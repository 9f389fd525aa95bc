"""The lock of the captures: one process at a time writes them.

An advisory lock (flock) on a file of the folder; it ends with the process that holds it, however that
ends. Who only asks takes it shared and for an instant, so that no two who ask take each other for a writer.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOCK = "writer.lock"
_POLL_SECONDS = 0.1


def take_lock(folder: Path, wait: float = 0) -> int | None:
    """A descriptor that holds the lock until it is closed; None where another process has it.

    Args: wait: seconds to try for; it is tried twice at least, since somebody may just be asking.
    Raises: OSError when the folder cannot be written.
    """
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    if _acquired(lock, fcntl.LOCK_EX, max(wait, _POLL_SECONDS)):
        return lock
    os.close(lock)
    return None


def in_use(folder: Path) -> bool:
    """Whether a process has the captures open for writing."""
    try:
        lock = os.open(folder / _LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _acquired(lock, fcntl.LOCK_SH, 0)
    finally:
        os.close(lock)


@contextmanager
def writers_kept_out(folder: Path) -> Iterator[bool]:
    """Hold the lock for the block; what is yielded is False where a writer has it already.

    Raises: OSError when the folder cannot be written.
    """
    lock = take_lock(folder)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            os.close(lock)


def _acquired(lock: int, kind: int, wait: float) -> bool:
    """Whether the lock could be taken within so many seconds."""
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_POLL_SECONDS)
