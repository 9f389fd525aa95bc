"""An engine of plain Python over the streams of index.text, as small as the contract allows.

It is the oracle of the contract suite (every answer by brute force, nothing clever) and
what the query language is tested on. Formulas: BM25 with idf = ln(1 + (N - n + .5)/(n + .5)).
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.ports import (
    And,
    Days,
    EngineHit,
    Every,
    IndexedDocument,
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
    SearchResult,
    Term,
    Undated,
)
from index.text.streams import streams


@dataclass(frozen=True, slots=True)
class Posted:
    """One document as the fake holds it: field -> key -> positions, ascending."""

    indexed: IndexedDocument
    postings: Mapping[str, Mapping[str, list[int]]]
    lengths: Mapping[str, int]

    @property
    def id(self) -> str:
        return self.indexed.document.id

    @property
    def day(self) -> dt.date | None:
        published = self.indexed.document.published
        return published.day if published else None

    @property
    def story(self) -> str:
        return self.indexed.story or self.id

    def day_of(self, date_field: str) -> dt.date | None:
        """One of its single days."""
        return self.day if date_field == "published" else self.indexed.other_days.get(date_field)

    def positions(self, field: str, keys: Iterable[str]) -> list[int]:
        at = self.postings.get(field, {})
        return sorted({position for key in keys for position in at.get(key, ())})


class FakeEngine:
    """A SearchEngine over documents given once. BM25's k1 and b are the caller's."""

    def __init__(self, documents: Iterable[IndexedDocument] = (), *, k1: float = 0.9, b: float = 0.4) -> None:
        self._documents = {each.document.id: _posted(each) for each in documents}
        self._k1 = k1
        self._b = b
        self.generation = f"fake-{len(self._documents)}"

    @property
    def document_count(self) -> int:
        return len(self._documents)

    def search(self, request: SearchRequest) -> SearchResult:
        matched = [posted for posted in self._documents.values() if self._matches(posted, request.match)]
        found = [posted for posted in matched if _filtered(posted, request.include, request.exclude)]
        ranked = self._ranked(found, request)
        facets: dict[str, Sequence[tuple[str, int]]] = {}
        sizes: dict[str, int] = {}
        for facet in request.facets:
            others = {name: values for name, values in request.include.items() if name != facet}
            sideways = [posted for posted in matched if _filtered(posted, others, request.exclude)]
            counts = Counter(value for posted in sideways for value in _values(posted, facet))
            ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            facets[facet] = ordered[: request.facet_limit]
            sizes[facet] = len(ordered)
        days: Counter[dt.date | None] = Counter()
        if request.histogram:
            days.update(_shown(posted.day_of(request.histogram_of), request.histogram) for posted in found)
        undated = days.pop(None, 0)
        return SearchResult(
            total=len(found),
            hits=ranked[request.offset : request.offset + request.limit],
            facets=facets,
            facet_sizes=sizes,
            days={day: days[day] for day in sorted(day for day in days if day)},
            undated=undated,
            stories=len({posted.story for posted in found}),
            counted={
                name: sum(self._matches(posted, node) for posted in found)
                for name, node in request.counted.items()
            },
        )

    def document_frequency(self, field: str, key: str) -> int:
        return sum(key in self.keys_in(id, field) for id in self._documents)

    def keys(self, field: str, prefix: str = "", limit: int = 1000) -> Sequence[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for id in self._documents:
            counts.update(key for key in self.keys_in(id, field) if key.startswith(prefix))
        return sorted(counts.items())[:limit]

    @property
    def parts(self) -> Sequence[str]:
        """Each document is one."""
        return list(self._documents)

    def keys_in(self, part: str, field: str) -> Sequence[str]:
        posted = self._documents[part]
        return list(posted.postings[field] if field in posted.postings else _values(posted, field))

    def revisions(self) -> Mapping[str, int]:
        return {id: posted.indexed.revision for id, posted in self._documents.items()}

    def refreshed(self) -> FakeEngine:
        return self

    def close(self) -> None:
        """Nothing is held open."""

    # ---- matching ----------------------------------------------------------------

    def _matches(self, posted: Posted, node: Node) -> bool:
        match node:
            case And(parts):
                return all(self._matches(posted, part) for part in parts)
            case Or(parts):
                return any(self._matches(posted, part) for part in parts)
            case Not(part):
                return not self._matches(posted, part)
            case Every():
                return True
            case Nothing():
                return False
            case Keyword(facet, value):
                return value in _values(posted, facet)
            case InStory(story):
                return posted.story == story
            case Undated("event"):
                return not posted.indexed.event_days
            case Undated(date_field):
                return posted.day_of(date_field) is None
            case Days("event", first, last):
                longest = None if first is None or last is None else max(31, (last - first).days + 1)
                return any(
                    _overlap(low, high, first, last) and (longest is None or (high - low).days + 1 <= longest)
                    for low, high in posted.indexed.event_days
                )
            case Days(date_field, first, last):
                day = posted.day_of(date_field)
                return day is not None and _overlap(day, day, first, last)
            case Prefix(field, prefix, limit):
                keys = sorted(self.keys(field, prefix, limit=10**9), key=lambda pair: (-pair[1], pair[0]))
                return any(key in posted.postings.get(field, {}) for key, _ in keys[:limit])
            case _:
                return self._occurrences(posted, node) > 0

    def _occurrences(self, posted: Posted, part: Term | Phrase | Near) -> int:
        match part:
            case Term(field, keys):
                return len(posted.positions(field, keys))
            case Phrase(field, places):
                filled = [set(posted.positions(field, keys)) for keys in places]
                return sum(all(at + step in filled[step] for step in range(len(filled))) for at in filled[0])
            case Near(field, places, distance):
                return _windows([posted.positions(field, keys) for keys in places], distance)

    # ---- ranking -----------------------------------------------------------------

    def _ranked(self, found: list[Posted], request: SearchRequest) -> list[EngineHit]:
        scores = self._scores(found, request.scores)
        undated_last = dt.date.min if request.sort != "oldest" else dt.date.max

        def order(posted: Posted) -> tuple[float, int, str]:
            ordinal = (posted.day or undated_last).toordinal()
            if request.sort == "relevance":
                return (-scores[posted.id], -ordinal, posted.id)
            if request.sort == "added":
                return (-(posted.day_of("added") or dt.date.min).toordinal(), -ordinal, posted.id)
            return (0.0, ordinal if request.sort == "oldest" else -ordinal, posted.id)

        telling = Counter(posted.story for posted in found)
        told: set[str] = set()
        hits = []
        for posted in sorted(found, key=order):
            if request.collapse and posted.story in told:
                continue
            told.add(posted.story)
            hits.append(
                EngineHit(
                    id=posted.id,
                    revision=posted.indexed.revision,
                    score=scores[posted.id],
                    day=posted.day,
                    copies=telling[posted.story] - 1 if request.collapse else 0,
                    added=posted.day_of("added") if request.sort == "added" else None,
                )
            )
        return hits

    def _scores(self, found: list[Posted], parts: Sequence[Score]) -> dict[str, float]:
        totals = dict.fromkeys((posted.id for posted in found), 0.0)
        everything = self._documents.values()
        for score in parts:
            field = score.part.field
            average = sum(posted.lengths.get(field, 0) for posted in everything) / max(len(everything), 1)
            frequency = sum(self._occurrences(posted, score.part) > 0 for posted in everything)
            idf = math.log(1 + (len(everything) - frequency + 0.5) / (frequency + 0.5))
            for posted in found:
                count = self._occurrences(posted, score.part)
                length = posted.lengths.get(field, 0) / average if average else 1.0
                saturated = count * (self._k1 + 1) / (count + self._k1 * (1 - self._b + self._b * length))
                totals[posted.id] += score.weight * idf * saturated
        return totals


def _posted(indexed: IndexedDocument) -> Posted:
    postings: dict[str, dict[str, list[int]]] = {}
    lengths: dict[str, int] = {}
    for field, stream in streams(indexed).items():
        at: dict[str, list[int]] = {}
        for key, position in zip(stream.keys, stream.positions, strict=True):
            at.setdefault(key, []).append(position)
        postings[field] = at
        lengths[field] = len(stream.keys)
    return Posted(indexed, postings, lengths)


def _values(posted: Posted, facet: str) -> tuple[str, ...]:
    return posted.indexed.facets.get(facet, ())


def _filtered(
    posted: Posted, include: Mapping[str, tuple[str, ...]], exclude: Mapping[str, tuple[str, ...]]
) -> bool:
    return all(set(values) & set(_values(posted, facet)) for facet, values in include.items()) and not any(
        set(values) & set(_values(posted, facet)) for facet, values in exclude.items()
    )


def _shown(day: dt.date | None, histogram: bool | str) -> dt.date | None:
    """The day under which the histogram counts."""
    return day.replace(day=1) if day and histogram == "month" else day


def _overlap(low: dt.date, high: dt.date, first: dt.date | None, last: dt.date | None) -> bool:
    return (first is None or high >= first) and (last is None or low <= last)


def _windows(filled: list[list[int]], distance: int) -> int:
    """Choices of one position a place, all different, whose last and first are at most `distance` apart,
    counted by where the earliest of them lies."""
    return len(
        {
            min(choice)
            for choice in _choices(filled)
            if len(set(choice)) == len(choice) and max(choice) - min(choice) <= distance
        }
    )


def _choices(filled: list[list[int]]) -> Iterator[tuple[int, ...]]:
    return itertools.product(*filled)
