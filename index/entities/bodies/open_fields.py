"""Fields of work no list holds: "Trung tâm giám định pháp y" tỉnh Hà Nam, "Viện Nghiên cứu cây ăn quả".

A name goes on through small words until something closes it: a local qualifier, a parent body, a
bracket, punctuation, or a word that begins what is said of the body. Such words are a list
(`ends_field` in data/cues.toml): verbs of the press, adverbs, prepositions, words for times.
"""

from __future__ import annotations

from collections.abc import Callable

from index.entities.bodies.fields import enders
from index.entities.bodies.heads import heads
from index.entities.dictionary import LONGEST_WORD, compounds
from index.entities.lexicon import cues
from index.entities.pieces import Pieces
from index.entities.places.place import PLURALS, Places

_NEED_OBJECT = cues("need_object")
_NEVER_INSIDE = cues("never_inside") | cues("task_ends")
_ADMINISTRATIVE = frozenset({"province", "city", "district", "commune", "hamlet"})
_WARDED = frozenset({"bệnh", "bv", "trường", "đại", "đh", "học", "viện"})
"""First syllables of the heads of what has wards and faculties."""
_NEVER_FIRST = frozenset({"của", "là", "có", "ở", "tại", "từ", "đến", "để", "với", "do", "thuộc", "nằm"})
"""Not even in a word of the dictionary: "của ông", "thuộc địa phận"."""
_LONGEST = 9
_LONGEST_ALONE = 4
"""Small words: with something that closes the name for sure, and without."""
_FIELDS_TOO = frozenset({"doanh nghiệp", "ngân hàng", "thư viện", "bảo tàng", "hợp tác xã"})
"""Heads that are fields of other bodies: "Cục Phát triển doanh nghiệp"."""
_OF = frozenset({"thuộc", "của", "trực"})


class OpenFields:
    """Reads such fields out of the pieces of one text."""

    def __init__(
        self,
        pieces: Pieces,
        places: Places,
        is_head: Callable[[int], bool],
        known: Callable[[int], int | None],
    ) -> None:
        """Args: known: index after a word at a piece that stands in names of bodies, None for others."""
        self._heads = heads()
        self._pieces = pieces
        self._places = places
        self._is_head = is_head
        self._known = known
        self._enders = enders()

    def tail(self, i: int) -> int:
        """Index after the small words at `i` that end a field begun in capitals: "Ca nhạc" "nhẹ"."""
        pieces = self._pieces
        joins = pieces.keys[i : i + 1] == ["và"]
        first = i + 1 if joins else i
        if joins and not (pieces.shapes[first : first + 1] == "l" and self._known(first)):
            return i
        end = self._small_words(first)
        if end == first or (end - first > _LONGEST_ALONE and not self._closed(end)):
            return i
        return end

    def small(self, i: int) -> int:
        """Index after a field in small letters behind a head in capitals; `i` when none is sure.

        What closes it must be sure: a local qualifier, a parent, a bracket, "thuộc". It begins with what
        such a body does to something: "bảo tồn voi", "giám định pháp y".
        """
        pieces, keys = self._pieces, self._pieces.keys
        if " ".join(keys[i : i + 2]) not in _NEED_OBJECT or pieces.shapes[i : i + 2] != "ll":
            return i
        end = self._small_words(i + 2)
        return end if end > i + 2 and self._closed(end) else i

    def trade(self, i: int, of_firm: bool) -> int | None:
        """Index after small words at `i` that say what a body does, up to the capital or place that names it.

        None where a word in between begins something else: "khai thác đá" Hòn Thị, but "cho biết" Ông Nam.

        Args: of_firm: a legal form stands before, which no name ends in: verbs are what the firm does.
        """
        pieces, keys, shapes = self._pieces, self._pieces.keys, self._pieces.shapes
        end = i
        while end < len(pieces) and end - i < _LONGEST and shapes[end] == "l":
            if keys[end] == "và" and end > i:
                end += 1
                continue
            unit = self._places.unit(end)
            if unit is not None and unit[1] in _ADMINISTRATIVE:
                return end if end > i and self._places.place(end) is not None else None
            known = self._known(end)
            other = keys[end - 1] == "và" and self._enders.longest(keys, end) is not None
            if known is not None and set(shapes[end:known]) == {"l"} and (not other or of_firm):
                end = known
                continue
            word = self._word(end)
            works = keys[end - 1] == "và" and " ".join(keys[end:word]) in _NEED_OBJECT
            if keys[end] in PLURALS or (not works and self._says(end, word, of_firm)):
                return None
            end = word
        return end if end > i and pieces.is_capital(end) else None

    def ward(self, i: int) -> int | None:
        """Index of the hospital or school behind the field of its ward at `i`: "gây mê" "bệnh viện"."""
        pieces, keys = self._pieces, self._pieces.keys
        end = i
        while end < len(pieces) and end - i < _LONGEST and pieces.shapes[end] in "lC":
            if keys[end] in _WARDED and self._is_head(end):
                return end if end > i else None
            said = self._enders.longest(keys, end) if pieces.shapes[end] == "l" else None
            if keys[end] in PLURALS or (said is not None and said[0] == end + 1 == self._word(end)):
                return None
            end += 1
        return None

    def _says(self, at: int, word: int, of_firm: bool) -> bool:
        """Whether the word from `at` to `word` begins what is said of the body."""
        keys = self._pieces.keys
        if keys[at] in _NEVER_FIRST or (word == at + 1 and keys[at] in _NEVER_INSIDE):
            return True
        found = self._enders.longest(keys, at)
        return not of_firm and keys[at] != "nhà" and found is not None and found[0] >= min(word, at + 2)

    def _small_words(self, i: int) -> int:
        """Index after words none of which begins what is said of the body, "và" between."""
        pieces, keys, shapes = self._pieces, self._pieces.keys, self._pieces.shapes
        end = i
        while end < len(pieces) and end - i < _LONGEST:
            at = end + 1 if end > i and keys[end] == "và" else end
            if (
                at >= len(pieces)
                or shapes[at] != "l"
                or keys[at] in PLURALS
                or self._enders.longest(keys, at)
            ):
                break
            word = self._word(at)
            if self._begins_other(at, word):
                break
            if word == at + 1 and not (self._ends(word) or self._known(at)):
                break
            end = word
        return end

    def _begins_other(self, at: int, word: int) -> bool:
        """Whether the word from `at` to `word` is one for a place or a body: "thành phố", "bệnh viện"."""
        if " ".join(self._pieces.keys[at:word]) in _FIELDS_TOO:
            return self._pieces.keys[at - 1] == "và"
        unit = self._places.unit(at)
        head = self._heads.longest(self._pieces.keys, at)
        return (unit is not None and unit[0] >= word) or (head is not None and head[0] >= word)

    def _word(self, at: int) -> int:
        """Index after the longest word of the dictionary at `at`."""
        for end in range(min(at + LONGEST_WORD, len(self._pieces)), at + 1, -1):
            small = set(self._pieces.shapes[at:end]) == {"l"}
            if small and " ".join(self._pieces.keys[at:end]) in compounds():
                return end
        return at + 1

    def _ends(self, end: int) -> bool:
        """Whether the name surely ends here."""
        return end >= len(self._pieces) or self._pieces.shapes[end] in "pn" or self._closed(end)

    def _closed(self, end: int) -> bool:
        pieces, keys = self._pieces, self._pieces.keys
        if end >= len(pieces):
            return False
        if keys[end] in _OF or keys[end] == "(":
            return True
        if pieces.is_capital(end):
            return self._is_head(end) or self._places.bare(end) is not None
        return self._places.place(end) is not None
