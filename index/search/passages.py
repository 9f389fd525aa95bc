"""The passage of a document that shows why it was found, and the marks in its title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from archive.model import Listed
from index.kept import Kept
from index.query.planner import Plan
from index.search.answer import Marks
from index.text.marking import Marker
from index.text.snippets import Snippet, snippet

NO_SNIPPET = Snippet(text="", marks=())

KEPT = 24_000
"""Passages that a process keeps, some 500 bytes each. They outlast commits: what a commit adds seldom changes
which documents a query finds first, and never what stands in them."""


class Passage(NamedTuple):
    """Why a document was found."""

    title_marks: Marks
    snippet: Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class _OtherForms:
    """Other spellings of a query's words, wanted as phrases: the full form of an abbreviation."""

    folded: bool
    phrases: Sequence[str]
    words: str = ""


class Passages:
    """Reads documents for one planned query; what was read before is kept."""

    def __init__(self, planned: Plan, kept: Kept[Passage]) -> None:
        self._planned = planned
        self._kept = kept
        self._query = (planned.folded, planned.words, planned.phrases, planned.stems, planned.other_forms)

    def passage(self, document: Listed) -> Passage:
        """The best sentence or two of lead and body, and where the title answers the query."""
        said = hash((document.title, document.lead, document.body))
        return self._kept.get((self._query, document.revision, said), lambda: self._read(document))

    def _read(self, document: Listed) -> Passage:
        marks = self._typed.spans(document.title) or self._others.spans(document.title)
        return Passage(marks, self._snippet(document))

    def _snippet(self, document: Listed) -> Snippet:
        """Of what was typed, or else of its other forms."""
        text = "\n\n".join(part for part in (document.lead, document.body) if part)
        typed = snippet(text, self._typed)
        if typed.marks or not self._others:
            return typed
        others = snippet(text, self._others)
        return others if others.marks else typed

    @cached_property
    def _typed(self) -> Marker:
        return Marker(self._planned, self._planned.stems)

    @cached_property
    def _others(self) -> Marker:
        return Marker(_OtherForms(folded=self._planned.folded, phrases=self._planned.other_forms))
