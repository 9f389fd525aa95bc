"""Abbreviations of the administration and what they stand for, looked up both ways by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.text.keys import folded_key
from index.text.tokens import Tokens, tokenize

_CAPITALS_ONLY_UP_TO = 2  # letters


@dataclass(frozen=True, slots=True)
class Spelling:
    """One written form: its keys, and whether it counts only when typed in capitals."""

    text: str
    exact: tuple[str, ...]
    folded: tuple[str, ...]
    capitals_only: bool = False

    def keys(self, folded: bool) -> tuple[str, ...]:
        """Its keys on one side."""
        return self.folded if folded else self.exact


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Tokens `first` to `last` - 1 of a query, and other spellings of the same thing."""

    first: int
    last: int
    others: tuple[Spelling, ...]


def find_equivalences(text: str, tokens: Tokens, *, folded: bool) -> list[Equivalence]:
    """Abbreviations and full forms among the tokens of `text`, the longest first come, none overlapping.

    With `folded` the keys without marks are compared, as for a query typed without them.
    """
    table, longest = _table(folded)
    keys = tokens.folded if folded else tokens.exact
    found: list[Equivalence] = []
    at = 0
    while at < len(tokens):
        for length in range(min(longest, len(tokens) - at), 0, -1):
            entry = table.get(tuple(keys[at : at + length]))
            if entry is None:
                continue
            own, others = entry
            written = text[tokens.starts[at] : tokens.ends[at + length - 1]]
            if own.capitals_only and not written.isupper():
                continue
            found.append(Equivalence(at, at + length, others))
            at += length - 1
            break
        at += 1
    return found


_Table = dict[tuple[str, ...], tuple[Spelling, tuple[Spelling, ...]]]


@cache
def _table(folded: bool) -> tuple[_Table, int]:
    """Keys of a spelling -> (it, the spellings that mean the same), and the most keys one has."""
    meanings: dict[tuple[str, ...], dict[Spelling, None]] = {}
    owners: dict[tuple[str, ...], Spelling] = {}
    pairs = _pairs()
    shorts: dict[str, list[Spelling]] = {}
    for short, full in pairs:
        shorts.setdefault(full.text, []).append(short)
    for short, full in pairs:
        for own, others in ((short, (full, *shorts[full.text])), (full, (short,))):
            keys = own.keys(folded)
            owners.setdefault(keys, own)
            same = meanings.setdefault(keys, {})
            same.update((other, None) for other in others if other.keys(folded) != keys)
    table = {keys: (owners[keys], tuple(others)) for keys, others in meanings.items() if others}
    return table, max(map(len, table))


def _pairs() -> Sequence[tuple[Spelling, Spelling]]:
    lines = files("index.query").joinpath("abbreviations.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(_spelling(short, abbreviation=True), _spelling(full)) for short, full in rows]


def _spelling(text: str, *, abbreviation: bool = False) -> Spelling:
    tokens = tokenize(text)
    letters = folded_key(text).replace(" ", "")
    return Spelling(
        text=text,
        exact=tuple(tokens.exact),
        folded=tuple(tokens.folded),
        capitals_only=abbreviation and len(letters) <= _CAPITALS_ONLY_UP_TO,
    )
