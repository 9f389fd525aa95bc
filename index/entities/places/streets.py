"""Streets told by what stands around them: a house number, a lane, the ends of a stretch, a route."""

from __future__ import annotations

from bisect import bisect_left

from index.entities.capitals import capital_run
from index.entities.pieces import Pieces
from index.entities.places import units
from index.entities.places.bare import STOPPERS
from index.entities.places.place import Places
from index.entities.syllables import SYLLABLE

_DASHES = frozenset("-–—")
_LANES = frozenset({"ngõ", "ngách", "hẻm", "kiệt", "số"})
_TOWNS = (units.PROVINCE, units.DISTRICT)
_CROSSINGS = (
    ["ngã", "ba"],
    ["ngã", "tư"],
    ["ngã", "năm"],
    ["giao", "lộ"],
    ["nút", "giao"],
    ["giao", "đường"],
    ["góc"],
)
"""Words before two roads that meet."""
_LINES = (["tuyến"], ["chặng"])
"""Words before the two ends of a line."""
_WAYS = frozenset({"trình", "tuyến", "hướng", "đường", "luồng"})
"""Last syllables of "lộ trình", "phân luồng": a way is told before a route of streets alone."""
_SHORTEST_ROUTE = 3
_CAPTIONS = frozenset({"ảnh", "nguồn", "theo", "bài", "tin", "clip", "video"})
_LEADING_TO = frozenset({"đi", "về", "đến", "tới", "lên", "sang", "xuống", "vào"})
_LONGEST_NAME = 5
_LONGEST_PART = 10
"""Pieces of a name with its unit word."""


