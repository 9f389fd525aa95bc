"""A catalog with documents analysed and registered, as the product does it."""

from __future__ import annotations

import datetime as dt

import pytest

from archive.catalog import Catalog
from archive.model import Capture, CaptureKind, Document, DocumentKind, Published, Source
from index.intake import analyse_stale, register_stale
from index.registry import Corrections, Registry

SOURCES = {
    "baosonla": Source(key="baosonla", name="Báo Sơn La", kind="newspaper", home="", province="Sơn La"),
    "baolaocai": Source(key="baolaocai", name="Báo Lào Cai", kind="newspaper", home="", province="Lào Cai"),
    "baochung": Source(key="baochung", name="Báo chung", kind="newspaper", home=""),
}


def written(id, text, day="2022-05-10", source="baosonla", *, title="Tin trong ngày", form=None):
    """An article, or with a form a directive, as the extractor would hand it over."""
    return Document(
        id=id,
        kind=DocumentKind.DIRECTIVE if form else DocumentKind.ARTICLE,
        url=f"https://bao.example/{id}",
        source=source,
        title=title,
        body=text,
        published=Published(day=dt.date.fromisoformat(day), basis="json-ld") if day else None,
        form=form or {},
    )


class Holdings:
    """An archive in memory of the test: documents go in, the registry answers."""

    def __init__(self, path):
        self.catalog = Catalog(f"sqlite:///{path}")
        self._captures = 0

    def add(self, *documents):
        for document in documents:
            self._captures += 1
            capture = Capture(
                url=document.url,
                captured_at=dt.datetime(2026, 7, 1, tzinfo=dt.UTC),
                kind=CaptureKind.RESPONSE,
                status=200,
                mime="text/html",
                payload_digest=f"sha256:{self._captures:064x}",
                warc="a.warc.gz",
                offset=self._captures * 100,
                length=100,
                source=document.source,
            )
            self.catalog.store(document, capture, "baoluu-extract/1")
        return self

    def analysed(self):
        """The registry after everything new was analysed."""
        list(analyse_stale(self.catalog, SOURCES))
        return Registry(self.catalog)

    def corrected(self, corrections):
        """The registry after a change of the archivist's corrections."""
        list(register_stale(self.catalog, SOURCES, corrections))
        return Registry(self.catalog)

    def registered_again(self):
        """The registry made anew from the stored analyses alone."""
        everything = [f"{document}" for document in self.catalog.latest_by_document()]
        from archive.catalog.references import ReferenceStore

        ReferenceStore(self.catalog).forget_stamps(everything)
        return self.corrected(Corrections())


@pytest.fixture
def holdings(tmp_path):
    made = []

    def open_one(name="catalog"):
        made.append(Holdings(tmp_path / f"{name}.db"))
        return made[-1]

    yield open_one
    for one in made:
        one.catalog.close()


@pytest.fixture
def registry_of(holdings):
    """The registry of an archive that holds these documents."""
    return lambda *documents: holdings().add(*documents).analysed()
