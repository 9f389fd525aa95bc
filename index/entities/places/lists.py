"""Places told in a list: after a shared unit word, after a colon, or after the first of them."""

from __future__ import annotations

from index.entities.capitals import begins_person, capital_run
from index.entities.pieces import Pieces
from index.entities.places.bare import STOPPERS
from index.entities.places.place import LEVELS, PLURALS, Places

_OPENING = frozenset({":", "là", "như", "gồm"})
_BEFORE_COLON = frozenset({"gồm", "là", "như", "sau", "đó", "có", "xã", "phường", "thôn", "bản", "huyện"})
_REGIONS = frozenset({"vùng", "vực", "bàn", "phương", "điểm"})
"""Last syllables of "khu vực", "địa bàn": places of no one kind."""
_LONGEST_CLAUSE = 32
_LEVELS = tuple(LEVELS.values())
_DASHES = frozenset("-–—")


class PlaceLists:
    """Reads lists of places out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places

    def listed(self, at: int) -> list[tuple[int, int]]:
        """Names after a shared unit at `at`: "các huyện A, B và C", "hai xã: A và B"."""
        pieces = self._pieces
        colon = self._with_colon(at)
        if colon is not None:
            return self._kept(self.names_in_list(*colon), colon[1])
        counted = self._counted(at)
        if at == 0 or not (self._made_plural(at) or counted):
            return []
        unit = self._places.unit(at)
        if unit is None and pieces.keys[at] == "tuyến":
            unit = at + 1, "road", "đường"  # "các tuyến như Lê Lợi, Tô Hiệu"
        if unit is None:
            return []
        i, kind, word = unit
        last = at
        while (
            i + 1 < len(pieces)
            and pieces.keys[i] in (",", "và")
            and (more := self._places.unit(i + 1)) is not None
        ):
            last = i + 1
            i, kind, word = more
        while i < len(pieces) and pieces.keys[i] in _OPENING:
            i += 1
        found = self.names_in_list(i, kind, word)
        if last > at and len(found) == 1:
            return [(last, found[0][1])]  # "UBND các huyện, TP. Cao Lãnh": the city alone is named
        numbers_it = counted and kind in ("road", "site", "hamlet")  # "39 đường Xuân La"
        line = at - (pieces.keys[at - 1] == "tuyến")
        of_two = line > 0 and pieces.keys[line - 1] in ("giữa", "một")  # "giữa xã A, huyện B và xã C"
        return [] if len(found) == 1 and (numbers_it or of_two) else self._kept(found, kind)

    def announced(self, at: int) -> list[tuple[int, int]]:
        """Names from `at` that the clause before announces: "12 xã được công nhận gồm: A, B (huyện C); D".

        Half of them must be known units, since other things are announced so too.
        """
        pieces, keys = self._pieces, self._pieces.keys
        if at < 2 or not pieces.is_capital(at) or pieces.heading[at] or keys[at - 1] not in _OPENING:
            return []
        if keys[at - 1] == ":" and keys[at - 2] not in _BEFORE_COLON:
            return []
        told = self._announced_kind(at - 1)
        if told is None:
            return []
        found = self.names_in_list(at, *told)
        names = [span for span in found if pieces.is_capital(span[0])]
        known = sum(self._places.in_gazetteer(first, _LEVELS) == end for first, end in names)
        return self._kept(found, told[0]) if len(names) > 1 and known * 2 >= len(names) else []

    def _kept(self, found: list[tuple[int, int]], kind: str) -> list[tuple[int, int]]:
        """`found`, its names kept to be known again without a unit word."""
        for first, end in found:
            if self._pieces.is_capital(first):
                self._places.remember(first, end, kind)
        return found

    def _announced_kind(self, opener: int) -> tuple[str, str] | None:
        """(kind, unit word) of what the clause that ends at `opener` is about: "các xã", "khu vực"."""
        keys = self._pieces.keys
        for i in range(opener - 1, max(0, opener - _LONGEST_CLAUSE), -1):
            if keys[i] in ".;\n":
                return None
            if keys[i] in _REGIONS:
                return "commune", "xã"
            unit = self._places.unit(i)
            if unit is None or unit[1] not in ("district", "commune", "hamlet"):
                continue
            if self._made_plural(i) or self._counted(i):
                return unit[1], unit[2]
        return None

    def _counted(self, at: int) -> bool:
        """As in "3 huyện": a number that may count; one name after it is told by it ("39 đường Xuân La")."""
        pieces = self._pieces
        at -= pieces.keys[at - 1] == "tuyến"
        if at < 1 or pieces.shapes[at - 1] != "d" or len(pieces.keys[at - 1]) > 2 or pieces.glued(at - 1):
            return False
        return at < 2 or self._places.unit(at - 2) is None

    def _made_plural(self, at: int) -> bool:
        keys = self._pieces.keys
        at -= keys[at - 1] == "tuyến" and at > 1  # "các tuyến đường Tô Hiệu, Lê Lợi"
        if keys[at - 1] == "số":  # "chuyển đổi số tỉnh Thái Bình" names one
            return at > 1 and keys[at - 2] in ("một", "nhiều", "đa", "phần", "vài")
        return keys[at - 1] in PLURALS and not (at > 1 and keys[at - 2] in ("thứ", "ngã"))

    def _with_colon(self, at: int) -> tuple[int, str, str] | None:
        """As in "ở thôn: Coóc (xã Hướng Linh), Loa": a unit word, a colon and names."""
        unit = self._places.unit(at)
        if unit is None or unit[0] + 1 >= len(self._pieces) or self._pieces.keys[unit[0]] != ":":
            return None
        return (unit[0] + 1, *unit[1:]) if unit[1] in ("district", "commune", "hamlet", "road") else None

    def names_in_list(self, at: int, kind: str, word: str) -> list[tuple[int, int]]:
        """As in "A, B (x), C và D" from `at`: each name a place of `kind`."""
        pieces = self._pieces
        found: list[tuple[int, int]] = []
        i = at
        while i < len(pieces):
            end = self._places.name(i, kind, word)
            if end is None:
                break
            if kind != "road" or len(pieces.keys[i]) > 1:
                found.append((i, end))
            i = end
            if i + 1 < len(pieces) and pieces.keys[i] in _DASHES and pieces.shapes[i + 1] == "l":
                within = self._places.place(i + 1)  # "A, B – huyện C; D"
                if within is not None:
                    found.append((i + 1, within))
                    i = within
            if i < len(pieces) and pieces.keys[i] == "(":
                closing = next((j for j in range(i, min(i + 12, len(pieces))) if pieces.keys[j] == ")"), None)
                if closing is not None:
                    within = self._places.place(i + 1) if closing > i + 1 else None
                    if within is not None:
                        found.append((i + 1, within))
                    elif any(pieces.is_capital(j) for j in range(i, closing)):
                        break  # "Tây Hồ (ông Lò Văn A)"
                    i = closing + 1
            if i >= len(pieces) or pieces.keys[i] not in (",", "và", ";", "-", "–"):
                break
            i += 1
            if i < len(pieces) and pieces.keys[i] == "và":
                i += 1
            if i < len(pieces) and (pieces.shapes[i] == "l" or (kind != "road" and self._other_thing(i))):
                break
        return found

    def _other_thing(self, i: int) -> bool:
        run = capital_run(self._pieces, i)
        if self._places.in_gazetteer(i, _LEVELS) == run:
            return False  # "xã Lê Minh Xuân"
        return self._pieces.keys[i] in STOPPERS or begins_person(self._pieces, i, run)

    def also(self, at: int, end: int) -> list[tuple[int, int]]:
        """Names that share a unit word said once: "xã Hóa An, Tân Hạnh", "phường Bửu Hòa và Tân Vạn"."""
        pieces = self._pieces
        unit = self._places.unit(at)
        if unit is not None and unit[1] == "road":
            return self._roads_between(end)
        if unit is None or unit[1] not in ("commune", "district"):
            return []
        if pieces.shapes[end - 1] == "d":
            return self._numbers_after(end)
        found: list[tuple[int, int]] = []
        while end + 1 < len(pieces) and pieces.keys[end] in (",", "và") and pieces.is_capital(end + 1):
            after = self._places.in_gazetteer(end + 1, (LEVELS[unit[1]],))
            if after is None or after - end < 3 or after != capital_run(pieces, end + 1):
                break
            if (bare := self._places.bare(end + 1)) is not None and bare > after:
                break  # "huyện Tân Thành, Bà Rịa - Vũng Tàu"
            found.append((end + 1, after))
            end = after
        return found

    def _numbers_after(self, end: int) -> list[tuple[int, int]]:
        """As in "phường 7, 8 và 9": numbers that are names too."""
        pieces = self._pieces
        found: list[tuple[int, int]] = []
        while pieces.keys[end : end + 1] in ([","], ["và"]) and pieces.shapes[end + 1 : end + 2] == "d":
            closed = pieces.shapes[end + 2 : end + 3] in ("", "p", "n") or pieces.keys[end + 2] == "và"
            if not closed or pieces.glued(end + 1) or len(pieces.keys[end + 1]) > 2:
                break
            found.append((end + 1, end + 2))
            end += 2
        return found

    def communes_after(self, end: int) -> list[tuple[int, int]]:
        """Communes that follow one told without its unit word: "tại Cẩm Bình, Cẩm Giang và Cẩm Thành"."""
        pieces = self._pieces
        found: list[tuple[int, int]] = []
        while end + 1 < len(pieces) and pieces.keys[end] in (",", "và") and pieces.is_capital(end + 1):
            after = self._places.in_gazetteer(end + 1, (LEVELS["commune"],))
            whole = after is not None and after - end > 2 and after == capital_run(pieces, end + 1)
            if after is None or not whole or self._places.bare(end + 1) is not None:
                break
            found.append((end + 1, after))
            end = after
        return found

    def _roads_between(self, end: int) -> list[tuple[int, int]]:
        """Names between two roads that have their unit word: "đường Tô Hiệu, Lê Lợi và đường Lò Văn Giá"."""
        pieces = self._pieces
        found: list[tuple[int, int]] = []
        while end + 1 < len(pieces) and pieces.keys[end] in (",", "và"):
            unit = self._places.unit(end + 1)
            if unit is not None and unit[1] == "road":
                return found
            after = capital_run(pieces, end + 1) if pieces.is_capital(end + 1) else end + 1
            if unit is not None or not 2 <= after - end <= 6 or self._places.bare(end + 1) is not None:
                return []
            found.append((end + 1, after))
            end = after
        return []
