"""Laws cited by name: the list of known laws, amending laws, and names in no list.

`data/laws.tsv` joins a law's name and year to its number, so that "Luật Đất đai 2013" and
"Luật số 45/2013/QH13" are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.directives.reference import LAW, Reference
from index.text.keys import exact_key

_LAWS = Path(__file__).parent / "data" / "laws.tsv"

_LAW_HEAD = re.compile(
    r"(?<!\w)(?<![Kk]ỷ )(?:Bộ luật|BỘ LUẬT|Bộ Luật|bộ luật|Luật|LUẬT|luật|Pháp lệnh|PHÁP LỆNH|pháp lệnh|"
    r"Hiến pháp|HIẾN PHÁP|hiến pháp)(?!\w)"
)
_YEAR = re.compile(
    r"\s+(?:\((?:sửa đổi|bổ sung|sửa đổi, bổ sung)\)\s+)?(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?![\w/-]|\.\d)"
)
_AMENDED = re.compile(r"\s+\((?:sửa đổi|sửa đổi, bổ sung)\)")
_AMENDING = re.compile(
    r"\s+sửa đổi,?\s*(?:và\s+)?(?:bổ sung)?(?:\s+một số)?"
    r"(?:(?:\s+điều|\s+khoản|\s+\d+\s+điều)?[^.;\n]{0,60}?\s(?:của|các)\s+"
    r"|\s+(?:điều|khoản)\s+(?=(?:Bộ luật|Luật)\s))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Law:
    name: str
    versions: dict[int, str]  # year -> number's key


@cache
def laws() -> dict[str, _Law]:
    """Key of a law's name ("luật đất đai") -> the law."""
    found: dict[str, _Law] = {}
    for line in _LAWS.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, versions = line.partition("\t")
        known = {int(v[:4]): v[5:] for v in versions.split() if len(v) > 5}
        found.setdefault(exact_key(name), _Law(name, known))
    return found


@cache
def laws_by_number() -> dict[str, tuple[str, int]]:
    """Normal form of a law's number -> its name and year."""
    return {number: (law.name, year) for law in laws().values() for year, number in law.versions.items()}


_TONES = re.compile("óa|òa|ỏa|õa|ọa|óe|òe|ỏe|õe|ọe|úy|ùy|ủy|ũy|ụy")
_OTHERS = "oá|oà|oả|oã|oạ|oé|oè|oẻ|oẽ|oẹ|uý|uỳ|uỷ|uỹ|uỵ"
_OTHER_PLACING = dict(zip(_TONES.pattern.split("|"), _OTHERS.split("|"), strict=True))


def _either_placing(word: str) -> str:
    """A pattern of the word in small letters with its tone on either vowel: "hóa", "hoá"."""
    return _TONES.sub(lambda pair: f"(?:{pair[0]}|{_OTHER_PLACING[pair[0]]})", re.escape(word.casefold()))


_ABBREVIATED = {
    "BLHS": "Bộ luật Hình sự",
    "BLTTHS": "Bộ luật Tố tụng hình sự",
    "BLDS": "Bộ luật Dân sự",
    "BLTTDS": "Bộ luật Tố tụng dân sự",
    "BLLĐ": "Bộ luật Lao động",
}
_ABBREVIATION = re.compile(rf"(?<!\w)(?:{'|'.join(_ABBREVIATED)})(?!\w)")
"""Codes by the letters courts and the press write for them: "Điều 174 BLHS", "BLDS 2015"."""

_SHORTENED = {
    "Hội đồng nhân dân": "HĐND",
    "Ủy ban nhân dân": "UBND",
    "Mặt trận Tổ quốc": "MTTQ",
    "Tòa án nhân dân": "TAND",
    "Viện kiểm sát nhân dân": "VKSND",
}
"""Bodies whose abbreviation stands in names of laws too: "Luật Tổ chức HĐND và UBND"."""


def _either_form(words: list[str], full: list[str], short: str) -> list[str]:
    """`words`, patterns of a law's name, with the run `full` in them also read in its short form."""
    pattern = [_either_placing(word).casefold() for word in full]
    for at in range(len(words) - len(full) + 1):
        if [word.casefold() for word in words[at : at + len(full)]] == pattern:
            either = f"(?:{short}|" + r"\s+".join(words[at : at + len(full)]) + ")"
            return [*words[:at], either, *words[at + len(full) :]]
    return words


def _spelled_out(name: str) -> str:
    for full, short in _SHORTENED.items():
        name = re.sub(rf"(?<!\w){short}(?!\w)", full, name, flags=re.IGNORECASE)
    return name


