"""Persons: names after a title, full names by their family name, given names met again."""

from __future__ import annotations

from index.entities.capitals import STRONG_SURNAMES, capital_run, given_names, surnames
from index.entities.dictionary import compounds
from index.entities.lexicon import cues
from index.entities.persons.foreign_names import ForeignNames
from index.entities.persons.headings import heading_name, within_words
from index.entities.persons.highland import begins_highland_name, begins_with_sex
from index.entities.persons.name_ends import LONGEST_NAME, NameEnds
from index.entities.persons.titles import BYLINES, KINSHIP, STARTERS, Titles
from index.entities.pieces import TAKEN, Pieces
from index.entities.places.place import Places
from index.entities.syllables import ONSETS, SYLLABLE

ALSO_COUNTRIES = cues("also_words") | {"nga", "mỹ", "pháp", "nam", "bắc", "đông", "tây"}
_LEARNED = frozenset({"sĩ", "sỹ", "ts", "ths", "nhân", "sư"})
_LEARNING = frozenset({"luật", "kinh", "sử", "toán", "văn", "y", "hóa", "lý", "sinh", "địa", "triết", "khoa"})
"""Last syllables of degrees, and what they may be in."""
_OF_FIRMS = frozenset({":", "đốc", "tịch", "nhiệm", "ban", "biên"})
_PERSON_VERBS = cues("person_verbs")
_NEVER_ALONE = cues("never_alone")
_OF_BODIES = frozenset({"ban", "biên", "nhiệm", "khoa", "phòng"})
_SHOPS = frozenset({"quán", "tiệm", "sở", "nghiệp", "trại", "hàng"})
"""Last syllables of "chủ quán", "chủ doanh nghiệp", behind which the shop's name may stand."""
_DONE_TO = cues("done_to_persons")
_LEADING = frozenset({"của", "là", "với", "cho", "và", "gồm", "bắt", "tên", "cùng", "do"})
_PARTICLES = frozenset({"al", "bin", "ibn", "de", "von", "van", "-", "–"})
_SPEAKING = frozenset(
    {
        "nhấn",
        "cho",
        "phát",
        "yêu",
        "đề",
        "khẳng",
        "chia",
        "trả",
        "lưu",
        "kết",
        "đánh",
        "nói",
        "đã",
        "cũng",
        "nêu",
        "lý",
        "bày",
    }
)


