"""Real files beside the checkout come in whole and are found again."""

from __future__ import annotations

import json

import pytest

from tests.system.conftest import run


@pytest.fixture(scope="module")
def imported(tmp_path_factory, shared):
    home = tmp_path_factory.mktemp("real")
    ran = run(home, "import", shared / "samples", shared / "pages" / "dev")
    assert ran.code == 0, ran.err
    return home


@pytest.mark.parametrize(
    "question",
    [
        ["tang cuong xay dung dang va cung co he thong chinh tri co so cap xa"],
        ["", "--on", "2021-09-17"],
        ["", "--person", "Lò Minh Hùng"],
        ["", "--directive", "02-NQ/TU"],
        ["02-NQ/TU"],
    ],
)
def test_the_meeting_report_is_found_by_title_day_person_and_directive(imported, question):
    answer = run(imported, "search", *question, "--json").json()
    assert any(hit["day"] == "2021-09-17" for hit in answer["hits"])


def test_every_article_page_comes_in_with_title_body_and_day(imported, shared):
    gold = [json.loads(line) for line in (shared / "pages" / "gold.jsonl").read_text("utf-8").splitlines()]
    held = run(imported, "search", "", "--json", "--limit", "100").json()["hits"]
    titled = {hit["title"]: hit["day"] for hit in held}
    wrong = [one["file"] for one in gold if titled.get(one["title"]) != one["date"][:10]]
    assert wrong == []
