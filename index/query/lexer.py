"""A query as tokens. Whatever the text, there are tokens: what is no syntax is a word."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from index.directives.numbers import find_numbers, number_key
from index.query.dates import find_periods, read_at, read_period, shaped_like_a_date
from index.query.fields import Field, field_named
from index.query.notes import Notes
from index.query.periods import Period
from index.text.keys import PIECE

LONGEST_QUERY = 2000
"""Characters; the longest question of the retrieval sets has about 600."""


class Kind(StrEnum):
    WORD = "word"
    PREFIX = "prefix"
    PHRASE = "phrase"
    NUMBER = "number"
    DATE = "date"
    DAYS = "days"
    FIELD = "field"
    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    NOT = "not"
    AND = "and"
    OR = "or"
    EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; beyond `kind` and `text` only what its kind carries is set."""

    kind: Kind
    text: str  # as typed, without the quotation marks or the asterisk
    field: Field | None = None  # FIELD, DAYS
    period: Period | None = None  # DATE, DAYS
    key: str = ""  # NUMBER
    distance: int | None = None  # PHRASE


_OPERATORS = {
    "OR": Kind.OR, "HOẶC": Kind.OR, "HOAC": Kind.OR, "|": Kind.OR, "||": Kind.OR,
    "AND": Kind.AND, "VÀ": Kind.AND, "VA": Kind.AND, "&&": Kind.AND,
    "NOT": Kind.NOT, "KHÔNG": Kind.NOT, "KHONG": Kind.NOT,
}  # fmt: skip
_ALSO_WORDS = frozenset({"VÀ", "VA", "KHÔNG", "KHONG"})
_CLOSING = {'"': '"“”„', "“": '”“"', "”": '”“"', "„": '”“"', "«": "»", "»": "«"}
_FIELD = re.compile(r"(?P<name>[^\W\d_][\w-]*):(?=\S)")
_DISTANCE = re.compile(r"~(\d{1,4})?")
_CHUNK_ENDS = re.compile(r"[\s,;!?…()\[\]{}\"“”„«»]")
_NUMBER_WORD = re.compile(r"(?:số|so|no)[.:]*", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SENTENCE_ENDS = tuple(".;:,!?…")
_DEFAULT_DISTANCE = 10
_LONGEST_DISTANCE = 100
_SHOUTED_WORDS = 3


def clean(text: str, notes: Notes) -> str:
    """`text` in NFC, words one blank apart, without control characters and lone surrogates, cut to size."""
    if len(text) > LONGEST_QUERY:
        text = text[:LONGEST_QUERY].rpartition(" ")[0] or text[:LONGEST_QUERY]
        notes.too_long(LONGEST_QUERY)
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub(" ", text)).split())


def tokens(text: str, today: dt.date, notes: Notes) -> list[Token]:
    """The tokens of a cleaned query, in order. Raises: nothing."""
    return list(_Lexer(text, today, notes).read())


