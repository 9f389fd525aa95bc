"""Pieces as text: plain paragraphs for searching, light Markdown for reading.

The Markdown has headings (##), **bold** paragraphs, lists with their numbers, quotes (>),
tables (|), and captions in *italics*; nothing else, and no HTML. Both forms hold the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.extract.pieces import Piece, PieceKind

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LISTED = re.compile(r"^(\d{1,9})([.)]) ")


def plain(pieces: Sequence[Piece]) -> str:
    """The pieces as paragraphs joined by a blank line; rows have " | " between their cells."""
    return "\n\n".join(piece.text for piece in pieces)


def markdown(pieces: Sequence[Piece]) -> str:
    """The pieces as light Markdown, blocks joined by a blank line."""
    return "\n\n".join(_blocks(pieces))


def _blocks(pieces: Sequence[Piece]) -> Iterator[str]:
    table: list[Piece] = []
    items: list[str] = []
    for piece in pieces:
        if table and (piece.kind is not PieceKind.ROW or piece.node is not table[0].node):
            yield _table(table)
            table = []
        if items and piece.kind is not PieceKind.ITEM:
            yield "\n".join(items)
            items = []
        if piece.kind is PieceKind.ROW:
            table.append(piece)
        elif piece.kind is PieceKind.ITEM:
            items.append("  " * max(0, piece.level - 1) + escaped(piece.text, listed=True))
        else:
            yield _block(piece)
    if table:
        yield _table(table)
    if items:
        yield "\n".join(items)


def _block(piece: Piece) -> str:
    text = escaped(piece.text)
    if piece.kind is PieceKind.HEADING:
        return f"{'#' * min(4, max(2, piece.level))} {text}"
    if piece.kind is PieceKind.CAPTION:
        return f"*{text}*"
    if piece.kind is PieceKind.QUOTE:
        return f"> {text}"
    return f"**{text}**" if piece.strong else text


def _table(rows: Sequence[Piece]) -> str:
    width = max(len(row.cells) for row in rows)
    lines = []
    for place, row in enumerate(rows):
        cells = [escaped(cell) for cell in row.cells] + [""] * (width - len(row.cells))
        lines.append("| " + " | ".join(cells) + " |")
        if place == 0:
            lines.append("|" + " --- |" * width)
    return "\n".join(lines)


def escaped(text: str, *, listed: bool = False) -> str:
    """`text` with the characters that Markdown would read escaped; an item keeps its own mark."""
    text = _SPECIAL.sub(r"\\\1", text)
    if listed:
        return text
    if text.startswith(("- ", "+ ", "= ")):
        return "\\" + text
    return _LISTED.sub(r"\1\\\2 ", text)
