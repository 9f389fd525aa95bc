"""How far each stage of the flow has come, so that a commit looks at what is new and not at everything.

A stage that has done all latest revisions up to a row, in one version of what does it, notes that row;
asked what is left, it looks after it. What is new always has a higher row: revisions are numbered as
they are entered and none is ever taken out. Whoever changes what a stage rests on, or undoes its work,
lowers its note in the same transaction. Without a note, or with one of another version, everything
is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    String,
    Table,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from archive.catalog.tables import document, metadata

caught_up = Table(
    "caught_up",
    metadata,
    Column("stage", String(16), primary_key=True),
    Column("version", String(96), nullable=False),  # of what does it
    Column("revision", Integer, nullable=False),  # document.latest up to which all are done
)


class Stage(StrEnum):
    """What is done to every latest revision, each on its own."""

    ANALYSED = "analysed"
    REGISTERED = "registered"
    COMPARED = "compared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a stage may note when it has done all that was left when this was asked for."""

    stage: Stage
    version: str  # of what does it
    up_to: int  # row of a revision
    noted: tuple[str, int] | None  # (version, row) as it stood then


def not_caught_up(stage: Stage, version: str) -> ColumnElement[bool]:
    """Of a row of `document`: its latest revision comes after what the stage has noted in this version."""
    noted = select(caught_up.c.revision).where(caught_up.c.stage == stage, caught_up.c.version == version)
    return document.c.latest > func.coalesce(noted.scalar_subquery(), 0)


def reach(stage: Stage, version: str, connection: Connection) -> Reach:
    """Up to the newest latest revision there is; to be asked for before what is left."""
    newest = connection.execute(select(func.max(document.c.latest))).scalar()
    return Reach(stage=stage, version=version, up_to=int(newest or 0), noted=_noted(stage, connection))


def note_reached(reached: Reach, connection: Connection) -> None:
    """Note that a stage has come so far, unless somebody has let it fall back meanwhile."""
    if _noted(reached.stage, connection) != reached.noted:
        return
    values = {"stage": reached.stage, "version": reached.version, "revision": reached.up_to}
    connection.execute(delete(caught_up).where(caught_up.c.stage == reached.stage))
    connection.execute(insert(caught_up).values(values))


def fall_back(stages: Sequence[Stage], revision: int, connection: Connection) -> None:
    """Let these stages look again at whatever comes from this row on."""
    before = case((caught_up.c.revision < revision, caught_up.c.revision), else_=revision - 1)
    connection.execute(update(caught_up).where(caught_up.c.stage.in_(stages)).values(revision=before))


def _noted(stage: Stage, connection: Connection) -> tuple[str, int] | None:
    row = connection.execute(select(caught_up).where(caught_up.c.stage == stage)).first()
    return None if row is None else (row.version, row.revision)
