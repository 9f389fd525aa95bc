"""Words that look like the head of a body's name and are none: "trụ sở", "Đài Loan", "phi chính phủ"."""

from __future__ import annotations

from index.entities.bodies.heads import heads
from index.entities.dictionary import compounds
from index.entities.lexicon import cues
from index.entities.pieces import Pieces
from index.entities.places.place import Places

TITLE_ENDS = cues("title_ends")
"""Last syllables of titles, as in "Chủ tịch", "Phó trưởng"."""


class FalseHeads:
    """Tells such words in the pieces of one text."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places
        self._heads = heads()

    def standing(self, at: int) -> bool:
        """Whether "Thường trực" at `at` is part of a title: "Phó Bí thư", "Ủy viên" before it."""
        keys = self._pieces.keys
        return keys[at - 1] in TITLE_ENDS or keys[max(0, at - 2) : at] == ["ủy", "viên"]

    def standing_deputy(self, at: int) -> bool:
        """As in "Phó trưởng ban thường trực Ban chỉ đạo": a title, not a standing board."""
        keys = self._pieces.keys
        return keys[at : at + 3] == ["ban", "thường", "trực"] and keys[at - 1 : at] in (["trưởng"], ["phó"])

    def made_other(self, at: int) -> bool:
        """As in "tổ chức phi chính phủ", "phát triển Chính phủ số", "trên cơ sở", "phiên tòa": no body."""
        keys = self._pieces.keys
        if keys[at : at + 2] == ["cơ", "sở"]:
            numbered = self._pieces.shapes[at + 2 : at + 3] in ("d", "U")  # "cơ sở 2", "cơ sở GD"
            return numbered or keys[at - 1 : at] == ["trên"]
        if keys[at : at + 2] == ["thanh", "tra"]:
            return keys[at - 1 : at] == ["đoàn"]
        if keys[at] == "phòng":
            return keys[at + 1 : at + 2] == ["chống"] or keys[at + 1 : at + 3] == [",", "chống"]
        if keys[at] == "tòa":
            return keys[at - 1 : at] == ["phiên"]
        if keys[at : at + 2] != ["chính", "phủ"]:
            return False
        return keys[at - 1 : at] == ["phi"] or keys[at + 2 : at + 3] in (["số"], ["điện"], ["kiến"])

    def site(self, at: int, end: int) -> bool:
        """As in "Trung tâm Hội nghị quốc gia Mỹ Đình": a longer word for a place begins with the head."""
        unit = self._places.unit(at)
        return unit is not None and unit[1] == "site" and unit[0] > end and self._places.place(at) is not None

    def place(self, at: int, end: int) -> bool:
        """As in "Đài Loan": a place's name begins with the head."""
        bare = self._places.bare(at) if self._pieces.is_capital(at) else None
        return bare is not None and bare > end

    def part_of_word(self, at: int) -> bool:
        """As in "trụ sở", "cán bộ", "chức vụ": a small head that ends a word of the dictionary."""
        pieces = self._pieces
        small = pieces.shapes[at] == "l" or (pieces.heading[at] and pieces.heading[at - 1])
        if at == 0 or not small or pieces.shapes[at - 1] not in "lCU":
            return False
        if self._heads.exactly((pieces.keys[at],)) is None:
            return False
        if pieces.keys[at - 1] in ("trưởng", "phó"):
            return False  # "Trưởng phòng Nội vụ": the body is part of the title and named
        return f"{pieces.keys[at - 1]} {pieces.keys[at]}" in compounds()
