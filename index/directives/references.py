"""References to directives in running text: by number, by type and short number, by name.

Nghị quyết số 07-NQ/TU          type word to number
57/NQ-HĐND                      the number alone
Nghị quyết 18, Chỉ thị số 05    short: what the full number was, an earlier reference may tell
Luật Đất đai năm 2013           laws by name, with the year
Nghị quyết Đại hội Đảng bộ …    resolutions of congresses by name
Thông tư số …/2015/TT-NHNN      the number left blank; it names no one directive
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.directives.laws import find_laws, law_before, laws_by_number
from index.directives.numbers import NumberSpan, find_numbers
from index.directives.reference import BLANK, CONGRESS, NUMBERED, SHORT, Reference
from index.directives.types import DOCUMENT_TYPES, bare, is_type_symbol, symbol_of
from index.text.keys import CAPITALS, exact_key

_TYPE_NAMES = sorted(
    {spelled for t in DOCUMENT_TYPES for spelled in (t.name, bare(t.name))},
    key=lambda name: (-len(name), name),
)
"""With their marks and typed without them."""
_TYPE_SYMBOLS = "NQ|QĐ|CT|KH|BC|BCTĐ|CV|TB|KL|HD|TTr|TT|NĐ|CTr|TTLT"
_TYPE = "(?:" + "|".join([*map(re.escape, _TYPE_NAMES), _TYPE_SYMBOLS]) + ")"
_LEADS = re.compile(
    rf"(?<!\w)(?P<type>{_TYPE})(?!\w)(?P<between>[^\n.;:!?|]{{0,140}}?)\s*(?:\(?(?:[Ss][ốo]|SỐ|SO|No)\s*[.:]?\s*)?$",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(r"(?:số|(?<!\w)[sn]o)\s*[.:]?\s*$", re.IGNORECASE)
_SMALL_WORDS = re.compile(r"(?:\s+[^\W\d_A-ZĐ]\S*){0,9}\s*$")
_URGENT = re.compile(r"\s+(?:(?:thượng\s)?khẩn|(?:hỏa|hoả)\stốc|(?:(?:tối|tuyệt)\s)?mật)\s*", re.IGNORECASE)
"""Degrees of urgency (Nghị định 30/2020) and secrecy, behind which "số" may be left out."""
_OF_BODY = re.compile(r"\s+(?:của|liên tịch|do)\s+\S")
_FARTHEST = 170
_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n")

_SHORT_TYPES = (
    "nghị quyết|chỉ thị|nghị định|thông tư liên tịch|thông tư|kết luận|quyết định|quy định|kế hoạch|công văn|"
    "thông báo|hướng dẫn|công điện|thông tri|chương trình|đề án|tờ trình|báo cáo|pháp lệnh|sắc lệnh|"
    r"phiếu chuyển|phiếu gửi|phiếu báo|kháng nghị|bản án(?:[ \u00a0](?:hình sự|dân sự|hành chính))?"
    r"(?:[ \u00a0](?:sơ thẩm|phúc thẩm))?|quyết định (?:giám đốc thẩm|tái thẩm)"
)
_SHORT = re.compile(
    rf"(?<!\w)(?<!mẫu )(?P<type>{_SHORT_TYPES})[ \u00a0]+(?P<so>số[ \u00a0]*:?[ \u00a0]*)?"
    r"(?P<number>\d{1,4}(?:/(?:19|20)\d\d)?(?:[-/][A-ZĐ]{2,15})?)(?![\w%]|[.,/\-–:]\d|[ \u00a0]*%)",
    re.IGNORECASE,
)
_BARE_SHORT_TYPES = frozenset(
    {"nghị quyết", "chỉ thị", "nghị định", "thông tư", "thông tư liên tịch", "kết luận", "quyết định"}
)
_NEVER_COUNTED = frozenset({"Nghị quyết", "Nghị định", "Thông tư"})
"""Neither a verb nor what a number behind it counts: "kỳ họp về Nghị quyết 16 diễn ra"."""
_OF_ISSUER = re.compile(
    r"[ \u00a0]+của[ \u00a0]+(?:Ban|Bộ|Chính phủ|Thủ tướng|Quốc hội|Trung ương|Ủy ban|Uỷ ban|UBND|HĐND|"
    r"Hội đồng|Tỉnh|Thành|Huyện|Quận|Thị|Đảng|Sở|Công an|Thanh tra|Văn phòng|Viện|Tòa|Toà)(?!\w)"
)
_AFTER_SHORT = re.compile(
    r"[ \u00a0]*(?:[.,;:)\"”’»\n(\-–]|$|(?:của|về|ngày|năm|khóa|khoá|và|là|đã|được|do|trong|tại|theo|cho|có|"
    r"với|trên|từ|quy|ban|thì|cũng|vào|này|đến|còn|hay|hoặc|nêu|nhằm|để|mà|đi|sẽ|đang|phải|cần|thay|sửa|như|ra|gắn|"
    r"một|thành|bằng|yêu|khẳng|xác|mới|tạo|tiếp|chính|đề|không|khi|nhấn|chỉ|sau|trước|ở|gồm|hướng|giao|phê)(?!\w))",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"[ \u00a0]*(?:điểm|năm(?![ \u00a0]+(?:19|20)\d\d)|"
    r"tháng|ngày(?![ \u00a0]+\d)|người|tỷ|triệu|nội dung|nhiệm vụ|một số|dự án|vấn đề|đồng)(?!\w)"
)

_CONGRESS_WORDS = (
    "đại biểu|toàn quốc|phụ nữ|nông dân|thanh niên|công đoàn|cựu chiến binh|hội|đoàn|mttq|mặt trận|tổ quốc|"
    "đảng bộ|đảng|lần thứ|của|các|khối|cơ quan|tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|"
    "doanh nghiệp|và"
)
_CONGRESS = re.compile(
    rf"(?<!\w)nghị quyết\s+(?:của\s+)?đại hội(?:\s+(?:(?:{_CONGRESS_WORDS})(?!\w)|"
    r"[IVXL]+(?!\w)|\d{1,3}(?!\w))|"
    rf"[ \u00a0]+(?!Nghị|Chương|Kế|Quyết|Chỉ)(?-i:[{CAPITALS}])[^\W\d_]*)*"
    r"(?:(?:\s+khóa\s+\w+)?,?\s+nhiệm kỳ\s+\d{4}\s*[-–]\s*\d{4})?",
    re.IGNORECASE,
)
_CONGRESS_TAIL = re.compile(r"(?:\s+(?:của|các|và|lần thứ|đại biểu|hội|đoàn))+$", re.IGNORECASE)


def find_references(text: str) -> list[Reference]:
    """Every reference in `text` (NFC) in order, none overlapping; short ones resolved within the text."""
    return _resolved([reference for begin, end in _paragraphs(text) for reference in _in(text, begin, end)])


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of what stands between blank lines: no reference goes on behind one."""
    begin = 0
    for blank in _BLANK_LINE.finditer(text):
        yield begin, blank.start()
        begin = blank.end()
    yield begin, len(text)


