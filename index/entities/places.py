"""Places: a unit word and its name, lists after a shared unit, and names that need no unit word."""

from __future__ import annotations

import re
from functools import cache

from index.entities import units
from index.entities.capitals import (
    begins_person,
    capital_run,
    given_names,
    looks_like_name,
    surnames,
)
from index.entities.dictionary import compounds
from index.entities.lexicon import Phrases, cues, word_list
from index.entities.pieces import Pieces
from index.entities.place_endings import Endings
from index.entities.syllables import SYLLABLE

ALONE = cues("units_alone")
PLURALS = cues("plurals")
STOPPERS = cues("stoppers")
_NUMBERED_WORDS = cues("numbered_units") | {"p", "q"}
_ABBREVIATED = cues("abbreviated_units")
_AFTER_NAME = cues("after_place")
_ALSO_WORDS = cues("also_words")
_SHORT_BODIES = STOPPERS - {"bà", "ông", "phó", "thiếu", "ủy"}
_HIGHLAND_FIRST = cues("highland_first")
_PLACING = cues("placing")
_NO_UNITS = cues("no_units")
_SECOND_SYLLABLES = cues("second_syllables")
LEVELS = {"province": units.PROVINCE, "district": units.DISTRICT, "commune": units.COMMUNE}
_NUMBERED = frozenset({"hamlet", "road"})
_ROAD_CODE = re.compile(r"(?:(?:ql|tl|hl|ct)\d+|đ[th]\d\d+)[a-z]?$")
_LETTER_UNITS = {"p": "commune", "q": "district", "h": "district", "x": "commune"}
LETTER_UNITS = frozenset(_LETTER_UNITS)
_ROMAN = re.compile(r"[ivx]{1,5}$")
_THE_PRESIDENT = ["hồ", "chí", "minh"]  # a person where no unit word says the city
_DIRECTIONS = frozenset({"nam", "bắc", "đông", "tây", "tân"})
_DASHES = frozenset("-–—")
_MIDDLES = frozenset({"văn", "thị", "a"})
_REVERED = frozenset({"vua", "chúa", "đức", "thánh", "tướng", "bà", "ông", "cụ", "chủ"})
_WORKS = frozenset(
    {"cầu", "hồ", "đập", "bến", "kè", "cầu vượt", "hầm chui", "trạm bơm", "nút giao", "đồng bằng"}
)
_NAMED_BY_ENDS = cues("named_by_ends")
LONGEST_NAME = 5


@cache
def unit_words() -> Phrases:
    """Unit words and what kind of place they name."""
    entries = (line.split("|") for line in word_list("units.txt"))
    return Phrases({word.strip(): kind.strip() for word, kind in entries})


@cache
def known_places() -> Phrases:
    """Countries, regions and other names that need no unit word."""
    return Phrases({name: name for name in word_list("places.txt")})


