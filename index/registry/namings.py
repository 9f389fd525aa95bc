"""What the registry keeps of whom a document names: spellings, traits of persons, offices held."""

from __future__ import annotations

import json
from typing import Any

from archive.model import Analysis, Document, MentionType
from index.analysis.facets import founded
from index.registry.corrections import Corrections, Named
from index.registry.people import People, Person

KINDS = {MentionType.PERSON: "PER", MentionType.BODY: "ORG", MentionType.PLACE: "LOC"}


def read_namings(
    document: Document, analysis: Analysis, corrections: Corrections, people: People
) -> list[dict[str, Any]]:
    """One row an entity, in order of its first mention; who is not named for certain is left out."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    forms: dict[tuple[str, str], dict[str, int]] = {}
    for mention in analysis.mentions:
        kind = KINDS.get(mention.type)
        if kind is None or not founded(mention):
            continue
        entity: Named | Person
        if kind == "PER":
            entity = people.by_start[mention.start]
        else:
            entity = corrections.entity(kind, mention.key, mention.label, document, mention.attributes)
        where = (kind, entity.key)
        row = rows.setdefault(
            where,
            {
                "kind": kind,
                "key": entity.key,
                "label": entity.label,
                "times": 0,
                "start": mention.start,
                "end": mention.end,
            },
        )
        row["times"] += 1
        written = " ".join(mention.text.split())
        counted = forms.setdefault(where, {})
        counted[written] = counted.get(written, 0) + 1
    for where, row in rows.items():
        row["forms"] = json.dumps(dict(sorted(forms[where].items())), ensure_ascii=False)
    return list(rows.values())


def read_traits(document: Document, people: People) -> list[dict[str, Any]]:
    """One row a person of whom the document tells anything; a day that is a guess decides nothing."""
    published = document.published
    certain = published is not None and published.certain
    return [
        {
            "day": published.day.isoformat() if published is not None and certain else None,
            "name": person.name,
            "part": person.part,
            "key": person.key,
            "label": person.label,
            "traits": json.dumps([trait.as_json() for trait in person.traits], ensure_ascii=False),
        }
        for person in people.persons
        if person.traits or person.part
    ]


def read_offices(text: str, people: People) -> list[dict[str, Any]]:
    """One row a person and office, the first sighting of each in the text."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for person, sighting in people.seen:
        rows.setdefault(
            (person.key, sighting.key),
            {
                "person": person.key,
                "office": sighting.office,
                "body": sighting.body,
                "key": sighting.key,
                "former": int(sighting.former),
                "start": sighting.start,
                "end": sighting.end,
                "text": " ".join(text[sighting.start : sighting.end].split()),
            },
        )
    return list(rows.values())
