"""What to try when nothing holds all that was asked: the same query, asked of less."""

from __future__ import annotations

from collections.abc import Iterator

from index.query import literally
from index.query.planner import Mode
from index.query.tree import (
    AllOf,
    AnyOf,
    InZone,
    Named,
    OnDays,
    Part,
    Quoted,
    Segmented,
    StartsWith,
    Without,
    Words,
    wanted,
)


def as_written(text: str, part: Part) -> Part | None:
    """The text as plain words, where a sign or a field may have been read into it.

    "Nguồn:TTXVN" and "Hà Nội -Hải Phòng" copied from an article look like our own syntax.
    """
    return literally(text).part if _may_be_literal(part) else None


def loosened(part: Part) -> Iterator[tuple[Part, Mode]]:
    """Looser readings of a query, the closest first; none for what asks only for days or a number.

    Its words and phrases as plain words, any wanted.
    """
    plain = [leaf for leaf in wanted(part) if isinstance(leaf, Words | Quoted | StartsWith)]
    if sum(len(leaf.text.split()) for leaf in plain) > 1:
        yield _unquoted(part), "any"


def _may_be_literal(part: Part) -> bool:
    match part:
        case Without() | Segmented() | Named() | InZone():
            return True
        case AllOf(parts):
            return any(map(_may_be_literal, parts)) and not any(isinstance(each, OnDays) for each in parts)
        case AnyOf(parts):
            return any(map(_may_be_literal, parts))
        case _:
            return False


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
        case _:
            return part
