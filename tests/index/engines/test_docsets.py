"""Sets of documents in any shape are the sets they stand for, and the best of scores are the best."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.engines.whoosh.docsets import DocSet, both, every, found_in, listed, spanned, union, without
from index.engines.whoosh.scoring import best, lower_bound

DOCUMENTS = 120


@st.composite
def docsets(draw: st.DrawFn) -> DocSet:
    """A set in one of the three shapes, from empty to everything."""
    shape = draw(st.sampled_from(["span", "listed", "marked"]))
    if shape == "span":
        first = draw(st.integers(0, DOCUMENTS))
        return spanned(DOCUMENTS, first, draw(st.integers(first, DOCUMENTS)))
    held = sorted(
        draw(st.sets(st.integers(0, DOCUMENTS - 1), max_size=draw(st.sampled_from([3, DOCUMENTS]))))
    )
    if shape == "listed":
        return listed(DOCUMENTS, np.array(held, np.uint16))
    marks = np.zeros(DOCUMENTS, bool)
    marks[held] = True
    return DocSet(DOCUMENTS, marked=marks)


def plain(docs: DocSet) -> set[int]:
    held = docs.docs().tolist()
    assert held == sorted(set(held))
    assert len(docs) == len(held)
    assert np.flatnonzero(docs.mask()).tolist() == held
    return set(held)


@given(docsets(), docsets())
def test_two_sets_in_any_shape_meet_and_part_as_sets_do(one: DocSet, two: DocSet) -> None:
    before = plain(one), plain(two)
    assert plain(both(one, two)) == before[0] & before[1]
    assert plain(without(one, two)) == before[0] - before[1]
    assert (plain(one), plain(two)) == before


@given(st.lists(docsets(), max_size=4))
def test_many_sets_join_and_meet_as_sets_do(sets: list[DocSet]) -> None:
    whole = set(range(DOCUMENTS))
    assert plain(union(DOCUMENTS, sets)) == set().union(*map(plain, sets))
    assert plain(every(DOCUMENTS, sets)) == whole.intersection(*map(plain, sets))


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_members_are_found_by_binary_search(few: set[int], many: set[int]) -> None:
    found = found_in(np.array(sorted(few), np.uint16), np.array(sorted(many), np.uint16))
    assert found.tolist() == [each in many for each in sorted(few)]


scores = st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.5, -2.0, 7.25]), min_size=1, max_size=2000)


@given(scores, st.integers(1, 12))
def test_at_least_so_many_scores_reach_the_lower_bound(values: list[float], limit: int) -> None:
    limit = min(limit, len(values))
    assert sum(value >= lower_bound(np.array(values), limit) for value in values) >= limit


@given(scores, st.integers(0, 12))
def test_the_best_are_the_highest_and_of_equals_the_first(values: list[float], limit: int) -> None:
    found = best(np.array(values), limit)
    expected = sorted(range(len(values)), key=lambda doc: (-values[doc], doc))[:limit]
    assert found.tolist() == expected
