"""Which of several units of one name a text means: settled by a district or province nearby, or open.

"xã Tân Tiến" has been twenty communes. A name stays ambiguous until the text settles it: by the
address it stands in, by the sentence, by another place of the same text, or by the province of
the source when that has only one. Nothing is chosen among several that fit.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from archive.model import Analysis, Document, Mention, MentionType
from index.analysis.facets import founded
from index.entities.places.units import COMMUNE, DISTRICT, PROVINCE, bare_name
from index.registry.units import Unit, units_named
from index.text.keys import exact_key

INTO = re.compile(r"\s*[,(–-]\s*(?:[^\s,()]+\s+){0,3}")
"""What stands between one unit of an address and the next."""


class Basis(StrEnum):
    """By what a unit was settled."""

    ADDRESS = "address"  # "xã Tân Tiến, huyện Bảo Yên"
    SENTENCE = "sentence"  # the one of those in districts and provinces that its sentence names
    TEXT = "text"  # another place of the text settles it
    SOURCE = "source"  # the only one in the province of the source


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A name and the one unit of it that a document means."""

    key: str  # of the place, as registry_naming has it
    unit: str  # "Xã Tân Tiến, Huyện Bảo Yên, Tỉnh Lào Cai"
    basis: Basis
    start: int  # of the mention that settles it
    end: int


def place_units(document: Document, analysis: Analysis, province: str) -> tuple[Placed, ...]:
    """The units of names that several have, one a name, where the document settles which.

    Args: province: the source's.
    """
    day = document.published.day if document.published else None
    places = [one for one in analysis.mentions if one.type is MentionType.PLACE and founded(one)]
    starts = [start for start, _ in analysis.sentences]
    settled: dict[str, Placed] = {}
    open_names: dict[str, tuple[Mention, tuple[Unit, ...]]] = {}
    against: set[str] = set()
    for i, mention in enumerate(places):
        level = str(mention.attributes.get("level"))
        candidates = _standing(mention.label, level, day) if level in _LEVELS else ()
        if len(candidates) < 2:
            continue
        open_names.setdefault(mention.key, (mention, candidates))
        for basis, near in (
            (Basis.ADDRESS, _address(document.text, places, i)),
            (Basis.SENTENCE, _beside(analysis, starts, places, i)),
        ):
            unit = _only(candidates, near)
            if unit is None:
                continue
            before = settled.setdefault(mention.key, _placed(mention, unit, basis))
            if before.unit != unit_path(unit):
                against.add(mention.key)  # the text speaks of two of them
            break
    named = {exact_key(bare_name(one.label)) for one in places if one.attributes.get("level") in _ABOVE}
    for key, (mention, candidates) in open_names.items():
        if key in settled:
            continue
        for basis, wanted in (
            (Basis.TEXT, named),
            (Basis.SOURCE, {exact_key(province)} if province else set()),
        ):
            unit = _only(candidates, wanted)
            if unit is not None:
                settled[key] = _placed(mention, unit, basis)
                break
    return tuple(one for key, one in settled.items() if key not in against)


def placed_rows(placed: Sequence[Placed]) -> list[dict[str, Any]]:
    """Rows of registry_place."""
    return [
        {"key": one.key, "unit": one.unit, "basis": one.basis.value, "start": one.start, "end": one.end}
        for one in placed
    ]


def unit_path(unit: Unit) -> str:
    """A unit with all it lies in: "Xã Tân Tiến, Huyện Bảo Yên, Tỉnh Lào Cai"."""
    return ", ".join([unit.name, *unit.within])


def _placed(mention: Mention, unit: Unit, basis: Basis) -> Placed:
    return Placed(key=mention.key, unit=unit_path(unit), basis=basis, start=mention.start, end=mention.end)


_LEVELS = (COMMUNE, DISTRICT)
_ABOVE = (DISTRICT, PROVINCE)


@lru_cache(maxsize=1 << 14)
def _standing(label: str, level: str, day: dt.date | None) -> tuple[Unit, ...]:
    """Units of this name and level that stood on the day; all of them where none did."""
    units = tuple(unit for unit in units_named(label) if unit.level == level)
    if day is None:
        return units
    stood = tuple(
        unit
        for unit in units
        if (unit.since is None or unit.since <= day) and (unit.until is None or day <= unit.until)
    )
    return stood or units


def _only(candidates: Sequence[Unit], near: set[str]) -> Unit | None:
    """The one candidate that lies in something of `near`, keys of bare names; None of none or several."""
    fits = [unit for unit in candidates if near & {exact_key(bare_name(one)) for one in unit.within}]
    in_district = [
        unit for unit in fits if len(unit.within) > 1 and exact_key(bare_name(unit.within[0])) in near
    ]
    best = in_district or fits  # a district that fits settles more than a province
    return best[0] if len(best) == 1 else None


def _address(text: str, places: Sequence[Mention], i: int) -> set[str]:
    """Keys of the districts and provinces that follow a place as its address."""
    found: set[str] = set()
    for at in range(i + 1, len(places)):
        before, place = places[at - 1], places[at]
        if place.attributes.get("level") not in _ABOVE or not INTO.fullmatch(text, before.end, place.start):
            break
        found.add(_bare(place))
    return found


def _beside(analysis: Analysis, starts: Sequence[int], places: Sequence[Mention], i: int) -> set[str]:
    """Keys of the districts and provinces that the sentence of a place names.

    Args: starts: of the sentences.
    """
    at = bisect_right(starts, places[i].start) - 1
    if at < 0:
        return set()
    start, end = analysis.sentences[at]
    return {_bare(one) for one in _around(places, i) if start <= one.start and one.end <= end}


def _around(places: Sequence[Mention], i: int) -> Iterator[Mention]:
    for j in range(max(0, i - _MOST_BESIDE), min(len(places), i + _MOST_BESIDE + 1)):
        if j != i and places[j].attributes.get("level") in _ABOVE:
            yield places[j]


_MOST_BESIDE = 12


def _bare(place: Mention) -> str:
    return exact_key(bare_name(place.label).removeprefix("TP "))
