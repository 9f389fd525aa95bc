"""An export is bounded, and one that is cut says so wherever a person looks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from archive.model import Revision
from index.search.answer import Hit
from tests.web.conftest import Shelves
from tests.web.pages_read import page, text_of
from web import create_app
from web.pages.exports import CSV_COLUMNS, MOST_ROWS


@pytest.fixture
def bounded(shelves: Shelves) -> FlaskClient:
    app = create_app(shelves.home, open_searcher=lambda: shelves.searcher, most_exported=3)
    return app.test_client()


def exported(client: FlaskClient, form: str) -> tuple[str, str]:
    """(text, file name) of an export of everything."""
    response = client.get(f"/xuat/tim-kiem.{form}")
    assert response.status_code == 200
    return response.data.decode("utf-8-sig"), unquote(response.headers["Content-Disposition"])


def test_a_long_csv_is_cut_at_its_bound_and_says_what_is_missing(bounded, shelves):
    text, name = exported(bounded, "csv")
    lines = list(csv.reader(io.StringIO(text)))
    start = lines.index(list(CSV_COLUMNS))
    total = shelves.searcher.document_count
    assert len(lines[start + 1 :]) == 3
    notice = f"# cut: only the first 3 of {total}; narrow the search by days for the rest"
    assert [notice] in lines[:start]
    assert f"3 trong {total}" in name


def test_long_json_lines_are_cut_and_say_what_is_missing(bounded):
    heading, *rows = map(json.loads, exported(bounded, "jsonl")[0].splitlines())
    assert len(rows) == 3
    assert heading["export"]["cut"].startswith("only the first 3 of ")


def test_long_bibtex_is_cut_and_says_what_is_missing(bounded):
    text, _name = exported(bounded, "bib")
    assert text.count("@article{") == 3
    assert "% cut: only the first 3 of " in text


def test_a_long_ris_is_cut_and_its_name_says_so(bounded, shelves):
    text, name = exported(bounded, "ris")
    assert text.count("ER  - ") == 3
    assert f"3 trong {shelves.searcher.document_count}" in name


def test_an_export_within_its_bound_is_whole_and_says_nothing_of_it(client, shelves):
    assert shelves.searcher.document_count < MOST_ROWS
    text, name = exported(client, "jsonl")
    heading, *rows = map(json.loads, text.splitlines())
    assert len(rows) == shelves.searcher.document_count
    assert "cut" not in heading["export"]
    assert "trong" not in name


def test_the_page_says_beside_the_links_that_an_export_would_be_cut_and_what_to_do(bounded, shelves):
    told = text_of(page(bounded, "/tim-kiem").select_one(".take"))
    assert f"nhiều nhất 3 bài, ở đây có {shelves.searcher.document_count}" in told
    assert "thu hẹp theo ngày" in told


def test_the_page_says_nothing_of_a_bound_that_does_not_matter(client):
    assert "nhiều nhất" not in text_of(page(client, "/tim-kiem").select_one(".take"))


def test_no_more_is_read_than_is_written(bounded, shelves, monkeypatch):
    read: list[str] = []
    every = shelves.searcher.every

    def noted(query) -> Iterator[tuple[Hit, Revision]]:
        for hit, revision in every(query):
            read.append(hit.id)
            yield hit, revision

    monkeypatch.setattr(shelves.searcher, "every", noted)
    exported(bounded, "csv")
    assert len(read) == 3
