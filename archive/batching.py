"""Many things, some at a time: `itertools.batched`, which Python has from 3.12 on, in lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of `size`, the last one shorter; read as they are asked for, none of them empty."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
