"""One story told by several documents: numbers for the whole index, exact counts, the best of each.

A document's story is what its column names or else its own id. So only documents that name
another's story, and those whose ids are named, can share one: the members. Of a million documents
they are a few, and every other found document is a story of its own without being looked at.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.engines.whoosh.arrays import Array
from index.engines.whoosh.docsets import GALLOP, DocSet, found_in, listed, without
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.schema import STORY

_LOOK_UP = 32
"""Finding an id in a segment's table costs about as much as reading 32 of its entries."""


class Members(NamedTuple):
    """The documents of a segment that may share their story, deleted ones too."""

    docs: Array  # uint16[M] ascending
    stories: Array  # int64[M] number of the story in the whole index


class StoryNumbers:
    """Story -> number, by appending only, so that the engine of the next commit goes on using them.

    Safe from many threads.
    """

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._members: dict[str, tuple[int, Members]] = {}  # segment -> (stories known then, members)
        self._lock = threading.Lock()

    def members(self, segments: Sequence[tuple[str, MappedSegment]]) -> list[Members]:
        """Of each of the (name, segment), which are all there are."""
        with self._lock:
            following = [
                None if name in self._members else self._following(segment) for name, segment in segments
            ]
            kept = {}
            for (name, segment), fresh in zip(segments, following, strict=True):
                known, members = (0, fresh) if fresh is not None else self._members[name]
                kept[name] = len(self._numbers), self._with_named(segment, members, known)
            self._members = kept
            return [members for _, members in kept.values()]

    def _following(self, segment: MappedSegment) -> Members:
        """The documents that name their story."""
        field = segment.values[STORY]
        numbers = [self._numbers.setdefault(story, len(self._numbers)) for story in field.values]
        docs = np.flatnonzero(np.diff(field.held)).astype(np.uint16)
        return Members(docs, np.array(numbers, np.int64)[field.ordinals])

    def _with_named(self, segment: MappedSegment, members: Members, known: int) -> Members:
        """With the documents that a story is named after, by names since the first `known`."""
        ids = segment.values["id"]
        named = list(self._numbers)[known:]
        if len(named) * _LOOK_UP < segment.documents:
            pairs = [
                (id_rank, known + at)
                for at, name in enumerate(named)
                if (id_rank := ids.find(name)) is not None
            ]
        else:
            since = dict(zip(named, range(known, known + len(named)), strict=True))
            pairs = [(rank, since[id]) for rank, id in enumerate(ids.values) if id in since]
        if not pairs:
            return members
        ranks, numbers = np.array(pairs, np.int64).T
        docs = ids.docs[ids.starts[ranks]]
        alone = ~np.isin(docs, members.docs)
        docs = np.concatenate([members.docs, docs[alone]])
        order = np.argsort(docs, kind="stable")
        return Members(docs[order], np.concatenate([members.stories, numbers[alone]])[order])


def found_members(found: Sequence[DocSet], members: Sequence[Members]) -> list[Members]:
    """Those of each segment's members that were found."""
    chosen = []
    for docs, each in zip(found, members, strict=True):
        inside = _inside(docs, each.docs)
        chosen.append(each if inside is None else Members(each.docs[inside], each.stories[inside]))
    return chosen


def count_stories(found: Sequence[DocSet], told: Sequence[Members]) -> int:
    """How many stories the found documents tell, of which `told` are the found members."""
    total, members = sum(map(len, found)), sum([len(each.docs) for each in told])
    return total - members + int(np.count_nonzero(copies(told))) if members else total


def copies(told: Sequence[Members]) -> Array:
    """int64: by number of the story, how many of the found documents tell it."""
    return np.bincount(np.concatenate([np.empty(0, np.int64), *(each.stories for each in told)]))


def best_of_each(
    found: Sequence[DocSet], told: Sequence[Members], keys: Sequence[Sequence[Array]]
) -> list[DocSet]:
    """The found documents of each segment without those that have a better one of their story.

    Args: keys: for each segment the arrays that order its found members, the first first, smaller
        is better; members equal in all are in order of id within a segment.

    Of equal ones in several segments the first of each is left: whose id is first is not known here.
    """
    stories = np.concatenate([each.stories for each in told])
    if not len(stories):
        return list(found)
    docs = np.concatenate([each.docs for each in told])
    segments = np.repeat(np.arange(len(told)), [len(each.docs) for each in told])
    columns = [np.concatenate(each) for each in zip(*keys, strict=True)]
    order = np.lexsort((docs, segments, *reversed(columns), stories))
    another = _differs(stories[order])
    worse = np.zeros(len(order), bool)  # than the one before, of the same story
    for column in columns:
        worse |= _differs(column[order])
    worse &= ~another
    # A story's members stand best first: those before its first `worse` are its best.
    step = np.cumsum(worse)
    first = np.flatnonzero(another)
    of_story = np.cumsum(another) - 1
    best = step == step[first][of_story]
    best &= another | _differs(segments[order])
    lost = np.ones(len(order), bool)
    lost[order[best]] = False
    return [
        without(docset, listed(docset.documents, docs[lost & (segments == at)]))
        for at, docset in enumerate(found)
    ]


def story_of(members: Members, doc: int) -> int | None:
    """Number of the story a document shares, None where it is alone."""
    at = int(members.docs.searchsorted(np.uint16(doc)))
    return int(members.stories[at]) if at < len(members.docs) and members.docs[at] == doc else None


def _differs(values: Array) -> Array:
    """bool: whether a value differs from the one before; the first does."""
    new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def _inside(found: DocSet, docs: Array) -> Array | None:
    """bool[docs]: which of some documents were found; None for all."""
    if found.everything or not len(docs):
        return None
    if found.span is not None:
        first, last = found.span
        return (docs >= first) & (docs < last)
    if found.listed is not None and len(docs) * GALLOP < len(found.listed):
        return found_in(docs, found.listed)
    return found.mask().take(docs)
