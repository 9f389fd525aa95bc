"""What to offer who searches for an administrative unit: what it became, and what it was made of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archive.days import today as today_in_vietnam
from index.query import Understood, understand
from index.query.fields import Field
from index.query.tree import Named, wanted
from index.search.answer import Relation, UnitOffer
from index.search.params import SearchParams
from index.search.places import AskedPlace, asked_places, former_units

if TYPE_CHECKING:
    from index.entities.places.history import Unit

MOST_OFFERS = 20
"""Of one search. A name may be that of sixty communes, and each offer costs a count."""


@dataclass(frozen=True, slots=True)
class _Change:
    place: AskedPlace
    unit: Unit  # which of the units of this name
    relation: Relation
    others: tuple[str, ...]  # labels
    day: dt.date


def unit_offers(
    understood: Understood, params: SearchParams, total: Callable[[SearchParams], int]
) -> tuple[tuple[UnitOffer, ...], int]:
    """The offers, and how many more there would be than MOST_OFFERS.

    Args: total: how many documents a search finds.
    """
    places = asked_places(understood.part, params.include)
    beside = {label for place in places for label in place.labels}
    changes = [
        change for place in places for change in _changes(place, beside) if _can_be_asked(change, params)
    ]
    offers = tuple(_offer(change, understood.text, params, total) for change in changes[:MOST_OFFERS])
    return offers, len(changes) - len(offers)


def _can_be_asked(change: _Change, params: SearchParams) -> bool:
    """Whether the filter can ask for any of the units: not where all of its places must be named."""
    return params.place_mode == "any" or change.place.leaf is not None or len(change.others) == 1


def _changes(place: AskedPlace, beside: set[str]) -> Iterator[_Change]:
    from index.entities.places.history import candidates, predecessors, successors

    for label in place.labels:
        units = candidates(label)
        near = [unit for unit in units if beside & ({unit.province, unit.district} - {label})]
        for unit in near or units:
            became = [(each.day, each.successor) for each in successors(label) if each.former == unit]
            made_of = [
                (each.day, each.former)
                for each in predecessors(label)
                if each.successor == unit and each.former.level == unit.level
            ]
            told: tuple[tuple[Relation, list[tuple[dt.date, Unit]]], ...] = (
                ("became", became),
                ("was made of", made_of),
            )
            for relation, sides in told:
                for day in sorted({day for day, _ in sides}):
                    others = {other.label for on, other in sides if on == day} - {label}
                    if others:
                        yield _Change(place, unit, relation, tuple(sorted(others)), day)


def _offer(
    change: _Change, text: str, params: SearchParams, total: Callable[[SearchParams], int]
) -> UnitOffer:
    unit, place = change.unit, change.place
    if place.leaf is None:
        kept = (value for value in params.include["place"] if value != place.text)
        chosen = {**params.include, "place": tuple(dict.fromkeys((*change.others, *kept)))}
        query, asking = None, replace(params, include=chosen)
    else:
        query = _asking(text, place, change.others, params.today or today_in_vietnam())
        asking = replace(params, q=query)
    return UnitOffer(
        asked=unit.label,
        district=unit.district,
        province=unit.province if unit.level != "province" else "",
        relation=change.relation,
        units=change.others,
        on=change.day,
        query=query,
        filter=asking.include.get("place", ()) if place.leaf is None else None,
        total=total(asking),
        included=(
            params.place_scope == "merged"
            and change.relation == "was made of"
            and place.narrows
            and len(place.labels) == 1
            and set(change.others) <= set(former_units(unit.label))
        ),
    )


def _asking(text: str, place: AskedPlace, units: Sequence[str], today: dt.date) -> str:
    """The query with the units as a place filter where it named the place; they alone where that cannot be
    written, as inside title:(…)."""
    names = " HOẶC ".join(f'"{unit}"' for unit in units)
    grouped = f"({names})" if len(units) > 1 else names
    field = f"nơi:{grouped}"
    name = r"\s+".join(re.escape(word) for word in place.text.split())
    quoted = rf'["“”]?(?<!\w){name}(?!\w)["“”]?'
    tries = [(quoted, field)]
    if isinstance(place.leaf, Named):
        tries = [(rf"(?<=:)\s*{quoted}", grouped), (quoted, names)]
    for pattern, instead in tries:
        found = re.search(pattern, text)
        if found is not None:
            written = text[: found.start()] + instead + text[found.end() :]
            if _names(written, today) >= set(units):
                return written
    return field


def _names(text: str, today: dt.date) -> set[str]:
    """The places a query filters by."""
    leaves = wanted(understand(text, today).part)
    return {leaf.text for leaf in leaves if isinstance(leaf, Named) and leaf.facet is Field.PLACE}
