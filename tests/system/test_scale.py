"""Many documents: what is worked on is held some at a time, and a kill costs no more than that."""

from __future__ import annotations

import datetime as dt
import gc
import tracemalloc
from itertools import islice

import pytest

from archive.catalog import Catalog
from archive.home import Home
from archive.model import Capture, CaptureKind, Document, DocumentKind
from index import intake
from index.analysis import ANALYSER
from index.intake import analyse_stale, index_pending
from index.store import IndexStore

BATCH = 10
TEXT = (
    "Sáng nay xã Mường Tấc họp bàn việc sửa đập thủy lợi Nậm Cong trước mùa mưa. Ông Lò Văn Thử dự họp. " * 3
)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(intake, "BATCH", BATCH)


def filled(home: Home, first: int, past: int) -> Catalog:
    """A catalog with documents of these numbers entered."""
    catalog = home.catalog()
    with catalog.atomic() as connection:
        for number in range(first, past):
            url = f"https://bao.example/{number}"
            title = f"Mường Tấc họp lần {number}"
            document = Document(
                id=f"bao-{number}", kind=DocumentKind.ARTICLE, url=url, source="bao", title=title, body=TEXT
            )
            capture = Capture(
                url=url,
                captured_at=dt.datetime(2024, 3, 15, tzinfo=dt.UTC),
                kind=CaptureKind.RESPONSE,
                status=200,
                mime="text/html",
                payload_digest=f"sha256:{number}",
                warc="a.warc.gz",
                offset=number,
                length=1,
                source="bao",
            )
            catalog.store(document, capture, "test/1", connection)
    return catalog


def test_an_analysis_stopped_half_way_goes_on_where_it_was(tmp_path):
    catalog = filled(Home.open(tmp_path / "home"), 0, 6 * BATCH)
    for _ in islice(analyse_stale(catalog, {}), 3):
        pass  # what ends here without a word is what a kill leaves: nothing after the last commit
    left = len(catalog.stale_revisions(ANALYSER))
    assert left == 3 * BATCH
    assert next(analyse_stale(catalog, {})).total == left
    catalog.close()


def peak(catalog: Catalog) -> int:
    """Bytes held at most while a catalog is analysed."""
    gc.collect()  # cycles that others left are not its own
    tracemalloc.start()
    try:
        for _ in analyse_stale(catalog, {}):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_memory_of_an_analysis_does_not_grow_with_what_is_to_be_analysed(tmp_path):
    few, many = Home.open(tmp_path / "few"), Home.open(tmp_path / "many")
    peak(filled(few, 0, BATCH))  # what is loaded once
    once = peak(filled(few, BATCH, 4 * BATCH))
    assert peak(filled(many, 0, 24 * BATCH)) < 2 * once  # eight times as many


def test_an_index_whose_writing_was_stopped_is_written_by_the_next_run(tmp_path, monkeypatch):
    home = Home.open(tmp_path / "home")
    catalog = filled(home, 0, 6 * BATCH)
    for _ in analyse_stale(catalog, {}):
        pass
    writing = index_pending(home, catalog)
    for step in writing:
        if step.name == "index":
            writing.close()
    for _ in index_pending(home, catalog):
        pass
    engine = IndexStore(home.index_folder).open()
    assert engine.document_count == 6 * BATCH
    engine.close()
    catalog.close()
