"""`index.ports` nodes as Whoosh queries: what stock Whoosh is asked, and the array engine's oracle."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from whoosh import query
from whoosh.matching import ListMatcher, NullMatcher
from whoosh.searching import SearchContext

from index.engines.whoosh.schema import NO_DAY, STORY, decode_key, encode_key, unpack_intervals
from index.engines.whoosh.weighting import Bm25Scorer, live_frequency
from index.ports import (
    And,
    Days,
    Every,
    InStory,
    Keyword,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Score,
    SearchRequest,
    Term,
    Undated,
)


class DocumentsQuery(query.Query):
    """Base of queries that list a segment's documents themselves, with a frequency each."""

    def is_leaf(self) -> bool:
        return True

    def documents(self, reader: Any) -> dict[int, float]:
        """Live documents of a segment -> frequency."""
        raise NotImplementedError

    def scorer(self, searcher: Any) -> Any:  # noqa: ARG002
        """What turns a frequency into a score; None scores the frequency itself."""
        return None

    def estimate_size(self, ixreader: Any) -> int:
        return int(ixreader.doc_count())

    def matcher(self, searcher: Any, context: Any = None) -> Any:  # noqa: ARG002
        found = self.documents(searcher.reader())
        if not found:
            return NullMatcher()
        ids = sorted(found)
        return ListMatcher(ids, [found[doc] for doc in ids], scorer=self.scorer(searcher))


class ColumnQuery(DocumentsQuery):
    """Live documents whose column value satisfies a condition."""

    def __init__(self, column: str, condition: Callable[[Any], bool]) -> None:
        self._column = column
        self._condition = condition

    def documents(self, reader: Any) -> dict[int, float]:
        values = reader.column_reader(self._column)
        return {doc: 1.0 for doc in reader.all_doc_ids() if self._condition(values[doc])}


class FirstOfStoryQuery(DocumentsQuery):
    """The document a story is named after, where it names no other."""

    def __init__(self, story: str) -> None:
        self._story = story

    def documents(self, reader: Any) -> dict[int, float]:
        if ("id", encode_key(self._story)) not in reader:
            return {}
        stories = reader.column_reader(STORY)
        return {doc: 1.0 for doc in reader.postings("id", self._story).all_ids() if not stories[doc]}


class PartQuery(DocumentsQuery):
    """A term with alternatives, a phrase or a near, counted as one term and scored so."""

    def __init__(self, part: Term | Phrase | Near, weight: float = 1.0) -> None:
        self._part = part
        self._weight = weight

    def documents(self, reader: Any) -> dict[int, float]:
        part = self._part
        if isinstance(part, Term):
            counts: dict[int, float] = {}
            for key in dict.fromkeys(part.keys):
                for doc, count in _counts(reader, part.field, key):
                    counts[doc] = counts.get(doc, 0.0) + count
            return counts
        places = [_positions(reader, part.field, keys) for keys in part.places]
        both = set(places[0]).intersection(*places[1:])
        found = {
            doc: float(
                _runs([place[doc] for place in places])
                if isinstance(part, Phrase)
                else _windows([place[doc] for place in places], part.distance)
            )
            for doc in both
        }
        return {doc: count for doc, count in found.items() if count}

    def scorer(self, searcher: Any) -> Bm25Scorer:
        part = self._part
        alternatives = (part.keys,) if isinstance(part, Term) else part.places
        frequency = min(
            live_frequency(searcher.get_parent(), part.field, [encode_key(key) for key in keys])
            for keys in alternatives
        )
        return Bm25Scorer(searcher, part.field, self._weight, frequency)


class FoundQuery(DocumentsQuery):
    """What another query finds, each with the score 0: Whoosh's ConstantScoreQuery takes a zero for one."""

    def __init__(self, found: query.Query) -> None:
        self._found = found

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        unweighted = (context or SearchContext()).set(weighting=None)
        ids = list(self._found.matcher(searcher, unweighted).all_ids())
        return ListMatcher(ids, [0.0] * len(ids)) if ids else NullMatcher()


