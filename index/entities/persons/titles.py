"""Titles before persons' names: honours, callings, kinship, offices, bylines."""

from __future__ import annotations

from functools import cache

from index.entities.capitals import surnames
from index.entities.dictionary import compounds
from index.entities.lexicon import Phrases, cues, word_list
from index.entities.pieces import Pieces
from index.entities.syllables import SYLLABLE

BYLINES = frozenset({"ảnh", "bài", "tin", "video", "clip"})
KINSHIP = cues("kinship")
STARTERS = cues("sentence_starters")


@cache
def honorifics() -> Phrases:
    """What stands before a name of any length."""
    return Phrases({entry: entry for entry in word_list("honorifics.txt")})


@cache
def posts() -> Phrases:
    """Offices that stand before a full name."""
    return Phrases({entry: entry for entry in word_list("posts.txt")})


@cache
def title_words() -> frozenset[str]:
    """Keys a title or byline can begin with."""
    return honorifics().first_keys() | posts().first_keys() | BYLINES | {"tức"}


class Titles:
    """Reads titles out of the pieces of one text."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._honorifics = honorifics()
        self._posts = posts()
        self._surnames = surnames()

    def is_post(self, at: int) -> bool:
        """Whether an office begins at `at`."""
        return self._posts.longest(self._pieces.keys, at) is not None

    def title(self, at: int) -> tuple[int, bool] | None:
        """(index after, whether a single name may follow) of the title at `at`."""
        keys = self._pieces.keys
        if keys[at] in BYLINES and at + 2 < len(keys) and keys[at + 1] == ":":
            return at + 2, self._pieces.keys[at + 3 : at + 4] == ["."] and self._pieces.glued(at + 3)
        if self._ends_word(at):
            return None
        if keys[at] == "tức" and keys[at - 1 : at] == ["("] and self._pieces.is_capital(at + 1):
            return at + 1, True  # "Giàng A Chu (tức Tủa)"
        honorific = self._honorifics.longest(keys, at)
        post = self._posts.longest(keys, at)
        if honorific is None and post is None:
            return None
        if post is None or (honorific is not None and honorific[0] >= post[0]):
            assert honorific is not None
            end, single = honorific[0], True
        else:
            end, single = post[0], False
        shortened = len(keys[end - 1]) <= 3 and (
            keys[end : end + 1] == [":"] or not SYLLABLE.match(keys[end - 1])
        )
        if end < len(keys) and keys[end] in ".:" and self._pieces.glued(end) and shortened:
            end += 1
        end = self._second_honorific(end)
        if self._called(end) or (keys[end : end + 1] == [":"] and self._called(end + 1)):
            end += 1 if keys[end] in KINSHIP else 2  # "Nguyên đơn: Ông Đào Văn S"
            single = True
        return end, single

    def _second_honorific(self, end: int) -> int:
        """Index after an honour in capitals that follows a calling: "nhà sư" "Đại Đức" Thích Thanh An."""
        found = self._honorifics.longest(self._pieces.keys, end) if self._pieces.is_capital(end) else None
        leads = found is not None and found[0] - end > 1 and self._pieces.is_capital(found[0])
        return found[0] if found is not None and leads else end

    def _called(self, at: int) -> bool:
        """Whether a calling with a capital stands before a family name: "Ông Đào", "Bà Lò"."""
        pieces, keys = self._pieces, self._pieces.keys
        if at + 1 >= len(pieces) or pieces.shapes[at] != "C" or keys[at] not in KINSHIP:
            return False
        return pieces.is_capital(at + 1) and (keys[at + 1] in self._surnames or len(keys[at + 1]) == 1)

    def _ends_word(self, at: int) -> bool:
        """As in "Công bố Nghị quyết": the syllable ends a word and is no title."""
        pieces, keys = self._pieces, self._pieces.keys
        if at == 0 or pieces.shapes[at] != "l" or not pieces.is_capital(at + 1) or keys[at - 1] in STARTERS:
            return False
        return f"{keys[at - 1]} {keys[at]}" in compounds()
