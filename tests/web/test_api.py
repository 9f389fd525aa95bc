"""The JSON API."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from web import create_app
from web.limits import RateLimit
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


SHAPES = (
    ("/api/v1/search?q=muong", "Answer"),
    ("/api/v1/search?q=khong+co+gi", "Answer"),
    ("/api/v1/facets/person", "Values"),
    ("/api/v1/sources", "Sources"),
)


def described(client, name: str) -> Draft202012Validator:
    description = get(client, "/api/v1/openapi.json")
    return Draft202012Validator(
        {**description["components"]["schemas"][name], "components": description["components"]}
    )


@pytest.mark.parametrize(("address", "schema"), SHAPES)
def test_answers_have_the_shape_that_is_described(client, address: str, schema: str):
    described(client, schema).validate(get(client, address))


def test_documents_have_the_shape_that_is_described(client, shelves):
    for held, _analysis in shelves.searchable:
        described(client, "Document").validate(get(client, f"/api/v1/documents/{held.id}"))


def test_problems_have_the_shape_that_is_described(client):
    described(client, "Problem").validate(client.get("/api/v1/search?from=x").get_json())


def test_a_cursor_of_an_older_index_goes_on_with_a_notice(client, shelves):
    address = get(client, "/api/v1/search?limit=5")["next"]
    shelves.searcher.generation = "g2"
    try:
        answer = get(client, address)
    finally:
        shelves.searcher.generation = "g1"
    assert answer["offset"] == 5
    assert len(answer["notices"]) == 1


@pytest.mark.parametrize(
    "cursor",
    ["x", "e30", "WzEsMl0", "W10", "é", "WyIxIiwgImcxIl0", "W1tb" * 3000],
    ids=lambda cursor: cursor[:16],
)
def test_a_cursor_nobody_gave_is_refused(client, cursor: str):
    response = client.get("/api/v1/search", query_string={"cursor": cursor})
    assert response.get_json()["parameter"] == "cursor"


def test_other_origins_may_read_the_api_only_when_the_operator_says_so(client, shelves):
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/search").headers
    open_app = create_app(shelves.home, open_searcher=lambda: shelves.searcher, cors_origin="*")
    opened = open_app.test_client()
    assert opened.get("/api/v1/search").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in opened.get("/tim-kiem").headers


def test_a_hasty_client_is_asked_to_wait_and_others_are_not(shelves):
    app = create_app(shelves.home, open_searcher=lambda: shelves.searcher, rate_limit=RateLimit(3))
    client = app.test_client()
    assert [client.get("/api/v1/search").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert int(client.get("/gioi-thieu").headers["Retry-After"]) > 0
    assert client.get("/healthz").status_code == 200
    other = client.get("/gioi-thieu", environ_overrides={"REMOTE_ADDR": "127.0.0.9"})
    assert other.status_code == 200


def test_an_allowance_fills_up_again_with_time():
    now = [0.0]
    limit = RateLimit(2, clock=lambda: now[0])
    assert [limit.wait("a"), limit.wait("a")] == [0, 0]
    assert limit.wait("a") == 30
    now[0] = 30.0
    assert limit.wait("a") == 0


def test_every_documented_parameter_is_known_to_the_search(client):
    written = "&".join(f"{one.name}=" for one in API_PARAMETERS)
    assert get(client, f"/api/v1/search?{written}")["notices"] == []
    assert set(FACETS) <= {one.name for one in API_PARAMETERS}


def test_the_description_lists_every_route_of_the_api(client, app):
    described = set(get(client, "/api/v1/openapi.json")["paths"])
    routes = {
        rule.rule.replace("<path:", "<").replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and "openapi" not in rule.rule
    }
    assert described == routes
