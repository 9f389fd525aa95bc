"""Hits of one page that tell the same story, put under the best of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from archive.model import Document
from index.search.answer import Hit


def told_once(hits: Sequence[Hit], documents: Mapping[str, Document]) -> tuple[Hit, ...]:
    """`hits` in their order, each near-duplicate of an earlier one moved into its `same_story`.

    Args: documents: id -> document of every hit.
    """
    # SciPy takes longer to load than a search takes; who does not group does not wait for it.
    from index.duplicates import groups

    by_id = {hit.id: hit for hit in hits}
    return tuple(
        replace(by_id[first], same_story=tuple(by_id[id] for id in others))
        for first, *others in groups((hit.id, documents[hit.id]) for hit in hits)
    )
