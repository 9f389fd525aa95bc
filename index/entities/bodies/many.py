"""What makes a body one of many, which is no entity: "các sở", "UBND các huyện", "HĐND, UBND cấp xã"."""

from __future__ import annotations

from index.entities.bodies.false_heads import TITLE_ENDS
from index.entities.bodies.fields import Fields
from index.entities.bodies.heads import Head, heads
from index.entities.bodies.localities import Localities
from index.entities.lexicon import cues
from index.entities.pieces import Pieces
from index.entities.places.place import PLURALS, Places

_PLURALS = PLURALS - {"năm", "số", "giữa", "cả", "một"}
_COUNTING = cues("before_counts")
_TASKS = cues("task_begins")
"""Decisions commissions are named after among them: "Ban Chỉ đạo 389 tỉnh"."""
_UNNAMED = frozenset({"xã", "phường", "trấn"})
_GENERIC_AFTER = cues("for_all")


class ManyBodies:
    """Reads such words out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places, fields: Fields, localities: Localities) -> None:
        self._pieces = pieces
        self._places = places
        self._fields = fields
        self._localities = localities
        self._heads = heads()

    def of_all(self, at: int) -> int | None:
        """Index after a head made all of its kind: "Ủy ban MTTQ Việt Nam các huyện" names no place either."""
        keys = self._pieces.keys
        found = self._heads.longest(keys, at)
        if found is None or found[0] - at < 2 or found[0] >= len(self._pieces):
            return None
        after = found[0] + 2 if keys[found[0] : found[0] + 2] == ["việt", "nam"] else found[0]
        if self.branches_for_all(after):
            return after
        return found[0] if keys[found[0]] in _GENERIC_AFTER else None

    def made_plural(self, at: int) -> bool:
        """As in "các Sở", "hai cơ quan": what is made plural names no one body."""
        pieces, keys = self._pieces, self._pieces.keys
        if at == 0:
            return False
        if at > 1 and keys[at - 2] == "thứ":
            return False  # "Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng"
        if keys[at - 1] in _PLURALS or (keys[at - 1] == "cấp" and at > 1 and keys[at - 2] == "các"):
            return True
        of_a_class = at > 2 and keys[at - 2] in "./" and pieces.glued(at - 1) and pieces.shapes[at - 3] == "d"
        if of_a_class:
            return False  # "lớp 6.2 trường THCS"
        if pieces.shapes[at - 1] != "d" or not keys[at - 1].isdigit() or len(keys[at - 1]) > 2:
            return False
        return at < 2 or keys[at - 2] in _COUNTING or pieces.shapes[at - 2] == "p"

    def counted_officials(self, at: int, end: int) -> bool:
        """As in "5 chủ tịch UBND xã": as many bodies as officials are counted."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[end - 1] not in _UNNAMED or end - at < 2 or keys[at - 1] not in TITLE_ENDS:
            return False
        i = at - 1
        while i > 0 and at - i < 5 and pieces.shapes[i] in "lC" and keys[i] not in _PLURALS:
            i -= 1
        return at - i > 1 and (keys[i] in _PLURALS or (pieces.shapes[i] == "d" and len(keys[i]) < 3))

    def in_plural_list(self, at: int) -> bool:
        """As in "các huyện ủy, thành ủy": a small head in a list that "các" began."""
        pieces, keys = self._pieces, self._pieces.keys
        for i in range(at - 1, max(-1, at - 9), -1):
            if keys[i] in ("các", "những"):
                return True
            if pieces.shapes[i] != "l" and keys[i] != ",":
                return False
        return False

    def leads_to_all(self, end: int) -> bool:
        """As in "Đảng ủy, HĐND, UBND các xã": what closes the list holds for each of it."""
        keys = self._pieces.keys
        while end + 1 < len(keys) and keys[end] in (",", "và"):
            found = self._heads.longest(keys, end + 1)
            if found is None or found[0] >= len(keys):
                return False
            end = found[0]
            if keys[end] in _GENERIC_AFTER:
                return True
        return False

    def for_all(self, end: int, head: Head) -> bool:
        """As in "UBND các huyện", "HĐND các cấp", "UBND cấp xã": no one body."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[end : end + 2] in (["một", "số"], ["nhiều", "tỉnh"], ["nhiều", "địa"], ["địa", "phương"]):
            return True
        if (
            pieces.shapes[end : end + 2] == "dl"
            and keys[end] not in _TASKS
            and (unit := self._places.unit(end + 1)) is not None
        ):
            return unit[1] in ("province", "city", "district", "commune")  # "UBND 4 tỉnh"
        if keys[end] not in _GENERIC_AFTER:
            return False
        if "F" in head.follows and self._fields.known(end):
            return False
        if keys[end] == "cấp" and end + 1 < len(pieces) and (unit := self._places.unit(end + 1)) is not None:
            return self._places.name(unit[0], unit[1], unit[2]) is None
        return True

    def parent_for_all(self, at: int) -> bool:
        """As in "Ban Chấp hành Hội Phụ nữ các cơ sở": what belongs to all of them is no one body either."""
        keys = self._pieces.keys
        found = self._heads.longest(keys, at)
        return found is not None and found[0] < len(keys) and keys[found[0]] in _GENERIC_AFTER

    def branches_for_all(self, end: int) -> bool:
        """As in "Ngân hàng Nhà nước chi nhánh tỉnh, thành phố": the branches of every province."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[end : end + 2] != ["chi", "nhánh"] or end + 2 >= len(pieces):
            return False
        return keys[end + 2] in _GENERIC_AFTER or self._localities.local(end + 2) is None
