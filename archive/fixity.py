"""Whether what is kept is still what was kept: every record's digest, and the catalog against them.

Faults are told, never mended here. Each carries the name of what is wrong, where, and which
part of the archive it belongs to, so that a program can act on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.captures import RecordFault, check_file
from archive.catalog import Catalog

Part = Literal["captures", "catalog", "index"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing found wrong."""

    part: Part
    kind: str  # "damaged-record", "missing-record", "unknown-record", "database", "missing-document", …
    where: str  # "file:offset", a document's id, …
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One thing found sound; `size` is its share of the work, in bytes."""

    where: str
    size: int


def verify_captures(folder: Path, catalog: Catalog) -> Iterator[Fault | Checked]:
    """Walk every record of every WARC file, then compare with the catalog both ways.

    Verified are the gzip member (CRC-32), the record's declared length, its block and payload
    digests, and that each capture the catalog names lies where it says, with the same digest.
    """
    known = {(one.warc, one.offset): one.payload_digest for one in catalog.all_captures()}
    for path in sorted(folder.glob("*.warc.gz")):
        for found in check_file(path):
            if isinstance(found, RecordFault):
                known.pop((found.warc, found.offset), None)
                yield Fault(
                    part="captures",
                    kind="damaged-record",
                    where=f"{found.warc}:{found.offset}",
                    detail=found.reason,
                )
                continue
            yield Checked(where=found.locator, size=found.length)
            digest = known.pop((found.warc, found.offset), None)
            if digest is None:
                detail = f"the catalog does not know the capture of {found.url}"
                yield Fault(part="catalog", kind="unknown-record", where=found.locator, detail=detail)
            elif digest != found.payload_digest:
                detail = f"the catalog says {digest}, the record {found.payload_digest}"
                yield Fault(part="catalog", kind="other-digest", where=found.locator, detail=detail)
    for warc, offset in sorted(known):
        detail = "the catalog names a capture that is not there"
        yield Fault(part="captures", kind="missing-record", where=f"{warc}:{offset}", detail=detail)


def verify_catalog(catalog: Catalog) -> Iterator[Fault]:
    """What the database finds wrong with itself."""
    for line in catalog.check():
        yield Fault(part="catalog", kind="database", where="catalog.db", detail=line)
