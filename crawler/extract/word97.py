"""The text of a binary .doc file (Word 97 to 2003), read from its piece table.

Source: [MS-DOC] 2.4.1 "Retrieving Text", 2.5.1 (the file information block), 2.9.38 (Clx).
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import olefile

from crawler.extract.filetext import FileText, Unreadable
from crawler.extract.plain import clean
from crawler.legacy import out_of_legacy

_MAGIC = 0xA5EC
_ENCRYPTED = 0x0100
_TABLE_1 = 0x0200
_FLAGS, _CCP_TEXT, _FC_CLX = 0x0A, 0x4C, 0x01A2
_COMPRESSED = 0x40000000
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")  # a field's instruction; its result stays
_MARKS = {"\x0b": "\n", "\x0c": "\n", "\r": "\n", "\x07": "\n", "\x1e": "-", "\x1f": "", "\xa0": " "}
_HINT = "open it in Word or LibreOffice and save it as .docx"


def read_doc(content: bytes) -> FileText:
    """The lines of a .doc: paragraphs and cells, each a line.

    Raises: Unreadable: no Word file of these years, encrypted, or damaged.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            if not container.exists("WordDocument"):
                raise Unreadable("not a Word document", hint=_HINT)
            main = container.openstream("WordDocument").read()
            magic, flags = struct.unpack_from("<H", main, 0)[0], struct.unpack_from("<H", main, _FLAGS)[0]
            if magic != _MAGIC:
                raise Unreadable("older than Word 97", hint=_HINT)
            if flags & _ENCRYPTED:
                raise Unreadable(
                    "the Word file is locked with a password", hint="save it without the password"
                )
            table = container.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
        text = _text(main, table)
    except (OSError, struct.error, IndexError, ValueError, KeyError, TypeError) as damage:
        raise Unreadable(f"the Word file is damaged: {damage}", hint=_HINT) from damage
    converted = out_of_legacy(text)
    layout = converted.layout if converted else None
    lines = [clean(line) for line in (converted.text if converted else text).split("\n")]
    return FileText(lines=lines, layout=layout)


def _text(main: bytes, table: bytes) -> str:
    """The main text, without footnotes, headers and field instructions."""
    length = struct.unpack_from("<i", main, _CCP_TEXT)[0]
    start, size = struct.unpack_from("<II", main, _FC_CLX)
    text = "".join(_pieces(main, table[start : start + size]))[: max(0, length)]
    for _ in range(8):  # fields may be nested
        text, found = _FIELD_CODE.subn("", text)
        if not found:
            break
    for mark, shown in _MARKS.items():
        text = text.replace(mark, shown)
    return re.sub("[\x00-\x09\x0e-\x1d]", lambda found: " " if found[0] == "\t" else "", text)


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    at = 0
    while at < len(clx) and clx[at] == 1:  # property modifiers come first
        at += 3 + struct.unpack_from("<h", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("no piece table")
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", plc, 0)
    for piece in range(count):
        offset = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * piece + 2)[0]
        length = positions[piece + 1] - positions[piece]
        if not 0 <= length <= len(main):
            raise ValueError("a piece longer than the file")
        if offset & _COMPRESSED:
            first = (offset & ~_COMPRESSED) // 2
            yield main[first : first + length].decode("cp1252", "replace")
        else:
            yield main[offset : offset + 2 * length].decode("utf-16-le", "replace")
