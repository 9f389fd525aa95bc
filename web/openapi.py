"""The API described for programs: OpenAPI 3.1, made from the same tables the code reads.

Source: https://spec.openapis.org/oas/v3.1.0
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from web.api_schemas import SCHEMAS
from web.params import FACETS, DateField, Grain, Sort, Undated

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
        about="The day that from, to, on and the histogram are of: publication; days the text mentions "
        "(the histogram stays by publication); a directive's signing; its coming into force; "
        "the latest capture; the first capture, when it came into the archive.",
        schema=_text(enum=list(get_args(DateField)), default="pub"),
    ),
    ApiParameter(
        name="undated",
        about="Documents without that day; excluded by default when a period is given.",
        schema=_text(enum=list(get_args(Undated))),
    ),
    ApiParameter(
        name="place_mode",
        about="Of several places, any of them, or all in one document.",
        schema=_text(enum=["any", "all"], default="any"),
    ),
    ApiParameter(
        name="place_scope",
        about="Places as documents name them, or each with the former units merged into it.",
        schema=_text(enum=["asof", "merged"], default="asof"),
    ),
    ApiParameter(
        name="sort",
        about="Relevance is the default with words, newest without. Undated documents come last. "
        "added: what came into the archive last comes first.",
        schema=_text(enum=list(get_args(Sort))),
    ),
    ApiParameter(
        name="by",
        about="What the histogram counts by: days for day and week; months, each under its first day, for "
        "month, quarter and year; by itself days within a period of a year, else months.",
        schema=_text(enum=list(get_args(Grain)), default="auto"),
    ),
    ApiParameter(
        name="group",
        about="1 shows of each story only the best hit; its copies says how many more tell it, its "
        "same_story the first of them. Pages and offsets are then of stories, counts stay of documents.",
        schema=_text(enum=["0", "1"], default="0"),
    ),
    ApiParameter(
        name="story",
        about="The id of a document: only what tells the same story, itself included.",
        schema=_text(),
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
        name="when",
        about="Days as people write them in Vietnamese; from, to and on are for programs.",
        schema=_text(),
    ),
    ApiParameter(
        name="cursor",
        about="Goes on where the answer before stopped; taken from its `next`.",
        schema=_text(),
    ),
    ApiParameter(
        name="limit",
        about="Documents a page.",
        schema={"type": "integer", "minimum": 1, "maximum": API_LIMIT, "default": 10},
    ),
)


def openapi(server: str) -> dict[str, Any]:
    """The description. Args: server: the site's address, "https://host"."""
    search = [_parameter(one) for one in API_PARAMETERS]
    narrowing = [
        _parameter(one) for one in API_PARAMETERS if one.name not in {"limit", "cursor", "page", "sort", "by"}
    ]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Báo Lưu",
            "version": "1",
            "description": "Search an archive of the Vietnamese provincial press and its directives.",
        },
        "servers": [{"url": server}],
        "paths": {
            "/api/v1/search": _get("search", "Search documents", search, "Answer", 400, 503),
            "/api/v1/facets/{facet}": _get(
                "facet",
                "All values of a facet within a search, the most frequent first",
                [_in_path("facet", enum=list(FACETS)), *narrowing],
                "Values",
                400,
                404,
                503,
            ),
            "/api/v1/documents/{document_id}": _get(
                "document",
                "One document with its text, provenance, mentions, revisions, copies and files",
                [_in_path("document_id")],
                "Document",
                404,
            ),
            **_registry_paths(),
            "/api/v1/sources": _get("sources", "The sources and what is held of each", [], "Sources", 503),
        },
        "components": {"schemas": SCHEMAS},
    }


def _registry_paths() -> dict[str, Any]:
    prefix = _in_query("prefix", "The beginning of a number or name, marks optional.", _text())
    page = _in_query("page", "From 1.", {"type": "integer", "minimum": 1, "default": 1})
    kind = _in_query("type", 'Of one type: "nghị quyết", "quyết định" …', _text())
    order = _in_query("order", "The most named first instead of A to Z.", _text(enum=["count"]))
    source = _in_query("source", "Only what one source cites.", _text())
    days = [_parameter(one) for one in API_PARAMETERS if one.name in {"from", "to", "on"}]
    undated = _in_query("undated", "Only what cites it and has no day.", _text(enum=["only"]))
    facet = _in_path("facet", enum=["person", "org", "place"])
    return {
        "/api/v1/directives": _get(
            "directives", "The directives A to Z", [prefix, kind, page], "DirectiveList", 400
        ),
        "/api/v1/directives/{key}": _get(
            "directive",
            "A directive by its key, or every directive a number may mean",
            [_in_path("key"), page, source, *days, undated],
            "DirectiveAnswer",
            400,
            404,
        ),
        "/api/v1/entities/{facet}": _get(
            "entities",
            "Persons, bodies or places A to Z",
            [facet, prefix, order, page],
            "EntityList",
            400,
            404,
        ),
        "/api/v1/entities/{facet}/{name}": _get(
            "entity",
            "A person, body or place with its spellings, offices, company and documents",
            [facet, _in_path("name"), page],
            "Entity",
            400,
            404,
        ),
    }


def _in_query(name: str, about: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return _parameter(ApiParameter(name=name, about=about, schema=schema))


def _get(
    name: str, about: str, parameters: Sequence[Mapping[str, Any]], answer: str, *problems: int
) -> dict[str, Any]:
    reasons = {400: "A parameter cannot be", 404: "There is no such thing", 503: "There is no index yet"}
    responses = {"200": _content("The answer", "application/json", answer)}
    for status in problems:
        responses[str(status)] = _content(reasons[status], "application/problem+json", "Problem")
    operation = {"operationId": name, "summary": about, "parameters": parameters, "responses": responses}
    return {"get": operation}


def _content(about: str, mime: str, schema: str) -> dict[str, Any]:
    content = {mime: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": about, "content": content}


def _in_path(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", **more}}


def _parameter(one: ApiParameter) -> dict[str, Any]:
    described = {
        "name": one.name,
        "in": "query",
        "description": one.about,
        "required": False,
        "schema": one.schema,
    }
    return described | ({"style": "form", "explode": True} if one.repeatable else {})
