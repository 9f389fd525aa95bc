"""Did you mean: what is misspelt or half accented, mended from the index's own terms.

In two steps, each a few hundred look-ups of document frequencies and never a walk through the
terms: first letters, on folded keys (a pair of words that hardly occurs, and does after one
edit of one of them: "son lan", "son la"); then marks, the sequence of spellings whose pairs
occur most (Viterbi). A word whose pairs occur often enough is left as it was typed.

Source of the edits: Damerau 1964; as candidates for look-up, Norvig, "How to write a spelling
corrector", 2007.
"""

from __future__ import annotations

import itertools
import math
import string
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.ports import PAIR_FIELDS, SearchEngine
from index.text.keys import has_marks
from index.text.tokens import tokenize

MOST_WORDS = 12
"""Longer queries are not mended: what a person copied is not misspelt."""

_WEAK = 1  # documents: a pair in so few or fewer may be a slip
_STRONGER = 3  # times as many documents, at least, has what is suggested
_MOST_EDITS = 3  # letters of one query that are mended
_MOST_FORMS = 8  # spellings of one word that are tried
_MOST_VARIED = 7  # letters: longer words are foreign, and have too many spellings to try
_UNCHANGED = 0.7  # natural logarithms of a document frequency in favour of what was typed

_QUALITIES = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"}
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = frozenset("aeiouy")

Frequency = Callable[[str, str], int]  # (field, key) -> documents


@dataclass(frozen=True, slots=True)
class _Word:
    exact: str
    folded: str


def mended(text: str, engine: SearchEngine) -> str | None:
    """`text` with its misspelt words replaced; None when nothing better is known.

    Case follows what was typed. A query wholly without marks keeps its words without marks:
    it is matched without them anyway.
    """
    tokens = tokenize(text)
    if not 0 < len(tokens) <= MOST_WORDS:
        return None
    typed = [_Word(*forms) for forms in zip(tokens.exact, tokens.folded, strict=True)]
    frequency: Frequency = lru_cache(maxsize=None)(engine.document_frequency)
    letters = _mend_letters([word.folded for word in typed], frequency)
    marks = _mend_marks(typed, letters, frequency) if has_marks(text) else letters
    changed = [
        new if new not in (word.exact, word.folded) or (has_marks(text) and new != word.exact) else None
        for word, new in zip(typed, marks, strict=True)
    ]
    if not any(changed):
        return None
    pieces = []
    at = 0
    for start, end, new in zip(tokens.starts, tokens.ends, changed, strict=True):
        pieces += [text[at:start], text[start:end] if new is None else _cased(new, text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def _mend_letters(folded: Sequence[str], frequency: Frequency) -> list[str]:
    """The folded keys, one edit away where that makes a pair that hardly occurs a common one."""
    words = list(folded)
    for _ in range(_MOST_EDITS):
        weak = [at for at in range(len(words)) if _support(words, at, frequency) <= _WEAK]
        mends = [mend for at in weak if (mend := _best_edit(words, at, frequency)) is not None]
        if not mends:
            break
        _, at, edit = max(mends)
        words[at] = edit
    return words


def _best_edit(words: Sequence[str], at: int, frequency: Frequency) -> tuple[int, int, str] | None:
    """(documents, place, word) of the edit at `at` that occurs most; None when none occurs enough."""
    found = max(
        (
            (_support([*words[:at], edit, *words[at + 1 :]], at, frequency), frequency("folded", edit), edit)
            for edit in _edits(words[at])
        ),
        default=(0, 0, ""),
    )
    if found[0] <= max(_WEAK, _STRONGER * _support(words, at, frequency)):
        return None
    return found[0], at, found[2]


def _support(words: Sequence[str], at: int, frequency: Frequency, *, exact: bool = False) -> int:
    """Documents that hold the word beside a neighbour of the query; of a lone word, that hold it."""
    single = "exact" if exact else "folded"
    if len(words) == 1:
        return frequency(single, words[0])
    pairs = []
    if at > 0:
        pairs.append(f"{words[at - 1]} {words[at]}")
    if at + 1 < len(words):
        pairs.append(f"{words[at]} {words[at + 1]}")
    return max(frequency(PAIR_FIELDS[single], pair) for pair in pairs)


def _edits(word: str) -> Iterator[str]:
    """Every word one letter away: left out, exchanged, replaced, put in."""
    if not word.isascii() or not word.isalpha() or len(word) > 2 * _MOST_VARIED:
        return
    seen = {word, ""}
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        edits = [head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:]]
        edits += [head + letter + tail[1:] for letter in string.ascii_lowercase]
        edits += [head + letter + tail for letter in string.ascii_lowercase]
        for edit in edits:
            if edit not in seen:
                seen.add(edit)
                yield edit


def _mend_marks(typed: Sequence[_Word], letters: Sequence[str], frequency: Frequency) -> list[str]:
    """The best sequence of exact keys with these letters; a word that was typed so has an advantage."""
    exact = [word.exact for word in typed]
    choices = [
        [word.exact]
        if word.folded == folded and _support(exact, at, frequency, exact=True) > _WEAK
        else _forms(word, folded, frequency)
        for at, (word, folded) in enumerate(zip(typed, letters, strict=True))
    ]
    best = {
        form: (math.log1p(frequency("exact", form)) / 2 + _advantage(typed[0], form, frequency), [form])
        for form in choices[0]
    }
    for at in range(1, len(choices)):
        reached = {}
        for form in choices[at]:
            reached[form] = max(
                (
                    score
                    + math.log1p(frequency("exact_pair", f"{before} {form}"))
                    + _advantage(typed[at], form, frequency),
                    [*path, form],
                )
                for before, (score, path) in best.items()
            )
        best = reached
    return max(best.values())[1]


def _advantage(typed: _Word, form: str, frequency: Frequency) -> float:
    return _UNCHANGED if form == typed.exact and frequency("exact", form) else 0.0


def _forms(word: _Word, folded: str, frequency: Frequency) -> list[str]:
    """Spellings of the letters that the index holds, the commonest first, and the one typed."""
    held = [(frequency("exact", form), form) for form in _marked(folded)]
    ranked = [form for count, form in sorted(held, reverse=True) if count > 0][:_MOST_FORMS]
    typed = [word.exact] if word.folded == folded else []
    return list(dict.fromkeys([*typed, *ranked])) or [folded]


def _marked(folded: str) -> Iterator[str]:
    """Every way to put Vietnamese marks on a syllable: qualities on its letters, one tone on a vowel."""
    if len(folded) > _MOST_VARIED or not folded.isalpha():
        yield folded
        return
    vowels = [at for at, letter in enumerate(folded) if letter in _VOWELS]
    for qualified in itertools.product(*(_QUALITIES.get(letter, letter) for letter in folded)):
        letters = list(qualified)
        yield "".join(letters)
        for at in vowels:
            for tone in _TONES:
                toned = [*letters[:at], unicodedata.normalize("NFC", letters[at] + tone), *letters[at + 1 :]]
                yield "".join(toned)


def _cased(key: str, written: str) -> str:
    if written.isupper() and len(written) > 1:
        return key.upper()
    return key[:1].upper() + key[1:] if written[:1].isupper() else key
