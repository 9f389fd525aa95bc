"""Read captures back: one by its place, or all of them, checking every digest on the way."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.captures.coding import CodingFault, decoded_body
from archive.captures.members import BrokenMember, Member, members, read_member
from archive.captures.records import (
    FILENAME_FIELD,
    ROLE_FIELD,
    SOURCE_FIELD,
    digest_from_field,
    sha256_digest,
)
from archive.errors import CaptureDamaged
from archive.model import Capture, CaptureKind, CaptureRole

DEFAULT_CAP = 200_000_000
"""Bytes a payload may inflate to; more is cut off and refused as damaged."""

_KEPT = {kind.value for kind in CaptureKind}

# The last two: warcio takes for granted that a response names its address and a digest its algorithm.
_NO_WARC = (ArchiveLoadFailed, EOFError, ValueError, AttributeError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedPage:
    """A capture with its payload, as a reader wants it."""

    capture: Capture
    headers: tuple[tuple[str, str], ...]  # of the HTTP answer; empty for a resource
    payload: bytes  # the record's own bytes after the HTTP head, codings as sent
    body: bytes  # codings undone; empty for a revisit, whose payload lies elsewhere
    charset: str | None  # as the Content-Type header says
    role: CaptureRole = CaptureRole.PAGE  # of records that are not ours, too
    filename: str = ""  # of an imported file
    refers_to_url: str = ""  # of a revisit
    refers_to_date: str = ""  # of a revisit, WARC-Date as written

    @property
    def url(self) -> str:
        """The address that was asked for."""
        return self.capture.url


@dataclass(frozen=True, slots=True)
class RecordFault:
    """Something wrong at one place of one WARC file."""

    warc: str
    offset: int
    reason: str


def read_capture(folder: Path, warc: str, offset: int, *, cap: int = DEFAULT_CAP) -> CapturedPage:
    """The capture at `offset` of the file `warc`.

    Raises: CaptureDamaged when nothing readable lies there or a digest does not fit.
    """
    path = folder / warc
    if Path(warc).name != warc or not path.is_file():
        raise _damaged(warc, offset, "the file is missing")
    with path.open("rb") as file:
        member = read_member(file, offset)
    if isinstance(member, str):
        raise _damaged(warc, offset, member)
    page = _page(warc, member, cap)
    if page is None:
        raise _damaged(warc, offset, "the record there is no capture")
    if isinstance(page, RecordFault):
        raise _damaged(warc, offset, page.reason)
    return page


def iterate(
    path: Path, start: int = 0, *, source: str = "", cap: int = DEFAULT_CAP
) -> Iterator[CapturedPage | RecordFault]:
    """Every capture of one WARC file in order, faults in their place.

    Reads files of others too: plain `.warc`, and records without our own fields, which are
    given `source`.
    """
    if not _is_gzip(path):
        yield from _iterate_plain(path, source, cap)
        return
    for member in members(path, start):
        if isinstance(member, BrokenMember):
            yield RecordFault(path.name, member.offset, member.reason)
            continue
        page = _page(path.name, member, cap, source)
        if page is not None:
            yield page


def captures_in(folder: Path) -> Iterator[CapturedPage | RecordFault]:
    """Every capture of a home's captures folder, oldest file first."""
    for path in sorted(folder.glob("*.warc.gz")):
        yield from iterate(path)


def check_file(path: Path, start: int = 0) -> Iterator[Capture | RecordFault]:
    """Walk every record of one of our files and verify it: structure, block and payload digest."""
    for member in members(path, start):
        if isinstance(member, BrokenMember):
            yield RecordFault(path.name, member.offset, member.reason)
            continue
        found = _page(path.name, member, DEFAULT_CAP)
        if isinstance(found, RecordFault):
            yield found
        elif found is not None:
            yield found.capture


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _iterate_plain(path: Path, source: str, cap: int) -> Iterator[CapturedPage | RecordFault]:
    offset = 0
    with path.open("rb") as file:
        records = ArchiveIterator(file, no_record_parse=False, check_digests=True)
        try:
            for record in records:
                declared = record.rec_headers.get_header("Content-Length") or "0"
                page = _record_page(path.name, 0, 0, record, cap, source)
                cut = _unread(record)
                # Asking for the offset reads to the record's end, so the payload comes first.
                offset = records.get_record_offset()
                if cut:
                    yield RecordFault(
                        path.name, offset, f"the file ends inside this record of {declared} bytes"
                    )
                elif isinstance(page, RecordFault):
                    yield replace(page, offset=offset)
                elif page is not None:
                    yield replace(page, capture=replace(page.capture, offset=offset))
        except _NO_WARC as error:
            yield RecordFault(path.name, offset, f"not readable as WARC: {error}")


