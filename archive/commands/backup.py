"""`baoluu backup`: a copy of the home that is whole, while everything goes on."""

from __future__ import annotations

from pathlib import Path

import click

from archive.commands.copying import copy_drawn
from archive.handover.backup import back_up
from archive.session import Session


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.pass_obj
def backup(session: Session, folder: Path) -> None:
    """Copy captures, catalog and sources to DIR, or bring the backup there up to date.

    Crawls, imports and the site may go on meanwhile. What was copied before is not copied
    again. DIR is itself a home: `baoluu --home DIR verify` checks it, `baoluu --home DIR
    reindex` makes its index, and then it serves.
    """
    copied = copy_drawn(back_up(session.home(), folder), "Backing up")
    click.echo(f"Copied {copied:,} bytes of captures, and the catalog, to {folder}.")
