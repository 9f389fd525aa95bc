"""From the catalog into the index: analyse what is stale, index what the index has not.

Steps 6 and 7 of the flow. Each takes up where the catalog and the index stand, so running
again is resuming: there is no list of things to do that could fall out of step. What an index
was told of a document beside its revision (its story, its last capture) is noted in the catalog
after the index is committed, so a crash between them only tells it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from archive.batching import batched
from archive.catalog import Catalog
from archive.catalog.caught_up import Stage
from archive.catalog.shelving import Shelved, Shelving
from archive.home import Home
from archive.model import Analysis, Document, MentionType, Revision, Source
from index.analysis import ANALYSER, Analysers, facets
from index.engines import open_factory
from index.ports import IndexedDocument, IndexWriter
from index.registry import Corrections, file_documents, register, settle_touched
from index.store import DEFAULT_ENGINE, IndexStore
from index.stories import tell_stories

BATCH = 200
"""Documents between two commits of analyses."""


Wanted = tuple[str, Shelved]
"""(document id, what the index is to hold of it)."""

Read = Callable[[Sequence[Wanted]], Iterable[IndexedDocument]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a piece of work is, for whoever draws it."""

    name: str  # "analyse", "register", "compare" or "index"
    done: int
    total: int


def analyse_stale(
    catalog: Catalog, sources: Mapping[str, Source], *, jobs: int = 1, everything: bool = False
) -> Iterator[Step]:
    """Analyse every latest revision that today's analyser has not seen, or all of them.

    What was analysed is kept every `BATCH` documents for each process, and entered in the
    registry: stopped at any instant, at most two batches are done again.

    Raises: Unfinished when one of several processes is ended.
    """
    reached = catalog.reach(Stage.ANALYSED, ANALYSER)
    rows = list(catalog.latest_by_document().values()) if everything else catalog.stale_revisions(ANALYSER)
    total = len(rows)
    done = 0
    with Analysers(jobs) as analysers:
        for batch in _one_ahead(
            _under_way(catalog, sources, analysers, batch) for batch in batched(sorted(rows), BATCH * jobs)
        ):
            analyses = {one.revision: one for one in batch.analyses}
            catalog.save_analyses(analyses.values())
            file_documents(catalog, batch.revisions, analyses, sources)
            done += len(batch.rows)
            yield Step(name="analyse", done=done, total=total)
    catalog.note_reached(reached)
    settle_touched(catalog)


class _Batch(NamedTuple):
    """Documents that are being analysed."""

    rows: list[int]
    revisions: dict[int, Revision]
    analyses: Iterator[Analysis]


def _under_way(
    catalog: Catalog, sources: Mapping[str, Source], analysers: Analysers, rows: list[int]
) -> _Batch:
    revisions = catalog.revisions(rows)
    tasks = [
        (revisions[row].document, row, _province(revisions[row], sources)) for row in rows if row in revisions
    ]
    return _Batch(rows, revisions, analysers.analyse(tasks))


def _one_ahead(batches: Iterator[_Batch]) -> Iterator[_Batch]:
    """Each batch when the next is begun, so that other processes have work while one is kept."""
    before = next(batches, None)
    for batch in batches:
        assert before is not None
        yield before
        before = batch
    if before is not None:
        yield before


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
    yield from _compare(catalog)
    store = IndexStore(home.index_folder)
    shelving = Shelving(catalog)
    looked_at = shelving.looked_at()
    with store.writing(wait=max(wait, home.wait), memory=home.settings.index_memory) as writer:
        missing = shelving.missing(store.state())
        wanted, gone = (missing, []) if missing is not None else _differing(shelving, store)
        if gone:
            writer.delete(gone)
        yield from _add(writer, catalog, wanted)
    if wanted or gone or missing is None:
        shelving.note(wanted, gone, state=store.state(), looked_at=looked_at)


