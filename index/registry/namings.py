"""Which persons, bodies and places a document names, and in what spellings."""

from __future__ import annotations

import json
from typing import Any

from archive.model import Analysis, Document, MentionType
from index.analysis.facets import founded
from index.registry.corrections import Corrections

KINDS = {MentionType.PERSON: "PER", MentionType.BODY: "ORG", MentionType.PLACE: "LOC"}


def read_namings(document: Document, analysis: Analysis, corrections: Corrections) -> list[dict[str, Any]]:
    """One row an entity, in order of its first mention; who is not named for certain is left out."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    forms: dict[tuple[str, str], dict[str, int]] = {}
    for mention in analysis.mentions:
        kind = KINDS.get(mention.type)
        if kind is None or not founded(mention):
            continue
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
