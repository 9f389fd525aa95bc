"""Captures and documents the archive's tests are made of."""

from __future__ import annotations

import datetime as dt
import os
import uuid

import pytest
from sqlalchemy import create_engine, make_url, text

from archive.captures import CaptureStore
from archive.catalog import Catalog
from archive.model import Document, DocumentKind, Published

NOON = dt.datetime(2024, 3, 15, 5, 0, tzinfo=dt.UTC)
REQUEST = b"GET /bai/1 HTTP/1.1\r\nHost: bao.example\r\n\r\n"
POSTGRESQL = os.environ.get("BAOLUU_TEST_POSTGRESQL", "")
"""SQLAlchemy address of a server to try the catalog on as well; "" for SQLite alone."""
DATABASES = ["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"]


@pytest.fixture
def store(tmp_path):
    with CaptureStore(tmp_path / "captures", rotate_bytes=1_000_000) as opened:
        yield opened


@pytest.fixture
def postgresql():
    """Address of an empty schema in the database that BAOLUU_TEST_POSTGRESQL names."""
    schema = f"baoluu_{uuid.uuid4().hex}"
    engine = create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    own = make_url(POSTGRESQL).update_query_dict({"options": f"-csearch_path={schema}"})
    yield own.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=DATABASES)
def catalog_url(request, tmp_path):
    """Address of a catalog that is not there yet, in each database there is to try."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'catalog.db'}"
    return request.getfixturevalue("postgresql")


@pytest.fixture
def catalog(catalog_url):
    opened = Catalog(catalog_url)
    yield opened
    opened.close()


@pytest.fixture
def fetch(store):
    """Append one exchange as a crawler would."""

    def append(body=b"<p>H\xe1\xbb\x8dp</p>", url="https://bao.example/bai/1", when=NOON, **given):
        given.setdefault("status_line", "HTTP/1.1 200 OK")
        given.setdefault("headers", [("Content-Type", "text/html; charset=utf-8")])
        return store.append_exchange(
            url=url, source="bao", captured_at=when, request=REQUEST, body=body, **given
        )

    return append


def article(
    title="Họp giao ban tháng ba", body="Sáng 15/3, xã họp giao ban.", day=dt.date(2024, 3, 15), **given
):
    """An article as the extractor would hand it over."""
    given.setdefault("id", "bai-1")
    given.setdefault("url", "https://bao.example/bai/1")
    return Document(
        kind=DocumentKind.ARTICLE,
        source="bao",
        title=title,
        body=body,
        published=Published(day=day, basis="json-ld") if day else None,
        **given,
    )
