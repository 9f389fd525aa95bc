"""Who issued a directive: from the symbol in its number, the words beside it, and the source's province.

The symbol says the family ("TU": a provincial Party committee), the words or the province which
one of it. A committee's organs number in one series ("Ban Thường vụ Tỉnh ủy" and "Ban Chấp hành
Đảng bộ tỉnh" both sign NQ/TU), so an issuer is the committee, not the organ; likewise a
People's Committee and its chairman.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from index.directives.types import ISSUERS, is_assembly, issuer_name
from index.entities.names import CITIES, body_name
from index.entities.places import units as unit_names
from index.registry.units import provinces_of_commune, provinces_of_district
from index.text.keys import exact_key, folded_key

NATIONAL, PROVINCE, DISTRICT, COMMUNE, ANY = "national", "province", "district", "commune", ""

_CENTRAL = "Trung ương Đảng"
_CENTRAL_ORGANS = re.compile(
    r"(?:bộ chính trị|ban bí thư|(?:ban chấp hành )?trung ương(?: đảng)?(?: cộng sản việt nam)?|"
    r"(?:hội nghị )?(?:bch|ban chấp hành) (?:tw|trung ương)(?: đảng)?)(?: khoá.*| khóa.*)?",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"^(?:phó )?(?:thủ tướng(?= chính phủ)|chủ tịch(?! nước)|giám đốc|bộ trưởng(?= bộ)|chánh án|viện trưởng|"
    r"tổng giám đốc|cục trưởng|trưởng(?= ban)|chánh thanh tra|bí thư)\s+",
    re.IGNORECASE,
)
_ORGAN = re.compile(r"^(?:thường trực|ban thường vụ|ban chấp hành)\s+(?=\S)", re.IGNORECASE)
_COMMITTEE = re.compile(
    r"^đảng bộ\s+(?P<word>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)?", re.IGNORECASE
)
_OTHER_COMMITTEE = re.compile(
    r"đảng ủy (?!(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)(?!\w))", re.IGNORECASE
)
"""A committee that does not lead a unit: "Đảng ủy Quân sự tỉnh", "Đảng ủy UBND tỉnh"."""
_COMMITTEES = {
    "tỉnh": "Tỉnh ủy",
    "thành phố": "Thành ủy",
    "huyện": "Huyện ủy",
    "quận": "Quận ủy",
    "thị xã": "Thị ủy",
    "xã": "Đảng ủy xã",
    "phường": "Đảng ủy phường",
    "đặc khu": "Đảng ủy đặc khu",
}
_LEVEL_WORDS = {
    "tỉnh": PROVINCE,
    "thành phố": DISTRICT,
    "huyện": DISTRICT,
    "quận": DISTRICT,
    "thị xã": DISTRICT,
    "thị trấn": COMMUNE,
    "xã": COMMUNE,
    "phường": COMMUNE,
    "đặc khu": COMMUNE,
    "tỉnh ủy": PROVINCE,
    "thành ủy": DISTRICT,
    "huyện ủy": DISTRICT,
    "quận ủy": DISTRICT,
    "thị ủy": DISTRICT,
}
_UNIT_OF_COMMITTEE = {
    "tỉnh ủy": "tỉnh",
    "thành ủy": "thành phố",
    "huyện ủy": "huyện",
    "quận ủy": "quận",
    "thị ủy": "thị xã",
}
_LED = {
    "HU": frozenset({"huyện"}),
    "QU": frozenset({"quận"}),
    "ThiU": frozenset({"thị xã"}),
    "ThU": frozenset({"thành phố"}),
    "ĐU": frozenset({"xã", "phường", "thị trấn", "đặc khu"}),
}
_COMMITTEE_SYMBOLS = ("UBND", "HĐND", "TU", "HU", "QU", "ThiU", "ThU", "ĐU")
_UNIT_WORD = re.compile(
    r"(?<!\w)(?:tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|"
    r"đặc khu)(?!\w)",
    re.IGNORECASE,
)
_AT_LEVEL = {
    PROVINCE: frozenset({"ĐĐBQH", "CAT", "TTHĐND"}),
    DISTRICT: frozenset({"HU", "QU", "ThiU"}),
}
_DEPARTMENT = re.compile(r"S[A-ZĐ][A-Za-zĐ&]{0,9}")  # "SNN": a provincial department in no table
_STATE_BODIES = frozenset(
    {"UBND", "UB", "HĐND", "TTHĐND", "VPUBND", "UBMTTQ", "MTTQ", "TAND", "VKSND", "CA", "BHXH"}
)
_NATIONAL = frozenset(
    {"TW", "CP", "TTg", "CTN", "VPCP", "VPCTN", "QH", "UBTVQH", "TTCP", "NHNN", "UBDT", "TANDTC"}
    | {"VKSNDTC", "VKSTC", "HĐBT", "HĐNN", "HĐTP", "MTTW", "ĐCT"}
)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Issuer:
    """Who issued; `key` is ASCII and the same for every way of naming it."""

    key: str  # "tinh-uy-son-la"
    label: str  # "Tỉnh ủy Sơn La"
    level: str  # "national", "province", "district", "commune", "" where unknown

    def as_json(self) -> dict[str, Any]:
        """Its three fields."""
        return {"key": self.key, "label": self.label, "level": self.level}


def issuer(label: str, level: str) -> Issuer:
    """An issuer of this name."""
    return Issuer(key=folded_key(label).replace(" ", "-"), label=label, level=level)


def scope_of(symbol: str) -> str:
    """The level an issuer's symbol names by itself; "" when it may stand at several."""
    name = ISSUERS.get(symbol, "")
    if symbol in _NATIONAL or is_assembly(symbol) or symbol.endswith("TW") or name.startswith("Bộ "):
        return NATIONAL
    for level, symbols in _AT_LEVEL.items():
        if symbol in symbols:
            return level
    if symbol == "TU" or name.endswith("Tỉnh ủy") or name.startswith("Sở "):
        return PROVINCE
    if symbol not in ISSUERS and _DEPARTMENT.fullmatch(symbol):
        return PROVINCE
    return ANY


