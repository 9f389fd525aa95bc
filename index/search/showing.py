"""What was found, as a page shows it: hits with the passages that show why, facets with labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from archive.model import Listed, Revision, Source
from index.kept import Kept
from index.ports import EngineHit
from index.query.planner import Plan
from index.search.answer import FacetValue, Hit
from index.search.params import SearchParams
from index.search.passages import KEPT, NO_SNIPPET, Passage, Passages


class Shelf(Protocol):
    """Where revisions lie; archive.catalog.Catalog is one."""

    def revisions(self, revision_ids: Iterable[int]) -> dict[int, Revision]:
        """Revision id -> revision, for those that exist."""
        ...

    def listed(self, revision_ids: Iterable[int]) -> dict[int, Listed]:
        """Revision id -> what a list shows of it, for those that exist."""
        ...

    def story_of(self, document_id: str) -> str:
        """The story a document tells, as the index was told it."""
        ...


class Showing:
    """Dresses what an engine found."""

    def __init__(self, shelf: Shelf, sources: Mapping[str, Source], before: Showing | None = None) -> None:
        """Args: before: what showed the state before this one, and has passages of it."""
        self._shelf = shelf
        self._sources = sources
        self._kept: Kept[Passage] = before._kept if before is not None else Kept(KEPT)

    def hits(self, found: Sequence[EngineHit], planned: Plan | None = None) -> tuple[Hit, ...]:
        """The hits with snippets and marks for a query; without where there is none."""
        passages = Passages(planned, self._kept) if planned is not None else None
        shown = self._shelf.listed([hit.revision for hit in found])
        return tuple(self._hit(hit, shown[hit.revision], passages) for hit in found if hit.revision in shown)

    def listed(self, found: Sequence[EngineHit]) -> Iterator[tuple[Hit, Revision]]:
        """The hits without snippets and marks, with their revisions."""
        revisions = self._shelf.revisions([hit.revision for hit in found])
        for hit in found:
            if (revision := revisions.get(hit.revision)) is not None:
                yield self._hit(hit, revision.listed, None), revision

    def facets(
        self, counted: Mapping[str, Sequence[tuple[str, int]]], params: SearchParams
    ) -> dict[str, tuple[FacetValue, ...]]:
        """The facets' values with their labels."""
        return {
            facet: tuple(
                FacetValue(
                    value=value,
                    count=count,
                    label=self._label(facet, value),
                    chosen=value in params.include.get(facet, ()),
                )
                for value, count in counts
            )
            for facet, counts in counted.items()
        }

    def _hit(self, hit: EngineHit, shown: Listed, passages: Passages | None) -> Hit:
        title_marks, snippet = passages.passage(shown) if passages is not None else Passage((), NO_SNIPPET)
        source = self._sources.get(shown.source)
        return Hit(
            id=shown.document,
            revision=shown.revision,
            url=shown.url,
            title=shown.title,
            title_marks=title_marks,
            day=shown.day,
            day_certain=shown.day_certain,
            source=shown.source,
            source_name=source.name if source else shown.source,
            section=shown.section,
            kind=shown.kind.value,
            score=hit.score,
            snippet=snippet.text,
            snippet_marks=snippet.marks,
            copies=hit.copies,
            added=hit.added,
        )

    def _label(self, facet: str, value: str) -> str:
        if facet == "source" and value in self._sources:
            return self._sources[value].name
        return value
