"""The registry to ask: who cites which directive, what a number may mean, who held which office.

Every question is answered by indexed rows of the catalog; none reads documents one by one.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select

from archive.catalog import Catalog
from archive.catalog import references_entities as entities
from archive.catalog import references_persons as persons
from archive.catalog import references_statements as statements
from archive.catalog.references import ReferenceStore
from index.directives.numbers import number_key
from index.registry.entries import (
    Citation,
    DirectiveEntry,
    DirectivePage,
    DocumentReference,
    EntityEntry,
    EntityPage,
    ListedDirective,
    ListedEntity,
    OfficeHeld,
    Related,
    commonest,
    in_order,
    pages_of,
)
from index.registry.placing import unit_path
from index.registry.recording import law_versions
from index.registry.relations import Relation
from index.registry.rows import (
    EVIDENCE,
    apart_from,
    entity_from,
    evidence_from,
    gathered_from,
    held_from,
    listed_from,
    naming_from,
    periods_from,
    reference_from,
)
from index.registry.short_numbers import may_be, short_number
from index.registry.units import PROVINCE, Unit, units_named
from index.text.keys import exact_key, folded_key

PAGE = 50
"""Entries on a page of a list."""
NEWEST = 1000
"""Documents over which spellings and company of an entity are counted."""
ENTITY_KINDS = ("PER", "ORG", "LOC")
_OPEN_READ = 1000
_LAW_YEAR = re.compile(r"(?P<name>.+) (?:năm )?(?P<year>(?:19|20)\d\d)")


class Registry:
    """The registry of one catalog; safe to ask from many threads."""

    def __init__(self, catalog: Catalog) -> None:
        self._store = ReferenceStore(catalog)

    # ---- directives

    def directive(
        self,
        key: str,
        *,
        page: int = 1,
        source: str = "",
        days: tuple[dt.date, dt.date] | None = None,
        undated: bool = False,
    ) -> DirectiveEntry | None:
        """The directive of this key, or None; an open number has `candidates` instead.

        Args:
            page: of the documents that cite it, the newest first.
            source: keep those of one source.
            days: keep those published from the first to the last of these days.
            undated: keep those without a day.
        """
        rows = self._store.rows(statements.directive_row(key))
        if not rows or rows[0].open:
            return None
        held = self._store.rows(statements.held_documents(key))
        months = dict(self._pairs(statements.citing_by_month(key)))
        sources = dict(self._pairs(statements.citing_by_source(key)))
        cites, affected = self._related(key, [row.document for row in held])
        listed = listed_from(rows[0])
        within = (days[0].isoformat(), days[1].isoformat()) if days is not None else None
        return DirectiveEntry(
            directive=listed,
            held=tuple(held_from(row) for row in held),
            cited_by=self._citations(
                statements.citations(
                    key, (max(1, page) - 1) * PAGE, PAGE, source=source, days=within, undated=undated
                ),
                key,
            ),
            cited_by_total=int(
                self._store.scalar(
                    statements.citations_total(key, source=source, days=within, undated=undated)
                )
                or 0
            ),
            by_source=sources,
            by_month={month: count for month, count in months.items() if month},
            undated=months.get(None, 0),
            possible=self._possible(listed),
            cites=cites,
            affected_by=affected,
            forms=tuple(self._pairs(statements.forms_of(key))),
        )

    def candidates(self, number: str) -> list[ListedDirective]:
        """Every directive that a number, a law's name or a short form may mean; the open rest last.

        Args: number: in any written form: "02-NQ/TU", "NQ 02-NQ/TU", "Luật Đất đai", "Nghị quyết 18".
        """
        key = number_key(number) or exact_key(number)
        short = short_number(number)
        if short is not None:
            rows = self._store.rows(statements.references_short(short.type, short.ordinal))
            found = [
                listed_from(row) for row in rows if may_be(short, row.number, row.period or "", row.issued)
            ]
            return sorted(found, key=lambda one: (one.open, one.number, one.key))
        found = [listed_from(row) for row in self._store.rows(statements.directives_numbered(key))]
        return [*self._versions(key), *found]

    def undecided(self, number: str, *, limit: int = PAGE) -> list[Citation]:
        """Documents whose references to a number fit no one directive, the newest first."""
        key = number_key(number) or exact_key(number)
        return gathered_from(self._store.rows(statements.open_references(key, _OPEN_READ)))[:limit]

    def issued_on(self, day: dt.date, *, limit: int = PAGE) -> list[ListedDirective]:
        """The directives known to be issued on a day, held or only cited, by number."""
        return [
            listed_from(row) for row in self._store.rows(statements.directives_issued(day.isoformat(), limit))
        ]

    def directives(
        self, prefix: str = "", type: str = "", page: int = 1, *, size: int = PAGE
    ) -> DirectivePage:
        """The list A to Z, by number or by the name of a law.

        Args: prefix: the beginning of a number ("02-nq") or, with or without marks, of a law's name.
        """
        key = number_key(prefix)
        start = (
            (key.casefold() if key else prefix.strip().casefold())
            if prefix[:1].isdigit()
            else folded_key(prefix)
        )
        total = int(self._store.scalar(statements.directives_total(start, type)) or 0)
        page = max(1, page)
        rows = self._store.rows(statements.directives_listed(start, type, (page - 1) * size, size))
        return DirectivePage(
            items=tuple(listed_from(row) for row in rows),
            total=total,
            page=page,
            pages=pages_of(total, size),
            types=tuple(self._pairs(statements.types_counted())),
        )

    def references_of(self, document_id: str) -> list[DocumentReference]:
        """Every reference of a document in order, with the directive it means or may mean."""
        return [reference_from(row) for row in self._store.rows(statements.directives_in(document_id))]

    def figures(self) -> dict[str, int]:
        """held: directives in the archive; cited: known by citation only; open: undecided numbers."""
        return {"held": 0, "cited": 0, "open": 0} | dict(self._pairs(statements.figures()))

    # ---- entities

    def entity(
        self, kind: str, key: str, *, page: int = 1, beside: Sequence[str] = ENTITY_KINDS
    ) -> EntityEntry | None:
        """A person ("PER"), body ("ORG") or place ("LOC") by its key or name; None when nothing names it.

        Args: beside: the kinds of which to count what is named beside it.
        """
        rows = self._store.rows(entities.entity_row(kind, key))
        if not rows:
            rows = self._store.rows(entities.entity_row(kind, exact_key(key)))
        if not rows:  # the archivist may have given it another name to be read
            rows = self._store.rows(entities.entity_labelled(kind, key, folded_key(key)))
        if not rows:
            return None
        listed = entity_from(rows[0])
        key = listed.key
        years = dict(self._pairs(entities.namings_by_year(kind, key)))
        forms: dict[str, int] = {}
        for (packed,) in self._store.rows(entities.forms_in_newest(kind, key, NEWEST)):
            for form, times in json.loads(packed).items():
                forms[form] = forms.get(form, 0) + times
        documents = self._store.rows(entities.namings_of(kind, key, (max(1, page) - 1) * PAGE, PAGE))
        people = self._people_of(key) if kind == persons.PERSON else []
        units, meant = self._units_of(listed) if kind == "LOC" else ((), {})
        unit_of = (
            dict(self._pairs(entities.units_in(key, [row.document for row in documents]))) if meant else {}
        )
        return EntityEntry(
            entity=listed,
            forms=commonest(forms),
            by_year={year: count for year, count in years.items() if year},
            undated=years.get(None, 0),
            documents=tuple(naming_from(row, unit_of.get(row.document, "")) for row in documents),
            beside=self._beside(kind, key, beside),
            beside_of=min(NEWEST, listed.documents),
            offices=tuple(self.offices(key)) if kind == "PER" else (),
            units=units,
            unit_open=listed.documents - sum(meant.values())
            if any("documents" in one for one in units)
            else 0,
            name=next((row.label for row in people if row.key == row.name), listed.label),
            namesakes=tuple(entity_from(row) for row in people if row.key != key),
            apart_because=apart_from(key, people),
        )

    def people_in(self, document_id: str) -> dict[str, str]:
        """Name -> key of the person a document means by it, where that is not the best known of the name.

        A document that tells two people of one name apart itself means the first here.
        """
        return dict(self._pairs(persons.persons_in(document_id)))

    def entities(
        self, kind: str, prefix: str = "", page: int = 1, *, by_count: bool = False, size: int = PAGE
    ) -> EntityPage:
        """The list of a kind, A to Z or the most named first; `prefix` with or without marks."""
        start = folded_key(prefix)
        total = int(self._store.scalar(entities.entities_total(kind, start)) or 0)
        page = max(1, page)
        query = entities.entities_listed(kind, start, (page - 1) * size, size, by_count=by_count)
        items = tuple(entity_from(row) for row in self._store.rows(query))
        return EntityPage(items=items, total=total, page=page, pages=pages_of(total, size))

    def offices(self, person: str) -> list[OfficeHeld]:
        """The offices a person was seen in, in order of the first sighting."""
        return periods_from(self._store.rows(entities.offices_of(exact_key(person))))

    def holders(self, office: str, day: dt.date | None = None) -> list[OfficeHeld]:
        """Who was seen in an office ("Bí thư Tỉnh ủy Thanh Hóa"), or at a day may have held it.

        Args: day: those seen before and after it, or else whoever was seen last before it;
            a person a text had called former by then is left out.
        """
        held = periods_from(self._store.rows(entities.holders_of(folded_key(office))))
        if day is None:
            return held
        iso = day.isoformat()
        begun = [
            one
            for one in held
            if one.first is not None
            and one.first <= iso
            and not (one.former_since is not None and one.former_since <= iso)
        ]
        if not begun:
            return []
        covering = [one for one in begun if one.last is not None and one.last >= iso]
        return covering or [max(begun, key=lambda one: (one.last or "", one.person))]

    def unit(self, name: str, *, near: str = "") -> tuple[Unit, ...]:
        """Units of this name, former ones too; several are an ambiguity that `near` may settle."""
        return units_named(name, near=near)

    # ---- inside

    def _units_of(self, listed: ListedEntity) -> tuple[tuple[Mapping[str, Any], ...], Mapping[str, int]]:
        """The units of a place's name, and how many documents mean which, where several bear it."""
        units = units_named(listed.label)
        if len(units) < 2 or any(unit.level == PROVINCE for unit in units):
            return tuple(unit.as_json() for unit in units), {}
        meant = dict(self._pairs(entities.units_meant(listed.key)))
        counted = [unit.as_json() | {"documents": meant.get(unit_path(unit), 0)} for unit in units]
        return tuple(sorted(counted, key=lambda unit: -int(unit["documents"]))), meant

    def _people_of(self, key: str) -> list[Row[Any]]:
        """Everybody of the name of a person, the person too; none where nobody was told apart."""
        told_apart = self._store.rows(persons.reasons_of(key))
        name = told_apart[0].name if told_apart else key
        others = [row.key for row in self._store.rows(persons.namesakes_of(name))]
        return list(self._store.rows(persons.people_listed(name, [name, *others]))) if others else []

    def _pairs(self, query: Any) -> list[tuple[Any, Any]]:
        return [tuple(row) for row in self._store.rows(query)]

    def _versions(self, key: str) -> list[ListedDirective]:
        """The versions of a law that the archive cites or holds, the newest first."""
        said = _LAW_YEAR.fullmatch(key)
        name = said["name"] if said is not None else key
        versions = law_versions(name, [row[0] for row in self._store.rows(statements.versions_of(name))])
        years = sorted(versions, reverse=True) if said is None else [int(said["year"])]
        rows = [
            row
            for year in years
            if year in versions
            for row in self._store.rows(statements.directive_row(versions[year]))
        ]
        return [listed_from(row) for row in rows]

    def _citations(self, listed: Select[Any], key: str) -> tuple[Citation, ...]:
        rows = self._store.rows(listed)
        by_document: dict[str, list[Row[Any]]] = {}
        for row in self._store.rows(statements.evidence_in(key, [row.document for row in rows])):
            by_document.setdefault(row.document, []).append(row)
        return tuple(
            Citation(
                document=row.document,
                source=row.source,
                kind=row.kind,
                day=row.day,
                title=row.title,
                times=row.times,
                rules=in_order([one.rule for one in by_document[row.document]]),
                evidence=tuple(evidence_from(one) for one in by_document[row.document][:EVIDENCE]),
            )
            for row in rows
        )

    def _possible(self, directive: ListedDirective) -> tuple[Citation, ...]:
        rows = self._store.rows(statements.open_references(directive.number, _OPEN_READ))
        return tuple(gathered_from([row for row in rows if directive.key in json.loads(row.candidates)]))

    def _related(self, key: str, held: Sequence[str]) -> tuple[tuple[Related, ...], tuple[Related, ...]]:
        """(what it cites, how) and (what affects it); of several sayings of one thing the first."""
        cites: dict[tuple[str, str], Related] = {}
        affected: dict[tuple[str, str], Related] = {}
        told = sorted(
            self._store.rows(statements.relations_of(key)),
            key=lambda row: (row.document not in held, row.document, row.object_start),
        )
        for row in told:
            is_subject = row.subject_key == key
            other, number = (
                (row.object_key, row.object_number) if is_subject else (row.subject_key, row.subject_number)
            )
            related = Related(
                relation=row.relation,
                key=other,
                number=number,
                document=row.document,
                source=row.source,
                day=row.day,
                revision=row.revision,
                start=row.start,
                end=row.end,
            )
            (cites if is_subject else affected).setdefault((row.relation, other or number), related)
        meant = {other for _, other in cites}
        for row in self._store.rows(statements.cited_by_documents(held)):
            other = row.directive or row.number
            if other in meant or row.directive == key:
                continue
            meant.add(other)
            cites[(Relation.CITES.value, other)] = Related(
                relation=Relation.CITES.value,
                key=row.directive,
                number=row.number,
                document=row.document,
                source=row.source,
                day=row.day,
                revision=row.revision,
                start=row.start,
                end=row.end,
                candidates=tuple(json.loads(row.candidates)),
            )
        return tuple(cites.values()), tuple(affected.values())

    def _beside(self, kind: str, key: str, among: Sequence[str]) -> dict[str, tuple[ListedEntity, ...]]:
        found: dict[str, list[ListedEntity]] = {}
        for row in self._store.rows(entities.named_beside(kind, key, NEWEST, 12, among)):
            one = ListedEntity(
                kind=row.kind, key=row.key, label=row.label, documents=row.documents, first=None, last=None
            )
            found.setdefault(row.kind, []).append(one)
        return {other: tuple(listed) for other, listed in found.items()}