class Persons:
    """Reads persons' names out of the pieces of one text, remembering those met."""

    def __init__(self, pieces: Pieces, places: Places) -> None:
        self._pieces = pieces
        self._places = places
        self._titles = Titles(pieces)
        self._ends = NameEnds(pieces, self._titles)
        self._foreigners = ForeignNames(pieces, places, self._titles)
        self.title = self._titles.title
        self.begins_word = self._ends.begins_word
        self._surnames = surnames()
        self._given = given_names()
        self.met: set[str] = set()  # keys of given names of full names found so far
        self.full: dict[str, set[tuple[str, ...]]] = {}  # first key -> keys of full names found so far

    def after_title(self, at: int, single: bool) -> int | None:
        """Index after the name that a title at its left says begins at `at`."""
        pieces = self._pieces
        if not pieces.is_capital(at) or self._titles.is_post(at) or pieces.keys[at] == "phó":
            return None
        if (credited := self._credited(at)) is not None:
            return credited
        if pieces.heading[at]:
            return self._in_heading(at, 1 if single else 2)
        if (signed := self._initialled(at)) is not None:
            return signed
        if self._abbreviates(at):
            return at + 1 if single and self._age_follows(at + 1) else None  # "ông ĐTL (64 tuổi)"
        end = self._ends.end(at)
        count = end - at
        of_country = (
            count > 1 and pieces.keys[at] in ALSO_COUNTRIES and not SYLLABLE.match(pieces.keys[at + 1])
        )
        if count == 0 or of_country:
            return None  # "Ngoại trưởng Đức Frank Brenner"
        if count == 1 and not single:
            return end if self._holds_post(at) else None
        if count == 1:
            if self._ends.begins_word(at, strict=pieces.keys[at - 1] not in KINSHIP):
                return None
            if pieces.keys[at - 1] in _LEARNED and pieces.keys[at] in _LEARNING:
                return None  # "Tiến sĩ Luật"
            if pieces.keys[at - 1] not in KINSHIP and not self._could_be_given(at, end):
                return None
            if pieces.keys[at] in self._given and end == at + 1 and self._places.bare(at) is None:
                self.met.add(pieces.keys[at])
            return end
        byline = pieces.keys[at - 1] == ":"
        kin = pieces.keys[at - 1] in KINSHIP and pieces.keys[at - 2 : at - 1] != ["đàn"]
        if not kin and self._places.bare(at) is not None:
            return None
        known = pieces.keys[at] in self._surnames or begins_with_sex(pieces, at)
        if not known and pieces.keys[at - 1] in _SHOPS:
            return None  # "chủ quán Xin Chào"
        if not single and not byline and not known and not self._foreign(at, end):
            return None
        lettered = "." in pieces.keys[at:end]
        if (
            byline
            and not lettered
            and (count > 4 or not self._mostly_given(at, end) or self._places.bare(at) is not None)
        ):
            return None
        self.remember(at, end)
        return end

    def _credited(self, at: int) -> int | None:
        """As in "Ảnh: ĐÔNG HÀ", "Ảnh: Bình Minh": who took a picture, though a place is called so too."""
        pieces, keys = self._pieces, self._pieces.keys
        if at < 2 or keys[at - 1] != ":" or keys[at - 2] != "ảnh" or self._places.bare(at) is None:
            return None
        end = capital_run(pieces, at)
        alone = end >= len(pieces) or pieces.shapes[end] == "n" or keys[end] in ".)"
        named = all(key in self._given or key in self._surnames for key in keys[at:end])
        return end if alone and named and 2 <= end - at <= 3 else None

    def _initialled(self, at: int) -> int | None:
        """As in "Ảnh: Q. ĐỊNH": a byline of an initial and a name."""
        pieces, keys = self._pieces, self._pieces.keys
        if at < 2 or keys[at - 1] != ":" or keys[at - 2] not in BYLINES or len(keys[at]) > 2:
            return None
        if keys[at + 1 : at + 2] != ["."] or not pieces.glued(at + 1) or not pieces.is_capital(at + 2):
            return None
        end = capital_run(pieces, at + 2)
        return end if end - at <= 4 and len(keys[at + 2]) > 2 else None

    def _holds_post(self, at: int) -> bool:
        """As in "Tổng thống Maduro", "Bộ trưởng Thể nhấn mạnh": one word after an office that is a name."""
        pieces, keys = self._pieces, self._pieces.keys
        if pieces.shapes[at] != "C" or len(keys[at]) < 3 or self._places.bare(at) is not None:
            return False
        if self._ends.begins_word(at, strict=True) or self._places.unit(at) is not None:
            return False
        if not SYLLABLE.match(keys[at]):
            ends = at + 1 >= len(pieces) or (
                pieces.shapes[at + 1] in "lpn" and keys[at + 1] not in _PARTICLES
            )
            return ends and keys[at - 1] not in _OF_FIRMS
        if keys[at] not in self._given or keys[at] in ALSO_COUNTRIES or pieces.is_capital(at + 1):
            return False
        speaks = at + 1 < len(pieces) and pieces.shapes[at + 1] == "l" and keys[at + 1] in _SPEAKING
        goes_on = pieces.shapes[at + 1 : at + 2] == "l" and keys[at + 1] not in _PERSON_VERBS
        alone = not goes_on and keys[at] not in _NEVER_ALONE
        return speaks or (alone and keys[at - 1] not in _OF_BODIES)

    def _abbreviates(self, at: int) -> bool:
        """As in "GD-ĐT", "HĐQT": capitals that are no name and no initials."""
        pieces, key = self._pieces, self._pieces.keys[at]
        if pieces.shapes[at] != "U" or key in self._given or key in self._surnames:
            return False
        return pieces.keys[at + 1 : at + 2] != ["."] or not pieces.glued(at + 1)

    def _could_be_given(self, at: int, end: int) -> bool:
        """Whether one word after a calling is a name: no country, nothing foreign ("kết bạn Facebook")."""
        key = self._pieces.keys[at]
        known = key in self._given or key in self._surnames or len(key) == 1 or key in ONSETS
        known = known or begins_with_sex(self._pieces, at) or key in self.met
        return known and key not in ("việt", "đoàn", "ban") and self._places.bare(at) != end

    def full_name(self, at: int) -> int | None:
        """Index after a full name at `at` that stands without a title."""
        pieces, keys = self._pieces, self._pieces.keys
        if not pieces.is_capital(at):
            return None
        if (whole := self._highland(at)) is not None:
            self.remember(at, whole)
            return whole
        if keys[at] not in self._surnames and not self._middle_tells(at):
            return None
        if self._titles.is_post(at):
            return None
        if pieces.heading[at]:
            return None if within_words(pieces, at) else self._in_heading(at, 3)
        end = self._ends.end(at)
        count = end - at
        if count < 2 or count > LONGEST_NAME or self._within_run(at, count):
            return None
        if keys[end - 1] == "văn" and self.begins_word(end - 1, strict=True):
            return None  # "Lưu Văn phòng Huyện ủy"
        if count == 2 and keys[at] != "y" and not self._two_part_name(at):
            return None
        told = keys[at] in STRONG_SURNAMES or self._middle_tells(at)
        if count >= 3 and not told and not self._ends.all_given(at + 1, end):
            return None
        self.remember(at, end)
        return end

    def foreign(self, at: int) -> int | None:
        """Index after a foreigner's name at `at` that a calling, a country or an office tells."""
        end = self._foreigners.name(at) or self._foreigners.after_country(at)
        if end is None:
            return None
        end = self._ends.with_dash(at, end)
        self.remember(at, end)
        return end

    def _middle_tells(self, at: int) -> bool:
        """As in "Mong Văn Hoạt": a rare family name, told by the middle name and a given one."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[at + 1 : at + 2] not in (["văn"], ["thị"]) or pieces.shapes[at : at + 3] != "CCC":
            return False
        follows = at > 0 and pieces.is_capital(at - 1) and pieces.starts[at] - pieces.ends[at - 1] <= 1
        return not follows and keys[at + 2] in self._given and self._places.unit(at) is None

    def aged(self, at: int) -> int | None:
        """Index after a name of any people that an age or a year of birth follows: "Thạch Rinh (35 tuổi"."""
        pieces, keys = self._pieces, self._pieces.keys
        if (
            not pieces.is_capital(at)
            or pieces.heading[at]
            or pieces.shapes[at] != "C"
            or keys[at] in STARTERS
        ):
            return None
        if at and pieces.is_capital(at - 1) and pieces.starts[at] - pieces.ends[at - 1] <= 1:
            return None
        end = self._ends.end(at)
        if not 2 <= end - at <= LONGEST_NAME or self._places.bare(at) is not None:
            return None
        if any(pieces.shapes[i] != "C" or self._places.unit(i) is not None for i in range(at, end)):
            return None
        if end + 2 >= len(pieces) or keys[end] not in "(,":
            return None
        own = keys[at] in self._surnames or keys[at + 1] not in STRONG_SURNAMES  # "Riêng Võ Văn Páo"
        if not self._age_follows(end) or (end - at > 2 and not own):
            return None
        self.remember(at, end)
        return end

    def _age_follows(self, end: int) -> bool:
        """As in ", 26 tuổi", "(SN 1990", "(sinh năm 1987"."""
        pieces, keys = self._pieces, self._pieces.keys
        at = end + 2 if keys[end : end + 2] == [".", ","] else end + 1  # "P. T.S., 26 tuổi"
        if at + 1 >= len(pieces) or keys[at - 1] not in "(,":
            return False
        if pieces.shapes[at] == "d" and keys[at + 1] == "tuổi":
            return True
        told = keys[at] in ("sn", "sinh")
        return told and ("d" in pieces.shapes[at + 1 : at + 3] or keys[at + 1] == TAKEN)

    def accused(self, at: int) -> int | None:
        """As in "tuyên phạt Thạch Páo 4 năm tù": a name of any people behind what is done to a person."""
        pieces, keys = self._pieces, self._pieces.keys
        before = " ".join(keys[max(0, at - 2) : at])
        if before not in _DONE_TO or keys[at] not in self._surnames or pieces.shapes[at] != "C":
            return None
        end = self._ends.end(at)
        if not 2 <= end - at <= LONGEST_NAME or pieces.heading[at] or self._places.bare(at) is not None:
            return None
        self.remember(at, end)
        return end

    def _within_run(self, at: int, count: int) -> bool:
        """As in "Thảo Cầm Viên": what reads as a short name is the end of some other name in capitals."""
        pieces, keys = self._pieces, self._pieces.keys
        if at == 0 or pieces.shapes[at - 1] != "C" or pieces.starts[at] - pieces.ends[at - 1] != 1:
            return False
        strong = count >= 3 and keys[at] in STRONG_SURNAMES
        return not strong and not pieces.begins_sentence(at - 1) and keys[at - 1] not in STARTERS

    def _highland(self, at: int) -> int | None:
        """Index after a highland name at `at` that is no second half of a place's name ("Đray H'Linh")."""
        pieces = self._pieces
        follows = at > 0 and pieces.is_capital(at - 1) and pieces.starts[at] - pieces.ends[at - 1] == 1
        if follows and pieces.keys[at - 1] not in STARTERS and self._titles.title(at - 1) is None:
            return None
        if not begins_with_sex(pieces, at) and pieces.keys[at] not in self._surnames:
            return None
        end = self._ends.end(at)
        return end if self._places.bare(at) is None and begins_highland_name(pieces, at, end) else None

    def remember(self, at: int, end: int) -> None:
        """Keep the given name of a full name, to know it when it comes alone."""
        if end - at >= 2:
            name = tuple(self._pieces.keys[at:end])
            self.met.add(name[-1])
            self.full.setdefault(name[0], set()).add(name)

    def initials(self, at: int) -> int | None:
        """Index after a name of letters alone that a small word leads to: "chú ruột của H.T. T.E"."""
        pieces, keys = self._pieces, self._pieces.keys
        if len(keys[at]) != 1 or pieces.shapes[at] != "C" or at == 0:
            return None
        if pieces.is_capital(at - 1) or keys[at - 1] == ".":
            return None  # the middle of a name
        if keys[at + 1 : at + 2] != ["."] or not pieces.glued(at + 1):
            return None
        end = self._ends.initials(at + 1)
        if end < at + 3 or pieces.shapes[end : end + 1] == "d":
            return None
        return end if keys[at - 1] in _LEADING or self._age_follows(end) else None

    def _two_part_name(self, at: int) -> bool:
        keys = self._pieces.keys
        if keys[at + 1] not in self._given or keys[at] not in STRONG_SURNAMES:
            return False
        return f"{keys[at]} {keys[at + 1]}" not in compounds()

    def _mostly_given(self, at: int, end: int) -> bool:
        keys = self._pieces.keys
        known = sum(keys[i] in self._given or keys[i] in ("văn", "thị") for i in range(at, end))
        own = keys[at] in STRONG_SURNAMES and keys[at] not in self._given
        return (known + own) * 2 >= end - at

    def _foreign(self, at: int, end: int) -> bool:
        """Two words or more of no Vietnamese name, one of them no Vietnamese syllable."""
        keys = [self._pieces.keys[i] for i in range(at, end) if self._pieces.shapes[i] in "CU"]
        known = any(key in self._given or key in self._surnames for key in keys)
        return not known and not all(SYLLABLE.match(key) for key in keys)

    def _in_heading(self, at: int, least: int) -> int | None:
        end = heading_name(self._pieces, at, least)
        if end is not None:
            self.remember(at, end)
        return end
