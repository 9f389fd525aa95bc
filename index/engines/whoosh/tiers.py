"""Which segments become one: pure decisions, by how many documents each holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from index.engines.whoosh.codec import ArraySegment
from index.engines.whoosh.inversion import MOST_DOCUMENTS

FAN = 4
"""So many segments of one size class, each class four times the one below, become one."""


def mergeable(segments: Sequence[ArraySegment]) -> list[ArraySegment]:
    """The segments to make into one next; none most of the time.

    A segment mostly deleted is rewritten; `FAN` segments of one size class are joined, as
    many of the smallest as fit into one segment.
    """
    for segment in segments:
        if 2 * segment.deleted_count() > segment.doc_count_all():
            return [segment]
    classes: dict[int, list[ArraySegment]] = {}
    for segment in sorted(segments, key=lambda each: each.doc_count()):
        classes.setdefault(int(math.log(segment.doc_count(), FAN)), []).append(segment)
    for alike in classes.values():
        fitting = [
            segment
            for segment, total in zip(alike, accumulate(each.doc_count() for each in alike), strict=True)
            if total <= MOST_DOCUMENTS
        ]
        if len(alike) >= FAN and len(fitting) > 1:
            return fitting
    return []


def shared_out(segments: Sequence[ArraySegment], jobs: int) -> list[list[ArraySegment]]:
    """All segments, in groups that can be joined at the same time by `jobs` processes.

    The groups hold about the same number of documents, are no more than it takes for each to fit
    into one segment or, where those are fewer, one a process, and are nothing `mergeable` would join.
    """
    if not segments:
        return []
    documents = [each.doc_count() for each in segments]
    sure = MOST_DOCUMENTS - max(documents) + 1  # a group below this takes one more, whichever comes
    wanted = max(min(jobs, FAN - 1), math.ceil(sum(documents) / sure))
    groups: list[list[ArraySegment]] = [[] for _ in range(min(wanted, len(segments)))]
    held = [0] * len(groups)
    for segment in sorted(segments, key=lambda each: (-each.doc_count(), each.segment_id())):
        least = held.index(min(held))
        groups[least].append(segment)
        held[least] += segment.doc_count()
    return groups
