"""Administrative units with their history: what a unit became, what it was formed of, and when.

Source: the map of units before and after 1 July 2025 that underthesea ships
(`underthesea.address`), and `data/unit_changes.toml` for changes since.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.entities.places.units import bare_name, province_variants, unit_records
from index.text.keys import exact_key, folded_key, has_marks

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"
_CHANGES = Path(__file__).parent / "data" / "unit_changes.toml"
_UNIT_WORD = re.compile(
    r"(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit in one form it had: name, place above it, and between which days it stood."""

    name: str  # with the unit word: "Huyện Mai Sơn"
    level: str  # "province", "district", "commune"
    within: tuple[str, ...]  # what it lies in, the nearest first: ("Tỉnh Sơn La",)
    since: dt.date | None  # None: before what the data tell
    until: dt.date | None  # the last day; None: stands
    successors: tuple[str, ...]  # what its territory belongs to since, full names
    predecessors: tuple[str, ...]

    @property
    def bare(self) -> str:
        """Without the unit word."""
        return bare_name(self.name)

    def as_json(self) -> dict[str, Any]:
        """Dates in ISO form."""
        return {
            "name": self.name,
            "level": self.level,
            "within": list(self.within),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "successors": list(self.successors),
            "predecessors": list(self.predecessors),
        }


def merger_day() -> dt.date:
    """The day the new map came into force."""
    return dt.date.fromisoformat(unit_records()["metadata"]["effective_date"])


def units_named(name: str, *, near: str = "") -> tuple[Unit, ...]:
    """Every unit that bears or bore this name, provinces first; several are an ambiguity.

    Args:
        name: with or without unit word ("Hà Giang", "tỉnh Hà Giang", "xã Mường Chanh"), with or
            without tone marks.
        near: a province or district that settles which one is meant, "" to keep them all.
    """
    word = _UNIT_WORD.match(name)
    bare = name[word.end() :] if word is not None else name
    bare = province_variants().get(bare, bare)
    fold = exact_key if has_marks(bare) else folded_key
    found = [unit for unit in _by_folded_name().get(folded_key(bare), ()) if fold(unit.bare) == fold(bare)]
    if word is not None:
        said = word[1].casefold().replace("tp.", "thành phố").replace("tp", "thành phố")
        of_word = [unit for unit in found if unit.name.casefold().startswith(said + " ")]
        found = of_word or found
    if near:
        wanted = folded_key(bare_name(near))
        beside = [unit for unit in found if wanted in {folded_key(bare_name(one)) for one in unit.within}]
        found = beside or found
    return tuple(found)


def provinces_of_district(name: str) -> frozenset[str]:
    """Bare names of the provinces that had a district of this bare name."""
    return _provinces_by_district().get(exact_key(name), frozenset())


def provinces_of_commune(name: str) -> frozenset[str]:
    """Bare names of the provinces, old and new, that have or had a commune of this bare name."""
    return _provinces_by_commune().get(exact_key(name), frozenset())


@cache
def merged_provinces() -> frozenset[str]:
    """Bare names of today's provinces that were formed of several on 1 July 2025."""
    counts: dict[str, int] = {}
    for new in unit_records()["province_mapping"].values():
        counts[new] = counts.get(new, 0) + 1
    names = unit_records()["province_names"]
    return frozenset(names[key]["short"] for key, count in counts.items() if count > 1)


def successor_province(name: str) -> str:
    """Bare name of today's province of a former one's territory; the name itself when it stands."""
    return _successors().get(exact_key(name), name)


def former_provinces(name: str) -> tuple[str, ...]:
    """Bare names of the provinces today's province was formed of; only itself when it never merged."""
    return tuple(sorted(old for old in _old_shorts() if successor_province(old) == name))


def same_territory(province: str) -> tuple[str, ...]:
    """Bare names of all provinces, old and new, whose territory is today one province's, that one first.

    What "include former units" searches for: of "Hà Giang" and of "Tuyên Quang" alike
    ("Tuyên Quang", "Hà Giang").
    """
    today = successor_province(province)
    return (today, *(name for name in former_provinces(today) if name != today))


def dated_label(unit: Unit) -> str:
    """ "Tỉnh Hà Giang (đến 30/06/2025, nay là Tỉnh Tuyên Quang)"; the bare name of a unit that stands."""
    if unit.until is None:
        return unit.name
    now = f", nay là {unit.successors[0]}" if len(unit.successors) == 1 else ""
    return f"{unit.name} (đến {unit.until:%d/%m/%Y}{now})"


@cache
def _old_shorts() -> tuple[str, ...]:
    return tuple(one["short"] for one in unit_records()["old_province_names"].values())


