"""The fake engine with the product's ranking: BM25 by field, a phrase as rare as its rarest place."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from index.ports import Near, Node, Phrase, Score, SearchEngine, SearchRequest, SearchResult, Term
from index.ranking import BM25
from tests.index.fake_engine import FakeEngine, Posted


class Oracle(FakeEngine):
    """Every answer by brute force over plain dictionaries."""

    def _occurrences(self, posted: Posted, part: Term | Phrase | Near) -> int:
        if not isinstance(part, Term) and not part.places:
            return 0
        return super()._occurrences(posted, part)

    def _scores(self, found: list[Posted], parts: Sequence[Score]) -> dict[str, float]:
        totals = dict.fromkeys((posted.id for posted in found), 0.0)
        live = list(self._documents.values())
        for score in parts:
            part = score.part
            k1, b = BM25[part.field]
            average = sum(posted.lengths[part.field] for posted in live) / max(len(live), 1)
            places = (part.keys,) if isinstance(part, Term) else part.places
            frequency = min(
                sum(bool(posted.positions(part.field, keys)) for posted in live) for keys in places
            )
            idf = math.log(1 + (len(live) - frequency + 0.5) / (frequency + 0.5))
            for posted in found:
                if count := self._occurrences(posted, part):
                    length = posted.lengths[part.field] / average
                    totals[posted.id] += (
                        score.weight * idf * count * (k1 + 1) / (count + k1 * (1 - b + b * length))
                    )
        return totals


def agree(found: SearchResult, expected: SearchResult) -> None:
    assert found.total == expected.total
    assert [(hit.id, hit.revision, hit.day) for hit in found.hits] == [
        (hit.id, hit.revision, hit.day) for hit in expected.hits
    ]
    assert [hit.copies for hit in found.hits] == [hit.copies for hit in expected.hits]
    assert [hit.added for hit in found.hits] == [hit.added for hit in expected.hits]
    assert [hit.score for hit in found.hits] == pytest.approx([hit.score for hit in expected.hits], abs=1e-5)
    assert {facet: list(values) for facet, values in found.facets.items()} == {
        facet: list(values) for facet, values in expected.facets.items()
    }
    assert dict(found.facet_sizes) == dict(expected.facet_sizes)
    assert list(found.days.items()) == list(expected.days.items())
    assert found.undated == expected.undated
    assert found.stories == expected.stories
    assert dict(found.counted) == dict(expected.counted)


def ids(engine: SearchEngine, match: Node, **asked: object) -> list[str]:
    return [hit.id for hit in engine.search(SearchRequest(match=match, limit=100, **asked)).hits]  # type: ignore[arg-type]
