"""The pages of bench/data/extraction, one in each layout, read as their gold says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.extraction import measure, measure_forms, measure_lists, read_jsonl

DATA = Path(__file__).parents[3] / "bench" / "data" / "extraction"
GOLD = read_jsonl(DATA / "gold.jsonl")


@pytest.mark.parametrize("entry", GOLD, ids=lambda entry: entry["file"])
def test_a_page_is_read_as_its_gold_says(entry: dict[str, object]) -> None:
    assert measure(DATA / "pages", [entry])["misses"] == []


def test_the_forms_of_official_documents_are_read() -> None:
    assert measure_forms(DATA / "pages", read_jsonl(DATA / "docs_gold.jsonl"))["misses"] == []


def test_lists_and_empty_pages_are_no_documents() -> None:
    assert measure_lists(DATA / "pages", read_jsonl(DATA / "lists.jsonl"))["misses"] == []
