"""A query as ranking and marking see it, without the query language around it."""

from __future__ import annotations

from dataclasses import dataclass

from index.text.keys import has_marks


@dataclass(frozen=True)
class Typed:
    """Plain words and phrases; matched without marks when the words bear none."""

    words: str
    phrases: tuple[str, ...] = ()

    @property
    def folded(self) -> bool:
        return not has_marks(self.words)
