"""Every Vietnamese syllable that letters without marks may stand for.

Source: the rimes of standard Vietnamese as in Đoàn Thiện Thuật, Ngữ âm tiếng Việt (1977), in
writing; consonants are taken as they come, so syllables of other languages here (Kpă, Chư
Păh) are spelt out too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from index.text.keys import exact_key

# Vowels without marks -> what they are written for, without tone.
_VOWELS = {
    "a": "a ă â", "e": "e ê", "i": "i", "o": "o ô ơ", "u": "u ư", "y": "y",
    "ai": "ai", "ao": "ao", "au": "au âu", "ay": "ay ây", "eo": "eo", "eu": "eu êu", "ia": "ia",
    "ie": "iê", "iu": "iu", "oa": "oa oă", "oe": "oe", "oi": "oi ôi ơi", "oo": "oo", "ua": "ua ưa uâ",
    "ue": "uê", "ui": "ui ưi", "uo": "uô ươ uơ", "uu": "ưu", "uy": "uy", "ye": "yê",
    "ieu": "iêu", "oai": "oai", "oao": "oao", "oay": "oay", "oeo": "oeo", "uay": "uây", "uoi": "uôi ươi",
    "uou": "ươu", "uya": "uya", "uye": "uyê", "uyu": "uyu", "yeu": "yêu",
}  # fmt: skip
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_MOST_STROKES = 3  # letters of an abbreviation that may be đ
_SYLLABLE = re.compile(
    r"(?P<onset>qu(?=[aeioy])|gi(?=[aeou])|[b-df-hj-np-tv-xz]*)"
    r"(?P<vowels>[aeiouy]+)(?P<coda>[b-df-hj-np-tv-xz]*)"
)


@lru_cache(maxsize=20_000)
def spellings(folded: str) -> tuple[str, ...]:
    """The exact keys whose folded key is `folded`, as far as they are syllables; itself first.

    "duong" gives duong, dường, đường, dương …; an abbreviation is spelt with đ ("hdnd": hđnd).
    """
    found = _SYLLABLE.fullmatch(folded)
    if found is None:
        return _with_stroke(folded)
    onsets = ("d", "đ") if found["onset"] == "d" else (found["onset"],)
    toned = [
        exact_key(onset + unicodedata.normalize("NFC", vowels + tone) + found["coda"])
        for onset in onsets
        for vowels in _VOWELS.get(found["vowels"], found["vowels"]).split()
        for tone in _TONES
    ]
    return tuple(dict.fromkeys((folded, *toned)))


def _with_stroke(folded: str) -> tuple[str, ...]:
    if not folded.isalpha() or not 0 < folded.count("d") <= _MOST_STROKES:
        return (folded,)
    choices = [("d", "đ") if letter == "d" else (letter,) for letter in folded]
    return tuple("".join(letters) for letters in product(*choices))
