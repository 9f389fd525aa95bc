"""The index against the catalog, both ways: every document at its latest revision, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from archive.catalog import Catalog
from archive.errors import IndexMissing
from archive.fixity import Fault
from index.store import IndexStore


def verify_index(store: IndexStore, catalog: Catalog) -> Iterator[Fault]:
    """Documents the index lacks, holds in another revision, or holds without the catalog knowing them."""
    wanted = catalog.latest_by_document()
    try:
        engine = store.open()
    except IndexMissing as missing:
        if wanted:
            yield Fault(part="index", kind="missing-index", where=str(store.folder), detail=str(missing))
        return
    held = dict(engine.revisions())
    engine.close()
    if store.outdated():
        detail = "made with other text keys; run `baoluu reindex`"
        yield Fault(part="index", kind="outdated-index", where=str(store.folder), detail=detail)
    for document, revision in sorted(wanted.items()):
        found = held.pop(document, None)
        if found is None:
            detail = "not in the index"
            yield Fault(part="index", kind="missing-document", where=document, detail=detail)
        elif found != revision:
            detail = f"indexed is revision {found}, the catalog has {revision}"
            yield Fault(part="index", kind="other-revision", where=document, detail=detail)
    for document in sorted(held):
        detail = "in the index, unknown to the catalog"
        yield Fault(part="index", kind="unknown-document", where=document, detail=detail)
