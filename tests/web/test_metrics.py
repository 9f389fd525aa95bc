"""/metrics, where it was asked for."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from archive.home import Home
from web import create_app


@pytest.fixture
def measured(shelves) -> FlaskClient:
    return create_app(shelves.home, open_searcher=lambda: shelves.searcher, metrics=True).test_client()


def samples(client: FlaskClient) -> Mapping[tuple[str, tuple[str, ...]], float]:
    """(name, values of its labels) -> value."""
    text = client.get("/metrics").get_data(as_text=True)
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_answers_are_counted_by_page_and_status(measured, shelves):
    for address in ("/tim-kiem?q=muong", "/tim-kiem?q=lu", "/tim-kiem?sort=best", "/khong-co"):
        measured.get(address)
    found = samples(measured)
    assert found["baoluu_requests_total", ("results.results", "GET", "200")] == 2
    assert found["baoluu_requests_total", ("results.results", "GET", "400")] == 1
    assert found["baoluu_requests_total", ("none", "GET", "404")] == 1
    assert found["baoluu_request_seconds_count", ("results.results",)] == 3
    assert found["baoluu_documents", ()] == shelves.searcher.document_count


def test_no_word_of_a_query_is_in_the_metrics(measured):
    measured.get("/tim-kiem?q=bi+mat")
    measured.get("/nhan-vat/bi-mat")
    assert b"mat" not in measured.get("/metrics").data.replace(b"format", b"")


def test_there_are_no_metrics_unless_asked_for(client):
    assert client.get("/metrics").status_code == 404


def test_a_site_without_an_index_has_metrics_without_documents(tmp_path):
    empty = create_app(Home.open(tmp_path / "empty"), metrics=True).test_client()
    assert ("baoluu_documents", ()) not in samples(empty)
