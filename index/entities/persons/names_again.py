"""Given names that stand alone where the same text holds the full or titled name; highland names in lists."""

from __future__ import annotations

from index.entities.capitals import capital_run, given_names, surnames
from index.entities.dictionary import compounds
from index.entities.lexicon import cues
from index.entities.persons.highland import begins_with_sex
from index.entities.persons.lone_names import PERSON_VERBS, QUOTES, LoneNames
from index.entities.persons.person import ALSO_COUNTRIES, Persons
from index.entities.persons.titles import STARTERS
from index.entities.pieces import Pieces
from index.entities.places.place import Places
from index.entities.syllables import SYLLABLE

_SAID_OF_PERSONS = frozenset({"sn", "sinh", "quê", "trú", "ngụ", "con", "cháu", "vợ", "chồng"})
_SEASONS = frozenset(
    {"mùa xuân", "mùa hạ", "mùa thu", "mùa đông", "miền nam", "miền bắc", "phía nam", "phía bắc"}
)
_SAYS_WHEN = frozenset({"năm", "mai", "hiện", "hôm", "hai", "ba", "bốn", "sáu", "bảy"})
_SEEN = cues("in_pictures")
_BEFORE_COUNTRIES = cues("placing") | {"xít", "miền", "phía"}
_JOINING = frozenset({"và", "là", "gồm", "cùng", "với", "do", "của", "cho"})


