"""Which element of a page holds its running text.

The score of an element is the text of its prose lines, those of its children's
children counting less with each level (the idea of Arc90's Readability, 2010), raised
where the element's name says that it is the text. Prose that is part of a card, a link
with a sentence under it, does not count: that is what lists of stories are made of.
"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.extract import conventions
from crawler.extract.lines import Line
from crawler.extract.tree import HEADINGS, Node

_DECAY = 0.8
_LEVELS = 6
_WHOLE = frozenset(
    (*HEADINGS, "p", "li", "blockquote", "pre", "dd", "dt", "td", "th", "tr", "tbody", "font", "ul", "ol")
)


def container(lines: Sequence[Line]) -> Node | None:
    """The element that holds the page's running text, None when it has hardly any."""
    prose = own_prose(lines)
    scores: dict[Node, float] = {}
    for line in prose:
        weight = float(len(line.text))
        node: Node | None = line.node
        while node is not None and node.tag in _WHOLE:
            node = node.parent
        for _ in range(_LEVELS):
            if node is None or node.tag in ("html", "body"):
                break
            scores[node] = scores.get(node, 0.0) + weight
            weight *= _DECAY
            node = node.parent
    if not scores:
        return None
    best = max(scores, key=lambda node: (scores[node] * _fitness(node), -node.order))
    return _widened(best, prose)


def own_prose(lines: Sequence[Line]) -> list[Line]:
    """The prose lines that are neither beside the content nor part of a card."""
    prose: list[Line] = []
    card: Node | None = None
    for line in lines:
        if line.foreign:
            continue
        if is_card_title(line):
            card = line.node
        elif line.prose:
            if card is not None and _in_card(line, card):
                continue
            prose.append(line)
            card = None
    return prose


def is_card_title(line: Line) -> bool:
    """Whether a line is nothing but a link long enough to be a story's title."""
    return len(line.text) >= 20 and line.linked >= 0.9 * len(line.text.replace(" ", ""))


def _in_card(line: Line, title: Node) -> bool:
    """Whether a line stands in the same small box as the title of a card before it."""
    box = title
    for _ in range(4):
        if box.parent is None or box.parent.size > 1200:
            break
        box = box.parent
        if line.node.within(box):
            return len(line.text) < 500
    return False


def _fitness(node: Node) -> float:
    fitness = 1.0
    if node.attributes.get("itemprop", "").lower() == "articlebody":
        fitness *= 1.6
    elif conventions.BODY_LABEL.search(node.label) or not conventions.BODY_NAMES.isdisjoint(node.names):
        fitness *= 1.25
    elif node.tag == "article":
        fitness *= 1.1
    return fitness * (1.0 - 0.5 * node.density)


def _widened(node: Node, prose: Sequence[Line]) -> Node:
    """`node` or the ancestor that holds as much again beside it, as a text cut into parts does."""
    held = _held(node, prose)
    parent = node.parent
    while parent is not None and parent.tag not in ("html", "body"):
        more = _held(parent, prose)
        if more < 1.3 * held or parent.density > 0.3:
            if parent.size > node.size + 600:
                break
        else:
            node, held = parent, more
        parent = parent.parent
    return node


def _held(node: Node, prose: Sequence[Line]) -> int:
    return sum(len(line.text) for line in prose if line.node.within(node))
