"""Rot in a catalog's row is found, whichever column it is in and however valid it leaves the row."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from archive.catalog.migrations import MIGRATIONS
from archive.catalog.tables import revision
from archive.identity import document_id
from tests.archive.conftest import article

ADDRESS = "https://bao.example/tin/xa-hop"
OTHER = {
    "number": 7,
    "stored_at": "2024-03-15T05:00:01.000000Z",
    "extractor": "test/3",
    "kind": "directive",
    "day": "2024-03-16",
    "day_certain": 0,
    "updated": "2024-03-17",
    "facts": '{"basis": {}, "extra": {}, "form": {"signer": "Lò Văn Chỉnh"}}',
}
"""Values a column could have had as well; the others take a text."""


@pytest.fixture
def stored(catalog, fetch):
    return catalog.store(article(id=document_id(ADDRESS), url=ADDRESS, lead="Tin vắn."), fetch(), "test/1")


def alter(catalog, table, column, value):
    with catalog.atomic() as connection:
        connection.execute(text(f"UPDATE {table} SET {column} = :value"), {"value": value})


COLUMNS = [column.name for column in revision.c if column.name not in ("id", "document", "capture")]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_value_that_became_another_valid_one_is_found(catalog, stored, column):
    alter(catalog, "revision", column, OTHER.get(column, "khác"))
    assert [where for where, _ in catalog.damage() if where.startswith("revision")]


def test_a_revision_whose_seal_is_gone_is_found(catalog, stored):
    with catalog.atomic() as connection:
        connection.execute(text("DELETE FROM revision_seal"))
    assert [where for where, _ in catalog.damage()] == [f"revision {stored.revision}"]


def test_an_address_that_became_another_is_found(catalog, stored):
    alter(catalog, "document", "url", "https://bao.example/tin/xa-hoq")
    assert [where for where, _ in catalog.damage()] == [f"document {document_id(ADDRESS)}"]


def test_an_importers_own_id_says_nothing_of_its_address(catalog, fetch):
    catalog.store(article(id="bai-1", url=ADDRESS), fetch(), "test/1")
    assert list(catalog.damage()) == []


def test_what_a_better_extractor_writes_is_sealed_anew(catalog, fetch):
    capture = fetch()
    catalog.store(article(), capture, "test/1")
    catalog.store(article(extra={"captions": ["Ảnh: B"]}), capture, "test/2")
    assert list(catalog.damage()) == []


def test_a_catalog_from_before_there_were_seals_is_sealed_as_it_stands(catalog, fetch):
    catalog.store(article(), fetch(), "test/1")
    with catalog.atomic() as connection:
        connection.execute(text("DROP TABLE revision_seal"))
        MIGRATIONS[4](connection)
    assert list(catalog.damage()) == []
    alter(catalog, "revision", "time", "23:59")
    assert [where for where, _ in catalog.damage()] == ["revision 1"]
