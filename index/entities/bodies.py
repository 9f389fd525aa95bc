"""Bodies: the grammar of their names, read from a head such as "Sở", "Ban Thường vụ", "Công an".

    name    = head [field] [proper name] [local qualifier] [parent body]
    field   = "Kế hoạch và Đầu tư" | "cảnh sát hình sự" | "KH&ĐT" …      (data/fields.txt)
    local   = unit word [place] | place                                  "tỉnh Sơn La", "tỉnh", "Sơn La"
    parent  = a name that follows at once                                 "Văn phòng" + "UBND tỉnh"

What may and must follow each head stands in data/bodies.txt.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from index.entities.lexicon import LONGEST_WORD, Phrases, compounds, word_list
from index.entities.pieces import Pieces
from index.entities.places import ALONE, PLURALS, Places, capital_run, looks_like_name

_CONNECTORS = frozenset({"và", "-", "–", "&", "/"})
_DASHES = frozenset("-–—")
_NEVER_AFTER = frozenset({"viên", "sĩ", "nghị", "thảo", "trường", "sinh", "phí", "viện"})
_TITLE_ENDS = frozenset({"thư", "tịch", "ban", "đốc", "nhiệm", "trưởng", "phó", "khoa"})
_COUNTING = frozenset(
    {"và", "của", "có", "với", "gồm", "thành", "lập", "hơn", "tại", "từ", "trong", "giữa", "cho", "là"}
)
_GENERIC_AFTER = frozenset({"các", "cấp", "những", "mỗi", "từng", "34", "63"})
_NATION = frozenset({"việt", "vn"})


@dataclass(frozen=True, slots=True)
class Head:
    """What a head lets follow."""

    follows: str  # letters of data/bodies.txt
    must: str  # "-", "c", "x", "n" or "C"


@cache
def heads() -> Phrases:
    """Heads by their words; the value is "follows|must"."""
    found: dict[str, str] = {}
    for line in word_list("bodies.txt"):
        forms, follows, must = line.split("|")
        for form in forms.split(";"):
            found[form.strip()] = f"{follows.strip()}|{must.strip()}"
    return Phrases(found)


@cache
def fields() -> Phrases:
    """Fields of work."""
    return Phrases({field: field for field in word_list("fields.txt")})


@cache
def descriptors() -> Phrases:
    """Words in small letters inside proper names."""
    entries = [*word_list("descriptors.txt"), *word_list("fields.txt")]
    return Phrases({entry: entry for entry in entries})


class Bodies:
    """Reads names of bodies out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places
        self._heads = heads()
        self._fields = fields()
        self._descriptors = descriptors()

    def is_head(self, at: int) -> bool:
        """Whether a head begins at piece `at`."""
        return at < len(self._pieces) and self._heads.longest(self._pieces.keys, at) is not None

    def dateline(self, at: int) -> int | None:
        """Index after the paper that signs a story at its head: "BHG - Tối 28/12", "TTXVN – …"."""
        pieces = self._pieces
        if pieces.shapes[at] != "U" or pieces.heading[at] or at + 2 >= len(pieces):
            return None
        if (
            at > 0
            and pieces.shapes[at - 1] != "n"
            or pieces.keys[at + 1] not in _DASHES
            or pieces.glued(at + 1)
        ):
            return None
        if not pieces.is_capital(at + 2) or self._places.bare(at) is not None or len(pieces.keys[at]) < 3:
            return None
        return at + 1

    def body(self, at: int, *, inside: bool = False) -> int | None:
        """Index after the name of the body that begins at `at`; None when none does."""
        if not inside and (self._made_plural(at) or self._part_of_word(at)):
            return None
        if self._pieces.keys[at] == "thường" and at > 0 and self._pieces.keys[at - 1] in _TITLE_ENDS:
            return None  # "Phó Bí thư Thường trực" is one title
        found = self._heads.all_at(self._pieces.keys, at)
        if not found or self._is_site(at, found[0][0]):
            return None
        for end, value in found:
            follows, must = value.split("|")
            after = self._complete(at, end, Head(follows, must), inside)
            if after is not None:
                return after
        return None

    def _made_plural(self, at: int) -> bool:
        """ "các Sở", "hai cơ quan": what is made plural names no one body."""
        pieces, keys = self._pieces, self._pieces.keys
        if at == 0:
            return False
        if keys[at - 1] in PLURALS - {"năm", "số", "giữa"} or (
            keys[at - 1] == "cấp" and at > 1 and keys[at - 2] == "các"
        ):
            return True
        if pieces.shapes[at - 1] != "d" or not keys[at - 1].isdigit() or len(keys[at - 1]) > 2:
            return False
        return at < 2 or keys[at - 2] in _COUNTING or pieces.shapes[at - 2] == "p"

    def _is_site(self, at: int, end: int) -> bool:
        """ "Trung tâm Hội nghị quốc gia Mỹ Đình": a longer word for a place begins with the head."""
        unit = self._places.unit(at)
        return unit is not None and unit[1] == "site" and unit[0] > end and self._places.place(at) is not None

    def _part_of_word(self, at: int) -> bool:
        """ "trụ sở", "cán bộ", "chức vụ": a small head that ends a word of the dictionary."""
        pieces = self._pieces
        if at == 0 or pieces.shapes[at] != "l" or pieces.shapes[at - 1] not in "lCU":
            return False
        return f"{pieces.keys[at - 1]} {pieces.keys[at]}" in compounds()

    def _complete(self, at: int, end: int, head: Head, inside: bool) -> int | None:
        pieces, keys = self._pieces, self._pieces.keys
        if end < len(pieces) and (keys[end] in _NEVER_AFTER or self._for_all(end, head)):
            return None
        i = end
        if "P" in head.follows and self.is_head(end):
            parent = self.body(end, inside=True)
            if parent is not None:
                return parent
            if self._parent_for_all(end):
                return None
        if "D" in head.follows and (joined := self._dashed_parent(end)) is not None:
            return joined
        if "K" in head.follows:
            i = self._task(i)
        if "F" in head.follows and i == end and (pieces.is_capital(at) or pieces.is_capital(end)):
            i = self.field(i)
        if "N" in head.follows:
            i = self._proper(i)
        if head.must == "n" and i == end and not self._placed_proper(i, head):
            return None
        if head.must == "C" and not all(pieces.is_capital(j) for j in range(at, end)):
            return None
        qualified = self._qualified(i, head)
        if qualified is None:
            return None
        i = self._seated(qualified) if "S" in head.follows and qualified > end else qualified
        if i == end:
            if pieces.shapes[at] == "l" and self._in_plural_list(at):
                return None
            if head.must in "xn" or (head.must == "c" and not pieces.is_capital(at)):
                return None
            if len(keys[at]) < 3 and end - at == 1 and pieces.shapes[at] != "U":
                return None
        return i

    def _in_plural_list(self, at: int) -> bool:
        """ "các huyện ủy, thành ủy": a small head in a list that "các" began."""
        pieces, keys = self._pieces, self._pieces.keys
        for i in range(at - 1, max(-1, at - 9), -1):
            if keys[i] in ("các", "những"):
                return True
            if pieces.shapes[i] != "l" and keys[i] != ",":
                return False
        return False

    def _for_all(self, end: int, head: Head) -> bool:
        """ "UBND các huyện", "HĐND các cấp", "UBND cấp xã": no one body."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[end] not in _GENERIC_AFTER:
            return False
        if "F" in head.follows and self._fields.longest(keys, end) is not None:
            return False
        if keys[end] == "cấp" and end + 1 < len(pieces) and (unit := self._places.unit(end + 1)) is not None:
            return self._places.name(unit[0], unit[1], unit[2]) is None
        return True

    def _parent_for_all(self, at: int) -> bool:
        """ "Ban Chấp hành Hội Phụ nữ các cơ sở": what belongs to all of them is no one body either."""
        keys = self._pieces.keys
        found = self._heads.longest(keys, at)
        return found is not None and found[0] < len(keys) and keys[found[0]] in _GENERIC_AFTER

    def _dashed_parent(self, end: int) -> int | None:
        """ "CSĐT - Công an huyện": an investigating agency and the force it belongs to."""
        pieces = self._pieces
        if end + 1 < len(pieces) and pieces.keys[end] in _DASHES and self.is_head(end + 1):
            return self.body(end + 1, inside=True)
        return None

    def _placed_proper(self, i: int, head: Head) -> bool:
        """ "Bệnh viện đa khoa tỉnh Sơn La", "Báo Sơn La": a local qualifier is name enough."""
        qualified = self._qualified(i, head)
        return qualified is not None and qualified > i

    def _qualified(self, i: int, head: Head) -> int | None:
        """Local qualifier, bare place and parent after `i`; None when they make the name generic."""
        pieces, keys = self._pieces, self._pieces.keys
        start = i
        if "L" in head.follows:
            local = self._local(i)
            if local is None:
                return None
            i = local
        if i == start and "B" in head.follows and i < len(pieces) and pieces.is_capital(i):
            bare = self._places.bare(i)
            if bare is not None:
                i = bare
            elif keys[i] in _NATION or (keys[i] == "trung" and i + 1 < len(keys) and keys[i + 1] == "ương"):
                i += 1 if keys[i] == "vn" else 2
        if i == start and i < len(pieces) and keys[i] in _NATION and "P" in head.follows:
            i += 1 if keys[i] == "vn" else 2
        if "P" in head.follows and i < len(pieces) and (i == start or not self._named_local(start, i)):
            parent = self.body(i, inside=True) if self._may_parent(i) else None
            if parent is not None:
                i = parent
        return i

    def _named_local(self, start: int, i: int) -> bool:
        return i - start > 1

    def _may_parent(self, i: int) -> bool:
        return self._pieces.shapes[i] in "CUl"

    def _local(self, i: int) -> int | None:
        """Index after "tỉnh Sơn La", "tỉnh", "cấp tỉnh Sóc Trăng"; `i` itself when none; None for "tỉnh, thành phố"."""
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
        unit = self._places.unit(at) if not self._committee(at) else None
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

    def _committee(self, at: int) -> bool:
        """ "Tỉnh ủy", "huyện đoàn": the unit word is part of a head."""
        return at + 1 < len(self._pieces) and self._pieces.keys[at + 1] in ("ủy", "đoàn", "đội", "hội")

    def _chained(self, end: int) -> int:
        """ "xã Chiềng Ban huyện Mai Sơn" without a comma between is one qualifier."""
        while end < len(self._pieces) and (unit := self._places.unit(end)) is not None:
            after, kind, word = unit
            if kind not in ("district", "province", "city") or self._pieces.shapes[end] == "n":
                break
            named = self._places.name(after, kind, word)
            if named is None:
                break
            end = named
        return end

    def _seated(self, end: int) -> int:
        """ "Hội đồng hương Thanh Hóa tại Hà Nội": where a society of people from elsewhere has its seat."""
        if end + 1 < len(self._pieces) and self._pieces.keys[end] == "tại":
            seat = self._places.place(end + 1) or self._places.bare(end + 1)
            if seat is not None:
                return seat
        return end

    def _generic(self, end: int) -> bool:
        """ "tỉnh, thành phố", "xã, phường": units in a row stand for all of them."""
        pieces, keys = self._pieces, self._pieces.keys
        if end + 1 >= len(pieces) or keys[end] not in (",", "và", "/", "-", "–", "hoặc"):
            return False
        unit = self._places.unit(end + 1)
        if unit is None or unit[2] not in ALONE:
            return False
        return self._places.name(unit[0], unit[1], unit[2]) is None

    def field(self, i: int) -> int:
        """Index after the field of work at `i`, by list, by abbreviation, or by the dictionary's words."""
        pieces, keys = self._pieces, self._pieces.keys
        if i >= len(pieces):
            return i
        known = self._fields.longest(keys, i)
        if known is not None:
            return self._more_fields(known[0])
        if pieces.shapes[i] == "U" and not pieces.heading[i]:
            return self._abbreviation(i)
        return self._worded(i)

    def _more_fields(self, end: int) -> int:
        """ "… tội phạm về Hình sự - Kinh tế - Ma túy": fields joined by dashes or "và"."""
        pieces, keys = self._pieces, self._pieces.keys
        while end + 1 < len(pieces) and keys[end] in (*_DASHES, "và", "&"):
            more = self._fields.longest(keys, end + 1)
            if more is None or not pieces.is_capital(end + 1):
                break
            end = more[0]
        return end

    def _abbreviation(self, i: int) -> int:
        """ "KH&ĐT", "VH-TT&DL", "LĐ - TB&XH", "NN&PTNT"."""
        pieces, keys = self._pieces, self._pieces.keys
        end = i + 1
        while end + 1 < len(pieces):
            if pieces.shapes[end] == "U" and not self.is_head(end) and not pieces.heading[end]:
                end += 1
            elif keys[end] in "&-–,.+" and pieces.shapes[end + 1] == "U":
                spaced = not (pieces.glued(end) and pieces.glued(end + 1))
                if spaced and (keys[end] in ",." or self.is_head(end + 1)):
                    break
                end += 2
            elif keys[end] == "và" and pieces.shapes[end + 1] == "U" and not self.is_head(end + 1):
                end += 2
            else:
                break
        return end

    def _worded(self, i: int) -> int:
        """Words of the dictionary that begin with a capital, joined by "và", "-" and commas."""
        pieces, keys = self._pieces, self._pieces.keys
        end = i
        while end < len(pieces) and pieces.shapes[end] in "CU" and not pieces.heading[end]:
            if end > i and self.is_head(end):
                break
            word = self._compound(end)
            if word is None:
                break
            end = word
            while end < len(pieces) and (small := self._descriptors.longest(keys, end)) is not None:
                if pieces.shapes[end] != "l":
                    break
                end = small[0]
            if end + 1 < len(pieces) and keys[end] in _CONNECTORS and self._compound(end + 1) is not None:
                if pieces.is_capital(end + 1) and not self.is_head(end + 1):
                    end += 1
        return end

    def _compound(self, i: int) -> int | None:
        """Index after the longest dictionary word at `i` that goes on in small letters."""
        pieces, keys = self._pieces, self._pieces.keys
        for length in range(LONGEST_WORD, 1, -1):
            end = i + length
            if end <= len(pieces) and set(pieces.shapes[i + 1 : end]) == {"l"}:
                if " ".join(keys[i:end]) in compounds():
                    return end
        return None

    def _proper(self, i: int) -> int:
        """Index after a proper name: capitals, numbers, and the small words such names are made with."""
        pieces, keys, shapes = self._pieces, self._pieces.keys, self._pieces.shapes
        start, end = i, i
        seen_capital = False
        while end < len(pieces):
            shape = shapes[end]
            if shape == "n":
                break
            if shape in "CU":
                if self._stops(end, start) or (end > start and self._person(end, start)):
                    break
                if pieces.heading[end] and end - start >= 4 and self._descriptors.longest(keys, end) is None:
                    break
                word = self._compound(end)
                end = word if word is not None else end + 1
                seen_capital = True
                continue
            if shape == "d":
                if end > start and not (keys[end - 1] == "số" or pieces.is_capital(end - 1) or end == start):
                    break
                if self._places.unit(end) is not None or len(keys[end]) > 4:
                    break
                end += 1
                seen_capital = True
                continue
            if shape == "l":
                small = self._descriptors.longest(keys, end)
                if small is not None and self._leads_on(small[0], start):
                    end = small[0]
                    continue
                if keys[end] == "số" and end + 1 < len(pieces) and shapes[end + 1] == "d":
                    end += 1
                    continue
                if keys[end] == "và" and end > start and self._joins(end):
                    end += 1
                    continue
                break
            if keys[end] in "-–&" and end > start and end + 1 < len(pieces) and shapes[end + 1] in "CUd":
                if self._person(end + 1, start) or self.is_head(end + 1) or self._places.unit(end + 1):
                    break
                end += 1
                continue
            if (
                keys[end] in "“\"'‘"
                and end + 1 < len(pieces)
                and shapes[end + 1] in "CU"
                and seen_capital is False
            ):
                break
            break
        while end > start and (keys[end - 1] in "-–&" or keys[end - 1] in ("và", "số")):
            end -= 1
        return end if seen_capital else start

    def _leads_on(self, after: int, start: int) -> bool:
        """A small descriptor belongs to the name when a name, a place or the end of the phrase follows."""
        pieces = self._pieces
        if after >= len(pieces):
            return True
        if pieces.shapes[after] in "CUdp":
            return True
        if self._descriptors.longest(pieces.keys, after) is not None or self._places.unit(after) is not None:
            return True
        return pieces.keys[after] == "số"

    def _joins(self, i: int) -> bool:
        """Whether "và" at `i` stands inside the name: dictionary words on both sides, no new head."""
        pieces = self._pieces
        if i + 1 >= len(pieces) or not pieces.is_capital(i + 1) or self.is_head(i + 1):
            return False
        return self._compound(i + 1) is not None or self._descriptors.longest(pieces.keys, i + 1) is not None

    def _stops(self, i: int, start: int) -> bool:
        """A capital that begins something else: another body, a unit word, a title."""
        pieces, keys = self._pieces, self._pieces.keys
        if i == start:
            return self._places.unit(i) is not None and keys[i] in ALONE
        if self._places.unit(i) is not None and self._places.place(i) is not None:
            return True
        if self._places.bare(i) is not None and i > start and pieces.shapes[i - 1] == "l":
            return False
        return (
            self.is_head(i)
            and keys[i] not in ("công", "đại", "trung")
            and self.body(i, inside=True) is not None
        )

    def _person(self, i: int, start: int) -> bool:
        return (
            i - start >= 1
            and looks_like_name(self._pieces, i, capital_run(self._pieces, i))
            and (i - start >= 2 or self._pieces.shapes[i - 1] == "l")
        )

    def _task(self, i: int) -> int:
        """The task in the name of a commission: "phòng, chống thiên tai", "thực hiện Đề án …"."""
        pieces, keys, shapes = self._pieces, self._pieces.keys, self._pieces.shapes
        if i >= len(pieces) or keys[i] not in _TASKS:
            return i
        end = i
        depth = 0
        while end < len(pieces) and end - i < 60:
            key, shape = keys[end], shapes[end]
            if shape == "n":
                break
            if key in '“"‘':
                depth = 1
            elif key in '”"’' and depth:
                end += 1
                break
            elif depth == 0:
                if shape == "p" and not (
                    key == "," and end + 1 < len(pieces) and keys[end + 1] in _TASK_LISTS
                ):
                    if key not in "-–/":
                        break
                elif key in _TASK_ENDS or (
                    end > i
                    and (self.is_head(end) or self._places.unit(end) is not None)
                    and key not in ("xây", "công")
                ):
                    break
            end += 1
        return end


_TASKS = frozenset(
    {
        "phòng", "thực", "xây", "triển", "chuyển", "cải", "về", "thi", "kỳ", "chống", "công", "tổ", "sắp", "tổng", "giải",
        "389", "35", "138", "1389", "các", "đề", "phát", "đổi", "bảo",
    }
)  # fmt: skip
_TASK_LISTS = frozenset({"chống", "tiêu", "lãng", "chữa", "hỗ", "cứu", "đổi", "gian", "khắc", "bảo", "sắp"})
_TASK_ENDS = frozenset(
    {
        "đã", "sẽ", "đang", "họp", "yêu", "đề", "do", "của", "theo", "tại", "trong", "cho", "tiến", "ngày", "năm", "là",
        "cần", "phải", "có", "được", "giao", "chủ", "báo", "đến", "từ", "để", "gồm", "vào", "kiểm", "nhấn", "ban",
    }
) - {"đề"}  # fmt: skip
