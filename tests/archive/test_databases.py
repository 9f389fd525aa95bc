"""The catalog keeps its promises in SQLite and in the PostgreSQL that BAOLUU_TEST_POSTGRESQL names."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import insert, select, text

from archive.catalog import Catalog
from archive.catalog.crawl_notes import CrawlNotes
from archive.catalog.migrations import MIGRATIONS
from archive.catalog.tables import document, schema_version
from archive.errors import CatalogUnusable, HomeUnusable
from archive.home import Home
from tests.archive.conftest import NOON, article


def test_what_a_server_calls_its_page_is_kept_however_long(catalog, fetch):
    capture = fetch(headers=[("Content-Type", "text/" + "x" * 300)])
    catalog.record_capture(capture)
    assert catalog.captures_of(capture.url) == [capture]


def test_of_documents_at_one_address_the_first_by_id_is_meant(catalog, fetch):
    for own_id in ("bai-2", "bai-1", "bai-3"):
        catalog.store(article(id=own_id), fetch(), "test/1")
    assert catalog.document_at(article().url).document.id == "bai-1"


def test_a_capture_may_lie_beyond_two_gigabytes(catalog, fetch):
    far = replace(fetch(), offset=5_000_000_000)
    catalog.record_capture(far)
    assert catalog.captures_of(far.url) == [far]


def test_a_catalog_made_empty_keeps_what_the_crawl_has_before_it(catalog, catalog_url, fetch):
    catalog.store(article(), fetch(), "test/1")
    notes = CrawlNotes(catalog_url)
    notes.begin_run("bao", NOON, dt.timedelta(0))
    catalog.make_empty()
    assert set(catalog.counts().values()) == {0}
    assert [one.source for one in notes.last_runs()] == ["bao"]
    assert catalog.store(article(), fetch(), "test/1").outcome == "new"
    notes.close()


def test_many_who_open_a_new_catalog_at_once_make_it_once(catalog_url):
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: Catalog(catalog_url), range(6)))
    with opened[0].reading() as connection:
        assert connection.execute(select(schema_version.c.version)).scalars().all() == [len(MIGRATIONS)]
    for one in opened:
        one.close()


def test_writers_who_enter_the_same_at_once_enter_it_once(catalog, fetch):
    capture = fetch()
    with ThreadPoolExecutor(6) as pool:
        stored = list(pool.map(lambda _: catalog.store(article(), capture, "test/1"), range(6)))
    assert sorted(one.outcome for one in stored) == ["new", *["unchanged"] * 5]
    assert catalog.counts()["revisions"] == 1


def test_one_who_reads_several_things_sees_one_state(catalog, fetch):
    catalog.store(article(), fetch(), "test/1")
    titles = select(text("title")).select_from(text("revision")).order_by(text("id"))
    with catalog.reading() as connection:
        before = connection.execute(titles).scalars().all()
        catalog.store(article(title="Xã họp lần hai"), fetch(), "test/1")
        assert connection.execute(titles).scalars().all() == before


def test_a_writer_waits_until_the_other_is_done(catalog):
    begun, order = threading.Event(), []

    def second():
        begun.wait(5)
        with catalog.atomic():
            order.append("second")

    waiting = threading.Thread(target=second)
    waiting.start()
    with catalog.atomic() as connection:
        begun.set()
        connection.execute(insert(document).values(id="bai-1", url="u", source="bao"))
        waiting.join(0.3)
        order.append("first")
    waiting.join(5)
    assert order == ["first", "second"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("khong phai dia chi", "no address"),
        ("mysql://bao:mat-khau@may/kho", "not in mysql"),
        ("postgresql+khongco://bao:mat-khau@may/kho", "no address"),
        ("postgresql+pg8000://bao:mat-khau@may/kho", "not installed"),
    ],
)
def test_a_database_that_cannot_be_used_is_said_without_its_password(address, said):
    with pytest.raises(CatalogUnusable, match=said) as refused:
        Catalog(address)
    assert "mat-khau" not in f"{refused.value} {refused.value.hint}"


def test_a_server_that_is_not_there_is_said_to_be_so():
    with pytest.raises(CatalogUnusable, match="does not answer") as refused:
        Catalog("postgresql+psycopg://bao:mat-khau@127.0.0.1:1/kho")
    assert "mat-khau" not in f"{refused.value} {refused.value.hint}"


def test_a_home_whose_name_would_be_read_as_options_is_refused(tmp_path):
    with pytest.raises(HomeUnusable, match="options"):
        Home.open(tmp_path / "kho?")
    assert not list(tmp_path.iterdir())
