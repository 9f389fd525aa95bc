"""Tokens as a tree. Words beside each other are all wanted; OR (HOẶC) binds looser than that:

    query := all (OR all)*        all := (operand | NOT operand | -operand)*
    operand := word | "phrase" | prefix* | number | date | field:operand | ( query )

"lũ quét HOẶC sạt lở" is therefore (lũ quét) or (sạt lở): one Vietnamese word is mostly two
syllables. What fits nowhere is dropped or is a word; nothing is an error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from index.query import tree
from index.query.fields import Field
from index.query.lexer import Kind, Token
from index.query.notes import Notes
from index.query.periods import Period

DEEPEST = 20
"""Brackets within brackets; what is deeper is read as if it had none."""

_WORDLIKE = frozenset({Kind.WORD, Kind.PREFIX, Kind.PHRASE, Kind.NUMBER, Kind.DATE})


def parse(found: list[Token], notes: Notes) -> tree.Part:
    """The tree of a query's tokens; `Everything` when they ask nothing. Raises: nothing."""
    parser = _Parser(_ends_put_right(found, notes), notes)
    parts = []
    while not parser.done:
        part = parser.any_of(depth=0)
        if part is not None:
            parts.append(part)
    return _all(parts) or tree.Everything()


@dataclass(slots=True)
class _Parser:
    tokens: list[Token]
    notes: Notes
    at: int = 0

    @property
    def done(self) -> bool:
        return self.at >= len(self.tokens)

    def _peek(self) -> Token | None:
        return None if self.done else self.tokens[self.at]

    def _take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _accept(self, *kinds: Kind) -> Token | None:
        token = self._peek()
        return self._take() if token is not None and token.kind in kinds else None

    def any_of(self, depth: int) -> tree.Part | None:
        """Alternatives up to the bracket that closes this group, or to the end."""
        parts = []
        while True:
            part = self._all_of(depth)
            if part is not None:
                parts.append(part)
            if self._accept(Kind.OR) is None:
                break
        self._accept(Kind.CLOSE)
        if len(parts) > 1:
            return tree.AnyOf(tuple(parts))
        return parts[0] if parts else None

    def _all_of(self, depth: int) -> tree.Part | None:
        parts: list[tree.Part] = []
        while (token := self._peek()) is not None and token.kind not in (Kind.OR, Kind.CLOSE):
            if token.kind is Kind.AND:
                self.at += 1
                continue
            part = self._excluded(depth) if token.kind in (Kind.NOT, Kind.MINUS) else self._operand(depth)
            if part is not None:
                parts.append(part)
        return _all(parts)

    def _excluded(self, depth: int) -> tree.Part | None:
        first = self.at
        operator = self._take()
        while self._accept(Kind.NOT, Kind.MINUS):
            pass  # "NOT NOT" is a slip of the hand, not logic
        following = self._peek()
        part = self._operand(depth) if following is not None and following.kind is not Kind.OR else None
        if part is None:
            return tree.Words(operator.text) if following is None and operator.kind is Kind.NOT else None
        return tree.Without(part, self._literal(first) if operator.kind is Kind.NOT else "")

    def _literal(self, operator: int) -> str:
        """The run an operator that is itself a word stands in, one word to each side."""
        around = self.tokens[max(0, operator - 1) : operator + 2]
        return " ".join(
            token.text for token in around if token.kind in (Kind.WORD, Kind.NOT, Kind.NUMBER, Kind.DATE)
        )

    def _operand(self, depth: int) -> tree.Part | None:
        token = self._take()
        match token.kind:
            case Kind.WORD:
                return tree.Words(token.text)
            case Kind.PREFIX:
                return tree.StartsWith(token.text)
            case Kind.PHRASE:
                return tree.Quoted(token.text, token.distance)
            case Kind.NUMBER:
                return tree.Number(token.text, token.key)
            case Kind.DATE if token.period is not None:
                return tree.DateWords(token.text, token.period)
            case Kind.DAYS if token.period is not None:
                return _on_days(token, token.period)
            case Kind.FIELD if token.field is not None:
                return self._in_field(token, token.field, depth)
            case Kind.OPEN:
                return self._group(depth)
            case Kind.EVERYTHING:
                return tree.Everything()
            case _:
                return None

    def _group(self, depth: int) -> tree.Part | None:
        if depth >= DEEPEST:
            self.notes.too_deep(DEEPEST)
            return None
        return self.any_of(depth + 1)

    def _in_field(self, token: Token, field: Field, depth: int) -> tree.Part | None:
        following = self._peek()
        if following is None or following.kind not in (*_WORDLIKE, Kind.OPEN):
            return tree.Words(token.text)
        if field.is_zone:
            part = self._operand(depth)
            return tree.InZone(field, part) if part is not None else None
        if field is Field.WORD:
            return (
                tree.Segmented(self._take().text) if following.kind in _WORDLIKE else tree.Words(token.text)
            )
        if following.kind is Kind.OPEN:
            self.at += 1
            return self._names(field)
        return tree.Named(field, self._name(field))

    def _name(self, field: Field) -> str:
        """A name without quotation marks goes on over capitalised words: người:Lò Minh Hùng."""
        first = self._take()
        words = [first.text]
        if first.kind is Kind.WORD and first.text[:1].isupper() and field is not Field.DIRECTIVE:
            while (token := self._peek()) is not None and _goes_on(token, words[-1]):
                words.append(self._take().text)
        return " ".join(words)

    def _names(self, field: Field) -> tree.Part | None:
        """nơi:(Sơn La HOẶC "Lai Châu"): each alternative is one name."""
        names: list[tree.Part] = []
        words: list[str] = []
        while (token := self._peek()) is not None and token.kind is not Kind.CLOSE:
            self.at += 1
            if token.kind in _WORDLIKE:
                words.append(token.text)
            elif words:
                names.append(tree.Named(field, " ".join(words)))
                words = []
        self._accept(Kind.CLOSE)
        if words:
            names.append(tree.Named(field, " ".join(words)))
        if len(names) > 1:
            return tree.AnyOf(tuple(names))
        return names[0] if names else None


