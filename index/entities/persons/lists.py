"""Persons told by the list they stand in: "Lê Văn Đỡ, Trần Hen, Khâu Sết, Thạch Sa Rết"."""

from __future__ import annotations

from index.entities.capitals import capital_run, given_names, surnames
from index.entities.dictionary import compounds
from index.entities.lexicon import cues
from index.entities.persons.lone_names import PERSON_VERBS
from index.entities.pieces import Pieces
from index.entities.places.place import PLURALS, Places
from index.entities.syllables import SYLLABLE

_NEVER_ALONE = cues("never_alone")
_JOINTS = frozenset({",", "và", "cùng"})
_CREDIT_JOINTS = (["-"], ["–"], [","])
_LONGEST_BRACKET = 14
_FEWEST = 2
"""Names that follow the first, for a row of capitals to be a list of persons."""


class PersonLists:
    """Reads lists of persons out of the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places

    def after(self, end: int) -> list[tuple[int, int]]:
        """Names that commas part from a full name that ends at `end`, each with a family name."""
        found: list[tuple[int, int]] = []
        while (name_end := self._name(end)) is not None:
            found.append((end + 1, name_end))
            end = name_end
        return found if len(found) >= _FEWEST else []

    def titled(self, title: int, end: int) -> list[tuple[int, int]]:
        """Names that follow one that ends at `end`, where the title at `title` is plural: "các bị cáo"."""
        pieces, keys = self._pieces, self._pieces.keys
        if title == 0 or (keys[title - 1] not in PLURALS and pieces.shapes[title - 1] != "d"):
            return []
        found: list[tuple[int, int]] = []
        while (joint := self._past_brackets(end)) is not None and keys[joint] in _JOINTS:
            at = joint + 1
            if not pieces.is_capital(at) or pieces.heading[at]:
                break
            last = capital_run(pieces, at)
            if set(pieces.shapes[at:last]) != {"C"} or self._is_other(at, last):
                break
            found.append((at, last))
            end = last
        return found

    def joined(self, end: int) -> list[tuple[int, int]]:
        """As in "già làng Cơlâu Blao và Bríu Pố": one more person with a family name behind "và"."""
        pieces, at = self._pieces, end + 1
        if pieces.keys[end : end + 1] != ["và"] or not pieces.is_capital(at) or pieces.heading[at]:
            return []
        last = capital_run(pieces, at)
        named = pieces.keys[at] in surnames() and 2 <= last - at <= 4
        whole = named and set(pieces.shapes[at:last]) == {"C"} and not self._is_other(at, last)
        return [(at, last)] if whole else []

    def credited(self, start: int, end: int) -> list[tuple[int, int]]:
        """As in "Bài và ảnh: Thanh Huyền - Việt Anh": who else made what a byline names."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[start - 1 : start] != [":"]:
            return []
        found: list[tuple[int, int]] = []
        while keys[end : end + 1] in _CREDIT_JOINTS and pieces.is_capital(end + 1):
            last = capital_run(pieces, end + 1)
            known = all(key in given_names() or key in surnames() for key in keys[end + 1 : last])
            if (
                not known
                or not 2 <= last - end - 1 <= 4
                or pieces.shapes[last : last + 1] not in ("", "n", "p")
            ):
                break
            found.append((end + 1, last))
            end = last
        return found

    def _past_brackets(self, end: int) -> int | None:
        """Index after brackets at `end`, or `end`; None at the end of the text."""
        keys = self._pieces.keys
        if keys[end : end + 1] == ["("]:
            closing = next(
                (i for i in range(end, min(end + _LONGEST_BRACKET, len(keys))) if keys[i] == ")"), None
            )
            end = closing + 1 if closing is not None else end
        return end if end < len(keys) else None

    def _is_other(self, at: int, last: int) -> bool:
        """Whether the capitals from `at` to `last` are no name of one to four words."""
        keys = self._pieces.keys
        if self._places.bare(at) is not None or self._places.unit(at) is not None or last - at > 4:
            return True
        goes_on = self._pieces.shapes[last : last + 1] == "l"
        if goes_on and f"{keys[last - 1]} {keys[last]}" in compounds() and keys[last] not in PERSON_VERBS:
            return True
        if last - at > 1 or len(keys[at]) == 1:
            return False
        if keys[at] in _NEVER_ALONE:
            return True
        return keys[at] not in given_names() if goes_on else not SYLLABLE.match(keys[at])

    def _name(self, comma: int) -> int | None:
        pieces, at = self._pieces, comma + 1
        if pieces.keys[comma:at] != [","] or not pieces.is_capital(at) or pieces.heading[at]:
            return None
        end = capital_run(pieces, at)
        if not 2 <= end - at <= 4 or set(pieces.shapes[at:end]) != {"C"}:
            return None
        a_place = self._places.bare(at) is not None or self._places.unit(at) is not None
        return end if pieces.keys[at] in surnames() and not a_place else None
