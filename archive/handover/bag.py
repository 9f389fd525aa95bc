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
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import bagit

from archive.catalog import Catalog
from archive.errors import HomeUnusable, InputUnusable
from archive.handover.cdxj import cdxj_lines
from archive.handover.metadata import revision_records
from archive.handover.snapshot import Copied, copy_captures, copy_home_catalog, copy_sources
from archive.home import Home

_DESCRIPTION = "Captures of Vietnamese provincial press and official documents, kept by baoluu"
_SCRATCH = ".baoluu-bag-"


def export_bag(home: Home, folder: Path, *, organization: str = "") -> Iterator[Copied]:
    """Write the home as a bag into `folder`, which is empty or not there yet.

    It is made in a folder inside `folder`, whose content is moved up when it is a whole bag: what
    cuts it leaves nothing, and what a kill left is cleared away by the next.
    Raises: InputUnusable, HomeUnusable, CatalogUnusable.
    """
    try:
        _prepare(folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix=_SCRATCH) as scratch:
            bag = Path(scratch) / "bag"
            yield from _written(home, bag, Path(scratch), organization)
            for path in bag.iterdir():
                path.rename(folder / path.name)
    except OSError as error:
        raise HomeUnusable(
            f"cannot write {folder}: {error.strerror or error}",
            hint="Choose a folder you may write, on a disk with room for the captures and the catalog.",
        ) from error


def _prepare(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InputUnusable(f"{folder} is a file", hint="Name a folder that is empty or not there yet.")
    folder.mkdir(parents=True, exist_ok=True)
    present = list(folder.iterdir())
    if not all(path.name.startswith(_SCRATCH) for path in present):
        raise InputUnusable(f"{folder} is not empty", hint="Name a folder that is empty or not there yet.")
    for path in present:
        shutil.rmtree(path)


def _written(home: Home, bag: Path, scratch: Path, organization: str) -> Iterator[Copied]:
    copy_home_catalog(home, scratch / "catalog.db")
    yield from copy_captures(home, bag / "captures")
    with contextlib.closing(Catalog(f"sqlite:///{scratch / 'catalog.db'}")) as catalog:
        _write_lists(catalog, bag, scratch)
        counts = catalog.counts()
    copy_sources(home, bag / "sources")
    info = {
        "External-Description": _DESCRIPTION,
        "Baoluu-Documents": str(counts["documents"]),
        "Baoluu-Captures": str(counts["captures"]),
    }
    if organization:
        info["Source-Organization"] = organization
    bagit.make_bag(str(bag), info, checksums=["sha256"])


def _write_lists(catalog: Catalog, bag: Path, scratch: Path) -> None:
    (bag / "indexes").mkdir()
    with (bag / "indexes" / "index.cdxj").open("w", encoding="utf-8") as file:
        for line in cdxj_lines(catalog.all_captures(), scratch):
            file.write(f"{line}\n")
    with (bag / "documents.jsonl").open("w", encoding="utf-8") as file:
        for record in revision_records(catalog):
            file.write(f"{json.dumps(record, ensure_ascii=False)}\n")