def _page(warc: str, member: Member, cap: int, source: str = "") -> CapturedPage | RecordFault | None:
    """What one member holds; None for records that are no captures (warcinfo, request, metadata)."""
    stream = io.BytesIO(member.data)
    try:
        record = next(iter(ArchiveIterator(stream, check_digests=True)), None)
        if record is None:
            return RecordFault(warc, member.offset, "an empty gzip member")
        return _record_page(warc, member.offset, member.length, record, cap, source)
    except _NO_WARC as error:
        return RecordFault(warc, member.offset, f"not readable as WARC: {error}")


def _record_page(
    warc: str, offset: int, length: int, record: ArcWarcRecord, cap: int, source: str
) -> CapturedPage | RecordFault | None:
    head = record.rec_headers
    payload = record.raw_stream.read()
    if _unread(record):
        return RecordFault(warc, offset, "the record ends before its declared length")
    if record.digest_checker.passed is False:
        return RecordFault(warc, offset, "; ".join(record.digest_checker.problems))
    if record.rec_type not in _KEPT:
        return None
    when = _instant(head.get_header("WARC-Date") or "")
    if when is None:
        return RecordFault(warc, offset, "the record has no readable WARC-Date")
    kind = CaptureKind(record.rec_type)
    http = record.http_headers
    headers = tuple(http.headers) if http is not None else ()
    content_type = (
        http.get_header("Content-Type") if http is not None else head.get_header("Content-Type")
    ) or ""
    mime, _, parameters = content_type.partition(";")
    digest = head.get_header("WARC-Payload-Digest")
    body = payload
    if kind is CaptureKind.RESPONSE:
        try:
            body = decoded_body(payload, headers, cap)
        except CodingFault as fault:
            return RecordFault(warc, offset, str(fault))
    return CapturedPage(
        capture=Capture(
            url=head.get_header("WARC-Target-URI") or "",
            captured_at=when,
            kind=kind,
            status=_status(record) if http is not None else 200,
            mime=mime.strip().lower(),
            payload_digest=digest_from_field(digest) if digest else sha256_digest(payload),
            warc=warc,
            offset=offset,
            length=length,
            source=head.get_header(SOURCE_FIELD) or source,
        ),
        headers=headers,
        payload=payload,
        body=b"" if kind is CaptureKind.REVISIT else body,
        charset=_charset(parameters),
        role=_role(head.get_header(ROLE_FIELD) or ""),
        filename=head.get_header(FILENAME_FIELD) or "",
        refers_to_url=head.get_header("WARC-Refers-To-Target-URI") or "",
        refers_to_date=head.get_header("WARC-Refers-To-Date") or "",
    )


def _unread(record: ArcWarcRecord) -> bool:
    """Whether the record ended before its declared length; one that declares none has no limit."""
    return bool(getattr(record.raw_stream, "limit", 0))


def _status(record: ArcWarcRecord) -> int:
    code = record.http_headers.get_statuscode() or ""
    return int(code) if code.isascii() and code.isdigit() else 0


def _role(text: str) -> CaptureRole:
    return CaptureRole(text) if text in set(CaptureRole) else CaptureRole.PAGE


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip():
            return value.strip().strip("\"'").lower()
    return None


def _instant(text: str) -> dt.datetime | None:
    try:
        when = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)


def _damaged(warc: str, offset: int, reason: str) -> CaptureDamaged:
    return CaptureDamaged(
        f"capture {warc}:{offset} cannot be read: {reason}",
        hint="Run `baoluu verify` to see what else is damaged, and restore the file from a copy.",
    )
