"""Freed memory kept for the next query, where the C library gives it back too eagerly.

A query makes arrays of some hundred kilobytes and drops them. glibc returns such memory to
the system at once and the next query faults it in again, page by page: measured, scoring a
term held by 60,000 documents takes 0.53 ms that way and 0.11 ms without.

Source: mallopt(3), M_TRIM_THRESHOLD and M_MMAP_THRESHOLD.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_TRIM_THRESHOLD = -1
_MMAP_THRESHOLD = -3
_KEPT = 64 << 20  # bytes of free memory kept at the top of the heap
_LARGE = 32 << 20  # bytes from which an allocation is the system's business again


@cache
def keep_freed_memory() -> bool:
    """Ask glibc, once a process; answers whether it was there to be asked and agreed."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    return bool(mallopt and mallopt(_TRIM_THRESHOLD, _KEPT) and mallopt(_MMAP_THRESHOLD, _LARGE))
