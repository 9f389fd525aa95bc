"""A page as tests read it."""

from __future__ import annotations

from bs4 import BeautifulSoup
from flask.testing import FlaskClient


def page(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    """The parsed page at an address, which must answer with `status`."""
    response = client.get(address)
    assert response.status_code == status, f"{response.status_code} for {address}"
    return BeautifulSoup(response.get_data(as_text=True), "lxml")


def text_of(soup: BeautifulSoup) -> str:
    """The visible words, single spaces between."""
    return " ".join(soup.get_text(" ").split())
