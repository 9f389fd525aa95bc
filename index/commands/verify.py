"""`baoluu verify`: check that nothing has rotted, from the WARC files up to the index."""

from __future__ import annotations

from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from archive.fixity import Checked, Fault, verify_captures, verify_catalog
from archive.home import Home
from archive.session import Session
from archive.terminal import emit_json
from index.store import IndexStore
from index.verification import verify_index

FAULTS_FOUND = 2
"""Exit code when something is wrong."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Check every capture's digests, the catalog against the captures, the index against the catalog.

    Nothing is changed. Exit code 0 when all is sound, 2 when something is not.
    """
    session: Session = ctx.obj
    home = session.home()
    catalog = home.catalog()
    checked, faults = _captures(home)
    faults += verify_catalog(catalog)
    faults += verify_index(IndexStore(home.index_folder), catalog)
    if as_json:
        emit_json({"checked": checked, "faults": [asdict(fault) for fault in faults]})
    else:
        for fault in faults:
            click.echo(f"{fault.part:<9} {fault.kind:<17} {fault.where}  {fault.detail}")
        wrong = f"{len(faults):,} faults" if faults else "nothing wrong"
        click.echo(f"Checked {checked:,} captures, the catalog and the index: {wrong}.")
    if faults:
        ctx.exit(FAULTS_FOUND)


def _captures(home: Home) -> tuple[int, list[Fault]]:
    total = sum(path.stat().st_size for path in home.captures_folder.glob("*.warc.gz"))
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    checked = 0
    faults: list[Fault] = []
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Verifying captures", total=total)
        for found in verify_captures(home.captures_folder, home.catalog()):
            if isinstance(found, Checked):
                checked += 1
                bar.advance(task, found.size)
            else:
                faults.append(found)
    return checked, faults
