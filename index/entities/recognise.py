"""The recogniser: directives, dates, bodies, places and persons of a text, with exact offsets.

Directives and dates are found first by their forms and taken out; then the walk over the pieces
finds bodies, places and persons (`index.entities.walk`). Nothing nests, nothing overlaps.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from archive.model import Mention
from index.directives.reference import Reference
from index.directives.references import find_references
from index.entities.composed import Composed, compose
from index.entities.dates.date import DateSpan
from index.entities.dates.evidence import dates_of
from index.entities.pieces import cut
from index.entities.resolve import mentions_of
from index.entities.spans import Span
from index.entities.walk import Walk


def recognise(text: str, *, day: dt.date | None = None, province: str = "") -> list[Mention]:
    """Every mention of `text` in order, offsets into `text` as given.

    Args:
        day: the day of publication; dates that state no year are resolved against it.
        province: the source's province ("Sơn La"); it completes local bodies ("Tỉnh ủy").
    """
    return recognise_composed(compose(text), text, day=day, province=province)


def recognise_composed(composed: Composed, text: str, *, day: dt.date | None, province: str) -> list[Mention]:
    """As `recognise`, for a text that was composed already."""
    references, dates, spans = spans_of(composed.text, day)
    mentions = mentions_of(composed.text, references, dates, spans, province)
    return [_in_original(mention, composed, text) for mention in mentions]


def _in_original(mention: Mention, composed: Composed, text: str) -> Mention:
    start, end = composed.original(mention.start, mention.end)
    return replace(mention, start=start, end=end, text=text[start:end])


def spans_of(text: str, day: dt.date | None) -> tuple[list[Reference], list[DateSpan], list[Span]]:
    """What the forms and the walk find in `text` (NFC), none overlapping."""
    references = find_references(text)
    covered = bytearray(len(text) + 1)
    for reference in references:
        covered[reference.start : reference.end] = b"\x01" * (reference.end - reference.start)
    dates = [date for date in dates_of(text, day) if not any(covered[date.start : date.end])]
    for date in dates:
        if date.kind == "calendar":
            covered[date.start : date.end] = b"\x01" * (date.end - date.start)
    for pattern in (_MOTTO, _NAMED_DAY, _NAMED_THING):
        for found in pattern.finditer(text):
            covered[found.start() : found.end()] = b"\x01" * (found.end() - found.start())
    return references, dates, Walk(cut(text, covered)).spans()


_MOTTO = re.compile(
    r"(?<!quốc hội )(?<!quốc hội nước )(?<!chính phủ )(?<!chính phủ nước )"
    r"(?:nước\s+)?cộng h(?:òa|oà) xã hội[\s|]+chủ nghĩa[\s|]+việt nam",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    r"(?<!\w)(?:Ngày|ngày|Mẹ|Bà mẹ|mẹ)(?: [^\W\d_]+){0,5}? Việt Nam(?= anh hùng| \(?\d| |[,.;)]|$)"
)
"""Names that hold a place and are none: the motto, "Ngày Gia đình Việt Nam", "Mẹ Việt Nam anh hùng"."""
# money, a disease, a motto of virtues
_NAMED_THING = re.compile(
    r"(?<![hH]ội )(?<!\w)"
    r"(?:[đĐ]ồng Việt Nam|(?:lợn|heo|tả) [cC]hâu Phi|Chân ?[-–,] ?Thiện ?[-–,] ?M[ỹĩ])(?!\w)"
)