class NamesAgain:
    """Reads given names met again, once the walk over a text has gathered its persons."""

    def __init__(self, pieces: Pieces, places: Places, persons: Persons) -> None:
        self._pieces = pieces
        self._places = places
        self._persons = persons
        self._lone = LoneNames(pieces, places, persons)
        self._surnames = surnames()
        self._given = given_names()

    def found(self, taken: bytearray) -> list[tuple[int, int]]:
        """Spans of given names that stand alone and that a full or titled name of this text ended with.

        Args: taken: 1 for each piece that belongs to something else.
        """
        pieces, met = self._pieces, self._persons.met
        whole = self._whole_again(taken)
        taken = bytearray(taken)
        for first, end in whole:
            taken[first:end] = b"\x01" * (end - first)
        capitals = [at for at, shape in enumerate(pieces.shapes) if shape == "C" and not taken[at]]
        met.update(self._lone.told(capitals))
        found = whole
        for at in capitals:
            if self._lone.letters(at):
                found.append((at, at + 1))
            elif pieces.keys[at] in met:
                if (begin := self._met_from(at, taken)) is not None:
                    found.append((begin, at + 1))
            elif self._joined(at):
                found.append((at, at + 1))
        return found

    def _whole_again(self, taken: bytearray) -> list[tuple[int, int]]:
        """Spans of full names met elsewhere in the text, which stand here without what told them there."""
        pieces, keys, shapes = self._pieces, self._pieces.keys, self._pieces.shapes
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(pieces):
            may_be = shapes[at] == "C" and keys[at] in self._persons.full and not self._within_run(at)
            end = self._whole(at) if may_be else None
            if end is None or any(taken[at:end]):
                at += 1
                continue
            found.append((at, end))
            at = end
        return found

    def _whole(self, at: int) -> int | None:
        """Index after the longest full name met that stands at `at`, no capital going on behind it."""
        pieces = self._pieces
        for name in sorted(self._persons.full[pieces.keys[at]], key=len, reverse=True):
            end = at + len(name)
            follows = pieces.is_capital(end) and pieces.starts[end] - pieces.ends[end - 1] <= 1
            if tuple(pieces.keys[at:end]) == name and pieces.is_capital(end - 1) and not follows:
                return end
        return None

    def _within_run(self, at: int) -> bool:
        pieces = self._pieces
        follows = at > 0 and pieces.is_capital(at - 1) and pieces.starts[at] - pieces.ends[at - 1] <= 1
        return follows and pieces.keys[at - 1] not in STARTERS

    def _joined(self, at: int) -> bool:
        """As in "Y Djăng và K'Brít", "H'Nhi kể": a highland name of one word that a list or a verb shows."""
        pieces = self._pieces
        if not begins_with_sex(pieces, at) or capital_run(pieces, at) != at + 1 or at == 0:
            return False
        if pieces.begins_sentence(at):
            return self._acts(at)
        return pieces.keys[at - 1] in _JOINING and self._places.bare(at) is None

    def _met_from(self, at: int, taken: bytearray) -> int | None:
        """Where the name begins whose given name met before stands at `at`: there, or at its middle name."""
        pieces = self._pieces
        if not self._is_met_again(at):
            return None
        if not at or not pieces.is_capital(at - 1) or pieces.starts[at] - pieces.ends[at - 1] != 1:
            return at
        if taken[at - 1] or self._persons.title(at - 1) is not None or pieces.keys[at - 1] in STARTERS:
            return at
        if (foreign := self._foreign_from(at, taken)) is not None:
            return foreign
        third = at > 1 and pieces.is_capital(at - 2) and pieces.starts[at - 1] - pieces.ends[at - 2] == 1
        if pieces.keys[at - 1] in self._given and pieces.shapes[at - 1] == "C" and not third:
            return at - 1  # "Thu Thảo"
        return at if pieces.begins_sentence(at - 1) and pieces.keys[at - 1] not in self._given else None

    def _foreign_from(self, at: int, taken: bytearray) -> int | None:
        """Where a foreign name begins that ends with the name at `at`: "Donald Trump", "Kim Jong Un"."""
        pieces, keys = self._pieces, self._pieces.keys
        first = at
        foreign = False
        while first > max(0, at - 3) and pieces.is_capital(first - 1) and not taken[first - 1]:
            known = SYLLABLE.match(keys[first - 1]) is not None
            if (known and keys[first - 1] not in self._surnames) or pieces.heading[first - 1]:
                break
            if pieces.starts[first] - pieces.ends[first - 1] != 1:
                break
            foreign = foreign or not known
            first -= 1
        return first if foreign else None

    def _is_met_again(self, at: int) -> bool:
        pieces, keys = self._pieces, self._pieces.keys
        if capital_run(pieces, at) != at + 1 or self._persons.begins_word(at):
            return False
        acts = keys[at + 1 : at + 2] and keys[at + 1] in PERSON_VERBS and keys[at - 1 : at] not in QUOTES
        if not acts and self._persons.begins_word(at, strict=True):
            return False  # "Bộ đội Biên phòng", "Mua bán", though one Biên or Mua was met
        if pieces.begins_sentence(at) and not self._acts(at):
            return False
        if at and f"{pieces.keys[at - 1]} {pieces.keys[at]}" in _SEASONS:
            return False
        keys = pieces.keys
        if len(keys[at]) == 1 and keys[at + 1 : at + 2] == ["."] and pieces.shapes[at + 2 : at + 3] == "d":
            return False  # "P. 7", a ward
        if keys[at] in ALSO_COUNTRIES and at and keys[at - 1] in _BEFORE_COUNTRIES:
            return False
        if at and keys[at - 1] in ("người", "tộc"):
            return False  # "người Thái"
        is_code = len(pieces.keys[at]) == 1 and pieces.glued(at + 1) and pieces.glued(at + 2)
        return not (is_code and pieces.keys[at + 1] in ".-/")

    def _acts(self, at: int) -> bool:
        """Whether what follows the first word of a sentence is said of a person: a verb, an age."""
        pieces, keys = self._pieces, self._pieces.keys
        if self._lone.nicknamed(at):
            return True
        if at + 2 >= len(keys) or keys[at] in _SAYS_WHEN:
            return False
        if keys[at + 1 : at + 3] == ["và", keys[at + 2]] and keys[at + 2] in self._persons.met:
            return pieces.shapes[at + 2] == "C"
        if keys[at + 1] in ",(":
            return keys[at + 2] in _SAID_OF_PERSONS | _SEEN or keys[at + 3 : at + 4] == ["tuổi"]
        follows = pieces.shapes[at + 1] == "l" and keys[at + 1] in PERSON_VERBS
        return follows and f"{keys[at]} {keys[at + 1]}" not in compounds()
