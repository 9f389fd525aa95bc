"""A page as a tree of nodes that know their text length, built in one pass and of bounded size.

Why not lxml's own elements: every rule here asks for the length of text, the part
of it inside links, or the class names of thousands of elements, and asking a C tree
each time costs more than building this once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.extract.plain import clean, vocabulary

MOST_CHARACTERS = 8_000_000  # of HTML; what lies behind is not read
MOST_NODES = 60_000
_FEW = 10

BLOCKS = vocabulary(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table "
    "tbody td tfoot th thead time tr ul video"
)
HEADINGS = vocabulary("h1 h2 h3 h4 h5 h6")
_SKIPPED = vocabulary(
    "script style template svg iframe object embed select option datalist button input textarea canvas "
    "head title meta link base map audio"
)
_HIDING_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


@dataclass(slots=True, eq=False)
class Node:
    """An element with what the rules ask about it; `children` mixes nodes and strings in page order."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None
    order: int  # position of the element in the page
    last: int = 0  # position of the last element inside it
    children: list[Node | str] = field(default_factory=list)
    size: int = 0  # characters of visible text, blanks at line ends not counted
    linked: int = 0  # those of them that are inside links
    links: int = 0  # number of links with text
    _names: frozenset[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """The words its class and id are made of, in lower case: "detail-sapo boxNews" gives four."""
        if self._names is None:
            text = f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}"[:400]
            self._names = frozenset(word.lower() for word in _NAME.findall(text))
        return self._names

    @property
    def label(self) -> str:
        """Class and id as written, lower case, for names that are not cut at their hyphens."""
        return f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}"[:400].lower()

    @property
    def hidden(self) -> bool:
        """Whether the markup itself says that readers do not see it."""
        style = self.attributes.get("style", "")
        return "hidden" in self.attributes or bool(style and _HIDING_STYLE.search(style))

    @property
    def density(self) -> float:
        """Share of its text that is inside links, 0 for no text."""
        return self.linked / self.size if self.size else 0.0

    def elements(self) -> Iterator[Node]:
        """The child nodes, without the strings between them."""
        for child in self.children:
            if isinstance(child, Node):
                yield child

    def first_elements(self) -> Iterator[Node]:
        """The elements among its first few children: enough for what opens a line, whatever follows."""
        for child in self.children[:_FEW]:
            if isinstance(child, Node):
                yield child

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in page order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def above(self) -> Iterator[Node]:
        """Its parent, its parent's parent, up to the root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def root(self) -> Node:
        """The topmost node of the tree this one stands in."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def within(self, other: Node) -> bool:
        """Whether it is `other` or lies below it."""
        return other.order <= self.order <= other.last

    def text(self) -> str:
        """All its text as one clean line; block ends count as blanks."""
        return clean(self.raw_text())

    def raw_text(self) -> str:
        """All its text as it stands, with a blank where a block or a line ends."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
                continue
            if item.tag == "br":
                parts.append(" ")
                continue
            if item.tag in BLOCKS:
                parts.append(" ")
                stack.append(" ")
            stack.extend(reversed(item.children))
        return "".join(parts)


def built(root: etree._Element) -> Node:
    """The node tree of a parsed page, without what is never text: scripts, styles, form controls.

    A page of more than MOST_NODES elements is cut there.
    """
    top = Node(tag="html", attributes={}, parent=None, order=0)
    current = top
    order = 0
    skipping: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if event in ("comment", "pi"):
            if skipping is None and element.tail:
                _add_text(current, element.tail)
            continue
        if event == "start":
            if skipping is not None:
                continue
            if tag in _SKIPPED or order >= MOST_NODES:
                skipping = element
                continue
            order += 1
            node = Node(tag=tag, attributes=dict(element.items()), parent=current, order=order)
            current.children.append(node)
            current = node
            if element.text:
                _add_text(node, element.text)
        elif skipping is not None:
            if element is skipping:
                skipping = None
                if element.tail and element is not root:
                    _add_text(current, element.tail)
        else:
            _close(current, order)
            current = current.parent or top
            if element.tail and element is not root:
                _add_text(current, element.tail)
    while current.parent is not None:
        _close(current, order)
        current = current.parent
    top.last = order
    return top


def _add_text(node: Node, text: str) -> None:
    stripped = text.strip()
    if stripped:
        node.size += len(stripped)
        node.children.append(text)
    elif text and node.children:
        node.children.append(" ")


def _close(node: Node, last: int) -> None:
    """Hand a finished node's counts up; `last` is the position of the page's newest element."""
    node.last = last
    if node.tag == "a" and node.size:
        node.linked = node.size
        node.links = 1
    parent = node.parent
    if parent is not None:
        parent.size += node.size
        parent.linked += node.linked
        parent.links += node.links
