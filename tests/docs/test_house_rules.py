"""What the house promises of its own text and code, read from the files themselves."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("archive", "crawler", "index", "web")
SOURCES = [*ROOT.glob("*.py"), *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]
SQL = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|ALTER TABLE|DROP TABLE|PRAGMA)\s")


def strings(path):
    return [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    ]


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("path", SOURCES, ids=names(SOURCES))
def test_sql_lives_in_the_catalog_only(path):
    if path.is_relative_to(ROOT / "archive" / "catalog"):
        return
    assert not [text for text in strings(path) if isinstance(text, str) and SQL.match(text)]


@pytest.mark.parametrize("path", SOURCES, ids=names(SOURCES))
def test_a_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SOURCES, ids=names(SOURCES))
def test_a_file_is_a_room_one_can_see_across(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


def test_no_drawer_for_everything():
    drawers = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers"}
    assert not [path for path in SOURCES if path.stem in drawers]


def test_every_dependency_is_bounded_on_both_sides():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for group in project["optional-dependencies"].values() for line in group]
    unbounded = [line for line in project["dependencies"] + extras if ">=" not in line or "<" not in line]
    assert not unbounded


def test_what_was_tested_is_pinned_by_name_and_version_only():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split("\n")
    assert all(re.fullmatch(r"[A-Za-z0-9_.\-]+==[A-Za-z0-9_.+!\-]+|", line) for line in lines)


def test_decisions_are_numbered_once():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]
    assert len(numbers) == len(set(numbers)) > 0


def test_floors_are_numbers_between_nothing_and_all():
    floors = json.loads((ROOT / "bench" / "floors.json").read_text(encoding="utf-8"))
    figures = [value for group in floors.values() for value in group.values()]
    assert figures and all(isinstance(value, int | float) and 0 < value <= 1 for value in figures)
