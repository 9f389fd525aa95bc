"""Bytes of a page to text: which charset, how that is known, and how well it fits."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

from crawler.legacy import out_of_legacy, vietnamese_share

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
# Both read every letter once, also where what is opened is never closed.
_UNSEEN = re.compile(r"(?is)<(script|style)\b(?:.*?</\1\s*>|.*)")
_TAG = re.compile(r"<[^<>]*>")
_META_REACH = 64 << 10  # portals put scripts of many kilobytes before the meta element
_SAMPLE = 256 << 10
# Labels the web uses for Latin-1 mean Windows-1252 (WHATWG Encoding Standard, 4.2).
_WHATWG = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "x-sjis": "cp932",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A page's text and how its charset was found."""

    text: str
    charset: str  # Python's name of the codec
    basis: str  # "bom", "bytes" (valid UTF-8), "header", "meta", "guess"
    faults: int  # bytes that did not fit, each now U+FFFD
    layout: str | None = None  # "tcvn3" or "vni" where letters were converted
    certainty: float = 1.0  # 0 to 1, of the choice


def decode(content: bytes, stated: str | None = None) -> Decoded:
    """Text of a page or text file.

    A byte order mark decides, then bytes that are valid UTF-8 with marks in it, then what the
    server states, then what the page states, then a guess. Of the last three the first that
    fits the bytes and gives Vietnamese words is taken. Letters of the old TCVN3 and VNI
    fonts are converted.

    Args: stated: the charset of the Content-Type header.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _decoded(content, name, "bom")
    if (wide := _utf16_without_mark(content)) is not None:
        return _decoded(content, wide, "bytes")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(content, stated)
    if text.isascii():
        return Decoded(text=text, charset="utf-8", basis="bytes", faults=0)
    return _out_of_legacy(Decoded(text=text, charset="utf-8", basis="bytes", faults=0))


def _not_utf8(content: bytes, stated: str | None) -> Decoded:
    candidates: list[Decoded] = []
    for name, basis in ((stated, "header"), (_stated_in_page(content), "meta"), ("cp1258", "guess")):
        codec = _codec(name)
        if codec is None or any(one.charset == codec for one in candidates):
            continue
        one = _out_of_legacy(_decoded(content, codec, basis))
        if one.layout is None and codec == "cp1252":
            # Latin says nothing against windows-1258, which shares most of its letters.
            one = _better_of(one, _decoded(content, "cp1258", "guess"))
        candidates.append(one)
    best = max(candidates, key=_fit)
    if _fit(best) >= 0.5:
        return best
    guessed = from_bytes(content[:_SAMPLE]).best()
    if guessed is not None and (codec := _codec(guessed.encoding)) is not None:
        candidates.append(_decoded(content, codec, "guess"))
    return max(candidates, key=_fit)


def _stated_in_page(content: bytes) -> str | None:
    found = _XML.match(content[:512]) or _META.search(content[:_META_REACH])
    return found.group(1).decode("ascii", errors="replace") if found else None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    wanted = name.strip().lower()
    try:
        codec = codecs.lookup(_WHATWG.get(wanted, wanted)).name
        b"\xff".decode(codec, errors="replace")
    except (LookupError, ValueError):  # unknown; or known to Python, but no charset, as base64 and idna
        return None
    return codec


def _decoded(content: bytes, codec: str, basis: str) -> Decoded:
    text = content.decode(codec, errors="replace").removeprefix("\ufeff")
    return Decoded(
        text=unicodedata.normalize("NFC", text) if codec == "cp1258" else text,
        charset=codec,
        basis=basis,
        faults=text.count("\ufffd"),
    )


def _out_of_legacy(one: Decoded) -> Decoded:
    # The two layouts were typed into pages declared as Latin; windows-1258 shares its upper half.
    converted = out_of_legacy(_visible(one.text)) if one.charset in ("utf-8", "cp1252", "cp1258") else None
    if converted is None:
        return one
    whole = out_of_legacy(one.text)
    return Decoded(
        text=whole.text if whole else converted.text,
        charset=one.charset,
        basis=one.basis,
        faults=one.faults,
        layout=converted.layout,
        certainty=converted.certainty,
    )


def _better_of(one: Decoded, other: Decoded) -> Decoded:
    return other if _fit(other) > _fit(one) + 0.1 else one


def _fit(one: Decoded) -> float:
    """0 to 1: how Vietnamese the words with marks are, less for bytes that did not fit."""
    share, words = vietnamese_share(_visible(one.text))
    return (share if words else 0.5) / (1 + one.faults)


def _visible(text: str) -> str:
    """A sample without scripts and tags, which say nothing of the language."""
    return _TAG.sub(" ", _UNSEEN.sub(" ", text[:_SAMPLE]))[:40_000]


def _utf16_without_mark(content: bytes) -> str | None:
    """The byte order of UTF-16 text without a mark: ASCII letters leave one half all zeros."""
    head = content[: min(512, len(content) // 2 * 2)]
    for codec, letters, zeros in (
        ("utf-16-le", head[0::2], head[1::2]),
        ("utf-16-be", head[1::2], head[0::2]),
    ):
        ascii_letters = sum(high == 0 and low >= 9 for low, high in zip(letters, zeros, strict=True))
        strange = sum(high == 0 and low < 9 for low, high in zip(letters, zeros, strict=True))
        if len(zeros) >= 8 and ascii_letters > 0.3 * len(zeros) and not strange:
            return codec
    return None
