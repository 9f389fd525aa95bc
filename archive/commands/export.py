"""`baoluu export`: the archive in the forms other institutions and programs take in."""

from __future__ import annotations

from pathlib import Path

import click

from archive.commands.copying import copy_drawn
from archive.errors import InputUnusable
from archive.handover.bag import export_bag
from archive.handover.replay import export_wacz
from archive.session import Session


@click.command()
@click.option(
    "--bag",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write a BagIt bag (RFC 8493) into this new folder.",
)
@click.option(
    "--wacz",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a WACZ, which replay programs open; needs pip install 'baoluu[wacz]'.",
)
@click.option("--organization", default="", help="Source-Organization in the bag, title of the WACZ.")
@click.pass_obj
def export(session: Session, folder: Path | None, file: Path | None, organization: str) -> None:
    """Write WARC files and their index for others.

    A bag has every document's text and origin beside them, a WACZ their titles. Crawls and
    imports may go on meanwhile.
    """
    if folder is None and file is None:
        raise InputUnusable("nothing to write is named", hint="Give --bag DIR or --wacz FILE, or both.")
    if folder is not None:
        copied = copy_drawn(export_bag(session.home(), folder, organization=organization), "Exporting")
        click.echo(f"Wrote the bag {folder}: {copied:,} bytes of captures.")
    if file is not None:
        copied = copy_drawn(export_wacz(session.home(), file, title=organization), "Exporting")
        click.echo(f"Wrote {file}: {copied:,} bytes of captures.")
