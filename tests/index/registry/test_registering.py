"""Only what is stale is registered again, and a run that was cut goes on where it was."""

from __future__ import annotations

import json
from itertools import islice

import pytest

from archive.catalog.references import ReferenceStore
from index.intake import analyse_stale, register_stale
from index.registry import Corrections, Registry, recording
from tests.index.registry.conftest import SOURCES, written

DOCUMENTS = [
    written(
        f"d{i}", f"Ông Lò Văn Bình (SN {1970 + i}) nhắc Nghị quyết số 0{i}-NQ/TU ngày 3/3/2021.", "2021-05-01"
    )
    for i in range(1, 6)
]


@pytest.fixture
def archive(holdings):
    made = holdings().add(*DOCUMENTS)
    made.analysed()
    return made


def registering(archive):
    """(done, total) of every step of bringing the registry up."""
    return [(step.done, step.total) for step in register_stale(archive.catalog, SOURCES, Corrections())]


def said(archive):
    """All the registry answers of people and directives."""
    registry = Registry(archive.catalog)
    people = [registry.entity("PER", one.key).as_json() for one in registry.entities("PER").items]
    return json.dumps([people, registry.directives().as_json()])


def test_what_was_registered_when_it_was_analysed_is_not_registered_again(archive):
    assert registering(archive) == []


def test_a_newer_registrar_registers_every_document_again_and_analyses_none(archive, monkeypatch):
    monkeypatch.setattr(recording, "REGISTRAR", "baoluu-registry/next")
    assert list(analyse_stale(archive.catalog, SOURCES)) == []
    assert registering(archive) == [(5, 5)]
    assert registering(archive) == []


def test_one_new_document_is_registered_alone(archive, monkeypatch):
    filed = []
    file = ReferenceStore.file
    monkeypatch.setattr(
        ReferenceStore, "file", lambda self, filings: (filed.extend(filings), file(self, filings))
    )
    archive.add(written("e", "Ông Lò Văn Bình về hưu.", "2021-06-01")).analysed()
    assert [one.document for one in filed] == ["e"]


def test_a_run_that_was_cut_goes_on_with_the_rest(archive, monkeypatch):
    before = said(archive)
    monkeypatch.setattr(recording, "REGISTRAR", "baoluu-registry/next")
    monkeypatch.setattr(recording, "BATCH", 2)
    cut = register_stale(archive.catalog, SOURCES, Corrections())
    assert [step.done for step in islice(cut, 1)] == [2]
    cut.close()
    assert registering(archive) == [(2, 3), (3, 3)]
    assert said(archive) == before


def test_a_run_that_was_cut_while_telling_people_apart_is_taken_up(archive, monkeypatch):
    before = said(archive)
    monkeypatch.setattr(recording, "REGISTRAR", "baoluu-registry/next")

    def cut(self, names, teller):
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(ReferenceStore, "settle_names", cut)
        with pytest.raises(KeyboardInterrupt):
            registering(archive)
    assert registering(archive) == []
    assert said(archive) == before
