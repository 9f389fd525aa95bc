"""What each paragraph of a body is to a reader, read from the light Markdown kept beside it.

`Document.extra["structure"]` holds the same words as the body in the same order, with headings
(##), **bold** paragraphs, list items, quotes (>), tables (|) and captions in *italics*. It only
says how the body's own text is set: were it missing or wrong, plain paragraphs would remain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]<>#|~.)+=-])")
_RULE_ROW = re.compile(r"\|(?: -{3} \|)+")
_CELL_EDGE = re.compile(r"(?<!\\) \| ")
_DIVISION = re.compile(r"(?i:phần|chương|mục|tiểu mục|phụ lục) +(?:[IVXLC]+|\d+|(?i:thứ) \w+)\b")
_CLAUSE = re.compile(r"Điều \d+[a-zđ]?[.:]")
_LONGEST_DIVISION = 200
_FAR = 40  # paragraphs without a match before a place in the structure is given up


class Style(StrEnum):
    """How a paragraph is set."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    STRONG = "strong"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "row"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Styled:
    """A paragraph's text with its style."""

    style: Style
    text: str


def read_structure(markdown: str) -> list[Styled]:
    """The paragraphs of a structure in order. Raises: nothing, whatever the text."""
    return [styled for block in markdown.split("\n\n") if block.strip() for styled in _block(block)]


def styled_paragraphs(paragraphs: Sequence[str], structure: Sequence[Styled]) -> Iterator[Styled | int]:
    """The body's paragraphs by number, each after its style; captions the body lacks in between.

    Yields a `Styled` for a caption that stands in the structure only, and for every paragraph
    first its `Styled` (with the paragraph's own text) and then its number.
    """
    at = 0
    for number, paragraph in enumerate(paragraphs):
        wanted = _bare(paragraph)
        place = next(
            (n for n in range(at, min(len(structure), at + _FAR)) if _bare(structure[n].text) == wanted), None
        )
        style = Style.PARAGRAPH
        if place is not None:
            for skipped in structure[at:place]:
                if skipped.style is Style.CAPTION:
                    yield skipped
            style, at = structure[place].style, place + 1
        yield Styled(style, paragraph)
        yield number
    for left in structure[at:]:
        if left.style is Style.CAPTION:
            yield left


def division_style(paragraph: str) -> Style:
    """How a directive's paragraph is set whose page says nothing of it: "Chương II …", "Điều 3. …".

    A clause that is itself the decision ("Điều 1. Thành lập …, gồm các ông bà:") stays a paragraph.
    """
    if len(paragraph) > _LONGEST_DIVISION or paragraph.endswith((".", ";", ":")):
        return Style.PARAGRAPH
    if _DIVISION.match(paragraph):
        return Style.HEADING
    return Style.STRONG if _CLAUSE.match(paragraph) else Style.PARAGRAPH


def cells(row: str) -> list[tuple[int, int]]:
    """(start, end) of each cell in a row of the body, whose cells stand between " | "."""
    spans, at = [], 0
    for edge in re.finditer(r" \| ", row):
        spans.append((at, edge.start()))
        at = edge.end()
    return [*spans, (at, len(row))]


def _block(block: str) -> Iterator[Styled]:
    if block.startswith("|"):
        for line in block.split("\n"):
            if not _RULE_ROW.fullmatch(line):
                inside = line.removeprefix("| ").removesuffix(" |")
                yield Styled(Style.ROW, " | ".join(map(_plain, _CELL_EDGE.split(inside))))
        return
    heading = re.match(r"#{2,4} ", block)
    if heading:
        yield Styled(Style.HEADING, _plain(block[heading.end() :]))
    elif block.startswith("**") and block.endswith("**") and len(block) > 4:
        yield Styled(Style.STRONG, _plain(block[2:-2]))
    elif block.startswith("*") and block.endswith("*") and len(block) > 2:
        yield Styled(Style.CAPTION, _plain(block[1:-1]))
    elif block.startswith("> "):
        yield Styled(Style.QUOTE, _plain(block[2:]))
    elif re.match(r"\s*(?:- |\w{1,9}[.)] )", block):
        for line in block.split("\n"):
            yield Styled(Style.ITEM, _plain(line.strip()))
    else:
        yield Styled(Style.PARAGRAPH, _plain(block))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _bare(text: str) -> str:
    """Text for comparing: the space, and a row's empty cells at its end, do not count."""
    return " ".join(text.split()).rstrip("| ")