def by_number(symbols: tuple[str, ...]) -> Issuer | None:
    """The issuer a number names for certain: the national ones, alone or together."""
    if not symbols or any(scope_of(symbol) != NATIONAL for symbol in symbols):
        return None
    names = [_CENTRAL if symbol == "TW" else issuer_name(symbol) or symbol for symbol in symbols]
    return issuer(" - ".join(names), NATIONAL)


def of_province(symbol: str, province: str) -> Issuer | None:
    """The provincial issuer behind a symbol; None for one that stands at no province."""
    if not province or scope_of(symbol) not in (PROVINCE, ANY):
        return None
    if scope_of(symbol) == ANY and symbol not in _STATE_BODIES:
        return None
    return _placed(symbol, "thành phố" if province in CITIES else "tỉnh", province, PROVINCE, province)


def without_office(words: str) -> str:
    """The body an issuer's words name: "Phó Chủ tịch UBND tỉnh" -> "UBND tỉnh"."""
    return _OFFICE.sub("", _OFFICE.sub("", " ".join(words.split())))


def national_symbol(words: str) -> str:
    """The symbol of the national body that an issuer's words name, "" for any other."""
    said = exact_key(words)
    if said == "thủ tướng":
        return "TTg"
    return _national_symbols().get(said) or _national_symbols().get(exact_key(without_office(words)), "")


@cache
def _national_symbols() -> dict[str, str]:
    return {exact_key(name): symbol for symbol, name in ISSUERS.items() if scope_of(symbol) == NATIONAL}


def symbol_in(words: str) -> str:
    """The symbol of the committee that an issuer's words name, "" for any other body."""
    name = _ORGAN.sub("", without_office(words))
    return next((symbol for symbol in _COMMITTEE_SYMBOLS if is_of_family(symbol, name)), "")


def stated(symbol: str, words: str, province: str) -> tuple[Issuer, ...]:
    """The issuers that the words beside a number can state: none when they do not say which one.

    Args:
        symbol: the issuer's symbol in the number, "" where there is none.
        words: "Ban Thường vụ Tỉnh ủy", "Chủ tịch UBND huyện Mai Sơn".
        province: the one bare words mean. A district or commune of a name that several
            provinces have, none of them this one, gives one candidate a province.
    """
    name = without_office(words)
    if _CENTRAL_ORGANS.fullmatch(name):
        return (issuer(_CENTRAL, NATIONAL),) if symbol in ("", "TW") else ()
    scope = scope_of(symbol)
    if scope == NATIONAL:
        return ()
    name = _committee(_ORGAN.sub("", name) if _organ_of_committee(name) else name)
    named = body_name(name, province)
    place = place_in(named.label)
    if place is None:
        return (issuer(named.label, named.level or ""),) if named.founded and not symbol else ()
    word, bare, level = place
    if not bare or (symbol and scope not in (ANY, level)):
        return ()
    tells_family = symbol in ISSUERS or _DEPARTMENT.fullmatch(symbol) is not None
    if symbol == "ĐU" and _OTHER_COMMITTEE.match(named.label):
        tells_family = False
    found = []
    for home in _homes(bare, level, province):
        if tells_family:
            found.append(_placed(symbol, word, bare, level, home))
        else:
            suffix = f", {home}" if level in (DISTRICT, COMMUNE) and home else ""
            found.append(issuer(named.label + suffix, level))
    return tuple(sorted(found))


def at_unit(symbol: str, unit: str, province: str) -> tuple[Issuer, ...]:
    """The issuers of a symbol's family at a unit: "HU" at "huyện Chư Păh", "UBND" at "Lào Cai".

    Args: unit: a province by its bare name, others with their unit word; province: as in `stated`.
    """
    if _province_named(unit) is not None:
        one = of_province(symbol, unit)
        return (one,) if one is not None else ()
    return stated(symbol, f"{ISSUERS.get(symbol, symbol)} {unit}", province)


def open_kind(words: str) -> str:
    """The kind of unit that a body's name leaves without a name: "UBND huyện" -> "huyện"; "" for others."""
    found = list(_UNIT_WORD.finditer(words))
    if not found or found[-1].end() != len(words):
        return ""
    word = found[-1][0].lower()
    return _UNIT_OF_COMMITTEE.get(word, word)