def _goes_on(token: Token, before: str) -> bool:
    return token.kind is Kind.WORD and token.text[:1].isupper() and before[-1:] not in ".,;:"


def _all(parts: list[tree.Part]) -> tree.Part | None:
    """All of `parts`: neighbouring words as one run, two open ranges of days as one range."""
    asked = [part for part in parts if not isinstance(part, tree.Everything)] or parts[:1]
    joined: list[tree.Part] = []
    for part in asked:
        before = joined[-1] if joined else None
        if isinstance(part, tree.Words) and isinstance(before, tree.Words):
            joined[-1] = tree.Words(f"{before.text} {part.text}")
        else:
            joined.append(part)
    joined = _one_range(joined)
    if len(joined) > 1:
        return tree.AllOf(tuple(joined))
    return joined[0] if joined else None


def _on_days(token: Token, period: Period) -> tree.OnDays:
    date_field: Literal["published", "event"] = "event" if token.field is Field.EVENT else "published"
    if token.field is Field.FROM:
        period = Period(period.first, None)
    elif token.field is Field.TO:
        period = Period(None, period.last)
    return tree.OnDays(date_field, period, token.text)


def _ends_put_right(found: list[Token], notes: Notes) -> list[Token]:
    """`from:` and `to:` exchanged where the one lies after the other."""
    starts = [at for at, token in enumerate(found) if token.field is Field.FROM]
    ends = [at for at, token in enumerate(found) if token.field is Field.TO]
    if len(starts) != 1 or len(ends) != 1:
        return found
    low, high = found[starts[0]], found[ends[0]]
    if low.period is None or high.period is None:
        return found
    first, last = low.period.first, high.period.last
    if first is None or last is None or first <= last:
        return found
    notes.swapped(Period(high.period.first, low.period.last))
    righted = list(found)
    righted[starts[0]] = replace(high, field=Field.FROM)
    righted[ends[0]] = replace(low, field=Field.TO)
    return righted


def _one_range(parts: list[tree.Part]) -> list[tree.Part]:
    """`from:` and `to:` beside each other as one range."""
    days = [part for part in parts if isinstance(part, tree.OnDays) and part.date_field == "published"]
    starts = [part for part in days if part.period.last is None]
    ends = [part for part in days if part.period.first is None]
    if len(starts) != 1 or len(ends) != 1:
        return parts
    period = Period(starts[0].period.first, ends[0].period.last)
    ranged = tree.OnDays("published", period, f"{starts[0].text} … {ends[0].text}")
    return [ranged if part is starts[0] else part for part in parts if part is not ends[0]]
