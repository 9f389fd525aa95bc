"""A source knows the papers it came from and went into."""

from __future__ import annotations

import datetime as dt

from archive.model import Source
from index.registry.histories import source_history

SOURCES = {
    "baolaocai": Source(
        key="baolaocai",
        name="Báo Lào Cai",
        kind="newspaper",
        home="",
        province="Lào Cai",
        hosts=("baolaocai.vn",),
        predecessors=("baoyenbai",),
    ),
    "baoyenbai": Source(
        key="baoyenbai",
        name="Báo Yên Bái",
        kind="newspaper",
        home="",
        province="Yên Bái",
        hosts=("baoyenbai.vn",),
    ),
}


def test_a_merged_paper_names_what_it_came_from_and_when():
    [before] = source_history("baolaocai", SOURCES).predecessors
    assert (before.key, before.hosts, before.since) == ("baoyenbai", ("baoyenbai.vn",), dt.date(2025, 7, 1))


def test_a_paper_that_ended_names_its_successor():
    assert [one.key for one in source_history("baoyenbai", SOURCES).successors] == ["baolaocai"]


def test_a_paper_and_those_before_it_can_be_counted_together():
    assert source_history("baolaocai", SOURCES).family == ("baolaocai", "baoyenbai")


def test_an_unknown_source_has_no_history():
    assert source_history("nobody", SOURCES) is None
