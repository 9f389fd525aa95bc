"""Which files lie under the paths a person named, in an order that is always the same."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class FileKind(StrEnum):
    """How a file is read."""

    PAGE = "page"  # a saved HTML page
    SAVED = "saved"  # .mht: a page with its pictures
    TEXT = "text"
    LINES = "lines"  # .jsonl
    WARC = "warc"
    WACZ = "wacz"
    OFFICE = "office"  # PDF, Word, RTF, OpenDocument
    LINK = "link"  # a symbolic link inside a folder, which may lead anywhere
    UNKNOWN = "unknown"


_KINDS = {
    ".html": FileKind.PAGE,
    ".htm": FileKind.PAGE,
    ".xhtml": FileKind.PAGE,
    ".mht": FileKind.SAVED,
    ".mhtml": FileKind.SAVED,
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".jsonl": FileKind.LINES,
    ".ndjson": FileKind.LINES,
    ".warc": FileKind.WARC,
    ".warc.gz": FileKind.WARC,
    ".wacz": FileKind.WACZ,
    ".pdf": FileKind.OFFICE,
    ".doc": FileKind.OFFICE,
    ".docx": FileKind.OFFICE,
    ".rtf": FileKind.OFFICE,
    ".odt": FileKind.OFFICE,
}
_COMPANIONS = ("_files", "_file", "_tep", ".files")  # browsers save a page's pictures there


@dataclass(frozen=True, slots=True)
class ImportFile:
    """One file to read."""

    path: Path
    name: str  # how it is spoken of: the path as named, without the machine's folders
    kind: FileKind


def find_files(paths: Iterable[Path]) -> Iterator[ImportFile]:
    """Every file under `paths`; folders in sorted order, hidden files and companions of saved pages not.

    A path that is not there is yielded too, so that it is reported; so are symbolic links inside
    a folder, which are not followed: what somebody else packed must not reach out of its folder.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, path)
        else:
            yield ImportFile(path, _legible(path.name if path.exists() else path), file_kind(path))


def file_kind(path: Path) -> FileKind:
    """How the file is read, by its name."""
    name = path.name.lower()
    if name.endswith(".warc.gz"):
        return FileKind.WARC
    return _KINDS.get(path.suffix.lower(), FileKind.UNKNOWN)


def _in_folder(folder: Path, top: Path) -> Iterator[ImportFile]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            yield ImportFile(path, _legible(path.relative_to(top)), FileKind.LINK)
        elif path.is_dir():
            if not _is_companion(path):
                yield from _in_folder(path, top)
        elif path.is_file():
            yield ImportFile(path, _legible(path.relative_to(top)), file_kind(path))


def _legible(path: str | Path) -> str:
    """A path as text; Linux keeps names in any charset, and what is not UTF-8 can be stored nowhere."""
    return os.fsencode(path).decode("utf-8", "replace")


def _is_companion(folder: Path) -> bool:
    for ending in _COMPANIONS:
        if folder.name.endswith(ending):
            stem = folder.name.removesuffix(ending)
            return any(folder.with_name(stem + kind).exists() for kind in (".html", ".htm", ".xhtml"))
    return False
