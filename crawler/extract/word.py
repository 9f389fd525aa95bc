"""The text of a .docx file: paragraphs with the numbers of their lists, tables row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from crawler.extract.filetext import FileText, Unreadable
from crawler.extract.plain import clean
from crawler.legacy import out_of_legacy

MOST_INFLATED = 200_000_000  # bytes of all parts together
# python-docx takes well-formed XML of another kind for its own, and then misses attributes.
_DAMAGE = (
    zipfile.BadZipFile,
    OpcError,
    etree.LxmlError,
    AttributeError,
    EOFError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(content: bytes) -> FileText:
    """The lines of a .docx; cells of a row stand one below the other, as a header table is read.

    Raises: Unreadable: no Word file, damaged, or inflating beyond MOST_INFLATED.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_INFLATED:
                raise Unreadable("the Word file inflates beyond all measure", hint="save it anew from Word")
        document = docx.Document(io.BytesIO(content))
        lines = [clean(line) for line in _lines(document)]
    except _DAMAGE as damage:
        raise Unreadable(f"the Word file is damaged: {damage}", hint="open and save it anew") from damage
    converted = out_of_legacy("\n".join(lines))
    if converted is not None:
        return FileText(lines=converted.text.split("\n"), layout=converted.layout)
    return FileText(lines=lines)


def _lines(document: Any) -> Iterator[str]:
    numbering = _Numbering(document)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _table(block)
            yield ""
        elif isinstance(block, Paragraph):
            mark = numbering.mark(block)
            for at, line in enumerate(block.text.split("\n")):
                yield f"{mark}{line}" if at == 0 and line.strip() else line


def _table(table: Table) -> Iterator[str]:
    """A table of data row by row, one line each; a layout table, as a head is, cell by cell."""
    rows = []
    for row in table.rows:
        cells: list[str] = []
        seen = None
        for cell in row.cells:
            if cell._tc is not seen:  # a merged cell is given once for each column it spans
                cells.append(cell.text)
            seen = cell._tc
        rows.append(cells)
    is_data = len(rows) >= 2 and all("\n" not in cell.strip() for row in rows for cell in row)
    for row in rows:
        if is_data:
            yield " | ".join(clean(cell) for cell in row if cell.strip())
        else:
            for cell in row:
                yield from cell.split("\n")


class _Numbering:
    """Counts automatic list numbers the way Word shows them (ECMA-376, 17.9)."""

    def __init__(self, document: Any) -> None:
        self._counts: dict[tuple[str, int], int] = {}
        self._levels: dict[str, dict[int, tuple[str, str]]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {one.get(f"{_W}abstractNumId"): _levels(one) for one in root.findall(f"{_W}abstractNum")}
        for number in root.findall(f"{_W}num"):
            link = number.find(f"{_W}abstractNumId")
            if link is not None:
                self._levels[number.get(f"{_W}numId")] = abstract.get(link.get(f"{_W}val"), {})

    def mark(self, paragraph: Paragraph) -> str:
        """The number or dash in front of a paragraph, with a blank after it; "" for none."""
        numbered = _numbered(paragraph)
        if numbered is None or numbered.numId is None:
            return ""
        key = str(numbered.numId.val)
        level = int(numbered.ilvl.val) if numbered.ilvl is not None else 0
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        self._counts[key, level] = self._counts.get((key, level), 0) + 1
        for deeper in range(level + 1, 9):
            self._counts.pop((key, deeper), None)
        form, text = levels[level]
        if form == "bullet":
            return "- "
        for at in range(level + 1):
            count = self._counts.get((key, at), 1)
            text = text.replace(f"%{at + 1}", _counted(count, levels.get(at, ("decimal", ""))[0]))
        return f"{text} " if text.strip() else ""


def _numbered(paragraph: Paragraph) -> Any:
    """What numbers a paragraph: its own setting, else that of its style or the style's base."""
    own: Any = paragraph._p.pPr
    if own is not None and own.numPr is not None:
        return own.numPr
    style: Any = paragraph.style
    for _ in range(8):
        if style is None:
            break
        properties = style.element.pPr
        if properties is not None and properties.numPr is not None:
            return properties.numPr
        style = style.base_style
    return None


def _levels(abstract: Any) -> dict[int, tuple[str, str]]:
    levels = {}
    for level in abstract.findall(f"{_W}lvl"):
        form, text = level.find(f"{_W}numFmt"), level.find(f"{_W}lvlText")
        if form is not None and text is not None:
            levels[int(level.get(f"{_W}ilvl", "0"))] = (form.get(f"{_W}val", ""), text.get(f"{_W}val", ""))
    return levels


def _counted(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman, rest = "", number
        for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
            while rest >= value:
                roman, rest = roman + letters, rest - value
        return roman if form == "upperRoman" else roman.lower()
    return str(number)
