"""Stored traits to the people of a name: reads rows for `namesakes`, words its outcome for the catalog."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from archive.catalog.references_persons import PERSON, Namesakes, Told
from index.registry.corrections import Corrections, Named
from index.registry.entries import foremost
from index.registry.namesakes import Namesake, Where, tell_apart
from index.registry.traits import Telling, Trait
from index.text.keys import exact_key


class Teller:
    """Tells people apart over rows of the catalog; see archive.catalog.references_persons.Teller."""

    def __init__(self, corrections: Corrections) -> None:
        """`corrections`: what the archivist merged stays one."""
        self._corrections = corrections

    def tell_apart(self, name: str, rows: Sequence[Row[Any]]) -> Namesakes:
        people = tell_apart([_telling(row) for row in rows])
        by_place = {(row.document, row.part): row for row in rows}
        label = foremost(row.label for row in rows)
        named = [self._named(name, label, one) for one in people]
        told = []
        for person, known in zip(people, named, strict=True):
            for one in person.tellings:
                row = by_place[one.document, one.part]
                told.append(
                    Told(
                        document=one.document,
                        name=name,
                        part=one.part,
                        key=known.key,
                        label=known.label if known.key != name else row.label,
                    )
                )
        revisions = {row.document: row.revision for row in rows}
        apart = {
            known.key: {
                "key": known.key,
                "name": name,
                "reasons": json.dumps(_reasons(person, named, revisions), ensure_ascii=False),
            }
            for person, known in zip(people, named, strict=True)
            if known.key != name and person.apart_by
        }
        # A list longer than is compared: what was not compared stays with the first.
        compared = {(one.document, one.part) for one in told}
        told += [
            Told(document=row.document, name=name, part=row.part, key=name, label=row.label)
            for row in rows
            if (row.document, row.part) not in compared
        ]
        return Namesakes(told=told, apart=list(apart.values()))

    def _named(self, name: str, label: str, person: Namesake) -> Named:
        if not person.apart_by:
            return Named(name, label)
        told = f"{label} ({person.apart_by})"
        return self._corrections.merged(PERSON, exact_key(told), told)


def _telling(row: Row[Any]) -> Telling:
    return Telling(
        document=row.document,
        part=row.part,
        day=dt.date.fromisoformat(row.day) if row.day else None,
        traits=tuple(Trait.from_json(one) for one in json.loads(row.traits)),
    )


def _reasons(person: Namesake, named: Sequence[Named], revisions: dict[str, int]) -> list[dict[str, Any]]:
    """[{why, than, here, there}] with a place of a text on each side."""
    return [
        {
            "why": one.why.value,
            "than": named[one.than].key,
            "here": _place(one.here, revisions),
            "there": _place(one.there, revisions),
        }
        for one in person.reasons
    ]


def _place(where: Where, revisions: dict[str, int]) -> dict[str, Any]:
    telling, trait = where
    return {
        "document": telling.document,
        "revision": revisions[telling.document],
        "start": trait.start,
        "end": trait.end,
        "text": trait.text,
    }
