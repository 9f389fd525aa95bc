"""What one piece of text counts as in the index: its exact key and its folded key.

Both sides of a search, indexing and asking, make their keys here and nowhere else. A key
never leaves the index: what is stored and shown keeps its own spelling and offsets.

The exact key forgets what a reader would not call a difference: Unicode form, case, where
in the syllable the tone mark stands (hòa, hoà), look-alike letters (Ð for Đ, Cyrillic а),
invisible characters, the apostrophe in a name (H'Mông, H’Mông, HMông). The folded key
forgets the Vietnamese marks too. A piece is a run of letters or a run of digits, so that
"QL14", "QL 14" and "QL.14" are the same run of pieces.

Sources: placement of tone marks, Quyết định 240/QĐ of 5 March 1984 and the older usage;
look-alikes, Unicode Technical Standard 39; case folding, Unicode Standard 3.13.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from typing import NamedTuple

LONGEST_KEY = 64
"""Characters; what is longer is cut, on both sides, so no run of letters can swell the index."""

CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""Capital letters of Vietnamese in NFC, for a class of a pattern; any range of Unicode has small ones too."""

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_APOSTROPHES = "'`´‘’‛′＇ʹʻʼʽˈ"
_RAISED_DIGITS = "¹²³⁰⁴-⁹₀-₉"
_LETTER = rf"[^\W\d_ʹʻʼʽˈ{_RAISED_DIGITS}]"
_DIGIT = rf"[\d{_RAISED_DIGITS}]"
_GOES_ON = rf"(?:{_LETTER}|[{_MARKS}]|[{_INVISIBLE}]++(?={_LETTER}|[{_MARKS}]))*+"

PIECE = re.compile(
    # An apostrophe joins only after one to three letters (H'Mông, Bh'noong, O'Brien); after
    # more it is a quotation mark that lost its space.
    rf"(?:{_LETTER}[{_MARKS}{_INVISIBLE}]*+){{1,3}}+[{_APOSTROPHES}]{_LETTER}{_GOES_ON}"
    rf"|{_LETTER}{_GOES_ON}"
    rf"|{_DIGIT}(?:{_DIGIT}|[{_INVISIBLE}]++(?={_DIGIT}))*+"
)
"""One piece. Every quantifier is possessive, so a text is read in one pass without going back."""

APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_QUALITIES = "\u0302\u0306\u031b"  # â ê ô, ă, ơ ư
_VOWELS = "aeiouy"
_DROPPED = re.compile(rf"[{_INVISIBLE}{_APOSTROPHES}\u034f]|[^\w{_MARKS}]")

# Applied to lower-case, decomposed text; й and ё are safe because they are decomposed too.
_LOOK_ALIKES = str.maketrans(
    {"ð": "đ", "ɖ": "đ", "ƣ": "u\u031b", "ı": "i", "ɑ": "a", "ɡ": "g", "\u0340": "\u0300", "\u0341": "\u0301"}
    | dict(zip("авекмнорстухіѕјһԁ", "abekmhopctyxisjhd", strict=True))  # Cyrillic
    | dict(zip("αικορτυχ", "aikoptyx", strict=True))  # Greek, but for those used as symbols
)


class Forms(NamedTuple):
    """The two keys of a piece; equal when it bears no Vietnamese mark."""

    exact: str
    folded: str


class _FormsByPiece(dict[str, Forms]):
    """Distinct piece -> its keys; a language has few syllables, so nearly every look-up hits."""

    LIMIT = 400_000

    def __missing__(self, piece: str) -> Forms:
        forms = _forms(piece)
        if len(self) >= self.LIMIT:
            self.clear()
        if len(piece) <= LONGEST_KEY:
            self[piece] = forms
        return forms


FORMS = _FormsByPiece()
"""`FORMS[piece]` is the `Forms` of a piece as `PIECE` finds it."""


class _FormsByChunk(dict[str, tuple[Forms, ...]]):
    """Distinct run without white space -> the keys of its pieces; no piece holds white space."""

    LIMIT = 400_000

    def __missing__(self, chunk: str) -> tuple[Forms, ...]:
        forms = tuple([FORMS[piece] for piece in PIECE.findall(chunk)])
        if len(self) >= self.LIMIT:
            self.clear()
        if len(chunk) <= LONGEST_KEY:
            self[chunk] = forms
        return forms


CHUNKS = _FormsByChunk()
"""`CHUNKS[chunk]` is the `Forms` of every piece of a run without white space, in order."""


def forms_of(text: str) -> list[Forms]:
    """The keys of every piece of `text` in order; three times as fast as finding the pieces."""
    return list(chain.from_iterable(map(CHUNKS.__getitem__, text.split())))


