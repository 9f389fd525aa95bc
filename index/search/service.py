"""The search itself: understand, plan, ask the engine, dress the hits; and what to offer for little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from archive.days import today as today_in_vietnam
from archive.model import Document, Revision, Source
from index.allowance import TimeSpent, allowance
from index.ports import (
    CURRENT,
    And,
    Edition,
    InStory,
    Node,
    Score,
    SearchEngine,
    SearchRequest,
    SearchResult,
)
from index.query import Understood, understand
from index.query.fields import Field
from index.query.naming import names_completed
from index.query.notes import Notes
from index.query.planner import Plan, plan, typed_without_marks
from index.query.suggestions import MOST_WORDS, mended
from index.query.tree import Everything, Part, Quoted, Words, wanted
from index.query.vocabulary import Vocabulary
from index.ranking import scores
from index.readings import Readings
from index.search.answer import Hit, Partial, SearchAnswer, Suggestion, UnitOffer
from index.search.editions import tell_edition
from index.search.loosening import as_written, loosened, without_phrases
from index.search.narrowing import excluded, included, named, narrowed, without_filter
from index.search.params import SearchParams
from index.search.places import PlacesWithFormerUnits, former_units
from index.search.showing import Shelf, Showing
from index.search.units import unit_offers
from index.similar import more_like

PLENTY = 10
"""Documents: a query that finds so many is not second-guessed."""

OTHER_FORM_WEIGHT = 0.3
"""Of what an abbreviation stands for, in weights of a word as typed."""

MOST_PARTIAL = 10

MOST_COPIES = 5
"""Of one story that are named under a hit."""

LISTED_AT_ONCE = 5000
"""Hits the engine is asked for at once when everything is wanted."""

READ_AT_ONCE = 200
"""Revisions that are then held at once."""


class Search:
    """Answers searches on one committed state of an index. Safe to ask from many threads."""

    def __init__(
        self,
        engine: SearchEngine,
        shelf: Shelf,
        sources: Mapping[str, Source],
        before: Search | None = None,
        *,
        edition: Edition = CURRENT,
    ) -> None:
        """Args: before: of the state before this one, where a process goes on from one to the next;
        edition: of the index that `engine` answers from.
        """
        self._engine = engine
        self._edition = edition
        self._shelf = shelf
        self._showing: Showing = Showing(shelf, sources, before._showing if before is not None else None)
        known = before.vocabulary if before is not None else None
        self.vocabulary: Vocabulary = Vocabulary(engine, sources, known)
        self._places_merged = PlacesWithFormerUnits(engine, sources, self.vocabulary)
        self._readings = Readings(engine)

    def search(self, params: SearchParams) -> SearchAnswer:
        """Everything one results page shows; what takes too long is cut, and a note says so.

        Raises: nothing on account of the query.
        """
        understood = self._understood(params.q, params)
        for asked, notes in self._tries(understood):
            with suppress(TimeSpent), allowance(params.seconds):
                return self._answered(asked, params, notes)
        return self._stopped(understood, params)

    def _tries(self, understood: Understood) -> Iterator[tuple[Understood, Notes]]:
        """The query, and should that take too long, the same with its phrases as plain words."""
        yield understood, Notes()
        plain = without_phrases(understood.part)
        if plain != understood.part:
            notes = Notes()
            notes.phrases_take_too_long()
            yield replace(understood, part=plain), notes

    def _answered(self, understood: Understood, params: SearchParams, notes: Notes) -> SearchAnswer:
        """Raises: TimeSpent before what was found is known."""
        planned, found, as_typed = self._found(understood, params, notes)
        tell_edition(self._edition, planned.match, params, notes)
        facets = dict(found.facets)
        if params.place_scope == "merged" and "place" in facets:
            facets["place"] = self._places_counted(facets["place"], planned, params)
        hits = tuple(
            replace(hit, same_story=self._copies(hit, planned, params)) if hit.copies else hit
            for hit in self._showing.hits(found.hits, planned)
        )
        undated_left_out = self._undated_left_out(planned, params)
        partial: Partial | None = None
        units: tuple[UnitOffer, ...] = ()
        units_left_out = 0
        suggestions: tuple[Suggestion, ...] = ()
        relaxed: dict[str, int] = {}
        try:
            if not found.total:
                partial = self._partial(understood.part, params)
                relaxed = self._relaxed(planned, params)
            if partial is not None:
                notes.only_partial()
            units, units_left_out = self._unit_offers(understood, params)
            suggestions = self._suggestions(understood, params, as_typed)
        except TimeSpent:
            notes.offers_take_too_long()
        return SearchAnswer(
            understood=understood.noting(*notes.all()),
            total=found.total,
            hits=hits,
            facets=self._showing.facets(facets, params),
            facet_sizes=found.facet_sizes,
            days=found.days,
            days_by="month" if params.histogram == "month" else "day",
            undated=found.undated,
            undated_left_out=undated_left_out,
            suggestions=suggestions,
            partial=partial,
            relaxed=relaxed,
            generation=self._engine.generation,
            offset=params.offset,
            limit=params.limit,
            units=units,
            units_left_out=units_left_out,
            stories=found.stories,
        )

    def _stopped(self, understood: Understood, params: SearchParams) -> SearchAnswer:
        """Nothing, and that it took too long."""
        notes = Notes()
        notes.takes_too_long()
        return SearchAnswer(
            understood=understood.noting(*notes.all()),
            total=0,
            hits=(),
            facets=dict.fromkeys(params.facets, ()),
            facet_sizes=dict.fromkeys(params.facets, 0),
            days={},
            undated=0,
            undated_left_out=0,
            suggestions=(),
            partial=None,
            relaxed={},
            generation=self._engine.generation,
            offset=params.offset,
            limit=params.limit,
        )

    def every(self, params: SearchParams) -> Iterator[tuple[Hit, Revision]]:
        """Every document a search finds, in the order of its pages, with the revision that was indexed.

        Hits come without snippets and marks. Offset and limit are not looked at; what is read is read
        in batches as it is asked for.
        """
        listing = replace(params, offset=0, limit=LISTED_AT_ONCE, facets=(), histogram=False)
        for asked, notes in self._tries(self._understood(params.q, params)):
            with suppress(TimeSpent), allowance(params.seconds):
                planned, found, _ = self._found(asked, listing, notes)
                break
        else:
            return  # as a page of it shows nothing
        while found.hits:
            for at in range(0, len(found.hits), READ_AT_ONCE):
                yield from self._showing.listed(found.hits[at : at + READ_AT_ONCE])
            listing = replace(listing, offset=listing.offset + LISTED_AT_ONCE)
            found = self._ask(planned, listing)

    def like(
        self, document: Document, facets: Mapping[str, Sequence[str]], *, limit: int = 6
    ) -> tuple[Hit, ...]:
        """The documents closest to one, by its key terms and entities, without itself and without marks.

        Args: facets: the document's own values, as index.analysis.facets gives them.
        """
        anything = self._plan(Everything(), Notes(), folded=False, params=SearchParams())
        return self._showing.hits(more_like(document, facets, self._engine, limit=limit), anything)

    def named(self, facet: str, text: str) -> tuple[str, ...]:
        """Values of a facet that a person means by `text`: its name or a part of it, marks optional."""
        return self.vocabulary.named(Field(facet), text)

    # ---- asking ------------------------------------------------------------------

    def _understood(self, text: str, params: SearchParams) -> Understood:
        understood = understand(text, params.today or today_in_vietnam())
        return replace(understood, part=names_completed(understood.part, self.vocabulary))

    def _found(
        self, understood: Understood, params: SearchParams, notes: Notes
    ) -> tuple[Plan, SearchResult, int]:
        """The reading that finds something, what it finds, and how much the query finds as typed."""
        folded = typed_without_marks(understood.part) and not params.exact_marks
        planned = self._plan(understood.part, notes, folded=folded, params=params)
        found = self._ask(planned, params)
        as_typed = found.total
        if not found.total and not folded and not params.exact_marks:
            planned, found = self._without_marks(understood.part, planned, found, params, notes)
        if not found.total:
            planned, found = self._as_written(understood, planned, found, params, notes)
        return planned, found, as_typed

    def _plan(
        self, part: Part, notes: Notes, *, folded: bool, params: SearchParams, half_accented: bool = False
    ) -> Plan:
        vocabulary = self._places_merged if params.place_scope == "merged" else self.vocabulary
        return plan(part, vocabulary, notes, folded=folded, half_accented=half_accented, mode=params.mode)

    def _ask(self, planned: Plan, params: SearchParams) -> SearchResult:
        return self._engine.search(
            SearchRequest(
                match=self._narrowed(planned.match, params),
                scores=(
                    *scores(planned, self._readings),
                    *(Score(part, OTHER_FORM_WEIGHT) for part in planned.others),
                ),
                include=included(params),
                exclude=excluded(params),
                sort=params.sort,
                offset=max(0, params.offset),
                limit=max(0, params.limit),
                facets=params.facets,
                facet_limit=params.facet_limit,
                histogram=params.histogram,
                collapse=params.grouped,
                histogram_of="published" if params.date_field == "event" else params.date_field,
            )
        )

    def _total(self, params: SearchParams) -> int:
        """What a query finds as it stands."""
        part = self._understood(params.q, params).part
        folded = typed_without_marks(part) and not params.exact_marks
        planned = self._plan(part, Notes(), folded=folded, params=params)
        return self._count(planned.match, params)

    def _count(self, match: Node, params: SearchParams) -> int:
        return self._engine.search(self._counting(match, params, {})).total

    def _counting(self, match: Node, params: SearchParams, counted: Mapping[str, Node]) -> SearchRequest:
        return SearchRequest(
            match=self._narrowed(match, params),
            include=included(params),
            exclude=excluded(params),
            limit=0,
            counted=counted,
        )

    def _narrowed(self, match: Node, params: SearchParams) -> Node:
        return narrowed(match, params, self._shelf.story_of(params.story) if params.story else "")

    # ---- when little is found --------------------------------------------------------

    def _without_marks(
        self, part: Part, planned: Plan, found: SearchResult, params: SearchParams, notes: Notes
    ) -> tuple[Plan, SearchResult]:
        """The words that are half accented without regard to marks."""
        wider = self._plan(part, Notes(), folded=False, half_accented=True, params=params)
        if wider.match == planned.match:
            return planned, found
        answer = self._ask(wider, params)
        if not answer.total:
            return planned, found
        notes.marks_ignored()
        return wider, answer

    def _as_written(
        self, understood: Understood, planned: Plan, found: SearchResult, params: SearchParams, notes: Notes
    ) -> tuple[Plan, SearchResult]:
        """The whole text as words: a run copied from a document may look like our own syntax."""
        part = as_written(understood.text, understood.part)
        if part is None:
            return planned, found
        folded = typed_without_marks(part) and not params.exact_marks
        literal = self._plan(part, Notes(), folded=folded, params=params)
        answer = self._ask(literal, params)
        if not answer.total:
            return planned, found
        notes.as_written()
        return literal, answer

    def _partial(self, part: Part, params: SearchParams) -> Partial | None:
        """The best of what holds some of the words."""
        few = replace(params, sort="relevance", offset=0, limit=MOST_PARTIAL, facets=(), histogram=False)
        for looser, mode in loosened(part):
            folded = typed_without_marks(looser) and not params.exact_marks
            planned = self._plan(looser, Notes(), folded=folded, params=replace(few, mode=mode))
            found = self._ask(planned, few)
            if found.total:
                return Partial(total=found.total, hits=self._showing.hits(found.hits, planned))
        return None

    def _unit_offers(self, understood: Understood, params: SearchParams) -> tuple[tuple[UnitOffer, ...], int]:
        if params.offset or not params.limit:  # each offer costs a count, and nobody would see it
            return (), 0
        return unit_offers(understood, params, self._total)

    def _suggestions(
        self, understood: Understood, params: SearchParams, total: int
    ) -> tuple[Suggestion, ...]:
        if total >= PLENTY or params.offset:
            return ()
        text = understood.text
        leaves = [leaf for leaf in wanted(understood.part) if isinstance(leaf, Words | Quoted)]
        if sum(len(leaf.text.split()) for leaf in leaves) > MOST_WORDS:
            return ()
        for leaf in leaves:
            if leaf.text in text:
                better = mended(leaf.text, self._engine)
                text = text.replace(leaf.text, better) if better else text
        if text == understood.text:
            return ()
        finds = self._total(replace(params, q=text))
        return (Suggestion(text=text, total=finds),) if finds > total else ()

    def _relaxed(self, planned: Plan, params: SearchParams) -> dict[str, int]:
        """What would be found without each of the filters beside the query."""
        return {
            name: count
            for name in params.filters
            if (count := self._count(planned.match, without_filter(name, params))) > 0
        }

    def _undated_left_out(self, planned: Plan, params: SearchParams) -> int:
        if params.period is None or params.undated != "auto" or params.date_field == "event":
            return 0
        return self._count(planned.match, replace(without_filter("days", params), undated="only"))

    def _copies(self, hit: Hit, planned: Plan, params: SearchParams) -> tuple[Hit, ...]:
        """The first that tell the story of a hit."""
        request = SearchRequest(
            match=And((self._narrowed(planned.match, params), InStory(self._shelf.story_of(hit.id)))),
            include=included(params),
            exclude=excluded(params),
            sort="oldest",
            limit=MOST_COPIES + 1,
        )
        others = [other for other in self._engine.search(request).hits if other.id != hit.id]
        return self._showing.hits(others[:MOST_COPIES])

    def _places_counted(
        self, counts: Sequence[tuple[str, int]], planned: Plan, params: SearchParams
    ) -> list[tuple[str, int]]:
        """The places with the documents of the units they were made of, each document once."""
        merged = {place: named(place, params) for place, _ in counts if former_units(place)}
        if not merged:
            return list(counts)
        include = {facet: values for facet, values in params.include.items() if facet != "place"}
        beside = params if params.place_mode == "all" else replace(params, include=include)
        counted = self._engine.search(self._counting(planned.match, beside, merged)).counted
        return sorted(
            ((place, counted.get(place, count)) for place, count in counts),
            key=lambda each: (-each[1], each[0]),
        )
