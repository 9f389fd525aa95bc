"""What a search on an index of an earlier version must be told: that it is one, and what it cannot answer."""

from __future__ import annotations

from collections.abc import Iterator

from index.ports import And, Days, Edition, InStory, Node, Not, Or, Undated
from index.query.notes import Notes
from index.search.params import SearchParams


def tell_edition(edition: Edition, match: Node, params: SearchParams, notes: Notes) -> None:
    """Add the notes that are due. Args: match: what is searched for, before `params` narrow it."""
    if edition.current:
        return
    notes.index_outdated()
    lacking = sorted(edition.lacks.intersection([*_asked_by(match), *_asked_beside(params)]))
    if lacking:
        notes.index_lacks(lacking)


def _asked_by(node: Node) -> Iterator[str]:
    match node:
        case Days(date_field, _, _) | Undated(date_field):
            yield date_field
        case InStory():
            yield "story"
        case And(parts) | Or(parts):
            for part in parts:
                yield from _asked_by(part)
        case Not(part):
            yield from _asked_by(part)


def _asked_beside(params: SearchParams) -> Iterator[str]:
    yield params.date_field
    if params.story or params.grouped:
        yield "story"
    if params.sort == "added":
        yield "added"
