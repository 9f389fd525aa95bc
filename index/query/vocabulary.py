"""What the index holds under a name: keys of text fields, values of facets.

A value of a facet is found by its name as people write it: without regard to marks where
none are typed, by a part of it where the whole is no value's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import islice

from archive.model import Source
from index.directives.numbers import number_key
from index.ports import SearchEngine
from index.query.fields import Field
from index.text.keys import exact_key, folded_key, has_marks

_EVERY_VALUE = 1_000_000
_MOST_VALUES = 200  # of one name: "người:Hùng" stands for at most so many persons
_KINDS = {
    "article": ("bài", "bài báo", "bài viết", "tin", "tin bài", "article"),
    "directive": ("văn bản", "văn kiện", "directive"),
}


class Vocabulary:
    """The names an engine's committed state holds; made once for each state."""

    def __init__(self, engine: SearchEngine, sources: Mapping[str, Source]) -> None:
        self._engine = engine
        self._sources = sources
        self._by_name: Callable[[Field], _Names] = lru_cache(maxsize=None)(self._names)

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
        return self._by_name(facet).find(text)

    def names_wholly(self, facet: Field, text: str) -> bool:
        """Whether `text` is the whole name of a value, marks optional."""
        return self._by_name(facet).holds(text)

    def _names(self, facet: Field) -> _Names:
        values = self._engine.keys(facet.value, limit=_EVERY_VALUE)
        return _Names(dict(values), lambda value: self._spoken(facet, value))

    def _spoken(self, facet: Field, value: str) -> tuple[str, ...]:
        """What people call a value."""
        if facet is Field.SOURCE and value in self._sources:
            return (value, self._sources[value].name)
        if facet is Field.KIND:
            return (value, *_KINDS.get(value, ()))
        return (value,)


class _Names:
    """Values of one facet by exact and by folded key of their names."""

    def __init__(self, counts: Mapping[str, int], spoken: Callable[[str], tuple[str, ...]]) -> None:
        self._exact = _Side()
        self._folded = _Side()
        for value in sorted(counts, key=lambda value: (-counts[value], value)):
            for name in spoken(value):
                self._exact.add(exact_key(name), value)
                self._folded.add(folded_key(name), value)

    def holds(self, text: str) -> bool:
        side, key = (self._exact, exact_key(text)) if has_marks(text) else (self._folded, folded_key(text))
        return key in side.values

    def find(self, text: str) -> tuple[str, ...]:
        """Values called so; else values with it in their name; else the same without marks."""
        found = self._exact.find(exact_key(text)) if has_marks(text) else ()
        return found or self._folded.find(folded_key(text))


class _Side:
    """Keys of names, exact or folded: whole, and by each of their syllables; the commonest first."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self._with: dict[str, list[str]] = {}  # syllable -> keys of names that hold it

    def add(self, key: str, value: str) -> None:
        if key not in self.values:
            self.values[key] = []
            for syllable in dict.fromkeys(key.split()):
                self._with.setdefault(syllable, []).append(key)
        self.values[key].append(value)

    def find(self, key: str) -> tuple[str, ...]:
        if key in self.values:
            return tuple(self.values[key][:_MOST_VALUES])
        fewest = min((self._with.get(syllable, []) for syllable in key.split()), key=len, default=[])
        holding = (name for name in fewest if f" {key} " in f" {name} ")
        found = dict.fromkeys(value for name in holding for value in self.values[name])
        return tuple(islice(found, _MOST_VALUES))
