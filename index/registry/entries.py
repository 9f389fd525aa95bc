"""What the registry answers: directives, candidates, entities and offices, ready for pages and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a text says so: `Document.text[start:end]` of a revision is `text`."""

    document: str
    revision: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDirective:
    """A directive in a list, or a candidate for a number."""

    key: str  # its permanent name; of an open number, the number
    number: str  # "02-NQ/TU", or the key of a law's name
    type: str  # "nghị quyết"
    issuer: str  # "Tỉnh ủy Sơn La"; empty while unknown
    issuer_key: str
    level: str  # "national", "province", "district", "commune"
    period: str  # "2020-2025" or "2021"
    issued: str | None  # ISO day
    title: str  # "về …", or a law's name and year
    held: int  # documents in the archive that are it
    articles: int  # that cite it
    directives: int  # that cite it
    open: bool  # True: references to the number that fit no one directive

    def as_json(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document that cites a directive."""

    document: str
    source: str
    kind: str  # "article" or "directive"
    day: str | None
    title: str
    times: int
    rules: tuple[str, ...]  # how its references were settled, see settling.Rule
    evidence: tuple[Evidence, ...]

    def as_json(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDocument:
    """A document in the archive that is the directive, with what its own form says."""

    document: str
    revision: int
    source: str
    title: str
    day: str | None
    form: Mapping[str, Any]  # number, doc_type, issuer, place, issued, effective, signer, recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another directive and what is between the two, with the words that say so."""

    relation: str  # see relations.Relation
    key: str | None  # None while the other's number fits no one directive
    number: str
    document: str
    source: str
    day: str | None
    revision: int
    start: int  # of the words that say so; -1 where a field of the form does
    end: int
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveEntry:
    """Everything known of one directive."""

    directive: ListedDirective
    held: tuple[HeldDocument, ...]  # empty: "text not in the archive"
    cited_by: tuple[Citation, ...]  # the newest first
    cited_by_total: int
    by_source: Mapping[str, int]  # documents that cite it
    by_month: Mapping[str, int]  # "2021-03" -> documents; the undated are left out
    undated: int
    possible: tuple[Citation, ...]  # of those that may mean it and are not decided
    cites: tuple[Related, ...]  # what it cites itself, one each; `relation` says how
    affected_by: tuple[Related, ...]  # what replaces, repeals, amends or rests on it
    forms: tuple[tuple[str, int], ...]  # (as written, times), the commonest first

    def as_json(self) -> dict[str, Any]:
        """All fields, nested ones too."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectivePage:
    """A page of the list of directives A to Z."""

    items: tuple[ListedDirective, ...]
    total: int
    page: int
    pages: int
    types: tuple[tuple[str, int], ...]  # (type, directives) of the whole list

    def as_json(self) -> dict[str, Any]:
        """All fields, nested ones too."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReference:
    """One reference of a document, for linking it where it stands."""

    start: int
    end: int
    text: str
    number: str
    own: bool
    directive: str | None
    rule: str
    issuers: tuple[str, ...]  # labels; several are candidates
    issuer_basis: str  # "number", "stated", "beside", "source", "text", "form"
    issued: str | None
    period: str
    period_basis: str
    candidates: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntity:
    """An entity in a list."""

    kind: str  # "PER", "ORG", "LOC"
    key: str
    label: str
    documents: int
    first: str | None  # days of the first and last document that names it
    last: str | None

    def as_json(self) -> dict[str, Any]:
        """All fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingDocument:
    """A document that names an entity."""

    document: str
    title: str
    source: str
    day: str | None
    times: int
    evidence: Evidence
    unit: str = ""  # of a name that several units bear, the one meant; "" where that is open


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHeld:
    """An office a person was seen in, from the first to the last sighting."""

    person: str  # key
    office: str
    body: str
    key: str
    first: str | None  # days of publication
    last: str | None
    former_since: str | None  # the first day a text calls the person "nguyên"
    sightings: int
    evidence: tuple[Evidence, ...]  # the first, the last, and some between

    def as_json(self) -> dict[str, Any]:
        """All fields, nested ones too."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartBecause:
    """Why a person is not another of the same name: a place of each that cannot be of one person."""

    why: str  # see namesakes.Why
    than: str  # key of the other
    here: Evidence
    there: Evidence  # of the other


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityEntry:
    """Everything known of one person, body or place."""

    entity: ListedEntity
    forms: tuple[tuple[str, int], ...]  # spellings in the newest documents, the commonest first
    by_year: Mapping[str, int]
    undated: int
    documents: tuple[NamingDocument, ...]  # the newest first
    beside: Mapping[str, tuple[ListedEntity, ...]]  # kind -> named in the same newest documents
    beside_of: int  # how many documents `forms` and `beside` were counted over
    offices: tuple[OfficeHeld, ...] = ()  # of a person, oldest first
    units: tuple[Mapping[str, Any], ...] = field(default=())
    # of a place, see units.Unit; where several bear the name, "documents" says how many mean each
    unit_open: int = 0  # documents that do not say which of several units they mean
    name: str = ""  # the name as documents write it, without what tells the person from namesakes
    namesakes: tuple[ListedEntity, ...] = ()  # other people of the name, the most named first
    apart_because: tuple[ApartBecause, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """All fields, nested ones too."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """A page of the list of a kind."""

    items: tuple[ListedEntity, ...]
    total: int
    page: int
    pages: int

    def as_json(self) -> dict[str, Any]:
        """All fields, nested ones too."""
        return asdict(self)


def pages_of(total: int, size: int) -> int:
    """How many pages a list has; an empty one has one."""
    return max(1, -(-total // size))


def commonest(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The most first, of equals in order."""
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def foremost(values: Iterable[str]) -> str:
    """The most frequent value, of equals the first in order; "" of none."""
    return next((value for value, _ in commonest(Counter(values))), "")


def in_order(values: Sequence[str]) -> tuple[str, ...]:
    """Each once, as first met."""
    return tuple(dict.fromkeys(values))
