"""Text set in pre-Unicode Vietnamese fonts: TCVN3 (ABC) and VNI, recognised and converted.

Such text looks right only in its font; read as Latin it is "Céng hßa" (TCVN3) or
"Coäng hoøa" (VNI). A conversion is made only where it turns words that are no Vietnamese
into words that are, and its certainty is told.

Source: TCVN 5712:1993, third set (VN3); the VNI-Windows table of the VNI fonts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_TCVN3_SMALL = (
    "¸áµà¶ả·ã¹ạ¨ă¾ắ»ằ¼ẳ½ẵÆặ©âÊấÇầÈẩÉẫËậ®đÐéÌèÎẻÏẽÑẹªêÕếÒềÓểÔễÖệÝí×ìØỉÜĩÞị"
    "ãóßòáỏâõäọ«ôèốåồæổçỗéộ¬ơíớêờëởìỡîợóúïùñủòũôụ\xadưøứõừöử÷ữùựýýúỳûỷüỹþỵ"
)
_TCVN3_CAPITAL = "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ"
_TCVN3 = {
    ord(pairs[at]): pairs[at + 1]
    for pairs in (_TCVN3_SMALL, _TCVN3_CAPITAL)
    for at in range(0, len(pairs), 2)
}

# A VNI letter is a base letter followed by a letter that draws the marks.
_VNI_MARKS = {
    "a": "ùáøàûảõãïạêăéắèằúẳüẵëặââáấàầåẩãẫäậ",
    "e": "ùéøèûẻõẽïẹâêáếàềåểãễäệ",
    "o": "ùóøòûỏõõïọâôáốàồåổãỗäộ",
    "ô": "ùớøờûởõỡïợ",
    "u": "ùúøùûủõũïụ",
    "ö": "ùứøừûửõữïự",
    "y": "ùýøỳûỷõỹ",
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}


def _vni_table() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for base, marks in _VNI_MARKS.items():
        for at in range(0, len(marks), 2):
            mark, letter = marks[at], marks[at + 1]
            table[base + mark] = letter
            table[base.upper() + mark.upper()] = letter.upper()
            table[base.upper() + mark] = letter.upper()
    for single, letter in _VNI_SINGLE.items():
        table[single] = letter
        table[single.upper()] = letter.upper()
    return table


_VNI = _vni_table()
_VNI_PIECE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
# A run of signs is tried from its first one only: tried from each, a line of dashes would cost its square.
_WORD = re.compile(r"[^\W\d_]+(?:\xad[^\W\d_]*)*|(?<![^\s\w\xad])[^\s\w]*[¡-ÿ][^\s]*")

_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_NUCLEUS = (
    r"(?:iêu|yêu|ươi|ươu|uôi|oai|oay|oeo|uya|uyê|uây|oao|ia|iê|yê|ua|uô|ưa|ươ|ai|ao|au|ay|âu|ây|eo|êu|iu|oa|oă|oe"
    r"|oi|ôi|ơi|ơu|ui|uê|uy|uâ|uơ|ưi|ưu|oo|uyu|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}(?:ch|ng|nh|[ckmnpt])?")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


@dataclass(frozen=True, slots=True)
class Converted:
    """A text out of its legacy layout."""

    text: str  # NFC
    layout: str  # "tcvn3" or "vni"
    certainty: float  # 0 to 1: share of the marked words that became Vietnamese


def is_syllable(word: str) -> bool:
    """Whether `word` is spelled like one Vietnamese syllable, whatever its case."""
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))
    tones = sum(
        char in "\u0300\u0301\u0303\u0309\u0323" for char in unicodedata.normalize("NFD", word.lower())
    )
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def vietnamese_share(text: str) -> tuple[float, int]:
    """(share of Vietnamese syllables among the words with marks, number of such words)."""
    marked = [word for word in _WORD.findall(text) if any(ord(char) > 127 for char in word)]
    if not marked:
        return 0.0, 0
    return sum(is_syllable(word) for word in marked) / len(marked), len(marked)


def from_tcvn3(text: str) -> str:
    """Letters of the TCVN3 layout, read as Latin-1, as Unicode."""
    return unicodedata.normalize("NFC", text.translate(_TCVN3))


def from_vni(text: str) -> str:
    """Letters of the VNI-Windows layout, read as Windows-1252, as Unicode."""
    return unicodedata.normalize("NFC", _VNI_PIECE.sub(lambda found: _VNI[found.group()], text))


def out_of_legacy(text: str) -> Converted | None:
    """`text` converted, when it is set in TCVN3 or VNI; None when it is not, or too little to tell.

    Unicode text is never touched: its own words must be mostly no Vietnamese, and the
    converted ones mostly Vietnamese and at least twice as good.
    """
    sample = unicodedata.normalize("NFC", text[:20_000])
    own, words = vietnamese_share(sample)
    if words < 3 or own > 0.6:
        return None
    best: Converted | None = None
    for layout, convert in (("tcvn3", from_tcvn3), ("vni", from_vni)):
        share, _ = vietnamese_share(convert(sample))
        if share >= 0.8 and share >= 2 * own and (best is None or share > best.certainty):
            best = Converted(convert(unicodedata.normalize("NFC", text)), layout, share)
    return best
