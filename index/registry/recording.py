"""From stored analyses to the registry's tables: registering documents, settling numbers and entities.

Running it again changes nothing; what an analysis, a correction or a newer registry has made
stale is done again, and only that. Killed at any instant, the next run goes on.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from archive.catalog import Catalog
from archive.catalog.references import NAME, NUMBER, Filing, ReferenceStore, SettledRow, Values
from archive.model import Analysis, Revision, Source
from index.directives.laws import laws, laws_by_number
from index.registry.cited import Cited
from index.registry.corrections import Corrections
from index.registry.entries import foremost
from index.registry.issuers import Issuer, by_number
from index.registry.namings import read_namings, read_offices, read_traits
from index.registry.numbers import number_parts
from index.registry.people import read_people
from index.registry.placing import place_units, placed_rows
from index.registry.read_reference import ReadReference
from index.registry.reading import read_references
from index.registry.relations import read_relations
from index.registry.settling import Rule, settle
from index.registry.telling import Teller
from index.text.keys import folded_key

REGISTRAR = "baoluu-registry/6"
"""Name and version of what fills the registry; raise it and every document is registered again."""

BATCH = 200
"""Documents filed in one transaction."""
_SETTLED_AT_ONCE = 25
"""Numbers settled in one transaction: some have thousands of references, and other writers wait."""
_TOLD_APART_AT_ONCE = 100
"""Names whose people are told apart in one transaction."""
_KINDS = ("PER", "ORG", "LOC")
_CORRECTIONS = "corrections"


def register(
    catalog: Catalog, sources: Mapping[str, Source], corrections: Corrections
) -> Iterator[tuple[int, int]]:
    """Bring the registry up to the stored analyses; yields (done, total) documents on the way."""
    store = ReferenceStore(catalog)
    _take_up(store, corrections)
    reached = store.reach(REGISTRAR)
    waiting = store.unregistered(REGISTRAR)
    for at in range(0, len(waiting), BATCH):
        batch = waiting[at : at + BATCH]
        analyses = catalog.analyses(batch)
        file_documents(catalog, catalog.revisions(batch), analyses, sources)
        yield min(at + BATCH, len(waiting)), len(waiting)
    catalog.note_reached(reached)
    settle_touched(catalog)


def file_documents(
    catalog: Catalog,
    revisions: Mapping[int, Revision],
    analyses: Mapping[int, Analysis],
    sources: Mapping[str, Source],
) -> None:
    """Enter what these revisions say; `settle_touched` has to follow, now or in a later run."""
    store = ReferenceStore(catalog)
    corrections = Corrections.from_json(store.note(_CORRECTIONS))
    store.file(
        [
            _filing(revisions[row], analyses[row], sources, corrections)
            for row in sorted(revisions)
            if row in analyses
        ]
    )


def settle_touched(catalog: Catalog) -> None:
    """Decide anew whatever documents filed since the last time have touched."""
    store = ReferenceStore(catalog)
    corrections = Corrections.from_json(store.note(_CORRECTIONS))
    judge, teller = _Judge(corrections), Teller(corrections)
    while numbers := store.unsettled(NUMBER):
        # Names of laws before numbers: what they are settled to is counted with the number.
        numbers.sort(key=lambda number: number_parts(number) is not None)
        for at in range(0, len(numbers), _SETTLED_AT_ONCE):
            store.settle_numbers(numbers[at : at + _SETTLED_AT_ONCE], judge)
    while names := store.unsettled(NAME):
        for at in range(0, len(names), _TOLD_APART_AT_ONCE):
            store.settle_names(names[at : at + _TOLD_APART_AT_ONCE], teller)
    for kind in _KINDS:
        while keys := store.unsettled(kind):
            store.settle_entities(kind, keys, folded_key)


def _take_up(store: ReferenceStore, corrections: Corrections) -> None:
    """Let the documents be registered again that a change of the corrections speaks of."""
    before = Corrections.from_json(store.note(_CORRECTIONS))
    if before == corrections:
        return
    store.forget_stamps(corrections.documents_touched(before, store))
    store.note(_CORRECTIONS, corrections.to_json())


def _filing(
    revision: Revision, analysis: Analysis, sources: Mapping[str, Source], corrections: Corrections
) -> Filing:
    document = revision.document
    source = sources.get(document.source)
    province = source.province if source is not None else ""
    read = read_references(document, analysis, province)
    people = read_people(document, analysis, corrections, province)
    namings = read_namings(document, analysis, corrections, people)
    named = {row["key"] for row in namings if row["kind"] == "LOC"}  # what no correction renamed
    return Filing(
        document=document.id,
        revision=revision.id,
        stamp=f"{REGISTRAR}|{analysis.version}",
        source=document.source,
        kind=document.kind.value,
        day=document.published.day.isoformat() if document.published else None,
        references=[_reference_values(one) for one in read.references],
        relations=[
            {
                "subject": one.subject,
                "object": one.object,
                "relation": one.relation.value,
                "start": one.start,
                "end": one.end,
            }
            for one in read_relations(document.text, read.references)
        ],
        aliases=[{"name": one.name, "number": one.number} for one in read.aliases],
        namings=namings,
        traits=read_traits(document, people),
        places=[row for row in placed_rows(place_units(document, analysis, province)) if row["key"] in named],
        offices=read_offices(document.text, people),
    )


def _reference_values(one: ReadReference) -> Values:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "own": int(one.own),
        "form": int(one.in_form),
        "number": one.number,
        "type": one.type,
        "ordinal": one.ordinal,
        "issuers": json.dumps([issuer.as_json() for issuer in one.issuers], ensure_ascii=False),
        "issuer_basis": one.issuer_basis,
        "issued": _iso(one.issued),
        "first": _iso(one.first),
        "last": _iso(one.last),
        "period": one.period,
        "period_basis": one.period_basis,
        "subject": one.subject,
    }


class _Judge:
    """Decides over rows of the catalog by `settling`; see archive.catalog.references.Judge."""

    def __init__(self, corrections: Corrections) -> None:
        self._corrections = corrections

    def decide(self, number: str, rows: Sequence[Row[Any]], versions: Sequence[str]) -> list[SettledRow]:
        settled = settle(number, [_cited(row) for row in rows], law_versions(number, versions))
        found = []
        for row in rows:
            corrected = self._corrections.directive_of(row.document, number)
            one = settled[row.id]
            directive, rule = (corrected, Rule.CORRECTED) if corrected else (one.directive, one.rule)
            candidates = json.dumps(one.candidates if directive is None else (), ensure_ascii=False)
            if (directive, rule.value, candidates) != (row.directive, row.rule, row.candidates):
                found.append(
                    SettledRow(id=row.id, directive=directive, rule=rule.value, candidates=candidates)
                )
        return found

    def number_of(self, key: str) -> str:
        return key.partition("~")[0]

    def describe(self, key: str, number: str, rows: Sequence[Row[Any]], *, is_open: bool) -> Values:
        law = laws_by_number().get(number)
        issuers = [one for row in rows for one in issuers_of(row)] if not is_open else []
        named = [one for one in issuers if one.key in key.split("~")[1:]] or issuers
        parts = number_parts(number)
        issuer = named[0] if named else by_number(parts.issuers) if parts and not is_open else None
        own = [row for row in rows if row.own]
        stated = [row.issued for row in own if row.issued] or [row.issued for row in rows if row.issued]
        days = stated if not is_open else []
        periods = [row.period for row in rows if row.period] if not is_open else []
        subjects = [row.subject for row in own if row.subject] or [row.subject for row in rows if row.subject]
        types = [row.type for row in rows if row.type]
        name = f"{law[0]} {law[1]}" if law else "" if parts else _name_of(key, rows)
        title = name or (foremost(subjects) if not is_open else "")
        return {
            "number": number,
            "sort": folded_key(name) if name else number.casefold(),
            "type": foremost(types),
            "ordinal": parts.ordinal if parts else 0,
            "issuer": issuer.key if issuer else "",
            "issuer_label": issuer.label if issuer else "",
            "level": issuer.level if issuer else "",
            "period": foremost(periods),
            "issued": foremost(days) or None,
            "title": title,
            "open": int(is_open),
        }


def law_versions(name: str, taught: Sequence[str]) -> dict[int, str]:
    """Year -> number of the versions of a law: those of the list, and those that texts teach."""
    law = laws().get(name)
    versions = dict(law.versions) if law is not None else {}
    learned: dict[int, set[str]] = {}
    for number in taught:
        parts = number_parts(number)
        if parts is not None and parts.year is not None:
            learned.setdefault(parts.year, set()).add(number)
    for year, numbers in learned.items():
        if len(numbers) == 1:
            versions.setdefault(year, next(iter(numbers)))
    return versions


def issuers_of(row: Row[Any]) -> list[Issuer]:
    """The issuers a stored reference states or allows."""
    return [Issuer(**one) for one in json.loads(row.issuers)]


def _cited(row: Row[Any]) -> Cited:
    return Cited(
        id=row.id,
        number=row.number,
        own=bool(row.own),
        issuers=tuple(issuers_of(row)),
        issuer_basis=row.issuer_basis,
        issued=_day(row.issued),
        first=_day(row.first),
        last=_day(row.last),
        period=row.period,
        day=_day(row.day) if not row.form else None,  # what a form says, it says later than its day
        subject=row.subject,
    )


def _name_of(key: str, rows: Sequence[Row[Any]]) -> str:
    """A name as most texts write it, with the year of the key."""
    year = key.partition("~")[2]
    written = foremost([" ".join(row.text.split()) for row in rows])
    return written if not year or year in written else f"{written} {year}"


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
