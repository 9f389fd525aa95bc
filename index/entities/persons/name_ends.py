"""Where a person's name ends inside a run of capitals, and letters that stand for one."""

from __future__ import annotations

from index.entities.capitals import STRONG_SURNAMES, capital_run, given_names, surnames
from index.entities.dictionary import compounds
from index.entities.lexicon import cues
from index.entities.persons.titles import STARTERS, Titles
from index.entities.pieces import Pieces
from index.entities.syllables import ONSETS, SYLLABLE

LONGEST_NAME = 5
_BEGINNINGS = cues("beginnings")
_FAMILIES = cues("asian_families")
_DASHES = frozenset("-–")
_FOLLOWING = cues("after_names")


class NameEnds:
    """Reads ends of names out of the pieces of one text."""

    def __init__(self, pieces: Pieces, titles: Titles) -> None:
        self._pieces = pieces
        self._titles = titles
        self._surnames = surnames()
        self._given = given_names()
        self._found: dict[int, int] = {}  # where a name begins -> where it ends; several rules ask

    def end(self, at: int) -> int:
        """Index after the name in the run of capitals at `at`: before a title, a body, another name."""
        found = self._found.get(at)
        if found is None:
            found = self._found[at] = self._end(at)
        return found

    def _end(self, at: int) -> int:
        pieces, keys = self._pieces, self._pieces.keys
        run = capital_run(pieces, at)
        end = run
        for i in range(at + 1, run):
            if pieces.shapes[i] == "U" and len(keys[i]) > 2 and pieces.shapes[at] == "C":
                end = i
                break
            if i + 1 == run and self.begins_word(i):
                end = i
                break
            middle = keys[i - 1] in ("văn", "thị") and i - at == 2  # "Lường Văn Nhiều"
            last = i + 1 == run and i - at == 2 and run < len(pieces) and keys[run] in ".,;)"
            starts = keys[i] in STARTERS and keys[i] not in self._given and not (middle or last)
            if starts or self._title_begins(i, run):
                end = i
                break
            if i - at >= 3 and keys[i] in STRONG_SURNAMES and run - i >= 2:
                end = i
                break
        if end < len(pieces) and keys[end] == "." and pieces.glued(end):
            end = self.initials(end)
        while end > at + 1 and keys[end - 1] in _DASHES:
            end -= 1  # "Cam Quang Páo-Chủ nhiệm"
        return self.with_dash(at, end)

    def with_dash(self, at: int, end: int) -> int:
        """Index after the second half of a given name written apart: "Moon Jae - in", "Lau Wing - kei"."""
        pieces, keys = self._pieces, self._pieces.keys
        if end + 1 >= len(pieces) or keys[end] not in _DASHES or end - at > 2 or keys[at] not in _FAMILIES:
            return end
        after = end + 2
        small = pieces.shapes[end + 1] == "l" and " ".join(keys[end + 1 : after + 1]) not in compounds()
        last = pieces.shapes[end + 1] == "C" and not SYLLABLE.match(keys[end + 1])
        closed = not pieces.is_capital(after) and len(keys[end + 1]) <= 6
        return after if (small or last) and closed and keys[end + 1].isascii() else end

    def initials(self, end: int) -> int:
        """As in "TR.T", "C.T. B", "N.V.A": letters with dots between."""
        pieces, keys = self._pieces, self._pieces.keys
        last = min(end + 2 * LONGEST_NAME, len(pieces) - 1)
        while (
            end < last
            and keys[end] == "."
            and len(keys[end - 1]) <= 2
            and pieces.starts[end + 1] - pieces.ends[end] <= 1
            and pieces.glued(end)
            and pieces.is_capital(end + 1)
            and self._is_initial(end + 1)
        ):
            end += 2
        return end

    def _is_initial(self, at: int) -> bool:
        """Whether letters at `at`, behind a dot, may stand for a syllable of a name: "Đ", "Ph", "TH"."""
        key = self._pieces.keys[at]
        written = self._pieces.glued(at) or self._pieces.shapes[at] == "U"
        return len(key) <= (2 if written else 1) or key in ONSETS

    def _title_begins(self, i: int, run: int) -> bool:
        found = self._titles.title(i)
        named = self._pieces.shapes[i : i + 2] == "CC" and self.all_given(i, min(i + 2, run))
        if named and i + 2 == run:
            return False  # "Hồ Quốc Vương" is no king
        return found is not None and found[0] > i + 1 and found[0] > run - 1

    def begins_word(self, i: int, *, strict: bool = False) -> bool:
        """As in "Giám" of "Giám đốc": a capital whose word goes on in small letters."""
        pieces, keys = self._pieces, self._pieces.keys
        if i + 1 >= len(pieces) or pieces.shapes[i + 1] != "l":
            return False
        if pieces.starts[i + 1] - pieces.ends[i] != 1 or keys[i + 1] in _FOLLOWING:
            return False
        word = f"{keys[i]} {keys[i + 1]}"
        return word in compounds() and (strict or keys[i] not in self._given or word in _BEGINNINGS)

    def all_given(self, at: int, end: int) -> bool:
        """Whether every syllable is one of names: "Hoa Yêu Thương" is a shop."""
        keys = self._pieces.keys
        if keys[at] in ("văn", "thị") or (keys[at] == "a" and at + 1 < end):
            return True
        return all(
            keys[i] in self._given or keys[i] in self._surnames or len(keys[i]) == 1 for i in range(at, end)
        )
