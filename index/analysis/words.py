"""Words with their offsets, segmented by underthesea's model.

underthesea's own `word_tokenize` answers rewritten tokens without offsets. Here its token
pattern runs over the text as it is, the model is asked with the tokens as it knows them, and
what it answers is laid back over the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from index.analysis.segmenter import segmenter

LONGEST_STRETCH = 500
"""Characters handed to the model at once; a sentence without a full stop is cut at blanks, so that
neither the token pattern nor the model sees more. Words never reach across such a cut."""

_DENSEST = 3
"""Characters a token of running text has at least, on average (Vietnamese: four and a half). A long
stretch with less is a table or noise, and each token is a word without asking the model."""
_LONG = 200


@cache
def _token() -> re.Pattern[str]:
    """underthesea's pattern of a token, imported when first asked for: it takes most of a second."""
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

    pattern: re.Pattern[str] = patterns
    return pattern


@cache
def _normalize() -> Callable[..., str]:
    from underthesea.pipeline.text_normalize import token_normalize

    normalize: Callable[..., str] = token_normalize
    return normalize


@lru_cache(maxsize=200_000)
def _as_the_model_knows(token: str) -> str:
    normal = _normalize()(token, use_character_normalize=True)
    return normal.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate would not reach the model


def find_words(text: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """(start, end) of each word of `text` (NFC), sentence by sentence; every visible character is in one."""
    words: list[tuple[int, int]] = []
    for start, end in sentences:
        for first, last in _stretches(text, start, end):
            _segment(text, first, last, words)
    return words


_BLANK = re.compile(r"\s")


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = []
    while end - start > LONGEST_STRETCH:
        blank = -1
        for found in _BLANK.finditer(text, start + LONGEST_STRETCH // 2, start + LONGEST_STRETCH):
            blank = found.start()
        cut = blank if blank > start else start + LONGEST_STRETCH
        cuts.append((start, cut))
        start = cut
    cuts.append((start, end))
    return cuts


def _segment(text: str, start: int, end: int, words: list[tuple[int, int]]) -> None:
    spans = [found.span() for found in _token().finditer(text, start, end)]
    if not spans:
        return
    if end - start > _LONG and len(spans) * _DENSEST > end - start:
        words.extend(spans)
        return
    begins = segmenter().begins([_as_the_model_knows(text[first:last]) for first, last in spans])
    words.append(spans[0])
    for span, begins_word in zip(spans[1:], begins[1:], strict=True):
        if begins_word:
            words.append(span)
        else:
            words[-1] = (words[-1][0], span[1])
