"""SECURITY.md: every promise names what keeps it, and that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8").partition("## Promises")[2].partition("\n## ")[0]
PROMISES = re.findall(r"(?m)^\| (?!promise \||---)(.+) \| (.+) \|$", _TEXT)


def test_there_are_promises():
    assert len(PROMISES) > 25


@pytest.mark.parametrize(("promise", "kept_by"), PROMISES, ids=[promise[:50] for promise, _ in PROMISES])
def test_every_promise_names_tests_that_are_there(promise: str, kept_by: str):
    named = re.findall(r"`([^`]+)`", kept_by)
    assert named, f"nothing keeps: {promise}"
    for one in named:
        if one.startswith("make "):
            assert f"\n{one.removeprefix('make ').split()[0]}: setup" in (ROOT / "Makefile").read_text()
        else:
            assert re.search(r"(?m)^(?:    )?def test_", (ROOT / one).read_text(encoding="utf-8")), one
