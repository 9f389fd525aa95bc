"""The measurement compares like with like: SQLite's full text search counts what ours counts."""

from __future__ import annotations

import json
import random
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest

from bench import search
from bench.search_corpus import Corpus
from index.text.keys import forms_of
from tests.index.contract.corpus import SYLLABLES


def docs(folder: Path, lines: list[dict[str, str]]) -> Path:
    path = folder / "docs.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("field", ["exact", "folded"])
def test_peers_are_given_the_keys_of_the_whole_text_and_the_pairs_of_them(tmp_path: Path, field: str) -> None:
    title, text = "Xã Mường Hung", "Họp dân.\n…\n\nBàn việc làm đường\nHết"
    (article,) = Corpus(docs(tmp_path, [{"id": "1", "title": title, "text": text}]), 1)
    keys = [getattr(form, field) for form in forms_of(f"{title} khoangtrong {text}")]
    assert article.keys(field).split(" ") == keys
    assert article.pairs(field).split(" ") == [f"{one}_{two}" for one, two in pairwise(keys)]


def test_a_corpus_is_the_same_each_time_and_goes_on_past_its_file(tmp_path: Path) -> None:
    path = docs(tmp_path, [{"id": "1", "title": "Xã họp", "text": "Họp dân.\nLàm đường."}])
    texts = [[article.indexed.document.text for article in Corpus(path, 9)] for _ in range(2)]
    assert texts[0] == texts[1] and len(texts[0]) == 9


def test_all_questions_find_the_same_in_fts5_as_in_ours(tmp_path: Path) -> None:
    if (
        not sqlite3.connect(":memory:")
        .execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
        .fetchone()[0]
    ):
        pytest.skip("this SQLite was built without FTS5")
    rng = random.Random(2)
    sentences = [" ".join(rng.choices(SYLLABLES, k=9)) for _ in range(40)]
    path = docs(
        tmp_path,
        [
            {"id": str(at), "title": rng.choice(sentences), "text": "\n".join(rng.choices(sentences, k=5))}
            for at in range(60)
        ],
    )
    measured = search.measure(Corpus(path, 80), ["fts5"], tmp_path / "built", seconds=0.0)
    assert measured["documents"] == 80
    assert measured["disagreements"] == {}
    assert max(measured["raw"]["found"]) > 10
    assert set(measured["ratios"]) == {"page_vs_fts5"}
    assert "page_vs_fts5" in search._table({**measured, "growth": {"80": measured}})
