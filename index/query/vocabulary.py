"""What the index holds under a name: keys of text fields, values of facets.

A value of a facet is found by its name as people write it: without regard to marks where
none are typed, by a part of it where the whole is no value's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

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
        self._exact: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        for value in sorted(counts, key=lambda value: (-counts[value], value)):
            for name in spoken(value):
                self._exact.setdefault(exact_key(name), []).append(value)
                self._folded.setdefault(folded_key(name), []).append(value)

    def holds(self, text: str) -> bool:
        return folded_key(text) in self._folded if not has_marks(text) else exact_key(text) in self._exact

    def find(self, text: str) -> tuple[str, ...]:
        exact, folded = exact_key(text), folded_key(text)
        if not folded:
            return ()
        if has_marks(text):
            steps = [(self._exact, exact), (self._folded, folded)]
        else:
            steps = [(self._folded, folded)]
        for table, key in steps:
            if key in table:
                return tuple(table[key][:_MOST_VALUES])
            inside = f" {key} "
            found = [value for name, values in table.items() if inside in f" {name} " for value in values]
            if found:
                return tuple(dict.fromkeys(found))[:_MOST_VALUES]
        return ()
