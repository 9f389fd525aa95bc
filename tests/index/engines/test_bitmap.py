"""A bitmap counts as a plain array of marks does."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from index.engines.whoosh.arrayfile import ArrayFile, ArrayFileWriter
from index.engines.whoosh.bitmap import Bitmap, write_bits


@pytest.mark.parametrize("size", [0, 1, 7, 511, 512, 513, 1024, 5000])
@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
def test_any_range_of_bits_is_what_was_marked(tmp_path: Path, size: int, share: float) -> None:
    rng = random.Random(size)
    marks = np.array([rng.random() < share for _ in range(size)], bool)
    file = ArrayFileWriter(tmp_path / "bits")
    cuts = sorted(rng.randrange(size + 1) for _ in range(3))
    write_bits(file, "some", np.split(marks, cuts))
    file.finish({})
    bitmap = Bitmap(ArrayFile(tmp_path / "bits"), "some")
    edges = [0, size, *(rng.randrange(size + 1) for _ in range(40)), *range(0, size, 512)]
    for first in edges:
        for last in (first, *(each for each in edges if each > first)):
            inside, before = bitmap.between(first, last)
            assert inside.tolist() == np.flatnonzero(marks[first:last]).tolist()
            assert before == marks[:first].sum()
