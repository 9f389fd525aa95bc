"""What of a query bears on rank and on what is marked in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Wanted(Protocol):
    """The words of a planned query; index.query.planner.Plan is one."""

    @property
    def folded(self) -> bool:
        """Whether its words are matched without marks."""
        ...

    @property
    def words(self) -> str:
        """The words in the order typed, those of phrases among them."""
        ...

    @property
    def phrases(self) -> Sequence[str]:
        """What is asked for as a whole: phrases, numbers, names."""
        ...
