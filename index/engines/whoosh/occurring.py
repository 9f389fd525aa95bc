"""Where terms, phrases and nearness occur in a segment, each counted as one term would be.

An occurrence in a document is one uint64-sized number, document << 32 | position, so that
a phrase is an intersection of sorted numbers and a window is a difference of two of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations, pairwise

import numpy as np

from index.allowance import check_allowance
from index.engines.whoosh.arrays import Array, changes
from index.engines.whoosh.docsets import DocSet, both, every, found_in, listed, union
from index.engines.whoosh.fields import NO_POSTINGS, Postings
from index.engines.whoosh.mapped import MappedSegment
from index.engines.whoosh.schema import encode_key
from index.ports import PAIR_FIELDS, Near, Phrase, Term

_DOCUMENT = 32  # bits a document is shifted by
_MOST_POSITIONS = 1 << 31
"""More positions than a document has; half of what the shift leaves room for."""

_MOST_SUBSETS = 8
"""Places of one `Near` that share keys are checked in all combinations up to this many; of more,
what single ones and pairs leave is checked window by window."""

_CHECKED_EACH = 1000
"""Windows between two looks at the time."""

Part = Term | Phrase | Near


def occurrences(segment: MappedSegment, part: Part) -> Postings:
    """Documents with `part` and how often, deleted ones too."""
    match part:
        case Term(field, (key,)):
            return segment.postings(field, key)
        case Term(field, keys):
            return any_of(segment, field, keys)
        case Phrase(_, places) | Near(_, places, _) if not places or not all(places):
            return NO_POSTINGS
        case Phrase(field, (keys,)) | Near(field, (keys,), _):
            found = any_of(segment, field, keys)
            return found if len(keys) == 1 else _by_positions_if_stacked(segment, field, (keys,), found)
        case Phrase(field, places):
            return _phrase(segment, field, places)
        case Near(field, places, distance):
            candidates = every(
                segment.documents, [documents_of(segment, any_of(segment, field, keys)) for keys in places]
            )
            return _near(segment, field, places, distance, candidates)


def any_of(segment: MappedSegment, field: str, keys: Iterable[str]) -> Postings:
    """The postings of several keys as of one term: frequencies summed."""
    return merged([segment.postings(field, key) for key in dict.fromkeys(keys)])


def documents_of(segment: MappedSegment, postings: Postings) -> DocSet:
    """The documents with a term."""
    if postings.table is None:
        return listed(segment.documents, postings.docs)
    return DocSet(segment.documents, marked=postings.table != 0, table=postings.table, count=len(postings))


def merged(several: Sequence[Postings]) -> Postings:
    """Postings of all together, frequencies summed."""
    several = [each for each in several if len(each)]
    if not several:
        return NO_POSTINGS
    if len(several) == 1:
        return several[0]
    documents = max(0 if each.table is None else len(each.table) for each in several)
    if documents:
        table = np.zeros(documents, np.uint32)
        for each in several:
            if each.table is None:
                table[each.docs.astype(np.intp)] += each.counts
            else:
                table += each.table
        return Postings(table=table, held=int(np.count_nonzero(table)))
    docs = np.concatenate([each.docs for each in several])
    counts = np.concatenate([each.counts for each in several])
    order = np.argsort(docs, kind="stable")  # a radix sort, for 16 bits
    docs, counts = docs[order], counts[order]
    first = changes(docs)
    return Postings(docs[first], np.add.reduceat(counts, first, dtype=np.int64))


def _phrase(segment: MappedSegment, field: str, places: Sequence[tuple[str, ...]]) -> Postings:
    """By pairs where every position holds one key; by positions in the few stacked documents."""
    if field not in PAIR_FIELDS:
        sets = [documents_of(segment, any_of(segment, field, keys)) for keys in places]
        return _run(segment, field, places, every(segment.documents, sets))
    pairs = [_pair(segment, PAIR_FIELDS[field], one, two) for one, two in pairwise(places)]
    if len(places) > 2:
        found = every(segment.documents, [documents_of(segment, postings) for postings in pairs])
        stacked = _stacked(segment, field, places)
        return _run(segment, field, places, union(segment.documents, [found, stacked]))
    return _by_positions_if_stacked(segment, field, places, pairs[0])


def _by_positions_if_stacked(
    segment: MappedSegment, field: str, places: Sequence[tuple[str, ...]], found: Postings
) -> Postings:
    """`found`, but for the documents where keys share positions: those are counted by position."""
    stacked = _stacked(segment, field, places)
    if not len(stacked):
        return found
    plain = ~found_in(found.docs, stacked.docs())
    by_positions = _run(segment, field, places, stacked)
    return merged([Postings(found.docs[plain], found.counts[plain]), by_positions])


def _pair(segment: MappedSegment, field: str, ones: Iterable[str], twos: Iterable[str]) -> Postings:
    pairs = segment.pairs[field]
    left, right = (
        [
            number
            for key in dict.fromkeys(keys)
            if (number := segment.vocabulary.find(encode_key(key))) is not None
        ]
        for keys in (ones, twos)
    )
    terms = [pairs.find_pair(one, two) for one in left for two in right]
    return merged([pairs.postings(term) for term in terms if term is not None])


def _stacked(segment: MappedSegment, field: str, places: Sequence[tuple[str, ...]]) -> DocSet:
    """Documents with stacked positions that hold a key of every place."""
    docs = listed(segment.documents, segment.stacked_docs)
    for keys in places if len(docs) else ():
        docs = both(docs, documents_of(segment, any_of(segment, field, keys)))
    return listed(segment.documents, docs.docs().astype(np.uint16))


def _run(
    segment: MappedSegment, field: str, places: Sequence[tuple[str, ...]], candidates: DocSet
) -> Postings:
    """Positions from which the places follow each other, counted by document."""
    if not len(candidates):
        return NO_POSTINGS
    docs = candidates.docs().astype(np.uint16)
    begins = [_occurring(segment, field, keys, docs) - step for step, keys in enumerate(places)]
    begins.sort(key=len)
    found = begins[0]
    for others in begins[1:]:
        found = found[found_in(found, others)]
    return _by_document(found)


def _near(
    segment: MappedSegment, field: str, places: Sequence[tuple[str, ...]], distance: int, candidates: DocSet
) -> Postings:
    """Earliest positions of choices of one position a place, all different, within `distance`.

    A window holds such a choice exactly if each set of places finds as many positions in it
    as it has places (Hall 1935); equal places are taken together, places that share no key
    cannot compete. Sets of many places are too many, so those places are given positions one by one.
    """
    if not len(candidates):
        return NO_POSTINGS
    docs = candidates.docs().astype(np.uint16)
    wanted = Counter(frozenset(keys) for keys in places)
    at = {keys: _occurring(segment, field, keys, docs) for keys in wanted}
    begins = np.unique(np.concatenate(list(at.values())))
    distance = min(distance, _MOST_POSITIONS)  # a window ends with its document
    stacked = bool(found_in(segment.stacked_docs, docs).any())
    groups = _rivals(list(wanted), together=stacked)
    for rivals in _checked(groups):
        check_allowance()
        positions = np.unique(np.concatenate([at[keys] for keys in rivals]))
        inside = positions.searchsorted(begins + distance, "right") - positions.searchsorted(begins)
        begins = begins[inside >= sum(wanted[keys] for keys in rivals)]
    for group in groups:
        if len(group) > _MOST_SUBSETS:
            kinds = [keys for keys in group for _ in range(wanted[keys])]
            begins = begins[_assignable([at[keys] for keys in kinds], begins, distance)]
    return _by_document(begins)


def _rivals(kinds: list[frozenset[str]], *, together: bool) -> list[list[frozenset[str]]]:
    """The places, those that share keys in one group."""
    groups: list[list[frozenset[str]]] = []
    for kind in kinds:
        near = [group for group in groups if together or any(kind & other for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([kind, *(other for group in near for other in group)])
    return groups


def _checked(groups: list[list[frozenset[str]]]) -> list[tuple[frozenset[str], ...]]:
    """The sets of places to count positions for, the smallest first; of large groups only some."""
    chosen: list[tuple[frozenset[str], ...]] = [(kind,) for group in groups for kind in group]
    for group in groups:
        sizes = range(2, len(group) + 1) if len(group) <= _MOST_SUBSETS else (2, len(group))
        chosen += [rivals for size in sizes for rivals in combinations(group, size)]
    return chosen


def _assignable(places: list[Array], begins: Array, distance: int) -> Array:
    """bool[begins]: whether each place can be given a position of its own in the window from there.

    Augmenting paths (Kuhn 1955), a window at a time.
    """
    low = [each.searchsorted(begins).tolist() for each in places]
    high = [each.searchsorted(begins + distance, "right").tolist() for each in places]
    possible = np.ones(len(begins), bool)
    for window in range(len(begins)):
        if not window % _CHECKED_EACH:
            check_allowance()
        open_to = [
            each[first[window] : last[window]].tolist()
            for each, first, last in zip(places, low, high, strict=True)
        ]
        possible[window] = _all_different(open_to)
    return possible


def _all_different(open_to: list[list[int]]) -> bool:
    """Whether one number can be chosen from each list so that no two are equal."""
    holder: dict[int, int] = {}  # number -> the list it is chosen from

    def place(at: int, tried: set[int]) -> bool:
        for number in open_to[at]:
            if number in tried:
                continue
            tried.add(number)
            if number not in holder or place(holder[number], tried):
                holder[number] = at
                return True
        return False

    return all(place(at, set()) for at in range(len(open_to)))


def _occurring(segment: MappedSegment, field: str, keys: Collection[str], docs: Array) -> Array:
    """int64: document << 32 | position of any of `keys` in `docs`, ascending, each once."""
    check_allowance()
    text = segment.text[field]
    found = []
    for key in dict.fromkeys(keys):
        term = text.find(encode_key(key))
        if term is None:
            continue
        at_docs, positions = text.places(term, docs)
        found.append(at_docs.astype(np.int64) << _DOCUMENT | positions)
    if not found:
        return np.empty(0, np.int64)
    return found[0] if len(found) == 1 else np.unique(np.concatenate(found))


def _by_document(found: Array) -> Postings:
    docs, counts = np.unique(found >> _DOCUMENT, return_counts=True)
    return Postings(docs.astype(np.uint16), counts)
