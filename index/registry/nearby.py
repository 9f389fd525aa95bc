"""Units a text names: the nearest of the fitting kind tells whose an unqualified committee is.

"Huyện Chư Păh kiểm tra Nghị quyết số 03-NQ/HU" is of the district just named; "UBND huyện" in an
article that names one district is that district's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from archive.model import Mention, MentionType

_JOINED = re.compile(r"\s*(?:,|;|và|cùng|với)?\s*(?:và\s+)?")
_KIND = re.compile(r"(?:huyện|quận|thành phố|thị xã|xã|phường|thị trấn|đặc khu)(?= )", re.IGNORECASE)
_MOST = 200  # units looked at around one reference, in a text without an end


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUnit:
    """A unit below the province where a text names it, alone or in the name of a body."""

    start: int
    end: int
    label: str  # "huyện Chư Păh"
    kind: str  # "huyện"


class NamedUnits:
    """A text's units below the province, by where they stand."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._units = [unit for one in mentions if (unit := _unit(one)) is not None]
        self._starts = [unit.start for unit in self._units]

    def nearest(self, text: str, kinds: Collection[str], begin: int, at: int) -> tuple[str, ...]:
        """Labels of the last unit of these kinds in `text[begin:at]` and of those it is joined to."""
        last = bisect_left(self._starts, at)
        first = max(bisect_left(self._starts, begin), last - _MOST)
        before = [unit for unit in self._units[first:last] if unit.kind in kinds]
        if not before:
            return ()
        found = [before.pop()]
        while before and _JOINED.fullmatch(text, before[-1].end, found[-1].start):
            found.append(before.pop())
        return tuple(sorted({unit.label for unit in found}))

    def within(self, kinds: Collection[str], begin: int, end: int) -> tuple[str, ...]:
        """Labels of all units of these kinds from `begin` to `end`."""
        first = bisect_left(self._starts, begin)
        near = self._units[first : min(first + _MOST, bisect_left(self._starts, end))]
        return tuple(sorted({unit.label for unit in near if unit.kind in kinds}))


def _unit(mention: Mention) -> NamedUnit | None:
    if mention.type is MentionType.PLACE:
        label = mention.label
    elif mention.type is MentionType.BODY:
        label = str(mention.attributes.get("place") or "")
    else:
        return None
    kind = _KIND.match(label)
    if kind is None or mention.attributes.get("level") not in ("district", "commune"):
        return None
    return NamedUnit(start=mention.start, end=mention.end, label=label, kind=kind[0].lower())
