"""The index's files against their digests, and the index against the catalog, both ways."""

from __future__ import annotations

from collections.abc import Iterator

from archive.catalog import Catalog
from archive.errors import EngineUnavailable, IndexMissing
from archive.fixity import REINDEX, Fault
from index.store import IndexStore


def verify_index(store: IndexStore, catalog: Catalog | None) -> Iterator[Fault]:
    """Files that are not what was written; then documents the index lacks, holds in another
    revision, or holds without the catalog knowing them.

    An index whose files are damaged is not asked anything.
    """
    wanted = catalog.latest_by_document() if catalog else {}
    where = str(store.folder)
    try:
        damaged = list(store.damage())
        if not damaged:
            engine = store.open()
    except (IndexMissing, EngineUnavailable) as missing:
        if wanted or (store.folder / "CURRENT").exists():
            yield _fault("missing-index", where, str(missing))
        return
    if damaged:
        generation = store.generation().name
        for file, wrong in damaged:
            yield _fault("damaged-index", f"{generation}/{file}", wrong)
        return
    held = dict(engine.revisions())
    engine.close()
    if not store.edition().current:
        yield _fault("outdated-index", where, "made by an earlier version")
    if catalog is None:
        return
    for document, revision in sorted(wanted.items()):
        found = held.pop(document, None)
        if found is None:
            yield _fault("missing-document", document, "not in the index")
        elif found != revision:
            detail = f"indexed is revision {found}, the catalog has {revision}"
            yield _fault("other-revision", document, detail)
    for document in sorted(held):
        yield _fault("unknown-document", document, "in the index, unknown to the catalog")


def _fault(kind: str, where: str, detail: str) -> Fault:
    return Fault(part="index", kind=kind, where=where, detail=detail, mend=REINDEX)
