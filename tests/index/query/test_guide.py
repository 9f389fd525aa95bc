"""The guide tells what the query language does, and all of it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from index.query import understand
from index.query.fields import NAMES
from index.text.keys import folded_key

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "query-language.md"
TEXT = GUIDE.read_text(encoding="utf-8")
EXAMPLES = [
    example
    for line in TEXT.splitlines()
    if line.startswith("| `")
    for example in re.findall(r"`([^`]+)`", line.split(" | ")[0])
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_guide_is_understood_without_a_note(example):
    understood = understand(example, dt.date(2026, 11, 25))
    assert understood.notes == ()


@pytest.mark.parametrize("name", [names[0] for names in NAMES.values() if names[0] != "từngày"])
def test_every_field_is_in_the_guide(name):
    assert f"{name}:" in TEXT


@pytest.mark.parametrize("example", [each for each in EXAMPLES if ":" in each])
def test_a_field_of_the_guide_is_read_as_a_field(example):
    assert understand(example, dt.date(2026, 11, 25)).as_json()["tree"]["type"] != "words"


def test_names_without_marks_are_the_guides():
    for names in NAMES.values():
        plain = folded_key(names[0]).replace(" ", "")
        assert f"`{plain}:`" in TEXT or names[0] in {"ngày", "từngày", "đến", "nhắcngày"}
