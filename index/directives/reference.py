"""A reference to a directive as it stands in a text."""

from __future__ import annotations

from dataclasses import dataclass

NUMBERED = "numbered"
SHORT = "short"
LAW = "law"
CONGRESS = "congress"
BLANK = "blank"
"""The number left out, as in drafts and forms: "Thông tư số /2015/TT-NHNN", "Quyết định số …/QĐ-UBND"."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference; `text[start:end]` is the reference as written."""

    start: int
    end: int
    kind: str
    number: str | None  # as written
    doc_type: str | None  # as written: "Nghị quyết", "NQ", "BCTĐ"
    key: str  # normal form of the number, or a key of the name
    label: str
