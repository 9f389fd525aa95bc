"""What places a body: "tỉnh Sơn La" behind "UBND", "tại Hà Nội" behind a society, and what makes it none."""

from __future__ import annotations

from collections.abc import Callable

from index.entities.bodies.heads import Head
from index.entities.dictionary import compounds
from index.entities.lexicon import cues
from index.entities.pieces import Pieces
from index.entities.places.place import ALONE, Places

NATION = frozenset({"việt", "vn"})
"""First syllables of "Việt Nam", "VN"."""
_CENTRE = frozenset({"tư", "tw"})
"""Short for "Trung ương"."""
_SHORT_LANDS = cues("also_words")
_DASHES = frozenset("-–—")


class Localities:
    """Reads local qualifiers of bodies out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places, is_head: Callable[[int], bool]) -> None:
        self._pieces = pieces
        self._places = places
        self._is_head = is_head

    def short_form(self, i: int) -> int | None:
        """Index after a short form in brackets at `i`: "(HTX)"; None when none stands there."""
        pieces, keys = self._pieces, self._pieces.keys
        stands = keys[i : i + 1] == ["("] and pieces.shapes[i + 1 : i + 3] == "Up" and keys[i + 2] == ")"
        return i + 3 if stands else None

    def bracketed(self, i: int, head: Head) -> int:
        """As in "Hội đồng nhân dân (HĐND) tỉnh": past a short form that stands before the qualifier."""
        pieces, keys = self._pieces, self._pieces.keys
        after = self.short_form(i)
        if after is None:
            return i
        if keys[after : after + 2] == ["việt", "nam"]:
            return after + 2  # "Ủy ban Mặt trận Tổ quốc (MTTQ) Việt Nam tỉnh"
        local = self.local(after) if "L" in head.follows and after < len(pieces) else None
        bare = "B" in head.follows and pieces.is_capital(after) and self._places.bare(after) is not None
        return after if bare or (local is not None and local > after) else i

    def local(self, i: int) -> int | None:
        """Index after "tỉnh Sơn La", "tỉnh", "cấp tỉnh Sóc Trăng"; `i` when there is none.

        None for "tỉnh, thành phố", which makes the body one of many.
        """
        pieces, keys = self._pieces, self._pieces.keys
        at = i
        if (
            at + 1 < len(pieces)
            and pieces.shapes[at] == "n"
            and pieces.heading[at - 1]
            and pieces.heading[at + 1]
        ):
            at += 1
        if at >= len(pieces):
            return i
        if keys[at] == "cấp":
            at += 1
            if at >= len(pieces):
                return i
        letters = (
            pieces.shapes[at] == "U" and keys[at + 1 : at + 2] in (["-"], ["&"]) and pieces.glued(at + 1)
        )
        other = self._is_head(at) or letters  # "Tỉnh ủy", "huyện đoàn"; "Sở TT-TT" is of no "thị trấn"
        unit = None if other else self._places.unit(at)
        if unit is None:
            return i
        end, kind, word = unit
        if kind in ("site", "road", "region"):
            return i
        named = self._places.name(end, kind, word)
        if named is not None:
            return self._chained(named)
        if keys[at - 1] == "cấp" or word not in ALONE:
            return i
        if self._generic(end):
            return None
        return end

    def _chained(self, end: int) -> int:
        """As in "xã Chiềng Ban huyện Mai Sơn" without a comma between is one qualifier."""
        while end < len(self._pieces) and (unit := self._places.unit(end)) is not None:
            after, kind, word = unit
            if kind not in ("district", "province", "city") or self._pieces.shapes[end] == "n":
                break
            named = self._places.name(after, kind, word)
            if named is None:
                break
            end = named
        return end

    def bare(self, i: int) -> int:
        """Index after a place without its unit word, the nation or the centre at `i`: "Trung ương", "T.Ư"."""
        pieces, keys = self._pieces, self._pieces.keys
        bare = self._places.bare(i)
        if bare is not None:
            return self.region(bare) if i and keys[i - 1] == "vực" else bare
        if (pieces.shapes[i] == "U" and keys[i] in _CENTRE) or keys[i] == "vn" or self._is_short_land(i):
            return i + 1
        if keys[i : i + 3] == ["t", ".", "ư"]:
            return i + 3
        return i + 2 if keys[i] in NATION or keys[i : i + 2] == ["trung", "ương"] else i

    def _is_short_land(self, i: int) -> bool:
        """As in "Bộ Tư pháp Nhật": a country of one syllable, which is a word too but behind a body."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[i] not in _SHORT_LANDS or keys[i - 1] == "an" or pieces.is_capital(i + 1):
            return False
        return i + 1 >= len(pieces) or f"{keys[i]} {keys[i + 1]}" not in compounds()

    def region(self, end: int) -> int:
        """As in "khu vực Nghĩa Lộ - Trạm Tấu": a region named by its parts."""
        pieces = self._pieces
        while end + 1 < len(pieces) and pieces.keys[end] in _DASHES and pieces.is_capital(end + 1):
            more = self._places.bare(end + 1)
            if more is None:
                break
            end = more
        return end

    def seated(self, end: int) -> int:
        """As in "Hội đồng hương Thanh Hóa tại Hà Nội": where a society has its seat."""
        if end + 1 < len(self._pieces) and self._pieces.keys[end] == "tại":
            seat = self._places.place(end + 1) or self._places.bare(end + 1)
            if seat is not None:
                return seat
        return end

    def _generic(self, end: int) -> bool:
        """As in "tỉnh, thành phố", "huyện thị xã": units in a row stand for all of them."""
        pieces, keys = self._pieces, self._pieces.keys
        if end + 1 >= len(pieces):
            return False
        joined = keys[end] in (",", "và", "/", "-", "–", "hoặc")
        unit = self._places.unit(end + 1 if joined else end)
        if unit is None or unit[2] not in ALONE or self._is_head(end + 1 if joined else end):
            return False
        return unit[0] >= len(pieces) or self._places.name(unit[0], unit[1], unit[2]) is None
