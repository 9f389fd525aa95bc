"""Offices held: an office beside a person's name, in a document of a day, is a sighting.

"Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch UBND tỉnh Lò Minh Hùng" gives two; "nguyên Bí thư …"
gives one that had ended. From when to when somebody held an office follows from the sightings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from archive.model import Mention
from index.analysis.facets import founded
from index.entities.names import body_name
from index.registry.issuers import national_symbol
from index.text.keys import folded_key

_HEAD = re.compile(
    r"(?<!\w)(?P<former>(?:nguyên(?:\s+là)?|cựu|từng\s+(?:là|giữ(?:\s+chức)?)|"
    r"(?:khi|lúc)\s+(?:đó|ấy|bấy giờ)\s+là|bấy giờ là|thời điểm đó là)\s+)?"
    r"(?P<office>(?:(?:Quyền|Phó)\s+)?(?:Tổng Bí thư|"
    r"Bí thư(?:\s+thường trực|\s+thứ nhất)?|Chủ tịch(?:\s+thường trực)?(?:\s+nước)?|Tổng Giám đốc|Giám đốc|"
    r"Trưởng ban|Trưởng phòng|Trưởng đoàn|Trưởng Công an|Trưởng thôn|Trưởng bản|Chánh án|Chánh Văn phòng|"
    r"Chánh Thanh tra|Viện trưởng|Cục trưởng|Chi cục trưởng|Hiệu trưởng|Thủ tướng|Bộ trưởng|Thứ trưởng|"
    r"Chỉ huy trưởng|Chính ủy|Tư lệnh|Tổng Biên tập|Chủ nhiệm|Ủy viên Ban Thường vụ|Uỷ viên Ban Thường vụ|"
    r"Ủy viên Bộ Chính trị|Ủy viên BTV|Ban))(?!\w)",
    re.IGNORECASE,
)
_PART_OF_BODY = {
    "trưởng ban": "Ban",
    "phó trưởng ban": "Ban",
    "phó ban": "Ban",
    "trưởng phòng": "Phòng",
    "phó trưởng phòng": "Phòng",
    "trưởng đoàn": "Đoàn",
    "phó trưởng đoàn": "Đoàn",
    "trưởng công an": "Công an",
    "phó trưởng công an": "Công an",
    "chánh văn phòng": "Văn phòng",
    "phó chánh văn phòng": "Văn phòng",
    "chánh thanh tra": "Thanh tra",
    "phó chánh thanh tra": "Thanh tra",
}
_COMPLETE = frozenset({"tổng bí thư", "chủ tịch nước", "phó chủ tịch nước", "ủy viên bộ chính trị"})
_HONORIFIC = re.compile(r"(?<!\w)(?:(?:các\s+)?đồng chí|ông|bà|đ/c|anh|chị)\s*:?\s*$", re.IGNORECASE)
_OF_OTHER = re.compile(r"\s+[–-]\s+[^,;]{4,140}[,;]\s*(?=(?:ông|bà|đồng chí|anh|chị)\s)")
"""Right behind another's name: "Lò Văn An - Phó Chủ tịch Hội Nông dân, bà Lò Thị Bé": not her office."""
_EDGES = " ,–-;\u00a0\t\n"
_BEHIND = re.compile(r"\s*[,–(-]\s*(?:là\s+)?")
_ASIDE = re.compile(r"\s*\([^()\n]{1,60}\)(?=\s*[,–-])")  # "(SN 1970)" between a name and its office
_BRACKET = re.compile(r"\s*\((?P<said>[^()\n]{1,200})\)")  # "(SN 1970, trú …, nguyên Chủ tịch UBND xã …)"
_CLAUSE = re.compile(r"[,;]\s*(?:là\s+)?")
_OFFICE_END = re.compile(r"[,.;:()\n“”\"–]| - |$")
_LONGEST_BODY = 110
_TELLING = 3  # words of a body's name that may do without a place: "HĐND" may be any
_STOP = re.compile(r"[.;:()\n“”\"]")
_BODY_END = re.compile(
    r"\s+(?:tỉnh\s+)?(?:đã|cho biết|nhấn mạnh|phát biểu|chủ trì|dự|và|đến|trao|thăm|khẳng định|yêu cầu|làm|"
    r"là|đề nghị|kiểm tra|ký|ghi nhận|biểu dương|tặng|nói|chia sẻ|thông tin|kết luận|giơ|chỉ đạo|tham dự|"
    r"cùng|tại|trong|thay|giữ|nhận|nêu|báo cáo|trả lời|giao|kêu gọi|tiếp|đánh giá|cảm ơn)(?!\w)"
)
_NAMELESS = re.compile(
    r"(?:Sở|Chi cục)(?: (?:tỉnh|thành phố) .+)?|(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy|UBND|HĐND"
)  # the text does not say which
_WINDOW = 240

