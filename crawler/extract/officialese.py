"""The words of Vietnamese administrative documents: their types, and how a body's name is written.

Source of the types: Nghị định 30/2020/NĐ-CP, Điều 7 and phụ lục III; Luật Ban hành văn bản
quy phạm pháp luật 2015, Điều 4; Hướng dẫn 36-HD/VPTW for the Party's.
"""

from __future__ import annotations

import re

from crawler.extract.plain import clean, folded

DOC_TYPES = (
    "Hiến pháp",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Lệnh",
    "Nghị quyết liên tịch",
    "Nghị quyết",
    "Nghị định",
    "Thông tư liên tịch",
    "Thông tư",
    "Thông tri",
    "Quyết định",
    "Chỉ thị",
    "Kết luận",
    "Quy chế",
    "Quy định",
    "Quy trình",
    "Điều lệ",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Hợp đồng",
    "Công điện",
    "Công văn",
    "Bản ghi nhớ",
    "Bản thỏa thuận",
    "Giấy mời",
    "Giấy giới thiệu",
    "Giấy ủy quyền",
    "Phiếu gửi",
    "Phiếu chuyển",
    "Phiếu báo",
    "Thư công",
    "Văn bản hợp nhất",
    "Tuyên bố",
    "Án lệ",
    "Phụ lục",
)
TYPE_OF_KEY = {folded(name): name for name in DOC_TYPES}
# Types whose name is part of the document's title: "Luật Đất đai", not "Về đất đai".
NAMED_TYPES = frozenset(("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh"))
# What the type is abbreviated to in a number, where that settles it.
TYPE_OF_MARK = {
    "nq": "Nghị quyết",
    "qđ": "Quyết định",
    "ct": "Chỉ thị",
    "kl": "Kết luận",
    "nđ": "Nghị định",
    "tb": "Thông báo",
    "kh": "Kế hoạch",
    "bc": "Báo cáo",
    "hd": "Hướng dẫn",
    "ttr": "Tờ trình",
    "cđ": "Công điện",
    "cv": "Công văn",
    "ctr": "Chương trình",
    "qc": "Quy chế",
    "al": "Án lệ",
    "vbhn": "Văn bản hợp nhất",
    "ttlt": "Thông tư liên tịch",
}
# Who issues, where the letters of a number name one body of the whole country.
_ISSUER_OF_MARK = {
    "cp": "Chính phủ",
    "ttg": "Thủ tướng Chính phủ",
    "ubtvqh": "Ủy ban Thường vụ Quốc hội",
    "qh": "Quốc hội",
    "vpcp": "Văn phòng Chính phủ",
    "vpqh": "Văn phòng Quốc hội",
    "ctn": "Chủ tịch nước",
    "bct": "",  # Bộ Chính trị or Bộ Công Thương
    "al": "Tòa án nhân dân tối cao",
    "btc": "Bộ Tài chính",
    "bnv": "Bộ Nội vụ",
    "byt": "Bộ Y tế",
    "bgdđt": "Bộ Giáo dục và Đào tạo",
    "btp": "Bộ Tư pháp",
    "bxd": "Bộ Xây dựng",
    "bca": "Bộ Công an",
    "bqp": "Bộ Quốc phòng",
}
_UNITS = (
    r"(?:tỉnh|thành|huyện|quận|thị|đảng) ủy|(?:tỉnh|huyện|quận)(?! ủy)|thành phố|thị xã|xã|phường|thị trấn|"
    r"tp\.?|tx\.?|đặc khu"
)
_NAME_AFTER = re.compile(rf"\b({_UNITS})\s+(.+?)(?=\s+(?:{_UNITS})\b|\s*-\s|\s+về\b|$)", re.IGNORECASE)
_CAPITAL_AFTER = re.compile(
    r"\b(bộ|sở|ban|cục|tổng cục|vụ|viện|trường|phòng|công an|hội|chi cục|trung tâm|"
    r"liên đoàn)\s+(?!nhân dân\b|thường trực\b|đồng\b)(\w)"
)
# Bodies named for their fields: "Sở Văn hóa, Thể thao và Du lịch".
_FIELDED = re.compile(r"(?:bộ|sở|phòng|cục|vụ|ban)\s")
_NEXT_FIELD = re.compile(r"((?:,|\s-|\svà)\s)(\w)")
_ALWAYS = re.compile(
    r"\b(chính phủ|thủ tướng|quốc hội|nhà nước|trung ương|tổ quốc|việt nam|đảng|tỉnh ủy|thành ủy|huyện ủy)\b"
)
# The two bodies of every place are called by their initials, in numbers and in the press.
_SHORTENED = re.compile(
    r"\b(ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân)\s+(tỉnh|thành|huyện|quận|thị|xã|phường)\b"
)
_ABBREVIATIONS = re.compile(
    r"\b(?:ubnd|hđnd|mttq|ubmttq|pctt|tkcn|atgt|hcm|tp|bch|qh\d*|ubtvqh)\b", re.IGNORECASE
)


def doc_type_of(line: str) -> tuple[str, str] | None:
    """The document type a heading line opens with and the rest of the line; None for another line."""
    text = clean(line).strip(" .:*-–")
    if re.fullmatch(r"(?i)phụ lục(?: (?:số )?[ivxl\d]{1,5})?", text):
        return "Phụ lục", ""
    for size in (4, 3, 2, 1):
        head = " ".join(text.split()[:size])
        name = TYPE_OF_KEY.get(folded(head))
        if name is not None and (head.isupper() or len(text) == len(head)):
            return name, text[len(head) :].strip(" :-–")
    return None


def type_of_number(number: str) -> str | None:
    """The document type that the letters of a number stand for: "02-NQ/TU" is a Nghị quyết."""
    marks = re.split(r"[-/]", re.sub(r"^\d+\w?(?:/\d{4})?[-/]", "", number.lower()))
    return TYPE_OF_MARK.get(marks[0]) if marks else None


def issuer_of_number(number: str) -> str | None:
    """The body that the last letters of a number stand for: "30/2020/NĐ-CP" is the Government's."""
    last = re.sub(r"\d+$", "", re.split(r"[-/]", number.lower())[-1])
    return _ISSUER_OF_MARK.get(last) or None


def body_name(text: str) -> str:
    """A body's name in capitals as it is written in a sentence: "UBND TỈNH SƠN LA" -> "UBND tỉnh Sơn La"."""
    text = clean(text).strip(" .:*-–_")
    letters = [letter for letter in text if letter.isalpha()]
    if not letters or sum(map(str.isupper, letters)) < 0.8 * len(letters):
        return text
    low = text.lower()
    low = _CAPITAL_AFTER.sub(lambda found: f"{found[1]} {found[2].upper()}", low)
    if _FIELDED.match(low):
        low = _NEXT_FIELD.sub(lambda found: f"{found[1]}{found[2].upper()}", low)
    low = _ALWAYS.sub(lambda found: found[1].capitalize(), low)
    low = _SHORTENED.sub(lambda found: f"{'UBND' if found[1][0] in 'uủ' else 'HĐND'} {found[2]}", low)
    low = _NAME_AFTER.sub(lambda found: f"{found[1]} {_titled(found[2])}", low)
    low = _ABBREVIATIONS.sub(lambda found: found[0].upper(), low)
    return low[:1].upper() + low[1:]


def person_name(text: str) -> str:
    """A person's name in capitals as it is written in a sentence."""
    text = clean(text).strip(" .,:*-–_")
    return _titled(text.lower()) if text.isupper() else text


def _titled(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split())
