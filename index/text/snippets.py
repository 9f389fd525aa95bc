"""The best sentence or two of a text for a query, with every matched form marked.

Only the words of the query are looked for; of the stretches of the text that hold any, the few most
promising ones are read closely. So the cost is linear in the text with a small constant, whatever
the query.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.text.marking import Marker, Reading, Span, spans_of

LENGTH = 280
"""Characters of a snippet, about; a sentence is cut only when it is longer."""

_STRETCH = 1500  # characters read as one; a paragraph that is longer is cut at white space
_CLOSELY = 6  # stretches read closely
_BEFORE = 60  # characters kept before the first mark of a sentence that is cut
_GAP = " … "

_LINES = str.maketrans(dict.fromkeys("\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))
_SENTENCE_END = re.compile(r"[.!?…]++[\"'”’»)\]]*+\s++(?=[\"'“‘«(\[–-]*+(?P<next>\w))")
_NO_END = re.compile(
    r"(?:^|[\s(])(?:[^\W\d]|TP|Tp|ThS|Ths|TS|PGS|GS|BS|Th|Tr|St|KTS|KS|CN|Mr|Mrs|Dr|No|Vol"
    r"|(?:Điều|Khoản|Mục|Chương|Phần)\s\d{1,3})$|^\s*\d{1,3}$",
    re.IGNORECASE,
)
_LOOK_BACK = 16  # characters before a full stop that say whether it ends a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of a text to show under a title; `marks` are (start, end) into `text`."""

    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    reading: Reading
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    answers: frozenset[str]
    worth: float
    spans: tuple[Span, ...]


def snippet(text: str, marker: Marker, *, length: int = LENGTH) -> Snippet:
    """What to show of `text`: where it answers the query best, or else its beginning.

    Nothing is escaped: whoever draws it escapes the parts between and inside the marks.
    Raises: nothing; an empty text gives an empty snippet.
    """
    stretches, weights = _promising(text, marker)
    sentences = [sentence for stretch in stretches for sentence in _sentences(text, stretch, marker, weights)]
    answering = [sentence for sentence in sentences if sentence.answers]
    if not answering:
        start, end = _beginning(text, length)
        return _drawn(text, [(start, end)], (), whole=not text[start:end].strip())
    best = max(answering, key=lambda each: (each.worth, -each.start))
    if best.end - best.start > length:
        return _drawn(text, [_window(text, best, length)], best.spans, whole=False)
    chosen = _with_another(best, sentences, weights, length)
    return _drawn(
        text, [(each.start, each.end) for each in chosen], [span for each in chosen for span in each.spans]
    )


def _worth(answers: frozenset[str], weights: Mapping[str, float]) -> float:
    """The weights of the words answered; a pair or a phrase counts half of its words besides."""
    return sum(
        sum(weights.get(word, 1.0) for word in answer.split()) * (0.5 if " " in answer else 1.0)
        for answer in answers
    )


# ---- finding the place -----------------------------------------------------------------


def _promising(text: str, marker: Marker) -> tuple[list[_Stretch], Mapping[str, float]]:
    """The stretches that answer the most, in order, and what each word of the query weighs here.

    A word that stands in every stretch of the text says little about where to look. No
    stretches when none answers anything.
    """
    if not marker:
        return [], {}
    whole = marker.read(text)
    held: list[_Stretch] = []
    for start, end in _stretches(text):
        if not whole.any_between(start, end):
            continue
        reading = whole.between(start, end)
        answers = marker.answers(reading)
        if answers:
            held.append(_Stretch(start, end, reading, answers))
    counts = Counter(word for stretch in held for word in stretch.answers)
    weights = {word: math.log(1 + len(held) / count) for word, count in counts.items()}
    best = sorted(held, key=lambda each: (-_worth(each.answers, weights), each.start))[:_CLOSELY]
    return sorted(best, key=lambda each: each.start), weights


