"""Places behind a unit word: how far the name goes, for each kind of unit.

Unit words are read by `unit_words`, names that need none by `bare`.
"""

from __future__ import annotations

import re

from index.entities.capitals import begins_person, capital_run, given_names, surnames
from index.entities.dictionary import compounds
from index.entities.lexicon import Phrases, all_cues, cues
from index.entities.pieces import Pieces
from index.entities.places import units
from index.entities.places.bare import ALSO_WORDS, STOPPERS, BarePlaces
from index.entities.places.endings import Endings
from index.entities.places.gazetteers import Gazetteers, begins_words
from index.entities.places.unit_words import PlaceUnits
from index.entities.syllables import SYLLABLE

ALONE = cues("units_alone")
PLURALS = cues("plurals")
LEVELS = {"province": units.PROVINCE, "district": units.DISTRICT, "commune": units.COMMUNE}
LONGEST_NAME = 5
_NUMBERED_WORDS = cues("numbered_units") | {"p", "q"}
_SHORT_BODIES = STOPPERS - {"bà", "ông", "phó", "thiếu", "ủy"}
_HIGHLAND_FIRST = cues("highland_first")
_NUMBERED = frozenset({"hamlet", "road"})
_ROAD_CODE = re.compile(r"(?:(?:ql|tl|hl|ct)\d+|đ[th]\d\d+)[a-z]?$")
_ROMAN = re.compile(r"[ivx]{1,5}$")
_MIDDLES = frozenset({"văn", "thị", "a"})
_REVERED = frozenset({"vua", "chúa", "đức", "thánh", "tướng", "bà", "ông", "cụ", "chủ"})
_WORKS = frozenset(
    {
        "di tích lịch sử",
        "khu di tích",
        "khu di tích lịch sử",
        "cầu",
        "hồ",
        "đập",
        "bến",
        "kè",
        "cầu vượt",
        "hầm chui",
        "trạm bơm",
        "nút giao",
        "đồng bằng",
    }
)
_TOLLS = frozenset({"trạm thu phí", "trạm thu phí bot", "trạm bot", "cầu vượt", "hầm chui"})
"""Works named by the road they stand on."""
_NAMED_BY_ENDS = cues("named_by_ends")
_LAND_WORDS = cues("land_words") - {"bãi rác"}
_MEMORIALS = cues("memorials")
_HONOURED = Phrases({title: title for title in all_cues("honoured")})


