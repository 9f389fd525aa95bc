"""The reading room over a small invented archive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.home import Home
from archive.model import Analysis, Document
from index.registry import Corrections, register
from tests.web.fake_searcher import FakeSearcher
from tests.web.holdings import fill
from web import create_app

TODAY = dt.date(2026, 11, 25)


@dataclass(frozen=True)
class Shelves:
    """A home folder that is filled, and the searcher over it."""

    home: Home
    searchable: list[tuple[Document, Analysis]]
    searcher: FakeSearcher

    def document(self, part_of_title: str) -> Document:
        return next(d for d, _analysis in self.searchable if part_of_title in d.title)


@pytest.fixture(scope="session")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    home = Home.open(tmp_path_factory.mktemp("home") / "archive")
    searchable = fill(home)
    catalog = home.catalog()
    for _step in register(catalog, home.sources(), Corrections()):
        pass
    yield Shelves(home=home, searchable=searchable, searcher=FakeSearcher(searchable, catalog=catalog))
    catalog.close()


@pytest.fixture(scope="session")
def app(shelves: Shelves) -> Flask:
    app = create_app(shelves.home, open_searcher=lambda: shelves.searcher, today=lambda: TODAY)
    app.testing = False  # errors become pages, as they do for a reader
    return app


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client
