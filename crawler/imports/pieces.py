"""A file cut into what may become documents: pages, texts, records, captured exchanges."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import hashlib
import html
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from archive.captures import CapturedPage, iterate
from archive.captures.reader import RecordFault
from archive.identity import canonical_url
from crawler.charset import decode
from crawler.imports.files import FileKind, ImportFile

_ADDRESSES = (
    re.compile(r"(?i)<!--\s*saved from url=\(\d+\)(\S+?)\s*-->"),
    re.compile(r"(?i)<link\b[^>]*\brel\s*=\s*[\"']?canonical[\"']?[^>]*\bhref\s*=\s*[\"']([^\"']+)"),
    re.compile(r"(?i)<link\b[^>]*\bhref\s*=\s*[\"']([^\"']+)[\"'][^>]*\brel\s*=\s*[\"']?canonical"),
    re.compile(r"(?i)<meta\b[^>]*\bproperty\s*=\s*[\"']og:url[\"'][^>]*\bcontent\s*=\s*[\"']([^\"']+)"),
    re.compile(r"(?i)<meta\b[^>]*\bcontent\s*=\s*[\"']([^\"']+)[\"'][^>]*\bproperty\s*=\s*[\"']og:url"),
)
_MIMES = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
}
PAGE_MIMES = ("text/html", "application/xhtml+xml", "")
_DOCUMENT_MIMES = frozenset((*PAGE_MIMES, "text/plain", "application/json", "text/rtf", *_MIMES.values()))
_CHARSET = re.compile(r"[\w!#$%&+^`{}~.:-]+", re.ASCII)  # RFC 2978, 2.3; goes into a field of the capture
_CONTROL_BYTES = [bytes((number,)) for number in range(32) if number not in (9, 10, 11, 12, 13, 27)]
_MOST_INFLATION = 60  # text deflates to a fifth, markup to a twentieth; deflate bursts to a thousand
_LEAST_BURST = 50_000_000  # bytes that are never too many
_WARC_STARTS = (b"WARC/", b"\x1f\x8b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What may become one document."""

    place: str  # "" for a whole file, "line 7", "offset 4711"
    url: str  # canonical; a urn of the content where the page does not say its own
    content: bytes  # codings undone
    mime: str
    charset: str | None = None
    captured: CapturedPage | None = None  # of a WARC: copied as it is

    @property
    def content_type(self) -> str:
        """The MIME type with the charset that the page's envelope states, as its record keeps it."""
        return f"{self.mime}; charset={self.charset}" if self.charset else self.mime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in a file that cannot be read."""

    place: str
    reason: str


def cut(
    file: ImportFile, *, largest: int, wanted: Callable[[str], bool] | None = None
) -> Iterator[Piece | Fault]:
    """The pieces of one file, faults in their place; reading goes on after a fault.

    Args: largest: bytes one piece may have; wanted: whether a WARC record of this address is
        looked at at all (None: every one).
    """
    found = False
    try:
        for piece in _cut(file, largest, wanted):
            found = True
            yield piece
    except FileNotFoundError:
        yield Fault(place="", reason="no such file")
    except OSError as error:
        yield Fault(place="", reason=f"cannot be read: {error.strerror or error}")
    else:
        if not found:
            yield Fault(place="", reason="nothing in it to import")


def _cut(file: ImportFile, largest: int, wanted: Callable[[str], bool] | None) -> Iterator[Piece | Fault]:
    if file.kind is FileKind.LINK:
        yield Fault(place="", reason="a symbolic link, not followed")
        return
    size = file.path.stat().st_size
    if size == 0:
        yield Fault(place="", reason="empty")
    elif file.kind is FileKind.WARC:
        yield from _of_warc(file.path, largest, wanted)
    elif file.kind is FileKind.WACZ:
        yield from _of_wacz(file.path, largest, wanted)
    elif file.kind is FileKind.LINES:
        yield from _of_lines(file.path, largest)
    elif file.kind is FileKind.UNKNOWN:
        yield Fault(place="", reason="unknown kind of file")
    elif size > largest:
        yield Fault(place="", reason=f"larger than {largest:,} bytes (BAOLUU_PAGE_BYTES)")
    else:
        yield _of_whole(file, file.path.read_bytes())


def content_address(content: bytes) -> str:
    """The address of something that does not say its own: the same bytes, the same address."""
    return f"urn:sha256:{hashlib.sha256(content).hexdigest()[:32]}"


def page_address(content: bytes) -> str | None:
    """The address a saved page states: where it was saved from, its canonical link, og:url."""
    head = content[: 512 << 10].decode("utf-8", errors="replace")
    for pattern in _ADDRESSES:
        for found in pattern.finditer(head):
            address = _address(html.unescape(found.group(1)))
            parts = urlsplit(address or "")
            # A page that names the site's front page as its canonical one says nothing of itself.
            if parts.scheme in ("http", "https") and parts.hostname and (parts.path != "/" or parts.query):
                return address
    return None


def _address(stated: str) -> str | None:
    """The canonical form of what a page states; None where it can be no address."""
    try:
        return canonical_url(stated)
    except ValueError:
        return None


def looks_binary(content: bytes) -> bool:
    """Whether bytes are neither text in a charset of single bytes or UTF-8, nor UTF-16 or UTF-32."""
    head = content[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    strange = sum(head.count(byte) for byte in _CONTROL_BYTES)
    return strange > max(8, len(head) // 100) and not decode(head).charset.startswith("utf-16")


def _of_whole(file: ImportFile, content: bytes) -> Piece | Fault:
    if file.kind is FileKind.SAVED:
        return _of_saved(content)
    if file.kind is FileKind.TEXT:
        return Piece(place="", url=content_address(content), content=content, mime="text/plain")
    if file.kind is FileKind.OFFICE:
        mime = _MIMES[file.path.suffix.lower()]
        return Piece(place="", url=content_address(content), content=content, mime=mime)
    address = page_address(content) or content_address(content)
    return Piece(place="", url=address, content=content, mime="text/html")


def _of_saved(content: bytes) -> Piece | Fault:
    """The page inside an .mht file (RFC 2557): its first HTML part.

    Read by the older of the library's two parsers: the newer one, which reads fields by their grammar,
    ends in errors of its own (IndexError) on fields that are cut off.
    """
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page:
                stated = part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
                unfolded = "".join(str(stated).split())  # RFC 5322, 2.2.3; no address holds a blank
                address = _address(unfolded) if unfolded.startswith("http") else None
                address = address or page_address(page) or content_address(page)
                charset = part.get_content_charset() or ""
                known = charset if _CHARSET.fullmatch(charset) else None
                return Piece(place="", url=address, content=page, mime="text/html", charset=known)
    return Fault(place="", reason="no page inside")


def _of_lines(path: Path, largest: int) -> Iterator[Piece | Fault]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(largest + 1):
            number += 1
            if len(line) > largest and not line.endswith(b"\n"):
                yield Fault(
                    place=f"line {number}", reason=f"longer than {largest:,} bytes (BAOLUU_PAGE_BYTES)"
                )
                while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
                    pass
                continue
            record = line.strip()
            if record and record != b"\xef\xbb\xbf":
                place = f"line {number}"
                yield Piece(place=place, url="", content=record, mime="application/json")


def _of_warc(path: Path, largest: int, wanted: Callable[[str], bool] | None) -> Iterator[Piece | Fault]:
    with path.open("rb") as file:
        if not file.read(5).startswith(_WARC_STARTS):
            yield Fault(place="", reason="not a WARC file")
            return
    for page in iterate(path, cap=largest):
        if isinstance(page, RecordFault):
            yield Fault(place=f"offset {page.offset}", reason=page.reason)
        elif wanted is None or wanted(page.url):
            yield _of_record(page)


def _of_record(page: CapturedPage) -> Piece | Fault:
    place = f"offset {page.capture.offset}"
    if page.capture.status != 200:
        return Fault(place=place, reason=f"answer {page.capture.status}")
    if not page.body:
        return Fault(place=place, reason="no content of its own (a revisit or empty)")
    if page.capture.mime not in _DOCUMENT_MIMES:
        return Fault(place=place, reason=f"no page: {page.capture.mime}")
    url = _address(page.url)
    if url is None:
        return Fault(place=place, reason=f"its address is none: {page.url[:200]}")
    return Piece(
        place=place,
        url=url,
        content=page.body,
        mime=page.capture.mime or "text/html",
        charset=page.charset,
        captured=page,
    )


def _of_wacz(path: Path, largest: int, wanted: Callable[[str], bool] | None) -> Iterator[Piece | Fault]:
    """The WARC files inside a WACZ package (specs.webrecorder.net, WACZ 1.1.1, 3.3)."""
    try:
        with zipfile.ZipFile(path) as package, tempfile.TemporaryDirectory() as folder:
            names = sorted(name for name in package.namelist() if name.endswith((".warc", ".warc.gz")))
            if not names:
                yield Fault(place="", reason="no WARC file inside")
            for name in names:
                inner = Path(folder) / Path(name).name
                if not _unpacked(package, name, inner):
                    yield Fault(place=name, reason="inflates beyond all measure")
                    continue
                yield from _of_warc(inner, largest, wanted)
                inner.unlink()
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # a compression nobody uses
        RuntimeError,  # locked with a password
        UnicodeDecodeError,  # a name that says it is UTF-8 and is not
    ) as error:
        yield Fault(place="", reason=f"not a WACZ package: {error}")


def _unpacked(package: zipfile.ZipFile, name: str, target: Path) -> bool:
    """Write one file of a package to `target`; False, and no file, for one that was made to burst."""
    most = max(_LEAST_BURST, _MOST_INFLATION * package.getinfo(name).compress_size)
    written = 0
    with package.open(name) as packed, target.open("wb") as unpacked:
        while block := packed.read(1 << 20):
            written += len(block)
            if written > most:
                break
            unpacked.write(block)
    if written > most:
        target.unlink()
    return written <= most


def captured_at(piece: Piece, now: dt.datetime) -> dt.datetime:
    """When a piece was captured: as its WARC says, else now."""
    return piece.captured.capture.captured_at if piece.captured else now
