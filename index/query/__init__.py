"""What a query means: `understand` reads the text a person typed, `index.query.planner` makes
of it what an engine answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from index.query.lexer import clean, tokens
from index.query.notes import Notes
from index.query.parser import parse
from index.query.tree import Everything, Note, Part, Words, part_as_json
from index.query.wording import sentence
from index.text.keys import pieces

__all__ = ["Understood", "literally", "understand"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A query as it was read."""

    text: str  # NFC, on one line, cut to the longest that is read
    part: Part
    notes: tuple[Note, ...]

    def as_json(self) -> dict[str, Any]:
        """{"text", "tree", "sentence": {"vi", "en"}, "notes": [{"code", "vi", "en"}]}"""
        return {
            "text": self.text,
            "tree": part_as_json(self.part),
            "sentence": {"vi": sentence(self.part, "vi"), "en": sentence(self.part, "en")},
            "notes": [note.as_json() for note in self.notes],
        }

    def noting(self, *notes: Note) -> Understood:
        """The same with more notes; none comes twice."""
        return replace(self, notes=tuple(dict.fromkeys((*self.notes, *notes))))


def understand(text: str, today: dt.date) -> Understood:
    """Read a query; relative dates count from `today`. Raises: nothing, whatever the text."""
    notes = Notes()
    cleaned = clean(text, notes)
    part = parse(tokens(cleaned, today, notes), notes)
    if isinstance(part, Everything) and pieces(cleaned):
        part = Words(cleaned)  # nothing but operators: they are what is asked for
    return Understood(text=cleaned, part=part, notes=notes.all())


def literally(text: str) -> Understood:
    """The query as plain words without any syntax."""
    cleaned = clean(text, Notes())
    return Understood(text=cleaned, part=Words(cleaned) if pieces(cleaned) else Everything(), notes=())
