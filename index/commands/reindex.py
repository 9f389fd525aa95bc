"""`baoluu reindex`: the batch re-index, built beside the live index and swapped in."""

from __future__ import annotations

import time

import click

from archive.session import Session
from archive.terminal import emit_json, say
from index.commands.drawing import draw
from index.intake import analyse_stale, rebuild, register_stale
from index.registry import load_corrections
from index.store import IndexStore


@click.command()
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that analyse and write.",
)
@click.option("--engine", default="whoosh", show_default=True, help="The search engine to build.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def reindex(session: Session, jobs: int, engine: str, as_json: bool) -> None:
    """Build the whole search index again, beside the one in use.

    Searching goes on, on the old index, until the new one is complete; then it is swapped in
    at once. Documents without an analysis of today's version are analysed first. Stopped, it
    leaves the old index as it was; what was analysed is kept for the next run. Writing takes
    no more memory than BAOLUU_INDEX_MEMORY says, by fewer processes where it must.
    """
    home = session.home()
    catalog = home.catalog()
    began = time.monotonic()
    corrections = load_corrections(home.path)
    analysed = draw(analyse_stale(catalog, home.sources(), jobs=jobs), "Analysing")
    draw(register_stale(catalog, home.sources(), corrections), "Registering")
    middle = time.monotonic()

    def told_fewer(used: int) -> None:
        say(f"Indexing by {used} of {jobs} processes: engine and BAOLUU_INDEX_MEMORY allow no more.")

    indexed = draw(rebuild(home, catalog, engine=engine, jobs=jobs, told_fewer=told_fewer), "Indexing")
    ended = time.monotonic()
    generation = IndexStore(home.index_folder).generation()
    summary = {
        "documents": indexed,
        "analysed": analysed,
        "analyse_seconds": round(middle - began, 2),
        "index_seconds": round(ended - middle, 2),
        "documents_per_second": round(indexed / max(ended - middle, 1e-6), 1),
        "generation": generation.name,
        "engine": generation.engine,
    }
    if as_json:
        emit_json(summary)
        return
    say(f"Analysed {analysed:,} documents in {middle - began:.1f} s.")
    click.echo(
        f"Indexed {indexed:,} documents in {ended - middle:.1f} s "
        f"({summary['documents_per_second']:,} a second); {generation.name} is now searched."
    )