@cache
def _law_patterns() -> re.Pattern[str]:
    """One pattern of all law names, the longer before the shorter, blind to case and commas."""
    names = sorted({law.name for law in laws().values()}, key=len, reverse=True)
    parts = []
    for name in names:
        words = [_either_placing(word) for word in re.findall(r"\w+", name)]
        for full, short in _SHORTENED.items():
            words = _either_form(words, full.split(), short)
        head = 2 if words[0] == "bộ" else 1
        parts.append(r"\s+".join(words[:head]) + r"\s+" + r",?\s+".join(words[head:]))
    return re.compile("(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


def law_before(window: str, end: int) -> tuple[int, str] | None:
    """A law of the list whose name ends at `end`: its words may hold type words ("văn bản")."""
    for head in _LAW_HEAD.finditer(window, 0, end):
        named = _law_patterns().match(window, head.start())
        if named is not None and not window[named.end() : end].strip():
            return head.start(), head.group()
    return None


def find_laws(text: str) -> list[Reference]:
    found = [
        _law_reference(text, short.start(), short.end(), _ABBREVIATED[short.group()])
        for short in _ABBREVIATION.finditer(text)
    ]
    pattern = _law_patterns()
    at = 0
    while (head := _LAW_HEAD.search(text, at)) is not None:
        reference = _law(text, head, pattern)
        at = reference.end if reference else head.end()
        if reference:
            found.append(reference)
    return found


def _law(text: str, head: re.Match[str], pattern: re.Pattern[str]) -> Reference | None:
    start, word = head.start(), head.group().casefold()
    if word == "hiến pháp":
        year = _YEAR.match(text, head.end())
        if year is None:
            return None
        label = f"Hiến pháp {year['year']}"
        return Reference(start, year.end("year"), LAW, None, head.group(), exact_key(label), label)
    if word in ("luật", "bộ luật") and (amending := _AMENDING.match(text, head.end())) is not None:
        return _amending(text, head, amending.end(), pattern)
    named = pattern.match(text, start)
    if named is None:
        named_end = _unlisted(text, head)
        if named_end is None:
            return None
    else:
        named_end = named.end()
        if head.group() == "luật" and not text[head.end() + 1 : head.end() + 2].isupper():
            return (
                None
                if word == "luật" and named_end - head.end() < 6
                else _law_reference(text, start, named_end)
            )
    return _law_reference(text, start, named_end)


def _law_reference(text: str, start: int, end: int, name: str = "") -> Reference:
    """The law at `start`; `name`: what it is called, where the text writes letters for it."""
    name = name or _spelled_out(" ".join(text[start:end].split()))
    if (amended := _AMENDED.match(text, end)) is not None:
        end = amended.end()
    year_match = _YEAR.match(text, end)
    year = None
    if year_match is not None:
        end, year = year_match.end("year"), int(year_match["year"])
    law = laws().get(exact_key(name))
    label = law.name if law else name
    key = exact_key(label)
    if year is not None:
        number = law.versions.get(year) if law else None
        label = f"{label} {year}"
        key = number or exact_key(label)
    doc_type = re.match(r"(?:bộ luật|luật|pháp lệnh)", name, re.IGNORECASE)
    return Reference(start, end, LAW, None, doc_type.group() if doc_type else None, key, label)


def _amending(text: str, head: re.Match[str], at: int, pattern: re.Pattern[str]) -> Reference | None:
    """ "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B": one span to the end of the last name."""
    end = at
    while (named := pattern.match(text, end)) is not None:
        end = named.end()
        more = re.compile(r"(?:\s+năm\s+\d{4})?(?:,\s*|\s+và\s+)(?=(?:Bộ luật|Luật)\s)").match(text, end)
        if more is None:
            break
        end = more.end()
    if end == at:
        return None
    reference = _law_reference(text, head.start(), end)
    return replace(reference, key=exact_key(reference.label))


_LAW_STOP = frozenset(
    [
        "của",
        "và",
        "năm",
        "ngày",
        "số",
        "đã",
        "được",
        "có",
        "quy",
        "định",
        "là",
        "này",
        "khi",
        "thì",
        "cho",
        "với",
        "trong",
        "tại",
        "để",
        "theo",
        "về",
        "sẽ",
        "do",
        "ban",
        "mới",
        "hiện",
        "sửa",
        "trên",
        "không",
        "phải",
        "cũng",
        "những",
        "các",
        "từ",
        "đến",
        "như",
        "vào",
        "gồm",
        "nêu",
        "thông",
        "diễn",
        "đang",
        "vừa",
        "bắt",
        "cần",
        "gồm",
    ]
)


_OPENING_WORDS = frozenset({"tổ chức", "ban hành", "sửa đổi", "bảo vệ", "phòng chống", "quản lý"})
"""What names of laws begin with and none is: "Luật Tổ chức", cut off by the end of a line."""


def _unlisted(text: str, head: re.Match[str]) -> int | None:
    """End of the name of a law in no list: a capital at once, then small words up to one that ends a name."""
    first = re.compile(r" (?P<word>[^\W\d_]+)").match(text, head.end())
    if (
        first is None
        or not first["word"][0].isupper()
        or first["word"].isupper()
        or head.group()[0].islower()
    ):
        return None
    end = first.end()
    for word in re.compile(r" (?:- )?([^\W\d_]+)").finditer(text, end):
        if word.start() != end or word[1] in _LAW_STOP or word[1][0].isupper():
            break
        if word.end() - head.end() > 60:
            break
        end = word.end()
    name = text[head.end() + 1 : end]
    return end if " " in name and name.casefold() not in _OPENING_WORDS else None
