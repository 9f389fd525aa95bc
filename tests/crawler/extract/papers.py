"""Files for the tests, made here byte by byte: a PDF with a text layer, and a .doc of Word 97."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def pdf(lines: Sequence[str]) -> bytes:
    """A one-page PDF of these lines, its font mapping each character by a ToUnicode table."""
    letters = sorted(set("".join(lines)))
    codes = {letter: code for code, letter in enumerate(letters, start=1)}
    shown = "".join(f"<{''.join(f'{codes[letter]:04x}' for letter in line)}> Tj T*\n" for line in lines)
    table = "\n".join(f"<{code:04x}> <{ord(letter):04x}>" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n"
        f"{table}\nendbfchar\nendcmap end end"
    )
    descendant = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) "
    descendant += "/Ordering (Identity) /Supplement 0 >> /DW 500 >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(f"BT /F1 12 Tf 14 TL 50 800 Td\n{shown}ET"),
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [6 0 R] "
        "/ToUnicode 7 0 R >>",
        descendant,
        _stream(cmap),
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    xref = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF".encode()


def doc(text: str) -> bytes:
    """A .doc whose main text is one piece of UTF-16; paragraphs end with a carriage return."""
    packed = text.encode("utf-16-le")
    begin = 0x600
    main = bytearray(begin)
    struct.pack_into("<H", main, 0, 0xA5EC)
    struct.pack_into("<H", main, 0x0A, 0x0200)
    struct.pack_into("<i", main, 0x4C, len(text))
    clx = (
        b"\x02" + struct.pack("<I", 16) + struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, begin, 0)
    )
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    return _compound({"WordDocument": bytes(main) + packed, "1Table": clx})


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file ([MS-CFB]) with these streams, each padded beyond the mini stream's limit."""
    fat: list[int] = []
    data = b""
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    for at, (name, content) in enumerate(streams.items(), start=1):
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % SECTOR)
        first, count = len(fat), len(padded) // SECTOR
        fat += [*range(first + 1, first + count), _END]
        data += padded
        right = at + 1 if at < len(streams) else _FREE
        entries.append(_entry(name, 2, start=first, size=len(padded), right=right))
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    directory_at = len(fat)
    fat.append(_END)
    fat_at = len(fat)
    fat.append(_FAT)
    fat += [_FREE] * (SECTOR // 4 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIIII", 0, 1, directory_at, 0, 4096, _END, 0, _END, 0, fat_at)
    header += struct.pack("<I", _FREE) * 108
    return header + data + directory + struct.pack(f"<{SECTOR // 4}I", *fat)


def _entry(name: str, kind: int, *, start: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    packed = name.encode("utf-16-le")
    return (
        packed.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(packed) + 2, kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
