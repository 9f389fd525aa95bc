"""What the rooms need of a search engine, and the values that pass between.

A query is split in two: `match` says exactly which documents are found (boolean, no
weights), `scores` is a bag of weighted parts whose sum ranks them. An engine knows no
Vietnamese: every key it is given was made by index.text, on both sides.

Contract of every engine: tests/index/contract/
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from archive.model import Analysis, Document

# ---- what goes in --------------------------------------------------------------------

TEXT_FIELDS = ("exact", "folded", "title", "title_folded", "lead", "lead_folded", "word")
"""Fields with positions. `exact` and `folded` hold the syllables of title, lead and body
(with a gap of positions between the zones), `title*` and `lead*` those of one zone, `word`
the segmenter's words (syllables joined by "_")."""

PAIR_FIELDS = {
    "exact": "exact_pair",
    "folded": "folded_pair",
    "title": "title_pair",
    "title_folded": "title_folded_pair",
}
"""Fields of adjacent pairs of keys ("a b"); a phrase of two syllables is one term here."""

LONGEST_MONTH = 31  # days

MEMORY = 1_000_000_000
"""Bytes that building an index may take, unless told otherwise."""

PORTION = 200
"""Documents read at a time, for an index that is built of many."""

FACETS = ("kind", "source", "section", "person", "org", "place", "directive")
"""Keyword fields; `person`, `org`, `place`, `directive` hold several values a document."""

DateField = Literal["published", "event", "issued", "effective", "crawled", "added"]
"""Days of a document: of publication, mentioned in the text, of a directive's signing and coming
into force, of its latest capture and of its first. All are one day or none, but for the events."""

