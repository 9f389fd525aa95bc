"""Bodies: the grammar of their names, read from a head such as "Sở", "Ban Thường vụ", "Công an".

    name    = head [field] [proper name] [local qualifier] [parent body]
    field   = "Kế hoạch và Đầu tư" | "cảnh sát hình sự" | "KH&ĐT" …      (data/fields.txt)
    local   = unit word [place] | place                                  "tỉnh Sơn La", "tỉnh", "Sơn La"
    parent  = a name that follows at once                                 "Văn phòng" + "UBND tỉnh"

What may and must follow each head stands in data/bodies.txt.
"""

from __future__ import annotations

from index.entities.bodies.false_heads import TITLE_ENDS, FalseHeads
from index.entities.bodies.fields import Fields
from index.entities.bodies.heads import Head, heads
from index.entities.bodies.localities import NATION, Localities
from index.entities.bodies.many import ManyBodies
from index.entities.bodies.open_fields import OpenFields
from index.entities.bodies.proper_names import ProperNames
from index.entities.capitals import begins_person, capital_run
from index.entities.lexicon import cues
from index.entities.pieces import Pieces
from index.entities.places.place import Places

_DASHES = frozenset("-–—")
_DEEPEST = 4
"""Parents of parents that are followed: "Đội … Phòng … Công an … " has three."""
_LONGEST_FIRST_LINE = 8
_STANDING_SECRETARY = ["thường", "trực", "ban", "bí", "thư"]
"""An office of the Party's: the body in it is "Ban Bí thư"."""
_NAMED_BY_FIELD = (["ban"], ["vụ"], ["trung", "tâm"])
"""Heads that a parent alone does not name: "các trưởng ban HĐND", "vụ Công ty Bình Minh"."""
_BEFORE_NOUNS = frozenset({"của", "do", "theo", "từ", "cho"})
"""Before a word for a body that is a verb too: "kết luận của thanh tra Hà Nội"."""
_MANY = (["các"], ["cơ"], ["đơn"], ["doanh"], ["mỗi"], ["từng"], ["tổ"])
_NUMBERED = (["tổ"], ["đội"])
"""Heads a number may follow before their parent: "Tổ 141 Công an huyện"."""
_PARTY_BODIES = (["đảng", "bộ"], ["chi", "bộ"])
_AIMS = (
    ["về", "phòng"],
    ["về", "chống"],
    ["phòng", "chống"],
    ["phòng", ","],
    ["về", "chuyển"],
    ["về", "cải"],
)
"""What begins the task of a commission behind its level."""
_NATIONAL = ["quốc", "gia"]
_WARDS = (["khoa"], ["bộ", "môn"])
_FIRMS = frozenset({"công", "cty", "ctcp", "tổng", "tập", "doanh", "dntn", "htx"})
"""First syllables of firms, which may bear a person's name."""
_LAST_FORMS = (["ctcp"], ["cnc"], ["jsc"])
"""Legal forms behind a dash: "Tổng công ty Hàng không Việt Nam - CTCP"."""
_MANAGING = frozenset({"ban", "bql"})
_ALL_LISTED = frozenset({"sở", "bộ"})
"""Heads whose fields are all known."""
_SCHOOLS = frozenset({"trường", "thpt", "thcs", "ptdtnt"})


_NEVER_AFTER = cues("never_after_head")


