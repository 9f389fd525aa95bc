"""`baoluu analyze`: what today's analyser and registry have not seen of the documents, and no more."""

from __future__ import annotations

import time

import click

from archive.session import Session
from archive.terminal import emit_json
from index.analysis import ANALYSER
from index.commands.drawing import draw
from index.intake import analyse_stale, register_stale
from index.registry import REGISTRAR, load_corrections


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also those whose analysis is of today's version.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that analyse."
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def analyze(session: Session, everything: bool, jobs: int, as_json: bool) -> None:
    """Find sentences, words and entities of documents whose analysis is missing or of an older version.

    Where only the registry has a newer version, or entities.toml has changed, the stored analyses
    are registered again and nothing is analysed. Stopped at any instant, it goes on where it was
    when run again.
    """
    home = session.home()
    began = time.monotonic()
    catalog = home.catalog()
    corrections = load_corrections(home.path)
    steps = analyse_stale(catalog, home.sources(), jobs=jobs, everything=everything)
    analysed = draw(steps, "Analysing")
    seconds = time.monotonic() - began
    registered = draw(register_stale(catalog, home.sources(), corrections), "Registering")
    registering = time.monotonic() - began - seconds
    rate = round(analysed / max(seconds, 1e-6), 1)
    if as_json:
        emit_json(
            {
                "documents": analysed,
                "seconds": round(seconds, 2),
                "documents_per_second": rate,
                "analyser": ANALYSER,
                "registered": registered,
                "registered_seconds": round(registering, 2),
                "registrar": REGISTRAR,
            }
        )
        return
    if registered:
        pace = round(registered / max(registering, 1e-6), 1)
        click.echo(
            f"Registered {registered:,} documents in {registering:.1f} s ({pace:,} a second) "
            f"with {REGISTRAR}."
        )
    if not analysed:
        click.echo(f"Every document has an analysis of {ANALYSER}.")
        return
    click.echo(f"Analysed {analysed:,} documents in {seconds:.1f} s ({rate:,} a second) with {ANALYSER}.")
