"""What a text tells of a person beside the name: born when, living where, in which post, accused.

Two people of one name are told apart by these and by nothing else, see `namesakes`. Only what
stands at the name itself is read: "(SN 1985, trú xã Mường Bon, huyện Mai Sơn)", ", 34 tuổi,
ngụ quận 8", "bị cáo" before it, the offices `offices` reads.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from archive.model import Analysis, Mention, MentionType
from index.entities.places.units import DISTRICT, PROVINCE, bare_name
from index.registry.issuers import place_in
from index.registry.offices import Sighting
from index.registry.placing import INTO
from index.registry.units import provinces_of_commune, provinces_of_district, successor_province
from index.text.keys import exact_key

BORN, HOME, ORIGIN, POST, ACCUSED = "born", "home", "origin", "post", "accused"

_INSIDE = re.compile(r"\s*\((?P<said>[^()\n]{2,200})\)")
_RUN = re.compile(
    r"\s*,\s*(?P<said>(?:(?:cùng\s+)?\d{1,3}\s+tuổi|sn\s*:?\s*\d{4}|sinh\s+(?:năm|ngày)|(?:thường\s+)?trú|ngụ|"
    r"quê)(?!\w)[^.;()\n]{0,160})",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<!\w)(?:sn|sinh(?:\s+năm|\s+ngày\s+\d{1,2}[/.-]\d{1,2}[/.-])?)\s*:?\s*(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_AGE = re.compile(r"(?<!\w)(?P<vague>(?:khoảng|hơn|gần|trên|dưới|tầm)\s+)?(?P<age>\d{1,3})\s+tuổi(?!\w)")
_WHERE = re.compile(
    r"(?:(?<=[(,;])|(?<=- )|(?<=– ))\s*(?:(?:cùng|đều|cả hai|hiện|và|người|là)\s+){0,2}"
    r"(?:(?P<passing>tạm trú)|(?P<origin>quê(?:\s+quán|\s+ở|\s+tại)?|nguyên quán)|"
    r"(?P<home>thường trú|cư trú|trú quán|trú|ngụ|hktt|hộ khẩu|đang ở|sống ở|ở))(?!\w)",
    re.IGNORECASE,
)
"""A clause of its own: "người đã mất trong vụ cháy ở Hậu Giang" says nothing of a home."""
_ACCUSED = re.compile(
    r"(?<!\w)(?:bị cáo|bị can|nghi phạm|nghi can|hung thủ|đối tượng|phạm nhân|can phạm)\s+$", re.IGNORECASE
)
_FULL_TIME = re.compile(
    r"(?:UBND|HĐND|Thường trực HĐND|UBMTTQ|MTTQ|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|Đảng ủy|Ban \w+|Sở|"
    r"Công an|VKSND|TAND|Phòng|Chi cục|Văn phòng|Thanh tra|Bộ Chỉ huy|Ban Chỉ huy)(?!\w)"
)
_YEARS_HELD = re.compile(
    r"\s*[,(]?\s*(?:trong\s+)?(?:giai đoạn|nhiệm kỳ|khóa|khoá|từ năm)\s+\d{4}\s*(?:[-–]|đến(?: năm)?)\s*"
    r"(?P<last>\d{4})(?!\d)"
)
_MANY_MAY_HOLD = re.compile(r"trưởng đoàn|chủ nhiệm|chính ủy", re.IGNORECASE)
_BEFORE = 14
_BEHIND = 80  # characters in which a post's place may be completed
_OLDEST = 115


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One thing a text tells of a person; `Document.text[start:end]` is `text`."""

    kind: str  # BORN, HOME, ORIGIN, POST, ACCUSED
    start: int
    end: int
    text: str
    first: int = 0  # BORN: years of birth that fit, both ends
    last: int = 0
    province: str = ""  # HOME, ORIGIN, POST: today's, bare; "" while several fit
    units: tuple[str, ...] = ()  # keys: of a POST's unit; of what a HOME names below the province, in order
    key: str = ""  # POST: office and body
    level: str = ""  # POST: "province", "district", "commune"
    former: bool = False  # POST: "nguyên …"

    @property
    def said(self) -> Trait:
        """What every place that says the same has in common."""
        return replace(self, start=0, end=0, text="")

    def as_json(self) -> dict[str, Any]:
        """The fields that say something."""
        said = {name: getattr(self, name) for name in _FIELDS}
        return {name: value for name, value in said.items() if value or name == "start"}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Trait:
        """The reverse of `as_json`."""
        return cls(**{**said, "units": tuple(said.get("units", ()))})


