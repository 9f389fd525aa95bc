"""The running text of a page as a list of pieces: paragraphs, headings, list items, rows, captions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from crawler.extract import conventions
from crawler.extract.foreign import is_beside
from crawler.extract.plain import clean
from crawler.extract.tree import BLOCKS, HEADINGS, Node

_STRONG = frozenset(("b", "strong"))
_EMPHASIS = frozenset(("em", "i"))
_SENTENCE_END = re.compile(r"[.;:!?…”\"»)]\s*$")
_CREDIT = re.compile(
    r"(?:\b|\()(?i:ảnh|nguồn ảnh|đồ họa|infographic|clip|video|minh họa)\b[^:]{0,30}:|\((?i:ảnh)\b"
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BOLD_NAME = re.compile(r"(?<![\w-])(?:font-weight-bold|fw-bold|text-bold|font-bold|bold)(?![\w-])")
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)
_RIGHT_NAME = re.compile(r"\b(?:text|align)-(?:align-)?(?:right|end)\b|\brteright\b")
_CENTRE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_WRAPPED = frozenset((*HEADINGS, "p", "li", "figcaption", "dd", "blockquote"))
_LONGEST_CAPTION = 400
_SHORT = 40  # characters of a part that tell whether a sentence ends with it
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class PieceKind(StrEnum):
    """What a piece is to a reader."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"  # of a list; its number or dash is part of the text
    QUOTE = "quote"
    ROW = "row"  # of a table; cells are in `cells`
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """One block of text of a document, clean and never empty."""

    kind: PieceKind
    text: str
    node: Node
    level: int = 0  # of a heading, 1 to 6; of an item, its depth
    cells: tuple[str, ...] = ()  # of a row
    linked: int = 0  # characters inside links
    strong: bool = False  # all of it is bold
    slanted: bool = False  # all of it is italic
    right: bool = False  # set to the right
    centred: bool = False


@dataclass(slots=True)
class _Counter:
    """A list being read: how its next item is marked."""

    tag: str
    style: str
    next: int

    def mark(self, value: str | None) -> str:
        if self.tag != "ol":
            return "- "
        if value and value.lstrip("-").isdigit():
            self.next = int(value)
        number = self.next
        self.next += 1
        if self.style in ("a", "A") and 1 <= number <= 26:
            return f"{chr(ord(self.style) + number - 1)}) "
        if self.style in ("i", "I") and 1 <= number <= 39:
            return f"{_roman(number) if self.style == 'i' else _roman(number).upper()}. "
        return f"{number}. "


