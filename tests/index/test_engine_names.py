"""Engines are found by name; what is missing is said, and a fault of ours is not taken for it."""

from __future__ import annotations

import sys

import pytest

from archive.errors import EngineUnavailable
from index import engines


@pytest.fixture
def named(monkeypatch):
    """Let the name `other` lead to a module that needs what is not there."""

    def lead(module):
        monkeypatch.setitem(engines.ENGINES, "other", module)
        monkeypatch.delitem(sys.modules, module, raising=False)

    return lead


@pytest.mark.parametrize("name", ["whoosh", "whoosh-stock"])
def test_the_engines_that_come_with_it_open(name):
    assert engines.open_factory(name) is not None


def test_an_unknown_engine_is_refused_with_the_names_there_are():
    with pytest.raises(EngineUnavailable) as refused:
        engines.open_factory("sphinx")
    assert "whoosh, whoosh-stock" in refused.value.hint


def test_a_library_that_is_not_installed_is_named(named):
    named("khong_co_thu_vien_nay.engine")
    with pytest.raises(EngineUnavailable, match="khong_co_thu_vien_nay"):
        engines.open_factory("other")


def test_a_module_of_ours_that_is_missing_stays_a_bug(named):
    named("index.engines.whoosh.absent")
    with pytest.raises(ModuleNotFoundError):
        engines.open_factory("other")
