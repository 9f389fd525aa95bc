"""Segments of earlier formats, read as today's: what they lack is put in their place as they are opened.

    1   no days beside publication and those mentioned, no stories
    2   the postings of pairs that occur more than once listed by number, not a bit each
    3   common terms listed like all others, not as tables
    4   nothing: its positions are plain in segments of any size, as small ones have them today

A format is read as long as somebody may have an index of it, and written by nobody: this module is
all there is to drop. What each changed is in docs/adr/0068-earlier-formats-are-read.md.
"""

from __future__ import annotations

import numpy as np

from index.engines.whoosh.arrayfile import ArrayFile, ArrayFileDamaged
from index.engines.whoosh.arrays import Array, starts_of
from index.engines.whoosh.bitmap import BLOCK
from index.engines.whoosh.schema import STORY
from index.engines.whoosh.segmentfile import FORMAT
from index.ports import OTHER_DAYS, PAIR_FIELDS, TEXT_FIELDS

EARLIEST = 1
"""The first format that is still read."""


def supply_missing(file: ArrayFile) -> None:
    """Put in what a segment of an earlier format lacks; of today's, nothing.

    Raises: ArrayFileDamaged for a format that is not read, which may be one that came later.
    """
    written = file.meta.get("format", 0)
    if written > FORMAT:
        raise ArrayFileDamaged(
            f"it was made by a newer version of Báo Lưu (format {written}; this one reads up to {FORMAT})"
        )
    if written < EARLIEST:
        raise ArrayFileDamaged(f"format {written} is too old: formats from {EARLIEST} on are read")
    if written < 2:
        _supply_days_and_stories(file)
    if written < 3:
        for field in PAIR_FIELDS.values():
            _supply_bits(file, field)
    if written < 4:
        for field in TEXT_FIELDS:
            _supply_no_tables(file, field)


def _supply_days_and_stories(file: ArrayFile) -> None:
    """Columns that hold no day; a field of values of which no document has one."""
    for day in OTHER_DAYS:
        file.supply(f"column.{day}", np.empty(0, np.int32))
    empty: dict[str, Array] = {
        "values.bytes": np.empty(0, np.uint8),
        "values.edges": np.zeros(1, np.uint32),
        "starts": np.zeros(1, np.uint32),
        "docs": np.empty(0, np.uint16),
        "ordinals": np.empty(0, np.uint8),
        "held": np.zeros(file.meta["documents"] + 1, np.uint32),
    }
    for name, values in empty.items():
        file.supply(f"{STORY}.{name}", values)


def _supply_bits(file: ArrayFile, field: str) -> None:
    """The bits and sums of `bitmap.Bitmap`, from uint32[R] the numbers of the postings they mark."""
    marks = np.zeros(len(file[f"{field}.docs"]), bool)
    marks[file[f"{field}.repeated"]] = True
    blocks: Array = marks[: len(marks) // BLOCK * BLOCK].reshape(-1, BLOCK).sum(axis=1)
    file.supply(f"{field}.repeated.bits", np.packbits(marks, bitorder="little"))
    file.supply(f"{field}.repeated.before", starts_of(blocks).astype(np.uint32))


def _supply_no_tables(file: ArrayFile, field: str) -> None:
    """No term is dense: all of them are listed."""
    for name in ("dense", "held"):
        file.supply(f"{field}.{name}", np.empty(0, np.uint32))
    file.supply(f"{field}.tables", np.empty(0, np.uint8))
