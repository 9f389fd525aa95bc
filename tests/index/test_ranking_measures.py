"""The measures of bench.retrieval, on rankings small enough to check by hand."""

from __future__ import annotations

import json
import math

import pytest

from bench.retrieval import measure, ndcg, recall, reciprocal_rank
from bench.variants import tones_swapped, without_marks

WANTED = {"a": 2, "b": 1}


def test_the_best_ranking_has_a_gain_of_one():
    assert ndcg(["a", "b", "x"], WANTED) == 1


def test_a_ranking_gains_less_the_later_what_is_wanted_comes():
    best = 2 + 1 / math.log2(3)
    assert ndcg(["x", "a"], WANTED) == pytest.approx(2 / math.log2(3) / best)
    assert ndcg(["x"], WANTED) == 0


def test_recall_is_the_share_of_what_is_wanted():
    assert recall(["x", "b"], WANTED) == 0.5


def test_reciprocal_rank_is_of_the_first_that_is_wanted():
    assert reciprocal_rank(["x", "y", "b", "a"], WANTED) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], WANTED) == 0


def test_variants_are_measured_where_they_lie_beside_the_queries(tmp_path):
    def write(name: str, *lines: dict[str, str]) -> None:
        (tmp_path / name).write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")

    write(
        "docs.jsonl",
        {"id": "1", "title": "Hoa ban", "text": "nở"},
        {"id": "2", "title": "", "text": "Hoa đào"},
    )
    write("queries.jsonl", {"id": "q", "text": "hoa đào"}, {"id": "unjudged", "text": "ban"})
    write("queries_nodiac.jsonl", {"id": "q", "text": "hoa dao"})
    (tmp_path / "qrels.tsv").write_text("q\t0\t2\t1\nq\t0\t1\t0\n")
    found = measure(tmp_path / "docs.jsonl", tmp_path / "queries.jsonl", tmp_path / "qrels.tsv")
    assert {name: figures["ndcg@10"] for name, figures in found.items()} == {"plain": 1, "nodiac": 1}
    assert found["plain"]["queries"] == 1


def test_marks_are_taken_off_and_tones_swapped_as_people_type_them():
    assert without_marks("Đường ở Quỳ Hợp") == "Duong o Quy Hop"
    assert tones_swapped("hòa Thuỷ KHOẺ quý hoàn") == "hoà Thủy KHỎE quý hoàn"