class _Lexer:
    def __init__(self, text: str, today: dt.date, notes: Notes) -> None:
        self._text = text
        self._today = today
        self._notes = notes
        self._at = 0
        numbers = find_numbers(text)
        self._numbers = {span.start: span for span in numbers}
        masked = text
        for span in numbers:  # the digits of a directive's number are never a date
            masked = masked[: span.start] + "x" * (span.end - span.start) + masked[span.end :]
        self._dates = {span.start: span for span in find_periods(masked, today)}
        self._starts = sorted({*self._numbers, *self._dates})
        shouted = not any(char.islower() for char in text)
        self._shouting = shouted and len(text.split()) >= _SHOUTED_WORDS

    def read(self) -> Iterator[Token]:
        while self._at < len(self._text):
            token = self._next()
            if token is not None and (token.kind is not Kind.PHRASE or PIECE.search(token.text)):
                yield token

    def _next(self) -> Token | None:
        start = self._at
        char = self._text[start]
        if start in self._numbers:
            return self._number()
        if start in self._dates:
            return self._date()
        if char in _CLOSING and (quoted := self._quoted(start)) is not None:
            return quoted
        if char in "()":
            self._at += 1
            return Token(Kind.OPEN if char == "(" else Kind.CLOSE, char)
        if char == "-" and self._excludes(start):
            self._at += 1
            return Token(Kind.MINUS, char)
        if (named := _FIELD.match(self._text, start)) is not None and self._at_word_start(start):
            field = field_named(named["name"])
            if field is not None and (read := self._field(field, named)) is not None:
                return read
        if _CHUNK_ENDS.match(char):
            self._at += 1
            return None
        return self._chunk()

    def _number(self) -> Token:
        span = self._numbers[self._at]
        self._at = span.end
        return Token(Kind.NUMBER, self._text[span.start : span.end], key=span.key)

    def _date(self) -> Token:
        span = self._dates[self._at]
        self._at = span.end
        if span.swapped:
            self._notes.swapped(span.period)
        return Token(Kind.DATE, self._text[span.start : span.end], period=span.period)

    def _quoted(self, start: int) -> Token | None:
        """The phrase in quotation marks that begins at `start`; None when nothing closes it."""
        found = self._inside_quotes(start)
        if found is None:
            return None
        content, self._at = found
        near = _DISTANCE.match(self._text, self._at)
        if near is None:
            key = number_key(content)
            if key is not None and _only_a_number(content):
                return Token(Kind.NUMBER, content, key=key)
            return Token(Kind.PHRASE, content)
        self._at = near.end()
        distance = min(int(near[1] or _DEFAULT_DISTANCE), _LONGEST_DISTANCE)
        return Token(Kind.PHRASE, content, distance=distance)

    def _inside_quotes(self, start: int) -> tuple[str, int] | None:
        closing = _CLOSING[self._text[start]]
        end = next((at for at in range(start + 1, len(self._text)) if self._text[at] in closing), None)
        return (self._text[start + 1 : end].strip(), end + 1) if end is not None else None

    def _excludes(self, at: int) -> bool:
        """Whether the "-" at `at` leaves out what follows: -word, -"phrase", -(group).

        Not -5%, and not a dash that begins an item of a list after the end of a sentence.
        """
        if self._text[:at].rstrip()[-1:] in _SENTENCE_ENDS:
            return False
        following = self._text[at + 1 : at + 2]
        return self._at_word_start(at) and (following.isalpha() or (following != "" and following in '"“('))

    def _at_word_start(self, at: int) -> bool:
        return at == 0 or self._text[at - 1] in "(-" or self._text[at - 1].isspace()

    def _field(self, field: Field, named: re.Match[str]) -> Token | None:
        """A field's token, with its value where that is a date; None when the value is no date."""
        start = named.end()
        if field.is_date or field is Field.WORD:
            days = self._days(field, start)
            if days is not None:
                return days
            if field.is_date:
                self._tell_no_date(start)
                return None
        self._at = start
        return Token(Kind.FIELD, named[0], field=field)

    def _tell_no_date(self, start: int) -> None:
        inside = self._inside_quotes(start) if self._text[start] in _CLOSING else None
        value = inside[0] if inside is not None else self._text[start:].split()[0]
        if shaped_like_a_date(value):
            self._notes.no_such_date(value)
        else:
            self._notes.no_date(value)

    def _days(self, field: Field, start: int) -> Token | None:
        inside = self._inside_quotes(start) if self._text[start] in _CLOSING else None
        if inside is not None:
            text, end = inside
            period, swapped = read_period(text, self._today), False
        else:
            span = read_at(self._text, start, self._today)
            if span is None or not _ends_a_value(self._text, span.end):
                return None
            text, end, period, swapped = self._text[start : span.end], span.end, span.period, span.swapped
        if period is None:
            return None
        if swapped:
            self._notes.swapped(period)
        self._at = end
        return Token(Kind.DAYS, text, field=Field.FROM if field is Field.WORD else field, period=period)

    def _chunk(self) -> Token | None:
        """What stands up to the next blank, bracket, comma, number or date."""
        start = self._at
        ending = _CHUNK_ENDS.search(self._text, start)
        end = ending.start() if ending else len(self._text)
        end = next((at for at in self._starts if start < at < end), end)
        self._at = end
        chunk = self._text[start:end]
        if end in self._numbers and _NUMBER_WORD.fullmatch(chunk):
            return None  # "Số:02-NQ/TU" asks for the number, whether or not a text says "số"
        operator = _OPERATORS.get(chunk)
        if operator is not None:
            if not (self._shouting and chunk in _ALSO_WORDS):
                return Token(operator, chunk)
            self._notes.operator_as_word(chunk)
        if not PIECE.search(chunk):
            return Token(Kind.EVERYTHING, chunk) if chunk.strip("?") in {"*", "**"} else None
        if _NUMBER_WORD.fullmatch(chunk) and self._number_follows():
            return None
        if chunk.endswith("*"):
            return self._prefix(chunk)
        if "*" in chunk:
            self._notes.asterisk_inside(chunk)
        return Token(Kind.WORD, chunk)

    def _prefix(self, chunk: str) -> Token:
        stem = chunk.rstrip("*")
        if "*" in stem or not PIECE.search(stem[-1:]):
            self._notes.asterisk_inside(chunk)
            return Token(Kind.WORD, chunk)
        return Token(Kind.PREFIX, stem)

    def _number_follows(self) -> bool:
        rest = self._text[self._at :]
        return self._at + len(rest) - len(rest.lstrip()) in self._numbers


def _only_a_number(text: str) -> bool:
    before = text[: find_numbers(text)[0].start].strip()
    return not before or _NUMBER_WORD.fullmatch(before) is not None


def _ends_a_value(text: str, at: int) -> bool:
    return at == len(text) or _CHUNK_ENDS.match(text, at) is not None or text[at] == "."
