"""Between the catalog's rows and what the registry answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from index.registry.entries import (
    ApartBecause,
    Citation,
    DocumentReference,
    Evidence,
    HeldDocument,
    ListedDirective,
    ListedEntity,
    NamingDocument,
    OfficeHeld,
    in_order,
)

EVIDENCE = 6
"""Places in texts shown for one citation or one office."""


def listed_from(row: Row[Any]) -> ListedDirective:
    return ListedDirective(
        key=row.key,
        number=row.number,
        type=row.type,
        issuer=row.issuer_label,
        issuer_key=row.issuer,
        level=row.level,
        period=row.period,
        issued=row.issued,
        title=row.title,
        held=row.held,
        articles=row.articles,
        directives=row.directives,
        open=bool(row.open),
    )


def held_from(row: Row[Any]) -> HeldDocument:
    return HeldDocument(
        document=row.document,
        revision=row.revision,
        source=row.source,
        title=row.title,
        day=row.day,
        form=json.loads(row.facts)["form"],
    )


def evidence_from(row: Row[Any]) -> Evidence:
    return Evidence(document=row.document, revision=row.revision, start=row.start, end=row.end, text=row.text)


def gathered_from(rows: Sequence[Row[Any]]) -> list[Citation]:
    """References by document, in the order they come."""
    by_document: dict[str, list[Row[Any]]] = {}
    for row in rows:
        by_document.setdefault(row.document, []).append(row)
    return [
        Citation(
            document=document,
            source=listed[0].source,
            kind=listed[0].kind,
            day=listed[0].day,
            title=listed[0].title,
            times=len(listed),
            rules=in_order([row.rule for row in listed]),
            evidence=tuple(evidence_from(row) for row in listed[:EVIDENCE]),
        )
        for document, listed in by_document.items()
    ]


def reference_from(row: Row[Any]) -> DocumentReference:
    return DocumentReference(
        start=row.start,
        end=row.end,
        text=row.text,
        number=row.number,
        own=bool(row.own),
        directive=row.directive,
        rule=row.rule,
        issuers=tuple(one["label"] for one in json.loads(row.issuers)),
        issuer_basis=row.issuer_basis,
        issued=row.issued,
        period=row.period,
        period_basis=row.period_basis,
        candidates=tuple(json.loads(row.candidates)),
    )


def entity_from(row: Row[Any]) -> ListedEntity:
    return ListedEntity(
        kind=row.kind,
        key=row.key,
        label=row.label,
        documents=row.documents,
        first=row.first,
        last=row.last,
    )


def apart_from(key: str, rows: Sequence[Row[Any]]) -> tuple[ApartBecause, ...]:
    """Why the person of this key is none of the others: told at it, or at them and turned round."""
    found = []
    for row in rows:
        for reason in json.loads(row.reasons or "[]"):
            here, there = Evidence(**reason["here"]), Evidence(**reason["there"])
            if row.key == key and reason["than"] != key:
                found.append(ApartBecause(why=reason["why"], than=reason["than"], here=here, there=there))
            elif row.key != key and reason["than"] == key:
                found.append(ApartBecause(why=reason["why"], than=row.key, here=there, there=here))
    return tuple(found)


def naming_from(row: Row[Any], unit: str = "") -> NamingDocument:
    evidence = Evidence(
        document=row.document, revision=row.revision, start=row.start, end=row.end, text=row.label
    )
    return NamingDocument(
        document=row.document,
        title=row.title,
        source=row.source,
        day=row.day,
        times=row.times,
        evidence=evidence,
        unit=unit,
    )


def periods_from(rows: Sequence[Row[Any]]) -> list[OfficeHeld]:
    """Sightings, oldest first, gathered by person and office."""
    by_office: dict[tuple[str, str], list[Row[Any]]] = {}
    for row in rows:
        by_office.setdefault((row.person, row.key), []).append(row)
    held = []
    for (person, key), sightings in by_office.items():
        days = [row.day for row in sightings if row.day and not row.former]
        former = [row.day for row in sightings if row.day and row.former]
        shown = sightings if len(sightings) <= EVIDENCE else [*sightings[: EVIDENCE - 1], sightings[-1]]
        held.append(
            OfficeHeld(
                person=person,
                office=sightings[0].office,
                body=sightings[0].body,
                key=key,
                first=min(days, default=None),
                last=max(days, default=None),
                former_since=min(former, default=None),
                sightings=len(sightings),
                evidence=tuple(evidence_from(row) for row in shown),
            )
        )
    return sorted(held, key=lambda one: (one.first or one.former_since or "9999", one.key))
