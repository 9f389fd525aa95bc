"""`baoluu rebuild`: the catalog, the analyses and the index again, from the WARC files alone."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from archive.captures import RecordFault
from archive.catalog import Catalog
from archive.catalog.copying import carry_over_crawl, put_in_place, remove_catalog
from archive.errors import InputUnusable
from archive.home import Home
from archive.session import Session
from archive.terminal import byte_progress, emit_json, say
from crawler.imports.rereading import Rereader, reread_all

CAPTURES_DAMAGED = 2
"""Exit code when a record could not be read; everything else was rebuilt."""


@click.command("rebuild")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("--no-index", is_flag=True, help="Rebuild the catalog only.")
@click.option(
    "--empty",
    is_flag=True,
    help="Where BAOLUU_DATABASE names a database: empty its catalog first. Captures are not touched.",
)
@click.pass_obj
def rebuild_command(session: Session, as_json: bool, no_index: bool, empty: bool) -> None:
    """Make the catalog, the analyses and the index again from the captures.

    For a home whose catalog is damaged or lost. A fresh catalog is made beside the one in use
    and takes its place when it is complete; until then nothing changes, and searching goes on.
    Stopped, it leaves all as it was. The queue of the crawl is not part of the captures: it is
    carried over where the old catalog can be read, else the next crawl finds its addresses again.
    A catalog that lies in a database server cannot be swapped: it has to be empty, or `--empty`
    makes it so, and until the rebuild is complete searching finds less. Stopped there, run it
    with `--empty` again.

    Exit codes: 0 done; 2 done, but records are damaged and were left out (`baoluu verify`
    names them).
    """
    home = session.home()
    outcomes: Counter[str] = Counter()
    damaged: list[RecordFault] = []
    with home.captures(), _fresh_catalog(home, empty=empty) as catalog:
        total = sum(path.stat().st_size for path in home.captures_folder.glob("*.warc.gz"))
        reader = Rereader(catalog, home.sources())
        with byte_progress("Reading captures", total) as advance:
            for found in reread_all(home.captures_folder, reader):
                if isinstance(found, RecordFault):
                    damaged.append(found)
                    continue
                outcomes["captures"] += 1
                advance(found.capture.length)
        counts = catalog.counts()
    if not no_index:
        session.index_all(home)
    summary = {
        "captures": outcomes["captures"],
        "documents": counts["documents"],
        "revisions": counts["revisions"],
        "damaged": [f"{one.warc}:{one.offset}" for one in damaged],
    }
    if as_json:
        emit_json(summary)
    else:
        click.echo(
            f"Read {summary['captures']:,} captures: {summary['documents']:,} documents "
            f"in {summary['revisions']:,} revisions."
        )
        for one in damaged:
            click.echo(f"damaged  {one.warc}:{one.offset}  {one.reason}")
    if damaged:
        raise SystemExit(CAPTURES_DAMAGED)


@contextlib.contextmanager
def _fresh_catalog(home: Home, *, empty: bool) -> Iterator[Catalog]:
    """An empty catalog, which takes the place of the home's when the block ends well.

    Args: empty: whether the one BAOLUU_DATABASE names may be emptied for it.
    """
    target = home.catalog_file
    if target is None:
        with contextlib.closing(home.catalog()) as catalog:
            if empty:
                catalog.make_empty()
            elif catalog.counts()["captures"]:
                raise InputUnusable(
                    "the catalog that BAOLUU_DATABASE names is not empty",
                    hint="`baoluu rebuild --empty` empties it first, as after a rebuild that was stopped; "
                    "or name an empty database.",
                )
            yield catalog
        return
    fresh: Path = target.with_name(f"{target.name}.new")
    remove_catalog(fresh)
    try:
        with contextlib.closing(Catalog(f"sqlite:///{fresh}")) as catalog:
            yield catalog
        carry_over_crawl(target, fresh)
        aside = put_in_place(fresh, target)
        if aside is not None:
            say(f"The damaged catalog was moved to {aside}.")
    finally:
        remove_catalog(fresh)