Bodies = Mapping[int, Mention]
"""Start of a body in the text -> its mention."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An office beside a name; `text[start:end]` are the office's words."""

    office: str  # "Phó Bí thư Thường trực"
    body: str  # canonical: "Tỉnh ủy Sơn La"; "" for offices that need none
    former: bool
    start: int
    end: int

    @property
    def key(self) -> str:
        """What every way of writing office and body shares."""
        return folded_key(f"{self.office} {self.body}".strip())


def sightings(
    text: str,
    start: int,
    end: int,
    province: str,
    *,
    floor: int = 0,
    ceiling: int | None = None,
    bodies: Bodies = MappingProxyType({}),
) -> list[Sighting]:
    """Offices beside the name `text[start:end]`: in front of it, or else behind it.

    Args:
        province: the one "Tỉnh ủy" means.
        floor, ceiling: how far the text belongs to this name and no other.
        bodies: start -> body that was recognised there; it says where a body's name ends.
    """
    reader = _Reader(text, province, bodies)
    found = reader.before(start, max(floor, start - _WINDOW))
    return found or reader.behind(end, min(len(text) if ceiling is None else ceiling, end + _WINDOW))


class _Reader:
    """Reads offices of one text."""

    def __init__(self, text: str, province: str, bodies: Bodies) -> None:
        self._text = text
        self._province = province
        self._bodies = bodies

    def before(self, start: int, floor: int) -> list[Sighting]:
        """Offices in front of the name at `start`, none reaching before `floor`."""
        text = self._text
        stops = list(_STOP.finditer(text[floor:start]))
        begin = floor + (stops[-1].end() if stops else 0)
        if begin == floor and (of_other := _OF_OTHER.match(text, floor, start)) is not None:
            begin = of_other.end()
        honorific = _HONORIFIC.search(text, begin, start)
        until = honorific.start() if honorific is not None else start
        found: list[Sighting] = []
        heads = [one for one in _HEAD.finditer(text, begin, until) if not self._names_a_body(one)]
        for i in range(len(heads) - 1, -1, -1):
            stop = heads[i + 1].start() if i + 1 < len(heads) else until
            part = text[heads[i].start() : stop]
            if "," in part.rstrip(_EDGES):
                break
            if i + 1 < len(heads) and not part.rstrip().endswith((",", "-", "–", ";")):
                break
            sighting = self._sighting(heads[i], stop)
            if sighting is None:
                break
            found.append(sighting)
        return found[::-1]

    def behind(self, end: int, ceiling: int) -> list[Sighting]:
        """Offices behind the name that ends at `end`, none reaching past `ceiling`."""
        found: list[Sighting] = []
        aside = _ASIDE.match(self._text, end, ceiling)
        at = aside.end() if aside is not None and _HEAD.search(aside[0]) is None else end
        while (link := _BEHIND.match(self._text, at, ceiling)) is not None:
            head = _HEAD.match(self._text, link.end(), ceiling)
            if head is None:
                break
            stop = _OFFICE_END.search(self._text, head.end(), ceiling)
            part_end = stop.start() if stop is not None else ceiling
            sighting = self._sighting(head, part_end)
            if sighting is None:
                break
            found.append(sighting)
            at = part_end
        return found or list(self._in_brackets(end, ceiling))

    def _in_brackets(self, end: int, ceiling: int) -> Iterator[Sighting]:
        """Offices that are clauses of their own in the brackets behind a name."""
        said = _BRACKET.match(self._text, end, ceiling)
        if said is None:
            return
        stop = said.end("said")
        for clause in _CLAUSE.finditer(self._text, said.start("said"), stop):
            head = _HEAD.match(self._text, clause.end(), stop)
            if head is not None:
                part_end = _OFFICE_END.search(self._text, head.end(), stop)
                sighting = self._sighting(head, part_end.start() if part_end is not None else stop)
                if sighting is not None:
                    yield sighting

    def _names_a_body(self, head: re.Match[str]) -> bool:
        """As in "UBND xã Chiềng Ban": the word belongs to a body's name that began before it."""
        if head["office"].casefold() != "ban":
            return False
        before = (self._bodies.get(at) for at in range(head.start() - _LONGEST_BODY, head.start()))
        return any(body is not None and body.end >= head.end() for body in before)

    def _sighting(self, head: re.Match[str], stop: int) -> Sighting | None:
        office = _titled(head["office"])
        folded = office.casefold()
        former = head["former"] is not None
        if folded in _COMPLETE:
            if self._text[head.end() : stop].strip(_EDGES):
                return None  # "Văn phòng Chủ tịch nước truy tặng huân chương cho nam sinh …"
            return Sighting(office, "", former, head.start("office"), head.end())
        if folded == "ban":
            return None
        recognised = self._recognised(head, stop)
        if recognised is not None:
            return Sighting(office, recognised.label, former, head.start("office"), recognised.end)
        rest = self._text[head.end() : stop]
        cut = _BODY_END.search(rest)
        if cut is not None:
            rest = rest[: cut.start()]
        words = rest.strip(_EDGES)
        if not words or len(words) > _LONGEST_BODY:
            return None
        named = body_name(f"{_PART_OF_BODY.get(folded, '')} {words}".strip(), self._province)
        if not named.founded and (words[0].islower() or len(named.label.split(" ")) < _TELLING):
            return None
        if _NAMELESS.fullmatch(named.label):
            return None
        end = head.end() + len(rest.rstrip(_EDGES))
        return Sighting(office, named.label, former, head.start("office"), end)

    def _recognised(self, head: re.Match[str], stop: int) -> Mention | None:
        """The body that was recognised right behind the office, when it names one for certain."""
        inside = _titled(head["office"]).casefold() in _PART_OF_BODY
        for at in range(head.start("office") + 1 if inside else head.end(), head.end() + 2):
            body = self._bodies.get(at)
            if body is not None and body.end <= stop:
                # "Chủ tịch Quốc hội Lò Thị Bé" names one, "Chủ tịch Quốc hội Lào …" goes on.
                only = not self._text[body.end : stop].strip(_EDGES) and national_symbol(body.label) != ""
                named = (founded(body) or only) and not _NAMELESS.fullmatch(body.label)
                return body if named else None
        return None


