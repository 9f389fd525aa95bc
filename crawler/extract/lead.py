"""The lead of an article: what its sapo says, without the agency's mark before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extract import conventions
from crawler.extract.byline import is_byline
from crawler.extract.dates import dateline
from crawler.extract.lines import Line
from crawler.extract.pieces import Piece, PieceKind
from crawler.extract.plain import clean, folded
from crawler.extract.tree import BLOCKS, HEADINGS, Node

_MARK = re.compile(
    r"^\s*(?:\([^()]{2,40}\)|[A-ZĐ]{2,10}(?:\.[a-z]{2,4})?|[A-Z][\w ]{1,18}\.(?:vn|com|net))"
    r"\s*[-–—:|]\s*(?=\S)"
)
_SHORTEST = 30
_LONGEST = 1200
_EDGE = 6  # lines of the text's element among which the lead may be


def lead(
    title: Node | None, body: Node, lines: Sequence[Line], pieces: Sequence[Piece], description: str
) -> tuple[str, str] | None:
    """The lead and where it was read: a named element, the line that the description begins with, the
    heading after the title, the bold first paragraph, the one sentence that stands between title and
    text, or the description itself. None for none.
    """
    between = _between(title, body, lines)
    for basis, found in (
        ("sapo", _named(between) or _named_after(title)),
        ("description", _described(between, pieces, description)),
        ("after title", _after_title(between)),
        ("first paragraph", _bold_first(pieces)),
        ("between", _standing_apart(between, body, pieces)),
    ):
        if found:
            return found, basis
    if description and len(description) >= _SHORTEST and not _cut(description):
        return clean(description), "meta"
    return None


def without_mark(text: str) -> str:
    """A lead without "(Dân trí) -", "BSL -" and the like in front."""
    return _MARK.sub("", text, count=1).strip()


def _between(title: Node | None, body: Node, lines: Sequence[Line]) -> list[Line]:
    """The lines after the title and up to the text, its element's first lines included."""
    start = title.last if title is not None else -1
    inside = [line for line in lines if line.node.within(body) and line.node.order > start][:_EDGE]
    if title is None:
        first = body.parent
        before = [
            line
            for line in lines
            if first is not None
            and line.node.within(first)
            and line.node.order < body.order
            and not line.foreign
        ]
        return before[-6:] + inside
    before = [line for line in lines if start < line.node.order < body.order and not line.foreign]
    return before + inside


def _named(between: Sequence[Line]) -> str:
    """The text of the first element called sapo, lead, summary … ; all its lines."""
    for line in between:
        for node in (line.node, *list(line.node.above())[:3]):
            if _is_lead_named(node) and _SHORTEST <= node.size <= _LONGEST:
                return _without_place(node)
    return ""


def _named_after(title: Node | None) -> str:
    """As `_named`, of what follows the title in the same block: labels of a form, one below another."""
    if title is None or title.parent is None or title.tag in BLOCKS:
        return ""
    return next(
        (
            node.text()
            for node in title.parent.elements()
            if node.order > title.last and _is_lead_named(node) and _SHORTEST <= node.size <= _LONGEST
        ),
        "",
    )


def _without_place(node: Node) -> str:
    """The text of a lead without the place that stands before it in an element of its own."""
    first = next((child for child in node.children if not isinstance(child, str) or child.strip()), None)
    text = node.text()
    if isinstance(first, Node) and not conventions.PLACE_NAMES.isdisjoint(first.names):
        return text.removeprefix(first.text()).lstrip(" -–—:|")
    return text


def _is_lead_named(node: Node) -> bool:
    if node.attributes.get("itemprop", "").lower() in ("description", "abstract", "alternativeheadline"):
        return True
    return not conventions.LEAD_NAMES.isdisjoint(node.names) or bool(
        conventions.LEAD_LABEL.search(node.label)
    )


def _after_title(between: Sequence[Line]) -> str:
    """A heading under the title that is a sentence."""
    for line in between[:8]:
        heading = next((node for node in (line.node, *line.node.above()) if node.tag in HEADINGS), None)
        if heading is not None and line.prose and len(line.text) >= 60:
            return heading.text()
    return ""


def _bold_first(pieces: Sequence[Piece]) -> str:
    """The first paragraph where it, and it alone, is bold or in italics."""
    texts = [piece for piece in pieces if piece.kind is not PieceKind.CAPTION][:3]
    if len(texts) < 2 or not (
        (texts[0].strong and not texts[1].strong) or (texts[0].slanted and not texts[1].slanted)
    ):
        return ""
    text = texts[0].text
    is_sentence = len(text) >= 60 and (text[-1] in '.…!?"”' or len(text) >= 100)
    return text if texts[0].kind is PieceKind.PARAGRAPH and is_sentence else ""


def _says_when(text: str) -> bool:
    """Whether a line only says when the article appeared, or who wrote it."""
    return dateline(text) is not None or is_byline(text)


def _standing_apart(between: Sequence[Line], body: Node, pieces: Sequence[Piece]) -> str:
    """The one line of running text that stands before the element of the text, inside or outside `body`."""
    apart = [
        line
        for line in between
        if line.prose and line.node.order < body.order and not line.linked
        if not _says_when(line.text) and line.node.tag != "figcaption"
    ]
    if len(apart) == 1 and not body.within(apart[0].node):
        return apart[0].text if _is_whole(apart[0].text) else ""
    texts = [piece for piece in pieces if piece.kind is PieceKind.PARAGRAPH and not _says_when(piece.text)][
        :4
    ]
    if apart or len(texts) < 3 or not _is_whole(texts[0].text):
        return ""
    first, *others = (piece.node for piece in texts)
    holder = others[0].parent
    if holder is None or holder is body or first.within(holder) or not holder.within(body):
        return ""
    together = all(node.parent is holder for node in others)
    # A text cut in two by an advertisement has halves that are set alike.
    alike = first.parent is not None and first.parent is not body and first.parent.label == holder.label
    return texts[0].text if together and not alike else ""


def _is_whole(text: str) -> bool:
    """Whether a text is a sentence of a lead's length."""
    return 60 <= len(text) <= _LONGEST and text[-1] in '.…!?"”'


def _described(between: Sequence[Line], pieces: Sequence[Piece], description: str) -> str:
    """The line that the description is, or is the beginning of."""
    wanted = folded(without_mark(description).rstrip(".… "))
    if len(wanted) < _SHORTEST:
        return ""
    for text in (*(line.text for line in between), *(piece.text for piece in pieces[:3])):
        if folded(without_mark(text)).startswith(wanted) and len(text) <= _LONGEST:
            return text
    return ""


def _cut(description: str) -> bool:
    """Whether a description was cut short: it does not end as a sentence ends."""
    return description[-1] not in '.!?"”)' or description.endswith("...")
