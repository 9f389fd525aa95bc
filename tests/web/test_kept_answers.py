"""Who asks the same again is answered from what was found, until the index changes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from archive.home import Home
from index.engines.whoosh.engine import ArrayEngine
from index.intake import analyse_stale, index_pending
from index.query.periods import Period
from tests.web.holdings import article, fill
from web.index_searcher import IndexSearcher, OpenIndex
from web.params import FACETS, SearchQuery


def bring_up(home: Home) -> None:
    catalog = home.catalog()
    for _step in (*analyse_stale(catalog, home.sources()), *index_pending(home, catalog)):
        pass
    catalog.close()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.open(tmp_path / "archive")
    fill(home)
    bring_up(home)
    return home


def test_the_engine_is_asked_once_for_one_question_and_anew_for_any_other(home: Home, monkeypatch):
    searches = []
    search = ArrayEngine.search
    monkeypatch.setattr(ArrayEngine, "search", lambda *args: searches.append(1) or search(*args))
    searcher: IndexSearcher = OpenIndex(home)()

    def engine_asked(query: SearchQuery, **more: int) -> int:
        before = len(searches)
        searcher.search(query, facets=FACETS, histogram=True, **more)
        return len(searches) - before

    query = SearchQuery(text="muong khoa")
    assert engine_asked(query) > 0
    assert engine_asked(query) == 0
    others = (
        SearchQuery(text="mường khoa"),
        SearchQuery(text="muong khoa", sort="oldest"),
        SearchQuery(text="muong khoa", include={"source": ("bao-cao-nguyen",)}),
        SearchQuery(text="muong khoa", exclude={"source": ("bao-cao-nguyen",)}),
        SearchQuery(text="muong khoa", period=Period(dt.date(2020, 1, 1), None)),
    )
    assert all(engine_asked(other) > 0 for other in others)
    assert engine_asked(query, offset=10) > 0


def test_a_commit_is_seen_by_who_asked_before_it(home: Home):
    index = OpenIndex(home)
    query = SearchQuery(text="đèo Lũng Pao")
    assert index().search(query, facets=FACETS).total == 0
    catalog = home.catalog()
    new = article("bao-muong-khoa", "Sạt lở ở đèo Lũng Pao", dt.date(2026, 11, 24), "Xã hội", "Đèo đã thông.")
    (captured,) = [one for one, _ in zip(catalog.all_captures(), range(1), strict=False)]
    catalog.store(new, captured, "test")
    catalog.close()
    bring_up(home)
    assert index().search(query, facets=FACETS).total == 1
