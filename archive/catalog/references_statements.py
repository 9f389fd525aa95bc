"""The registry's statements, named for what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Delete,
    Select,
    Update,
    bindparam,
    case,
    delete,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)

from archive.catalog.caught_up import Stage, not_caught_up
from archive.catalog.references_tables import (
    alias,
    directive,
    naming,
    reference,
    registered,
    relation,
    unsettled,
)
from archive.catalog.tables import analysis, document, revision

_ROLE = case(
    (reference.c.own == 1, "held"), (reference.c.kind == "directive", "directives"), else_="articles"
)
HIGHEST = "\U0010ffff"


# ---- documents to be registered ------------------------------------------------------


def unregistered(registrar: str) -> Select[Any]:
    """Latest revisions with an analysis that is not the one the registry was made from."""
    stamp = literal(f"{registrar}|") + analysis.c.version
    return (
        select(document.c.latest)
        .join(analysis, analysis.c.revision == document.c.latest)
        .outerjoin(registered, registered.c.document == document.c.id)
        .where(not_caught_up(Stage.REGISTERED, registrar))
        .where(
            or_(
                registered.c.revision.is_(None),
                registered.c.revision != document.c.latest,
                registered.c.stamp != stamp,
            )
        )
        .order_by(document.c.latest)
    )


def first_unanalysed(registrar: str) -> Select[Any]:
    """The first latest revision without an analysis among those the registry has not caught up with."""
    return (
        select(func.min(document.c.latest))
        .outerjoin(analysis, analysis.c.revision == document.c.latest)
        .where(not_caught_up(Stage.REGISTERED, registrar), analysis.c.revision.is_(None))
    )


def numbers_of(documents: Sequence[str]) -> Select[Any]:
    """(number, number of the law a name was settled to) of the references of these documents."""
    law = directive.alias()
    return (
        select(reference.c.number, law.c.number)
        .outerjoin(law, law.c.key == reference.c.directive)
        .where(reference.c.document.in_(documents))
        .distinct()
    )


def aliases_of(documents: Sequence[str]) -> Select[Any]:
    """Names of laws these documents teach."""
    return select(alias.c.name).where(alias.c.document.in_(documents)).distinct()


def named_in(documents: Sequence[str]) -> Select[Any]:
    """(kind, key) of the entities these documents name."""
    return select(naming.c.kind, naming.c.key).where(naming.c.document.in_(documents)).distinct()


def settled(kind: str, keys: Sequence[str]) -> Delete:
    """Take keys off the list of what waits."""
    return delete(unsettled).where(unsettled.c.kind == kind, unsettled.c.key.in_(keys))


def settle_reference() -> Update:
    """Keep what a reference means; takes reference, directive, rule, candidates."""
    return update(reference).where(reference.c.id == bindparam("reference"))


# ---- directives ----------------------------------------------------------------------


def references_to(number: str) -> Select[Any]:
    """Every reference to a number, own ones first, then by document."""
    return (
        select(reference)
        .where(reference.c.number == number)
        .order_by(reference.c.own.desc(), reference.c.document, reference.c.start, reference.c.form)
    )


def references_meaning(keys: Sequence[str]) -> Select[Any]:
    """Every reference settled to one of these directives."""
    return (
        select(reference)
        .where(reference.c.directive.in_(keys))
        .order_by(reference.c.own.desc(), reference.c.document, reference.c.start, reference.c.form)
    )


def references_short(type_: str, ordinal: int) -> Select[Any]:
    """Directives of a type and ordinal: what "Nghị quyết 18" may mean."""
    return select(directive).where(directive.c.type == type_, directive.c.ordinal == ordinal)


def versions_of(name: str) -> Select[Any]:
    """Numbers that documents give a law's name."""
    return select(alias.c.number).where(alias.c.name == name).distinct().order_by(alias.c.number)


