"""The manifest: what every byte of the WARC files was when it was written.

    captures/manifest.jsonl   one line a range of a file, appended when the range was durable:
    {"file": "baoluu-…warc.gz", "from": 0, "to": 4711, "sha256": "…", "noted_at": "2026-…Z"}

WARC files only grow, so a range once noted stays true for good. With it, a file that is gone,
was cut or was written over is found even where the catalog is gone too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.jsonl"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedRange:
    """Bytes `start` to `end` of one WARC file as they were when they were written."""

    file: str
    start: int
    end: int
    sha256: str  # 64 hex digits
    noted_at: dt.datetime  # aware, UTC


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of the manifest that is none, by its number from 1."""

    number: int
    reason: str


def read_manifest(folder: Path) -> Iterator[NotedRange | BadLine]:
    """Every line, in order. A last line without its end was cut by a crash and is left out."""
    try:
        lines = (folder / MANIFEST).read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    for number, line in enumerate(lines[:-1], 1):
        try:
            yield _range(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            yield BadLine(number, f"not readable: {error}")


def ranges_by_file(folder: Path) -> Mapping[str, Sequence[NotedRange]]:
    """The readable ranges of each file, in order of their bytes."""
    found: defaultdict[str, list[NotedRange]] = defaultdict(list)
    for one in read_manifest(folder):
        if isinstance(one, NotedRange):
            found[one.file].append(one)
    return {file: sorted(ranges, key=lambda one: one.start) for file, ranges in found.items()}


def noted_end(folder: Path, file: str) -> int:
    """Byte up to which a file is in the manifest; 0 when it is not."""
    ranges = ranges_by_file(folder).get(file, ())
    return max((one.end for one in ranges), default=0)


def note_range(
    folder: Path, file: str, start: int, end: int, sha256: str, *, noted_at: dt.datetime | None = None
) -> None:
    """Append a range, durably; only the holder of the captures' lock may.

    Args: noted_at: aware, UTC; now when it is None.
    """
    moment = noted_at or dt.datetime.now(dt.UTC)
    line = {
        "file": file,
        "from": start,
        "to": end,
        "sha256": sha256,
        "noted_at": moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    path = folder / MANIFEST
    with path.open("ab+") as manifest:
        _end_at_line(manifest.fileno())
        manifest.write(json.dumps(line).encode() + b"\n")
        manifest.flush()
        os.fsync(manifest.fileno())


def hash_range(path: Path, start: int, end: int) -> hashlib._Hash:
    """SHA-256 over bytes `start` to `end`, or to the file's end where that comes first."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (chunk := file.read(min(left, _CHUNK))):
            digest.update(chunk)
            left -= len(chunk)
    return digest


def _end_at_line(descriptor: int) -> None:
    """Cut what a crash left of a line."""
    size = os.fstat(descriptor).st_size
    back = min(size, 4096)
    tail = os.pread(descriptor, back, size - back)
    os.ftruncate(descriptor, size - back + tail.rfind(b"\n") + 1)


def _range(fields: Mapping[str, object]) -> NotedRange:
    start, end = fields["from"], fields["to"]
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise ValueError("no range of bytes")
    return NotedRange(
        file=str(fields["file"]),
        start=start,
        end=end,
        sha256=str(fields["sha256"]),
        noted_at=dt.datetime.fromisoformat(str(fields["noted_at"])),
    )