def _in(text: str, begin: int, end: int) -> Iterator[Reference]:
    """The references of one paragraph in order, offsets into `text`."""
    paragraph = text[begin:end]
    found = list(_numbered_all(paragraph))
    covered = _Covered(len(paragraph), found)
    for finder in (find_laws, _congress, _blank, _short):
        found.extend(reference for reference in finder(paragraph) if covered.take(reference))
    for one in sorted(found, key=lambda reference: reference.start):
        yield replace(one, start=begin + one.start, end=begin + one.end)


def _numbered_all(text: str) -> Iterator[Reference]:
    before = 0
    for number in find_numbers(text):
        reference = _numbered(text, number, before)
        before = reference.end
        yield reference


class _Covered:
    def __init__(self, length: int, references: list[Reference]) -> None:
        self._taken = bytearray(length + 1)
        for reference in references:
            self.take(reference)

    def take(self, reference: Reference) -> bool:
        if self._taken.find(1, reference.start, reference.end) >= 0:
            return False
        self._taken[reference.start : reference.end] = b"\x01" * (reference.end - reference.start)
        return True


def _numbered(text: str, number: NumberSpan, floor: int) -> Reference:
    """The reference around a number: its type word and what stands between, when they lead to it."""
    written = text[number.start : number.end]
    window = text[max(floor, number.start - _FARTHEST) : number.start]
    start, doc_type = number.start, None
    lead = _lead(window, _types_of(number.key))
    if lead is not None:
        start = number.start - len(window) + lead[0]
        doc_type = lead[1]
    label = number.key if doc_type is None else f"{doc_type[0].upper()}{doc_type[1:]} {number.key}"
    law = laws_by_number().get(number.key)
    if law is not None:
        label = f"{law[0]} {law[1]}"
    return Reference(start, number.end, NUMBERED, written, doc_type, number.key, label)


