"""The registry's statements about entities and offices, named for what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Delete, Select, delete, func, or_, select

from archive.catalog.references_statements import HIGHEST, newest_first
from archive.catalog.references_tables import entity, naming, office, place
from archive.catalog.tables import revision


def drop_entities(kind: str, keys: Sequence[str]) -> Delete:
    """Remove entities from the list."""
    return delete(entity).where(entity.c.kind == kind, entity.c.key.in_(keys))


def gathered_entities(kind: str, keys: Sequence[str]) -> Select[Any]:
    """key, label, documents, first, last of entities as their namings have them.

    The label that most documents give wins.
    """
    labelled = (
        select(
            naming.c.key,
            naming.c.label,
            func.row_number()
            .over(partition_by=naming.c.key, order_by=(func.count().desc(), naming.c.label))
            .label("rank"),
        )
        .where(naming.c.kind == kind, naming.c.key.in_(keys))
        .group_by(naming.c.key, naming.c.label)
        .subquery()
    )
    chosen = select(labelled.c.key, labelled.c.label).where(labelled.c.rank == 1).subquery()
    return (
        select(
            naming.c.key,
            chosen.c.label,
            func.count().label("documents"),
            func.min(naming.c.day).label("first"),
            func.max(naming.c.day).label("last"),
        )
        .join(chosen, chosen.c.key == naming.c.key)
        .where(naming.c.kind == kind, naming.c.key.in_(keys))
        .group_by(naming.c.key, chosen.c.label)
    )


def entity_row(kind: str, key: str) -> Select[Any]:
    """One entity of the list."""
    return select(entity).where(entity.c.kind == kind, entity.c.key == key)


def entity_labelled(kind: str, label: str, sort: str) -> Select[Any]:
    """Entities whose label is this one, the most named first; `sort` is the label folded."""
    return (
        select(entity)
        .where(entity.c.kind == kind, entity.c.sort == sort, entity.c.label == label)
        .order_by(entity.c.documents.desc(), entity.c.key)
    )


def entities_listed(kind: str, prefix: str, offset: int, limit: int, *, by_count: bool) -> Select[Any]:
    """One page of the list of a kind, A to Z or the most named first."""
    order = (entity.c.documents.desc(), entity.c.sort) if by_count else (entity.c.sort, entity.c.key)
    query = _entities(select(entity), kind, prefix).order_by(*order, entity.c.key)
    return query.offset(offset).limit(limit)


def entities_total(kind: str, prefix: str) -> Select[Any]:
    """How many the list holds."""
    return _entities(select(func.count()).select_from(entity), kind, prefix)


def _entities(query: Select[Any], kind: str, prefix: str) -> Select[Any]:
    query = query.where(entity.c.kind == kind)
    if prefix:
        query = query.where(entity.c.sort >= prefix, entity.c.sort < prefix + HIGHEST)
    return query


def namings_of(kind: str, key: str, offset: int, limit: int) -> Select[Any]:
    """One page of the documents that name an entity, the newest first, undated last."""
    # The page is cut before titles are looked up: rows of revisions are long.
    page = (
        select(naming)
        .where(naming.c.kind == kind, naming.c.key == key)
        .order_by(*newest_first(naming.c.day, naming.c.document))
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    return (
        select(page, revision.c.title)
        .join(revision, revision.c.id == page.c.revision)
        .order_by(*newest_first(page.c.day, page.c.document))
    )


def namings_by_year(kind: str, key: str) -> Select[Any]:
    """("2021", documents) naming an entity; null for the undated."""
    year = func.substr(naming.c.day, 1, 4)
    named = (naming.c.kind == kind) & (naming.c.key == key)
    return select(year, func.count()).where(named).group_by(year).order_by(year)


def forms_in_newest(kind: str, key: str, limit: int) -> Select[Any]:
    """The spellings in the newest documents that name an entity."""
    newest = _newest(kind, key, limit)
    return select(newest.c.forms)


def named_beside(kind: str, key: str, newest: int, limit: int, among: Sequence[str]) -> Select[Any]:
    """(kind, key, label, documents) of what the newest documents name beside an entity, by kind.

    Args: among: the kinds that are counted.
    """
    newest_ones = _newest(kind, key, newest)
    other = naming.alias("other")
    # Labels are looked up for what is shown only, so that counting needs no more than the index.
    counted = (
        select(
            other.c.kind,
            other.c.key,
            func.count().label("documents"),
            func.row_number()
            .over(partition_by=other.c.kind, order_by=(func.count().desc(), other.c.key))
            .label("rank"),
        )
        .select_from(newest_ones.join(other, other.c.document == newest_ones.c.document))
        .where(other.c.kind.in_(among), or_(other.c.kind != kind, other.c.key != key))
        .group_by(other.c.kind, other.c.key)
        .subquery()
    )
    return (
        select(counted.c.kind, counted.c.key, entity.c.label, counted.c.documents)
        .join(entity, (entity.c.kind == counted.c.kind) & (entity.c.key == counted.c.key))
        .where(counted.c.rank <= limit)
        .order_by(counted.c.kind, counted.c.rank)
    )


def _newest(kind: str, key: str, limit: int) -> Any:
    return (
        select(naming.c.document, naming.c.forms)
        .where(naming.c.kind == kind, naming.c.key == key)
        .order_by(*newest_first(naming.c.day, naming.c.document))
        .limit(limit)
        .subquery()
    )


def units_meant(key: str) -> Select[Any]:
    """(unit, documents) of what documents mean by a name that several units bear."""
    return select(place.c.unit, func.count()).where(place.c.key == key).group_by(place.c.unit)


def units_in(key: str, documents: Sequence[str]) -> Select[Any]:
    """(document, unit) of those of these documents that settle which unit of a name they mean."""
    return select(place.c.document, place.c.unit).where(place.c.key == key, place.c.document.in_(documents))


def documents_naming(kind: str, keys: Sequence[str]) -> Select[Any]:
    """Documents that name one of these entities."""
    return select(naming.c.document).where(naming.c.kind == kind, naming.c.key.in_(keys)).distinct()


def offices_of(person: str) -> Select[Any]:
    """Every sighting of a person in an office, oldest first."""
    return (
        select(office)
        .where(office.c.person == person)
        .order_by(office.c.day.is_(None), office.c.day, office.c.document, office.c.start)
    )


def holders_of(office_key: str) -> Select[Any]:
    """Every sighting of somebody in an office, oldest first."""
    return (
        select(office)
        .where(office.c.key == office_key)
        .order_by(office.c.day.is_(None), office.c.day, office.c.document, office.c.start)
    )
