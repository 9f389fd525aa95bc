"""What to try when nothing holds all that was asked: the same query, asked of less."""

from __future__ import annotations

from index.query.tree import AllOf, AnyOf, InZone, Part, Quoted, StartsWith, Without, Words, wanted


def loosened(part: Part) -> Part | None:
    """`part` with its phrases as plain words, for any-word mode; None when that asks nothing new."""
    plain = [leaf for leaf in wanted(part) if isinstance(leaf, Words | Quoted | StartsWith)]
    if sum(len(leaf.text.split()) for leaf in plain) < 2:
        return None
    return _unquoted(part)


def _unquoted(part: Part) -> Part:
    match part:
        case Quoted(text, _):
            return Words(text)
        case InZone(zone, inner):
            return InZone(zone, _unquoted(inner))
        case AllOf(parts):
            return AllOf(tuple(_unquoted(each) for each in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_unquoted(each) for each in parts))
        case Without():
            return part
        case _:
            return part
