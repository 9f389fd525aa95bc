"""What is wrong with a catalog: the database's own check, then every row against its digest."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Engine, Row, Select, select
from sqlalchemy.exc import DatabaseError

from archive.catalog import rows, statements
from archive.catalog.packing import unpack
from archive.catalog.seals import revision_seal, seal_of
from archive.catalog.tables import analysis, document, revision
from archive.errors import CatalogUnusable
from archive.identity import content_digest, document_id, is_made_of_address

_PAGE = 200  # rows held at a time
_WHERE = "catalog"
_OTHER_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('revision', 'analysis')"
"""Those whose rows are not looked at one by one."""

Found = Iterator[tuple[str, str]]
"""(where, what is wrong)"""


def damage(engine: Engine) -> Found:
    """Everything that is found wrong; a database too damaged to be read on says so and ends.

    SQLite has no checksums of its own, so beside its structure each revision is compared with
    its seal and its content digest, each document's id with its address, and each analysis is
    unpacked, which checks its Adler-32.
    """
    try:
        yield from _structure(engine)
        sealed = statements.revisions().add_columns(revision_seal.c.seal)
        sealed = sealed.outerjoin(revision_seal, revision_seal.c.revision == revision.c.id)
        yield from _each(engine, sealed.order_by(revision.c.id), revision.c.id, _revision)
        yield from _each(
            engine, select(analysis).order_by(analysis.c.revision), analysis.c.revision, _analysis
        )
        yield from _latest(engine)
    except (CatalogUnusable, DatabaseError, UnicodeDecodeError) as error:
        yield _WHERE, f"the database cannot be read on: {error}"


def _structure(engine: Engine) -> Found:
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
            if line != "ok":
                yield _WHERE, str(line)
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield _WHERE, f"row {row[1]} of {row[0]} names a row of {row[2]} that is not there"
        for (name,) in connection.exec_driver_sql(_OTHER_TABLES).all():
            for _ in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):
                pass  # what cannot be read raises


def _each(engine: Engine, query: Select[Any], key: Any, check: Callable[[Row[Any]], str | None]) -> Found:
    after = 0
    while True:
        with engine.connect() as connection:
            page = connection.execute(query.where(key > after).limit(_PAGE)).all()
        if not page:
            return
        for row in page:
            wrong = check(row)
            if wrong:
                yield f"{key.table.name} {row._mapping[key.name]}", wrong
        after = page[-1]._mapping[key.name]


def _revision(row: Row[Any]) -> str | None:
    try:
        found = rows.revision_from(row)
    except (ValueError, TypeError, KeyError) as error:
        return f"not readable: {error}"
    if content_digest(found.document) != found.digest:
        return f"the content of {found.document.id} is not what was entered"
    if row.seal != seal_of(row._asdict()):
        return f"what is kept of {found.document.id} beside its content is not what was entered"
    return None


def _analysis(row: Row[Any]) -> str | None:
    try:
        unpack(row.packed, row.revision, row.version)
    except (ValueError, TypeError, KeyError, zlib.error, struct.error) as error:
        return f"not readable: {error}"
    return None


def _latest(engine: Engine) -> Found:
    """Every document stands at its own revision of the highest number, at the address its id is made of."""
    newest = select(revision.c.document, revision.c.id, revision.c.number).order_by(
        revision.c.document, revision.c.number
    )
    with engine.connect() as connection:
        highest = {row.document: row.id for row in connection.execute(newest)}
        for row in connection.execute(select(document.c.id, document.c.latest, document.c.url)):
            if not _at_its_address(row.id, row.url):
                yield f"document {row.id}", f"its id is not that of its address {row.url}"
            if highest.get(row.id) != row.latest:
                yield (
                    f"document {row.id}",
                    f"stands at revision {row.latest}, its last is {highest.get(row.id)}",
                )


def _at_its_address(identity: str, url: str) -> bool:
    """An importer's own id says nothing of the address; ours is made of it."""
    if not is_made_of_address(identity):
        return True
    try:
        return document_id(url) == identity
    except ValueError:  # no address any more
        return False
