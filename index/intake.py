"""From the catalog into the index: analyse what is stale, index what the index has not.

Steps 6 and 7 of the flow. Each takes up where the catalog and the index stand, so running
again is resuming: there is no list of things to do that could fall out of step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.catalog import Catalog
from archive.home import Home
from archive.model import Analysis, MentionType, Revision, Source
from index.analysis import ANALYSER, analyse_many, facets
from index.engines import open_factory
from index.ports import IndexedDocument, IndexWriter
from index.registry import Corrections, file_documents, register, settle_touched
from index.store import DEFAULT_ENGINE, IndexStore

BATCH = 200
"""Documents between two commits of analyses, and between two additions to an index."""
COMMIT_EVERY = 2000
"""Documents between two commits of an index that is being built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a piece of work is, for whoever draws it."""

    name: str  # "analyse", "register" or "index"
    done: int
    total: int


def analyse_stale(
    catalog: Catalog, sources: Mapping[str, Source], *, jobs: int = 1, everything: bool = False
) -> Iterator[Step]:
    """Analyse every latest revision that today's analyser has not seen, or all of them.

    What was analysed is kept every `BATCH` documents, and entered in the registry: stopped at
    any instant, at most one batch is done again.
    """
    rows = list(catalog.latest_by_document().values()) if everything else catalog.stale_revisions(ANALYSER)
    total = len(rows)
    done = 0
    for batch in _batches(sorted(rows), BATCH * max(1, jobs)):
        revisions = catalog.revisions(batch)
        tasks = [
            (revisions[row].document, row, _province(revisions[row], sources))
            for row in batch
            if row in revisions
        ]
        analyses = {one.revision: one for one in analyse_many(tasks, jobs=jobs)}
        catalog.save_analyses(analyses.values())
        file_documents(catalog, revisions, analyses, sources)
        done += len(batch)
        yield Step(name="analyse", done=done, total=total)
    settle_touched(catalog)


def register_stale(
    catalog: Catalog, sources: Mapping[str, Source], corrections: Corrections
) -> Iterator[Step]:
    """Bring the registry up to the analyses and the archivist's corrections: what is stale, and no more."""
    for done, total in register(catalog, sources, corrections):
        yield Step(name="register", done=done, total=total)


def index_pending(home: Home, catalog: Catalog, *, wait: float = 60) -> Iterator[Step]:
    """Bring the current index up to the catalog: add what is new or changed, drop what is gone.

    Raises: Busy when another process writes the index for longer than `wait` seconds.
    """
    store = IndexStore(home.index_folder)
    with store.writing(wait=max(wait, home.wait)) as writer:
        with_engine = store.open()
        held = dict(with_engine.revisions())
        with_engine.close()
        yield from _bring_up(writer, catalog, held)


def rebuild(home: Home, catalog: Catalog, *, engine: str = DEFAULT_ENGINE) -> Iterator[Step]:
    """Build the whole index beside the live one and swap it in.

    Raises: Busy when another build is running.
    """
    open_factory(engine)  # an engine that is not installed is said before anything is built
    store = IndexStore(home.index_folder)
    written: dict[str, int] = {}

    def catch_up(writer: IndexWriter) -> None:
        for _ in _bring_up(writer, catalog, written):
            pass

    with store.building(engine, catch_up=catch_up, wait=home.wait) as writer:
        yield from _bring_up(writer, catalog, written, commit_every=COMMIT_EVERY)


def indexed_document(revision: Revision, analysis: Analysis | None) -> IndexedDocument:
    """What the engine takes in of one revision."""
    return IndexedDocument(
        document=revision.document,
        revision=revision.id,
        analysis=analysis,
        facets=facets(revision.document, analysis),
        event_days=_event_days(analysis),
    )


def _bring_up(
    writer: IndexWriter, catalog: Catalog, held: dict[str, int], *, commit_every: int = 0
) -> Iterator[Step]:
    """Make the index hold exactly the catalog's latest revisions; `held` follows what it holds."""
    wanted = catalog.latest_by_document()
    gone = [document for document in held if document not in wanted]
    if gone:
        writer.delete(gone)
        for document in gone:
            del held[document]
    missing = sorted(row for document, row in wanted.items() if held.get(document) != row)
    total = len(missing)
    done = since_commit = 0
    for batch in _batches(missing, BATCH):
        revisions = catalog.revisions(batch)
        analyses = catalog.analyses(batch)
        present = [revisions[row] for row in batch if row in revisions]
        writer.add(indexed_document(one, analyses.get(one.id)) for one in present)
        held.update((one.document.id, one.id) for one in present)
        done += len(batch)
        since_commit += len(batch)
        if commit_every and since_commit >= commit_every:
            writer.commit()
            since_commit = 0
        yield Step(name="index", done=done, total=total)


def _event_days(analysis: Analysis | None) -> tuple[tuple[dt.date, dt.date], ...]:
    if analysis is None:
        return ()
    days = {
        (dt.date.fromisoformat(mention.attributes["lo"]), dt.date.fromisoformat(mention.attributes["hi"]))
        for mention in analysis.mentions
        if mention.type is MentionType.DATE and mention.attributes.get("lo") and mention.attributes.get("hi")
    }
    return tuple(sorted(days))


def _province(revision: Revision, sources: Mapping[str, Source]) -> str:
    source = sources.get(revision.document.source)
    return source.province if source is not None else ""


def _batches(rows: Sequence[int] | Iterable[int], size: int) -> Iterator[list[int]]:
    batch: list[int] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
