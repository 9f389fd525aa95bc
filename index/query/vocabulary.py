"""What the index holds under a name: keys of text fields, values of facets.

A value of a facet is found by its name as people write it: without regard to marks where
none are typed, by a part of it where the whole is no value's name.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from archive.model import Source
from index.directives.numbers import number_key
from index.ports import SearchEngine
from index.query.fields import Field
from index.text.keys import exact_key, folded_key, has_marks

_COUNTS_KEPT = 4096  # of single values, in one state
_MOST_VALUES = 200  # of one name: "người:Hùng" stands for at most so many persons
_KINDS = {
    "article": ("bài", "bài báo", "bài viết", "tin", "tin bài", "article"),
    "directive": ("văn bản", "văn kiện", "directive"),
}


class Vocabulary:
    """The names an engine's committed state holds; made once for each state."""

    def __init__(
        self, engine: SearchEngine, sources: Mapping[str, Source], before: Vocabulary | None = None
    ) -> None:
        """Args: before: of another state with the same sources; it spares going through the names again."""
        self._engine = engine
        self._sources = sources
        reusable = before is not None and before._sources == sources
        self._names: dict[Field, _Names] = before._names if before is not None and reusable else {}
        self._known: Callable[[Field], _Names] = lru_cache(maxsize=None)(self._read)
        self._count: Callable[[Field, str], int] = lru_cache(_COUNTS_KEPT)(self._counted)

    def holds(self, field: str, key: str) -> bool:
        """Whether any document holds `key`."""
        return self._engine.document_frequency(field, key) > 0

    def more_keys_than(self, field: str, prefix: str, limit: int) -> bool:
        """Whether more than `limit` keys of the field begin with `prefix`."""
        return len(self._engine.keys(field, prefix, limit=limit + 1)) > limit

    def named(self, facet: Field, text: str) -> tuple[str, ...]:
        """Values of a facet that `text` names, the commonest first; () when there are none."""
        if facet is Field.DIRECTIVE:
            key = number_key(text)
            if key is not None:
                return (key,)
        return self._known(facet).find(text, partial(self._count, facet))

    def names_wholly(self, facet: Field, text: str) -> bool:
        """Whether `text` is the whole name of a value, marks optional."""
        return self._known(facet).holds(text, partial(self._count, facet))

    def _read(self, facet: Field) -> _Names:
        """The names of a facet, after those of the parts that no state before this one had."""
        names = self._names.setdefault(facet, _Names())
        for part in self._engine.parts:
            names.add(part, partial(self._engine.keys_in, part, facet.value), partial(self._spoken, facet))
        return names

    def _counted(self, facet: Field, value: str) -> int:
        """Documents with a value."""
        return self._engine.document_frequency(facet.value, value)

    def _spoken(self, facet: Field, value: str) -> tuple[str, ...]:
        """What people call a value."""
        if facet is Field.SOURCE and value in self._sources:
            return (value, self._sources[value].name)
        if facet is Field.KIND:
            return (value, *_KINDS.get(value, ()))
        return (value,)


class _Names:
    """Values of one facet by exact and by folded key of their names.

    Values are only ever added, so that the states of an index share one: a commit is read for what its
    own parts hold, where going through tens of thousands of names anew would cost readers a tenth of a
    second. What a state does not hold is left out when it is asked, by its count of 0.
    """

    def __init__(self) -> None:
        self._exact = _Side()
        self._folded = _Side()
        self._known: set[str] = set()
        self._parts: set[str] = set()
        self._lock = threading.Lock()

    def add(
        self, part: str, values: Callable[[], Iterable[str]], spoken: Callable[[str], tuple[str, ...]]
    ) -> None:
        """Enter those of a part's values that are not known yet; a part known is not read."""
        with self._lock:
            if part in self._parts:
                return
            for value in values():
                if value not in self._known:
                    self._known.add(value)
                    for name in spoken(value):
                        self._exact.add(exact_key(name), value)
                        self._folded.add(folded_key(name), value)
            self._parts.add(part)

    def holds(self, text: str, count: Callable[[str], int]) -> bool:
        """Whether `text` is the whole name of a value that documents have."""
        side, key = (self._exact, exact_key(text)) if has_marks(text) else (self._folded, folded_key(text))
        return any(count(value) for value in side.called(key))

    def find(self, text: str, count: Callable[[str], int]) -> tuple[str, ...]:
        """Values that documents have, the commonest first: those called so; else those with it in their
        name; else the same without marks."""
        sides = ((self._exact, exact_key(text)),) if has_marks(text) else ()
        for side, key in (*sides, (self._folded, folded_key(text))):
            for values in (side.called(key), side.holding(key)):
                counted = {value: held for value in values if (held := count(value))}
                if counted:
                    ranked = heapq.nsmallest(
                        _MOST_VALUES, counted, key=lambda value: (-counted[value], value)
                    )
                    return tuple(ranked)
        return ()


class _Side:
    """Keys of names, exact or folded: whole, and by each of their syllables."""

    def __init__(self) -> None:
        self._values: dict[str, list[str]] = {}
        self._with: dict[str, list[str]] = {}  # syllable -> keys of names that hold it

    def add(self, key: str, value: str) -> None:
        if key not in self._values:
            self._values[key] = []
            for syllable in dict.fromkeys(key.split()):
                self._with.setdefault(syllable, []).append(key)
        self._values[key].append(value)

    def called(self, key: str) -> Sequence[str]:
        """Values of exactly this name."""
        return self._values.get(key, ())

    def holding(self, key: str) -> Iterator[str]:
        """Values with this run of syllables in a name."""
        fewest = min((self._with.get(syllable, []) for syllable in key.split()), key=len, default=[])
        for name in fewest:
            if f" {key} " in f" {name} ":
                yield from self._values[name]