def counts(key: str) -> Select[Any]:
    """(role, documents): held, and the articles and directives that cite it."""
    cites = (reference.c.directive == key) & (reference.c.form == 0)
    return select(_ROLE, func.count(reference.c.document.distinct())).where(cites).group_by(_ROLE)


def open_counts(number: str) -> Select[Any]:
    """As `counts`, of the references to a number that fit no one directive."""
    open_ones = (reference.c.number == number) & reference.c.directive.is_(None) & (reference.c.form == 0)
    return select(_ROLE, func.count(reference.c.document.distinct())).where(open_ones).group_by(_ROLE)


def directive_row(key: str) -> Select[Any]:
    """One directive of the list."""
    return select(directive).where(directive.c.key == key)


def directives_numbered(number: str) -> Select[Any]:
    """Those that bear a number, the newest first, what is open last."""
    return (
        select(directive)
        .where(directive.c.number == number)
        .order_by(directive.c.open, directive.c.issued.desc(), directive.c.period.desc(), directive.c.key)
    )


def directives_issued(day: str, limit: int) -> Select[Any]:
    """Those issued on a day, by number, as far as their day is known."""
    return (
        select(directive)
        .where(directive.c.issued == day, directive.c.open == 0)
        .order_by(directive.c.sort, directive.c.key)
        .limit(limit)
    )


def directives_listed(prefix: str, type_: str, offset: int, limit: int) -> Select[Any]:
    """One page of the list A to Z."""
    return (
        _listed(select(directive), prefix, type_)
        .order_by(directive.c.sort, directive.c.key)
        .offset(offset)
        .limit(limit)
    )


def directives_total(prefix: str, type_: str) -> Select[Any]:
    """How many the list holds."""
    return _listed(select(func.count()).select_from(directive), prefix, type_)


def types_counted() -> Select[Any]:
    """(type, directives) of the list."""
    return (
        select(directive.c.type, func.count().label("directives"))
        .group_by(directive.c.type)
        .order_by(func.count().desc(), directive.c.type)
    )


def figures() -> Select[Any]:
    """(what, how many): held, cited but not held, open numbers."""
    what = case((directive.c.open == 1, "open"), (directive.c.held > 0, "held"), else_="cited")
    return select(what, func.count()).group_by(what)


def _listed(query: Select[Any], prefix: str, type_: str) -> Select[Any]:
    if prefix:
        query = query.where(directive.c.sort >= prefix, directive.c.sort < prefix + HIGHEST)
    if type_:
        query = query.where(directive.c.type == type_)
    return query


def citations(
    key: str,
    offset: int,
    limit: int,
    *,
    source: str = "",
    days: tuple[str, str] | None = None,
    undated: bool = False,
) -> Select[Any]:
    """One page of the documents that cite a directive, the newest first, undated last.

    Args: days: ISO days, the first and the last, between which they were published.
        undated: only those without a day.
    """
    cites = _cites(key, source, days, undated)
    page = (
        select(
            reference.c.document,
            func.min(reference.c.source).label("source"),
            func.min(reference.c.kind).label("kind"),
            func.min(reference.c.day).label("day"),
            func.count().label("times"),
            func.min(reference.c.revision).label("revision"),
        )
        .where(cites)
        .group_by(reference.c.document)
        .order_by(*newest_first(func.min(reference.c.day), reference.c.document))
        .offset(offset)
        .limit(limit)
        .subquery()
    )
    return (
        select(page, revision.c.title)
        .join(revision, revision.c.id == page.c.revision)
        .order_by(*newest_first(page.c.day, page.c.document))
    )


def citations_total(
    key: str, *, source: str = "", days: tuple[str, str] | None = None, undated: bool = False
) -> Select[Any]:
    """How many documents `citations` gives in all."""
    return select(func.count(reference.c.document.distinct())).where(_cites(key, source, days, undated))


def _cites(key: str, source: str, days: tuple[str, str] | None, undated: bool) -> ColumnElement[bool]:
    cites = (reference.c.directive == key) & (reference.c.own == 0) & (reference.c.form == 0)
    if source:
        cites = cites & (reference.c.source == source)
    if days is not None:
        cites = cites & reference.c.day.between(*days)
    if undated:
        cites = cites & reference.c.day.is_(None)
    return cites


