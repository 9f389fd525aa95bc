"""`baoluu status`: what the home holds and how far each step is."""

from __future__ import annotations

from typing import Any

import click

from archive.catalog.frontier import Frontier
from archive.errors import IndexMissing
from archive.home import Home
from archive.session import Session
from archive.terminal import emit_json
from index.analysis import ANALYSER
from index.store import IndexStore

_SUMS = ("fetched", "unchanged", "redirected", "skipped", "failed", "new documents", "changed documents")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def status(session: Session, as_json: bool) -> None:
    """Say what the archive holds: captures, documents by source, analyses, the index."""
    found = read_status(session.home())
    if as_json:
        emit_json(found)
        return
    click.echo(f"Home        {found['home']}")
    files = f"{found['warc_files']:,} WARC files, {found['warc_bytes']:,} bytes"
    click.echo(f"Captures    {found['captures']:,} in {files}")
    click.echo(f"            last {found['last_captured_at'] or 'never'}, {found['unread']:,} not read yet")
    click.echo(f"Documents   {found['documents']:,} in {found['revisions']:,} revisions")
    for source in found["sources"]:
        period = f"{source['first_day'] or '?'} to {source['last_day'] or '?'}"
        click.echo(f"            {source['source']:<20} {source['documents']:>8,}  {period}")
    for crawl in found["crawls"]:
        last = crawl["last_run"]
        counts = {**last, **{f"{name} documents": n for name, n in last.get("documents", {}).items()}}
        sums = ", ".join(f"{counts[name]:,} {name}" for name in _SUMS if counts.get(name))
        if last.get("pages_per_minute"):
            sums += f", {last['pages_per_minute']:,.0f} a minute"
        state = "ended" if crawl["finished"] else "to be gone on with"
        waiting = f"{crawl['queued']:,} queued"
        if crawl["queued"] and crawl["minutes_left"] is not None:
            waiting += f", about {crawl['minutes_left']:,.0f} min left"
        click.echo(f"Crawl       {crawl['source']:<20} {state}, {waiting}; last: {sums or 'nothing'}")
        if crawl["failed"]:
            reasons = ", ".join(f"{number} × {reason}" for reason, number in last.get("reasons", {}).items())
            click.echo(f"            {'':<20} {crawl['failed']:,} addresses failed ({reasons or 'earlier'})")
        for alarm in last.get("alarms", ()):
            click.echo(f"            {'':<20} ALARM: {alarm['text']}")
    click.echo(f"Analyses    {found['analyses']:,}, {found['stale_analyses']:,} to be made by {ANALYSER}")
    index = found["index"]
    if index is None:
        click.echo(f"Index       none to search: {found['index_missing']}")
    else:
        behind = f", {index['behind']:,} documents behind the catalog" if index["behind"] else ""
        click.echo(
            f"Index       {index['generation']} ({index['engine']}), {index['documents']:,} documents{behind}"
        )
        if index["outdated"]:
            click.echo("            made by an earlier version: it answers, but takes in nothing new;")
            lacking = f" it lacks {', '.join(index['lacks'])};" if index["lacks"] else ""
            click.echo(f"           {lacking} `baoluu reindex` makes it again")


def read_status(home: Home) -> dict[str, Any]:
    """The figures, in the shape of `--json`."""
    catalog = home.catalog()
    warcs = sorted(home.captures_folder.glob("*.warc.gz"))
    last = catalog.last_captured_at()
    index, missing = _index(IndexStore(home.index_folder), catalog.latest_by_document())
    return {
        "home": str(home.path),
        **catalog.counts(),
        "warc_files": len(warcs),
        "warc_bytes": sum(path.stat().st_size for path in warcs),
        "last_captured_at": last.isoformat(timespec="seconds") if last else None,
        "sources": [
            {"source": key, "documents": documents, "first_day": first, "last_day": last_day}
            for key, documents, first, last_day in catalog.counts_by_source()
        ],
        "crawls": _crawls(home),
        "stale_analyses": len(catalog.stale_revisions(ANALYSER)),
        "index": index,
        "index_missing": missing,
    }


def _crawls(home: Home) -> list[dict[str, Any]]:
    frontier = Frontier(home.catalog_url)
    try:
        return [state.as_json() for state in frontier.overview()]
    finally:
        frontier.close()


def _index(store: IndexStore, wanted: dict[str, int]) -> tuple[dict[str, Any] | None, str | None]:
    """(what is searched, why nothing is): one of them is None."""
    try:
        generation = store.generation()
        edition = store.edition()
        engine = store.open()
    except IndexMissing as missing:
        return None, f"{missing}. {missing.hint}"
    held = engine.revisions()
    documents = engine.document_count
    engine.close()
    found = {
        "generation": generation.name,
        "engine": generation.engine,
        "documents": documents,
        "behind": sum(held.get(document) != revision for document, revision in wanted.items()),
        "outdated": not edition.current,
        "lacks": sorted(edition.lacks),
        "built_at": generation.built_at,
    }
    return found, None
