"""The head and foot of an official document read from its lines of text.

Layout: Nghị định 30/2020/NĐ-CP, phụ lục I: on the left the body and the number, on the
right the national motto, place and day, then type and subject; at the end the recipients
and the signature. A converter may put the two columns on one line or apart, so every
part is looked for by what it says, not by where it stands.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.extract.dates import EARLIEST_YEAR
from crawler.extract.effective import effective_day
from crawler.extract.officialese import (
    NAMED_TYPES,
    body_name,
    doc_type_of,
    person_name,
    type_of_number,
)
from crawler.extract.plain import clean

_HEAD_LINES = 45
_SENTENCE = 120  # characters of a line that is longer than a subject's second line
_MOTTOES = re.compile(
    r"(?i)(?<!nước )c[oộ]ng\s+h?[oò][aàà]\s+x[aã]\s+h?[oộ]i\s+ch?[uủ]\s+ngh?[iĩ]a\s+vi[eệ]t\s+nam|"
    r"đ[oộ]c\s+l[aậ]p\s*[-–]?\s*t[uự]\s+do\s*[-–]?\s*h?[aạ]nh\s+ph[uú]c|đảng\s+cộng\s+sản\s+việt\s+nam"
)
_CAPITAL, _LETTER_IN = "A-ZĐƯÂÊÔĂ", "A-Za-zĐđƯưÂâÊêÔôĂă&"
NUMBER = (
    r"\d{1,5}[a-zA-Z]?(?: ?/ ?(?:19|20)\d\d)? ?[-–/] ?"
    rf"[{_CAPITAL}][{_LETTER_IN}]{{0,11}}\d{{0,2}}"
    rf"(?: ?[-–/.] ?[{_CAPITAL}][{_LETTER_IN}.]{{0,14}}\d{{0,2}}){{0,4}}"
)
_NUMBERED = re.compile(rf"^[^a-zà-ỹ(]{{0,80}}(?:(?i:luật|bộ luật) )?(?i:số|so) ?[:.]? ?(?P<number>{NUMBER})")
_ATTACHED = re.compile(
    rf"(?i)\((?:ban hành )?kèm theo [^()]{{4,40}}? số ?:? ?(?P<number>{NUMBER})[^()]{{0,60}}?"
    rf"(?:của (?P<issuer>[^()]{{4,80}}))?\)"
)
_UNFILLED = re.compile(r"(?i:\bsố) ?[:.]? ?[.…_ ]{2,}(?:/[\w/.\-Đ]{2,30})?")
_UNNUMBERED = re.compile(r"(?i)\bsố ?: ?không số\b")
_PLACED = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ][^\d,;:()]{1,40}?) ?, ?(?i:ngày) ?(?P<day>\d{1,2}) ?(?i:tháng) ?(?P<month>\d{1,2}) ?"
    r"(?i:năm) ?(?P<year>\d{4})"
)
_ABOUT = re.compile(r"(?i)^(?:v/v|về việc|về|ban hành|quy định|sửa đổi|bãi bỏ|phê duyệt|công bố)\b")
_LETTER = re.compile(r"(?i)\bv/v:?\s*(.+)")
_AFTER_ABOUT = re.compile(
    r"(?i)^(?:căn cứ|điều 1|kính gửi|theo đề nghị|thực hiện|xét|sau khi|phần (?:thứ|i)|chương [i1]\b|i\.|1\.|"
    r"quyết định ?:|quyết nghị ?:|lời nói đầu|\(?kèm theo|\(ban hành)"
)
_UNIT = re.compile(
    r"(?i)^(?:UBND|ủy ban nhân dân) (?P<unit>(?:huyện|quận|thị xã|thành phố|xã|phường|đặc khu) .+)$"
)
_ADDRESSED = re.compile(r"(?i)^kính gửi\b")
_RULE = re.compile(r"^[\W_]+$")
_SIGNED = re.compile(r"(?i)^\(? ?đã ký ?\)?$|^\(? ?ký tên|^đã ký")
_POSTS = re.compile(
    r"(?i)^(?:tm\.?|kt\.?|tl\.?|tuq\.?|q\.?)?\s*(?:ban thường vụ|ủy ban nhân dân|uỷ ban nhân dân|hội đồng|"
    r"(?:phó )?(?:chủ tịch|bí thư|giám đốc|trưởng|thủ tướng|chánh|bộ trưởng|cục trưởng|tổng|viện trưởng|"
    r"chủ nhiệm|hiệu trưởng|thống đốc)|bộ trưởng|thứ trưởng|thường trực)"
)
_RECIPIENTS = re.compile(r"(?i)^nơi nhận ?:?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the head and foot of a document say; "" or None where they do not say it."""

    motto: bool  # the national motto or the Party's name stands in the head
    issuer: str = ""
    number: str = ""
    place: str = ""
    issued: dt.date | None = None
    effective: dt.date | None = None  # from which it is in force
    doc_type: str = ""
    about: str = ""  # the subject line (trích yếu)
    signer: str = ""
    signer_title: str = ""
    recipients: tuple[str, ...] = ()
    attached_to: str = ""  # the number of the document that this one is an appendix of
    end: int = 0  # lines that the head takes up

    @property
    def official(self) -> bool:
        """Whether it heads an official document, or an appendix of one."""
        stated = self.number or self.issued or (self.doc_type and self.about)
        return (self.motto and bool(stated)) or bool(self.attached_to)

    @property
    def title(self) -> str:
        """The document's title: the subject; for laws their type and name, as they are called."""
        if self.doc_type in NAMED_TYPES and self.about and not _ABOUT.match(self.about):
            name = self.doc_type.upper() if self.about.isupper() else self.doc_type
            return f"{name} {self.about}"
        whose = re.match(r"(?i)(của .+?) (về .+)", self.about)
        if whose is not None and self.doc_type:
            return f"{self.doc_type} của {body_name(whose[1][4:])} {whose[2]}"
        if self.about:
            return self.about[:1].upper() + self.about[1:]
        return " ".join(part for part in (self.doc_type, self.number) if part)