@lru_cache(maxsize=4096)
def _titled(office: str) -> str:
    """ "phó bí thư thường trực" and "Phó Bí thư Thường trực" are one: the canonical writing."""
    words = " ".join(office.split()).casefold().replace("uỷ", "ủy").replace("btv", "ban thường vụ")
    written = words[:1].upper() + words[1:]
    for small, large in (
        ("bí thư thường trực", "Bí thư Thường trực"),
        ("bí thư", "Bí thư"),
        ("chủ tịch thường trực", "Chủ tịch Thường trực"),
        ("chủ tịch", "Chủ tịch"),
        ("giám đốc", "Giám đốc"),
        ("trưởng ban", "Trưởng ban"),
        ("trưởng phòng", "Trưởng phòng"),
        ("trưởng đoàn", "Trưởng đoàn"),
        ("trưởng công an", "Trưởng công an"),
        ("chánh", "Chánh"),
        ("văn phòng", "Văn phòng"),
        ("thanh tra", "Thanh tra"),
        ("công an", "Công an"),
        ("ban thường vụ", "Ban Thường vụ"),
        ("bộ chính trị", "Bộ Chính trị"),
        ("tổng Bí thư", "Tổng Bí thư"),
    ):
        written = re.sub(rf"(?<=\s){re.escape(small)}", large, written)
    return written