OTHER_DAYS: tuple[DateField, ...] = ("issued", "effective", "crawled", "added")
"""The single days beside that of publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedDocument:
    """A revision with its analysis, as the engine takes it in."""

    document: Document
    revision: int
    analysis: Analysis | None
    facets: Mapping[str, tuple[str, ...]]  # FACETS -> values, each once, sorted
    event_days: tuple[tuple[dt.date, dt.date], ...] = ()  # (first, last) of each day mentioned
    other_days: Mapping[str, dt.date] = field(default_factory=dict)  # those of OTHER_DAYS that are known
    story: str = ""  # what it shares with its near-copies, the id of one of them; "" is its own id
    # the day of publication is document.published.day; None makes the document undated


# ---- what is asked -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """One key in one field; with `keys` of several, any of them counts as the one term."""

    field: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Keys one after another; each place may be filled by any of its alternatives."""

    field: str
    places: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Near:
    """All keys within a window of `distance` positions, in any order."""

    field: str
    places: tuple[tuple[str, ...], ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any key of the field that starts so; at most `limit` keys, the commonest first."""

    field: str
    prefix: str
    limit: int = 512


@dataclass(frozen=True, slots=True)
class Keyword:
    """A value of a facet field, as stored."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Days:
    """Both ends inclusive, None is open; documents without that day are not found.

    `event` asks for an interval that overlaps and is no longer than the
    longer of a month and what is asked for (which has no length where an end is open): who asks
    for one day does not want every text that says "năm 2021".
    """

    date_field: DateField
    first: dt.date | None
    last: dt.date | None

    @property
    def longest_event(self) -> int | None:
        """Days of the longest interval that counts as an event of these days; None for any length."""
        if self.first is None or self.last is None:
            return None
        return max(LONGEST_MONTH, (self.last - self.first).days + 1)


@dataclass(frozen=True, slots=True)
class Undated:
    """Documents without that day; without `event` are those that mention none."""

    date_field: DateField = "published"


@dataclass(frozen=True, slots=True)
class InStory:
    """Documents that tell the story of this name."""

    story: str


@dataclass(frozen=True, slots=True)
class Every:
    """All documents."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


Node = Term | Phrase | Near | Prefix | Keyword | Days | Undated | InStory | Every | Nothing | And | Or | Not


@dataclass(frozen=True, slots=True)
class Score:
    """`weight` times the BM25 of `part` (a term's, or a phrase's counted as one term)."""

    part: Term | Phrase | Near
    weight: float


FacetFilter = Mapping[str, tuple[str, ...]]  # facet -> values


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One page of results, its exact total and the facets beside it.

    `include` keeps documents with any of a facet's values, `exclude` drops those with any.
    A facet's own include does not narrow its own counts (drill-sideways). Ties are broken by
    the newest day of publication, then by id; `added` puts what was first captured last first.

    With `collapse` only the best of each story, in the order asked for, is among the hits;
    totals, facets and histogram go on counting every document. The histogram counts what is
    found by the day `histogram_of` names (not "event") or, when it says "month", by month, each
    month under its first day. `counted` asks how many of the found documents each node matches.
    """

    match: Node
    scores: tuple[Score, ...] = ()
    include: FacetFilter = field(default_factory=dict)
    exclude: FacetFilter = field(default_factory=dict)
    sort: Literal["relevance", "newest", "oldest", "added"] = "relevance"
    collapse: bool = False
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = ()  # FACETS to count
    facet_limit: int = 20  # values a facet; the most first, then by value
    histogram: bool | Literal["month"] = False
    histogram_of: DateField = "published"
    counted: Mapping[str, Node] = field(default_factory=dict)  # by names of the caller's


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineHit:
    """A found document: its id, the revision that was indexed, and its score."""

    id: str
    revision: int
    score: float
    day: dt.date | None  # of publication
    copies: int = 0  # found documents of the same story beside this one; counted with `collapse` only
    added: dt.date | None = None  # first captured; told with the sort "added" only


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What an engine answers; every count is exact."""

    total: int
    hits: Sequence[EngineHit]
    facets: Mapping[str, Sequence[tuple[str, int]]]
    facet_sizes: Mapping[str, int]  # how many values each facet has in all
    days: Mapping[dt.date, int]  # the histogram, ascending, of dated documents only
    undated: int  # of the total, when `histogram` was asked for: without the day it counts by
    stories: int = 0  # different stories among all that was found
    counted: Mapping[str, int] = field(default_factory=dict)  # of the total, by the request's names


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which version of the program an index was written by, as far as that matters to who uses it.

    One that is not current answers as it always did, and is not written to.
    """

    current: bool = True
    lacks: frozenset[str] = frozenset()  # what it never held: of OTHER_DAYS, and "story"


CURRENT = Edition()


class SearchEngine(Protocol):
    """An open index on its last committed state; safe to ask from many threads."""

    @property
    def generation(self) -> str:
        """Names the committed state; changes with every commit."""
        ...

    @property
    def document_count(self) -> int: ...

    def search(self, request: SearchRequest) -> SearchResult: ...

    def document_frequency(self, field: str, key: str) -> int:
        """How many documents hold `key` of a text field or facet."""
        ...

    def keys(self, field: str, prefix: str = "", limit: int = 1000) -> Sequence[tuple[str, int]]:
        """(key, document frequency) of a text field or facet, in key order."""
        ...

    @property
    def parts(self) -> Sequence[str]:
        """Names of what this state is made of: a commit adds some and drops others, and none ever changes."""
        ...

    def keys_in(self, part: str, field: str) -> Sequence[str]:
        """The keys of a text field or facet in one part, also those of documents deleted since."""
        ...

    def revisions(self) -> Mapping[str, int]:
        """Document id -> indexed revision, for verifying against the catalog."""
        ...

    def refreshed(self) -> SearchEngine:
        """This engine if nothing was committed since it was opened, else a new one."""
        ...

    def close(self) -> None: ...


class IndexWriter(Protocol):
    """The one writer of an index. Leaving the block commits; an exception in it rolls back."""

    def __enter__(self) -> IndexWriter: ...

    def __exit__(self, *error: object) -> None: ...

    def add(self, documents: Iterable[IndexedDocument]) -> int:
        """Add or replace by document id (the last of equal ids wins); answers how many came."""
        ...

    def processes(self, jobs: int) -> int:
        """How many of `jobs` processes `add_from` uses: fewer where the memory for them is not there."""
        ...

    def add_from(
        self,
        read: Callable[[Sequence[Any]], Iterable[IndexedDocument]],
        names: Sequence[Any],
        *,
        jobs: int = 1,
    ) -> Iterator[int]:
        """Add the documents that `read` makes of `names`, some at a time; yields how many names are done.

        An engine may commit in between.

        Args:
            read: with several `jobs` it is pickled and works in as many processes.
            names: each of another document.
        Raises: Unfinished when a process is ended; what reading raises.
        """
        ...

    def delete(self, ids: Iterable[str]) -> int: ...

    def commit(self) -> None:
        """Make what was added visible and durable; the writer goes on."""
        ...


class EngineFactory(Protocol):
    """What index.engines registers under a name."""

    def create(self, folder: Path) -> None:
        """Lay an empty index into an empty folder. Raises: IndexMissing if one is there."""
        ...

    def open(self, folder: Path) -> SearchEngine:
        """Raises: IndexMissing, with the command that makes one."""
        ...

    def edition(self, folder: Path) -> Edition:
        """Which version wrote the last commit. Raises: IndexMissing, also for a version still to come."""
        ...

    def writer(self, folder: Path, *, memory: int = MEMORY) -> IndexWriter:
        """Args: memory: bytes that writing may take, all processes together, the program included.

        Raises: Busy when another process writes.
        """
        ...

    def damage(self, folder: Path) -> Iterator[tuple[str, str]]:
        """(file, what is wrong) of every file that is not what was written; reads all of them.

        Raises: IndexMissing where the last commit cannot be made out at all.
        """
        ...
