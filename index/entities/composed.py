"""Text in NFC beside the text as given, so that rules read one form and offsets point into the other."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass

_CLUSTER = re.compile(r".[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Composed:
    """`text` is NFC; `original(start, end)` gives the span in the text it was made from."""

    text: str
    starts: array[int] | None  # for each character of `text` where it began; None: nothing was composed

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that `text[start:end]` was made from."""
        if self.starts is None:
            return start, end
        return self.starts[start], self.starts[end]

    def position(self, original: int) -> int:
        """Where in `text` the character at `original` went."""
        return original if self.starts is None else bisect_left(self.starts, original)


def compose(text: str) -> Composed:
    """`text` in NFC; a letter and its marks are one step, so no span can cut between them."""
    if unicodedata.is_normalized("NFC", text):
        return Composed(text, None)
    parts: list[str] = []
    starts = array("q")
    for cluster in _CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFC", cluster.group())
        parts.append(composed)
        starts.extend([cluster.start()] * len(composed))
    starts.append(len(text))
    return Composed("".join(parts), starts)
