"""Which element of a page holds its running text.

The score of an element is the text of its prose lines, those of its children's
children counting less with each level (the idea of Arc90's Readability, 2010), raised
where the element's name says that it is the text. Prose that is part of a card, a link
with a sentence under it, does not count: that is what lists of stories are made of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extract import conventions
from crawler.extract.header import NUMBER
from crawler.extract.lines import Line
from crawler.extract.tree import HEADINGS, Node

DOCUMENT_NUMBER = re.compile(rf"(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+(?: [a-zà-ỹ]+){{0,3}} )?(?i:số:? )?{NUMBER}")
_DECAY = 0.8
_LEVELS = 6
_SUMMARIES = 4  # of a flat list
_SUMMARY = 500  # unlinked characters in the box of a card
_BY_TITLE = 2.0
_WHOLE = frozenset((*HEADINGS, "p", "li", "blockquote", "pre", "dd", "dt", "font", "ul", "ol"))


def container(lines: Sequence[Line], title: Node | None = None) -> Node | None:
    """The element that holds the page's running text, None when it has hardly any.

    Args: title: the heading that shows the page's title, where one does; text near it counts more.
    """
    prose = own_prose(lines)
    scores: dict[Node, float] = {}
    for line in prose:
        weight = float(len(line.text))
        node: Node | None = line.node
        while node is not None and node.tag in _WHOLE:
            node = node.parent
        for _ in range(_LEVELS):
            if node is None or node.tag == "html":
                break
            scores[node] = scores.get(node, 0.0) + weight
            weight *= _DECAY
            node = node.parent
    if not scores:
        return None
    best = max(scores, key=lambda node: (scores[node] * _fitness(node) * _nearness(node, title), -node.order))
    return _widened(best, prose)


def own_prose(lines: Sequence[Line]) -> list[Line]:
    """The prose lines that are neither beside the content nor part of a card.

    In a flat list, where titles and summaries follow each other without boxes, the line
    after each title is a summary too, once there are several and hardly anything else.
    """
    prose: list[Line] = []
    summaries: list[Line] = []
    card: Node | None = None
    follows = False
    short = _short_titles(lines)
    for line in lines:
        if line.foreign:
            continue
        if is_card_title(line) or line.node in short:
            card = line.node
            follows = True
        elif line.prose:
            if card is not None and _in_card(line, card):
                continue
            prose.append(line)
            if follows:
                summaries.append(line)
            card = None
            follows = False
    if len(summaries) >= _SUMMARIES and len(summaries) >= 0.6 * len(prose):
        return [line for line in prose if line not in summaries]
    return prose


def is_card_title(line: Line) -> bool:
    """Whether a line is nothing but a link that may be a story's title, or a document's: "57/TB-UBND"."""
    return _is_link(line) and (len(line.text) >= 20 or bool(DOCUMENT_NUMBER.fullmatch(line.text)))


def _short_titles(lines: Sequence[Line]) -> set[Node]:
    """Headings that are a short link each, where there are several alike: titles of a list all the same."""
    alike: dict[tuple[str, str], list[Node]] = {}
    for line in lines:
        if line.node.tag in HEADINGS and len(line.text) < 20 and _is_link(line):
            alike.setdefault((line.node.tag, line.node.label), []).append(line.node)
    return {node for nodes in alike.values() if len(nodes) >= _SUMMARIES for node in nodes}


def _is_link(line: Line) -> bool:
    return line.linked >= 0.9 * len(line.text.replace(" ", ""))


def _in_card(line: Line, title: Node) -> bool:
    """Whether a line stands in the same small box as the title of a card before it."""
    box = title
    for _ in range(4):
        if box.parent is None or box.parent.size - box.parent.linked > _SUMMARY:
            break
        box = box.parent
        if line.node.within(box):
            return True
    return False


def _fitness(node: Node) -> float:
    fitness = 0.4 if node.tag == "body" else 1.0
    if node.attributes.get("itemprop", "").lower() == "articlebody":
        fitness *= 1.6
    elif conventions.BODY_LABEL.search(node.label) or not conventions.BODY_NAMES.isdisjoint(node.names):
        fitness *= 1.25
    elif node.tag == "article":
        fitness *= 1.1
    return fitness * (1.0 - 0.5 * node.density)


def _nearness(node: Node, title: Node | None) -> float:
    """More for an element in the same part of the page as the title, and not before it."""
    if title is None or node.last < title.order:
        return 1.0
    parts = [node, *(above for above in node.above() if above.tag not in ("html", "body"))][:4]
    return _BY_TITLE if any(title.within(part) for part in parts) else 1.0


def _widened(node: Node, prose: Sequence[Line]) -> Node:
    """`node`, or the ancestor that holds a good part of the text beside it, as a text cut in two has."""
    held = sum(len(line.text) for line in prose if line.node.within(node))
    for parent in node.above():
        if parent.tag in ("html", "body") or parent.density > 0.3:
            break
        beside = [line for line in prose if line.node.within(parent) and not line.node.within(node)]
        beside = [line for line in beside if not _is_head(line)]
        more = sum(len(line.text) for line in beside)
        if len(beside) >= 2 and more >= 0.3 * held:
            node, held = parent, held + more
        elif parent.size > 1.5 * node.size + 600:
            break
    return node


def _is_head(line: Line) -> bool:
    """Whether a line is a heading or a lead, which stand beside the text on most pages."""
    near = (line.node, line.node.parent or line.node)
    return any(node.tag in HEADINGS or not conventions.LEAD_NAMES.isdisjoint(node.names) for node in near)
