"""`baoluu verify`: check that nothing has rotted, from the WARC files up to the index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import click

from archive.catalog import Catalog
from archive.errors import CatalogUnusable
from archive.fixity import (
    REBUILD,
    Checked,
    Fault,
    Scope,
    files_to_check,
    note_unnoted,
    verify_captures,
    verify_catalog,
    verify_manifest,
)
from archive.home import Home
from archive.session import Session
from archive.terminal import byte_progress, emit_json
from index.store import IndexStore
from index.verification import verify_index

FAULTS_FOUND = 2
"""Exit code when something is wrong."""


@click.command()
@click.option(
    "--since",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DAY",
    help="Of the captures, check only what was written on this day or later.",
)
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    metavar="N",
    help="Of the captures, check only N drawn at random; others the next time.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def verify(ctx: click.Context, since: dt.datetime | None, sample: int | None, as_json: bool) -> None:
    """Check the captures against their digests and manifest, the catalog against the captures,
    the index against the catalog.

    Each fault is named with what mends it; nothing is mended here. Files that were found sound
    and are not in the manifest yet are noted in it.

    Exit codes: 0 all is sound; 2 something is not.
    """
    session: Session = ctx.obj
    home = session.home()
    scope = Scope(since=since.date() if since else None, sample=sample)
    report = verify_home(home, scope)
    if as_json:
        emit_json(report)
    else:
        _tell(report)
    if report["faults"]:
        ctx.exit(FAULTS_FOUND)


def verify_home(home: Home, scope: Scope) -> dict[str, Any]:
    """Check everything the scope covers; the report in the shape of `--json`."""
    began = dt.datetime.now(dt.UTC)
    faults: list[Fault] = []
    catalog = _opened(home, faults)
    checked, size = _captures(home, catalog, scope, faults)
    noted = 0
    if not any(fault.part == "captures" for fault in faults) and scope == Scope():
        # A home on a medium that cannot be written is verified all the same.
        with suppress(OSError):
            noted = note_unnoted(home.captures_folder)
    if catalog is not None:
        faults += verify_catalog(catalog)
    faults += _index(home, catalog)
    return {
        "home": str(home.path),
        "began": began.isoformat(timespec="seconds"),
        "ended": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "since": scope.since.isoformat() if scope.since else None,
        "sample": scope.sample,
        "checked": checked,
        "bytes": size,
        "noted_bytes": noted,
        "faults": [asdict(fault) for fault in faults],
    }


def _opened(home: Home, faults: list[Fault]) -> Catalog | None:
    try:
        return home.catalog()
    except CatalogUnusable as error:
        faults.append(
            Fault(part="catalog", kind="unusable", where="catalog", detail=str(error), mend=error.hint)
        )
        return None


def _captures(home: Home, catalog: Catalog | None, scope: Scope, faults: list[Fault]) -> tuple[int, int]:
    folder = home.captures_folder
    total = sum((folder / file).stat().st_size - at for file, at in files_to_check(folder, scope).items())
    faults += [found for found in verify_manifest(folder, scope) if isinstance(found, Fault)]
    try:
        return _walk(verify_captures(folder, catalog, scope), total, faults)
    except CatalogUnusable as error:
        # A catalog too damaged to be compared; its own check says more, the records stand alone.
        detail = f"cannot be compared with the captures: {error}"
        faults.append(Fault(part="catalog", kind="database", where="catalog", detail=detail, mend=REBUILD))
        return _walk(verify_captures(folder, None, scope), total, faults)


def _walk(found: Iterable[Fault | Checked], total: int, faults: list[Fault]) -> tuple[int, int]:
    checked = size = 0
    with byte_progress("Verifying captures", total) as advance:
        for one in found:
            if isinstance(one, Fault):
                faults.append(one)
                continue
            checked += 1
            size += one.size
            advance(one.size)
    return checked, size


def _index(home: Home, catalog: Catalog | None) -> list[Fault]:
    store = IndexStore(home.index_folder)
    try:
        return list(verify_index(store, catalog))
    except CatalogUnusable:
        return list(verify_index(store, None))


def _tell(report: dict[str, Any]) -> None:
    for fault in report["faults"]:
        click.echo(f"{fault['part']:<9} {fault['kind']:<17} {fault['where']}  {fault['detail']}")
    for mend in dict.fromkeys(fault["mend"] for fault in report["faults"] if fault["mend"]):
        click.echo(f"To mend: {mend}")
    count = len(report["faults"])
    wrong = f"{count:,} fault{'s' if count > 1 else ''}" if count else "nothing wrong"
    click.echo(f"Checked {report['checked']:,} captures, the catalog and the index: {wrong}.")
