"""A backup: a folder that is itself a home, consistent although others went on writing.

    DIR/BACKUP.json   when, of what, and whether it is complete; else it was cut
    DIR/captures/     WARC files and their manifest
    DIR/catalog.db    the catalog
    DIR/sources/      the archivist's own sources

The index is not in it: `baoluu --home DIR reindex` makes it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from archive.catalog.copying import put_in_place
from archive.handover.snapshot import (
    Copied,
    copy_captures,
    copy_home_catalog,
    copy_sources,
    prepare_folder,
    write_json,
)
from archive.home import Home

MARKER = "BACKUP.json"


def back_up(home: Home, folder: Path) -> Iterator[Copied]:
    """Copy the home into `folder`, or bring an earlier backup there up to date.

    Raises: InputUnusable when the folder holds something else; HomeUnusable; CatalogUnusable.
    """
    prepare_folder(folder, MARKER)
    was_cut = not _complete(folder / MARKER)
    write_json(folder / MARKER, {"of": str(home.path), "complete": False})
    fresh = folder / "catalog.db.new"
    copy_home_catalog(home, fresh)
    yield from copy_captures(home, folder / "captures", was_cut=was_cut)
    copy_sources(home, folder / "sources")
    # Last, so that a backup that is cut keeps the catalog of the one before; written into it and not
    # put over it, since a journal of who has it open would be played into the new file.
    put_in_place(fresh, folder / "catalog.db")
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    write_json(folder / MARKER, {"of": str(home.path), "complete": True, "at": now})


def _complete(marker: Path) -> bool:
    try:
        return bool(json.loads(marker.read_bytes())["complete"])
    except (OSError, ValueError, KeyError, TypeError):  # there is none, or only part of one
        return False
