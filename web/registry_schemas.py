"""The shapes of what the API answers of directives and entities, see index.registry.entries."""

from __future__ import annotations

from web.api_shapes import COUNT, DAY, FLAG, MAYBE_TEXT, TEXT, Schema, keyed, listed, named, shaped

_OFFSET: Schema = {"type": "integer", "minimum": -1}
_COUNTED: Schema = {"type": "array", "prefixItems": [TEXT, COUNT], "minItems": 2, "maxItems": 2}

REGISTRY_SCHEMAS: dict[str, Schema] = {
    "ListedDirective": shaped(
        key=TEXT,
        number=TEXT,
        type=TEXT,
        issuer=TEXT,
        issuer_key=TEXT,
        level=TEXT,
        period=TEXT,
        issued=DAY,
        title=TEXT,
        held=COUNT,
        articles=COUNT,
        directives=COUNT,
        open=FLAG,
    ),
    "Evidence": shaped(document=TEXT, revision=COUNT, start=COUNT, end=COUNT, text=TEXT),
    "Citation": shaped(
        document=TEXT,
        source=TEXT,
        kind=TEXT,
        day=DAY,
        title=TEXT,
        times=COUNT,
        rules=listed(TEXT),
        evidence=listed(named("Evidence")),
    ),
    "RelatedDirective": shaped(
        relation=TEXT,
        key=MAYBE_TEXT,
        number=TEXT,
        document=TEXT,
        source=TEXT,
        day=DAY,
        revision=COUNT,
        start=_OFFSET,
        end=_OFFSET,
        candidates=listed(TEXT),
    ),
    "Directive": shaped(
        directive=named("ListedDirective"),
        held=listed(
            shaped(document=TEXT, revision=COUNT, source=TEXT, title=TEXT, day=DAY, form={"type": "object"})
        ),
        cited_by=listed(named("Citation")),
        cited_by_total=COUNT,
        by_source=keyed(COUNT),
        by_month=keyed(COUNT),
        undated=COUNT,
        possible=listed(named("Citation")),
        cites=listed(named("RelatedDirective")),
        affected_by=listed(named("RelatedDirective")),
        forms=listed(_COUNTED),
    ),
    "DirectiveAnswer": shaped(
        asked=TEXT,
        directive={"anyOf": [{"type": "null"}, named("Directive")]},
        candidates=listed(named("ListedDirective")),
        undecided=listed(named("Citation")),
    ),
    "DirectiveList": shaped(
        items=listed(named("ListedDirective")), total=COUNT, page=COUNT, pages=COUNT, types=listed(_COUNTED)
    ),
    "ListedEntity": shaped(kind=TEXT, key=TEXT, label=TEXT, documents=COUNT, first=DAY, last=DAY),
    "EntityList": shaped(items=listed(named("ListedEntity")), total=COUNT, page=COUNT, pages=COUNT),
    "OfficeHeld": shaped(
        person=TEXT,
        office=TEXT,
        body=TEXT,
        key=TEXT,
        first=DAY,
        last=DAY,
        former_since=DAY,
        sightings=COUNT,
        evidence=listed(named("Evidence")),
    ),
    "Unit": shaped(
        name=TEXT,
        level=TEXT,
        within=listed(TEXT),
        since=DAY,
        until=DAY,
        successors=listed(TEXT),
        predecessors=listed(TEXT),
    ),
    "ApartBecause": shaped(why=TEXT, than=TEXT, here=named("Evidence"), there=named("Evidence")),
    "Entity": shaped(
        entity=named("ListedEntity"),
        forms=listed(_COUNTED),
        by_year=keyed(COUNT),
        undated=COUNT,
        documents=listed(
            shaped(
                document=TEXT,
                title=TEXT,
                source=TEXT,
                day=DAY,
                times=COUNT,
                evidence=named("Evidence"),
                unit=TEXT,
            )
        ),
        beside=keyed(listed(named("ListedEntity"))),
        beside_of=COUNT,
        offices=listed(named("OfficeHeld")),
        units=listed(named("Unit")),
        unit_open=COUNT,
        name=TEXT,
        namesakes=listed(named("ListedEntity")),
        apart_because=listed(named("ApartBecause")),
    ),
}
