"""Proper names of companies, schools, co-operatives, papers: where one ends."""

from __future__ import annotations

from collections.abc import Callable

from index.entities.bodies.fields import Fields, descriptors
from index.entities.bodies.heads import heads
from index.entities.capitals import begins_person, capital_run, looks_like_name
from index.entities.dictionary import compounds
from index.entities.lexicon import cues
from index.entities.pieces import Pieces
from index.entities.places.place import ALONE, Places
from index.entities.syllables import SYLLABLE

_STARTERS = cues("sentence_starters")
_VERBS = cues("task_ends")
_COUNTED = cues("counted")
_VERBS_TOO = cues("verbs_too")
_INNER_HEADS = frozenset({"công", "đại", "trung", "thcs", "thpt", "tiểu", "mầm", "cao"})
"""Heads that stand inside other names too: "Trường PTDTNT THCS-THPT huyện Mường Nhé"."""
_JOINTS = frozenset({"-", "–", "&", "và", "số"})
_LEGAL_FORMS = frozenset({"ty", "cp", "phần", "tnhh", "hạn", "mtv", "đoàn", "xã", "htx"})
_LANDS = cues("lands")
_BEGINNINGS = cues("beginnings")
_FORMS = frozenset({"cp", "phần", "tnhh", "hạn", "mtv"})
"""Words of the law that a firm's name never ends in."""
_LEVELS = frozenset({"mầm", "tiểu", "trung"})
"""Levels of schools: "Trường Tiểu học và Mầm non Tân Lập" is one."""
_STAGES = frozenset({"đh", "cđ", "thpt", "thcs"})
_ONE_MEMBER = ["một", "thành", "viên"]
_OF_THE_NATION = (["trung", "ương"], ["quốc", "gia"])
_BUILDING = (["đầu", "tư"], ["xây", "dựng"], ["phát", "triển"], ["cổ", "phần"])


