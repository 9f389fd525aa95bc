"""The measurement compares like with like: SQLite's full text search counts what ours counts."""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path

import pytest

from bench import search
from bench.search_corpus import Corpus
from tests.index.contract.corpus import SYLLABLES


def test_all_questions_find_the_same_in_fts5_as_in_ours(tmp_path: Path) -> None:
    if (
        not sqlite3.connect(":memory:")
        .execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
        .fetchone()[0]
    ):
        pytest.skip("this SQLite was built without FTS5")
    rng = random.Random(2)
    sentences = [" ".join(rng.choices(SYLLABLES, k=9)) for _ in range(40)]
    lines = [
        json.dumps(
            {"id": str(at), "title": rng.choice(sentences), "text": "\n".join(rng.choices(sentences, k=5))}
        )
        for at in range(60)
    ]
    (tmp_path / "docs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    measured = search.measure(Corpus(tmp_path / "docs.jsonl", 80), ["fts5"], tmp_path / "built", seconds=0.0)
    assert measured["documents"] == 80
    assert measured["disagreements"] == {}
    assert max(measured["raw"]["found"]) > 10
    assert set(measured["ratios"]) == {"page_vs_fts5"}
    assert "page_vs_fts5" in search._table({**measured, "growth": {"80": measured}})
