"""What every reader of a file format hands back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.errors import InputUnusable


class Unreadable(InputUnusable):
    """A file that cannot be read; the hint says what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileText:
    """The text of a file as clean lines; an empty line parts blocks."""

    lines: Sequence[str]
    wrapped: bool = False  # lines end where the page is full, not where a paragraph ends
    scanned: bool = False  # the pages are pictures: hardly any text
    layout: str | None = None  # "tcvn3" or "vni" where letters of old fonts were converted
    warnings: tuple[str, ...] = ()
