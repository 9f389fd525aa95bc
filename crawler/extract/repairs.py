"""Mending of text that a file's fonts spoilt: letters dropped by a broken font map, lost blanks.

A PDF whose bold font maps no "H" prints "NGHỊ ĐỊNH" and gives "NG Ị ĐỊN". What the font
drops is learnt from the national motto, whose words are known, and put back only where
it makes a Vietnamese syllable out of what is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crawler.extract.plain import clean, folded
from crawler.legacy import is_syllable

_KNOWN = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "CHÍNH PHỦ",
    "THỦ TƯỚNG CHÍNH PHỦ",
    "NGHỊ ĐỊNH",
    "NGHỊ QUYẾT",
    "CHỈ THỊ",
    "KẾ HOẠCH",
    "THÔNG TƯ",
    "QUYẾT ĐỊNH",
    "QUY ĐỊNH CHUNG",
)
_HEAD = 30  # lines in which the known words are looked for
_MOST_LOST = 5  # letters that one known line may have lost


def mended(lines: Sequence[str]) -> tuple[list[str], str]:
    """The lines with lost capitals put back, and the letters that were lost, "" for none."""
    lost = _lost_letters(lines[:_HEAD])
    if not lost:
        return list(lines), ""
    return [_known(line) or _restored(line, lost) for line in lines], "".join(sorted(lost))


def _lost_letters(head: Sequence[str]) -> set[str]:
    """The letters that are missing in the motto, where a line is the motto but for a few of them."""
    lost: set[str] = set()
    for line in head:
        for known in _KNOWN[:2]:
            missing = _missing(line, known)
            if missing and len(missing) <= _MOST_LOST:
                lost.update(letter.upper() for letter in missing)
    return lost


def _known(line: str) -> str | None:
    """The known words that a line is with letters lost."""
    for known in _KNOWN:
        missing = _missing(line, known)
        if missing is not None and 0 < len(missing) <= _MOST_LOST and len(missing) < 0.6 * len(known):
            return known
    return None


def _missing(line: str, known: str) -> list[str] | None:
    """The letters of `known` that `line` lacks, None where it has others or in another order."""
    letters = [letter for letter in line if letter.isalpha()]
    if len(letters) < 4:
        return None
    missing: list[str] = []
    at = 0
    for letter in known:
        if not letter.isalpha():
            continue
        if at < len(letters) and letters[at] == letter:
            at += 1
        else:
            missing.append(letter)
    return missing if at == len(letters) else None


def _restored(line: str, lost: set[str]) -> str:
    """A line in capitals with the lost letters put back where that makes syllables."""
    letters = [letter for letter in line if letter.isalpha()]
    if not letters or sum(map(str.isupper, letters)) < 0.9 * len(letters):
        return line
    parts = line.split()
    mended_parts: list[str] = []
    at = 0
    while at < len(parts):
        word = parts[at]
        follow = parts[at + 1] if at + 1 < len(parts) else ""
        if not word.isalpha() or (is_syllable(word) and not _orphan(follow)):
            mended_parts.append(word)
            at += 1
            continue
        joined = next(
            (word + letter + follow for letter in lost if follow and is_syllable(word + letter + follow)), ""
        )
        if joined and not is_syllable(word):
            mended_parts.append(joined)
            at += 2
            continue
        alone = [word + letter for letter in lost if not is_syllable(word) and is_syllable(word + letter)]
        mended_parts.append(alone[0] if alone else word)
        at += 1
    return " ".join(mended_parts)


def _orphan(word: str) -> bool:
    """Whether a word is the rest of one: spelled like no syllable."""
    return word.isalpha() and len(word) == 1 and not is_syllable(word)


def as_in_text(name: str, text: str) -> str:
    """A name read from a head in capitals, spelled the way the text below spells it most often.

    Letters and digits are compared without marks, case and blanks, for those are what a
    recogniser loses: "Phong kinh tế" is the "Phòng Kinh tế" that a scanned letter goes on about.
    """
    wanted = folded(name)
    letters, places = [], []
    for place, letter in enumerate(text):
        bare = folded(letter)
        letters.append(bare)
        places += [place] * len(bare)
    joined = "".join(letters)
    spellings: Counter[str] = Counter()
    at = joined.find(wanted) if wanted else -1
    while at >= 0:
        start, last = places[at], places[at + len(wanted) - 1]
        alone = not text[start - 1 : start].isalnum() and not text[last + 1 : last + 2].isalnum()
        found = clean(text[start : last + 1])
        if alone and found[0].isupper() and not found.isupper():
            spellings[found] += 1
        at = joined.find(wanted, at + 1)
    return spellings.most_common(1)[0][0] if spellings else name


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines of a page as paragraphs: a line that does not end a sentence goes on in the next.

    A line that opens an article, a point, a chapter or a list item begins a paragraph, and
    page numbers on lines of their own are left out.
    """
    longest = max((len(line) for line in lines), default=0)
    found: list[str] = []
    for line in lines:
        if not line or re.fullmatch(r"[-–— ]*\d{1,4}[-–— ]*", line):
            if found and line == "":
                found.append("")
            continue
        if found and found[-1] and _goes_on(found[-1], line, longest):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return [one for one in found if one]


_OPENS = re.compile(
    r"(?i)^(?:điều \d|chương [ivxl\d]|mục \d|phần (?:thứ|[ivx\d])|phụ lục|khoản \d|\d{1,3}[.)]|"
    r"\d{1,2}\.\d|[a-zđ]\)|[-–+•*] |căn cứ|theo đề nghị|nơi nhận|kính gửi|số ?:|[ivx]{1,5}\. )"
)


def _goes_on(before: str, line: str, longest: int) -> bool:
    if _OPENS.match(line) or before[-1] in ".;:!?" or before.isupper() != line.isupper():
        return False
    last = before[-longest:] if longest else before
    return line[0].islower() or len(last) >= 0.6 * longest or before[-1] == ","
