"""What stands around a reference: bodies that issued it, provinces named beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from archive.model import Analysis, Mention, MentionType
from index.registry import issuers as issuing
from index.registry.issuers import Issuer
from index.registry.nearby import NamedUnits
from index.registry.read_reference import BESIDE, SOURCE, STATED, TEXT

_ISSUES = re.compile(r"(?:ban hành|thông qua|đã ký|ký ban hành|vừa ký|ra)(?!\w)[^.;\n]{0,40}$")
_HAS = re.compile(r"\s+(?:(?:vừa|đã|cũng|mới|còn|thì)\s+){0,2}(?:có|ra|ban hành)\s+")
"""Between who issued and what, nothing else: "Lào Cai có Nghị quyết …"."""
_OF_UNIT = re.compile(
    r"(?:\s*,?\s*(?:ban hành\s+)?(?:ngày|năm)\s[\d/.\-–]+(?:\s+tháng\s+\d+\s+năm\s+\d+)?)?\s*,?\s+của\s+"
)
_OF_OFFICE = re.compile(r"\s+của\s+(?P<office>Thủ tướng|[Tt]rung ương)(?!\w| (?:Chính phủ|[A-ZĐ]))")
_ON_THAT_DAY = re.compile(r"\s*,?\s*(?:(?:Phó |Quyền )?(?:Chủ tịch|Thủ tướng|Giám đốc|Bộ trưởng)\s+)?")
_NATIONAL_CONGRESS = re.compile(r"toàn quốc|của Đảng(?! bộ)(?!\w)", re.IGNORECASE)
_OF_PROVINCE = re.compile(r"đảng bộ tỉnh(?!\w)", re.IGNORECASE)
_UNIT_LEVELS = (issuing.PROVINCE, issuing.DISTRICT, issuing.COMMUNE)
_OF_ANY = re.compile(
    r"(?<!\w)(?:(?P<before>mỗi|mọi|nhiều|các|những)\s+)?(?P<kind>huyện|quận|thị xã|thành phố|xã|phường|tỉnh)"
    r"(?P<behind>\s+nào)?(?:\s+(?:cũng|đều|đã|có|phải|ra|ban hành)){1,3}\s+(?:một\s+)?$",
    re.IGNORECASE,
)
"""Before a reference that is of no one unit: "Huyện nào cũng có …", "Các xã đều ban hành …"."""
_FARTHEST_BODY = 90
_MOST_BESIDE = 200  # mentions looked at around one reference, in a sentence without an end
_LONGEST_ISSUER = 140


class Surroundings:
    """A text's bodies and places by where they stand."""

    def __init__(self, text: str, analysis: Analysis, province: str) -> None:
        """`province`: the one bare words mean ("Tỉnh ủy", "UBND tỉnh")."""
        self.province = province
        self._text = text
        self._starts = [start for start, _ in analysis.sentences]
        self._ends = [end for _, end in analysis.sentences]
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._bodies = [one for one in analysis.mentions if one.type is MentionType.BODY]
        self._body_starts = [one.start for one in self._bodies]
        self._places = [
            one
            for one in analysis.mentions
            if one.type is MentionType.PLACE and one.attributes.get("level") in _UNIT_LEVELS
        ]
        self._place_starts = [one.start for one in self._places]
        self._days = [
            one
            for one in analysis.mentions
            if one.type is MentionType.DATE
            and one.attributes.get("kind") == "calendar"
            and one.attributes.get("lo")
            and one.attributes["lo"] == one.attributes.get("hi")
        ]
        self._day_starts = [one.start for one in self._days]
        self._units = NamedUnits(analysis.mentions)
        self._references = [one.start for one in analysis.mentions if one.type is MentionType.DIRECTIVE]
        self._title_end = text.find("\n\n") if "\n\n" in text else len(text)
        self._provinces: list[tuple[int, str]] = []
        for one in analysis.mentions:
            if one.type is MentionType.PLACE or one.type is MentionType.BODY:
                named = issuing.province_named_last(one.label)
                if named and (one.type is MentionType.BODY or one.attributes.get("level") == "province"):
                    self._provinces.append((one.start, named))
        self._in_title = frozenset(name for start, name in self._provinces if start < self._title_end)
        self._of_family: dict[str, frozenset[Issuer]] = {}

    def issuers(self, symbol: str, mention: Mention) -> tuple[tuple[Issuer, ...], str]:
        """(who may have issued a reference whose number has this symbol, where that is known from)."""
        words = self.issuer_words(mention)
        kind = issuing.open_kind(str(mention.attributes.get("issuer") or ""))
        said = [self._stated(symbol, words)] if words and not kind else []
        said += [self._unit_behind(symbol, mention), self._said_before(symbol, mention)]
        if kind:
            said.append(self._stated(symbol, words))
        for found in said:
            if found:
                return self._in_provinces_beside(found, mention), STATED
        if symbol and kind != "tỉnh":
            return self._of_named_units(symbol, kind, mention)
        found = self._default_issuers(symbol, mention)
        return found, SOURCE if found else ""

    def is_of_any(self, at: int) -> bool:
        """Whether the words before `at` give a directive to every unit: "Huyện nào cũng có …"."""
        begin, _ = self._sentence(at)
        said = _OF_ANY.search(self._text, max(begin, at - _FARTHEST_BODY), at)
        return said is not None and (said["before"] or said["behind"]) is not None

    def issuer_words(self, mention: Mention) -> str:
        """The issuer stated behind a reference, local names completed as the text introduced them."""
        words = str(mention.attributes.get("issuer") or "")
        if not words and (office := _OF_OFFICE.match(self._text, mention.end)) is not None:
            return office["office"]
        for body in self._bodies_in(mention.end, mention.end + _LONGEST_ISSUER) if words else ():
            if words.endswith(body.text):
                return words[: len(words) - len(body.text)] + body.label
        return words

    def year_of_issue(self, mention: Mention) -> int | None:
        """The year of the day on which a body is said to issue it: "Ngày 7/4/2023, UBND tỉnh ban hành …"."""
        body = self._before(self._bodies, self._body_starts, mention)
        if body is None or not _ISSUES.search(self._text, body.end, mention.start):
            return None
        begin, _ = self._sentence(mention.start)
        at = bisect_left(self._day_starts, body.start) - 1
        if at < 0 or self._days[at].start < begin:
            return None
        day = self._days[at]
        led = _ON_THAT_DAY.fullmatch(self._text, day.end, body.start)
        return int(str(day.attributes["lo"])[:4]) if led is not None else None

    def _stated(self, symbol: str, words: str) -> tuple[Issuer, ...]:
        return issuing.stated(symbol, words, self.province)

    def _unit_behind(self, symbol: str, mention: Mention) -> tuple[Issuer, ...]:
        """The unit that follows the reference: "Nghị quyết số 06-NQ/TU ngày 7/9/2021 của Hà Tĩnh"."""
        at = bisect_left(self._place_starts, mention.end)
        for place in self._places[at : at + 1]:
            if symbol and _OF_UNIT.fullmatch(self._text, mention.end, place.start):
                return issuing.at_unit(symbol, place.label, self.province)
        return ()

    def _said_before(self, symbol: str, mention: Mention) -> tuple[Issuer, ...]:
        """Who is said to issue the reference behind it: "HĐND tỉnh ban hành Nghị quyết …"."""
        body = self.body_before(mention)
        if body:
            return self._stated(symbol, body)
        place = self._before(self._places, self._place_starts, mention)
        if symbol and place is not None and _HAS.fullmatch(self._text, place.end, mention.start):
            return issuing.at_unit(symbol, place.label, self.province)
        return ()

    def body_before(self, mention: Mention) -> str:
        """The body that is said before a reference to issue it, "" where none is."""
        body = self._before(self._bodies, self._body_starts, mention)
        if body is None:
            return ""
        gap = self._text[body.end : mention.start]
        return body.label if _ISSUES.search(gap) or _HAS.fullmatch(gap) else ""

    def _before(self, listed: Sequence[Mention], starts: Sequence[int], mention: Mention) -> Mention | None:
        """The last of `listed` before a reference in its sentence, no other reference between."""
        begin, _ = self._sentence(mention.start)
        at = bisect_left(starts, mention.start) - 1
        if at < 0 or listed[at].start < begin or not 0 <= mention.start - listed[at].end <= _FARTHEST_BODY:
            return None
        between = bisect_left(self._references, mention.start) - bisect_left(self._references, listed[at].end)
        return None if between else listed[at]

    def _in_provinces_beside(self, found: tuple[Issuer, ...], mention: Mention) -> tuple[Issuer, ...]:
        """Of several units of one name those in a province the sentence names: "Châu Thành, tỉnh …"."""
        if len(found) < 2:
            return found
        beside = self.provinces_beside(mention.start)
        return tuple(one for one in found if issuing.province_of(one) in beside) or found

    def _of_named_units(self, symbol: str, kind: str, mention: Mention) -> tuple[tuple[Issuer, ...], str]:
        """Whose an unqualified issuer is: of the unit last named, or else the only one that is near.

        Args: kind: of the unit, where the words say it ("UBND huyện"), or "".
        """
        kinds = frozenset({kind}) if kind else issuing.kinds_led(symbol)
        if kinds:
            begin, _ = self._sentence(mention.start)
            found = () if kind else self._committee_before(symbol, begin, mention.start)
            if not found:
                units = self._units.nearest(self._text, kinds, begin, mention.start)
                found = self._at_units(symbol, units)
            if found:
                return found, BESIDE
            for first, last in (self._paragraph(mention.start), (0, len(self._text))):
                found = self._at_units(symbol, self._units.within(kinds, first, last))
                if found:
                    return found, TEXT
        found = () if kind else self._default_issuers(symbol, mention)
        return found, SOURCE if found else ""

    def _committee_before(self, symbol: str, begin: int, at: int) -> tuple[Issuer, ...]:
        """The last body between two places, where it is a committee of the symbol's family."""
        last = bisect_left(self._body_starts, at) - 1
        if last < 0 or self._body_starts[last] < begin:
            return ()
        label = self._bodies[last].label
        return self._stated(symbol, label) if issuing.is_of_family(symbol, label) else ()

    def _at_units(self, symbol: str, units: Sequence[str]) -> tuple[Issuer, ...]:
        return tuple(sorted({one for unit in units for one in issuing.at_unit(symbol, unit, self.province)}))

    def provinces_beside(self, at: int) -> frozenset[str]:
        """Provinces named in the sentence around `at`."""
        begin, end = self._sentence(at)
        first = bisect_left(self._provinces, (begin, ""))
        last = bisect_left(self._provinces, (end, ""))
        return frozenset(name for _, name in self._provinces[first : min(last, first + _MOST_BESIDE)])

    def _default_issuers(self, symbol: str, mention: Mention) -> tuple[Issuer, ...]:
        """Who may be meant where nothing is stated: the source's own, and whoever is named beside it."""
        if not symbol:
            return ()
        found: set[Issuer] = set()
        for province in {self.province, *self.provinces_beside(mention.start), *self._in_title} - {""}:
            one = issuing.of_province(symbol, province)
            if one is not None:
                found.add(one)
        if issuing.scope_of(symbol) in (issuing.ANY, issuing.DISTRICT):
            # A committee below the province: one the paragraph names, or else the whole text.
            begin, end = self._paragraph(mention.start)
            nearby = self._bodies_in(begin, end)
            found |= self._whole_text(symbol) if not found else self._issuers_among(symbol, nearby)
        return tuple(sorted(found))

    def _whole_text(self, symbol: str) -> frozenset[Issuer]:
        if symbol not in self._of_family:
            self._of_family[symbol] = self._issuers_among(symbol, self._bodies)
        return self._of_family[symbol]

    def _issuers_among(self, symbol: str, bodies: Sequence[Mention]) -> frozenset[Issuer]:
        labels = {body.label for body in bodies if issuing.is_of_family(symbol, body.label)}
        return frozenset(one for label in labels for one in issuing.stated(symbol, label, self.province))

    def _bodies_in(self, begin: int, end: int) -> list[Mention]:
        first = bisect_left(self._body_starts, begin)
        return self._bodies[first : min(first + _MOST_BESIDE, bisect_left(self._body_starts, end))]

    def congress(self, mention: Mention) -> tuple[Issuer, ...]:
        """Whose congress a resolution is of: a named province's, the nation's, or the source's own."""
        words = " ".join(mention.text.split())
        if _NATIONAL_CONGRESS.search(words):
            return issuing.stated("TW", "Ban Chấp hành Trung ương Đảng", "")
        province = issuing.only_province(words) or (
            self.province if _OF_PROVINCE.search(words) is not None else ""
        )
        one = issuing.of_province("TU", province)
        return (one,) if one is not None else ()

    def _sentence(self, at: int) -> tuple[int, int]:
        i = bisect_right(self._starts, at) - 1
        return (self._starts[i], self._ends[i]) if i >= 0 else (0, len(self._text))

    def _paragraph(self, at: int) -> tuple[int, int]:
        behind = bisect_left(self._breaks, at)
        begin = self._breaks[behind - 1] + 1 if behind else 0
        return begin, self._breaks[behind] if behind < len(self._breaks) else len(self._text)
