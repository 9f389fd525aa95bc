"""What the registry keeps in the catalog, and what it asks of it.

Writing goes document by document (`file`), then whatever that touched is settled: `unsettled`
names it, `settle_*` takes it off the list in the same transaction that writes the outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from archive.catalog import references_entities as entities
from archive.catalog import references_persons as persons
from archive.catalog import references_statements as statements
from archive.catalog.catalog import Catalog
from archive.catalog.caught_up import Reach, Stage, fall_back, reach
from archive.catalog.references_tables import (
    alias,
    directive,
    entity,
    naming,
    note,
    office,
    place,
    reference,
    registered,
    relation,
    trait,
    unsettled,
)
from archive.catalog.statements import in_batches

Values = Mapping[str, Any]
NUMBER = "number"
"""The kind under which numbers wait to be settled; entities wait under their own."""
NAME = "name"
"""The kind under which names wait whose people are to be told apart anew."""
_SETTLED_AT_ONCE = 500  # keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """All the registry keeps of one document; values are columns of `references_tables`."""

    document: str
    revision: int
    stamp: str
    source: str
    kind: str
    day: str | None
    references: Sequence[Values] = ()
    relations: Sequence[Values] = ()  # subject and object are places in `references`
    aliases: Sequence[Values] = ()
    namings: Sequence[Values] = ()
    traits: Sequence[Values] = ()
    places: Sequence[Values] = ()
    offices: Sequence[Values] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledRow:
    """What became of one reference."""

    id: int
    directive: str | None
    rule: str
    candidates: str  # JSON


class Judge(Protocol):
    """Who decides what references mean: index.registry.recording."""

    def decide(self, number: str, rows: Sequence[Row[Any]], versions: Sequence[str]) -> Iterable[SettledRow]:
        """What each of `rows`, all the references to `number`, means.

        Args: versions: numbers that documents give the name, when `number` is a law's name.
        """
        ...

    def number_of(self, key: str) -> str:
        """The number a directive's key begins with."""
        ...

    def describe(self, key: str, number: str, rows: Sequence[Row[Any]], *, is_open: bool) -> Values:
        """The list's columns for a directive, but for key and counts, from the references to it."""
        ...


@dataclass(slots=True)
class _Touched:
    numbers: set[str] = field(default_factory=set)
    entities: set[tuple[str, str]] = field(default_factory=set)


