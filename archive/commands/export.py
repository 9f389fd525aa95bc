"""`baoluu export`: the archive in the form other institutions take in."""

from __future__ import annotations

from pathlib import Path

import click

from archive.commands.copying import copy_drawn
from archive.handover.bag import export_bag
from archive.session import Session


@click.command()
@click.option(
    "--bag",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Write a BagIt bag (RFC 8493) into this new folder.",
)
@click.option("--organization", default="", help="Source-Organization in the bag's description.")
@click.pass_obj
def export(session: Session, folder: Path, organization: str) -> None:
    """Write WARC files, a CDXJ index and every document's text and origin as a BagIt bag.

    Crawls and imports may go on meanwhile.
    """
    copied = copy_drawn(export_bag(session.home(), folder, organization=organization), "Exporting")
    click.echo(f"Wrote the bag {folder}: {copied:,} bytes of captures.")