def _stretches(text: str) -> Iterator[Span]:
    """`text` cut at line ends, and at white space where a line is longer than a stretch."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > _STRETCH:
            blank = text.rfind(" ", start + 1, start + _STRETCH)
            end = blank if blank > 0 else start + _STRETCH
        if end > start:
            yield start, end
        start = max(end, start + 1)


def _sentences(text: str, stretch: _Stretch, marker: Marker, weights: Mapping[str, float]) -> list[_Sentence]:
    """The sentences of a stretch with what they answer; marks are those of the whole stretch."""
    reading = stretch.reading
    marks = marker.marks(reading)
    found = []
    for first, last in _sentence_spans(text, stretch.start, stretch.end):
        inside = [mark for mark in marks if first <= reading.starts[mark.first] < last]
        answers = frozenset[str]().union(*[mark.answers for mark in inside])
        found.append(
            _Sentence(
                start=first,
                end=last,
                answers=answers,
                worth=_worth(answers, weights),
                spans=spans_of(reading, inside),
            )
        )
    return found


def _sentence_spans(text: str, start: int, end: int) -> Iterator[Span]:
    for ending in _SENTENCE_END.finditer(text, start, end):
        before = text[max(start, ending.start() - _LOOK_BACK) : ending.start()]
        if ending["next"].islower() or _NO_END.search(before):
            continue
        yield start, ending.end()
        start = ending.end()
    if start < end:
        yield start, end


# ---- choosing what to show ---------------------------------------------------------------


def _with_another(
    best: _Sentence, sentences: Sequence[_Sentence], weights: Mapping[str, float], length: int
) -> list[_Sentence]:
    """The best sentence with the one that adds most, or with the one that goes on, if they fit."""
    room = length - (best.end - best.start)
    fitting = [each for each in sentences if each is not best and each.end - each.start <= room]
    adding = [each for each in fitting if each.answers - best.answers]
    if adding:
        more = max(adding, key=lambda each: (_worth(each.answers - best.answers, weights), -each.start))
        return sorted((best, more), key=lambda each: each.start)
    following = [each for each in fitting if each.start == best.end]
    return [best, *following]


def _window(text: str, sentence: _Sentence, length: int) -> Span:
    """The part of a long sentence with the most marks, beginning a little before the first."""

    def held(first: Span) -> int:
        return sum(first[0] <= start and end <= first[0] + length - _BEFORE for start, end in sentence.spans)

    first = max(sentence.spans, key=lambda span: (held(span), -span[0]))
    start = max(sentence.start, first[0] - _BEFORE)
    if start > sentence.start:
        blank = text.find(" ", start, first[0])
        start = first[0] if blank < 0 else blank + 1
    return start, _cut(text, start, sentence.end, length)


def _beginning(text: str, length: int) -> Span:
    head = text[: 4 * length]
    start = len(head) - len(head.lstrip())
    return start, max(start, _cut(text, start, len(text), length))


def _cut(text: str, start: int, end: int, length: int) -> int:
    """Where to stop: at `end`, or at white space before `length` characters are out."""
    if end - start <= length:
        return end
    blank = text.rfind(" ", start + length // 2, start + length)
    return blank if blank > 0 else start + length


def _drawn(text: str, parts: Sequence[Span], spans: Sequence[Span], *, whole: bool = True) -> Snippet:
    """The parts joined, an ellipsis where text between is left out, and around a part that is not `whole`."""
    drawn = ""
    marks: list[Span] = []
    before = None
    for start, end in parts:
        end = start + len(text[start:end].rstrip())
        if before is not None:
            drawn += _GAP if text[before:start].strip() else " "
        elif not whole and not _at_edge(text, start - 1):
            drawn = "… "
        shift = len(drawn) - start
        marks += [
            (max(one, start) + shift, min(two, end) + shift) for one, two in spans if start <= one < end
        ]
        drawn += text[start:end].translate(_LINES)
        before = end
    if before is not None and not whole and not _at_edge(text, before):
        drawn += " …"
    return Snippet(text=drawn, marks=tuple(marks))


def _at_edge(text: str, at: int) -> bool:
    """Whether a line ends at `at`, or the text."""
    return not 0 <= at < len(text) or text[at] in "\r\n"