class ReferenceStore:
    """The registry's tables of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    # ---- writing

    def unregistered(self, registrar: str) -> list[int]:
        """Latest revisions with an analysis the registry has not seen, in order.

        Args: registrar: version of the registry, the part of a stamp before the "|".
        """
        with self._catalog.reading() as connection:
            return list(connection.execute(statements.unregistered(registrar)).scalars())

    def reach(self, registrar: str) -> Reach:
        """What registering may note when it has done what is left: up to where all is analysed."""
        with self._catalog.reading() as connection:
            whole = reach(Stage.REGISTERED, registrar, connection)
            first = connection.execute(statements.first_unanalysed(registrar)).scalar()
        return whole if first is None else replace(whole, up_to=int(first) - 1)

    def file(self, filings: Sequence[Filing]) -> None:
        """Enter documents in place of what was kept of them, and note what that touches."""
        if not filings:
            return
        with self._catalog.atomic() as connection:
            documents = [one.document for one in filings]
            touched = _Touched()
            self._drop(documents, touched, connection)
            self._enter(filings, touched, connection)
            _note_touched(touched, connection)

    def unsettled(self, kind: str, limit: int = _SETTLED_AT_ONCE) -> list[str]:
        """Keys of this kind that wait, in order."""
        query = select(unsettled.c.key).where(unsettled.c.kind == kind).order_by(unsettled.c.key)
        with self._catalog.reading() as connection:
            return list(connection.execute(query.limit(limit)).scalars())

    def unsettled_count(self) -> int:
        """How many numbers and entities wait."""
        with self._catalog.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(unsettled)).scalar() or 0)

    def settle_numbers(self, numbers: Sequence[str], judge: Judge) -> None:
        """Decide what every reference to these numbers means, and bring the list of directives up to it."""
        with self._catalog.atomic() as connection:
            for number in numbers:
                self._settle_number(number, judge, connection)

    def settle_names(self, names: Sequence[str], teller: persons.Teller) -> None:
        """Tell the people of these names apart anew; whose namings change waits to be settled."""
        with self._catalog.atomic() as connection:
            changed = persons.settle_names(names, teller, connection)
            connection.execute(statements.settled(NAME, names))
            _note_touched(_Touched(entities={(persons.PERSON, key) for key in changed}), connection)

    def settle_entities(self, kind: str, keys: Sequence[str], fold: Callable[[str], str]) -> None:
        """Bring the list of entities up to their namings; `fold` gives what a label sorts by."""
        with self._catalog.atomic() as connection:
            for batch in in_batches(keys):
                connection.execute(entities.drop_entities(kind, batch))
                gathered = [
                    {**row._mapping, "kind": kind, "sort": fold(row.label)}
                    for row in connection.execute(entities.gathered_entities(kind, batch))
                ]
                if gathered:
                    connection.execute(insert(entity), gathered)
                connection.execute(statements.settled(kind, batch))

    def note(self, name: str, value: str | None = None) -> str:
        """A note by its name, "" when there is none; with a value, keep that one."""
        if value is not None:
            with self._catalog.atomic() as connection:
                connection.execute(delete(note).where(note.c.name == name))
                connection.execute(insert(note).values(name=name, value=value))
            return value
        with self._catalog.reading() as connection:
            return connection.execute(select(note.c.value).where(note.c.name == name)).scalar() or ""

    def forget_stamps(self, documents: Iterable[str]) -> None:
        """Let these documents be registered again."""
        with self._catalog.atomic() as connection:
            for batch in in_batches(documents):
                connection.execute(
                    update(registered).where(registered.c.document.in_(batch)).values(stamp="")
                )
            fall_back([Stage.REGISTERED], 0, connection)

    # ---- asking

    def rows(self, query: Any) -> Sequence[Row[Any]]:
        """The rows of one of `references_statements`."""
        with self._catalog.reading() as connection:
            return connection.execute(query).all()

    def scalar(self, query: Any) -> Any:
        """The one value of one of `references_statements`."""
        with self._catalog.reading() as connection:
            return connection.execute(query).scalar()

    # ---- inside

    def _drop(self, documents: Sequence[str], touched: _Touched, connection: Connection) -> None:
        for batch in in_batches(documents):
            for row in connection.execute(statements.numbers_of(batch)):
                touched.numbers.update(number for number in row if number)
            touched.numbers.update(connection.execute(statements.aliases_of(batch)).scalars())
            touched.entities.update(
                (row[0], row[1]) for row in connection.execute(statements.named_in(batch))
            )
            told_of = connection.execute(persons.names_told_of(batch)).scalars()
            touched.entities.update((NAME, name) for name in told_of)
            for table in (reference, relation, alias, naming, trait, place, office, registered):
                connection.execute(delete(table).where(table.c.document.in_(batch)))

    def _enter(self, filings: Sequence[Filing], touched: _Touched, connection: Connection) -> None:
        at = int(connection.execute(select(func.max(reference.c.id))).scalar() or 0) + 1
        rows: dict[str, list[Values]] = {
            name: [] for name in ("reference", "relation", "alias", "naming", "trait", "place", "office")
        }
        for one in filings:
            where = {"document": one.document}
            stood = where | {"revision": one.revision, "source": one.source, "day": one.day}
            rows["reference"] += [
                {
                    "id": at + i,
                    "kind": one.kind,
                    "directive": None,
                    "rule": "",
                    "candidates": "[]",
                    **stood,
                    **values,
                }
                for i, values in enumerate(one.references)
            ]
            rows["relation"] += [
                {**where, **values, "subject": at + values["subject"], "object": at + values["object"]}
                for values in one.relations
            ]
            at += len(one.references)
            rows["alias"] += [{**where, **values} for values in one.aliases]
            rows["naming"] += [{**stood, **values} for values in one.namings]
            rows["trait"] += [{**where, "revision": one.revision, **values} for values in one.traits]
            rows["place"] += [{**where, **values} for values in one.places]
            rows["office"] += [{**stood, **values} for values in one.offices]
            touched.numbers.update(values["number"] for values in one.references)
            touched.numbers.update(values["name"] for values in one.aliases)
            touched.entities.update((values["kind"], values["key"]) for values in one.namings)
            touched.entities.update((NAME, values["name"]) for values in one.traits)
        for table in (reference, relation, alias, naming, trait, place, office):
            listed = rows[table.name.removeprefix("registry_")]
            if listed:
                connection.execute(insert(table), listed)
        stamps = [{"document": one.document, "revision": one.revision, "stamp": one.stamp} for one in filings]
        connection.execute(insert(registered), stamps)

    def _settle_number(self, number: str, judge: Judge, connection: Connection) -> None:
        rows = connection.execute(statements.references_to(number)).all()
        versions = list(connection.execute(statements.versions_of(number)).scalars())
        keys = set(connection.execute(select(directive.c.key).where(directive.c.number == number)).scalars())
        before = {row.directive for row in rows if row.directive}
        after: set[str] = set()
        outcomes = []
        for one in judge.decide(number, rows, versions):
            if one.directive is not None:
                after.add(one.directive)
            outcomes.append(
                {
                    "reference": one.id,
                    "directive": one.directive,
                    "rule": one.rule,
                    "candidates": one.candidates,
                }
            )
        if outcomes:
            connection.execute(statements.settle_reference(), outcomes)
        touched = before | after
        elsewhere = {owner for key in touched if (owner := judge.number_of(key)) != number}
        keys |= {key for key in touched if judge.number_of(key) == number} | {number}
        for key in sorted(keys):
            connection.execute(delete(directive).where(directive.c.key == key))
            meaning = connection.execute(statements.references_meaning([key])).all()
            open_ones = (
                connection.execute(statements.open_references(number, 1)).all() if key == number else []
            )
            if not meaning and not open_ones:
                continue
            counted = _counts(
                connection, statements.counts(key) if meaning else statements.open_counts(number)
            )
            if any(counted.values()):
                values = judge.describe(key, number, meaning or rows, is_open=not meaning)
                connection.execute(insert(directive).values(key=key, **values, **counted))
        connection.execute(statements.settled(NUMBER, [number]))
        _note_touched(_Touched(numbers=elsewhere), connection)


def _counts(connection: Connection, query: Any) -> dict[str, int]:
    """held, articles, directives."""
    return {"held": 0, "articles": 0, "directives": 0} | {
        role: int(documents) for role, documents in connection.execute(query)
    }


def _note_touched(touched: _Touched, connection: Connection) -> None:
    wanted = {(NUMBER, number) for number in touched.numbers} | touched.entities
    by_kind: dict[str, list[str]] = {}
    for kind, key in sorted(wanted):
        by_kind.setdefault(kind, []).append(key)
    for kind, keys in by_kind.items():
        for batch in in_batches(keys):
            connection.execute(statements.settled(kind, batch))
            connection.execute(insert(unsettled), [{"kind": kind, "key": key} for key in batch])
