"""Words of more than one syllable, from the dictionary underthesea ships.

They tell where a name such as "Sở Tài chính" ends: "chính" belongs to "Tài", "yêu" does not.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from index.entities.pieces import cut
from index.text.keys import exact_key


def underthesea_folder() -> Path:
    """Where underthesea lies, found without importing it (which takes a second)."""
    spec = find_spec("underthesea")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("underthesea")
    return Path(spec.origin).parent


DATA = Path(__file__).parent / "data"
_DICTIONARY = underthesea_folder() / "corpus" / "data" / "Viet74K.txt"
LONGEST_WORD = 4


@cache
def compounds() -> frozenset[str]:
    """Keys ("tài chính") of the dictionary's words of two to four syllables."""
    found = set()
    for line in _DICTIONARY.read_text(encoding="utf-8").splitlines():
        if 1 <= line.count(" ") < LONGEST_WORD:
            found.add(exact_key(line))
    return frozenset(found)


def word_list(name: str) -> list[str]:
    """Entries of a list in `data/`, one a line, "#" beginning a remark."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def syllables(name: str) -> frozenset[str]:
    """Keys of a list in `data/` whose lines hold several entries, blanks between."""
    return frozenset(exact_key(entry) for line in word_list(name) for entry in line.split())


@cache
def _all_cues() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = tomllib.loads((DATA / "cues.toml").read_text(encoding="utf-8"))
    return loaded


def cues(name: str) -> frozenset[str]:
    """Keys of a list in `data/cues.toml`."""
    return frozenset(" ".join(cut(entry).keys) for entry in _all_cues()[name])


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
