"""An export as a BagIt bag (RFC 8493), for institutions that take in what others kept.

DIR/bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
DIR/data/captures/*.warc.gz      WARC 1.1
DIR/data/indexes/index.cdxj      where each capture lies
DIR/data/documents.jsonl         every revision of every document
DIR/data/sources/*.toml          how the archivist's own sources are read
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import bagit

from archive.catalog import Catalog
from archive.errors import InputUnusable
from archive.handover.cdxj import cdxj_lines
from archive.handover.metadata import revision_records
from archive.handover.snapshot import Copied, copy_captures, copy_home_catalog, copy_sources
from archive.home import Home

_DESCRIPTION = "Captures of Vietnamese provincial press and official documents, kept by baoluu"


def export_bag(home: Home, folder: Path, *, organization: str = "") -> Iterator[Copied]:
    """Write the home as a bag into `folder`, which is empty or not there yet.

    Raises: InputUnusable, HomeUnusable, CatalogUnusable.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputUnusable(f"{folder} is not empty", hint="Name a folder that is not there yet.")
    with tempfile.TemporaryDirectory() as scratch:
        copied = Path(scratch) / "catalog.db"
        copy_home_catalog(home, copied)
        yield from copy_captures(home, folder / "captures")
        with contextlib.closing(Catalog(f"sqlite:///{copied}")) as catalog:
            _write_lists(catalog, folder)
            counts = catalog.counts()
    copy_sources(home, folder / "sources")
    info = {
        "External-Description": _DESCRIPTION,
        "Baoluu-Documents": str(counts["documents"]),
        "Baoluu-Captures": str(counts["captures"]),
    }
    if organization:
        info["Source-Organization"] = organization
    bagit.make_bag(str(folder), info, checksums=["sha256"])


def _write_lists(catalog: Catalog, folder: Path) -> None:
    (folder / "indexes").mkdir(exist_ok=True)
    with (folder / "indexes" / "index.cdxj").open("w", encoding="utf-8") as file:
        for line in cdxj_lines(catalog.all_captures()):
            file.write(f"{line}\n")
    with (folder / "documents.jsonl").open("w", encoding="utf-8") as file:
        for record in revision_records(catalog):
            file.write(f"{json.dumps(record, ensure_ascii=False)}\n")
