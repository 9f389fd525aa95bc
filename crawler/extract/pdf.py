"""The text of a PDF, page by page; a scan has none (docs/adr/0021)."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from crawler.extract.filetext import FileText, Unreadable
from crawler.extract.plain import clean
from crawler.extract.repairs import mended

MOST_PAGES = 600
_FEW = 25  # characters on a page; a scan has a stamp or a signature's text at most
_log = logging.getLogger("pypdf")
_log.setLevel(logging.CRITICAL)  # it warns of every oddity that real files are full of


def read_pdf(content: bytes) -> FileText:
    """The lines of a PDF; `scanned` where its pages are pictures.

    Raises: Unreadable: encrypted with a password, or damaged beyond reading.
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("the PDF is locked with a password", hint="save a copy without the password")
        pages = [page.extract_text() or "" for page in reader.pages[:MOST_PAGES]]
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as damage:
        raise Unreadable(
            f"the PDF is damaged: {damage}", hint="open and save it anew, or scan it"
        ) from damage
    lines = [clean(line) for page in pages for line in (*page.split("\n"), "")]
    size = sum(map(len, lines))
    lines, lost = mended(lines)
    warnings = [f"the font drops {lost}; put back where it makes words"] if lost else []
    if len(pages) == MOST_PAGES:
        warnings.append(f"only the first {MOST_PAGES} pages were read")
    return FileText(
        lines=lines, wrapped=True, scanned=size < _FEW * max(1, len(pages)), warnings=tuple(warnings)
    )
