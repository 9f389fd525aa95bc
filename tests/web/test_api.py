"""The JSON API."""

from __future__ import annotations

import json

import pytest

from web.openapi import API_PARAMETERS
from web.params import FACETS


def get(client, address: str) -> dict:
    response = client.get(address)
    assert response.status_code == 200
    return response.get_json()


def test_a_search_answers_the_shape_the_command_line_answers(client, shelves):
    answer = get(client, "/api/v1/search?q=lu+quet&limit=3")
    assert {"understood", "total", "hits", "facets", "histogram", "undated", "generation"} <= set(answer)
    assert len(answer["hits"]) == 3
    assert {"id", "url", "title", "day", "source", "score", "snippet"} <= set(answer["hits"][0])
    assert {"value", "count"} <= set(answer["facets"]["source"][0])


def test_following_next_gives_every_document_once(client, shelves):
    address, seen = "/api/v1/search?limit=7", []
    while address:
        answer = get(client, address)
        seen += [hit["id"] for hit in answer["hits"]]
        address = answer["next"]
    assert sorted(seen) == sorted(d.id for d, _a in shelves.searchable)


def test_a_document_says_where_it_came_from(client, shelves):
    held = shelves.document("Lũ quét")
    answer = get(client, f"/api/v1/documents/{held.id}")
    assert answer["title"] == held.title
    assert answer["provenance"]["payload_digest"].startswith("sha256:")
    mention = answer["mentions"][0]
    text = "\n\n".join(part for part in (answer["title"], answer["lead"], answer["body"]) if part)
    assert text[mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("/api/v1/search?from=2024-02-30", 400, "from"),
        ("/api/v1/search?sort=best", 400, "sort"),
        ("/api/v1/search?limit=101", 400, "limit"),
        ("/api/v1/documents/khong-co", 404, None),
        ("/api/v1/nothing", 404, None),
    ],
)
def test_errors_are_problem_json(client, address: str, status: int, parameter: str | None):
    response = client.get(address)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    problem = json.loads(response.data)
    assert problem["status"] == status
    assert problem.get("parameter") == parameter


def test_an_unchanged_answer_is_not_sent_again(client):
    first = client.get("/api/v1/search?q=lu")
    again = client.get("/api/v1/search?q=lu", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_every_documented_parameter_is_known_to_the_search(client):
    written = "&".join(f"{one.name}=" for one in API_PARAMETERS)
    assert get(client, f"/api/v1/search?{written}")["notices"] == []
    assert set(FACETS) <= {one.name for one in API_PARAMETERS}


def test_the_description_lists_every_route_of_the_api(client, app):
    described = set(get(client, "/api/v1/openapi.json")["paths"])
    routes = {
        rule.rule.replace("<document_id>", "{id}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and "openapi" not in rule.rule
    }
    assert described == routes
