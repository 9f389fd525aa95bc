"""The text of an OpenDocument text file (.odt; ISO/IEC 26300-1, 3.16 and 5.1)."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from crawler.extract.filetext import FileText, Unreadable
from crawler.extract.plain import clean
from crawler.legacy import out_of_legacy

MOST_INFLATED = 50_000_000  # bytes of the text's part
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_BLANKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": " ", f"{_TEXT}s": " "}
_APART = frozenset((f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"))
_HINT = "open it in LibreOffice and save it anew"


def read_odt(content: bytes) -> FileText:
    """The lines of an .odt; cells of a row stand one below the other, as a header table is read.

    Raises: Unreadable: damaged, locked, or inflating beyond MOST_INFLATED.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if parts.getinfo("content.xml").file_size > MOST_INFLATED:
                raise Unreadable("the OpenDocument file inflates beyond all measure", hint=_HINT)
            root = fromstring(parts.read("content.xml"))
        text = "\n".join(_lines(root))
    except (zipfile.BadZipFile, zlib.error, LookupError, EOFError, OSError, NotImplementedError) as damage:
        raise Unreadable(f"the OpenDocument file is damaged: {damage}", hint=_HINT) from damage
    except (ParseError, DefusedXmlException, ValueError, RuntimeError) as damage:
        # RuntimeError: locked with a password, or nested deeper than is read.
        raise Unreadable(f"the OpenDocument file is damaged or locked: {damage}", hint=_HINT) from damage
    converted = out_of_legacy(text)
    lines = [clean(line) for line in (converted.text if converted else text).split("\n")]
    return FileText(lines=lines, layout=converted.layout if converted else None)


def _lines(root: Element) -> Iterator[str]:
    """Paragraphs and headings in order, those in lists and cells too; an empty line after a table."""
    stack: list[Element | None] = [root]
    while stack:
        element = stack.pop()
        if element is None:
            yield ""
        elif element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield from "".join(_words(element)).split("\n")
        elif element.tag not in _APART:
            if element.tag == f"{_TABLE}table":
                stack.append(None)
            stack.extend(reversed(list(element)))


def _words(paragraph: Element) -> Iterator[str]:
    yield paragraph.text or ""
    for part in paragraph:
        if part.tag not in _APART:
            yield _BLANKS.get(part.tag, "")
            yield from _words(part)
        yield part.tail or ""
