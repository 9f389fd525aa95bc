"""trafilatura's reading of a page, asked where the room's own rules find hardly any text."""

from __future__ import annotations

import logging

import trafilatura

from crawler.extract.page import Page
from crawler.extract.pieces import Piece, PieceKind
from crawler.extract.plain import clean

_LEAST = 250  # characters worth having
_MOST_NODES = 6_000
_MOST_CHARACTERS = 1_000_000
_log = logging.getLogger(__name__)


def second_opinion(page: Page) -> list[Piece]:
    """The paragraphs trafilatura finds, [] where they are few, or the page is too big for it.

    Its time grows with the square of some pages' elements, so big ones are not given to it.
    """
    if page.root.last > _MOST_NODES or len(page.html) > _MOST_CHARACTERS:
        return []
    try:
        text = trafilatura.extract(page.html, include_comments=False, include_tables=True) or ""
    except Exception as damage:  # noqa: BLE001 - another parser on hostile markup must not end a crawl
        _log.warning("trafilatura failed on %s: %s", page.url, damage)
        return []
    if len(text) < _LEAST:
        return []
    lines = [clean(line) for line in text.split("\n")]
    return [
        Piece(
            kind=PieceKind.ROW if "|" in line else PieceKind.PARAGRAPH,
            text=line,
            node=page.root,
            cells=_cells(line),
        )
        for line in lines
        if line
    ]


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a table's row as trafilatura writes it, with bars between."""
    return tuple(clean(cell) for cell in line.strip("| ").split("|"))
