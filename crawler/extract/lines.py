"""A page's visible text as a flat list of lines, each with the block it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.extract.foreign import is_foreign
from crawler.extract.plain import clean
from crawler.extract.tree import BLOCKS, Node

_PROSE = 40  # a shorter line is a label, a menu entry, a title in a list


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """Text between two block boundaries or line breaks."""

    text: str  # clean, never empty
    node: Node  # the block it stands in
    linked: int  # characters of it inside links
    foreign: bool  # beside the content: menus, related stories, comments …

    @property
    def prose(self) -> bool:
        """Whether it reads like running text: long, and not mostly a link."""
        return len(self.text) >= _PROSE and self.linked < 0.5 * len(self.text)


def lines_of(root: Node) -> list[Line]:
    """All lines of the page below `root`, in order."""
    reader = _Reader()
    stack: list[tuple[Node | str, Node, bool, bool] | None] = [(root, root, False, False)]
    while stack:
        item = stack.pop()
        if item is None:
            reader.end()
            continue
        child, block, in_link, foreign = item
        if isinstance(child, str):
            reader.add(child, block, in_link, foreign)
            continue
        if child.tag == "br":
            reader.end()
            continue
        if not foreign and (is_foreign(child, root) or _is_second_copy(child, root)):
            foreign = True
        in_link = in_link or child.tag == "a"
        if child.tag in BLOCKS:
            block = child
            reader.end()
            stack.append(None)
        stack.extend((below, block, in_link, foreign) for below in reversed(child.children))
    reader.end()
    return reader.lines


def _is_second_copy(node: Node, root: Node) -> bool:
    """Whether a node is hidden and holds no more than the half: a copy for printing, a menu that opens.

    A page that hides its only text shows it by script.
    """
    return node.hidden and node.size - node.linked <= 0.55 * (root.size - root.linked)


class _Reader:
    """Collects text until a boundary ends the line."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._linked = 0
        self._node: Node | None = None
        self._foreign = False

    def add(self, text: str, block: Node, in_link: bool, foreign: bool) -> None:
        self._parts.append(text)
        if in_link:
            self._linked += len(text.strip())
        if self._node is None or text.strip():
            self._node = block
            self._foreign = foreign

    def end(self) -> None:
        if self._parts:
            text = clean("".join(self._parts))
            if text and self._node is not None:
                line = Line(text=text, node=self._node, linked=self._linked, foreign=self._foreign)
                self.lines.append(line)
            self._parts, self._linked, self._node = [], 0, None
