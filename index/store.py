"""The index on disk: generations side by side, one of them current, swapped in at once.

    HOME/index/CURRENT          the name of the generation that is searched
    HOME/index/g000002/         a generation, complete since the day it got this name
    HOME/index/g000003.new/     one being built; left over after a crash, removed by the next build

A reader opens what CURRENT names and keeps it open as long as it likes. A build fills a
folder beside, writes COMPLETE.json last, gets its final name, and only then does CURRENT
name it, by an atomic rename. Opening never creates and never deletes.
"""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import hashlib
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from archive.errors import Busy, HomeUnusable, IndexMissing
from index.engines import open_factory
from index.ports import CURRENT, MEMORY, Edition, IndexWriter, SearchEngine

DEFAULT_ENGINE = "whoosh"
SCHEMA = 2
"""Counts what changes the meaning of an index (text keys, fields, facets); a new one asks for a re-index."""
_CURRENT = "CURRENT"
_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)
_COMPLETE = "COMPLETE.json"
_DIGEST = "sha256"  # the field of COMPLETE.json that is over the others
_KEPT = 2  # generations: the current one and the one readers may still be opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """What COMPLETE.json says of a generation."""

    name: str
    engine: str
    schema: int
    documents: int  # when it was built; commits since then are not counted
    built_at: str  # ISO 8601, UTC


