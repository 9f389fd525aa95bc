"""A reference to a directive as one text has it, with where each part of it is known from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from index.registry.issuers import Issuer

STATED, NUMBER, SOURCE, TEXT, FORM, BESIDE = "stated", "number", "source", "text", "form", "beside"
"""Where an issuer or a period is known from: the words that go with the reference, the number itself, the
source's province, the rest of the text, the document's own form, the unit its sentence last named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReference:
    """A reference as its text has it; `text[start:end]` is what was written."""

    start: int
    end: int
    text: str
    number: str  # normal form, the key of a law's name, or "nghị quyết 18" while not more is known
    type: str = ""
    ordinal: int = 0
    own: bool = False  # the document is this directive
    in_form: bool = False  # stands in a field of the document's form, not in its text
    issuers: tuple[Issuer, ...] = ()  # one is stated, several are candidates
    issuer_basis: str = ""
    issued: dt.date | None = None
    first: dt.date | None = None  # issued not before …
    last: dt.date | None = None  # … and not after, as far as stated
    period: str = ""  # "2020-2025" or "2021"; a day where it may be either of two terms
    period_basis: str = ""
    subject: str = ""  # "về …"
