"""The passage of a document that shows why it was found, and the marks in its title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.model import Listed
from index.query.planner import Plan
from index.search.answer import Marks
from index.text.marking import Marker
from index.text.snippets import Snippet, snippet

NO_SNIPPET = Snippet(text="", marks=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _OtherForms:
    """Other spellings of a query's words, wanted as phrases: the full form of an abbreviation."""

    folded: bool
    phrases: Sequence[str]
    words: str = ""


class Passages:
    """Reads documents for one planned query."""

    def __init__(self, planned: Plan) -> None:
        self._typed = Marker(planned, planned.stems)
        self._others = Marker(_OtherForms(folded=planned.folded, phrases=planned.other_forms))

    def title_marks(self, title: str) -> Marks:
        """Where a title answers the query."""
        return self._typed.spans(title) or self._others.spans(title)

    def snippet(self, document: Listed) -> Snippet:
        """The best sentence or two of lead and body; of what was typed, or else of its other forms."""
        text = "\n\n".join(part for part in (document.lead, document.body) if part)
        typed = snippet(text, self._typed)
        if typed.marks or not self._others:
            return typed
        others = snippet(text, self._others)
        return others if others.marks else typed
