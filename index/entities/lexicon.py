"""The lists in `data/`, and phrases looked up in the pieces of a text."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from index.entities.pieces import cut
from index.text.keys import exact_key

DATA = Path(__file__).parent / "data"


def word_list(name: str) -> list[str]:
    """Entries of a list in `data/`, one a line, "#" beginning a remark."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def syllables(name: str) -> frozenset[str]:
    """Keys of a list in `data/` whose lines hold several entries, blanks between."""
    return frozenset(exact_key(entry) for line in word_list(name) for entry in line.split())


@cache
def _loaded_cues() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = tomllib.loads((DATA / "cues.toml").read_text(encoding="utf-8"))
    return loaded


def cues(name: str) -> frozenset[str]:
    """Keys of a list in `data/cues.toml`."""
    return frozenset(" ".join(cut(entry).keys) for entry in _loaded_cues()[name])


def all_cues(name: str) -> list[str]:
    """Entries of a list in `data/cues.toml`, as written."""
    return _loaded_cues()[name]


class Phrases:
    """Phrases by their first key: the longest that begins at a piece is found in one look-up."""

    def __init__(self, phrases: dict[str, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in phrases.items():
            keys = tuple(cut(phrase).keys)
            self._by_first.setdefault(keys[0], []).append((keys, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def first_keys(self) -> frozenset[str]:
        """Keys a phrase can begin with."""
        return frozenset(self._by_first)

    def longest(self, keys: list[str], at: int) -> tuple[int, str] | None:
        """(index after the phrase, its value) of the longest phrase at `at`, None when there is none."""
        for phrase, value in self._by_first.get(keys[at], ()):
            end = at + len(phrase)
            if len(phrase) == 1 or tuple(keys[at:end]) == phrase:
                return end, value
        return None

    def exactly(self, phrase: tuple[str, ...]) -> str | None:
        """The value of exactly this phrase."""
        for keys, value in self._by_first.get(phrase[0], ()):
            if keys == phrase:
                return value
        return None

    def all_at(self, keys: list[str], at: int) -> list[tuple[int, str]]:
        """Every phrase that begins at `at`, the longest first."""
        found = []
        for phrase, value in self._by_first.get(keys[at], ()):
            end = at + len(phrase)
            if tuple(keys[at:end]) == phrase:
                found.append((end, value))
        return found