def pieces(text: str) -> list[str]:
    """The pieces of `text` as written, in order."""
    return PIECE.findall(text)


def exact_key(text: str) -> str:
    """The exact key of a piece; of several pieces their keys, a space between."""
    return " ".join([forms.exact for forms in forms_of(text)])


def folded_key(text: str) -> str:
    """The key without marks of a piece ("Đường" -> "duong"); of several, a space between."""
    return " ".join([forms.folded for forms in forms_of(text)])


def has_marks(text: str) -> bool:
    """Whether any piece bears a Vietnamese mark (a tone, â ă ê ô ơ ư or đ)."""
    return any(exact != folded for exact, folded in forms_of(text))


def parts_of_name(piece: str) -> list[str]:
    """What an apostrophe joins in a piece ("H'Mông": "H", "Mông"); [] without one."""
    parts = [part for part in APOSTROPHE.split(piece) if PIECE.fullmatch(part)]
    return parts if len(parts) > 1 else []


_I_OR_Y = re.compile(r"(?:(?:h|k|l|m|s|t|v)(?P<open>[iy])|qu(?P<glide>[iy])(?:|t|nh|ch|n|p))")
_OTHER = {"i": "y", "y": "i"}


def variants(exact: str) -> tuple[str, ...]:
    """Other spellings of an exact key that mean the same: lý, lí; kỹ, kĩ; Mỹ, Mĩ; quý, quí.

    Usage wavers only where the vowel ends the syllable after h, k, l, m, s, t, v, and after
    qu; ai and ay, ui and uy are different vowels and have no variants.
    """
    letters = unicodedata.normalize("NFD", exact)
    tone = "".join(c for c in letters if c in _TONES)
    bare = "".join(c for c in letters if c not in _TONES)
    found = _I_OR_Y.fullmatch(bare)
    if found is None or len(tone) > 1:
        return ()
    at = max(found.start("open"), found.start("glide"))
    return (unicodedata.normalize("NFC", bare[:at] + _OTHER[bare[at]] + tone + bare[at + 1 :]),)


def _forms(piece: str) -> Forms:
    if piece.isascii():
        key = piece.lower().replace("'", "").replace("`", "")[:LONGEST_KEY]
        return Forms(key, key)
    # A letter is at most three characters when decomposed; a key's worth of them is enough.
    head = piece[: 8 * LONGEST_KEY]
    folded_case = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", head).casefold())
    letters = _letters(_DROPPED.sub("", folded_case.translate(_LOOK_ALIKES)))
    _place_tone(letters)
    exact = unicodedata.normalize("NFC", "".join(["".join(letter) for letter in letters]))
    folded = "".join([letter[0] for letter in letters]).replace("đ", "d")
    if not exact:
        exact = folded = piece.casefold()
    return Forms(exact[:LONGEST_KEY], folded[:LONGEST_KEY])


def _letters(decomposed: str) -> list[list[str]]:
    """[base, quality, tone, other marks] of each letter, whatever order its marks came in."""
    letters: list[list[str]] = []
    for char in decomposed:
        if not unicodedata.combining(char) or not letters:
            letters.append([char, "", "", ""])
            continue
        letter = letters[-1]
        if letter[0] == "a" and char == "\u030c":  # ǎ, typed for ă
            char = "\u0306"
        if char in _TONES and letter[0] in _VOWELS and not letter[2]:
            letter[2] = char
        elif char in _QUALITIES and not letter[1]:
            letter[1] = char
        else:
            letter[3] += char
    return letters


def _place_tone(letters: list[list[str]]) -> None:
    """Move a syllable's one tone mark to where the older usage writes it (hòa, thúy, già).

    What is not shaped like a Vietnamese syllable (one run of vowels, one tone) is left alone.
    """
    toned = [at for at, letter in enumerate(letters) if letter[2]]
    vowels = [at for at, letter in enumerate(letters) if letter[0] in _VOWELS]
    if len(toned) != 1 or vowels[-1] - vowels[0] != len(vowels) - 1:
        return
    before = letters[vowels[0] - 1][0] if vowels[0] else ""
    if len(vowels) > 1 and before + letters[vowels[0]][0] in ("qu", "gi"):
        vowels = vowels[1:]  # the u of qu and the i of gi belong to the consonant
    if len(vowels) > 3:
        return
    qualified = [at for at in vowels if letters[at][1]]
    closed = vowels[-1] < len(letters) - 1
    if qualified:
        place = qualified[-1]
    elif len(vowels) == 2 and not closed:
        place = vowels[0]
    else:
        place = vowels[min(1, len(vowels) - 1)]
    tone = letters[toned[0]][2]
    letters[toned[0]][2] = ""
    letters[place][2] = tone
