"""How names of places end: a second place behind a dash, a number."""

from __future__ import annotations

import re

from index.entities.capitals import begins_person, capital_run
from index.entities.lexicon import cues
from index.entities.pieces import Pieces
from index.entities.places import units
from index.entities.places.gazetteers import Gazetteers
from index.entities.places.unit_words import PlaceUnits
from index.entities.syllables import SYLLABLE

_BRANCH = re.compile(r"[a-h]$")
"""Letters of roads that branch off: "quốc lộ 4G"."""
_COUNTED = cues("counted")
_STOPPERS = cues("stoppers")
_CAPTIONS = frozenset({"ảnh", "nguồn", "theo", "bài", "tin"})
_PARTS = cues("counted_parts")
_BUILT = cues("built_in_series")
_DIRECTIONS = frozenset({"bắc", "nam", "đông", "tây"})
_CITIES = frozenset({"tp", "t . p", "thành phố"})
_DASHES = frozenset("-–—")


class Endings:
    """Reads endings of names of places out of the pieces of one text."""

    def __init__(self, pieces: Pieces, gazetteers: Gazetteers, place_units: PlaceUnits) -> None:
        self._pieces = pieces
        self._gazetteers = gazetteers
        self._unit = place_units.unit

    def joined(self, at: int, end: int) -> int:
        """Index after the last of the ends a road or zone is named by, the first from `at` to `end`.

        As in "Cam Lộ - La Sơn", "TP. HCM - Long Thành - Dầu Giây".
        """
        pieces = self._pieces
        between_towns = self.city(at) is not None or self._is_town(at, end)
        while end + 1 < len(pieces) and pieces.keys[end] in _DASHES and pieces.shapes[end + 1] in "CU":
            if between_towns and (city := self.city(end + 1)) is not None:
                end = city
                continue
            if begins_person(pieces, end + 1, capital_run(pieces, end + 1)):
                break
            if self._unit_in_small(end + 1) or pieces.keys[end + 1] in _STOPPERS:
                break
            after = capital_run(pieces, end + 1)
            captions = pieces.keys[end + 1] in _CAPTIONS  # "… - Ảnh: Hà Đồng"
            single = after == end + 2 and pieces.shapes[after : after + 1] == "l"
            single = single and pieces.keys[end + 1] not in _DIRECTIONS  # "cao tốc Bắc - Nam"
            if captions or (single and not self._is_town(end + 1, after)):
                break  # "… TTO - Một ôtô đâm vào"
            end = after
        return end

    def _is_town(self, at: int, end: int) -> bool:
        named = self._gazetteers.unit_at(at, (units.PROVINCE, units.DISTRICT))
        return end in (named, self._gazetteers.known_at(at))

    def city(self, at: int) -> int | None:
        """Index after a city at one end of a road, with its unit word: "TP. HCM"."""
        unit = self._unit(at)
        if unit is None or unit[2] not in _CITIES or unit[0] >= len(self._pieces):
            return None
        return self._gazetteers.unit_at(unit[0], (units.PROVINCE, units.DISTRICT))

    def _unit_in_small(self, at: int) -> bool:
        """Whether another place with its unit word begins at `at`; "Cầu Giẽ", "Chợ Mới" are names whole."""
        pieces = self._pieces
        return self._unit(at) is not None and pieces.shapes[at : at + 2] != "CC"

    def with_number(self, end: int, kind: str, word: str) -> int:
        """As in "bản Bó 1", "khu phố Đông 2", "Trường Sa 1": the number belongs to the name."""
        pieces = self._pieces
        if end >= len(pieces) or pieces.shapes[end] != "d":
            return end
        if kind == "road" and pieces.shapes[end - 1] == "U" and len(pieces.keys[end - 1]) <= 3:
            return end + 1  # "đường ĐT 769"
        if kind not in ("hamlet", "site", "commune"):
            return end
        after = end + 1
        decimal = pieces.keys[after : after + 1] in ([","], ["."]) and pieces.glued(after + 1)
        if len(pieces.keys[end]) > 2 or (decimal and pieces.shapes[after + 1 : after + 2] == "d"):
            return end
        if after >= len(pieces) or pieces.shapes[after] in "np" or self._unit(after) is not None:
            return after
        if self._counts(after) or pieces.keys[after] in _PARTS:
            return end
        return after if word in _BUILT or not SYLLABLE.match(pieces.keys[end - 1]) else end

    def numbered(self, at: int, kind: str, word: str) -> int | None:
        """As in "tổ 5", "đường 3/2", "khu II": a number is the name; None when it counts what follows."""
        pieces = self._pieces
        if pieces.shapes[at] != "d" and pieces.shapes[at] not in "CU":
            return None
        after = at + 1
        if kind == "road" and pieces.is_capital(after) and _BRANCH.match(pieces.keys[after]):
            return after + 1  # "quốc lộ 4 G"
        if (
            pieces.keys[after : after + 1] == ["-"]
            and pieces.shapes[after + 1 : after + 2] == "d"
            and kind != "road"
        ):
            return None  # "chợ 5-7 ngàn đồng"
        if after < len(pieces) and pieces.keys[after] in "%.,:/" and pieces.glued(after):
            following = pieces.shapes[after + 1] if after + 1 < len(pieces) else "p"
            if following == "d" and pieces.glued(after + 1):
                if kind != "road" or pieces.keys[after] != "/":
                    return None
                return after + 2
        if word in ("khu", "khu vực", "tổ", "bản", "làng", "đường", "phố") and self._counts(after):
            return None
        if word == "khối":  # of a town; "khối 10" is one of a school
            unit = (
                self._unit(after + 1)
                if pieces.keys[after : after + 1] == [","] and after + 1 < len(pieces)
                else None
            )
            return after if unit is not None and unit[1] == "commune" else None
        return self._numbered_with_ends(after) if kind == "road" else after

    def _numbered_with_ends(self, after: int) -> int:
        """As in "đường tỉnh 830 Bến Lức - Đức Hòa": the two ends of the road behind its number."""
        pieces = self._pieces
        if not pieces.is_capital(after) or pieces.heading[after] or self._unit_in_small(after):
            return after
        run = capital_run(pieces, after)
        end = self.joined(after, run)
        return end if end > run else after

    def _counts(self, after: int) -> bool:
        """As in "tổ 5 người", "bản 3 trang": the number counts what follows."""
        pieces = self._pieces
        return after < len(pieces) and pieces.keys[after] in _COUNTED