def newest_first(day: Any, document_id: Any) -> tuple[Any, Any]:
    """The order of every list of documents: the newest first, undated last, then by id."""
    return day.desc().nulls_last(), document_id  # as an index by day holds them, so none are sorted


def evidence_in(key: str, documents: Sequence[str]) -> Select[Any]:
    """The references to a directive in these documents."""
    return (
        select(reference)
        .where(reference.c.directive == key, reference.c.document.in_(documents), reference.c.own == 0)
        .order_by(reference.c.document, reference.c.start)
    )


def citing_by_source(key: str) -> Select[Any]:
    """(source, documents) citing a directive."""
    return _citing(reference.c.source, key)


def citing_by_month(key: str) -> Select[Any]:
    """("2021-03", documents) citing a directive; null for the undated."""
    return _citing(func.substr(reference.c.day, 1, 7), key)


def _citing(what: Any, key: str) -> Select[Any]:
    return (
        select(what, func.count(reference.c.document.distinct()))
        .where(reference.c.directive == key, reference.c.own == 0, reference.c.form == 0)
        .group_by(what)
        .order_by(what)
    )


def forms_of(key: str) -> Select[Any]:
    """(as written, times) of a directive."""
    return (
        select(reference.c.text, func.count())
        .where(reference.c.directive == key, reference.c.form == 0, reference.c.own == 0)
        .group_by(reference.c.text)
        .order_by(func.count().desc(), reference.c.text)
    )


def held_documents(key: str) -> Select[Any]:
    """Documents in the archive that are the directive, with title and day."""
    return (
        select(reference, revision.c.title, revision.c.facts)
        .join(revision, revision.c.id == reference.c.revision)
        .where(reference.c.directive == key, reference.c.own == 1)
        .order_by(reference.c.day, reference.c.document)
    )


def cited_by_documents(documents: Sequence[str]) -> Select[Any]:
    """What these documents cite themselves, in their order."""
    return (
        select(reference)
        .where(reference.c.document.in_(documents), reference.c.own == 0, reference.c.form == 0)
        .order_by(reference.c.document, reference.c.start)
    )


def relations_of(key: str) -> CompoundSelect[Any]:
    """Every relation a directive stands in, with both ends and the document that says so."""
    subject, object_ = reference.alias("subject"), reference.alias("object")
    columns = (
        relation,
        subject.c.directive.label("subject_key"),
        subject.c.number.label("subject_number"),
        object_.c.directive.label("object_key"),
        object_.c.number.label("object_number"),
        object_.c.revision,
        object_.c.source,
        object_.c.day,
        object_.c.start.label("object_start"),
        object_.c.end.label("object_end"),
    )
    joined = relation.join(subject, subject.c.id == relation.c.subject).join(
        object_, object_.c.id == relation.c.object
    )
    as_subject = select(*columns).select_from(joined).where(subject.c.directive == key)
    as_object = (
        select(*columns)
        .select_from(joined)
        .where(object_.c.directive == key, or_(subject.c.directive.is_(None), subject.c.directive != key))
    )
    return union_all(as_subject, as_object)


def open_references(number: str, limit: int) -> Select[Any]:
    """References to a number that fit no one directive, the newest first, with their documents' titles."""
    return (
        select(reference, revision.c.title)
        .join(revision, revision.c.id == reference.c.revision)
        .where(reference.c.number == number, reference.c.directive.is_(None), reference.c.form == 0)
        .order_by(reference.c.day.is_(None), reference.c.day.desc(), reference.c.document, reference.c.start)
        .limit(limit)
    )


def directives_in(document_id: str) -> Select[Any]:
    """Every reference of one document with the directive it means."""
    return (
        select(reference)
        .where(reference.c.document == document_id, reference.c.form == 0)
        .order_by(reference.c.start)
    )
