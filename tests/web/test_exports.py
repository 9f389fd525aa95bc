"""A search taken away holds what the screen shows, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from tests.web.pages_read import page
from web.pages.exports import CSV_COLUMNS, no_formula

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCHES = ("q=muong+khoa", "source=bao-cao-nguyen&sort=oldest", "from=2018&to=2020", "undated=only")


def shown(client, search: str) -> list[str]:
    ids, soup = [], page(client, f"/tim-kiem?{search}")
    while True:
        ids += [link["href"].split("/")[2].split("?")[0] for link in soup.select(".hit h2 a")]
        after = soup.select_one("a[rel=next]")
        if after is None:
            return ids
        soup = page(client, after["href"])


def csv_rows(client, search: str) -> tuple[list[str], list[dict[str, str]]]:
    text = client.get(f"/xuat/tim-kiem.csv?{search}").data.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    start = lines.index(list(CSV_COLUMNS))
    return [line[0] for line in lines[:start]], [
        dict(zip(CSV_COLUMNS, line, strict=True)) for line in lines[start + 1 :]
    ]


@pytest.mark.parametrize("search", SEARCHES)
def test_csv_rows_are_the_screens_in_the_screens_order(client, search: str):
    assert [row["id"] for row in csv_rows(client, search)[1]] == shown(client, search)


@pytest.mark.parametrize("search", SEARCHES)
def test_json_lines_are_the_screens_in_the_screens_order(client, search: str):
    lines = client.get(f"/xuat/tim-kiem.jsonl?{search}").get_data(as_text=True).splitlines()
    heading, *rows = map(json.loads, lines)
    assert [row["id"] for row in rows] == shown(client, search)
    assert heading["export"]["total"] == len(rows)


def test_an_export_says_its_query_and_the_state_of_the_index(client):
    heading, _rows = csv_rows(client, "q=muong+khoa")
    assert any("/tim-kiem?q=muong+khoa" in line for line in heading)
    assert any(line == "# index: g1" for line in heading)


def test_csv_begins_with_a_byte_order_mark(client):
    assert client.get("/xuat/tim-kiem.csv").data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+84",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "=cmd|' /C calc'!A0",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
    ],
)
def test_a_cell_that_looks_like_a_formula_is_made_text(cell: str):
    assert no_formula(cell).startswith("'")


def test_bibtex_and_ris_hold_every_document(client):
    total = len(shown(client, "q=muong+khoa"))
    assert client.get("/xuat/tim-kiem.bib?q=muong+khoa").get_data(as_text=True).count("@article{") == total
    assert client.get("/xuat/tim-kiem.ris?q=muong+khoa").get_data(as_text=True).count("ER  - ") == total


def test_the_feed_is_well_formed_atom_with_the_newest_first(client, shelves):
    feed = ElementTree.fromstring(client.get("/xuat/tim-kiem.atom?q=muong").data)
    assert feed.tag == f"{ATOM}feed"
    for required in ("id", "title", "updated"):
        assert feed.find(f"{ATOM}{required}").text
    updated = [entry.find(f"{ATOM}updated").text for entry in feed.iter(f"{ATOM}entry")]
    assert updated == sorted(updated, reverse=True) != []
    for entry in feed.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}id").text.startswith("http://localhost/bai/")


def test_a_hostile_title_is_text_in_the_feed(client):
    titles = [
        entry.find(f"{ATOM}title").text
        for entry in ElementTree.fromstring(client.get("/xuat/tim-kiem.atom?q=vui").data).iter(f"{ATOM}entry")
    ]
    assert titles == ["<img src=x onerror=alert(1)>Tin </script><script>alert(2)</script> vui"]


def test_an_unknown_format_is_no_page(client):
    page(client, "/xuat/tim-kiem.exe", status=404)
