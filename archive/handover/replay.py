"""An export as WACZ, one file that replay programs open without a server of ours.

    archive/*.warc.gz         WARC 1.1
    indexes/index.cdx.gz      where each capture lies, compressed in blocks; index.idx finds the block
    pages/pages.jsonl         the documents' titles and addresses
    datapackage.json          the SHA-256 of every file; datapackage-digest.json that of this list

Form: WACZ 1.1.1, specs.webrecorder.net/wacz/1.1.1, written by the `wacz` library.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import logging
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from archive.catalog import Catalog
from archive.errors import EngineUnavailable, HomeUnusable, InputUnusable
from archive.handover.snapshot import Copied, copy_captures, copy_home_catalog
from archive.home import Home

_log = logging.getLogger(__name__)
_PAGES_HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "Báo Lưu"}


def export_wacz(home: Home, file: Path, *, title: str = "") -> Iterator[Copied]:
    """Write the home's captures as a WACZ into `file`, which is not there yet.

    The captures are copied as of one instant beside `file` first, so that others may go on
    writing: twice their size is needed until it is done.
    Raises: EngineUnavailable without the library; InputUnusable, HomeUnusable, CatalogUnusable.
    """
    if importlib.util.find_spec("wacz") is None:
        raise EngineUnavailable(
            "writing WACZ needs a library that is not installed", hint="pip install 'baoluu[wacz]'"
        )
    if file.exists():
        raise InputUnusable(f"{file} is there already", hint="Name a file that is not there yet.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".wacz-") as scratch:
            yield from _written(home, file, Path(scratch), title)
    except OSError as error:
        raise HomeUnusable(
            f"cannot write {file}: {error.strerror or error}",
            hint="Choose a folder you may write, on a disk with room for twice the captures.",
        ) from error


def _written(home: Home, file: Path, scratch: Path, title: str) -> Iterator[Copied]:
    copy_home_catalog(home, scratch / "catalog.db")
    yield from copy_captures(home, scratch / "captures")
    warcs = sorted((scratch / "captures").glob("*.warc.gz"))
    if not warcs:
        raise InputUnusable("there is no capture to export", hint="Crawl or import something first.")
    pages = scratch / "pages.jsonl"
    with contextlib.closing(Catalog(f"sqlite:///{scratch / 'catalog.db'}")) as catalog:
        _write_pages(catalog, pages)
    unfinished = scratch / "unfinished.wacz"
    _package(warcs, pages, unfinished, title)
    unfinished.replace(file)


def _write_pages(catalog: Catalog, pages: Path) -> None:
    """One line for each document that has a web address: what a replay program lists."""
    with pages.open("w", encoding="utf-8") as lines:
        lines.write(f"{json.dumps(_PAGES_HEADER, ensure_ascii=False)}\n")
        for revision in catalog.latest_revisions():
            url = revision.document.url
            if urlsplit(url).scheme not in ("http", "https"):
                continue
            page = {
                "id": str(uuid.uuid5(uuid.NAMESPACE_URL, url)),
                "url": revision.capture.url,
                "ts": revision.capture.captured_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "title": revision.document.title,
            }
            lines.write(f"{json.dumps(page, ensure_ascii=False)}\n")


def _package(warcs: list[Path], pages: Path, file: Path, title: str) -> None:
    from wacz.main import main as wacz  # optional, and slow to import

    arguments = ["create", "--output", str(file), "--pages", str(pages), "--copy-pages"]
    if title:
        arguments += ["--title", title]
    said = io.StringIO()  # it tells its steps on standard output, which is ours
    with contextlib.redirect_stdout(said):
        failed = wacz([*arguments, *map(str, warcs)])
    _log.debug("wacz: %s", said.getvalue())
    if failed:
        raise RuntimeError(f"wacz refused its input: {said.getvalue()[-500:]}")
