"""Sentences with their offsets, by underthesea's splitter line by line."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_SHORTENED = re.compile(
    r"(?<!\w)(?:TX|TT|KP|TDP|PGS|GS|BS|CKI|CKII|KS|KTS|LS|DS|NSND|NSƯT|NNƯT|Đ/c|TNHH|St|KDC|QL|ĐT)\.$"
)
"""A full stop that shortens a word, besides those underthesea's splitter knows."""

_UNBROKEN = re.compile(r"\S{300}")
"""Longer than anything that is written by hand. The splitter looks back over a whole run of letters at
each full stop, so a line with such a run is left as one sentence."""


@cache
def _splitter() -> Callable[[str], list[str]]:
    """underthesea's splitter; importing it takes most of a second, which no other command should pay."""
    from underthesea.pipeline.sent_tokenize import sent_tokenize

    split: Callable[[str], list[str]] = sent_tokenize
    return split


def find_sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of `text` (NFC), in order; a line end always ends one."""
    split = _splitter()
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        written = line.group()
        at = 0
        line_spans: list[tuple[int, int]] = []
        for sentence in [written.strip()] if _UNBROKEN.search(written) else split(written):
            start = written.index(sentence, at)
            at = start + len(sentence)
            if line_spans and _SHORTENED.search(written, line_spans[-1][0], line_spans[-1][1]):
                line_spans[-1] = (line_spans[-1][0], at)
            else:
                line_spans.append((start, at))
        spans.extend((line.start() + start, line.start() + end) for start, end in line_spans)
    return spans