def has_motto(line: str) -> bool:
    """Whether a line has the national motto or the Party's name as the head of a document writes them."""
    found = _MOTTOES.search(line)
    return found is not None and (found[0].isupper() or found[0].istitle() or found[0].startswith("Độc"))


def read_header(lines: Sequence[str]) -> Header:
    """Read the head and foot of a document from its lines, in order.

    `motto` is False for other texts; without a number too no more than a type and the foot is told.
    """
    head = [clean(line) for line in lines[:_HEAD_LINES]]
    motto = any(has_motto(line) for line in head[:14])
    left = [_MOTTOES.sub(" ", line).strip(" -–—_*") for line in head]
    addressed = next((at for at, line in enumerate(left) if _ADDRESSED.match(line)), len(left))
    kind, about, end = _subject(left[:addressed])  # a letter has no type, whatever its text says below
    signer, post = _signature(lines)
    foot = Header(motto=motto, signer=signer, signer_title=post, recipients=_recipients(lines), doc_type=kind)
    top = left[: end if kind else min(len(left), 14)]
    number, number_at = _number(top)
    if not motto and not number and kind != "Phụ lục":
        return replace(foot, effective=effective_day("\n".join(lines), kind, None))
    issued, place = _placed(top)
    attached = _attached(head[:12]) if kind == "Phụ lục" else None
    if attached is not None:
        return Header(
            motto=motto,
            issuer=attached["issuer"] and body_name(attached["issuer"]),
            doc_type=kind,
            about=body_name(about),
            attached_to=_tidy(attached["number"]),
            end=end,
        )
    issuer = _issuer(top[: number_at if number_at is not None else 6])
    letter = next((found[1] for line in top if (found := _LETTER.search(line))), "")
    if motto and not kind and letter:
        kind, about, end = "Công văn", _joined_letter(top, letter), len(top)
    doc_type = kind or (type_of_number(number) or "" if number else "")
    return replace(
        foot,
        issuer=issuer,
        number=number,
        place=place,
        issued=issued,
        effective=effective_day("\n".join(lines), doc_type, issued),
        doc_type=doc_type,
        about=about,
        end=end if kind else 0,
    )


def _subject(left: Sequence[str]) -> tuple[str, str, int]:
    """(type, subject, lines up to and with the subject) of a head; type "" where none is found."""
    for at, line in enumerate(left):
        found = doc_type_of(line)
        if found is None:
            continue
        kind, rest = found
        parts = [rest] if rest else []
        end = at + 1
        for follow in left[at + 1 : at + 9]:
            if not follow or _RULE.match(follow):
                if parts:
                    break
                end += 1
                continue
            if _AFTER_ABOUT.match(follow) or (parts and _is_authority(follow)) or len(" ".join(parts)) > 500:
                break
            if parts and follow.isupper() and not parts[-1].isupper():
                break
            if parts and len(follow) >= _SENTENCE and follow[0].isupper():
                break  # the text begins without a "Căn cứ"
            parts.append(follow)
            end += 1
        return kind, clean(" ".join(parts)).strip(" .:*-–_"), end
    return "", "", 0


def _is_authority(line: str) -> bool:
    """A line in capitals such as "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", which follows the subject."""
    return line.isupper() and bool(
        re.match(r"(?i)chủ tịch|ủy ban|uỷ ban|hội đồng|bộ trưởng|chính phủ|thủ tướng|ban ", line)
    )


def _number(top: Sequence[str]) -> tuple[str, int | None]:
    for at, line in enumerate(top):
        found = _NUMBERED.search(line)
        if found is not None:
            return _tidy(found["number"]), at
        if _UNFILLED.search(line) or _UNNUMBERED.search(line):
            return "", at
    return "", None


def _tidy(number: str) -> str:
    """A number without blanks: "254 /TB-PCTT" is 254/TB-PCTT."""
    return re.sub(r"\s+", "", number).replace("–", "-").rstrip("-/.")