class Streets:
    """Reads streets without their unit word out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places
        self._dashes = [
            at
            for at, key in enumerate(pieces.keys)
            if key in _DASHES and not pieces.glued(at) and not pieces.glued(at + 1)
        ]

    def street(self, at: int) -> int | None:
        """Index after a street that follows a house or lane: "số nhà 36B Tô Hiệu", "ngõ số 8, Tô Hiệu"."""
        pieces, keys = self._pieces, self._pieces.keys
        if at < 2 or not pieces.is_capital(at) or keys[at] in STOPPERS:
            return None
        numbered = at - 2 if keys[at - 1] == "," else at - 1
        if pieces.shapes[numbered] != "d":
            return None
        if numbered == at - 1 and (
            keys[at - 2] in _LANES - {"số"} or keys[at - 2] in ("chỉ", "sở") or self._addressed(at)
        ):
            run = capital_run(pieces, at)
            return run if 2 <= run - at <= _LONGEST_NAME else None
        told = _LANES - {"số"} if keys[at - 1] == "," else {"số"}
        if not any(keys[i] in told for i in range(max(0, at - 5), numbered)):
            return None
        run = capital_run(pieces, at)
        return run if run - at > 1 else None

    def _addressed(self, at: int) -> bool:
        """As in "tại 39 Tô Hiệu, phường …": a number before, a unit or a town behind a comma."""
        pieces, keys = self._pieces, self._pieces.keys
        end = capital_run(pieces, at)
        before = self._places.unit(at - 2)
        if (before is not None and before[0] == at - 1) or end + 1 >= len(pieces) or keys[end] not in ",(":
            return False
        unit = self._places.unit(end + 1)
        if unit is not None:
            return unit[1] in ("commune", "district", "city") and self._places.place(end + 1) is not None
        return pieces.is_capital(end + 1) and self._places.in_gazetteer(end + 1, _TOWNS) is not None

    def route(self, at: int) -> list[tuple[int, int]]:
        """Names of a way from `at`: "đoạn từ Tô Hiệu đến Lò Văn Giá", "Tô Hiệu - cầu Trắng - Lê Lợi".

        Dashes join a route where one of its three parts or more is a road, a bridge or a square, or where
        the words before tell of a way.
        """
        before = self._pieces.keys[max(0, at - 2) : at]
        if before in _CROSSINGS or before[-1:] in _CROSSINGS:
            return self._crossing(at)
        if before == ["đoạn", "từ"] or (before[-1:] == ["đoạn"] and before[0] != "giai"):
            return self._stretch(at)
        if (before[-1:] in _LINES or before == ["đường", "bay"]) and self._pieces.is_capital(at):
            ends = self._stretch(at)
            return ends if all(last - first > 1 or self._places.bare(first) for first, last in ends) else []
        if before[-1:] == ["("] and (ends := self._in_brackets(at)):
            return ends
        if before[-1:] == ["từ"] and self._pieces.is_capital(at):
            return self._journey(at)
        next_dash = bisect_left(self._dashes, at)
        near = next_dash + 1 < len(self._dashes) and self._dashes[next_dash] - at <= _LONGEST_PART
        if not near or (at and self._pieces.keys[at - 1] in _DASHES):
            return []
        found: list[tuple[int, int]] = []
        i = at
        certain = False
        while (part := self._part(i)) is not None:
            end, sure = part
            certain = certain or sure
            found.append((i, end))
            if not self._goes_on(end):
                break
            i = end + 1
        if len(found) < _SHORTEST_ROUTE or all(end - first == 1 for first, end in found):
            return []  # "Chân - Thiện - Mỹ"
        if not certain and self._is_line(at, found[-1][1]):
            return []  # who wrote it
        return found if certain or not _WAYS.isdisjoint(self._pieces.keys[max(0, at - 8) : at]) else []

    def _is_line(self, at: int, end: int) -> bool:
        """Whether nothing else stands in the line."""
        shapes = self._pieces.shapes
        return (at == 0 or shapes[at - 1] == "n") and shapes[end : end + 1] in ("", "n")

    def _crossing(self, at: int) -> list[tuple[int, int]]:
        """As in "ngã ba đường Tô Hiệu - Chi Lăng": two roads, though a dash joins them."""
        unit = self._places.unit(at)
        first = unit[0] if unit is not None and unit[1] == "road" else at
        if not self._pieces.is_capital(first) or self._pieces.heading[first]:
            return []
        end = capital_run(self._pieces, first)
        second = self._part(end + 1) if self._goes_on(end) else None
        if second is None or (unit is not None and unit[1] != "road"):
            return []
        return [(at, end), (end + 1, second[0])]

    def _in_brackets(self, at: int) -> list[tuple[int, int]]:
        """As in "tuyến số 2 (Bến Thành – Tham Lương)": both ends, one of which is a known place."""
        pieces = self._pieces
        if not pieces.is_capital(at) or pieces.heading[at]:
            return []
        end = capital_run(pieces, at)
        last = capital_run(pieces, end + 1) if self._goes_on(end) else end
        if last - end < 3 or pieces.keys[last : last + 1] != [")"] or (self._places.bare(at) or 0) > end:
            return []
        known = self._places.bare(at) == end or self._places.bare(end + 1) == last
        known = known and all(
            SYLLABLE.match(key) for key in pieces.keys[at:end] + pieces.keys[end + 1 : last]
        )
        return [(at, end), (end + 1, last)] if known else []

    def _journey(self, at: int) -> list[tuple[int, int]]:
        """As in "hướng từ Nhơn Hải đi Tri Hải": both ends of a way, where the words before tell of one."""
        pieces, keys = self._pieces, self._pieces.keys
        end = capital_run(pieces, at)
        told = not _WAYS.isdisjoint(keys[max(0, at - 6) : at])
        if (
            not told
            or end + 1 >= len(pieces)
            or keys[end] not in _LEADING_TO
            or not pieces.is_capital(end + 1)
        ):
            return []
        last = capital_run(pieces, end + 1)
        short = 2 <= end - at <= 3 and 2 <= last - end - 1 <= 3
        whole = self._places.unit(at) is None and self._places.unit(end + 1) is None
        return [(at, end), (end + 1, last)] if short and whole else []

    def _stretch(self, at: int) -> list[tuple[int, int]]:
        first = self._part(at)
        if first is None:
            return []
        leads = self._pieces.keys[first[0] : first[0] + 1] in (["đến"], ["tới"]) or self._goes_on(first[0])
        last = self._part(first[0] + 1) if leads else None
        return [(at, first[0]), (first[0] + 1, last[0])] if last is not None else []

    def _goes_on(self, end: int) -> bool:
        pieces = self._pieces
        spaced = end + 1 < len(pieces) and pieces.keys[end] in _DASHES and not pieces.glued(end)
        return spaced and not pieces.glued(end + 1)

    def _part(self, at: int) -> tuple[int, bool] | None:
        """(index after, whether it is surely no person) of one name of a route."""
        pieces = self._pieces
        if at >= len(pieces) or pieces.heading[at]:
            return None
        unit = self._places.unit(at)
        if unit is not None and unit[1] in ("road", "site", "city"):
            end = self._places.place(at)
            return None if end is None else (end, unit[1] != "city")
        if not pieces.is_capital(at) or pieces.keys[at] in _CAPTIONS:
            return None
        end = capital_run(pieces, at)
        if end < len(pieces) and pieces.shapes[end] == "d" and len(pieces.keys[end]) <= 2:
            end += 1  # "Cách Mạng Tháng 8"
        return None if end - at > _LONGEST_NAME or pieces.keys[at] in STOPPERS else (end, False)