class IndexStore:
    """The index folder of a home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def generation(self) -> Generation:
        """The current one. Raises: IndexMissing."""
        try:
            name = (self.folder / _CURRENT).read_text(encoding="utf-8").strip()
            fields = json.loads((self.folder / name / _COMPLETE).read_text(encoding="utf-8"))
            written = fields.pop(_DIGEST, None)  # absent where an older version wrote it
            if written is not None and written != _digest(fields):
                raise ValueError(f"{_COMPLETE} is not what was written")
            if fields["schema"] > SCHEMA:
                raise IndexMissing(
                    f"the index in {self.folder} was made by a newer version of Báo Lưu "
                    f"(schema {fields['schema']}; this one knows {SCHEMA})",
                    hint="Use that version again, or run `baoluu reindex` to make the index with this one.",
                )
            return Generation(**fields)
        except FileNotFoundError as error:
            raise IndexMissing(
                f"no usable index in {self.folder}",
                hint="Run `baoluu reindex`, which makes it from the catalog.",
            ) from error
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexMissing(
                f"the index in {self.folder} cannot be read: {error}",
                hint="Run `baoluu reindex`, which makes it again from the catalog.",
            ) from error

    def edition(self) -> Edition:
        """Which version made the current generation. Raises: IndexMissing, EngineUnavailable."""
        return self._edition_of(self.generation())

    def open(self) -> SearchEngine:
        """The current generation, for searching. Raises: IndexMissing, EngineUnavailable."""
        current = self.generation()
        return open_factory(current.engine).open(self.folder / current.name)

    def state(self) -> str:
        """Names what is searched now; changes with every commit and every build. Raises: as `open`."""
        current = self.generation()
        engine = open_factory(current.engine).open(self.folder / current.name)
        try:
            return f"{current.name}/{engine.generation}"
        finally:
            engine.close()

    def damage(self) -> Iterator[tuple[str, str]]:
        """(file, what is wrong) of the current generation's files; reads all of them.

        Raises: IndexMissing, EngineUnavailable.
        """
        current = self.generation()
        return open_factory(current.engine).damage(self.folder / current.name)

    @contextmanager
    def writing(self, *, wait: float = 0, memory: int = MEMORY) -> Iterator[IndexWriter]:
        """A writer on the current generation; the first one is made where there is none.

        Args: wait: seconds to wait for another writer; memory: bytes that writing may take.
        Raises: Busy, IndexMissing (an outdated index is not added to).
        """
        with self._written(), self.locked("writer", wait):
            if not (self.folder / _CURRENT).exists():
                with self._building(DEFAULT_ENGINE, memory=memory):
                    pass
            current = self.generation()
            if not self._edition_of(current).current:
                raise IndexMissing(
                    "the index was made by an earlier version of Báo Lưu, and is not added to",
                    hint="Run `baoluu reindex`; until it is done the old index goes on answering, "
                    "and what is not in it yet waits in the catalog.",
                )
            with open_factory(current.engine).writer(self.folder / current.name, memory=memory) as writer:
                yield writer

    @contextmanager
    def building(
        self,
        engine: str = DEFAULT_ENGINE,
        *,
        catch_up: Callable[[IndexWriter], None] | None = None,
        wait: float = 0,
        memory: int = MEMORY,
    ) -> Iterator[IndexWriter]:
        """A writer on a fresh generation, which becomes current when the block ends well.

        Args: catch_up: called with the writer under the writers' lock just before the swap, to
            add what was written to the old generation meanwhile; wait: seconds to wait for
            another build; memory: bytes that building may take.
        Raises: Busy when another build is running for longer.
        """
        with (
            self._written(),
            self.locked("build", wait),
            self._building(engine, catch_up, memory=memory, lock_swap=True) as writer,
        ):
            yield writer

    def _edition_of(self, generation: Generation) -> Edition:
        edition = open_factory(generation.engine).edition(self.folder / generation.name)
        return replace(edition, current=edition.current and generation.schema == SCHEMA)

    @contextmanager
    def _written(self) -> Iterator[None]:
        """A disk that is full or cannot be written becomes an error that says so."""
        try:
            yield
        except OSError as error:
            if error.errno not in _UNWRITABLE:
                raise
            raise HomeUnusable(
                f"cannot write the index in {self.folder}: {error.strerror}",
                hint="Free disk space or mend the folder's permissions, then run the same command again; "
                "the captures and the catalog are whole.",
            ) from error

    @contextmanager
    def _building(
        self,
        engine: str,
        catch_up: Callable[[IndexWriter], None] | None = None,
        *,
        memory: int,
        lock_swap: bool = False,
    ) -> Iterator[IndexWriter]:
        self._make_folder()
        for leftover in self.folder.glob("*.new"):
            shutil.rmtree(leftover, ignore_errors=True)
        name = f"g{self._newest_number() + 1:06d}"
        fresh = self.folder / f"{name}.new"
        fresh.mkdir()
        factory = open_factory(engine)
        factory.create(fresh)
        with factory.writer(fresh, memory=memory) as writer:
            yield writer
        if lock_swap:
            with self.locked("writer", wait=600):
                if catch_up is not None:
                    with factory.writer(fresh, memory=memory) as writer:
                        catch_up(writer)
                self._swap_in(fresh, name, engine)
        else:
            self._swap_in(fresh, name, engine)

    def _swap_in(self, fresh: Path, name: str, engine: str) -> None:
        built = open_factory(engine).open(fresh)
        made = Generation(
            name=name,
            engine=engine,
            schema=SCHEMA,
            documents=built.document_count,
            built_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        )
        built.close()
        fields = asdict(made)
        _write_durably(fresh / _COMPLETE, json.dumps({**fields, _DIGEST: _digest(fields)}, indent=2))
        fresh.rename(self.folder / name)
        _write_durably(self.folder / _CURRENT, name)
        for old in sorted(self.folder.glob("g??????"))[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)

    @contextmanager
    def locked(self, name: str, wait: float = 0) -> Iterator[None]:
        """Hold one of the folder's locks. Raises: Busy when it is held for longer than `wait` seconds."""
        self._make_folder()
        descriptor = os.open(self.folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _acquire(descriptor, self.folder, name, wait)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
            yield
        finally:
            os.close(descriptor)

    def _newest_number(self) -> int:
        numbers = [int(path.name[1:]) for path in self.folder.glob("g??????") if path.name[1:].isdigit()]
        return max(numbers, default=0)

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(
                f"cannot write {self.folder}: {error.strerror}", hint="Mend the folder's permissions."
            ) from error


class LiveIndex:
    """The index as a long-running reader holds it: always on the last committed state.

    Each generation is read through once and checked before it answers, so that what rotted on
    disk is never served.
    """

    def __init__(self, store: IndexStore) -> None:
        """Opens nothing yet, so that a site can start before its index is there."""
        self._store = store
        self._lock = threading.Lock()
        self._engine: SearchEngine | None = None
        self._name = ""
        self._edition = CURRENT
        self._unfit: IndexMissing | None = None

    def engine(self) -> SearchEngine:
        """The current state; an engine given out before stays usable. Raises: IndexMissing."""
        current = self._store.generation()
        with self._lock:
            if current.name != self._name:
                self._unfit = self._found_unfit()
                if self._unfit is None:
                    self._engine = self._store.open()
                    self._edition = self._store.edition()
                self._name = current.name
            elif self._engine is not None:
                self._engine = self._engine.refreshed()
            if self._unfit is not None:
                raise self._unfit
            assert self._engine is not None, "a fit generation was opened"
            return self._engine

    @property
    def edition(self) -> Edition:
        """Of the generation that `engine` answered from last."""
        return self._edition

    def _found_unfit(self) -> IndexMissing | None:
        damaged = next(self._store.damage(), None)
        if damaged is None:
            return None
        return IndexMissing(
            f"the index is damaged: {damaged[0]} is {damaged[1]}",
            hint="Run `baoluu reindex`, which makes it again from the catalog.",
        )


def _acquire(descriptor: int, folder: Path, name: str, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as held:
            if time.monotonic() >= deadline:
                holder = os.pread(descriptor, 32, 0).decode("ascii", "replace") or "unknown"
                raise Busy(
                    f"another process (pid {holder}) holds the {name} lock of {folder}",
                    hint="Wait until it ends; `baoluu --wait SECONDS …` does.",
                ) from held
            time.sleep(0.05)


def _digest(fields: Mapping[str, object]) -> str:
    """SHA-256 in hex over what COMPLETE.json says, in whatever order it stands."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _write_durably(path: Path, text: str) -> None:
    """Replace a small file so that a reader sees the old text or the new, never a part."""
    aside = path.with_name(f"{path.name}.tmp")
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