def _lead(window: str, types: set[str]) -> tuple[int, str] | None:
    """(start in `window`, type word) of what leads to the number at the window's end.

    Args: types: names without marks of the types that the number's own symbol stands for.
    """
    said = _NUMBER_WORD.search(window)
    law = law_before(window, said.start()) if said is not None else None
    if law is None:
        lead = _last_lead(window, types)
        if lead is None:
            return None
        law = lead.start("type"), lead["type"]
    start, doc_type = law
    if doc_type.casefold() == "luật" and (amending := _AMENDING_BEFORE.search(window, 0, start)) is not None:
        start = amending.start()
    return start, doc_type


def _last_lead(window: str, types: set[str]) -> re.Match[str] | None:
    """The last type word of `window` that leads to its end, of the number's own type where there is one.

    "Quyết định phê duyệt quy hoạch số 1676/QĐ-TTg" is a decision, not a plan.
    """
    last, own = None, None
    for lead in _TYPE_WORD.finditer(window):
        match = _LEADS.match(window, lead.start())
        if match is None or not _leads(window, match):
            continue
        last = match
        if bare(match["type"]) in types:
            own = match
    if own is None and last is not None and types and bare(last["type"]) in _EVERYDAY:
        return None
    return own or last


_EVERYDAY = frozenset(map(bare, ("quy hoạch", "chiến lược", "giấy chứng nhận", "dự án")))
"""Types whose names are everyday words: beside a number of another type they are that."""


_TYPE_WORD = re.compile(rf"(?<!\w)(?<!pháp )(?<!kỷ ){_TYPE}(?!\w)", re.IGNORECASE)
_AMENDING_BEFORE = re.compile(r"(?:Bộ luật|Luật)\s+sửa đổi[^;\n]*$", re.IGNORECASE)


def _leads(window: str, lead: re.Match[str]) -> bool:
    between = lead["between"]
    says_number = _NUMBER_WORD.search(window) is not None
    if not between.strip():
        return True
    if lead["type"].casefold() in ("luật", "bộ luật", "pháp lệnh"):
        return says_number and len(between) < 110
    if not says_number:
        return _URGENT.fullmatch(between) is not None
    if _OF_BODY.match(between):
        return "," not in between and "(" not in between
    kinds_of_cases = bare(lead["type"]) == "ban an"  # "Bản án kinh doanh, thương mại phúc thẩm"
    return _SMALL_WORDS.fullmatch(between) is not None and ("," not in between or kinds_of_cases)


def _congress(text: str) -> list[Reference]:
    found = []
    for match in _CONGRESS.finditer(text):
        end = (
            match.end() - len(tail.group()) if (tail := _CONGRESS_TAIL.search(match.group())) else match.end()
        )
        label = " ".join(text[match.start() : end].split())
        if len(label.split()) > 4:
            found.append(
                Reference(
                    match.start(),
                    end,
                    CONGRESS,
                    None,
                    text[match.start() : match.start() + 10],
                    exact_key(label),
                    label,
                )
            )
    return found


