"""The shapes of the API's answers as JSON Schema 2020-12, the dialect of OpenAPI 3.1.

tests/web/test_api.py checks real answers against them.
"""

from __future__ import annotations

from web.api_shapes import (
    ANYTHING,
    COUNT,
    DAY,
    FLAG,
    MARKS,
    MAYBE_TEXT,
    TEXT,
    Schema,
    keyed,
    listed,
    named,
    shaped,
)
from web.registry_schemas import REGISTRY_SCHEMAS

SCHEMAS: dict[str, Schema] = REGISTRY_SCHEMAS | {
    "Answer": shaped(
        understood=shaped(text=TEXT, tree=ANYTHING, sentence=keyed(TEXT), notes=listed(ANYTHING)),
        filters=shaped(include=keyed(listed(TEXT)), exclude=keyed(listed(TEXT)), undated=TEXT, sort=TEXT),
        notices=listed(TEXT),
        total=COUNT,
        offset=COUNT,
        limit=COUNT,
        hits=listed(named("Hit")),
        facets=keyed(listed(named("Value"))),
        facet_sizes=keyed(COUNT),
        histogram=listed(shaped(day=TEXT, count=COUNT)),
        undated=COUNT,
        undated_left_out=COUNT,
        suggestions=listed(shaped(text=TEXT, total=COUNT)),
        relaxed=keyed(COUNT),
        generation=TEXT,
        next=MAYBE_TEXT,
    ),
    "Hit": shaped(
        id=TEXT,
        url=TEXT,
        title=TEXT,
        title_marks=MARKS,
        day=DAY,
        day_certain=FLAG,
        source=TEXT,
        source_name=TEXT,
        section=MAYBE_TEXT,
        kind=TEXT,
        score={"type": "number"},
        snippet=TEXT,
        snippet_marks=MARKS,
        revision=COUNT,
        same_story=listed(named("Hit")),
    ),
    "Value": shaped(value=TEXT, count=COUNT, label=TEXT),
    "Values": shaped(facet=TEXT, total=COUNT, values=listed(named("Value")), generation=TEXT),
    "Sources": shaped(
        sources=listed(
            shaped(
                key=TEXT,
                name=TEXT,
                kind=TEXT,
                province=TEXT,
                home=TEXT,
                documents=COUNT,
                undated=COUNT,
                years=keyed(COUNT),
            )
        ),
        generation=TEXT,
    ),
    "Document": shaped(
        id=TEXT,
        kind=TEXT,
        url=TEXT,
        source=TEXT,
        title=TEXT,
        lead=TEXT,
        body=TEXT,
        published={"anyOf": [{"type": "null"}, shaped(day=TEXT, time=MAYBE_TEXT, basis=TEXT, certain=FLAG)]},
        updated=DAY,
        author=MAYBE_TEXT,
        section=MAYBE_TEXT,
        language=TEXT,
        form=ANYTHING,
        basis=ANYTHING,
        provenance=shaped(
            url=TEXT,
            captured_at=TEXT,
            payload_digest=TEXT,
            content_digest=TEXT,
            warc=TEXT,
            offset=COUNT,
            extractor=TEXT,
            revision=COUNT,
        ),
        mentions=listed(shaped(type=TEXT, start=COUNT, end=COUNT, text=TEXT, key=TEXT, label=TEXT)),
        analyser=MAYBE_TEXT,
        revisions=listed(shaped(number=COUNT, captured_at=TEXT, digest=TEXT)),
    ),
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": TEXT,
            "title": TEXT,
            "status": COUNT,
            "detail": TEXT,
            "hint": TEXT,
            "parameter": TEXT,
        },
    },
}
