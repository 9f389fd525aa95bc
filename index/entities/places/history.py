"""What became of an administrative unit, and what it was made of.

A unit's label is what `place_name` gives a mention ("Hà Giang", "huyện Mai Sơn", "xã Chiềng Ban").
Communes of one name lie in many provinces: without the province or district they stay apart as
candidates, never one picked.

Sources: the map underthesea ships (63 provinces to 34, no districts, from 1 July 2025), and
`data/unit_changes.toml` for every change after it.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from index.entities.lexicon import DATA
from index.entities.names import place_name
from index.entities.places import units


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as it was called in one period."""

    label: str  # as a mention's label
    level: str  # "province", "district" or "commune"
    province: str  # label of its province then; its own label for a province
    district: str = ""  # label, empty where there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A unit and one of those that took its place, wholly or in part."""

    former: Unit
    successor: Unit
    day: dt.date  # the first day of the successor
    source: str


def successors(label: str, *, province: str = "") -> tuple[Change, ...]:
    """What took the place of the units called `label`, oldest change first.

    Args: province: label of the province then; narrows communes of one name.
    """
    return _narrowed(_changes()[0].get(label, ()), province, lambda change: change.former)


def predecessors(label: str, *, province: str = "") -> tuple[Change, ...]:
    """What the units called `label` were made of, oldest change first."""
    return _narrowed(_changes()[1].get(label, ()), province, lambda change: change.successor)


def candidates(label: str) -> tuple[Unit, ...]:
    """The different units that were or are called `label`, in order of province and district."""
    found = {change.former for change in successors(label)} | {
        change.successor for change in predecessors(label)
    }
    return tuple(sorted(found, key=lambda unit: (unit.province, unit.district, unit.label)))


def _narrowed(changes: Iterable[Change], province: str, side: Callable[[Change], Unit]) -> tuple[Change, ...]:
    return tuple(change for change in changes if not province or side(change).province == province)


@cache
def _changes() -> tuple[dict[str, tuple[Change, ...]], dict[str, tuple[Change, ...]]]:
    """Changes by the former's label and by the successor's label."""
    found = dict.fromkeys([*_of_the_map(), *_since_the_map()])
    by_former: dict[str, list[Change]] = {}
    by_successor: dict[str, list[Change]] = {}
    for change in found:
        by_former.setdefault(change.former.label, []).append(change)
        by_successor.setdefault(change.successor.label, []).append(change)
    return (
        {label: tuple(changes) for label, changes in by_former.items()},
        {label: tuple(changes) for label, changes in by_successor.items()},
    )


def _of_the_map() -> Iterable[Change]:
    records = units.unit_records()
    day = dt.date.fromisoformat(records["metadata"]["effective_date"])
    source = "underthesea.address"
    for record in records["ward_mapping"]:
        old_province = _province(record["old_province"])
        new_province = _province(record["new_province"])
        district = _label(record["old_district"])
        new = Unit(label=_label(record["new_ward"]), level="commune", province=new_province)
        if old_province != new_province:
            yield Change(
                former=Unit(label=old_province, level="province", province=old_province),
                successor=Unit(label=new_province, level="province", province=new_province),
                day=day,
                source=source,
            )
        if district:
            former = Unit(label=district, level="district", province=old_province)
            yield Change(former=former, successor=new, day=day, source=source)
        if record["old_ward"]:
            label = _label(record["old_ward"])
            former = Unit(label=label, level="commune", province=old_province, district=district)
            yield Change(former=former, successor=new, day=day, source=source)


def _since_the_map() -> Iterable[Change]:
    listed = tomllib.loads((DATA / "unit_changes.toml").read_text(encoding="utf-8"))["change"]
    for entry in listed:
        sides = {
            side: Unit(
                label=entry[side], level=entry["level"], province=entry.get(f"{side}_province", entry[side])
            )
            for side in ("former", "successor")
        }
        yield Change(**sides, day=entry["day"], source=entry["source"])


@cache
def _province(name: str) -> str:
    return place_name(name).label


def _label(name: str) -> str:
    """As in "Huyện Mai Sơn" -> "huyện Mai Sơn"."""
    return name[:1].lower() + name[1:]
