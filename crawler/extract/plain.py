"""Text as it is kept: NFC, no invisible characters, white space collapsed."""

from __future__ import annotations

import html
import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
# Letters that fonts and old input methods put in the place of a Vietnamese one.
_REPAIRED = str.maketrans({"Ɖ": "Đ", "Ð": "Đ", "ɖ": "đ", "ð": "đ", "ƣ": "ư", "Ƣ": "Ư"})
_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LETTERS = re.compile(r"[^\W\d_]+")


def clean(text: str) -> str:
    """One line of `text`: NFC, look-alike letters repaired, invisible characters gone, blanks single."""
    if not text.isascii():
        text = text.translate(_INVISIBLE).translate(_REPAIRED)
        text = unicodedata.normalize("NFC", text)
    return " ".join(_CONTROL.sub(" ", text).split())


def is_binary(text: str) -> bool:
    """Whether what was decoded is no text: control and replacement characters are more than rare in it."""
    head = text[:4000]
    return len(_CONTROL.findall(head)) + head.count("\ufffd") > 0.02 * len(head) + 2


def unescaped(text: str) -> str:
    """`text` with entities resolved, however often a site escaped them (`&amp;#7871;`)."""
    for _ in range(3):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def folded(text: str) -> str:
    """`text` for comparing what two places of a page say: letters and digits only, no marks, no case."""
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(character for character in bare if character.isalnum())


def words(text: str) -> list[str]:
    """The words of `text` in order: runs of letters."""
    return _LETTERS.findall(text)


def vocabulary(text: str) -> frozenset[str]:
    """The words written in `text` as a set; word lists in this room are kept this way."""
    return frozenset(text.split())