class Places:
    """Reads places out of the pieces of one text."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._gazetteers = gazetteers = Gazetteers(pieces)
        self._units = PlaceUnits(pieces, gazetteers)
        self._bare = BarePlaces(pieces, gazetteers, self._units)
        self._endings = Endings(pieces, gazetteers, self._units)
        self.unit = self._units.unit
        self.in_gazetteer = gazetteers.unit_at
        self.bare = self._bare.bare
        self.country = self._bare.country
        self.met = self._bare.met
        self.remember = self._bare.remember

    def place(self, at: int) -> int | None:
        """Index after a unit word with its name at `at`; None when that is not what stands there."""
        pieces = self._pieces
        if _ROAD_CODE.match(pieces.keys[at]) and pieces.is_capital(at):
            return at + 1
        if self._units.part_of_word(at) or (
            pieces.shapes[at] == "C" and begins_person(pieces, at, capital_run(pieces, at))
        ):
            return None
        named = self.bare(at) if pieces.shapes[at : at + 2] == "CC" else None
        if named is not None:
            return named  # "Rạch Giá", "Cầu Giấy"
        for end, kind, word in self._units.units_at(at):
            after = self._in_honour(end, word) or self.name(end, kind, word)
            if after is None and kind == "site":
                after = self._over(end, word)
                if after is None and " " in word and word not in _LAND_WORDS:
                    after = self._of_unit(end, alone=pieces.is_capital(at))
            if after is not None:
                self.remember(end, after, kind)
                return after
        return None

    def _in_honour(self, at: int, word: str) -> int | None:
        """As in "đền thờ vua Lê", "tượng đài Chủ tịch Hồ Chí Minh": whom the site remembers, by title."""
        title = (
            _HONOURED.longest(self._pieces.keys, at)
            if word in _MEMORIALS and at < len(self._pieces)
            else None
        )
        if title is None or title[0] >= len(self._pieces):
            return None
        end = min(capital_run(self._pieces, title[0]), title[0] + LONGEST_NAME)
        return end if end > title[0] and not self._pieces.heading[at] else None

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
        """As in "cầu sông Bằng", "trạm thu phí quốc lộ 6": a work named by what it stands on."""
        unit = self.unit(at) if at < len(self._pieces) else None
        if unit is None or not (
            (word in _WORKS and unit[1] == "site") or (word in _TOLLS and unit[1] == "road")
        ):
            return None
        return self.name(*unit)

    def name(self, at: int, kind: str, word: str) -> int | None:
        """Index after the name of a place of `kind` at `at`."""
        pieces = self._pieces
        if at >= len(pieces):
            return None
        if kind == "site" and self._begins_unit(at):
            return None
        if (
            kind == "hamlet"
            and pieces.shapes[at] == "U"
            and not pieces.heading[at]
            and len(pieces.keys[at]) > 3
        ):
            return None  # "Tổ CNSCĐ"
        if word == "khối" and pieces.shapes[at] != "d":
            return None  # "thủ khoa khối A"
        if kind == "road" and pieces.keys[at] == "số" and self._is_number(at + 1):
            return at + 2  # "ngõ số 8", "đường Số 12", "đường số A"
        if kind == "road" and (city := self._endings.city(at)) is not None:
            end = self._endings.joined(at, city)
            return end if end > city else None  # "cao tốc TP. HCM - Trung Lương"
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
            known = self._gazetteers.known_at(at)
        if kind == "city":
            known = self.in_gazetteer(at, (units.PROVINCE, units.DISTRICT)) or self._gazetteers.known_at(at)
        elif kind == "site":
            known = self._gazetteers.known_at(at)
        elif kind == "region":
            known = self._gazetteers.known_at(at) or self.in_gazetteer(at, (units.PROVINCE,))
            if known is None and word == "nước":
                return None
        if pieces.heading[at]:
            return known or self.in_gazetteer(at, tuple(LEVELS.values())) or self._short_run(at, kind, word)
        run = capital_run(pieces, at)
        if known is not None:
            ends = known >= run and kind != "site"
            return known if ends else self._cut(at, max(run, known), kind, word, known)
        if run == at + 1 and begins_words(pieces, at, run):
            return None
        if kind in ("province", "city", "district", "commune") and begins_person(pieces, at, run):
            return None  # "UBND TP Nguyễn Văn A": the city is not named, its chairman is
        if kind == "province" and not self._outside_vietnam(at, run):
            return None
        if kind == "district" and self.in_gazetteer(at, (units.PROVINCE,)) == run:
            return None  # "một huyện biên giới Nghệ An"
        return self._cut(at, run, kind, word, None)

    def _is_number(self, at: int) -> bool:
        """Whether a number stands at `at`, or the one letter that a judgment leaves of it."""
        pieces = self._pieces
        return pieces.shapes[at : at + 1] == "d" or (pieces.is_capital(at) and len(pieces.keys[at]) == 1)

    def _small_name(self, at: int, kind: str, word: str) -> int | None:
        """As in "xã mường chanh": a known name without its capitals, which no word of the dictionary is."""
        levels = (
            (units.PROVINCE, units.DISTRICT) if kind == "city" else (LEVELS[kind],) if kind in LEVELS else ()
        )
        keys = self._pieces.keys
        if not levels or f"{word} {keys[at]}" in compounds():
            return None  # "xã hội an toàn"
        found = [self._gazetteers.by_level[level].longest(keys, at) for level in levels]
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
        if keys[run : run + 1] == [","] and (land := self._bare.country(run + 1)) is not None:
            return keys[run + 1 : land] != ["việt", "nam"]  # "tỉnh Bô Ly Khăm Xay, Lào"
        return (
            (run == at + 1 and len(keys[at]) == 1)
            or "-" in keys[at:run]
            or any(
                key not in surnames() and key not in given_names() and not SYLLABLE.match(key)
                for key in keys[at:run]
            )
        )

    def _cut(self, at: int, run: int, kind: str, word: str, known: int | None) -> int | None:
        """Where the name ends inside the run of capitals: before a title, a body, a person's name."""
        pieces = self._pieces
        end = run
        for i in range(at + 1, run):
            if known is not None and i < known:
                continue
            stops = pieces.keys[i] in STOPPERS and not self._inside_name(i, run)
            signed = kind == "road" and pieces.shapes[at] + pieces.shapes[i] == "CU"  # "đường Hà Giang TTO"
            stops = stops or signed
            if stops or begins_words(pieces, i, run) or (i > at + 1 and pieces.keys[i] in ALONE):
                end = i
                break
            revered = pieces.keys[i - 1] in _REVERED  # "đền thờ Vua Lê Thái Tông"
            single = i == at + 1 and known is None and not _MIDDLES & set(pieces.keys[i + 1 : i + 2])
            if kind != "road" and not revered and not single and begins_person(pieces, i, run):
                end = i
                break
            land = pieces.keys[i] not in ALSO_WORDS  # "TP Đào Viên" is not in Vienna
            if land and kind in ("province", "city", "region") and self._gazetteers.known_at(i) == run:
                end = i
                break
        if known is not None and end > known and kind in ("province", "city", "district"):
            end = known  # the units of these levels are all known
        end = min(end, at + LONGEST_NAME + 2)
        if kind == "road" or (word in _NAMED_BY_ENDS and not self._on_route(at, word)):
            end = self._endings.joined(at, end)
        return self._endings.with_number(self._small_syllable(at, end), kind, word)

    def _on_route(self, at: int, word: str) -> bool:
        """As in "Tô Hiệu - cầu Trắng - Lê Lợi": the bridge is one of more on the way."""
        pieces = self._pieces
        if word != "cầu":
            return False
        after = capital_run(pieces, min(capital_run(pieces, at) + 1, len(pieces)))
        after += pieces.shapes[after : after + 1] == "d"  # "Cách Mạng Tháng 8"
        return pieces.keys[at - 2] in "-–" or pieces.keys[after : after + 1] in (["-"], ["–"])

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

    def _short_run(self, at: int, kind: str, word: str) -> int | None:
        """In a heading, where everything is a capital, an unknown name is taken to have two syllables."""
        pieces = self._pieces
        if kind not in ("commune", "hamlet") or f"{word} {pieces.keys[at]}" in compounds():
            return None
        end = min(capital_run(pieces, at), at + 2)
        return end if end > at else None
