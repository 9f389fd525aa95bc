"""The crawler's commands: `source`, `crawl`, `import`, `extract`, `rebuild`."""

from __future__ import annotations

import click

from crawler.commands.crawl import crawl_command
from crawler.commands.extract import extract_command
from crawler.commands.imports import import_command
from crawler.commands.rebuild import rebuild_command
from crawler.commands.source import source_group

COMMANDS: tuple[click.Command, ...] = (
    source_group,
    crawl_command,
    import_command,
    extract_command,
    rebuild_command,
)
"""What baoluu.py joins to the program."""

__all__ = ["COMMANDS"]
