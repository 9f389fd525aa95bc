"""When an answer of the API says it last changed."""

from __future__ import annotations

import os
from email.utils import formatdate
from pathlib import Path

import pytest
from flask import Flask, jsonify
from flask.testing import FlaskClient

from archive.home import Home
from web.freshness import install_freshness

NOON = 1_800_000_000.0 - 1_800_000_000 % 86400 + 5 * 3600  # 12 o'clock in Vietnam
EARLIER = NOON - 3600


class Clock:
    """A time that a test sets."""

    def __init__(self) -> None:
        self.now = EARLIER - 60

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """One whose catalog last changed an hour before noon."""
    home = Home.open(tmp_path / "archive")
    home.catalog().close()
    (home.index_folder / "g000001").mkdir(parents=True)
    home.sources_folder.mkdir(exist_ok=True)
    for path in (home.path, *home.path.rglob("*")):
        os.utime(path, (EARLIER, EARLIER))
    return home


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(home: Home, clock: Clock) -> FlaskClient:
    app = Flask(__name__)
    app.add_url_rule("/so", "so", lambda: jsonify(total=3))
    app.add_url_rule("/chu", "chu", lambda: "<p>ba")
    install_freshness(app, home, clock)
    clock.now = NOON
    return app.test_client()


def test_an_answer_says_when_what_it_is_made_of_last_changed(client: FlaskClient) -> None:
    assert client.get("/so").headers["Last-Modified"] == formatdate(EARLIER, usegmt=True)


def test_who_keeps_only_that_time_is_not_sent_the_same_again(client: FlaskClient) -> None:
    told = client.get("/so").headers["Last-Modified"]
    again = client.get("/so", headers={"If-Modified-Since": told})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("part", ["catalog.db", "index", "index/g000001", "sources"])
def test_a_change_of_any_part_is_sent(client: FlaskClient, home: Home, part: str) -> None:
    told = client.get("/so").headers["Last-Modified"]
    os.utime(home.path / part, (NOON - 120, NOON - 120))
    assert client.get("/so", headers={"If-Modified-Since": told}).status_code == 200


def test_no_time_is_told_while_things_are_changing(client: FlaskClient, home: Home) -> None:
    os.utime(home.path / "catalog.db", (NOON - 5, NOON - 5))
    assert "Last-Modified" not in client.get("/so").headers


def test_a_new_day_changes_what_yesterday_means(client: FlaskClient, clock: Clock) -> None:
    told = client.get("/so").headers["Last-Modified"]
    clock.now = NOON + 13 * 3600
    assert client.get("/so", headers={"If-Modified-Since": told}).status_code == 200


def test_pages_in_two_languages_at_one_address_have_no_time(client: FlaskClient) -> None:
    assert "Last-Modified" not in client.get("/chu").headers