class ProperNames:
    """Reads proper names out of the pieces of one text."""

    def __init__(
        self,
        pieces: Pieces,
        places: Places,
        fields: Fields,
        is_head: Callable[[int], bool],
        is_body: Callable[[int], bool],
        trade: Callable[[int, bool], int | None],
    ) -> None:
        """Args: trade: `OpenFields.trade`."""
        self._pieces = pieces
        self._places = places
        self._fields = fields
        self._is_head = is_head
        self._is_body = is_body
        self._trade_of = trade
        self._descriptors = descriptors()
        self._heads = heads()

    def proper(
        self, i: int, *, small_head: bool = False, of_school: bool = False, behind_head: bool = False
    ) -> tuple[int, bool]:
        """(index after a proper name, whether it tells this body from others of its kind).

        Args:
            small_head: the head was written small, so that a place or a body after it is another thing.
            behind_head: nothing stands between the head and `i`.
            of_school: it may be a person's whole name: "Trường Tiểu học Lê Văn Tám".
        """
        pieces, shapes = self._pieces, self._pieces.shapes
        if (route := self._route(i)) is not None:
            return route, True
        start, end = i, i
        own = i  # where the name proper begins, after the trade
        named = False  # a word that is in no dictionary was met: the name proper
        told = False  # something was met that tells this one from others of its kind
        while end < len(pieces):
            if shapes[end] in "CU":
                if self._stops(end, start, small_head) and (named or not self._zone(end, start)):
                    break
                if end > start and self._person(end, own, named):
                    if named or not of_school or pieces.shapes[end - 1] != "l":
                        break
                    return self._whole_person(end), True
                if pieces.heading[end] and end - start >= 4 and not self._described(end):
                    break
                told = told or not self._described(end) or pieces.keys[end : end + 2] in _OF_THE_NATION
                word = self._fields.compound(end) or self._listed(end) or self._trade(end, start)
                own = own if named else end
                named = named or word is None
                end = word if word is not None else end + 1
            elif shapes[end] == "d":
                if not self._numbers(end, start):
                    break
                end += 3 if self._day(end) else 1
                named = told = True
            elif shapes[end] == "l":
                after = self._small_words(end, start, named, behind_head and not small_head)
                if after is None:
                    break
                end = after
            elif self._dashed(end, start, named):
                end += 1
            else:
                break
        while end > start and pieces.keys[end - 1] in _JOINTS:
            end -= 1
        return end, told

    def _whole_person(self, i: int) -> int:
        """Index after the person a school is named after."""
        return min(capital_run(self._pieces, i), i + 4)

    def _trade(self, i: int, start: int) -> int | None:
        """As in "Công ty TNHH Lọc hóa dầu Bình Minh": a trade by a verb and a word of the dictionary."""
        pieces, keys = self._pieces, self._pieces.keys
        if i != start or i == 0 or keys[i - 1] not in _LEGAL_FORMS or pieces.shapes[i + 1 : i + 3] != "ll":
            return None
        if f"{keys[i + 1]} {keys[i + 2]}" not in compounds() or not SYLLABLE.match(keys[i]):
            return None
        return i + 3 if pieces.is_capital(i + 3) and keys[i + 1] not in _VERBS else None

    def _listed(self, i: int) -> int | None:
        """As in "Xơ sợi", "Xây lắp dầu khí": a trade of the list that begins with a capital."""
        found = self._descriptors.longest(self._pieces.keys, i)
        if found is None or found[0] - i < 2 or set(self._pieces.shapes[i + 1 : found[0]]) != {"l"}:
            return None
        return found[0]

    def _described(self, i: int) -> bool:
        return self._descriptors.longest(self._pieces.keys, i) is not None

    def _day(self, i: int) -> bool:
        """As in "Trường Mầm non 19-5", "Bệnh viện 30/4": a body named after a day."""
        pieces = self._pieces
        keys = pieces.keys
        if pieces.shapes[i : i + 3] != "dpd" or keys[i + 1] not in "-/" or not pieces.glued(i + 1):
            return False
        day, month = keys[i], keys[i + 2]
        real = day.isdigit() and month.isdigit() and 0 < int(day) < 32 and 0 < int(month) < 13
        return real and keys[i + 3 : i + 4] != ["lần"]

    def _numbers(self, i: int, start: int) -> bool:
        """Whether the number at `i` belongs to the name: "Công ty 36", "Trường Tiểu học số 2"."""
        pieces = self._pieces
        ends = i + 1 >= len(pieces) or (pieces.shapes[i + 1] in "pn" and pieces.keys[i + 1] not in "/%")
        alone = pieces.shapes[i - 1] == "l" and len(pieces.keys[i]) < 3 and ends  # "hóa chất 21"
        follows = i == start or pieces.keys[i - 1] == "số" or pieces.is_capital(i - 1) or alone
        after = pieces.keys[i + 1] if i + 1 < len(pieces) else ""
        counts = (after in _COUNTED and pieces.shapes[i + 1] == "l") or (
            after in ".," and pieces.glued(i + 1) and pieces.glued(i + 2)
        )
        return follows and not counts and self._places.unit(i) is None and len(pieces.keys[i]) <= 4

    def _small_words(self, i: int, start: int, named: bool, capital_head: bool) -> int | None:
        """Index after small words inside the name: "trách nhiệm hữu hạn", "thương mại"."""
        pieces, keys = self._pieces, self._pieces.keys
        described = self._descriptors.longest(keys, i)
        if described is not None and described[1] not in _VERBS_TOO and self._leads_on(described[0], named):
            return described[0]
        if keys[i] == "số" and i + 1 < len(pieces) and pieces.shapes[i + 1] == "d":
            return i + 1
        if keys[i] == "và" and i > start and self._joins(i):
            return i + 1
        if i > start:
            return None if named else self._up_to_name(i, of_firm=keys[start - 1] in _LEGAL_FORMS)
        if i == 0 or keys[i] == "và" or not (capital_head or keys[i - 1] in _LEGAL_FORMS):
            return None
        if f"{keys[i - 1]} {keys[i]}" in compounds() or keys[i - 1] in _STAGES:
            return None  # "Trường hợp", "Báo chí", "thi ĐH khối B"
        after = self._up_to_name(i)  # "công ty CP công nghiệp nặng Cửu Long"
        if after is None or keys[i - 1] in _FORMS or (capital_head and self._surely_named(i)):
            return after
        of_a_land = " ".join(keys[after : after + 2]) in _LANDS or keys[after] in _LANDS
        return None if of_a_land else after  # "công ty dược phẩm Hàn Quốc"

    def _surely_named(self, i: int) -> bool:
        """Whether the capital of the head before `i` says it is a name, not that a sentence begins."""
        at = i - 1
        while at > 0 and not self._pieces.is_capital(at):
            at -= 1
        return self._pieces.keys[i - 1] == "hội" or not self._pieces.begins_sentence(at)

    def trade_to_name(self, i: int, head_end: int) -> int:
        """Index after the name of a firm whose trade goes on at `i`: "Công ty Môi trường" "xanh Tây Bắc".

        Args: head_end: index after its head.
        """
        pieces, keys = self._pieces, self._pieces.keys
        first = i + 1 if keys[i : i + 1] == ["và"] else i
        after: int | None = first if first > i and self._joins(i) else None
        if pieces.shapes[first : first + 1] == "l":
            of_firm = keys[head_end - 1] in _LEGAL_FORMS and pieces.shapes[i - 1] == "l"
            after = self._up_to_name(first, of_firm=of_firm)
        if after is None:
            return i
        if not pieces.is_capital(after):
            return after
        end, _ = self.proper(after)
        return end if end > after else i

    def _up_to_name(self, i: int, *, of_firm: bool = False) -> int | None:
        """Small words between trade and name: "Công ty TNHH Khai thác khoáng sản Hưng Thịnh"."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[i] == "và":
            after = self._up_to_name(i + 1, of_firm=of_firm) if pieces.shapes[i + 1 : i + 2] == "l" else None
            return after if after is not None and pieces.is_capital(after) else None
        of_firm = of_firm or keys[i - 1] in _FORMS or keys[i - 3 : i] == _ONE_MEMBER
        end = self._trade_of(i, of_firm)
        if end is None or (
            self._is_head(end) and (keys[end - 1] == "và" or keys[end + 1 : end + 2] == ["ty"])
        ):
            return None
        if not pieces.is_capital(end):
            return end  # "xây dựng tổng hợp" huyện Tiên Lãng
        if self._stops(end, i, False) or self._person(end, i, False):
            return None
        if " ".join(keys[i : i + 2]) in _VERBS_TOO and self._fields.compound(end) is not None:
            return None  # "tổ chức Hội thảo": what the body does
        return end

    def _dashed(self, i: int, start: int, named: bool) -> bool:
        """Whether a dash or "&" at `i` joins two halves of the name."""
        pieces, keys = self._pieces, self._pieces.keys
        if keys[i - 1] == "việt" and keys[i] in "-–" and pieces.shapes[i + 1 : i + 2] == "C":
            run = capital_run(pieces, i + 1)  # "Bệnh viện hữu nghị Việt - Đức"
            return run == i + 2 or self._places.bare(i + 2) is not None
        if i == start and not (pieces.shapes[i - 1] == "l" and self._joins_trade(i)):
            return False
        if keys[i] not in "-–&" or i + 1 >= len(pieces) or pieces.shapes[i + 1] not in "CUd":
            return False
        spaced = not (pieces.glued(i) and pieces.glued(i + 1))
        short = capital_run(pieces, i + 1) < i + 4 and self._places.bare(i + 1) is None
        if spaced and keys[i] != "&" and short and not (named is False and self._joins_trade(i)):
            return False
        return not (self._person(i + 1, start, named) or self._begins_body(i + 1) or self._places.unit(i + 1))

    def _joins_trade(self, i: int) -> bool:
        """As in "Thương mại - Đầu tư và Phát triển Thiên Niên Kỷ": a trade on both sides of the dash."""
        return self._fields.compound(i + 1) is not None and self._described(i + 1)

    def _route(self, i: int) -> int | None:
        """As in "Công ty TNHH BOT Quốc lộ 6", "Công ty Đầu tư Quốc lộ 9 Đông Hà - Lao Bảo": a firm's road."""
        pieces, keys = self._pieces, self._pieces.keys
        i += keys[i : i + 1] == ["bot"]
        if i >= len(pieces):
            return None
        if keys[i - 1 : i] != ["bot"]:
            unit = self._places.unit(i)
            builds = keys[i - 2 : i] in _BUILDING or keys[i - 1] in _LEGAL_FORMS
            if unit is None or unit[1] != "road" or not builds:
                return None
        end = self._places.place(i) or self._places.bare(i)
        if end is None:
            return None
        if self._pieces.shapes[end : end + 1] == "C":
            end = capital_run(self._pieces, end)
        elif self._pieces.shapes[end : end + 1] == "l":
            end = self._places.place(end) or end
        if end + 1 < len(pieces) and keys[end] in "-–" and pieces.is_capital(end + 1):
            return self._places.place(end + 1) or capital_run(pieces, end + 1)
        return end

    def _begins_body(self, i: int) -> bool:
        return self._is_head(i) and self._pieces.keys[i] not in _INNER_HEADS

    def _leads_on(self, after: int, named: bool) -> bool:
        """A small descriptor belongs to the name when a name, a place or the end of the phrase follows."""
        pieces = self._pieces
        if after >= len(pieces):
            return not named
        if pieces.shapes[after] in ("CUd" if named else "CUdp"):
            return True
        if self._descriptors.longest(pieces.keys, after) is not None or self._places.place(after) is not None:
            return True
        return pieces.keys[after] == "số"

    def _joins(self, i: int) -> bool:
        """Whether "và" at `i` stands inside the name: dictionary words on both sides, no new head."""
        pieces = self._pieces
        if i + 1 >= len(pieces) or not pieces.is_capital(i + 1):
            return False
        word, head = self._fields.compound(i + 1), self._heads.longest(pieces.keys, i + 1)
        if head is not None and pieces.keys[i + 1] not in _LEVELS and (word is None or word <= head[0]):
            return False
        keys = pieces.keys
        if any(" ".join(keys[i + 1 : i + 1 + words]) in _BEGINNINGS for words in (2, 3)):
            return False  # "và Trưởng phòng"
        two = " ".join(keys[i + 1 : i + 3]) in compounds() and pieces.shapes[i + 2] in "lC"
        return two or word is not None or self._described(i + 1)

    def _stops(self, i: int, start: int, small_head: bool) -> bool:
        """A capital that begins something else: another body, a unit word, a title."""
        pieces, keys = self._pieces, self._pieces.keys
        if i == start and small_head and self._is_body(i):
            return True
        if self._named_as_place(i):
            return False
        if i == start and self._places.unit(i) is not None:
            return self._alone(i) or (small_head and self._places.place(i) is not None)
        if keys[i] in _STARTERS or (self._places.unit(i) is not None and self._places.place(i) is not None):
            return True
        if self._places.bare(i) is not None and i > start and pieces.shapes[i - 1] == "l":
            return False
        return self._is_head(i) and keys[i] not in _INNER_HEADS and self._is_body(i)

    def _alone(self, i: int) -> bool:
        unit = self._places.unit(i)
        return unit is not None and unit[2] in ALONE

    def _named_as_place(self, i: int) -> bool:
        """As in "Đầu tư Sông Hồng", "Đất Xanh Miền Bắc", "Toàn Cầu": a word for a place, all in capitals."""
        pieces = self._pieces
        unit = self._places.unit(i) if pieces.shapes[i : i + 2] == "CC" else None
        return unit is not None and unit[0] == i + 1 and unit[1] in ("site", "region", "hamlet")

    def _zone(self, i: int, start: int) -> bool:
        """As in "Công ty CP Đầu tư KCN Hòa Cầm": the zone a firm runs, behind its trade."""
        unit = self._places.unit(i) if i > start and self._pieces.shapes[i] == "U" else None
        return unit is not None and unit[1] == "site"

    def _person(self, i: int, start: int, named: bool) -> bool:
        """Whether a person's full name begins at `i`: "Giám đốc Công ty Minh Phát Nguyễn Văn A"."""
        run = capital_run(self._pieces, i)
        if any(self._pieces.keys[j] in ("văn", "thị") for j in range(i + 2, run)):
            return False  # "Hà Ninh Đậu Văn Lương": the person begins later
        if begins_person(self._pieces, i, run):
            sure = self._pieces.keys[i + 1] in ("văn", "thị", "a")  # "Công ty Ba Vàng Sơn La" is no Mr Vàng's
            return (named and sure) or i - start >= 2 or self._pieces.shapes[i - 1] == "l"
        return named and i - start >= 2 and looks_like_name(self._pieces, i, run)