def _attached(head: Sequence[str]) -> re.Match[str] | None:
    """The "(Kèm theo Nghị định số … của …)" below the title of an appendix."""
    return _ATTACHED.search(" ".join(head))


def _placed(top: Sequence[str]) -> tuple[dt.date | None, str]:
    """The day and place of "Hà Nội, ngày 28 tháng 11 năm 2013", which may run over some lines."""
    lines = [clean(_UNNUMBERED.sub(" ", _NUMBERED.sub(" ", line))) for line in top]
    spans = [" ".join(lines[at : at + size]) for size in (1, 2, 3, 4) for at in range(len(lines))]
    for find in (_PLACED.match, _PLACED.search):
        for span in spans:
            found = find(span)
            if found is None:
                continue
            try:
                day = dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                continue
            if day.year >= EARLIEST_YEAR:
                return day, _place(found["place"])
    return None, ""


def _place(text: str) -> str:
    """The place's own words: what two columns on one line put in front of it is in capitals."""
    kept = [word for word in text.split() if not (word.isupper() and len(word) > 1) or word.startswith("TP")]
    return clean(" ".join(kept)).strip(" .:-–*_")


def _issuer(top: Sequence[str]) -> str:
    """The body that issues: the lines in capitals above the number; a superior body is named first."""
    names: list[str] = []
    for line in top:
        line = _PLACED.sub("", line).strip(" -–_*.")
        letters = [letter for letter in line if letter.isalpha()]
        if len(letters) < 4 or doc_type_of(line) or sum(map(str.isupper, letters)) < 0.8 * len(letters):
            continue
        if names and _continues(names[-1], line):
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    if not names:
        return ""
    own = body_name(names[-1])
    if len(names) > 1 and re.match(r"(?i)(?:văn phòng|phòng|ban) ?(?:thường trực)?\s*$", names[-1]):
        return f"{body_name(names[-2])} - {own}"
    superior = _UNIT.match(body_name(names[-2])) if len(names) > 1 else None
    if superior is not None and re.match(r"(?i)ph[òo]ng\b", own) and superior["unit"] not in own:
        return f"{own} {superior['unit']}"  # every district has a Phòng Nội vụ
    return own


def _continues(name: str, line: str) -> bool:
    """Whether a line goes on with the name on the line before: "ỦY BAN NHÂN DÂN" / "HUYỆN AN PHÚ"."""
    return bool(
        re.match(r"(?i)(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|và|tp\.?)\b", line)
    ) or bool(re.search(r"(?i)(?:\bvà|,|\bcủa|-)$", name))


def _joined_letter(top: Sequence[str], letter: str) -> str:
    """The subject of a letter, which goes on below "V/v" until the line with the day or the addressee."""
    at = next(place for place, line in enumerate(top) if letter in line)
    parts = [letter]
    for line in top[at + 1 : at + 6]:
        if not line or _PLACED.search(line) or _AFTER_ABOUT.match(line) or line.isupper():
            break
        parts.append(line)
    return "V/v " + clean(" ".join(parts)).strip(" .;")


def _signature(lines: Sequence[str]) -> tuple[str, str]:
    """(name, post) of the first signature after the text, ("", "") where there is none."""
    for at in range(len(lines)):
        line = clean(lines[at])
        if len(line) > 60 or not (_SIGNED.match(line) or (_POSTS.match(line) and at > 8)):
            continue
        if _SIGNED.match(line):
            before = [clean(other) for other in lines[max(0, at - 4) : at] if clean(other)]
            post = next(
                (other for other in reversed(before) if _POSTS.match(other)), before[-1] if before else ""
            )
            name = next((clean(other) for other in lines[at + 1 : at + 4] if _is_person(clean(other))), "")
        else:
            posts, name = _below_post(lines, at)
            post = posts
        if name:
            return person_name(name), body_name(post)
    return "", ""


def _below_post(lines: Sequence[str], at: int) -> tuple[str, str]:
    """The last post and the name in the lines below a post line in capitals."""
    post = clean(lines[at])
    if not post.isupper():
        return "", ""
    for other in lines[at + 1 : at + 9]:
        line = clean(other)
        if not line or _RULE.match(line):
            continue
        if _POSTS.match(line):
            post = line
        elif _is_person(line):
            return post, line
        elif not line.startswith(("-", "(")) and not _RECIPIENTS.match(line) and len(line) > 60:
            break
    return "", ""


def _is_person(line: str) -> bool:
    parts = line.split()
    if not 2 <= len(parts) <= 6 or len(line) > 40 or any(map(str.isdigit, line)) or line[-1] in ";:.,":
        return False
    return all(part[0].isupper() for part in parts) and not _POSTS.match(line) and not line.isupper()


def _recipients(lines: Sequence[str]) -> tuple[str, ...]:
    for at, line in enumerate(lines):
        if _RECIPIENTS.match(clean(line)):
            found = []
            for other in lines[at + 1 : at + 25]:
                text = clean(other)
                if text.startswith(("-", "–", "+")):
                    found.append(text.strip("-–+ ;.,"))
                elif found and not text.startswith("("):
                    break
            return tuple(found)
    return ()
