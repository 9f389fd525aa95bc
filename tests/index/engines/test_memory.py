"""Building an index keeps to the memory it was given, however much there is to index."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest

from index.engines import open_factory
from index.engines.whoosh import positions
from index.engines.whoosh.memory import resident, room
from index.ports import IndexedDocument
from tests.index.contract.corpus import article

ROOM = 45_000_000
"""Bytes beside the program; the articles at once would take three times as much."""
COUNT = 2200
_SYLLABLES = 900  # of an article
_WORDS = ["".join(letters) for letters in product("bcđghklmnt", "aăâeêioôơuư", "cmnpt", "bdgr")]


def documents(names: Sequence[int]) -> Iterator[IndexedDocument]:
    """Articles, every tenth with a name that puts several keys on one position."""
    for name in names:
        rng = random.Random(name)
        words = [_WORDS[int(len(_WORDS) * rng.random() ** 3)] for _ in range(_SYLLABLES)]
        yield article(f"a{name:05}", "Xã Cư M'gar họp" if name % 10 == 0 else "Xã họp", " ".join(words))


def peak() -> int:
    """Bytes this program held at its most. `getrusage` would count what started it as well."""
    (line,) = [
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")
    ]
    return int(line.split()[1]) * 1024


def build(folder: Path, more: int) -> None:
    """Build with `more` bytes beside the program, packed as segments of a large index are; print how
    much more it took at its most."""
    positions.PACKED_FROM = 0
    factory = open_factory()
    factory.create(folder)
    with factory.writer(folder) as first:  # loads the code that is read only when something is written
        first.add(documents([0]))
    before = resident()
    with factory.writer(folder, memory=before + more) as writer:
        for _ in writer.add_from(documents, range(COUNT)):
            pass
    print(peak() - before)


def most_taken(folder: Path, more: int) -> int:
    code = f"from pathlib import Path; from {__name__} import build; build(Path({str(folder)!r}), {more})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(ran.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux counts it")
def test_building_and_merging_stay_within_the_memory_given_and_would_not_without_a_limit(
    tmp_path: Path,
) -> None:
    assert most_taken(tmp_path / "bounded", ROOM) <= ROOM
    assert most_taken(tmp_path / "unbounded", 100 * ROOM) > 2 * ROOM


def test_the_batches_of_one_commit_become_one_segment_where_they_fit(tmp_path: Path) -> None:
    factory = open_factory()
    factory.create(tmp_path)
    with factory.writer(tmp_path, memory=1) as writer:  # as little as it goes: many batches
        writer.add(documents(range(600)))
    assert len(list(tmp_path.glob("*.arrays"))) == 1
    engine = factory.open(tmp_path)
    assert engine.document_count == 600
    engine.close()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux counts it")
def test_what_a_process_started_holds_is_taken_from_its_limit() -> None:
    held = resident()
    with subprocess.Popen(
        [sys.executable, "-c", "held = b'x' * 50_000_000; print(); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None and child.stdout.readline()
        assert resident() > held + 50_000_000
        child.communicate(b"\n")


def test_what_is_left_of_a_limit_is_what_the_process_does_not_hold() -> None:
    limit = resident() + 500_000_000
    assert 450_000_000 < room(limit) < 550_000_000
    assert room(1) > 0
