"""The text of a Rich Text file, which many files that are called .doc are in truth."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from crawler.extract.filetext import FileText, Unreadable
from crawler.extract.plain import clean
from crawler.legacy import out_of_legacy

LARGEST = 20_000_000  # bytes; what is larger is pictures, and would take minutes
_HEAD = 15  # lines in which a row of cells is the two columns of a document's head
_HINT = "open it in Word or LibreOffice and save it as .docx"


def read_rtf(content: bytes) -> FileText:
    """The lines of an .rtf file: paragraphs, and rows with " | " between their cells.

    Raises: Unreadable: damaged or too large.
    """
    if len(content) > LARGEST:
        raise Unreadable(f"an RTF file of more than {LARGEST:,} bytes", hint=_HINT)
    try:
        source = content.decode("latin-1")
        # The library has no types.
        text: str = rtf_to_text(source, encoding="cp1258", errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError, OverflowError, TypeError) as damage:
        raise Unreadable(f"the RTF file is damaged: {damage}", hint=_HINT) from damage
    converted = out_of_legacy(text)
    lines: list[str] = []
    for line in (converted.text if converted else text).split("\n"):
        cells = [clean(cell) for cell in line.split("|") if cell.strip()]
        lines += cells if len(lines) < _HEAD and cells else [" | ".join(cells)]
    return FileText(lines=lines, layout=converted.layout if converted else None)
