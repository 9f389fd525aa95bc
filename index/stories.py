"""Stories kept in the catalog: every document compared with those that may be its copies.

A story is a connected component of the pairs `index.duplicates` finds alike, named after its
first document. Both depend on the texts alone, so whatever order documents came or changed in,
the same archive has the same stories.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from archive.batching import batched
from archive.catalog import Catalog
from archive.catalog.caught_up import Stage
from archive.catalog.stories import Compared, Stories
from index.duplicates import COMPARISON, SKETCH_SHARED, Fingerprint, fingerprint, same_story

BATCH = 50
"""Documents compared in one transaction, for which other writers wait."""

_REMEMBERED = 4_000_000  # runs of the texts last read, eight bytes each


def tell_stories(catalog: Catalog) -> Iterator[tuple[int, int]]:
    """Put every document whose text was not compared yet into its story; yields (done, total).

    Stopped at any instant it goes on where it was: at most one batch is done again.
    """
    stories = Stories(catalog)
    reached = catalog.reach(Stage.COMPARED, COMPARISON)
    rows = stories.uncompared(COMPARISON)
    fingerprints = _Fingerprints(catalog)
    done = 0
    for batch in batched(rows, BATCH):
        _compare(batch, catalog, stories, fingerprints)
        done += len(batch)
        yield done, len(rows)
    catalog.note_reached(reached)


def _compare(batch: list[int], catalog: Catalog, stories: Stories, fingerprints: _Fingerprints) -> None:
    documents = {row: one.document for row, one in catalog.revisions(batch).items()}
    sketches = {}
    for row, one in documents.items():
        fingerprints.remember(row, fingerprint(one))
        if (read := fingerprints.of(row)) is not None:
            sketches[one.id] = read.sketch()
    rows = {one.id: row for row, one in documents.items()}
    with catalog.atomic() as connection:
        for placed in stories.enter(rows, sketches, COMPARISON, connection):
            _join_alike(placed, stories, fingerprints, connection)


def _join_alike(one: Compared, stories: Stories, fingerprints: _Fingerprints, connection: Connection) -> None:
    """Join a document's story with those of all that are alike; one of a story is enough."""
    own = fingerprints.of(one.revision)
    if own is None:
        return
    story = stories.story_in(one.row, connection)
    joined = {story}
    candidates = stories.alike(one, SKETCH_SHARED, connection)
    fingerprints.fetch({other.story: other.revision for other in candidates if other.story != story}.values())
    for other in candidates:
        if other.story in joined:
            continue
        read = fingerprints.of(other.revision)
        if read is not None and same_story(own, read):
            joined.add(other.story)
            story = stories.join((story, other.story), connection)


class _Fingerprints:
    """What was read of revisions' texts, the latest ones remembered."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._read: OrderedDict[int, Fingerprint | None] = OrderedDict()
        self._size = 0

    def remember(self, revision: int, read: Fingerprint | None) -> None:
        self._size += _size(read) - _size(self._read.pop(revision, None))
        self._read[revision] = read
        while self._size > _REMEMBERED and len(self._read) > 1:
            _, oldest = self._read.popitem(last=False)
            self._size -= _size(oldest)

    def fetch(self, revisions: Iterable[int]) -> None:
        """Read at once those that are not remembered."""
        missing = [row for row in revisions if row not in self._read]
        for row, one in self._catalog.revisions(missing).items():
            self.remember(row, fingerprint(one.document))

    def of(self, revision: int) -> Fingerprint | None:
        """None for a text too short to be compared."""
        if revision not in self._read:
            self.fetch([revision])
        self._read.move_to_end(revision)
        return self._read[revision]


def _size(read: Fingerprint | None) -> int:
    return len(read.runs) if read is not None else 0
