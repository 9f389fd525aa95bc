"""The API described for programs: OpenAPI 3.1, made from the same tables the code reads.

Source: https://spec.openapis.org/oas/v3.1.0
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from web.params import FACETS

API_LIMIT = 100  # documents an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiParameter:
    """One query parameter of /api/v1/search; `about` is in English, as all of the API."""

    name: str
    about: str
    schema: Mapping[str, Any]
    repeatable: bool = False


def _text(**more: Any) -> dict[str, Any]:
    return {"type": "string", **more}


API_PARAMETERS: tuple[ApiParameter, ...] = (
    ApiParameter(name="q", about="Words, phrases in quotes, -word to leave out.", schema=_text()),
    ApiParameter(
        name="from",
        about="First day, inclusive: YYYY, YYYY-MM or YYYY-MM-DD.",
        schema=_text(examples=["2024-03"]),
    ),
    ApiParameter(
        name="to",
        about="Last day, inclusive, widened to the whole period.",
        schema=_text(examples=["2024-03-15"]),
    ),
    ApiParameter(
        name="on", about="One day, month or year: short for both.", schema=_text(examples=["2024-03-15"])
    ),
    ApiParameter(
        name="date_field",
        about="The day of publication, or days the text mentions.",
        schema=_text(enum=["pub", "event"], default="pub"),
    ),
    ApiParameter(
        name="undated",
        about="Documents without a day; excluded by default when a period is given.",
        schema=_text(enum=["include", "only", "exclude"]),
    ),
    ApiParameter(
        name="sort",
        about="Relevance is the default with words, newest without. Undated documents come last.",
        schema=_text(enum=["relevance", "newest", "oldest"]),
    ),
    *(
        ApiParameter(
            name=facet,
            about=f"Keep documents with this {facet}; a leading - leaves them out.",
            schema={"type": "array", "items": {"type": "string"}},
            repeatable=True,
        )
        for facet in FACETS
    ),
    ApiParameter(
        name="page",
        about="From 1. There is no last page a program may not reach.",
        schema={"type": "integer", "minimum": 1, "default": 1},
    ),
    ApiParameter(
        name="limit",
        about="Documents a page.",
        schema={"type": "integer", "minimum": 1, "maximum": API_LIMIT, "default": 10},
    ),
)


def openapi(server: str) -> dict[str, Any]:
    """The description. Args: server: the site's address, "https://host"."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Báo Lưu",
            "version": "1",
            "description": "Search an archive of the Vietnamese provincial press and its directives.",
        },
        "servers": [{"url": server}],
        "paths": {
            "/api/v1/search": {
                "get": {
                    "operationId": "search",
                    "summary": "Search documents",
                    "parameters": [_parameter(one) for one in API_PARAMETERS],
                    "responses": {
                        "200": _json_answer("The answer", "Answer"),
                        "400": _problem("A parameter cannot be"),
                        "503": _problem("There is no index yet"),
                    },
                }
            },
            "/api/v1/documents/{id}": {
                "get": {
                    "operationId": "document",
                    "summary": "One document with its provenance and mentions",
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                    ],
                    "responses": {
                        "200": _json_answer("The document", "Document"),
                        "404": _problem("There is no such document"),
                    },
                }
            },
        },
        "components": {"schemas": _SCHEMAS},
    }


def _parameter(one: ApiParameter) -> dict[str, Any]:
    described = {
        "name": one.name,
        "in": "query",
        "description": one.about,
        "required": False,
        "schema": one.schema,
    }
    return described | ({"style": "form", "explode": True} if one.repeatable else {})


def _json_answer(about: str, schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": about, "content": content}


def _problem(about: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": about, "content": content}


_NULLABLE_DAY = {"type": ["string", "null"], "format": "date"}
_SCHEMAS: dict[str, Any] = {
    "Answer": {
        "type": "object",
        "required": ["understood", "total", "hits", "facets", "days", "undated"],
        "properties": {
            "understood": {"type": "object"},
            "notices": {"type": "array", "items": {"type": "string"}},
            "total": {"type": "integer", "minimum": 0},
            "hits": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
            "facets": {
                "type": "object",
                "additionalProperties": {
                    "type": "array",
                    "items": {"$ref": "#/components/schemas/FacetValue"},
                },
            },
            "days": {"type": "object", "additionalProperties": {"type": "integer"}},
            "undated": {"type": "integer", "minimum": 0},
            "next": {"type": ["string", "null"]},
        },
    },
    "Hit": {
        "type": "object",
        "required": ["id", "url", "title", "day", "source", "score", "snippet"],
        "properties": {
            "id": {"type": "string"},
            "url": {"type": "string"},
            "title": {"type": "string"},
            "day": _NULLABLE_DAY,
            "source": {"type": "string"},
            "kind": {"type": "string"},
            "section": {"type": "string"},
            "score": {"type": "number"},
            "snippet": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "marks": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
                },
            },
        },
    },
    "FacetValue": {
        "type": "object",
        "properties": {"value": {"type": "string"}, "count": {"type": "integer", "minimum": 1}},
    },
    "Document": {
        "type": "object",
        "required": ["id", "title", "url"],
        "properties": {"id": {"type": "string"}},
    },
    "Problem": {
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "hint": {"type": "string"},
            "parameter": {"type": "string"},
        },
    },
}
