"""A reference to a number as settling sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from index.registry.issuers import Issuer
from index.text.keys import folded_key

_MOST_WORDS = 40
_SAY_NOTHING = frozenset({"ve", "viec"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A reference as settling sees it; `id` is the caller's."""

    id: int
    number: str
    own: bool = False
    issuers: tuple[Issuer, ...] = ()
    issuer_basis: str = ""
    issued: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    period: str = ""
    day: dt.date | None = None  # of publication: the latest it can have been issued
    subject: str = ""


def subject_words(subject: str) -> frozenset[str]:
    """The first words of what a reference says its directive is about, without marks."""
    words = folded_key(subject).split(" ")[:_MOST_WORDS]
    return frozenset(word for word in words if len(word) > 1) - _SAY_NOTHING
