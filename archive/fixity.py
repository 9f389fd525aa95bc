"""Whether what is kept is still what was kept: the WARC files, the catalog, and each against the other.

Faults are told, never mended here. Each carries the name of what is wrong, where, which part
of the archive it belongs to and what mends it, so that a program can act on it.
"""

from __future__ import annotations

import datetime as dt
import heapq
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.captures import RecordFault, check_file, read_capture
from archive.captures.lock import in_use, writers_kept_out
from archive.captures.manifest import (
    MANIFEST,
    BadLine,
    NotedRange,
    hash_range,
    note_range,
    ranges_by_file,
    read_manifest,
)
from archive.catalog import Catalog
from archive.errors import CaptureDamaged
from archive.model import Capture

Part = Literal["captures", "catalog", "index"]
RESTORE = "restore the file from a copy"
REBUILD = "baoluu rebuild"
REINDEX = "baoluu reindex"
_COMPARED = ("url", "source", "captured_at", "kind", "status", "mime", "length")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing found wrong."""

    part: Part
    kind: str  # "damaged-record", "missing-record", "unknown-record", "database", "missing-document", …
    where: str  # "file:offset", a document's id, …
    detail: str
    mend: str = ""  # what mends it: a command, or what a person does


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One thing found sound; `size` is its share of the work, in bytes."""

    where: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How much of the captures is checked; everything by default."""

    since: dt.date | None = None  # only what was written on this day (UTC) or later
    sample: int | None = None  # only so many captures, drawn anew each time


def files_to_check(folder: Path, scope: Scope | None = None) -> Mapping[str, int]:
    """WARC file -> byte from which it is checked, for those of which something is to be checked."""
    since = scope.since if scope else None
    ranges = ranges_by_file(folder)
    begin: dict[str, int] = {}
    for path in sorted(folder.glob("*.warc.gz")):
        noted = ranges.get(path.name, ())
        start = 0
        if since is not None:
            # What no range covers yet is newer than every range.
            later = [one.start for one in noted if one.noted_at.date() >= since]
            start = min(later, default=max((one.end for one in noted), default=0))
        if start < path.stat().st_size:
            begin[path.name] = start
    return begin


def verify_captures(
    folder: Path, catalog: Catalog | None, scope: Scope | None = None
) -> Iterator[Fault | Checked]:
    """Walk every record of the WARC files, then compare with the catalog both ways.

    Verified are the gzip member (CRC-32), the record's declared length, its block and payload
    digests, and that each capture the catalog names lies where it says and is what it says.
    Without a catalog the records alone are verified. A record that a running crawl or import
    has not told the catalog yet is no fault.
    """
    if scope is not None and scope.sample is not None:
        if catalog is not None:
            yield from _verify_sample(folder, catalog, scope.sample)
        return
    begin = files_to_check(folder, scope)
    sizes = {file: (folder / file).stat().st_size for file in begin}
    writing = in_use(folder)
    told_of = set(catalog.warc_files()) if catalog else set()
    unknown: list[Capture] = []
    for file in sorted(told_of | set(begin)):
        known = {one.offset: one for one in catalog.captures_in(file)} if catalog else {}
        if file not in begin:
            if not (folder / file).is_file() or not (folder / file).stat().st_size:
                yield from _missing(known)
            continue
        for found in check_file(folder / file, begin[file]):
            if isinstance(found, RecordFault):
                known.pop(found.offset, None)
                if not (writing and _grows_there(folder, found, sizes[file])):
                    yield _damaged(found)
                continue
            if found.offset >= sizes[file]:
                break
            yield Checked(where=found.locator, size=found.length)
            told = known.pop(found.offset, None)
            if told is not None:
                yield from _compared(told, found)
            elif catalog is not None:
                unknown.append(found)
        size = (folder / file).stat().st_size
        lost = {
            at: one
            for at, one in known.items()
            # What came since the walk began is there, and is left for the next time.
            if begin[file] <= at < sizes[file] or at + one.length > size
        }
        yield from _missing(lost)
    if catalog is not None and not writing:
        yield from _unknown(catalog, unknown)


def verify_manifest(folder: Path, scope: Scope | None = None) -> Iterator[Fault | Checked]:
    """Every file and range the manifest has: still there, whole, and the same bytes."""
    since = scope.since if scope else None
    for line in read_manifest(folder):
        if isinstance(line, BadLine):
            where = f"{MANIFEST}:{line.number}"
            yield Fault(part="captures", kind="manifest", where=where, detail=line.reason, mend=RESTORE)
    for file, ranges in ranges_by_file(folder).items():
        path = folder / file
        end = ranges[-1].end
        if not path.is_file():
            detail = f"gone; the manifest knows {end:,} bytes of it since {ranges[0].noted_at:%Y-%m-%d}"
            yield Fault(part="captures", kind="missing-file", where=file, detail=detail, mend=RESTORE)
            continue
        size = path.stat().st_size
        if size < end:
            detail = f"{size:,} bytes long; the manifest knows {end:,}"
            yield Fault(part="captures", kind="cut-file", where=file, detail=detail, mend=RESTORE)
        for one in ranges:
            if one.end > size or (since is not None and one.noted_at.date() < since):
                continue
            if scope is not None and scope.sample is not None:
                continue
            yield from _verify_range(path, one)


def note_unnoted(folder: Path) -> int:
    """Take into the manifest what no range has yet; answers how many bytes.

    For whoever verified the files just now. Does nothing while a writer has them open, and lets
    none in meanwhile.
    Raises: OSError where the folder cannot be written.
    """
    noted = 0
    with writers_kept_out(folder) as nobody_writes:
        ranges = ranges_by_file(folder)
        for path in sorted(folder.glob("*.warc.gz")) if nobody_writes else ():
            start = max((one.end for one in ranges.get(path.name, ())), default=0)
            size = path.stat().st_size
            if start < size:
                note_range(folder, path.name, start, size, hash_range(path, start, size).hexdigest())
                noted += size - start
    return noted


def verify_catalog(catalog: Catalog) -> Iterator[Fault]:
    """What the database finds wrong with itself, and rows that are not what was entered."""
    for where, detail in catalog.damage():
        yield Fault(part="catalog", kind="database", where=where, detail=detail, mend=REBUILD)


def _verify_range(path: Path, one: NotedRange) -> Iterator[Fault | Checked]:
    if hash_range(path, one.start, one.end).hexdigest() == one.sha256:
        yield Checked(where=f"{one.file}:{one.start}-{one.end}", size=0)
        return
    detail = f"no longer the bytes that were written by {one.noted_at:%Y-%m-%d %H:%M} UTC"
    where = f"{one.file}:{one.start}-{one.end}"
    yield Fault(part="captures", kind="altered-file", where=where, detail=detail, mend=RESTORE)


def _verify_sample(folder: Path, catalog: Catalog, size: int) -> Iterator[Fault | Checked]:
    chance = random.SystemRandom()
    for told in heapq.nsmallest(size, catalog.all_captures(), key=lambda _: chance.random()):
        try:
            found = read_capture(folder, told.warc, told.offset).capture
        except CaptureDamaged as damaged:
            yield Fault(
                part="captures",
                kind="damaged-record",
                where=told.locator,
                detail=str(damaged),
                mend=RESTORE,
            )
            continue
        yield Checked(where=found.locator, size=found.length)
        yield from _compared(told, found)


def _grows_there(folder: Path, fault: RecordFault, size: int) -> bool:
    """Whether a fault may be the record that a running writer is at."""
    newest = max(folder.glob("*.warc.gz")).name
    return fault.warc == newest and "ends inside" in fault.reason and fault.offset <= size


def _damaged(found: RecordFault) -> Fault:
    where = f"{found.warc}:{found.offset}"
    return Fault(part="captures", kind="damaged-record", where=where, detail=found.reason, mend=RESTORE)


def _compared(told: Capture, found: Capture) -> Iterator[Fault]:
    """What the catalog says of a capture against what its record says."""
    if told.payload_digest != found.payload_digest:
        detail = f"the catalog says {told.payload_digest}, the record {found.payload_digest}"
        yield Fault(part="catalog", kind="other-digest", where=found.locator, detail=detail, mend=REBUILD)
    other = [name for name in _COMPARED if getattr(told, name) != getattr(found, name)]
    if other:
        detail = "; ".join(
            f"{name}: the catalog says {getattr(told, name)}, the record {getattr(found, name)}"
            for name in other
        )
        yield Fault(part="catalog", kind="other-capture", where=found.locator, detail=detail, mend=REBUILD)


def _missing(known: Mapping[int, Capture]) -> Iterator[Fault]:
    """Captures the catalog names whose records were not found where they should lie."""
    for _, told in sorted(known.items()):
        detail = "the catalog names a capture that is not there"
        yield Fault(part="captures", kind="missing-record", where=told.locator, detail=detail, mend=RESTORE)


def _unknown(catalog: Catalog, unknown: list[Capture]) -> Iterator[Fault]:
    """Records whose captures the catalog does not know, asked once more: some came meanwhile."""
    for found in unknown:
        if not catalog.knows(found):
            detail = f"the catalog does not know the capture of {found.url}"
            mend = f"the next crawl or import enters it, or {REBUILD}"
            yield Fault(part="catalog", kind="unknown-record", where=found.locator, detail=detail, mend=mend)
