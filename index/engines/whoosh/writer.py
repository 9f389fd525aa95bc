"""The one writer of an array index: batches become segments, small segments become larger ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from index.engines.whoosh.arrayfile import ArrayFileWriter
from index.engines.whoosh.checking import damaged_segments
from index.engines.whoosh.codec import ArraySegment
from index.engines.whoosh.engine import ArrayEngine
from index.engines.whoosh.folder import (
    LockedWriter,
    commit_segments,
    create_index,
    fields_lacking,
    open_segment,
    read_contents,
    segments_of,
    settled,
    stamp,
)
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.memory import resident, room
from index.engines.whoosh.merging import BYTES_AN_OCCURRENCE, CHUNK, merge
from index.engines.whoosh.parallel import Read, Workshop, processes_within, written
from index.engines.whoosh.schema import decode_key, encode_key
from index.engines.whoosh.segmentfile import FORMAT, Batch, segment_path
from index.engines.whoosh.tiers import mergeable, shared_out
from index.ports import MEMORY, PORTION, Edition, IndexedDocument


class ArrayWriter(LockedWriter):
    """Writes batches, each a segment of its own until it is joined to others."""

    def __init__(self, folder: Path, *, memory: int = MEMORY) -> None:
        """Args: memory: bytes the process may take, what it holds already included."""
        super().__init__(folder)
        self._folder = folder
        self._memory = memory
        self._room = room(memory)
        try:
            self._committed = segments_of(self._index._read_toc(), ArraySegment, folder)
        except BaseException:
            self._lock.release()
            raise
        self._maps: dict[str, MappedSegment] = {}
        self._start_over()

    def add(self, documents: Iterable[IndexedDocument]) -> int:
        came = 0
        for document in documents:
            self._batch.add(document)
            came += 1
            if self._batch.full(self._room):
                self._flush()
        return came

    def processes(self, jobs: int) -> int:
        return processes_within(self._memory, jobs)

    def add_from(self, read: Read, names: Sequence[Any], *, jobs: int = 1) -> Iterator[int]:
        jobs = self.processes(jobs)
        done = 0
        if jobs == 1:
            for start in range(0, len(names), PORTION):
                portion = names[start : start + PORTION]
                self.add(read(portion))
                done += len(portion)
                yield done
            return
        self._flush()
        before = list(self._segments)
        share = self._memory - resident()
        with Workshop(self._folder, read, jobs=jobs, memory=share) as workshop:
            for came, segments in workshop.make(names):
                for segment in segments:
                    if before:
                        ids = set(self._mapped(segment).values["id"].values)
                        self._delete_all_stored(ids, before)
                    self._adopt(segment)
                done += came
                yield done
            fresh = [segment for segment in self._segments if segment not in before]
            for group, joined in workshop.join(fresh):
                self._adopt(joined)
                self._drop(group)

    def delete(self, ids: Iterable[str]) -> int:
        return sum([self._batch.discard(id) | self._delete_stored(id) for id in ids])

    def commit(self) -> None:
        self._flush()
        if not self._changed:
            return
        self._join_batches()
        self._publish()
        while chosen := mergeable(self._segments):
            self._merge(chosen)
            self._publish()

    def _start_over(self) -> None:
        """Begin again from the committed state."""
        self._batch = Batch()
        self._batches: list[ArraySegment] = []
        self._segments = [segment.copied() for segment in self._committed]
        self._changed = False

    def _flush(self) -> None:
        """Turn the batch into a segment that takes the place of what its documents replace."""
        self._delete_all_stored({encode_key(id) for id in self._batch.ids()}, self._segments)
        if len(self._batch):
            self._write(self._batch.write)
            self._batches.append(self._segments[-1])
        self._batch = Batch()

    def _join_batches(self) -> None:
        """The batches of one commit become as few segments as they fit into: each costs every question."""
        for group in shared_out([each for each in self._batches if each.doc_count()], 1):
            if len(group) > 1:
                self._merge(group)
        self._batches = []

    def _merge(self, chosen: Sequence[ArraySegment]) -> None:
        sources = [(self._mapped(segment), segment.deleted_array()) for segment in chosen]
        chunk = min(CHUNK, room(self._memory) // BYTES_AN_OCCURRENCE)
        self._write(lambda file: merge(file, sources, chunk=chunk))
        self._drop(chosen)

    def _drop(self, chosen: Sequence[ArraySegment]) -> None:
        """Leave segments out; the files of committed ones are removed by the next commit."""
        self._segments = [segment for segment in self._segments if segment not in chosen]
        committed = {segment.segment_id() for segment in self._committed}
        for id in {segment.segment_id() for segment in chosen} - committed:
            self._maps.pop(id, None)
            segment_path(self._folder, id).unlink()

    def _write(self, fill: Callable[[ArrayFileWriter], int]) -> None:
        self._adopt(written(self._folder, fill))

    def _adopt(self, segment: ArraySegment) -> None:
        self._segments.append(segment)
        self._changed = True

    def _publish(self) -> None:
        self._segments = [segment for segment in self._segments if segment.doc_count()]
        commit_segments(self._index, self._segments)
        self._committed = [segment.copied() for segment in self._segments]
        self._changed = False

    def _roll_back(self) -> None:
        kept = {segment_path(self._folder, segment.segment_id()) for segment in self._committed}
        for path in self._folder.glob(segment_path(Path(), "*").name):
            if path not in kept:
                path.unlink(missing_ok=True)
        self._start_over()

    def _delete_all_stored(self, ids: Set[bytes], segments: Sequence[ArraySegment]) -> None:
        """Mark the live documents of these ids that are stored in `segments`."""
        for segment in segments:
            for id in self._mapped(segment).values["id"].values.shared(ids):
                self._delete_in(segment, decode_key(id))

    def _delete_stored(self, id: str) -> bool:
        """Mark the live stored document of this id; answers whether there was one."""
        return any(self._delete_in(segment, id) for segment in self._segments)

    def _delete_in(self, segment: ArraySegment, id: str) -> bool:
        doc = self._mapped(segment).document(id)
        if doc is None or segment.is_deleted(doc):
            return False
        segment.delete_document(doc)
        self._changed = True
        return True

    def _mapped(self, segment: ArraySegment) -> MappedSegment:
        name = segment.segment_id()
        if name not in self._maps:
            self._maps[name] = open_segment(self._folder, name)
        return self._maps[name]


class ArrayFactory:
    """Registered as "whoosh"."""

    def create(self, folder: Path) -> None:
        create_index(folder)

    def open(self, folder: Path) -> ArrayEngine:
        return ArrayEngine.opened(folder)

    def edition(self, folder: Path) -> Edition:
        return settled(lambda: _edition(folder))

    def writer(self, folder: Path, *, memory: int = MEMORY) -> ArrayWriter:
        return ArrayWriter(folder, memory=memory)

    def damage(self, folder: Path) -> Iterator[tuple[str, str]]:
        while True:
            before = stamp(folder)
            segments = segments_of(read_contents(folder), ArraySegment, folder)
            written = [(segment_path(folder, each.segment_id()), each.sha256) for each in segments]
            found = list(damaged_segments(written))
            # A commit meanwhile takes away the files it no longer needs: those of its own count.
            if not found or stamp(folder) == before:
                return iter(found)


def _edition(folder: Path) -> Edition:
    segments = segments_of(read_contents(folder), ArraySegment, folder)
    formats = {open_segment(folder, each.segment_id()).format for each in segments}
    lacks = fields_lacking(folder)
    return Edition(current=not lacks and formats <= {FORMAT}, lacks=lacks)


FACTORY = ArrayFactory()
