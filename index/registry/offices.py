"""Offices held: an office beside a person's name, in a document of a day, is a sighting.

"Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch UBND tỉnh Lò Minh Hùng" gives two; "nguyên Bí thư …"
gives one that had ended. From when to when somebody held an office follows from the sightings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from archive.model import Analysis, Document, MentionType
from index.analysis.facets import founded
from index.entities.names import body_name
from index.registry.corrections import Corrections
from index.text.keys import folded_key

_HEAD = re.compile(
    r"(?<!\w)(?P<former>nguyên\s+)?(?P<office>(?:(?:Quyền|Phó)\s+)?(?:Tổng Bí thư|"
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
_HONORIFIC = re.compile(r"(?:(?:các\s+)?đồng chí|ông|bà|đ/c|anh|chị)\s*:?\s*$", re.IGNORECASE)
_LINK = re.compile(r"\s*[,;–-]\s*$|\s*$")
_STOP = re.compile(r"[.;:()\n“”\"]")
_BODY_END = re.compile(
    r"\s+(?:tỉnh\s+)?(?:đã|cho biết|nhấn mạnh|phát biểu|chủ trì|dự|và|đến|trao|thăm|khẳng định|yêu cầu|làm|"
    r"là|đề nghị|kiểm tra|ký|ghi nhận|biểu dương|tặng|nói|chia sẻ|thông tin|kết luận|giơ|chỉ đạo|tham dự|"
    r"cùng|tại|trong)(?!\w)"
)
_NAMELESS = re.compile(r"(?:Sở|Chi cục)(?: (?:tỉnh|thành phố) .+)?")  # the text does not say which
_WINDOW = 240


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


def read_offices(
    document: Document, analysis: Analysis, corrections: Corrections, province: str
) -> list[dict[str, Any]]:
    """One row a person and office, the first sighting of each in the text."""
    text = document.text
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    names = sorted(
        (one for one in analysis.mentions if one.type is MentionType.PERSON), key=lambda one: one.start
    )
    for i, mention in enumerate(names):
        if not founded(mention):
            continue
        floor = names[i - 1].end if i else 0
        ceiling = names[i + 1].start if i + 1 < len(names) else len(text)
        person = corrections.entity("PER", mention.key, mention.label, document, mention.attributes)
        for sighting in sightings(text, mention.start, mention.end, province, floor=floor, ceiling=ceiling):
            rows.setdefault(
                (person.key, sighting.key),
                {
                    "person": person.key,
                    "office": sighting.office,
                    "body": sighting.body,
                    "key": sighting.key,
                    "former": int(sighting.former),
                    "start": sighting.start,
                    "end": sighting.end,
                    "text": " ".join(text[sighting.start : sighting.end].split()),
                },
            )
    return list(rows.values())


def sightings(
    text: str, start: int, end: int, province: str, *, floor: int = 0, ceiling: int | None = None
) -> list[Sighting]:
    """Offices beside the name `text[start:end]`: in front of it, or else behind it.

    Args:
        province: the one "Tỉnh ủy" means.
        floor, ceiling: how far the text belongs to this name and no other.
    """
    found = _before(text, start, province, max(floor, start - _WINDOW))
    return found or _behind(
        text, end, province, min(len(text) if ceiling is None else ceiling, end + _WINDOW)
    )


def _before(text: str, start: int, province: str, floor: int) -> list[Sighting]:
    window = text[floor:start]
    stops = list(_STOP.finditer(window))
    begin = floor + (stops[-1].end() if stops else 0)
    honorific = _HONORIFIC.search(text, begin, start)
    until = honorific.start() if honorific is not None else start
    found: list[Sighting] = []
    heads = list(_HEAD.finditer(text, begin, until))
    for i in range(len(heads) - 1, -1, -1):
        stop = heads[i + 1].start() if i + 1 < len(heads) else until
        part = text[heads[i].start() : stop]
        if not _LINK.search(part) or "," in part.rstrip(" ,–-;\u00a0\t"):
            break
        if i + 1 < len(heads) and not part.rstrip().endswith((",", "-", "–", ";")):
            break
        sighting = _sighting(text, heads[i], stop, province)
        if sighting is None:
            break
        found.append(sighting)
    return found[::-1]


def _behind(text: str, end: int, province: str, ceiling: int) -> list[Sighting]:
    found: list[Sighting] = []
    at = end
    while (link := re.compile(r"\s*[,–(-]\s*(?:là\s+)?").match(text, at, ceiling)) is not None:
        head = _HEAD.match(text, link.end(), ceiling)
        if head is None:
            break
        stop = re.compile(r"[,.;:()\n“”\"–]| - |$").search(text, head.end(), ceiling)
        part_end = stop.start() if stop is not None else ceiling
        sighting = _sighting(text, head, part_end, province)
        if sighting is None:
            break
        found.append(sighting)
        at = part_end
    return found


def _sighting(text: str, head: re.Match[str], stop: int, province: str) -> Sighting | None:
    rest = text[head.end() : stop]
    cut = _BODY_END.search(rest)
    if cut is not None:
        rest = rest[: cut.start()]
    words = rest.strip(" ,–-;\u00a0\t\n")
    office = _titled(head["office"])
    folded = office.casefold()
    if folded in _COMPLETE:
        body = ""
    else:
        if not words or len(words) > 110:
            return None
        if folded == "ban":
            return None
        prefix = _PART_OF_BODY.get(folded, "")
        named = body_name(f"{prefix} {words}".strip(), province)
        if _NAMELESS.fullmatch(named.label) or (not named.founded and not prefix and words[0].islower()):
            return None
        body = named.label
    end = head.end() + len(rest.rstrip(" ,–-;\u00a0\t\n")) if words else head.end()
    return Sighting(office, body, head["former"] is not None, head.start("office"), end)


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