_FIELDS = tuple(one.name for one in fields(Trait))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one document tells of one of the people it calls so."""

    document: str
    part: int  # 0, or 1, 2 … where the document itself tells people of the name apart
    day: dt.date | None
    traits: tuple[Trait, ...]


def order_of(telling: Telling) -> tuple[str, str, int]:
    """The earliest first, those without a day last."""
    return telling.day.isoformat() if telling.day else "9999", telling.document, telling.part


class TraitReader:
    """Reads the traits beside names of one text."""

    def __init__(self, text: str, analysis: Analysis, province: str, day: dt.date | None) -> None:
        """`province`: the source's; `day`: of publication, if certain: ages are counted back from it."""
        self._text = text
        self._province = province
        self._day = day
        self._places = [one for one in analysis.mentions if one.type is MentionType.PLACE]
        self._starts = [one.start for one in self._places]

    def beside(self, mention: Mention, ceiling: int, posts: Sequence[Sighting]) -> tuple[Trait, ...]:
        """Traits at one name.

        Args:
            ceiling: where the next name begins.
            posts: the offices that stand at the name.
        """
        found = [*self._accused(mention), *(post for one in posts if (post := self._post(one)) is not None)]
        said = _INSIDE.match(self._text, mention.end) or _RUN.match(self._text, mention.end)
        if said is not None:
            start, end = said.span("said")
            end = end if self._text[end : end + 1] == ")" else min(end, ceiling)
            found += [*self._births(start, end), *self._homes(mention.end, end)]
        return tuple(found)

    def _accused(self, mention: Mention) -> Iterator[Trait]:
        said = _ACCUSED.search(self._text, max(0, mention.start - _BEFORE), mention.start)
        if said is not None:
            yield self._trait(ACCUSED, said.start(), mention.end)

    def _births(self, start: int, end: int) -> Iterator[Trait]:
        latest = self._day.year if self._day is not None else 9999
        year = _YEAR.search(self._text, start, end)
        if year is not None and int(year["year"]) <= latest:
            said = int(year["year"])
            yield self._trait(BORN, year.start(), year.end(), first=said, last=said)
            return
        age = _AGE.search(self._text, start, end)
        if age is not None and not age["vague"] and self._day is not None and int(age["age"]) <= _OLDEST:
            about = self._day.year - int(age["age"])
            # Counted by birthdays or, as many do, from the year before birth.
            yield self._trait(BORN, age.start(), age.end(), first=about - 1, last=about + 1)

    def _homes(self, start: int, end: int) -> Iterator[Trait]:
        cues = list(_WHERE.finditer(self._text, start, end))
        for i, cue in enumerate(cues):
            until = cues[i + 1].start() if i + 1 < len(cues) else end
            until = min([until, *(at for at in (self._text.find(";", cue.end(), until),) if at >= 0)])
            places = self._address(cue.end(), until)
            if cue["passing"] or not places:
                continue
            province = _province_of(places)
            units = tuple(one.key for one in places if one.attributes.get("level") != PROVINCE)
            if province or units:
                yield self._trait(
                    ORIGIN if cue["origin"] else HOME,
                    cue.start("origin") if cue["origin"] else cue.start("home"),
                    places[-1].end,
                    province=province,
                    units=units,
                )

    def _post(self, one: Sighting) -> Trait | None:
        if not _FULL_TIME.match(one.body) or _MANY_MAY_HOLD.match(one.office):
            return None
        place = place_in(one.body)
        if place is None or not place[1]:
            return None
        _, bare, level = place
        if level == PROVINCE:
            province = successor_province(bare)
        else:
            homes = provinces_of_district(bare) if level == DISTRICT else provinces_of_commune(bare)
            todays = {successor_province(home) for home in homes}
            behind = _province_of(self._between(one.end, one.end + _BEHIND))
            own = successor_province(self._province) if self._province else ""
            province = next((here for here in (behind, own) if here in todays), "")
            province = province or (next(iter(todays)) if len(todays) == 1 else "")
        return self._trait(
            POST,
            one.start,
            one.end,
            province=province,
            units=(exact_key(bare),),
            key=one.key,
            level=level,
            former=one.former or self._ended(one.end),
        )

    def _ended(self, end: int) -> bool:
        """As in "Chủ tịch UBND xã (nhiệm kỳ 2011-2016)": a post of years gone by."""
        said = _YEARS_HELD.match(self._text, end)
        return said is not None and self._day is not None and int(said["last"]) < self._day.year

    def _address(self, start: int, end: int) -> list[Mention]:
        """The places that follow one another at `start`: "xã A, huyện B, tỉnh C"."""
        found: list[Mention] = []
        for place in self._between(start, end):
            at = found[-1].end if found else start
            led = INTO.fullmatch(self._text, at, place.start) if found else place.start - at <= _BEHIND
            if not led:
                break
            found.append(place)
        return found

    def _between(self, start: int, end: int) -> list[Mention]:
        return self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _trait(self, kind: str, start: int, end: int, **said: Any) -> Trait:
        return Trait(kind=kind, start=start, end=end, text=" ".join(self._text[start:end].split()), **said)


def _province_of(places: Sequence[Mention]) -> str:
    """Today's province of an address: the one it names, or the only one that has its district."""
    named = {one.label for one in places if one.attributes.get("level") == PROVINCE}
    if not named:
        for one in places:
            if one.attributes.get("level") == DISTRICT:
                named |= provinces_of_district(bare_name(one.label))
    todays = {successor_province(name.removeprefix("TP ")) for name in named}
    return next(iter(todays)) if len(todays) == 1 else ""
