"""The archive's own commands: `export` and `backup`, as baoluu.py joins them."""

from __future__ import annotations

import click

from archive.commands.backup import backup
from archive.commands.export import export

COMMANDS: tuple[click.Command, ...] = (export, backup)
