"""Two revisions of a document compared word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Change = Literal["same", "removed", "added"]

_WORD = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
_PARAGRAPHS_LIMIT = 2000  # difflib is quadratic; a longer text is compared by its paragraphs only


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPart:
    """A title, lead or paragraph with its changes; unchanged ones have one "same" piece."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.change != "same" for piece in self.pieces)


def compare_texts(old: str, new: str) -> tuple[ComparedPart, ...]:
    """Paragraphs in the order of the new text, each with the words that went and came.

    The "same" and "removed" pieces joined are the old paragraphs, "same" and "added" the new.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    parts: list[ComparedPart] = []
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal":
            parts += [ComparedPart(pieces=(Piece("same", text),)) for text in after[b:b_end]]
        else:
            parts += _compare_runs(before[a:a_end], after[b:b_end])
    return tuple(parts)


def changes_shown(parts: Sequence[ComparedPart], around: int = 1) -> list[ComparedPart | int]:
    """What changed with so many unchanged parts before and after; a number stands for so many left out."""
    near = {
        other
        for at, part in enumerate(parts)
        if part.changed
        for other in range(at - around, at + around + 1)
    }
    shown: list[ComparedPart | int] = []
    for at, part in enumerate(parts):
        if at in near:
            shown.append(part)
        elif shown and isinstance(shown[-1], int):
            shown[-1] += 1
        else:
            shown.append(1)
    return shown


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """One paragraph against another."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _PARAGRAPHS_LIMIT:
        return _merged([Piece("removed", old), Piece("added", new)])
    pieces: list[Piece] = []
    removed = added = ""
    for tag, a, a_end, b, b_end in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        stayed = "".join(after[b:b_end]) if tag == "equal" else ""
        if stayed.strip() or not (removed or added):
            pieces += [Piece("removed", removed), Piece("added", added), Piece("same", stayed)]
            removed = added = stayed = ""
        if tag != "equal" or stayed:  # a space between two changes goes with them
            removed += "".join(before[a:a_end])
            added += "".join(after[b:b_end])
    return _merged([*pieces, Piece("removed", removed), Piece("added", added)])


def _compare_runs(before: Sequence[str], after: Sequence[str]) -> list[ComparedPart]:
    paired = min(len(before), len(after))
    parts = [ComparedPart(pieces=compare_words(before[at], after[at])) for at in range(paired)]
    parts += [ComparedPart(pieces=(Piece("removed", text),)) for text in before[paired:]]
    parts += [ComparedPart(pieces=(Piece("added", text),)) for text in after[paired:]]
    return parts


def _merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    merged: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if merged and merged[-1].change == piece.change:
            merged[-1] = Piece(piece.change, merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return tuple(merged)


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part]