class Places:
    """Reads places out of the pieces of one text."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._units = unit_words()
        self._known = known_places()
        self._endings = Endings(pieces, self.unit, self._begins_words)
        self._met: set[tuple[str, ...]] = set()  # keys of the communes and districts named so far
        self._gazetteers = {
            level: units.gazetteer(level) for level in (units.PROVINCE, units.DISTRICT, units.COMMUNE)
        }

    def unit(self, at: int) -> tuple[int, str, str] | None:
        """(index after, kind, unit word) of the unit word at `at`, a dot after an abbreviation included."""
        pieces = self._pieces
        found = self._units.longest(pieces.keys, at)
        if found is None:
            kind = _LETTER_UNITS.get(pieces.keys[at])
            if (
                kind is None
                or at + 2 >= len(pieces)
                or pieces.keys[at + 1] != "."
                or not pieces.glued(at + 1)
            ):
                return None
            if not (
                pieces.shapes[at + 2] == "d" or (pieces.is_capital(at + 2) and len(pieces.keys[at + 2]) > 1)
            ):
                return None
            return at + 2, kind, pieces.keys[at]
        end, kind = found
        word = " ".join(pieces.keys[at:end])
        if word in _ABBREVIATED and end < len(pieces) and pieces.keys[end] == "." and pieces.glued(end):
            end = self._past_break(end + 1)
        return end, kind, word

    def _past_break(self, end: int) -> int:
        """As in "ở TP.⏎Vinh": a dot that was taken for the end of a sentence."""
        pieces = self._pieces
        if end + 1 >= len(pieces) or pieces.shapes[end] != "n" or not pieces.is_capital(end + 1):
            return end
        named = self.in_gazetteer(end + 1, (units.PROVINCE, units.DISTRICT))
        return end + 1 if named is not None else end

    def place(self, at: int) -> int | None:
        """Index after a unit word with its name at `at`; None when that is not what stands there."""
        pieces = self._pieces
        if _ROAD_CODE.match(pieces.keys[at]) and pieces.is_capital(at):
            return at + 1
        if self._part_of_word(at) or (
            pieces.shapes[at] == "C" and begins_person(pieces, at, capital_run(pieces, at))
        ):
            return None
        for end, kind, word in self._units_at(at):
            after = self.name(end, kind, word)
            if after is None and kind == "site":
                after = self._over(end, word)
                if after is None and " " in word:
                    after = self._of_unit(end, alone=pieces.is_capital(at))
            if after is not None:
                self.remember(end, after, kind)
                return after
        return None

    def remember(self, at: int, end: int, kind: str) -> None:
        """Keep the name of a commune or district, to know it when it comes without its unit word."""
        if kind in ("commune", "district"):
            self._met.add(tuple(self._pieces.keys[at:end]))

    def _part_of_word(self, at: int) -> bool:
        """As in "thoát nước", "điểm cầu": a small unit word that ends another word."""
        pieces = self._pieces
        if at == 0 or (pieces.shapes[at] != "l" and not pieces.heading[at - 1]):
            return False
        word = f"{pieces.keys[at - 1]} {pieces.keys[at]}"
        return word in _NO_UNITS or (pieces.keys[at] in _SECOND_SYLLABLES and word in compounds())

    def _units_at(self, at: int) -> list[tuple[int, str, str]]:
        longest = self.unit(at)
        if longest is None:
            return []
        found = [longest]
        for end, kind in self._units.all_at(self._pieces.keys, at)[1:]:
            found.append((end, kind, " ".join(self._pieces.keys[at:end])))
        return found

    def _of_unit(self, at: int, *, alone: bool) -> int | None:
        """As in "Trung tâm hành chính tỉnh Lâm Đồng": a site named by the unit it serves.

        Args: alone: the unit word may stand alone: "Nghĩa trang thành phố".
        """
        if (bare := self._bare_end(at)) is not None:
            return bare
        unit = self.unit(at) if at < len(self._pieces) else None
        if unit is None:
            return None
        if unit[1] not in ("province", "city", "district", "commune"):
            return None
        named = self.name(*unit)
        return unit[0] if named is None and alone and unit[2] in ALONE else named

    def _bare_end(self, at: int) -> int | None:
        """As in "bãi rác TPHCM": a name in no need of a unit word."""
        return self.bare(at) if at < len(self._pieces) and self._pieces.is_capital(at) else None

    def _over(self, at: int, word: str) -> int | None:
        """As in "cầu sông Bằng", "cầu vượt Ngã tư Cây Xoài": a work named by what it stands on."""
        unit = self.unit(at) if word in _WORKS and at < len(self._pieces) else None
        return self.name(*unit) if unit is not None and unit[1] == "site" else None

    def name(self, at: int, kind: str, word: str) -> int | None:
        """Index after the name of a place of `kind` at `at`."""
        pieces = self._pieces
        if at >= len(pieces):
            return None
        if kind == "site" and self._begins_unit(at):
            return None
        if kind == "road" and pieces.keys[at] == "số" and pieces.shapes[at + 1 : at + 2] == "d":
            return at + 2  # "ngõ số 8", "đường Số 12"
        may_count = kind in _NUMBERED or word in _NUMBERED_WORDS
        if pieces.shapes[at] == "d" or (may_count and _ROMAN.match(pieces.keys[at])):
            return self._endings.numbered(at, kind, word) if may_count else None
        if pieces.shapes[at] == "l":
            return self._small_name(at, kind, word)
        if pieces.shapes[at] not in "CU" or word == "khu vực" or pieces.keys[at] in _SHORT_BODIES:
            return None
        if kind == "site" and pieces.keys[at : at + 2] == ["quốc", "gia"]:
            named = pieces.is_capital(at + 2)  # "Nghĩa trang liệt sĩ Quốc gia Trường Sơn"
            return self._cut(at + 2, capital_run(pieces, at + 2), kind, word, None) if named else at + 2
        level = LEVELS.get(kind)
        known = self.in_gazetteer(at, (level,) if level else ())
        if kind == "province" and known is None:
            known = self._in_known(at)
        if kind == "city":
            known = self.in_gazetteer(at, (units.PROVINCE, units.DISTRICT)) or self._in_known(at)
        elif kind == "region":
            known = self._in_known(at) or self.in_gazetteer(at, (units.PROVINCE,))
            if known is None and word == "nước":
                return None
        if pieces.heading[at]:
            return known or self.in_gazetteer(at, tuple(LEVELS.values())) or self._short_run(at, kind, word)
        run = capital_run(pieces, at)
        if known is not None:
            return known if self._ends_here(known, run) else self._cut(at, run, kind, word, known)
        if run == at + 1 and self._begins_words(at, run):
            return None
        if kind in ("province", "city", "district", "commune") and begins_person(pieces, at, run):
            return None  # "UBND TP Nguyễn Văn A": the city is not named, its chairman is
        if kind == "province" and not self._outside_vietnam(at, run):
            return None
        return self._cut(at, run, kind, word, None)

    def _small_name(self, at: int, kind: str, word: str) -> int | None:
        """As in "xã mường chanh": a known name without its capitals, which no word of the dictionary is."""
        levels = (
            (units.PROVINCE, units.DISTRICT) if kind == "city" else (LEVELS[kind],) if kind in LEVELS else ()
        )
        keys = self._pieces.keys
        if not levels or f"{word} {keys[at]}" in compounds():
            return None  # "xã hội an toàn"
        found = [self._gazetteers[level].longest(keys, at) for level in levels]
        end = max((one[0] for one in found if one is not None), default=at)
        small = end - at >= 2 and set(self._pieces.shapes[at:end]) == {"l"}
        told = kind == "province" or " ".join(keys[at:end]) not in compounds()
        return end if small and told else None

    def _begins_unit(self, at: int) -> bool:
        """As in "Nghĩa trang TP. Cao Lãnh", "cầu vượt Nút giao Phú Thứ": another unit word, no name yet."""
        unit = self.unit(at)
        if unit is None:
            return False
        small = unit[0] > at + 1 and self._pieces.shapes[at + 1] == "l"
        return small or (self._pieces.shapes[at] == "U" and not self._pieces.heading[at])

    def _outside_vietnam(self, at: int, run: int) -> bool:
        """A province in no list: a letter for one left unnamed, or one abroad ("Chăm-pa-sắc")."""
        keys = self._pieces.keys
        return (
            (run == at + 1 and len(keys[at]) == 1)
            or "-" in keys[at:run]
            or any(
                key not in surnames() and key not in given_names() and not SYLLABLE.match(key)
                for key in keys[at:run]
            )
        )

    def _ends_here(self, known: int, run: int) -> bool:
        return known >= run

    def _cut(self, at: int, run: int, kind: str, word: str, known: int | None) -> int | None:
        """Where the name ends inside the run of capitals: before a title, a body, a person's name."""
        pieces = self._pieces
        end = run
        for i in range(at + 1, run):
            stops = pieces.keys[i] in STOPPERS and not self._inside_name(i, run)
            if stops or self._begins_words(i, run) or (i > at + 1 and pieces.keys[i] in ALONE):
                end = i
                break
            if known is not None and i < known:
                continue
            revered = pieces.keys[i - 1] in _REVERED  # "đền thờ Vua Lê Thái Tông"
            single = i == at + 1 and known is None and not _MIDDLES & set(pieces.keys[i + 1 : i + 2])
            if kind != "road" and not revered and not single and begins_person(pieces, i, run):
                end = i
                break
            if kind in ("province", "city", "region") and self._in_known(i) == run:
                end = i
                break
            part = pieces.keys[i - 1] in _DIRECTIONS  # "khu đô thị Nam Cần Thơ"
            if kind == "site" and not part and self.in_gazetteer(i, (units.PROVINCE,)) == run:
                end = i
                break
        if known is not None and end > known and kind in ("province", "city", "district"):
            end = known  # the units of these levels are all known
        end = min(end, at + LONGEST_NAME + 2)
        if kind == "road" or word in _NAMED_BY_ENDS:
            end = self._endings.joined(end)
        return self._endings.with_number(self._small_syllable(at, end), kind)

    def _small_syllable(self, at: int, end: int) -> int:
        """As in "xã Cư Ê bur", "suối Ea tul": a highland name whose last syllable is written small."""
        pieces, keys = self._pieces, self._pieces.keys
        if end >= len(pieces) or pieces.shapes[end] != "l" or keys[at] not in _HIGHLAND_FIRST:
            return end
        foreign = not SYLLABLE.match(keys[end]) and len(keys[end]) > 1
        return end + 1 if foreign and pieces.starts[end] - pieces.ends[end - 1] == 1 else end

    def _inside_name(self, i: int, run: int) -> bool:
        """As in "Cát Bà", "Hai Bà Trưng", "Cầu Ông Lãnh": a title's word that is part of a place's name."""
        keys = self._pieces.keys
        return keys[i] in ("bà", "ông") and not begins_person(self._pieces, i + 1, run)

    def _begins_words(self, i: int, run: int) -> bool:
        """As in "Chủ tịch", "Giám đốc": a capital whose word goes on in small letters."""
        keys = self._pieces.keys
        if i + 1 < run or i + 1 >= len(keys) or self._pieces.shapes[i + 1] != "l":
            return False
        return f"{keys[i]} {keys[i + 1]}" in compounds() and keys[i + 1] not in _AFTER_NAME

    def _short_run(self, at: int, kind: str, word: str) -> int | None:
        """In a heading, where everything is a capital, an unknown name is taken to have two syllables."""
        pieces = self._pieces
        if kind not in ("commune", "hamlet") or f"{word} {pieces.keys[at]}" in compounds():
            return None
        end = min(capital_run(pieces, at), at + 2)
        return end if end > at else None

    def in_gazetteer(self, at: int, levels: tuple[str, ...]) -> int | None:
        ends = [
            found[0]
            for level in levels
            if (found := self._gazetteers[level].longest(self._pieces.keys, at))
            and self._capitals(at, found[0])
        ]
        return max(ends, default=None)

    def _in_known(self, at: int) -> int | None:
        found = self._known.longest(self._pieces.keys, at)
        return found[0] if found and self._capitals(at, found[0]) else None

    def _capitals(self, at: int, end: int) -> bool:
        """Whether the words begin with capitals (small words inside a known name aside)."""
        return self._pieces.shapes[at] in "CU" and self._pieces.shapes[end - 1] in "CUld"

    def bare(self, at: int) -> int | None:
        """Index after a name that is a place without a unit word: province, district, country, region."""
        pieces = self._pieces
        if not pieces.is_capital(at) or pieces.keys[at : at + 3] == _THE_PRESIDENT:
            return None
        if (again := self._met_again(at)) is not None:
            return again
        end = self._in_known(at)
        province = self.in_gazetteer(at, (units.PROVINCE,))
        district = self.in_gazetteer(at, (units.DISTRICT,))
        best = max((e for e in (end, province, district) if e is not None), default=None)
        if best is None or (best == district and pieces.shapes[best - 1] == "l" and best != end):
            return None
        foreign = not SYLLABLE.match(pieces.keys[at])  # "Đakrông", a district by one word
        if best == district and best - at < 2 and best not in (end, province) and not foreign:
            return None
        run = capital_run(pieces, at)
        if run > best and not pieces.heading[at]:
            goes_on = not (
                looks_like_name(pieces, best, run)
                or pieces.keys[best] in STOPPERS
                or self._begins_words(best, run)
                or self.unit(best) is not None
                or (best == end and not all(SYLLABLE.match(key) for key in pieces.keys[best:run]))
            )
            if goes_on:
                return None
        if best - at == 1 and run == best and self._begins_words(at, run):
            return None
        if (
            best - at == 1
            and at > 0
            and pieces.shapes[at - 1] == "C"
            and pieces.starts[at] - pieces.ends[at - 1] == 1
        ):
            return None  # "Phương Mỹ": the last syllable of another name
        if best - at == 1 and pieces.keys[at] in _ALSO_WORDS and not self._placed(at):
            return None
        return best

    def country(self, at: int) -> int | None:
        """Index after a place that needs no unit word, whatever name follows it at once."""
        return self.bare(at) or (self._in_known(at) if self._pieces.is_capital(at) else None)

    def _met_again(self, at: int) -> int | None:
        """A name met with its unit word before ("xã Phú Linh"), now without it."""
        run = capital_run(self._pieces, at)
        return run if self.met(at, run) else None

    def met(self, at: int, end: int) -> bool:
        """Whether the words were met with the unit word of a commune or district."""
        return end - at > 1 and tuple(self._pieces.keys[at:end]) in self._met

    def _placed(self, at: int) -> bool:
        """Whether the words before say a one-syllable country is meant: "nước Anh", "tại Đức"."""
        return at > 0 and self._pieces.keys[at - 1] in _PLACING