@cache
def _successors() -> dict[str, str]:
    records = unit_records()
    new, old = records["province_names"], records["old_province_names"]
    return {exact_key(old[key]["short"]): new[to]["short"] for key, to in records["province_mapping"].items()}


@cache
def _provinces_by_district() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for record in unit_records()["ward_mapping"]:
        if record["old_district"]:
            key = exact_key(bare_name(record["old_district"]))
            found.setdefault(key, set()).add(bare_name(record["old_province"]))
    return {key: frozenset(names) for key, names in found.items()}


@cache
def _provinces_by_commune() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for record in unit_records()["ward_mapping"]:
        for side in ("old", "new"):
            key = exact_key(bare_name(record[f"{side}_ward"]))
            found.setdefault(key, set()).add(bare_name(record[f"{side}_province"]))
    return {key: frozenset(names) for key, names in found.items()}


@cache
def _by_folded_name() -> dict[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = {}
    for unit in (*_provinces(), *_districts(), *_communes()):
        found.setdefault(folded_key(unit.bare), []).append(unit)
    return {key: tuple(units) for key, units in found.items()}


def _provinces() -> list[Unit]:
    records = unit_records()
    old, new, mapping = records["old_province_names"], records["province_names"], records["province_mapping"]
    eve = merger_day() - dt.timedelta(days=1)
    units: list[Unit] = []
    for key, entry in new.items():
        formed_of = sorted(old[one]["name"] for one, to in mapping.items() if to == key)
        merged = len(formed_of) > 1
        units.extend(
            _with_changes(
                Unit(
                    name=entry["name"],
                    level=PROVINCE,
                    within=(),
                    since=merger_day() if merged else None,
                    until=None,
                    successors=(),
                    predecessors=tuple(formed_of) if merged else (),
                )
            )
        )
    for key, entry in old.items():
        to = new[mapping[key]]["name"]
        alone = sum(one == mapping[key] for one in mapping.values()) == 1
        if not alone:
            units.append(
                Unit(
                    name=entry["name"],
                    level=PROVINCE,
                    within=(),
                    since=None,
                    until=eve,
                    successors=(to,),
                    predecessors=(),
                )
            )
    return sorted(units, key=lambda unit: (unit.until is not None, unit.name))


def _with_changes(unit: Unit) -> list[Unit]:
    """The unit in the forms it had: one that changed its kind stands in two."""
    for change in tomllib.loads(_CHANGES.read_text(encoding="utf-8"))["change"]:
        if change["from"] != unit.name:
            continue
        before = Unit(
            name=unit.name,
            level=unit.level,
            within=unit.within,
            since=unit.since,
            until=change["day"] - dt.timedelta(days=1),
            successors=(change["to"],),
            predecessors=unit.predecessors,
        )
        after = Unit(
            name=change["to"],
            level=unit.level,
            within=unit.within,
            since=change["day"],
            until=None,
            successors=(),
            predecessors=(unit.name,),
        )
        return [after, before]
    return [unit]


def _districts() -> list[Unit]:
    eve = merger_day() - dt.timedelta(days=1)
    became: dict[tuple[str, str], set[str]] = {}
    for record in unit_records()["ward_mapping"]:
        if record["old_district"]:
            where = (record["old_district"], record["old_province"])
            became.setdefault(where, set()).add(f"{record['new_ward']}, {record['new_province']}")
    return [
        Unit(
            name=district,
            level=DISTRICT,
            within=(province,),
            since=None,
            until=eve,
            successors=tuple(sorted(communes)),
            predecessors=(),
        )
        for (district, province), communes in sorted(became.items())
    ]


def _communes() -> list[Unit]:
    day = merger_day()
    old: dict[tuple[str, str, str], set[str]] = {}
    new: dict[tuple[str, str], set[str]] = {}
    for record in unit_records()["ward_mapping"]:
        before = (record["old_ward"], record["old_district"], record["old_province"])
        after = (record["new_ward"], record["new_province"])
        old.setdefault(before, set()).add(", ".join(after))
        new.setdefault(after, set()).add(", ".join(part for part in before if part))
    units = [
        Unit(
            name=name,
            level=COMMUNE,
            within=(province,),
            since=day,
            until=None,
            successors=(),
            predecessors=tuple(sorted(formed_of)),
        )
        for (name, province), formed_of in sorted(new.items())
    ]
    units += [
        Unit(
            name=name,
            level=COMMUNE,
            within=tuple(part for part in (district, province) if part),
            since=None,
            until=day - dt.timedelta(days=1),
            successors=tuple(sorted(became)),
            predecessors=(),
        )
        for (name, district, province), became in sorted(old.items())
    ]
    return units