class Bodies:
    """Reads names of bodies out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places
        self._heads = heads()
        self._false = FalseHeads(pieces, places)
        self._parents: dict[tuple[int, int], int | None] = {}  # what `body` found for (at, depth)
        self._localities = Localities(pieces, places, self.is_head)
        self._fields = Fields(pieces, places, self.is_head)
        self.many = ManyBodies(pieces, places, self._fields, self._localities)
        self._open_fields = OpenFields(pieces, places, self.is_head, self._fields.described)
        self._proper_names = ProperNames(
            pieces,
            places,
            self._fields,
            self.is_head,
            lambda at: self.body(at, 2) is not None,
            self._open_fields.trade,
        )

    def is_head(self, at: int) -> bool:
        """Whether a head begins at piece `at`."""
        return at < len(self._pieces) and self._heads.longest(self._pieces.keys, at) is not None

    def in_title(self, at: int) -> bool:
        """Whether the words before the body at `at` are a title: "Chủ tịch" before "UBND"."""
        return at > 0 and self._pieces.keys[at - 1] in TITLE_ENDS

    def body(self, at: int, depth: int = 0) -> int | None:
        """Index after the name of the body that begins at `at`; None when none does.

        Args: depth: how many names this one is the parent of; 0 for a name on its own.
        """
        if depth > _DEEPEST:
            return None
        if depth == 0:
            return self._read(at, 0)
        known = self._parents.get((at, depth), at)
        if known == at:
            known = self._parents[at, depth] = self._read(at, depth)
        return known

    def _read(self, at: int, depth: int) -> int | None:
        if (
            self._false.made_other(at)
            or self._false.standing_deputy(at)
            or self._pieces.keys[at : at + 5] == _STANDING_SECRETARY
        ):
            return None
        if not depth and (self.many.made_plural(at) or self._false.part_of_word(at)):
            return None
        if not depth and self._title_word(at):
            return None
        if self._pieces.keys[at] == "thường" and at > 0 and self._false.standing(at):
            return None  # "Phó Bí thư Thường trực" is one title
        found = self._broken(at) or self._heads.all_at(self._pieces.keys, at)
        if not found or self._false.site(at, found[0][0]) or self._false.place(at, found[0][0]):
            return None
        longest = found[0][0]
        may_be_many = any(not value.startswith("|") for _, value in found)
        if may_be_many and longest < len(self._pieces) and self.many.for_all(longest, Head("", "")):
            fields_follow = any("F" in value for _, value in found) and self._fields.known(longest)
            if not fields_follow:
                return None
        ends: list[int] = []
        for end, value in found:
            follows, must = value.split("|")
            if "L" in follows and self._localities.local(end) is None:
                return None  # "ủy ban nhân dân tỉnh, thành phố": nor is it an "ủy ban"
            tasked = self._fields.task(end) if "K" in follows else end
            if end < tasked < len(self._pieces) and self.many.for_all(tasked, Head("", "")):
                return None  # "Ban chỉ đạo thi các cấp"
            after = self._complete(at, end, Head(follows, must), depth)
            if after is not None and self.many.branches_for_all(after):
                return None
            if after is not None and (not ends or (after > ends[-1] and self._goes_on(ends[-1], end))):
                ends.append(after)
        return None if not ends or self.many.counted_officials(at, ends[-1]) else ends[-1]

    def _goes_on(self, end: int, shorter: int) -> bool:
        """Whether a longer name may go on at `end`: small words begin what is said of the shorter one.

        Args: shorter: index after the shorter head; a field of the list behind it may go on as it will.
        """
        listed = self._fields.listed(shorter)
        known = listed is not None and listed > end
        return known or self._pieces.is_capital(end) or self._pieces.keys[end] in _DASHES

    def _broken(self, at: int) -> list[tuple[int, str]]:
        """Heads of a heading that goes on in the next line: "VĂN PHÒNG⏎CHỦ TỊCH NƯỚC"."""
        pieces = self._pieces
        if not pieces.heading[at] or "n" not in pieces.shapes[at : at + _LONGEST_FIRST_LINE]:
            return []
        line_end = pieces.shapes.index("n", at)
        if line_end + 1 >= len(pieces) or not pieces.heading[line_end + 1]:
            return []
        joined = pieces.keys[at:line_end] + pieces.keys[line_end + 1 : line_end + 1 + _LONGEST_FIRST_LINE]
        first = line_end - at
        return [(at + end + 1, value) for end, value in self._heads.all_at(joined, 0) if end > first]

    def _title_word(self, at: int) -> bool:
        """As in "Trưởng phòng Phòng Quản lý", "ngành điện lực": a small word before the body's own head."""
        pieces, keys = self._pieces, self._pieces.keys
        if pieces.shapes[at] != "l":
            return False
        doubled = at + 1 < len(pieces) and keys[at + 1] == keys[at] and pieces.is_capital(at + 1)
        if doubled and self.body(at + 1, 1) is not None:
            return True
        return at > 0 and keys[at - 1] == "ngành" and keys[at] not in ("đại", "trường")

    def _complete(self, at: int, end: int, head: Head, depth: int) -> int | None:
        """Index after the name whose head lies from `at` to `end`; None when it names no one body."""
        pieces, keys = self._pieces, self._pieces.keys
        if end < len(pieces) and head.follows and self.many.for_all(end, head):
            return None
        if "P" in head.follows and self.is_head(end):
            parent = self.body(end, depth + 1)
            listed = self._fields.listed(end) if "F" in head.follows and parent is not None else None
            if listed is not None and parent is not None and listed > parent:
                pass  # "CSĐT tội phạm về ma túy" is a field that begins like a body
            elif keys[at:end] not in _NAMED_BY_FIELD:
                if parent is not None:
                    return self._localities.seated(parent) if "S" in head.follows else parent
                if self.many.parent_for_all(end):
                    return None
            elif parent is not None and pieces.shapes[at] == "l":
                return None
        if end < len(pieces) and keys[end] in _NEVER_AFTER:
            return None
        if keys[at:end] in _NUMBERED and pieces.shapes[end : end + 1] == "d" and self.is_head(end + 1):
            return self.body(end + 1, depth + 1)
        if "D" in head.follows and (joined := self._dashed_parent(end, depth)) is not None:
            return joined
        if (head.must != "-" and self._before_person(at, end)) or (
            keys[at:end] == ["vụ"] and not pieces.is_capital(end)
        ):
            return None  # "Vụ việc làm 43 người thiệt mạng"
        ward = (
            self._open_fields.ward(end) if keys[at:end] in _WARDS and keys[end : end + 1] != ["học"] else None
        )
        if ward is not None and (parent := self.body(ward, depth + 1)) is not None:
            return parent
        i = self._with_field(at, end, head)
        if "F" in head.follows and i == end and (parent := self._small_field(end, depth)) is not None:
            return parent
        if i > end and "F" in head.follows:
            i = self._fields.numbered(i)
        i = self._with_proper_name(at, end, i, head, depth)
        if "F" in head.follows and keys[i : i + 1] in (["-"], ["–"], ["và"]):
            i = self._fields.joined(i)
        manages = keys[at] in _MANAGING or keys[end : end + 2] == ["quản", "lý"]
        if manages and (site := self._managed(i)) is not None:
            return site
        shortened = i == end and head.must == "n" and self._localities.short_form(end) is not None
        if shortened and pieces.is_capital(end + 3):
            return self._complete(at, end + 3, head, depth)  # "Hợp tác xã (HTX) Nông nghiệp Tân Phú"
        if not self._has_what_it_must(at, end, i, head, depth):
            return None
        qualified = self._qualified(i, head, depth)
        if qualified is None or self._says_a_kind(at, qualified, head):
            return None
        untasked = "K" in head.follows and qualified > end and self._fields.task(end) == end
        if untasked and keys[qualified : qualified + 2] in _AIMS:
            qualified = self._fields.task(qualified)  # "Ban Chỉ đạo Trung ương về phòng, chống tham nhũng"
        may_join = (
            "D" in head.follows and qualified > end and keys[qualified + 1 : qualified + 2] != [keys[at]]
        )
        if may_join and (joined := self._dashed_parent(qualified, depth)):
            return joined  # "Cục Kiểm soát TTHC - VPCP"
        if head.must == "n" and keys[qualified : qualified + 1] == ["-"] and qualified > end:
            qualified += 2 if keys[qualified + 1 : qualified + 2] in _LAST_FORMS else 0
        may_be_seated = "S" in head.follows and (qualified > end or head.must == "-")
        i = self._localities.seated(qualified) if may_be_seated else qualified
        if depth and i == end and keys[at:end] in _PARTY_BODIES and pieces.is_capital(at):
            return i  # "Ban Chấp hành Đảng bộ"
        return None if i == end and self._generic(at, end, head) else i

    def _before_person(self, at: int, end: int) -> bool:
        """As in "Tổng Giám đốc công ty Phạm Quốc Dũng": a small head that ends a person's title."""
        pieces = self._pieces
        small = pieces.shapes[at] == "l" and self.in_title(at)
        return small and begins_person(pieces, end, capital_run(pieces, end))

    def _with_field(self, at: int, end: int, head: Head) -> int:
        """Index after the task and field behind the head."""
        level = end + 2 if "K" in head.follows and self._pieces.keys[end : end + 2] == _NATIONAL else end
        i = self._fields.task(level) if "K" in head.follows else end
        if "F" in head.follows and i == end and (self._pieces.is_capital(at) or self._pieces.is_capital(end)):
            i = self._fields.field(i)
            if self._pieces.keys[at] not in _ALL_LISTED:
                i = self._open_field(at, end, i)
        return i

    def _with_proper_name(self, at: int, end: int, i: int, head: Head, depth: int) -> int:
        """Index after the proper name at `i`, where the head from `at` to `end` takes one."""
        pieces, keys = self._pieces, self._pieces.keys
        small = pieces.shapes[at] == "l"
        school = keys[at] in _SCHOOLS
        if "N" not in head.follows or (small and keys[at:end] == ["trung", "tâm"]):  # "ở trung tâm Sài Gòn"
            return i
        named_after = i > end and not self.in_title(at)  # "Trung tâm Văn hóa Nguyễn Văn Trỗi"
        after_people = head.must == "n" or named_after or school
        if not after_people and begins_person(pieces, i, capital_run(pieces, i)):
            return i
        in_office = i > end and not school and keys[at] not in _FIRMS and self.in_title(at)
        if in_office and begins_person(pieces, i, capital_run(pieces, i)):
            return i
        named, told = self._proper_names.proper(i, small_head=small, of_school=school, behind_head=i == end)
        qualified = self._qualified(named, head, depth) if not told else None
        if told or (qualified is not None and qualified > named):
            # "Bệnh viện Phụ sản" is named by the place that follows, and only by it
            return self._localities.region(named) if "vực" in keys[i:named] else named
        if named > i > end and pieces.is_capital(i):
            return named  # "Viện Chiến lược và Khoa học Công an": the last field is one of its own
        return self._proper_names.trade_to_name(i, end) if i > end and head.must == "n" else i

    def _has_what_it_must(self, at: int, end: int, i: int, head: Head, depth: int) -> bool:
        """Whether what must follow the head stands between `end` and `i`, or its capitals say so."""
        match head.must:
            case "f":
                return i > end
            case "n":
                return i > end or self._placed_proper(i, head, depth)
            case "I":
                return self._pieces.is_capital(at) or self._pieces.keys[at - 1] in _BEFORE_NOUNS
            case "C" | "X":
                return all(self._pieces.is_capital(j) for j in range(at, end))
        return True

    def _generic(self, at: int, end: int, head: Head) -> bool:
        """Whether a head that nothing follows names no one body."""
        pieces = self._pieces
        if "L" in head.follows and self.many.leads_to_all(end):
            return True
        if pieces.shapes[at] == "l" and self.many.in_plural_list(at):
            return True
        if head.must in "xnXI" or self._of_many(end) or (head.must == "c" and not self._definite(at, end)):
            return True
        return len(pieces.keys[at]) < 3 and end - at == 1 and pieces.shapes[at] != "U"

    def _says_a_kind(self, at: int, end: int, head: Head) -> bool:
        """As in "Cơ sở giáo dục công lập phải …": a sentence begins with a word for all of a kind."""
        pieces = self._pieces
        if head.must != "n" or not pieces.is_capital(at) or not pieces.begins_sentence(at):
            return False
        return (
            pieces.shapes[end : end + 1] == "l" and set(pieces.shapes[at + 1 : end]) <= {"l"} and end > at + 1
        )

    def _of_many(self, end: int) -> bool:
        """As in "Cổng thông tin điện tử của cơ quan nhà nước": whose it is says that there are many."""
        return self._pieces.keys[end : end + 1] == ["của"] and self._pieces.keys[end + 1 : end + 2] in _MANY

    def _open_field(self, at: int, end: int, i: int) -> int:
        """Index after what no list of fields holds: all of a field behind a head in capitals, or its end."""
        pieces = self._pieces
        if i == end:
            if not pieces.is_capital(at) or pieces.heading[at]:
                return i
            named = self._open_fields.trade(i, False) if self.in_title(at) else None
            if named is not None and begins_person(pieces, named, capital_run(pieces, named)):
                return named  # "Phó viện trưởng Viện chiến lược giao thông" Lê Văn Nam
            return self._open_fields.small(i)
        if pieces.shapes[i - 1] != "l" or pieces.heading[end]:
            return i
        if pieces.is_capital(end):
            return self._open_fields.tail(i)
        after = self._open_fields.tail(i)  # "Phòng nghiệp vụ dược Sở Y tế"
        return after if pieces.is_capital(after) and self.is_head(after) else i

    def _managed(self, at: int) -> int | None:
        """As in "Ban quản lý vịnh Hạ Long": the site a board looks after."""
        unit = self._places.unit(at) if at < len(self._pieces) else None
        return self._places.place(at) if unit is not None and unit[1] in ("site", "road") else None

    def _small_field(self, at: int, depth: int) -> int | None:
        """As in "Trưởng phòng tham mưu Công an tỉnh": a small field, told by the body that follows."""
        field = self._fields.listed(at)
        if field is None or field >= len(self._pieces) or not self._pieces.is_capital(field):
            return None
        return self.body(field, depth + 1) if self.is_head(field) else None

    def _definite(self, at: int, end: int) -> bool:
        """Whether capitals say one body is meant: "Ban Chỉ đạo"; a sentence's first alone does not."""
        pieces = self._pieces
        if not pieces.is_capital(at):
            return False
        more = any(pieces.is_capital(i) for i in range(at + 1, end))
        return more or pieces.shapes[at] == "U" or not pieces.begins_sentence(at)

    def _dashed_parent(self, end: int, depth: int) -> int | None:
        """As in "CSĐT - Công an huyện": an investigating agency and the force it belongs to."""
        pieces = self._pieces
        joins = pieces.keys[end : end + 1] == ["/"] and pieces.glued(end) and pieces.glued(end + 1)
        if end + 1 < len(pieces) and (joins or pieces.keys[end] in _DASHES) and self.is_head(end + 1):
            return self.body(end + 1, depth + 1)
        return None

    def _placed_proper(self, i: int, head: Head, depth: int) -> bool:
        """As in "Bệnh viện đa khoa tỉnh Sơn La", "Báo Sơn La": a local qualifier is name enough."""
        qualified = self._qualified(i, head, depth)
        return qualified is not None and qualified > i

    def _qualified(self, i: int, head: Head, depth: int) -> int | None:
        """Local qualifier, bare place and parent after `i`; None when they make the name generic."""
        pieces, keys = self._pieces, self._pieces.keys
        shortened = self._localities.short_form(i) is not None
        if shortened and "P" in head.follows and head.must != "n" and self.is_head(i + 3):
            parent = self.body(i + 3, depth + 1)  # "Ủy ban Kiểm tra (UBKT) Tỉnh ủy"
            if parent is not None:
                return parent
        i = self._localities.bracketed(i, head)
        start = i
        if "L" in head.follows:
            local = self._localities.local(i)
            if local is None:
                return None
            i = local
        if i == start and "B" in head.follows and i < len(pieces) and pieces.is_capital(i):
            i = self._localities.bare(i)
        if i == start and i < len(pieces) and keys[i] in NATION and "P" in head.follows:
            i += 1 if keys[i] == "vn" else 2
        if "P" in head.follows and i < len(pieces) and (i == start or not self._named_local(start, i)):
            parent = self.body(i, depth + 1) if self._may_parent(i) else None
            if parent is not None:
                i = parent
        return i

    def _named_local(self, start: int, i: int) -> bool:
        return i - start > 1

    def _may_parent(self, i: int) -> bool:
        return self._pieces.shapes[i] in "CUl"
