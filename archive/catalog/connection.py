"""Opening the database, and the one idiom for writing: `atomic()`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from archive.catalog import postgresql, sqlite, tables
from archive.catalog.migrations import MIGRATIONS, migrate
from archive.errors import CatalogUnusable

BUSY_SECONDS = 30
"""How long a writer waits for another's transaction to end."""

_ENGINES: Mapping[str, Callable[[URL, int], Engine]] = {
    "sqlite": sqlite.engine_of,
    "postgresql": postgresql.engine_of,
}


def open_engine(url: str) -> Engine:
    """Connect and migrate. Raises: CatalogUnusable, whose words hold no password."""
    engine = _engine(url)
    try:
        # Only an old catalog is written to: a reader of one up to date waits for nobody.
        if not _current(engine):
            with atomic(engine) as connection:
                migrate(connection)
    except DatabaseError as error:
        raise CatalogUnusable(
            f"cannot use the catalog {engine.url.render_as_string()}: {error.orig}",
            hint="Check its place and your rights there; "
            "`baoluu rebuild` makes the catalog again from the captures.",
        ) from error
    return engine


@contextmanager
def atomic(engine: Engine) -> Iterator[Connection]:
    """One write transaction: all of it or nothing; waits its turn. Raises: Busy, CatalogUnusable."""
    with engine.connect().execution_options(baoluu_write=True) as connection, connection.begin():
        yield connection


def _engine(url: str) -> Engine:
    hint = "Write BAOLUU_DATABASE as postgresql+psycopg://user:password@host/database, or leave it out."
    try:
        named = make_url(url)
        made = _ENGINES.get(named.get_backend_name())
        if made is None:
            raise CatalogUnusable(
                f"a catalog lies in SQLite or in PostgreSQL, not in {named.get_backend_name()}", hint=hint
            )
        return made(named, BUSY_SECONDS)
    except (ArgumentError, NoSuchModuleError) as error:
        raise CatalogUnusable("BAOLUU_DATABASE is no address of a database", hint=hint) from error
    except ImportError as error:
        raise CatalogUnusable(
            f"the driver of {named.drivername} is not installed", hint="pip install 'baoluu[postgresql]'"
        ) from error


def _current(engine: Engine) -> bool:
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, tables.schema_version.name):
            return False
        return connection.execute(select(tables.schema_version.c.version)).scalar() == len(MIGRATIONS)
