"""Given names that stand alone, told by the words around them: "…, Hùng khai", "gặp Mạnh rủ", "với Ch.".

What is found here is found again in the whole text (`index.entities.persons.names_again`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from index.entities.capitals import given_names
from index.entities.lexicon import cues
from index.entities.persons.person import ALSO_COUNTRIES, Persons
from index.entities.persons.titles import STARTERS
from index.entities.pieces import Pieces
from index.entities.places.place import Places
from index.entities.syllables import ONSETS

PERSON_VERBS = cues("person_verbs")
_TELLING = cues("telling_verbs")
_BEFORE = cues("before_persons")
_NEVER = cues("never_alone")
_SEEN = cues("in_pictures")
QUOTES = (['"'], ["“"], ["”"], ["'"], ["‘"], ["’"])


class LoneNames:
    """Reads them out of the pieces of one text, once the walk has gathered its persons."""

    def __init__(self, pieces: Pieces, places: Places, persons: Persons) -> None:
        self._pieces = pieces
        self._places = places
        self._persons = persons
        self._given = given_names()

    def told(self, capitals: Sequence[int]) -> set[str]:
        """Keys of the given names among `capitals` (pieces) that the text tells to be persons."""
        found = {self._pieces.keys[at] for at in capitals if self._acting(at) or self.nicknamed(at)}
        for at in capitals:
            found.update(self._paired(at))
        return found | self._repeated(capitals)

    def letters(self, at: int) -> bool:
        """Whether letters at `at` are all that is left of a name: "đi cùng Ch.", "dừng cho T. đi"."""
        pieces, keys = self._pieces, self._pieces.keys
        key = keys[at]
        if key not in ONSETS and len(key) != 1:
            return False
        if keys[at + 1 : at + 2] != ["."] or not pieces.glued(at + 1) or keys[at - 1] not in _BEFORE:
            return False
        after = at + 2
        if after >= len(pieces) or pieces.shapes[after] == "n":
            return True
        if pieces.glued(after) or pieces.shapes[after] in "CUd":
            return False
        return len(key) > 1 or keys[after] in PERSON_VERBS

    def _lone(self, at: int) -> bool:
        """Whether a given name stands alone within a sentence, no part of a name or word."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[at] not in self._given or keys[at] in _NEVER or keys[at] in ALSO_COUNTRIES or at == 0:
            return False
        follows = pieces.is_capital(at - 1) and keys[at - 1] not in STARTERS
        if follows or pieces.is_capital(at + 1) or pieces.heading[at] or len(keys[at]) < 3:
            return False
        if pieces.begins_sentence(at) or self._persons.begins_word(at, strict=True):
            return False
        return self._places.bare(at) is None

    def _acting(self, at: int) -> bool:
        """As in "…, Hùng khai", "để Toàn học": between what leads to a person and what one does."""
        pieces, keys = self._pieces, self._pieces.keys
        if at + 1 >= len(keys) or pieces.shapes[at + 1] != "l" or not self._lone(at):
            return False
        if keys[at - 1] == ",":
            return keys[at + 1] in _TELLING
        return keys[at - 1] in _BEFORE and keys[at + 1] in PERSON_VERBS

    def _repeated(self, capitals: Sequence[int]) -> set[str]:
        """Keys of given names alone that come more than once, one of them beside what is said of a person."""
        keys = self._pieces.keys
        alone: dict[str, list[int]] = defaultdict(list)
        for at in capitals:
            if self._lone(at):
                alone[keys[at]].append(at)
        return {
            key
            for key, places in alone.items()
            if len(places) > 1
            and any(keys[at - 1] in _BEFORE or keys[at + 1 : at + 2] == ["khai"] for at in places)
            and any(at + 1 < len(keys) and keys[at + 1] in PERSON_VERBS for at in places)
        }

    def nicknamed(self, at: int) -> bool:
        """As in "Hùng “sẹo”": a given name before a name in quotes."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[at] not in self._given or keys[at + 1 : at + 2] not in QUOTES or pieces.is_capital(at - 1):
            return False
        closing = at + 2
        while pieces.shapes[closing : closing + 1] == "l" and closing < at + 5:
            closing += 1
        return closing > at + 2 and keys[closing : closing + 1] in QUOTES

    def _paired(self, at: int) -> tuple[str, ...]:
        """Keys of both names of "Ánh và Thuận đã bỏ trốn", "Chương và Cương (trái sang phải)"."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[at + 1 : at + 2] != ["và"] or pieces.shapes[at + 2 : at + 3] != "C":
            return ()
        if pieces.is_capital(at - 1) or pieces.is_capital(at + 3) or at + 4 >= len(keys):
            return ()
        both = (keys[at], keys[at + 2])
        named = all(key in self._given and len(key) > 1 and key not in ALSO_COUNTRIES for key in both)
        acting = keys[at + 3] in PERSON_VERBS and pieces.shapes[at + 3] == "l"
        pictured = keys[at + 3] == "(" and keys[at + 4] in _SEEN
        return both if named and (acting or pictured) and not self._persons.begins_word(at + 2) else ()
