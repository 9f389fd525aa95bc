"""A search that takes too long is cut, and says so; on the product's engine, with real work."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.allowance import TimeSpent, allowance, check_allowance
from index.engines import open_factory
from index.ports import Near, Or, SearchEngine, SearchRequest
from index.search import Search, SearchAnswer, SearchParams
from tests.index.query.corpus import SOURCES, article
from tests.index.shelf import Shelf, ask

VILLAGES = [
    article(f"ban-{at}", f"Bản {at} họp", " ".join(["xã họp bàn", "bản họp xã", "tổ bàn việc xã"] * 400))
    for at in range(60)
]
SLOW = '"xã họp bàn bản tổ việc họp xã bàn"~40'


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    folder: Path = tmp_path_factory.mktemp("villages") / "index"
    factory = open_factory()
    factory.create(folder)
    with factory.writer(folder) as writer:
        writer.add(VILLAGES)
    return factory.open(folder)


@pytest.fixture(scope="module")
def search(engine: SearchEngine) -> Search:
    return Search(engine, Shelf(VILLAGES), SOURCES)


def codes(answer: SearchAnswer) -> list[str]:
    return [note.code for note in answer.understood.notes]


def seconds_of(work) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began


def test_a_query_within_its_allowance_is_not_cut(search: Search):
    answer = ask(search, SLOW, seconds=None)
    assert answer.total == len(VILLAGES)
    assert codes(answer) == []


def test_nearness_that_takes_too_long_is_searched_as_words_with_a_note(search: Search):
    answer = ask(search, SLOW, seconds=0.02)
    assert answer.total == len(VILLAGES)
    assert answer.hits and all(hit.snippet_marks for hit in answer.hits)
    assert codes(answer) == ["phrases_take_too_long"]


def test_what_takes_too_long_even_so_is_stopped_with_a_note(search: Search):
    answer = ask(search, SLOW, seconds=0)
    assert (answer.total, answer.hits) == (0, ())
    assert codes(answer) == ["takes_too_long"]


def test_what_might_be_suggested_is_left_out_with_a_note_where_time_is_spent(search: Search, monkeypatch):
    def dawdle(*_arguments: object) -> tuple[tuple[()], int]:
        while True:
            check_allowance()

    monkeypatch.setattr(search, "_unit_offers", dawdle)
    answer = ask(search, "xã", seconds=0.05)
    assert answer.total == len(VILLAGES)
    assert codes(answer) == ["offers_take_too_long"]


def test_an_export_holds_what_the_page_of_a_cut_query_shows(search: Search):
    listed = [hit.id for hit, _ in search.every(SearchParams(q=SLOW, seconds=0.02))]
    assert sorted(listed) == sorted(each.document.id for each in VILLAGES)


def test_the_engine_stops_soon_after_its_allowance_however_long_the_query_takes(engine: SearchEngine):
    places = tuple((word,) for word in ("xã", "họp", "bàn", "bản", "tổ", "việc", "họp", "xã", "bàn"))
    nearer_and_nearer = Or(tuple(Near("exact", places, distance) for distance in range(21, 26)))
    request = SearchRequest(match=nearer_and_nearer)
    whole = seconds_of(lambda: engine.search(request))

    def cut() -> None:
        with pytest.raises(TimeSpent), allowance(whole / 20):
            engine.search(request)

    assert seconds_of(cut) < whole / 2


def test_an_inner_allowance_is_never_longer_than_the_outer_one():
    with allowance(0), pytest.raises(TimeSpent), allowance(60):
        check_allowance()
    check_allowance()
