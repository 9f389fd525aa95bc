"""The one writer of captures: append, make durable, answer where it lies, rotate."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from archive.captures.lock import take_lock
from archive.captures.manifest import hash_range, note_range, noted_end
from archive.captures.records import Exchange, RecordWriter, status_of
from archive.captures.recovery import mend_tail, read_tail_mark, write_tail_mark
from archive.errors import Busy, HomeUnusable
from archive.model import Capture, CaptureKind, CaptureRole

_NAME = re.compile(r"baoluu-(\d+)-")


class CaptureStore:
    """Appends captures to the newest WARC file of a folder; one process at a time.

    Opening mends what a crash cut: the newest file is truncated to its last whole record.
    An append answers only after fsync, unless it is told `durable=False`; then `sync`
    must be called before anything speaks of the capture.
    Raises: Busy when another process has the folder open for writing; HomeUnusable when
    it cannot be written.
    """

    def __init__(self, folder: Path, *, rotate_bytes: int, operator: str = "baoluu", wait: float = 0) -> None:
        """Args: rotate_bytes: size at which a file is closed; wait: seconds for another writer."""
        self._folder = folder
        self._rotate_bytes = rotate_bytes
        self._operator = operator
        self._records = RecordWriter()
        self._file: int | None = None
        self._name = ""
        self._size = 0
        self._noted = 0  # bytes of the file that the manifest has
        self._unnoted = hashlib.sha256()  # over the bytes after them
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = take_lock(folder, wait)
        except OSError as error:
            raise _unwritable(folder, error) from error
        if self._lock is None:
            raise Busy(
                f"another process is writing captures in {folder}",
                hint="Wait until the running crawl or import ends (`baoluu --wait SECONDS …` does), "
                "or use another --home.",
            )
        try:
            self._resume()
        except BaseException:
            self._unlock()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append_exchange(
        self,
        *,
        url: str,
        source: str,
        captured_at: dt.datetime,
        request: bytes,
        status_line: str,
        headers: Sequence[tuple[str, str]],
        body: bytes,
        seen: Capture | None = None,
        role: CaptureRole = CaptureRole.PAGE,
        durable: bool = True,
    ) -> Capture:
        """Keep one HTTP exchange; a revisit where `seen` already holds its payload.

        `body` has its transfer coding undone and its content coding as sent.
        """
        exchange = Exchange(url, source, captured_at, request, status_line, headers, body, role)
        answer, asked, kind, digest = self._records.exchange(exchange, seen)
        mime = next((value for name, value in headers if name.lower() == "content-type"), "")
        offset = self._append((answer, asked), durable)
        return Capture(
            url=url,
            captured_at=captured_at,
            kind=kind,
            status=status_of(status_line),
            mime=mime.partition(";")[0].strip().lower(),
            payload_digest=digest,
            warc=self._name,
            offset=offset,
            length=len(answer),
            source=source,
        )

    def append_resource(
        self,
        *,
        url: str,
        source: str,
        captured_at: dt.datetime,
        mime: str,
        body: bytes,
        filename: str = "",
        durable: bool = True,
    ) -> Capture:
        """Keep an imported file as it is on disk."""
        record, digest = self._records.resource(url, source, captured_at, mime, body, filename)
        offset = self._append((record,), durable)
        return Capture(
            url=url,
            captured_at=captured_at,
            kind=CaptureKind.RESOURCE,
            status=200,
            mime=mime.partition(";")[0].strip().lower(),
            payload_digest=digest,
            warc=self._name,
            offset=offset,
            length=len(record),
            source=source,
        )

    def sync(self) -> None:
        """Make everything appended so far durable. Raises: HomeUnusable."""
        try:
            self._sync()
        except OSError as error:
            raise _unwritable(self._folder, error) from error

    def close(self) -> None:
        """Sync and let the next writer in. Raises: HomeUnusable."""
        try:
            self._end_file()
        finally:
            self._unlock()

    def _append(self, records: Sequence[bytes], durable: bool) -> int:
        """Byte offset of the first record; all or nothing of them stays in the file."""
        data = b"".join(records)
        if self._file is None or self._size >= self._rotate_bytes:
            self._begin_file()
        assert self._file is not None
        offset = self._size
        try:
            written = 0
            while written < len(data):
                written += os.write(self._file, data[written:])
            self._size = offset + len(data)
            if durable:
                self._sync()
        except BaseException as stopped:
            # A half-written record, be it by Ctrl-C, would put the ones after it elsewhere than is
            # answered; the file ends where it did.
            os.ftruncate(self._file, offset)
            self._size = offset
            if isinstance(stopped, OSError):
                raise _unwritable(self._folder, stopped) from stopped
            raise
        self._unnoted.update(data)
        return offset

    def _sync(self) -> None:
        if self._file is not None:
            os.fsync(self._file)
            write_tail_mark(self._folder / self._name, self._size)

    def _unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _resume(self) -> None:
        files = sorted(self._folder.glob("*.warc.gz"))
        if not files:
            return
        newest = files[-1]
        try:
            noted = noted_end(self._folder, newest.name)
            if newest.stat().st_size < noted:
                return  # it lost records: it stays as it is for `verify`, a new file is begun
            # What the manifest has was whole once: rot in it is named by `verify`, never cut off.
            size = max(noted, mend_tail(newest, read_tail_mark(newest), at_least=noted))
            if size == 0:
                newest.unlink()
                return
            if size < self._rotate_bytes:
                self._file = os.open(newest, os.O_WRONLY | os.O_APPEND)
                self._name, self._size = newest.name, size
                self._noted, self._unnoted = noted, hash_range(newest, noted, size)
        except OSError as error:
            raise _unwritable(self._folder, error) from error

    def _end_file(self) -> None:
        """Close the file; the manifest has all of it then."""
        if self._file is None:
            return
        try:
            os.fsync(self._file)
            # Both say again what lies in the file: what cannot be noted now, the next opening notes.
            with contextlib.suppress(OSError):
                write_tail_mark(self._folder / self._name, self._size)
                if self._size > self._noted:
                    note_range(self._folder, self._name, self._noted, self._size, self._unnoted.hexdigest())
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        finally:
            os.close(self._file)
            self._file = None

    def _begin_file(self) -> None:
        self._end_file()
        name = _next_name(self._folder)
        try:
            self._file = os.open(
                self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644
            )
            self._name, self._size = name, 0
            self._noted, self._unnoted = 0, hashlib.sha256()
            _sync_folder(self._folder)
            self._append((self._records.warcinfo(name, self._operator),), durable=True)
        except BaseException as stopped:
            self._drop_begun_file()
            if isinstance(stopped, OSError):
                raise _unwritable(self._folder, stopped) from stopped
            raise

    def _drop_begun_file(self) -> None:
        """What is appended next begins a file again: none is without its warcinfo."""
        if self._file is None:
            return
        os.close(self._file)
        self._file = None
        with contextlib.suppress(OSError):
            (self._folder / self._name).unlink()


def _next_name(folder: Path) -> str:
    """A name behind all that are there: the newest file is known by it, even where others were lost."""
    numbers = [int(found[1]) for path in folder.glob("*.warc.gz") if (found := _NAME.match(path.name))]
    moment = dt.datetime.now(dt.UTC).strftime("%Y%m%d%H%M%S")
    return f"baoluu-{max(numbers, default=-1) + 1:05d}-{moment}.warc.gz"


def _sync_folder(folder: Path) -> None:
    """Make a new file's name durable too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(folder: Path, error: OSError) -> HomeUnusable:
    return HomeUnusable(
        f"cannot write captures in {folder}: {error.strerror or error}",
        hint="Free disk space or mend the folder's permissions, then run the same command again.",
    )
