"""The index room's commands, as baoluu.py joins them."""

from __future__ import annotations

import click

from index.commands.analyze import analyze
from index.commands.entities import entities
from index.commands.registry import directives, entity
from index.commands.reindex import reindex
from index.commands.search import search
from index.commands.status import status
from index.commands.verify import verify

COMMANDS: tuple[click.Command, ...] = (
    search,
    entities,
    entity,
    directives,
    analyze,
    reindex,
    status,
    verify,
)
