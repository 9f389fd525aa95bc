"""What to try when nothing holds all that was asked: the same query, asked of less."""

from __future__ import annotations

from collections.abc import Iterator

from index.query import literally, tree
from index.query.planner import Mode


def as_written(text: str, part: tree.Part) -> tree.Part | None:
    """The text as plain words, where a sign or a field may have been read into it.

    "Nguồn:TTXVN" and "Hà Nội -Hải Phòng" copied from an article look like our own syntax.
    """
    return literally(text).part if _may_be_literal(part) else None


def loosened(part: tree.Part) -> Iterator[tuple[tree.Part, Mode]]:
    """Looser readings of a query, the closest first; none for what asks only for days or a number.

    Its words and phrases as plain words, any wanted.
    """
    plain = [
        leaf for leaf in tree.wanted(part) if isinstance(leaf, tree.Words | tree.Quoted | tree.StartsWith)
    ]
    if sum(len(leaf.text.split()) for leaf in plain) > 1:
        yield without_phrases(part), "any"


def without_phrases(part: tree.Part) -> tree.Part:
    """`part` with phrases and what should stand near each other as plain words."""
    match part:
        case tree.Quoted(text, _):
            return tree.Words(text)
        case tree.InZone(zone, inner):
            return tree.InZone(zone, without_phrases(inner))
        case tree.AllOf(parts):
            return tree.AllOf(tuple(without_phrases(each) for each in parts))
        case tree.AnyOf(parts):
            return tree.AnyOf(tuple(without_phrases(each) for each in parts))
        case _:
            return part


def _may_be_literal(part: tree.Part) -> bool:
    match part:
        case tree.Without() | tree.Segmented() | tree.Named() | tree.InZone():
            return True
        case tree.AllOf(parts):
            return any(map(_may_be_literal, parts)) and not any(
                isinstance(each, tree.OnDays) for each in parts
            )
        case tree.AnyOf(parts):
            return any(map(_may_be_literal, parts))
        case _:
            return False
