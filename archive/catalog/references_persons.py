"""People of one name in the catalog: who is told apart from whom, and which namings are whose.

A naming is filed under its name. What is told apart moves to a key of its own, with its label
and its offices; what no longer is moves back. Only rows of `registry_trait` can move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, Row, Select, delete, insert, literal, select, update

from archive.catalog.references_tables import entity, namesake, naming, office, trait

PERSON = "PER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who a row of `registry_trait` was found to mean."""

    document: str
    name: str
    part: int
    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesakes:
    """The people of one name."""

    told: Sequence[Told]
    apart: Sequence[Mapping[str, Any]]  # key, name, reasons of each told apart from the best known


class Teller(Protocol):
    """Who tells people apart: index.registry.recording."""

    def tell_apart(self, name: str, rows: Sequence[Row[Any]]) -> Namesakes:
        """The people that `rows`, all that tells anything of a name, are about."""
        ...


# ---- asking --------------------------------------------------------------------------


def names_told_of(documents: Sequence[str]) -> Select[Any]:
    """Names of which these documents tell anything."""
    return select(trait.c.name).where(trait.c.document.in_(documents)).distinct()


def reasons_of(key: str) -> Select[Any]:
    """Name and reasons of a person told apart from the best known of the name."""
    return select(namesake.c.name, namesake.c.reasons).where(namesake.c.key == key)


def namesakes_of(name: str) -> Select[Any]:
    """Keys of the people told apart from the best known of a name."""
    return select(namesake.c.key).where(namesake.c.name == name)


def people_listed(name: str, keys: Sequence[str]) -> Select[Any]:
    """The people of a name that the list has, the most named first, with the reasons of those told apart."""
    return (
        select(entity, namesake.c.reasons, literal(name).label("name"))
        .outerjoin(namesake, namesake.c.key == entity.c.key)
        .where(entity.c.kind == PERSON, entity.c.key.in_(keys))
        .order_by(entity.c.documents.desc(), entity.c.key)
    )


def persons_in(document: str) -> Select[Any]:
    """(name, key) of whom a document means first by a name, where it is not the best known of it."""
    return (
        select(trait.c.name, trait.c.key)
        .where(trait.c.document == document, trait.c.part == 0, trait.c.key != trait.c.name)
        .order_by(trait.c.name)
    )


# ---- settling ------------------------------------------------------------------------


def settle_names(names: Sequence[str], teller: Teller, connection: Connection) -> set[str]:
    """Tell the people of these names apart anew; answers the keys whose namings have changed."""
    rows: dict[str, list[Row[Any]]] = {name: [] for name in names}
    query = select(trait).where(trait.c.name.in_(names)).order_by(trait.c.document, trait.c.part)
    for row in connection.execute(query):
        rows[row.name].append(row)
    touched: set[str] = set()
    for name in names:
        before = connection.execute(
            select(namesake.c.key, namesake.c.reasons).where(namesake.c.name == name)
        ).all()
        decided = teller.tell_apart(name, rows[name])
        touched |= _moved(rows[name], decided.told, connection)
        if {(row.key, row.reasons) for row in before} != {
            (one["key"], one["reasons"]) for one in decided.apart
        }:
            keys = [one["key"] for one in decided.apart]  # the archivist may merge people of several names
            connection.execute(delete(namesake).where((namesake.c.name == name) | namesake.c.key.in_(keys)))
            if decided.apart:
                connection.execute(insert(namesake), [dict(one) for one in decided.apart])
    return touched


def _moved(rows: Sequence[Row[Any]], told: Sequence[Told], connection: Connection) -> set[str]:
    """Give namings and offices to the persons they are of; answers the keys that lost or won any."""
    meant = {(one.document, one.part): one for one in told}
    moving = [(row, one) for row in rows if (one := meant[row.document, row.part]).key != row.key]
    for row, one in moving:  # aside first: two people of one document may change places
        _rekey(one.document, row.key, _aside(one), connection)
    for _, one in moving:
        taken = select(naming.c.key).where(
            naming.c.document == one.document, naming.c.kind == PERSON, naming.c.key == one.key
        )
        if connection.execute(taken).first() is not None:  # the archivist merged two of one document
            connection.execute(delete(naming).where(_naming_of(one.document, _aside(one))))
        _rekey(one.document, _aside(one), one.key, connection)
        connection.execute(update(naming).where(_naming_of(one.document, one.key)).values(label=one.label))
        connection.execute(
            update(trait)
            .where(trait.c.document == one.document, trait.c.name == one.name, trait.c.part == one.part)
            .values(key=one.key)
        )
    return {key for row, one in moving for key in (row.key, one.key)}


def _rekey(document: str, key: str, new: str, connection: Connection) -> None:
    connection.execute(update(naming).where(_naming_of(document, key)).values(key=new))
    connection.execute(
        update(office).where(office.c.document == document, office.c.person == key).values(person=new)
    )


def _naming_of(document: str, key: str) -> Any:
    return (naming.c.document == document) & (naming.c.kind == PERSON) & (naming.c.key == key)


def _aside(one: Told) -> str:
    return f"~{one.name}~{one.part}"
