"""What a query was understood to ask: a small tree that knows no engine and no keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from index.query.fields import Field
from index.query.periods import Period


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words, all of them wanted, in any order."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words exactly so one after another; with `distance`, near each other in any order."""

    text: str
    distance: int | None = None  # positions between the first and the last


@dataclass(frozen=True, slots=True)
class StartsWith:
    """Words that begin so (prefix*)."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A directive's number: documents that cite it, or hold it as written."""

    text: str
    key: str


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date among the words: published then, or holding these words."""

    text: str
    period: Period


@dataclass(frozen=True, slots=True)
class OnDays:
    """A field of dates: published in the period, or mentioning a day of it."""

    date_field: Literal["published", "event"]
    period: Period
    text: str


@dataclass(frozen=True, slots=True)
class InZone:
    """What is asked of the title or the lead only."""

    zone: Field
    part: Part


@dataclass(frozen=True, slots=True)
class Segmented:
    """A word as the segmenter cuts it: đất, not the đất in đất nước."""

    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """A person, body, place, directive, source, section or kind by name."""

    facet: Field
    text: str


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not `part`. `literal` is the run of words the operator stood in, when it was itself a word:
    a document that holds the run as written is not what the person meant to leave out."""

    part: Part
    literal: str = ""


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents: an empty query, or a lone asterisk."""


Part = (
    Words
    | Quoted
    | StartsWith
    | Number
    | DateWords
    | OnDays
    | InZone
    | Segmented
    | Named
    | AllOf
    | AnyOf
    | Without
    | Everything
)


@dataclass(frozen=True, slots=True)
class Note:
    """Something the person should know of how the query was read; `code` is for programs."""

    code: str
    vi: str
    en: str

    def as_json(self) -> dict[str, str]:
        """{"code", "vi", "en"}"""
        return {"code": self.code, "vi": self.vi, "en": self.en}


def wanted(part: Part) -> Iterator[Words | Quoted | StartsWith | Number | DateWords | Segmented | Named]:
    """The leaves a document should hold, in the order typed; what is excluded is left out."""
    match part:
        case AllOf(parts) | AnyOf(parts):
            for each in parts:
                yield from wanted(each)
        case InZone(_, inner):
            yield from wanted(inner)
        case Words() | Quoted() | StartsWith() | Number() | DateWords() | Segmented() | Named():
            yield part
        case Without() | OnDays() | Everything():
            return


def part_as_json(part: Part) -> dict[str, Any]:
    """A node as {"type": …} with its text, value or parts; nested as the tree is."""
    match part:
        case Words(text):
            return {"type": "words", "text": text}
        case Quoted(text, None):
            return {"type": "phrase", "text": text}
        case Quoted(text, distance):
            return {"type": "near", "text": text, "distance": distance}
        case StartsWith(text):
            return {"type": "prefix", "text": text}
        case Number(text, key):
            return {"type": "directive", "text": text, "value": key}
        case DateWords(text, period):
            return {"type": "date", "text": text, **period.as_json()}
        case OnDays(date_field, period, text):
            return {"type": "days", "field": date_field, "text": text, **period.as_json()}
        case InZone(zone, inner):
            return {"type": "zone", "field": zone.value, "part": part_as_json(inner)}
        case Segmented(text):
            return {"type": "word", "text": text}
        case Named(facet, text):
            return {"type": "facet", "field": facet.value, "text": text}
        case AllOf(parts):
            return {"type": "all", "parts": [part_as_json(each) for each in parts]}
        case AnyOf(parts):
            return {"type": "any", "parts": [part_as_json(each) for each in parts]}
        case Without(inner, _):
            return {"type": "not", "part": part_as_json(inner)}
        case Everything():
            return {"type": "everything"}