def rebuild(
    home: Home,
    catalog: Catalog,
    *,
    engine: str = DEFAULT_ENGINE,
    jobs: int = 1,
    told_fewer: Callable[[int], None] | None = None,
) -> Iterator[Step]:
    """Build the whole index beside the live one, over `jobs` processes, and swap it in.

    Args: told_fewer: called with the number of processes where the engine uses fewer than `jobs`.
    Raises: Busy when another build is running; Unfinished when one of the processes is ended.
    """
    open_factory(engine)  # an engine that is not installed is said before anything is built
    yield from _compare(catalog)
    store = IndexStore(home.index_folder)
    shelving = Shelving(catalog)
    looked_at = shelving.looked_at()
    written: dict[str, Shelved] = {}

    def bring_up(writer: IndexWriter, read: Read, jobs: int) -> Iterator[Step]:
        wanted = shelving.all()
        gone = [document for document in written if document not in wanted]
        if gone:
            writer.delete(gone)
        fresh = {id: one for id, one in wanted.items() if written.get(id) != one}
        yield from _add(writer, catalog, fresh, read=read, jobs=jobs)
        written.clear()
        written.update(wanted)

    def catch_up(writer: IndexWriter) -> None:
        for _ in (*_compare(catalog), *bring_up(writer, partial(documents_of, catalog), 1)):
            pass

    with store.building(
        engine, catch_up=catch_up, wait=home.wait, memory=home.settings.index_memory
    ) as writer:
        used = writer.processes(jobs)
        if used < jobs and told_fewer is not None:
            told_fewer(used)
        read = CatalogReader(home.catalog_url) if jobs > 1 else partial(documents_of, catalog)
        yield from bring_up(writer, read, jobs)
    shelving.note(written, [], state=store.state(), looked_at=looked_at)


def indexed_document(
    revision: Revision,
    analysis: Analysis | None,
    *,
    story: str = "",
    captured: tuple[dt.date, dt.date] | None = None,
) -> IndexedDocument:
    """What the engine takes in of one revision.

    Args: story: see index.stories; captured: days of the document's first and latest capture.
    """
    return IndexedDocument(
        document=revision.document,
        revision=revision.id,
        analysis=analysis,
        facets=facets(revision.document, analysis),
        event_days=_event_days(analysis),
        other_days=_other_days(revision.document, captured),
        story=story,
    )


def _compare(catalog: Catalog) -> Iterator[Step]:
    for done, total in tell_stories(catalog):
        yield Step(name="compare", done=done, total=total)


def documents_of(catalog: Catalog, wanted: Iterable[Wanted]) -> list[IndexedDocument]:
    """What the engine takes in of the documents wanted, those the catalog has."""
    stories = {one.revision: one.story for _, one in wanted}
    revisions = catalog.revisions(stories)
    analyses = catalog.analyses(stories)
    captured = Shelving(catalog).capture_days(id for id, _ in wanted)
    return [
        indexed_document(
            revision, analyses.get(row), story=stories[row], captured=captured[revision.document.id]
        )
        for row, revision in revisions.items()
    ]


class CatalogReader:
    """`documents_of` a catalog that is opened where it is first asked, in whatever process that is."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._catalog: Catalog | None = None

    def __reduce__(self) -> tuple[type[CatalogReader], tuple[str]]:
        return type(self), (self._url,)

    def __call__(self, wanted: Sequence[Wanted]) -> list[IndexedDocument]:
        if self._catalog is None:
            self._catalog = Catalog(self._url)
        return documents_of(self._catalog, wanted)


def _differing(shelving: Shelving, store: IndexStore) -> tuple[dict[str, Shelved], list[str]]:
    """What the index lacks or holds otherwise, and what it should not hold, by comparing everything."""
    wanted = shelving.all()
    engine = store.open()
    held = shelving.noted(engine.revisions())
    engine.close()
    gone = [document for document in held if document not in wanted]
    return {id: one for id, one in wanted.items() if held.get(id) != one}, gone


def _add(
    writer: IndexWriter,
    catalog: Catalog,
    wanted: Mapping[str, Shelved],
    *,
    read: Read | None = None,
    jobs: int = 1,
) -> Iterator[Step]:
    listed = sorted(wanted.items(), key=lambda pair: pair[1].revision)
    for done in writer.add_from(read or partial(documents_of, catalog), listed, jobs=jobs):
        yield Step(name="index", done=done, total=len(listed))


def _other_days(document: Document, captured: tuple[dt.date, dt.date] | None) -> dict[str, dt.date]:
    """The single days beside that of publication, by index.ports.OTHER_DAYS."""
    days = {name: day for name in ("issued", "effective") if (day := _stated_day(document.form.get(name)))}
    if captured is not None:
        days["added"], days["crawled"] = captured
    return days


def _stated_day(value: object) -> dt.date | None:
    """A day of a form; None where a page states something else."""
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


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
