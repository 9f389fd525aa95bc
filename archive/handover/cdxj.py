"""The captures as CDXJ, the index replay tools read: sort-friendly key, time, JSON; sorted by bytes.

Form: specs.webrecorder.net/cdxj/0.1.0, https://github.com/webrecorder/cdxj-indexer.
Key: Sort-friendly URI Reordering Transform, as pywb and OpenWayback write it.
"""

from __future__ import annotations

import contextlib
import heapq
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from archive.batching import batched
from archive.captures.records import digest_field
from archive.model import Capture, CaptureKind

REVISIT_MIME = "warc/revisit"
_RUN = 50_000  # lines sorted in memory at a time: some 30 MB


def cdxj_lines(captures: Iterable[Capture], scratch: Path) -> Iterator[str]:
    """A line for each capture of a web address, sorted; imported files have no address to replay.

    Args: scratch: a folder for the lines meanwhile, on a disk with room for all of them.
    """
    replayable = (one for one in captures if urlsplit(one.url).scheme in ("http", "https"))
    return sorted_lines(map(cdxj_line, replayable), scratch)


def sorted_lines(lines: Iterable[str], scratch: Path, *, run: int = _RUN) -> Iterator[str]:
    """Lines without line ends in the order of their bytes, `run` of them in memory at a time.

    Runs sorted in memory lie in `scratch` and are merged (external merge sort).
    """
    paths: list[Path] = []
    for batch in batched(lines, run):
        paths.append(scratch / f"{len(paths):06d}.run")
        with paths[-1].open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in sorted(batch))
    with contextlib.ExitStack() as opened:
        runs = [opened.enter_context(path.open(encoding="utf-8", newline="\n")) for path in paths]
        # Compared without their line ends: a tab would come before one.
        yield from heapq.merge(*((line.removesuffix("\n") for line in each) for each in runs))
    for path in paths:
        path.unlink()


def cdxj_line(capture: Capture) -> str:
    """One capture, without a line end."""
    fields = {
        "url": capture.url,
        "mime": REVISIT_MIME if capture.kind is CaptureKind.REVISIT else capture.mime or "unk",
        "status": str(capture.status),
        "digest": digest_field(capture.payload_digest),
        "length": str(capture.length),
        "offset": str(capture.offset),
        "filename": capture.warc,
    }
    moment = capture.captured_at.strftime("%Y%m%d%H%M%S")
    return f"{surt(capture.url)} {moment} {json.dumps(fields, ensure_ascii=False)}"


def surt(url: str) -> str:
    """`vn,example,bao)/tin?id=1` of `https://www.bao.example.vn/tin?id=1`."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    labels = host.removeprefix("www.").split(".")
    try:
        port = parts.port
    except ValueError:
        port = None
    with_port = f":{port}" if port and port != {"http": 80, "https": 443}.get(parts.scheme) else ""
    path = (parts.path or "/").lower()
    if len(path) > 1:
        path = path.removesuffix("/")
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{','.join(reversed(labels))}{with_port}){path}{'?' + query if query else ''}"