def to_query(node: Node, reader: Any) -> query.Query:
    """The Whoosh query that finds exactly what `node` finds; `reader` is the whole index's."""
    match node:
        case And(parts):
            return query.And([to_query(part, reader) for part in parts]) if parts else query.Every()
        case Or(parts):
            return query.Or([to_query(part, reader) for part in parts]) if parts else query.NullQuery
        case Not(part):
            return query.And([query.Every(), query.Not(to_query(part, reader))])
        case Every():
            return query.Every()
        case Nothing():
            return query.NullQuery
        case Keyword(facet, value):
            return query.Term(facet, value)
        case InStory(story):
            return query.Or([query.Term(STORY, story), FirstOfStoryQuery(story)])
        case Undated("event"):
            return ColumnQuery("event", lambda packed: not packed)
        case Undated(name):
            return ColumnQuery(_column_of(name), lambda day: day == NO_DAY)
        case Days("event", first, last):
            return ColumnQuery(
                "event",
                lambda packed: any(
                    _overlaps(low, high, first, last)
                    and (node.longest_event is None or high - low < node.longest_event)
                    for low, high in unpack_intervals(packed)
                ),
            )
        case Days(name, first, last):
            return ColumnQuery(
                _column_of(name), lambda day: day != NO_DAY and _overlaps(day, day, first, last)
            )
        case Prefix(field, prefix, limit):
            keys = commonest(prefixed(reader, field, prefix), limit)
            return query.Or([query.Term(field, key) for key in keys]) if keys else query.NullQuery
        case Term(field, (key,)):
            return query.Term(field, key)
        case _:
            return PartQuery(node) if _askable(node) else query.NullQuery


def to_scored_query(request: SearchRequest, reader: Any, skip_include: str | None = None) -> query.Query:
    """What `request` finds, each document scored with the sum of the request's parts.

    `skip_include` leaves one facet's own filter out, for its drill-sideways counts.
    """
    include = {facet: values for facet, values in request.include.items() if facet != skip_include}
    found = query.And(
        [
            to_query(request.match, reader),
            *(_any_of(facet, values) for facet, values in include.items()),
            query.Every(),
            *(query.Not(_any_of(facet, values)) for facet, values in request.exclude.items() if values),
        ]
    )
    scores = [_scored(score) for score in request.scores if _askable(score.part)]
    unscored = FoundQuery(found)
    return query.AndMaybe(unscored, query.Or(scores)) if scores else unscored


def _column_of(date_field: str) -> str:
    return "day" if date_field == "published" else date_field


def prefixed(reader: Any, field: str, prefix: str) -> list[tuple[str, int]]:
    """(key, live document frequency) of the keys that start with `prefix`, in key order."""
    keys = [decode_key(key) for key in reader.expand_prefix(field, encode_key(prefix))]
    counted = [(key, sum(1 for _ in reader.postings(field, key).all_ids())) for key in keys]
    return [(key, count) for key, count in counted if count]


def commonest(counted: Iterable[tuple[str, int]], limit: int) -> list[str]:
    """At most `limit` keys, the most frequent first, then by key."""
    return [key for key, _ in sorted(counted, key=lambda pair: (-pair[1], pair[0]))[:limit]]


def _scored(score: Score) -> query.Query:
    match score.part:
        case Term(field, (key,)):
            return query.Term(field, key, boost=score.weight)
        case part:
            return PartQuery(part, score.weight)


def _askable(part: Term | Phrase | Near) -> bool:
    return bool(part.keys if isinstance(part, Term) else part.places and all(part.places))


def _any_of(facet: str, values: Sequence[str]) -> query.Query:
    return query.Or([query.Term(facet, value) for value in values]) if values else query.NullQuery


def _counts(reader: Any, field: str, key: str) -> Iterable[tuple[int, float]]:
    if (field, encode_key(key)) not in reader:
        return
    matcher = reader.postings(field, key)
    while matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()


def _positions(reader: Any, field: str, keys: Sequence[str]) -> dict[int, list[int]]:
    """Live document -> ascending positions of any of `keys`."""
    found: dict[int, set[int]] = {}
    for key in keys:
        if (field, encode_key(key)) in reader:
            matcher = reader.postings(field, key)
            while matcher.is_active():
                found.setdefault(matcher.id(), set()).update(matcher.value_as("positions"))
                matcher.next()
    return {doc: sorted(at) for doc, at in found.items()}


def _runs(places: list[list[int]]) -> int:
    following = [set(at) for at in places]
    return sum(all(at + step in following[step] for step in range(len(following))) for at in places[0])


def _windows(places: list[list[int]], distance: int) -> int:
    """How many earliest positions the choices have: one position a place, all different, at most
    `distance` from first to last."""
    return len(
        {
            min(choice)
            for choice in itertools.product(*places)
            if len(set(choice)) == len(choice) and max(choice) - min(choice) <= distance
        }
    )


def _overlaps(low: int, high: int, first: dt.date | None, last: dt.date | None) -> bool:
    return (first is None or high >= first.toordinal()) and (last is None or low <= last.toordinal())
