"""The understood tree as what an engine answers: which documents match.

A query typed with any Vietnamese mark is matched on exact keys, one wholly without on folded
keys; a phrase in quotation marks is judged by its own marks. Other spellings count as the
same word (kỹ, kĩ), abbreviations and their full forms stand for each other, but not inside
quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.ports import (
    And,
    Days,
    Every,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
)
from index.query import tree
from index.query.abbreviations import Equivalence, find_equivalences
from index.query.fields import Field
from index.query.notes import Notes
from index.query.periods import Period, month
from index.query.vocabulary import Vocabulary
from index.query.wording import field_label
from index.text.keys import exact_key, has_marks, variants
from index.text.tokens import Tokens, glued, tokenize

Mode = Literal["all", "any"]

_FIELDS = {
    None: ("exact", "folded"),
    Field.TITLE: ("title", "title_folded"),
    Field.LEAD: ("lead", "lead_folded"),
}
_LOOSE = (tree.Words, tree.DateWords, tree.Number, tree.Quoted, tree.StartsWith, tree.AnyOf)
MOST_PREFIXES = 8
PREFIX_LIMIT = 512
"""Bounds on asterisks: how many a query may have, and how many keys each stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A query ready for an engine."""

    match: Node
    folded: bool  # whether its plain words are matched without marks
    words: str  # the plain words wanted, in the order typed
    phrases: tuple[str, ...]  # what must stand together: phrases, numbers, names
    others: tuple[Term | Phrase, ...]  # full forms of abbreviations and the other way, worth less
    other_forms: tuple[str, ...]  # the same as text
    stems: tuple[str, ...]  # what words may begin with


def typed_without_marks(part: tree.Part) -> bool:
    """Whether the plain words of a query, or whatever it has where it has none, bear no Vietnamese mark."""
    leaves = list(tree.wanted(part))
    plain = [leaf for leaf in leaves if isinstance(leaf, tree.Words | tree.DateWords | tree.StartsWith)]
    return not any(has_marks(leaf.text) for leaf in plain or leaves)


def plan(
    part: tree.Part,
    vocabulary: Vocabulary,
    notes: Notes,
    *,
    folded: bool,
    half_accented: bool = False,
    mode: Mode = "all",
) -> Plan:
    """What to ask an engine for `part`.

    With `folded` plain words are matched without marks; with `half_accented` only those are that
    bear none or that the index does not hold as typed. With `mode` "any" a document needs one of
    the plain words only; dates among the words are then words and nothing else.
    """
    leaves = list(tree.wanted(part))
    planner = _Planner(vocabulary, notes, folded=folded, half_accented=half_accented, mode=mode)
    match = planner.node(part)
    return Plan(
        match=And((Every(), match)) if isinstance(match, Not) else match,
        folded=folded or half_accented,
        words=" ".join(
            leaf.text
            for leaf in leaves
            if isinstance(leaf, tree.Words | tree.DateWords | tree.Number | tree.Quoted)
        ),
        phrases=tuple(
            leaf.text
            for leaf in leaves
            if isinstance(leaf, tree.Number | tree.Named | tree.Segmented)
            or (isinstance(leaf, tree.Quoted) and leaf.distance is None)
        ),
        others=tuple(dict.fromkeys(planner.others)),
        other_forms=tuple(dict.fromkeys(planner.other_forms)),
        stems=tuple(leaf.text for leaf in leaves if isinstance(leaf, tree.StartsWith)),
    )


class _Planner:
    def __init__(
        self, vocabulary: Vocabulary, notes: Notes, *, folded: bool, half_accented: bool, mode: Mode
    ) -> None:
        self._vocabulary = vocabulary
        self._notes = notes
        self._folded = folded
        self._half_accented = half_accented
        self._mode = mode
        self._prefixes = 0
        self.others: list[Term | Phrase] = []
        self.other_forms: list[str] = []

    def node(self, part: tree.Part, zone: Field | None = None) -> Node:
        match part:
            case tree.Words(text):
                return self._together(list(self._words(text, zone)))
            case tree.Quoted(text, distance):
                return self._quoted(text, distance, zone)
            case tree.StartsWith(text):
                return self._starting(text, zone)
            case tree.Number(text, key):
                return self._numbered(text, key, zone)
            case tree.DateWords(text, period):
                words = self._together(list(self._words(text, zone)))
                if self._mode == "any" or zone is not None:
                    return words
                written = self._dates_written(period)
                return _or([words, *written, Days("published", period.first, period.last)])
            case tree.OnDays(date_field, period, _):
                return Days(date_field, period.first, period.last)
            case tree.InZone(inner_zone, inner):
                return self.node(inner, inner_zone)
            case tree.Segmented(text):
                return self._segmented(text, zone)
            case tree.Named(facet, text):
                return self._named(facet, text)
            case tree.AllOf(parts):
                return self._all_of(parts, zone)
            case tree.AnyOf(parts):
                return _or([self.node(each, zone) for each in parts])
            case tree.Without(inner, literal):
                return self._without(inner, literal, zone)
            case tree.Everything():
                return Every()

    def _together(self, nodes: list[Node]) -> Node:
        return _or(nodes) if self._mode == "any" else _and(nodes)

    def _all_of(self, parts: tuple[tree.Part, ...], zone: Field | None) -> Node:
        """In any-word mode what is typed plainly is alternatives, fields and exclusions stay required."""
        if self._mode == "all":
            return _and([self.node(each, zone) for each in parts])
        loose = [self.node(each, zone) for each in parts if isinstance(each, _LOOSE)]
        strict = [self.node(each, zone) for each in parts if not isinstance(each, _LOOSE)]
        return _and([_or(loose), *strict] if loose else strict)

    def _without(self, inner: tree.Part, literal: str, zone: Field | None) -> Node:
        planner = _Planner(
            self._vocabulary,
            self._notes,
            folded=self._folded,
            half_accented=self._half_accented,
            mode="all",
        )
        excluded = planner.node(inner, zone)
        if not literal:
            return Not(excluded)
        return Or((Not(excluded), self._quoted(literal, None, zone)))

    # ---- words -------------------------------------------------------------------

    def _words(self, text: str, zone: Field | None) -> Iterator[Node]:
        """One node a word; what is typed without a blank (PM2.5, xã/phường) stands together."""
        tokens = tokenize(text)
        runs = glued(text, tokens)
        stretches = list(_stretches(runs, find_equivalences(text, tokens, folded=self._folded)))
        for first, last, equivalence in stretches:
            own = [self._run(tokens, run, zone) for run in runs if first <= run[0] < last]
            if equivalence is None:
                yield from own
            else:
                others = list(self._others(tokens, (first, last), equivalence, zone))
                self.others += others
                self.other_forms += [other.text for other in equivalence.others]
                yield _or([self._together(own), *others])

    def _run(self, tokens: Tokens, run: tuple[int, int], zone: Field | None) -> Node:
        folded = self._folds(tokens, run)
        return _adjacent(_field(zone, folded), [_spellings(tokens, at, folded) for at in range(*run)])

    def _others(
        self, tokens: Tokens, stretch: tuple[int, int], equivalence: Equivalence, zone: Field | None
    ) -> Iterator[Term | Phrase]:
        """Other spellings of a stretch; what is glued to an abbreviation stays beside it (QL14)."""
        folded = self._folds(tokens, stretch)
        before = [_spellings(tokens, at, folded) for at in range(stretch[0], equivalence.first)]
        after = [_spellings(tokens, at, folded) for at in range(equivalence.last, stretch[1])]
        for other in equivalence.others:
            places = [*before, *((key,) for key in other.keys(folded)), *after]
            yield _adjacent(_field(zone, folded), places)

    def _folds(self, tokens: Tokens, run: tuple[int, int]) -> bool:
        """Whether these tokens are matched without marks."""
        if not self._half_accented:
            return self._folded
        return any(
            tokens.exact[at] == tokens.folded[at] or not self._vocabulary.holds("exact", tokens.exact[at])
            for at in range(*run)
        )

    # ---- what is more than words ---------------------------------------------------

    def _quoted(self, text: str, distance: int | None, zone: Field | None) -> Node:
        """The keys of `text` beside or near each other, exact unless it bears no mark."""
        tokens = tokenize(text)
        exact, folded = _FIELDS[zone]
        marked = has_marks(text)
        places = [(key,) for key in (tokens.exact if marked else tokens.folded)]
        field = exact if marked else folded
        if not places:
            return Every()
        if distance is None or len(places) == 1:
            return _adjacent(field, places)
        return Near(field, tuple(places), distance)

    def _numbered(self, text: str, key: str, zone: Field | None) -> Node:
        """What cites the number, or holds it as typed or in its normal form, with or without the zeros."""
        written = [self._quoted(form, None, zone) for form in dict.fromkeys((text, key, key.lstrip("0")))]
        return _or(written if zone is not None else [Keyword("directive", key), *written])

    def _starting(self, stem: str, zone: Field | None) -> Node:
        tokens = tokenize(stem)
        *before, last = range(len(tokens))
        folded = self._folded or self._half_accented
        field = _field(zone, folded)
        nodes: list[Node] = [Term(field, _spellings(tokens, at, folded)) for at in before]
        prefix = tokens.folded[last] if folded else tokens.exact[last]
        self._prefixes += 1
        if self._prefixes > MOST_PREFIXES:
            self._notes.prefix_as_word(stem)
            return self._together([*nodes, Term(field, (prefix,))])
        if self._vocabulary.more_keys_than(field, prefix, PREFIX_LIMIT):
            self._notes.prefix_cut(stem, PREFIX_LIMIT)
        return _and([*nodes, Prefix(field, prefix, PREFIX_LIMIT)])

    def _dates_written(self, period: Period) -> Iterator[Node]:
        """A day or a month as texts write it: 5/3/2024, 05-03-2024, 5 tháng 3 năm 2024, tháng 3/2024."""
        day, last = period.first, period.last
        if day is None or last is None or period not in (Period(day, day), month(day.year, day.month)):
            return
        thang, nam = ("thang", "nam") if self._folded else ("tháng", "năm")
        days: list[tuple[str, ...]] = [_figures(day.day)] if day == last else []
        months, years = _figures(day.month), (str(day.year),)
        for places in ([*days, months, years], [*days, (thang,), months, (nam,), years]):
            yield Phrase(_field(None, self._folded), tuple(places))

    def _segmented(self, text: str, zone: Field | None) -> Node:
        key = exact_key(text).replace(" ", "_")
        if not has_marks(text) and not self._vocabulary.holds("word", key):
            self._notes.word_without_marks(text)
            return self._quoted(text, None, zone)
        return Term("word", (key,))

    def _named(self, facet: Field, text: str) -> Node:
        values = self._vocabulary.named(facet, text)
        if not values:
            self._notes.name_unknown(field_label(facet, "vi"), text)
            return self._quoted(text, None, None)
        return _or([Keyword(facet.value, value) for value in values])


def _stretches(
    runs: Sequence[tuple[int, int]], equivalences: Sequence[Equivalence]
) -> Iterator[tuple[int, int, Equivalence | None]]:
    """Tokens cut into stretches, none of which splits a glued run: with an equivalence, or without."""
    waiting = list(equivalences)
    at = 0
    for first, last in runs:
        if first < at:
            continue
        while waiting and waiting[0].first < first:
            waiting.pop(0)  # begins inside a stretch that was taken already
        if waiting and waiting[0].first < last:
            equivalence = waiting.pop(0)
            at = next(end for _, end in runs if end >= equivalence.last)
            yield first, at, equivalence
        else:
            at = last
            yield first, last, None


def _figures(number: int) -> tuple[str, ...]:
    """A day's or a month's number with and without the zero before it."""
    return tuple(dict.fromkeys((str(number), f"{number:02}")))


def _spellings(tokens: Tokens, at: int, folded: bool) -> tuple[str, ...]:
    key = tokens.folded[at] if folded else tokens.exact[at]
    return (key, *variants(key))


def _field(zone: Field | None, folded: bool) -> str:
    return _FIELDS[zone][1 if folded else 0]


def _adjacent(field: str, places: Sequence[tuple[str, ...]]) -> Term | Phrase:
    return Term(field, places[0]) if len(places) == 1 else Phrase(field, tuple(places))


def _and(nodes: Sequence[Node]) -> Node:
    distinct = tuple(dict.fromkeys(nodes))
    return distinct[0] if len(distinct) == 1 else And(distinct)


def _or(nodes: Sequence[Node]) -> Node:
    distinct = tuple(dict.fromkeys(nodes))
    return distinct[0] if len(distinct) == 1 else Or(distinct)
