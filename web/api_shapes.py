"""Small parts of JSON Schema 2020-12, of which the API's shapes are made."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": ["string", "null"], "format": "date"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
ANYTHING: Schema = {"type": "object"}


def listed(items: Schema) -> Schema:
    """An array of `items`."""
    return {"type": "array", "items": items}


def keyed(values: Schema) -> Schema:
    """An object with any names."""
    return {"type": "object", "additionalProperties": values}


def shaped(**properties: Schema) -> Schema:
    """An object that has all of `properties`; more may be added in a later version."""
    return {"type": "object", "required": list(properties), "properties": properties}


def named(schema: str) -> Schema:
    """A reference to one of SCHEMAS."""
    return {"$ref": f"#/components/schemas/{schema}"}


MARKS = listed({"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2})
COUNTED: Schema = {"type": "array", "prefixItems": [TEXT, COUNT], "minItems": 2, "maxItems": 2}
SPAN: dict[str, Schema] = {"start": COUNT, "end": COUNT, "text": TEXT}
"""Where a text says something, and the words."""


def paged(item: str, **more: Schema) -> Schema:
    """A page of a list of one of SCHEMAS."""
    return shaped(items=listed(named(item)), total=COUNT, page=COUNT, pages=COUNT, **more)
