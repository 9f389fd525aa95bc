"""How a catalog in PostgreSQL is opened: the same promises as in SQLite, kept by the server's means.

A reader sees one committed state for as long as it reads (REPEATABLE READ). Writers take turns by an
advisory lock of their schema, so that what looks first and then enters never meets another that does
the same. The states of errors: postgresql.org/docs/current/errcodes-appendix.html.
"""

from __future__ import annotations

from functools import partial

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import OperationalError

from archive.errors import Busy, CatalogUnusable

_LOCK = 0xBA01  # which of the database's advisory locks are ours
_MENDABLE = {
    "25006": ("the catalog cannot be written", "Name a server that takes writes in BAOLUU_DATABASE."),
    "42501": ("the catalog may not be used", "Give the user of BAOLUU_DATABASE the rights of its schema."),
    "53100": ("the catalog cannot grow", "Free disk space on the server, then run the same command again."),
}
"""SQLSTATE -> what it means here, what mends it."""


def engine_of(url: URL, wait: int) -> Engine:
    """An engine whose writers wait their turn, `wait` seconds at most, and whose readers see one state.

    Raises: ImportError without the driver.
    """
    engine = create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True)
    event.listen(engine, "begin", partial(_begin, wait))
    event.listen(engine, "handle_error", _explain)
    return engine


def _begin(wait: int, connection: Connection) -> None:
    if not connection.get_execution_options().get("baoluu_write", False):
        return
    # Under the readers' level the state would be fixed before the lock is waited for.
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{wait}s'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()))")


def _explain(context: ExceptionContext) -> None:
    """What a person can mend becomes an error that says how."""
    error = context.original_exception
    state = getattr(error, "sqlstate", None)
    if state == "55P03":
        raise Busy(
            f"another process writes the catalog for too long: {error}", hint="Wait until it ends."
        ) from error
    if state in _MENDABLE:
        what, hint = _MENDABLE[state]
        raise CatalogUnusable(f"{what}: {error}", hint=hint) from error
    if context.is_disconnect or (
        state is None and isinstance(context.sqlalchemy_exception, OperationalError)
    ):
        raise CatalogUnusable(
            f"the database server does not answer: {error}",
            hint="See that it runs and that BAOLUU_DATABASE names it, then run the same command again.",
        ) from error