@dataclass(slots=True)
class _Text:
    """The line being collected."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    linked: int = 0
    strong: int = 0
    slanted: int = 0
    node: Node | None = None
    last: str = ""  # the newest part that is not blank
    broken: bool = False  # a line break came after it


@dataclass(frozen=True, slots=True)
class _Context:
    """What surrounds a string: the block it is in and how it is set."""

    block: Node
    link: bool = False
    strong: bool = False
    slanted: bool = False
    caption: bool = False
    quote: bool = False
    heading: int = 0
    right: bool = False
    centred: bool = False


class _End:
    """Marks the end of a block on the reading stack."""

    __slots__ = ("node",)

    def __init__(self, node: Node) -> None:
        self.node = node


def pieces_of(container: Node) -> list[Piece]:
    """The pieces below `container`, without what stands beside the text (see `foreign`)."""
    reader = _Reader()
    reader.read(container)
    return reader.pieces


class _Reader:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._text = _Text()
        self._context: _Context | None = None
        self._lists: list[_Counter] = []
        self._mark = ""  # waits for the first line of an item
        self._picture: Node | None = None  # an image just passed, whose caption may follow

    def read(self, container: Node) -> None:
        stack: list[tuple[Node | str, _Context] | _End] = [(container, _Context(block=container))]
        while stack:
            item = stack.pop()
            if isinstance(item, _End):
                self._flush()
                self._close(item.node)
                continue
            child, context = item
            if isinstance(child, str):
                self._add(child, context)
            elif child.tag == "br":
                self._break()
            elif child.tag == "img":
                self._picture = child
            elif child is not container and is_beside(child, container):
                self._flush()
            elif child.tag == "table" and (rows := _data_rows(child)):
                self._flush()
                self._table(child, rows)
            else:
                inner = self._open(child, context)
                if child.tag in BLOCKS:
                    stack.append(_End(child))
                stack.extend((below, inner) for below in reversed(child.children))
        self._flush()

    def _open(self, node: Node, context: _Context) -> _Context:
        tag = node.tag
        style = node.attributes.get("style", "")
        align = node.attributes.get("align", "").lower()
        if tag in BLOCKS:
            self._flush()
            if tag in ("ol", "ul"):
                start = node.attributes.get("start", "1")
                first = int(start) if start.isdigit() and len(start) < 7 else 1
                self._lists.append(_Counter(tag=tag, style=node.attributes.get("type", "1"), next=first))
            elif tag == "li" and self._lists:
                self._mark = self._lists[-1].mark(node.attributes.get("value"))
        names = node.names
        return _Context(
            block=node if tag in BLOCKS else context.block,
            link=context.link or tag == "a",
            strong=context.strong
            or tag in _STRONG
            or bool(_BOLD.search(style))
            or bool(_BOLD_NAME.search(node.label)),
            slanted=context.slanted or tag in _EMPHASIS,
            caption=context.caption
            or tag in ("figcaption", "caption")
            or not conventions.CAPTION_NAMES.isdisjoint(names)
            or bool(conventions.CAPTION_LABEL.search(node.label)),
            quote=context.quote or tag == "blockquote",
            heading=int(tag[1]) if tag in HEADINGS else context.heading,
            right=context.right
            or align == "right"
            or bool(_RIGHT.search(style))
            or bool(_RIGHT_NAME.search(node.label)),
            centred=context.centred or align == "center" or tag == "center" or bool(_CENTRE.search(style)),
        )

    def _close(self, node: Node) -> None:
        if node.tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif node.tag == "li":
            self._mark = ""

    def _add(self, text: str, context: _Context) -> None:
        line = self._text
        line.parts.append(text)
        visible = len(text.strip())
        if not visible:
            return
        line.last, line.broken = text[-_SHORT:], False
        line.size += visible
        line.linked += visible if context.link else 0
        line.strong += visible if context.strong else 0
        line.slanted += visible if context.slanted else 0
        if line.node is None:
            line.node = context.block
            self._context = context

    def _break(self) -> None:
        """A line break ends the line where a sentence ends or a second break follows.

        Outside of paragraphs every break does, as portals set whole articles in one cell.
        """
        line = self._text
        inside_words = line.node is not None and line.node.tag in _WRAPPED
        if not line.size or line.broken or not inside_words or _SENTENCE_END.search(line.last):
            self._flush()
        else:
            line.parts.append(" ")
            line.broken = True

    def _flush(self) -> None:
        line, context = self._text, self._context
        self._text, self._context = _Text(), None
        text = clean("".join(line.parts))
        if not text or line.node is None or context is None:
            return
        mark, self._mark = self._mark, ""
        if mark and not text.startswith(mark.strip()):
            text = mark + text
        piece = Piece(
            kind=self._kind(text, line, context, is_item=bool(mark)),
            text=text,
            node=line.node,
            level=context.heading or (len(self._lists) if mark else 0),
            linked=line.linked,
            strong=line.strong >= 0.9 * line.size,
            slanted=line.slanted >= 0.9 * line.size,
            right=context.right,
            centred=context.centred,
        )
        before = self.pieces[-1] if self.pieces else None
        credits = len(text) <= 60 and _is_credit(text) and self._picture is None
        if before is not None and before.kind is PieceKind.CAPTION and credits:
            self.pieces[-1] = replace(before, text=f"{before.text} {text}")
        else:
            self.pieces.append(piece)
        self._picture = None

    def _kind(self, text: str, line: _Text, context: _Context, *, is_item: bool) -> PieceKind:
        if context.caption or self._under_picture(text, line, context):
            return PieceKind.CAPTION
        if context.heading:
            return PieceKind.HEADING
        if is_item:
            return PieceKind.ITEM
        return PieceKind.QUOTE if context.quote else PieceKind.PARAGRAPH

    def _under_picture(self, text: str, line: _Text, context: _Context) -> bool:
        """Whether a line right after an image is its caption: it gives a credit, or is set as one."""
        if self._picture is None or len(text) > _LONGEST_CAPTION:
            return False
        if _is_credit(text) or line.slanted >= 0.9 * line.size:
            return True
        table = next((node for node in self._picture.above() if node.tag in ("table", "figure")), None)
        boxed = table is not None and table.size <= _LONGEST_CAPTION and context.block.within(table)
        return boxed or (context.centred and len(text) <= 250 and line.strong < 0.9 * line.size)

    def _table(self, table: Node, rows: list[tuple[str, ...]]) -> None:
        for cells in rows:
            text = " | ".join(cell for cell in cells if cell)
            self.pieces.append(Piece(kind=PieceKind.ROW, text=text, node=table, cells=cells))
        self._picture = None


def _is_credit(text: str) -> bool:
    """Whether a line names a photographer."""
    return bool(_CREDIT.search(text))


def _data_rows(table: Node) -> list[tuple[str, ...]]:
    """The rows of a table of data; none for a table that only lays out the page or a picture."""
    rows: list[list[Node]] = []
    for node in table.walk():
        if node.tag == "table" and node is not table:
            return []
        if node.tag == "tr":
            rows.append([cell for cell in node.elements() if cell.tag in ("td", "th")])
    if sum(len(row) >= 2 for row in rows) < 2 or any(cell.size > 1500 for row in rows for cell in row):
        return []
    if any(node.tag == "img" for node in table.walk()) and table.size <= _LONGEST_CAPTION:
        return []
    texts = [tuple(cell.text() for cell in row) for row in rows]
    return [row for row in texts if any(row)]


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text