def kinds_led(symbol: str) -> frozenset[str]:
    """The kinds of units below the province whose Party committee has this symbol."""
    return _LED.get(symbol, frozenset())


def province_of(one: Issuer) -> str:
    """The province an issuer's name ends with, "" for a national one."""
    return "" if one.level == NATIONAL else province_named_last(one.label.replace(",", ""))


@lru_cache(maxsize=1 << 16)
def province_named_last(label: str) -> str:
    """The province a name ends with: "Tỉnh ủy Lào Cai" -> "Lào Cai"; "" when it ends otherwise."""
    words = label.split(" ")
    for size in (5, 4, 3, 2, 1):
        known = _province_named(" ".join(words[-size:])) if len(words) >= size else None
        if known:
            return known
    return ""


def only_province(text: str) -> str:
    """The one province a text names, in whatever case; "" when it names none or several."""
    found = {_provinces()[exact_key(name[0])] for name in _any_province().finditer(text)}
    return next(iter(found)) if len(found) == 1 else ""


def is_of_family(symbol: str, label: str) -> bool:
    """Whether a body's name is of the family a symbol stands for: "UBND huyện Mai Sơn" of "UBND"."""
    family = ISSUERS.get(symbol, "")
    if symbol == "ĐU":
        return (
            re.match(r"(?:Đảng ủy|(?:Ban Chấp hành |Ban Thường vụ )?Đảng (?:bộ|ủy))(?!\w)", label) is not None
        )
    if symbol in ("HU", "QU", "ThiU", "ThU"):
        return re.search(rf"(?<!\w){family}(?!\w)", label) is not None
    return bool(family) and label.startswith((f"{symbol} ", family))


def _organ_of_committee(name: str) -> bool:
    return bool(re.search(r"(?:[ủu][yỷ]|uỷ|ủy|đảng bộ)(?!\w)", name, re.IGNORECASE)) and not re.search(
        r"(?:hđnd|hội đồng nhân dân)", name, re.IGNORECASE
    )


def _committee(name: str) -> str:
    """ "Đảng bộ tỉnh Sơn La" -> "Tỉnh ủy Sơn La": the committee that leads it."""
    found = _COMMITTEE.match(name)
    if found is None:
        return name
    if found["word"] is None:
        return name
    return f"{_COMMITTEES[found['word'].lower()]}{name[found.end() :]}"


def place_in(label: str) -> tuple[str, str, str] | None:
    """(unit word, bare name, level) of the place a body's name ends with; the name may be ""."""
    found = list(_UNIT_WORD.finditer(label))
    if found:
        word = found[-1][0].lower()
        bare = label[found[-1].end() :].strip().removeprefix("TP ")
        level = _LEVEL_WORDS[word]
        if word in ("thành phố", "thành ủy") and bare in CITIES:
            level = PROVINCE
        return word, bare, level
    words = label.split(" ")
    for size in (5, 4, 3, 2):
        ending = " ".join(words[-size:])
        known = _province_named(ending)
        if known and len(words) > size:
            return ("thành phố" if known in CITIES else "tỉnh"), known, PROVINCE
    return None


def _province_named(name: str) -> str | None:
    return _provinces().get(exact_key(name))


@cache
def _any_province() -> re.Pattern[str]:
    names = sorted(unit_names.names_of(unit_names.PROVINCE), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)", re.IGNORECASE)


@cache
def _provinces() -> dict[str, str]:
    return {exact_key(name): name for name in unit_names.names_of(unit_names.PROVINCE)}


def _homes(bare: str, level: str, province: str) -> tuple[str, ...]:
    """The provinces a district or commune of this name may lie in; "" where no list knows it."""
    if level == PROVINCE:
        return (bare,)
    homes = provinces_of_district(bare) if level == DISTRICT else provinces_of_commune(bare)
    if province and (province in homes or not homes):
        return (province,)
    return tuple(sorted(homes)) or ("",)


def _placed(symbol: str, word: str, bare: str, level: str, home: str) -> Issuer:
    """The issuer of a symbol's family at a place."""
    family = ISSUERS.get(symbol, symbol).removesuffix(" tỉnh")
    where = f", {home}" if level in (DISTRICT, COMMUNE) and home else ""
    if symbol == "TU" or family.endswith("Tỉnh ủy"):
        committee = "Thành ủy" if bare in CITIES else "Tỉnh ủy"
        return issuer(f"{family.removesuffix('Tỉnh ủy')}{committee} {bare}", PROVINCE)
    if symbol == "ĐU":
        return issuer(f"Đảng ủy {word} {bare}{where}", level)
    if family.endswith(" ủy"):
        return issuer(f"{family} {bare}{where}", level)
    unit = (
        word if not word.endswith("ủy") else {"tỉnh ủy": "tỉnh", "huyện ủy": "huyện"}.get(word, "thành phố")
    )
    short = {"UBND": "UBND", "UB": "UBND", "HĐND": "HĐND"}.get(symbol, family)
    return issuer(f"{short} {unit} {bare}{where}", level)