_BLANK_NUMBER = re.compile(
    rf"(?<!\w)(?P<type>(?i:{_TYPE}))[ \u00a0]+(?:[Ss]ố|SỐ)[ \u00a0]*:?[ \u00a0]*"
    r"(?P<number>(?:[.…_]{1,40}[ \u00a0]*)?(?:/[ \u00a0]*(?:19|20)\d\d[ \u00a0]*)?[/-][ \u00a0]*"
    r"[A-ZĐ][A-ZĐa-z]{1,6}-[A-ZĐ][A-ZĐa-z]{1,12}\d{0,2})(?![\w/-])"
)


_BLANK_SIGN = re.compile(r"(?:[Ss]ố|SỐ)[ \u00a0:]*[.…_/\-]")


def _blank(text: str) -> list[Reference]:
    found: list[Reference] = []
    if _BLANK_SIGN.search(text) is None:
        return found
    for match in _BLANK_NUMBER.finditer(text):
        number = match["number"].lstrip(".…_ \u00a0")
        label = f"{match['type'][0].upper()}{match['type'][1:]} …{number}"
        found.append(
            Reference(match.start(), match.end(), BLANK, number, match["type"], exact_key(label), label)
        )
    return found


def _short(text: str) -> list[Reference]:
    found = []
    for match in _SHORT.finditer(text):
        doc_type, number = match["type"], match["number"]
        if match["so"] is None:
            if doc_type.casefold() not in _BARE_SHORT_TYPES and not _OF_ISSUER.match(text, match.end()):
                continue
            numbers = number[0] == "0" or "/" in number or doc_type in _NEVER_COUNTED
            if not numbers and not _AFTER_SHORT.match(text, match.end()):
                continue  # a count has no leading nought
            if len(number) == 4 and number[:2] in ("19", "20"):
                continue
        if match["so"] is None and _COUNTED.match(text, match.end()):
            continue
        label = f"{doc_type[0].upper()}{doc_type[1:]} {number}"
        found.append(Reference(match.start(), match.end(), SHORT, number, doc_type, exact_key(label), label))
    return found


_YEAR_OF_SHORT = re.compile(r"\d+/(\d{4})")


def _resolved(found: list[Reference]) -> list[Reference]:
    """Short references given the number of the one full reference of their type and ordinal before them."""
    full: dict[tuple[str, str], set[str]] = {}
    labels: dict[str, str] = {}
    out = []
    for reference in found:
        if reference.kind == NUMBERED:
            for name in _type_names(reference):
                full.setdefault((name, _ordinal(reference.key)), set()).add(reference.key)
            labels.setdefault(reference.key, reference.label)
        elif reference.kind == SHORT and reference.number and reference.doc_type:
            candidates = full.get((bare(reference.doc_type), _ordinal(reference.number)), set())
            if (year := _YEAR_OF_SHORT.fullmatch(reference.number)) is not None:
                candidates = {key for key in candidates if f"/{year[1]}/" in key}
            if len(candidates) == 1:
                key = next(iter(candidates))
                reference = replace(reference, key=key, label=labels[key])
        out.append(reference)
    return out


def _ordinal(number: str) -> str:
    digits = re.match(r"\d+", number)
    return digits.group().lstrip("0") if digits else number


def _type_names(reference: Reference) -> set[str]:
    written = {bare(reference.doc_type)} if reference.doc_type else set()
    return written | _types_of(reference.key)


def _types_of(key: str) -> set[str]:
    """Names without marks of the types that the first type symbol of a number stands for."""
    for symbol in re.findall(r"[^\W\d_]+", key):
        known = symbol_of(symbol)
        if known is not None and is_type_symbol(known):
            return {bare(t.name) for t in DOCUMENT_TYPES if known in t.symbols}
    return set()
