"""The directives of one number that complete references founded, looked up by what a reference says.

Of a number that thousands of directives bear ("01/QĐ-UBND" of every commune in every year) a
reference is held against few of them: those of its issuer, its day, its period, its words.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.registry.cited import Cited, subject_words

MOST = 250
"""Directives a reference is held against; what may be any of more stays open without naming them."""
_TELLING = 5
_SHARED = 0.8

Said = Sequence[frozenset[str]]
"""Ways to take the words a reference has of its directive; any of them may tell it."""


@dataclass(slots=True)
class Known:
    """A directive that complete references founded."""

    key: str
    issuer: str
    period: str
    days: set[dt.date] = field(default_factory=set)
    first: dt.date | None = None
    last: dt.date | None = None
    merged: bool = False
    level: str = ""
    subjects: set[frozenset[str]] = field(default_factory=set)

    def learn(self, one: Cited) -> None:
        """Take in what a complete reference says of it."""
        if one.issued is not None:
            self.days.add(one.issued)
        if one.first is not None:
            self.first = one.first if self.first is None else min(self.first, one.first)
        if one.last is not None:
            self.last = one.last if self.last is None else max(self.last, one.last)
        words = subject_words(one.subject)
        if words:
            self.subjects.add(words)

    def fits(self, one: Cited) -> bool:
        """Whether nothing the reference states speaks against it."""
        if one.issuers and self.issuer not in {issuer.key for issuer in one.issuers}:
            return False
        if one.issued is not None and self.days:
            if one.issued not in self.days:
                return False
        elif one.period and self.period and one.period != self.period:
            return False
        if one.first is not None and self.last is not None and self.last < one.first:
            return False
        if one.last is not None and self.first is not None and self.first > one.last:
            return False
        return one.day is None or self.first is None or self.first <= one.day

    def is_about(self, said: Said) -> bool:
        """Whether four fifths of at least five words said are of a subject of its own."""
        return any(
            len(words) >= _TELLING and len(words & own) >= _SHARED * len(words)
            for words in said
            for own in self.subjects
        )


class Founded:
    """Directives of one number by issuer, day, period and words, each list by the first day it may bear."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._all = sorted(known, key=lambda one: (one.first or dt.date.min, one.key))
        self._of_issuer: defaultdict[str, list[Known]] = defaultdict(list)
        self._on_day: defaultdict[dt.date, list[Known]] = defaultdict(list)
        self._of_period: defaultdict[str, list[Known]] = defaultdict(list)
        self._undated: defaultdict[str, list[Known]] = defaultdict(list)
        self._with_word: defaultdict[str, list[Known]] = defaultdict(list)
        for one in self._all:
            self._of_issuer[one.issuer].append(one)
            self._of_period[one.period].append(one)
            if not one.days:
                self._undated[one.period].append(one)
            for day in one.days:
                self._on_day[day].append(one)
            for word in {word for subject in one.subjects for word in subject}:
                self._with_word[word].append(one)

    def near(self, one: Cited) -> list[Known] | None:
        """Those the reference may mean, among them all that fit; None where they are more than `MOST`."""
        periods = (one.period, "") if one.period else ()
        if one.issuers:
            lists = [self._of_issuer.get(key, []) for key in sorted({issuer.key for issuer in one.issuers})]
        elif one.issued is not None:
            lists = [self._on_day.get(one.issued, [])]
            lists += [self._undated.get(period, []) for period in periods or self._undated]
        elif periods:
            lists = [self._of_period.get(period, []) for period in periods]
        else:
            lists = [self._all]
        ends = [_until(listed, one.day) for listed in lists]
        if sum(ends) > MOST:
            return None
        return [known for listed, end in zip(lists, ends, strict=True) for known in listed[:end]]

    def told_apart(self, one: Cited, said: Said) -> list[Known]:
        """Of more than `MOST`, those that the reference's day or words may tell from the others."""
        found: dict[str, Known] = {}
        lists = [self._on_day.get(one.issued, [])] if one.issued is not None else []
        for words in said:
            if len(words) >= _TELLING:
                lists += self._rarest(words)
        for listed in lists:
            if len(listed) <= MOST:
                found.update((known.key, known) for known in listed)
        return list(found.values())

    def _rarest(self, words: frozenset[str]) -> list[list[Known]]:
        """Lists of which one holds whatever is about `words`: of so many words one has to be shared."""
        lists = sorted((self._with_word.get(word, []) for word in sorted(words)), key=len)
        return lists[: len(words) - math.ceil(_SHARED * len(words)) + 1]


def _until(listed: Sequence[Known], day: dt.date | None) -> int:
    """How many of a list can have been issued up to a day."""
    if day is None:
        return len(listed)
    return bisect_right(listed, day, key=lambda one: one.first or dt.date.min)
