"""Fields of work in names of bodies ("Kế hoạch và Đầu tư", "KH&ĐT"), and tasks of commissions."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from index.entities.dictionary import LONGEST_WORD, compounds
from index.entities.lexicon import Phrases, all_cues, cues, word_list
from index.entities.pieces import Pieces
from index.entities.places.place import ALONE, Places

_DASHES = frozenset("-–—")
_CONNECTORS = frozenset({"và", "-", "–", "&", "/"})
_TASKS = cues("task_begins")
_TASK_GOES_ON = cues("task_goes_on")
_TASK_ENDS = cues("task_ends")
_VERBS_TOO = cues("verbs_too")
_NEED_OBJECT = cues("need_object")
_STARTERS = cues("sentence_starters")
_BEGINNINGS = cues("beginnings")
_COUNTED = cues("counted")
_ROMAN = re.compile(r"(?:V?I{1,3}|IV|IX|VI{0,3}|XI{0,3})$")
_FOR_ALL = (["các", "cấp"], ["các", "huyện"], ["các", "xã"], ["các", "tỉnh"], ["các", "địa"], ["các", "đơn"])
_NO_OBJECTS = (
    ["tổ", "chức"],
    ["cơ", "quan"],
    ["đơn", "vị"],
    ["cá", "nhân"],
    ["bao", "gồm"],
    ["thực", "hiện"],
)
"""Words that are not what a body does something to, as in "Cứu hộ" "động vật"."""
_PREVENTING = (["phòng", ","], ["phòng", "chống"])
_LONGEST_TASK = 60
_CITIES = frozenset({"tp", "tx"})


@cache
def fields() -> Phrases:
    """Fields of work."""
    return Phrases({field: field for field in word_list("fields.txt")})


@cache
def descriptors() -> Phrases:
    """Words in small letters inside proper names."""
    entries = [*word_list("descriptors.txt"), *word_list("fields.txt"), *word_list("tails.txt")]
    return Phrases({entry: entry for entry in entries})


@cache
def tails() -> Phrases:
    """Words in small letters that end a field."""
    return Phrases({entry: entry for entry in word_list("tails.txt")})


@cache
def enders() -> Phrases:
    """Small words that begin what is said of a body."""
    return Phrases({entry: entry for entry in all_cues("ends_field")})


@cache
def _task_verbs() -> Phrases:
    return Phrases({entry: entry for entry in all_cues("task_verbs")})


class Fields:
    """Reads fields and tasks out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places, is_head: Callable[[int], bool]) -> None:
        self._pieces = pieces
        self._places = places
        self._is_head = is_head
        self._fields = fields()
        self._descriptors = descriptors()
        self._tails = tails()
        self._task_verbs = _task_verbs()

    def known(self, i: int) -> bool:
        """Whether a field of the list begins at `i`."""
        return self._fields.longest(self._pieces.keys, i) is not None

    def described(self, i: int) -> int | None:
        """Index after the word at `i` that may stand in names of bodies; None when none does."""
        found = self._descriptors.longest(self._pieces.keys, i)
        return found[0] if found is not None else None

    def listed(self, i: int) -> int | None:
        """Index after the field of the list at `i`, however it is written."""
        found = self._fields.longest(self._pieces.keys, i) if i < len(self._pieces) else None
        return found[0] if found is not None else None

    def field(self, i: int) -> int:
        """Index after the field of work at `i`, by list, by abbreviation, or by the dictionary's words."""
        pieces, keys = self._pieces, self._pieces.keys
        if i >= len(pieces):
            return i
        known = self._fields.longest(keys, i)
        if known is not None and not pieces.is_capital(i) and " ".join(keys[i : known[0]]) in _VERBS_TOO:
            return i
        if known is not None:
            return self._ended(self.joined(known[0]))
        if pieces.shapes[i] == "U" and not pieces.heading[i] and not self._is_head(i):
            return i if keys[i] in _CITIES else self._abbreviation(i)
        return self._worded(i)

    def joined(self, end: int) -> int:
        """Index after fields that dashes or "và" join on at `end`: "Hình sự" "- Kinh tế - Ma túy"."""
        pieces, keys = self._pieces, self._pieces.keys
        listed = "về" in keys[max(0, end - 4) : end]  # "điều tra tội phạm về Hình sự, Kinh tế, Ma túy"
        while end + 1 < len(pieces) and keys[end] in (*_DASHES, "và", "&", *((",",) if listed else ())):
            if keys[end] == "-" and pieces.shapes[end + 1] == "U" and keys[end + 2 : end + 3] == ["&"]:
                return self._abbreviation(end + 1)  # "Lao động - TB&XH"
            more = (self._descriptors if listed else self._fields).longest(keys, end + 1)
            if more is None or not pieces.is_capital(end + 1):
                break
            if self._is_head(end + 1) and more[0] < len(pieces) and self._places.unit(more[0]) is not None:
                break  # "và Công an phường"
            end = more[0]
        return end

    def numbered(self, i: int) -> int:
        """Index after the number of one of several: "Cục Quản lý đường bộ IV", "Phòng … PCCC số 3"."""
        pieces, keys = self._pieces, self._pieces.keys
        if self._counted_out(i):
            return i + 1
        if pieces.is_capital(i) and _ROMAN.match(pieces.written(i, i + 1)) and not pieces.heading[i]:
            alone = not pieces.is_capital(i + 1) and keys[i + 1 : i + 2] != ["."]
            return i + 1 if alone else i
        return i + 2 if keys[i : i + 1] == ["số"] and pieces.shapes[i + 1 : i + 2] == "d" else i

    def _counted_out(self, i: int) -> bool:
        """As in "Cục Quản lý đường bộ 1 nêu", "Ban Quản lý dự án 2.": a number that counts nothing."""
        pieces, keys = self._pieces, self._pieces.keys
        if pieces.shapes[i : i + 1] != "d" or len(keys[i]) > 2 or pieces.shapes[i - 1] != "l":
            return False
        if i + 1 >= len(pieces) or pieces.shapes[i + 1] == "n":
            return True
        if pieces.shapes[i + 1] == "p":
            return keys[i + 1] in ".,;)" and not (pieces.glued(i + 1) and pieces.shapes[i + 2 : i + 3] == "d")
        return keys[i + 1] not in _COUNTED and enders().longest(keys, i + 1) is not None

    def _ended(self, end: int) -> int:
        """What still belongs to a known field: "Cảnh sát Ma túy", "Y tế dự phòng"."""
        pieces, keys = self._pieces, self._pieces.keys
        while end < len(pieces):
            joins = keys[end] in ("và", "&") and pieces.shapes[end + 1 : end + 2] == "U"
            if joins and not self._is_head(end + 1):
                end += 2  # "Nông nghiệp và PTNT"
            elif pieces.shapes[end] == "l" and (tail := self._tails.longest(keys, end)) is not None:
                end = tail[0]
            elif pieces.shapes[end] == "C" and keys[end] not in _STARTERS and not self._other_body(end):
                word = self.compound(end)
                if word is None or f"{keys[end]} {keys[end + 1]}" in _BEGINNINGS:
                    break
                end = word
            else:
                break
        return end

    def _other_body(self, at: int) -> bool:
        """Whether another body or a road begins at `at`; "Doanh nghiệp" without a name is a field."""
        pieces = self._pieces
        if pieces.keys[at : at + 2] == ["doanh", "nghiệp"] and not pieces.is_capital(at + 2):
            return False
        unit = self._places.unit(at)
        placed = unit is not None and unit[1] in ("road", "city", "district") and unit[0] - at > 1
        return self._is_head(at) or placed

    def _abbreviation(self, i: int) -> int:
        """As in "KH&ĐT", "VH-TT&DL", "LĐ - TB&XH", "NN&PTNT"."""
        pieces, keys = self._pieces, self._pieces.keys
        end = i + 1
        while end + 1 < len(pieces):
            if pieces.shapes[end] == "U" and not self._is_head(end) and not pieces.heading[end]:
                if keys[end] in _CITIES and not pieces.glued(end):
                    break
                end += 1
            elif keys[end] in "&-–,.+" and pieces.shapes[end + 1] == "U":
                spaced = not (pieces.glued(end) and pieces.glued(end + 1))
                if spaced and (keys[end] in ",." or self._is_head(end + 1)):
                    break
                end += 2
            elif keys[end] == "và" and pieces.shapes[end + 1] == "U" and not self._is_head(end + 1):
                end += 2
            else:
                break
        return end

    def _worded(self, i: int) -> int:
        """Words of the dictionary that begin with a capital, joined by "và", "-" and commas."""
        pieces, keys = self._pieces, self._pieces.keys
        end = i
        while end < len(pieces) and pieces.shapes[end] in "CU" and not pieces.heading[end]:
            if end > i and self._other_body(end):
                break
            word = self.compound(end)
            if word is None:
                break
            end = self._object_of(i, word) if end == i else word
            while end < len(pieces) and (small := self._descriptors.longest(keys, end)) is not None:
                if pieces.shapes[end] != "l" or small[1] in _VERBS_TOO:
                    break
                end = small[0]
            joined = end + 1 < len(pieces) and keys[end] in _CONNECTORS and pieces.is_capital(end + 1)
            if joined and self.compound(end + 1) is not None and not self._is_head(end + 1):
                end += 1
        return end

    def _object_of(self, first: int, end: int) -> int:
        """As in "Trung tâm Cứu hộ động vật hoang dã": what is rescued goes with the word for it."""
        pieces, keys = self._pieces, self._pieces.keys
        if " ".join(keys[first:end]) not in _NEED_OBJECT:
            return end
        while end + 1 < len(pieces) and pieces.shapes[end] == "l":
            at = end + 1 if keys[end] == "và" else end
            said = enders().longest(keys, at) if at == end > first + 2 else None
            if (
                keys[at] in _TASK_ENDS
                or (said is not None and said[0] > at + 1)
                or keys[at : at + 2] in _NO_OBJECTS
                or at + 1 >= len(pieces)
                or pieces.shapes[at + 1] != "l"
            ):
                break
            if f"{keys[at]} {keys[at + 1]}" not in compounds():
                break
            end = at + 2
        return end

    def compound(self, i: int) -> int | None:
        """Index after the longest dictionary word at `i` that goes on in small letters."""
        pieces, keys = self._pieces, self._pieces.keys
        for length in range(LONGEST_WORD, 1, -1):
            end = i + length
            small = end <= len(pieces) and set(pieces.shapes[i + 1 : end]) == {"l"}
            if small and " ".join(keys[i:end]) in compounds():
                return end
        return None

    def task(self, i: int) -> int:
        """The task in the name of a commission: "phòng, chống thiên tai", "thực hiện Đề án …"."""
        pieces, keys = self._pieces, self._pieces.keys
        if i >= len(pieces) or keys[i] not in _TASKS:
            return i
        end = i
        quoted = False
        while end < len(pieces) and end - i < _LONGEST_TASK and pieces.shapes[end] != "n":
            if keys[end] in '“"‘' and not quoted and pieces.glued(end + 1) and not pieces.glued(end):
                quoted = True
            elif keys[end] in '”"’' and quoted:
                return end + 1
            elif not quoted and self._ends_task(end, i):
                break
            end += 1
        return end

    def _ends_task(self, at: int, first: int) -> bool:
        """Whether a task that begins at `first` ends before `at`: at a mark, a verb, a place, a body."""
        pieces, keys = self._pieces, self._pieces.keys
        if pieces.shapes[at] == "p":
            goes_on = keys[at] == "," and at + 1 < len(pieces) and keys[at + 1] in _TASK_GOES_ON
            return not goes_on and keys[at] not in "-–/"
        if keys[at] in _TASK_ENDS or keys[at : at + 2] in _FOR_ALL:
            return True
        if at > first and self._task_verbs.longest(keys, at) is not None:
            return True
        if at == first or keys[at] in ("xây", "công") or keys[at : at + 2] in _PREVENTING:
            return False
        return self._other_body(at) or self._placed(at)

    def _placed(self, at: int) -> bool:
        """Whether a place begins at `at`, or a word that stands for the one meant: "tỉnh"."""
        unit = self._places.unit(at)
        if f"{self._pieces.keys[at - 1]} {self._pieces.keys[at]}" in compounds():
            return False  # "gia đình"
        return unit is not None and (unit[2] in ALONE or self._places.place(at) is not None)
