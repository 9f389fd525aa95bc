"""A floor holds: what falls below it is named, and no update lowers it."""

from __future__ import annotations

from bench.floors import NOISE, fallen, raised

FLOORS = {"retrieval": {"plain_ndcg@10": 0.9}}


def test_a_figure_below_its_floor_is_named():
    assert fallen(FLOORS, {"retrieval": {"plain_ndcg@10": 0.8}}) == [
        "retrieval.plain_ndcg@10: measured 0.8000, floor 0.9000"
    ]


def test_a_figure_that_is_no_longer_measured_has_fallen():
    assert fallen(FLOORS, {"retrieval": {}})


def test_noise_is_no_fall():
    assert fallen(FLOORS, {"retrieval": {"plain_ndcg@10": 0.9 - NOISE / 2}}) == []


def test_an_update_raises_and_never_lowers():
    assert raised(FLOORS, {"retrieval": {"plain_ndcg@10": 0.85, "nodiac_ndcg@10": 0.7}}) == {
        "retrieval": {"plain_ndcg@10": 0.9, "nodiac_ndcg@10": 0.7}
    }
    assert raised(FLOORS, {"retrieval": {"plain_ndcg@10": 0.95}})["retrieval"]["plain_ndcg@10"] == 0.95
