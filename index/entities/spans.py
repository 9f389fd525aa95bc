"""What the walk over a text yields before it is resolved: a body, a place or a person and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model import MentionType


@dataclass(frozen=True, slots=True)
class Span:
    """A body, place or person; offsets into the composed text."""

    type: MentionType
    start: int
    end: int
