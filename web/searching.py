"""What the pages need of a search: a port with one implementation, web.index_searcher.

Answers are those of index.search; the pages know nothing of the engine behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, Protocol

from archive.model import Analysis, Document, Revision
from index.search.answer import Hit, SearchAnswer
from web.params import SearchQuery

Span = tuple[int, int]
"""(start, end) character offsets."""


class Searcher(Protocol):
    """The index on one committed state. Asked from many threads."""

    @property
    def generation(self) -> str:
        """Names the committed state; answers of one generation may be kept."""
        ...

    @property
    def document_count(self) -> int: ...

    def search(
        self,
        query: SearchQuery,
        *,
        offset: int = 0,
        limit: int = 10,
        facets: tuple[str, ...] = (),
        facet_limit: int = 10,
        histogram: bool | Literal["month"] = False,
    ) -> SearchAnswer:
        """`query.page` is not looked at: `offset` and `limit` say what is wanted.

        Args: histogram: counted by day, or by month, each under its first day.
        """
        ...

    def every(self, query: SearchQuery) -> Iterator[tuple[Hit, Revision]]:
        """All that is found, in the pages' order, without snippets and marks."""
        ...

    def like(self, document: Document, analysis: Analysis | None, *, limit: int) -> Sequence[Hit]:
        """The documents closest to one by its key terms and entities, without itself."""
        ...

    def marks(self, query_text: str, text: str) -> Sequence[Span]:
        """Where in `text` the words of a query stand, in order, not overlapping."""
        ...


def pieces(text: str, marks: Iterable[Span]) -> list[tuple[str, bool]]:
    """A text in order as (piece, marked); joined again the pieces are the text."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(marks):
        if start < at or end <= start:
            continue
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    parts.append((text[at:], False))
    return [part for part in parts if part[0]]


def joined(text: str, marks: Iterable[Span]) -> list[Span]:
    """Marks with nothing but spaces between them made one, so that a phrase is one hit."""
    runs: list[Span] = []
    for start, end in sorted(marks):
        if runs and start >= runs[-1][1] and not text[runs[-1][1] : start].strip(" "):
            runs[-1] = (runs[-1][0], end)
        elif not runs or start >= runs[-1][1]:
            runs.append((start, end))
    return runs
